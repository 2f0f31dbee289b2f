// Asking for code actions and renames as an editor does, and making their edits: for tests about what the text is then.

import type { CodeAction, Diagnostic, TextEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { applyEdits, memoryFiles, TestClient } from './client.js';

export const URI = 'file:///small.tenet';

/** One server with some files; the first is the one that is asked about. */
export class Acting {
    private constructor(
        readonly client: TestClient,
        private readonly uri: string,
    ) {}

    static async on(
        text: string,
        {
            others = {},
            resolves = false,
            proofs = false,
        }: { readonly others?: Record<string, string>; readonly resolves?: boolean; readonly proofs?: boolean } = {},
    ): Promise<Acting> {
        const client = await TestClient.start({
            files: memoryFiles(new Map()),
            capabilities: {
                workspace: { configuration: true },
                ...(resolves ? { textDocument: { codeAction: { resolveSupport: { properties: ['edit'] } } } } : {}),
            },
            ...(proofs ? {} : { settings: { proofs: 'off' } }),
        });
        for (const [uri, other] of Object.entries(others)) client.open(uri, other);
        client.open(URI, text);
        return new Acting(client, URI);
    }

    /** Codes of what is found in a file now, without what proofs have yet to say. */
    async codes(uri = this.uri): Promise<readonly string[]> {
        const report = await this.client.request<{ readonly items: readonly Diagnostic[] }>('textDocument/diagnostic', {
            textDocument: { uri },
        });
        return report.items.map(({ code }) => String(code));
    }

    /** Waits until a proof, or a check, has found something. */
    async found(code: string): Promise<void> {
        await this.client.until(() => this.client.codes(this.uri).includes(code));
    }

    /** What is offered where a part of the text stands; `<|>` in it is the cursor. */
    async offered(part: string, only?: readonly string[], length = 0): Promise<CodeAction[]> {
        const [before = ''] = part.split('<|>');
        const whole = part.replace('<|>', '');
        const at = this.client.text(this.uri).indexOf(whole);
        if (at < 0) throw new Error(`‘${whole}’ is not in the text.`);
        const offset = at + (part.includes('<|>') ? before.length : 0);
        const start = this.client.textPosition(this.uri, offset);
        const end = this.client.textPosition(this.uri, offset + length);
        return this.client.request<CodeAction[]>('textDocument/codeAction', {
            textDocument: { uri: this.uri },
            range: { start, end },
            context: { diagnostics: [], ...(only ? { only } : {}) },
        });
    }

    async titles(part: string, only?: readonly string[], length = 0): Promise<readonly string[]> {
        return (await this.offered(part, only, length)).map(({ title }) => title);
    }

    /** The text after the action of this title, which starts where the part stands. */
    async after(part: string, title: string | RegExp, only?: readonly string[], length = 0): Promise<string> {
        const all = await this.offered(part, only, length);
        const found = all.find((each) => (typeof title === 'string' ? each.title === title : title.test(each.title)));
        if (!found) throw new Error(`There is no ‘${title}’ among ${all.map((each) => each.title).join(' · ')}`);
        const action = found.edit ? found : await this.client.request<CodeAction>('codeAction/resolve', found as never);
        return applyEdits(this.client.text(this.uri), action.edit?.changes?.[this.uri] ?? []);
    }

    /** All files after a rename at the only `part` of the file, of what stands right behind `<|>` in it. */
    async renamed(part: string, newName: string): Promise<Record<string, string>> {
        const { client, uri } = this;
        const position = client.at(uri, part.replace('<|>', ''), part.indexOf('<|>'));
        const { changes = {} } = await client.at_<WorkspaceEdit>('textDocument/rename', uri, position, { newName });
        return Object.fromEntries(
            [...client.texts].map(([each, text]) => [each, applyEdits(text, (changes[each] ?? []) as TextEdit[])]),
        );
    }

    close(): void {
        this.client.close();
    }
}
