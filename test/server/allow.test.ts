// Findings that a comment allows: what is still shown, when an allow is said to be of no use, and how one is written.

import { afterEach, expect, test } from 'vitest';
import type { CodeAction, CompletionItem, Diagnostic, TextDocumentEdit } from 'vscode-languageserver-protocol';
import { applyEdits, TestClient } from './client.js';

const URI = 'file:///small.tenet';
let client: TestClient;
afterEach(() => {
    expect(client.logs).toEqual([]);
    client.close();
});

const ALLOW = '// allow answer-redundant because "the letter names vans"';

/** The first row could go: that is proved. `where` is put above it. */
const policy = (where = ''): string => `policy small "Small"
choice Kind { car  van }
fact kind: Kind
fact paid: yes/no
outcome granted "Granted" as accept
outcome refused "Refused" as refuse
principle P1 "Fee" {
  table | kind | paid | => |
${where}        | v<|>an  | no   | => refused |
        | -    | yes  | => granted |
        | -    | no   | => refused |
}
`;
const above = (comment: string): string => policy(`        ${comment}\n`).replace('<|>', '');

async function actionsAt(position: object, only?: readonly string[]): Promise<CodeAction[]> {
    return client.request('textDocument/codeAction', {
        textDocument: { uri: URI },
        range: { start: position, end: position },
        context: { diagnostics: [], ...(only ? { only } : {}) },
    });
}

/** What else is found of so small a policy is not what this is about. */
const aboutAllows = (codes: readonly unknown[]): readonly unknown[] =>
    codes.filter((code) => code === 'answer-redundant' || String(code).startsWith('allow-')).sort();

async function untilShown(...codes: readonly string[]): Promise<void> {
    await client.until(() => JSON.stringify(aboutAllows(client.codes(URI))) === JSON.stringify(codes));
}

const ALLOW_TITLE = 'Allow ‘answer-redundant’ here, because …';

test('hides what is allowed, and shows it again without the comment', async () => {
    client = await TestClient.start();
    client.open(URI, policy());
    await client.until(() => client.codes(URI).includes('answer-redundant'));
    const start = client.at(URI, '        | van');
    client.change(URI, { start, end: start }, `        ${ALLOW}\n`);
    await client.until(() => !client.codes(URI).includes('answer-redundant'));
    client.edit(URI, `        ${ALLOW}\n`, '');
    await client.until(() => client.codes(URI).includes('answer-redundant'));
});

test('answers with the same where the client asks', async () => {
    client = await TestClient.start({
        capabilities: { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } },
    });
    const pull = async (): Promise<readonly unknown[]> => {
        const report = await client.request<{ items: Diagnostic[] }>('textDocument/diagnostic', {
            textDocument: { uri: URI },
        });
        return aboutAllows(report.items.map(({ code }) => code));
    };
    client.open(URI, policy());
    while (!(await pull()).includes('answer-redundant')) await new Promise((resolve) => setTimeout(resolve, 20));
    client.edit(URI, '        | van', `        ${ALLOW}\n        | van`);
    expect(await pull()).toEqual([]);
});

test('says that an allow is of no use once all is proved, and goes on saying so', async () => {
    client = await TestClient.start();
    client.open(URI, above('// allow order-matters because "it was so"'));
    await untilShown('allow-unused', 'answer-redundant');
    client.forgetReceived();
    // An error stops the proofs; what was said stays.
    client.edit(URI, 'fact paid: yes/no', 'fact paid: yess/no');
    await client.until(() => client.codes(URI).some((code) => code !== 'allow-unused' && code !== 'answer-redundant'));
    expect(client.codes(URI)).toContain('allow-unused');
    client.edit(URI, 'yess/no', 'yes/no');
    await untilShown('allow-unused', 'answer-redundant');
    client.edit(URI, 'order-matters', 'answer-redundant');
    await untilShown();
});

test('does not say so of a policy with an error', async () => {
    client = await TestClient.start();
    client.open(URI, `${above(ALLOW).replace('| van  | no   | => refused |', '| van  | no   | => nowhere |')}`);
    await client.until(() => client.codes(URI).length > 0);
    expect(client.codes(URI)).not.toContain('allow-unused');
});

test('says so of a vocabulary that nothing is wrong with', async () => {
    const words = 'file:///words.tenet';
    client = await TestClient.start();
    client.open(words, 'choice Kind { car  van } // allow category-unused because "none"\n');
    client.open(URI, policy().replace('<|>', '').replace('choice Kind { car  van }', 'use "words.tenet"'));
    await client.untilCodes(words, 'allow-unused');
});

test('removes an allow, or one code of it', async () => {
    client = await TestClient.start();
    client.open(URI, above(`// allow order-matters, answer-redundant because "the letter"`));
    await untilShown('allow-unused');
    const one = await actionsAt(client.at(URI, 'order-matters'));
    const action = one.find(({ title }) => title === 'Remove ‘order-matters’ from this allow');
    expect(action).toMatchObject({ kind: 'quickfix', isPreferred: true, diagnostics: [{ code: 'allow-unused' }] });
    expect(applyEdits(client.text(URI), action?.edit?.changes?.[URI] ?? [])).toBe(
        above('// allow answer-redundant because "the letter"'),
    );
    client.edit(URI, 'order-matters, answer-redundant', 'order-matters');
    await untilShown('allow-unused', 'answer-redundant');
    const whole = (await actionsAt(client.at(URI, 'order-matters'))).find(({ title }) => title === 'Remove this allow');
    expect(applyEdits(client.text(URI), whole?.edit?.changes?.[URI] ?? [])).toBe(policy().replace('<|>', ''));
    expect(client.codes(URI)).toContain('allow-unused');
});

test('fix all takes allows away that are of no use, and repairs nothing that is allowed', async () => {
    client = await TestClient.start();
    const text = above(`${ALLOW} // and so on`).replace('Small"\n', 'Small" // allow order-matters because "x"\n');
    client.open(URI, text);
    await untilShown('allow-unused');
    const [fix] = await actionsAt({ line: 0, character: 0 }, ['source.fixAll']);
    expect(applyEdits(client.text(URI), fix?.edit?.changes?.[URI] ?? [])).toBe(
        text.replace(' // allow order-matters because "x"', ''),
    );
});

test('a near miss is put in place', async () => {
    client = await TestClient.start();
    client.open(URI, above(ALLOW.replace('redundant', 'redundent')));
    await client.until(() => client.codes(URI).includes('allow-unknown-code'));
    const action = (await actionsAt(client.at(URI, 'redundent'))).find(
        ({ title }) => title === 'Change to ‘answer-redundant’',
    );
    expect(applyEdits(client.text(URI), action?.edit?.changes?.[URI] ?? [])).toBe(above(ALLOW));
});

test('allows a finding where it stands', async () => {
    client = await TestClient.start();
    const [at = { line: 0, character: 0 }] = client.open(URI, policy());
    await client.until(() => client.codes(URI).includes('answer-redundant'));
    const action = (await actionsAt(at)).find(({ title }) => title === ALLOW_TITLE);
    expect(action).toMatchObject({ kind: 'quickfix', diagnostics: [{ code: 'answer-redundant' }] });
    expect(action?.isPreferred).toBeUndefined();
    const text = applyEdits(client.text(URI), action?.edit?.changes?.[URI] ?? []);
    expect(text).toBe(above('// allow answer-redundant because ""'));
    client.closeDocument(URI);
    client.open(URI, text);
    await untilShown('allow-without-reason', 'answer-redundant');
    client.edit(URI, 'because ""', 'because "of the letter"');
    await untilShown();
});

test('leaves the reason to fill in where the client can do that', async () => {
    client = await TestClient.start({
        capabilities: { workspace: { workspaceEdit: { documentChanges: true, snippetEditSupport: true } } },
    });
    const [at = { line: 0, character: 0 }] = client.open(URI, policy().replaceAll('\n', '\r\n'));
    await client.until(() => client.codes(URI).includes('answer-redundant'));
    const action = (await actionsAt(at)).find(({ title }) => title === ALLOW_TITLE);
    const start = { line: at.line, character: 0 };
    expect(action?.edit).toEqual({
        documentChanges: [
            {
                textDocument: { uri: URI, version: 1 },
                edits: [
                    {
                        range: { start, end: start },
                        snippet: { kind: 'snippet', value: '        // allow answer-redundant because "$1"\r\n' },
                    },
                ],
            },
        ] satisfies TextDocumentEdit[],
    });
});

test('allows no error', async () => {
    client = await TestClient.start();
    const [at = { line: 0, character: 0 }] = client.open(
        URI,
        policy().replace('=> refused', '=> refu<|>ed').replace('<|>', ''),
    );
    await client.until(() => client.codes(URI).includes('name-unknown'));
    const titles = (await actionsAt(at)).map(({ title }) => title);
    expect(titles).toContain('Change to ‘refused’');
    expect(titles.filter((title) => title.startsWith('Allow'))).toEqual([]);
});

test('completes the codes of an allow, and nothing in other comments', async () => {
    client = await TestClient.start();
    const labels = async (comment: string) => {
        const [at = { line: 0, character: 0 }] = client.open(URI, `fact f: yes/no ${comment}\n`);
        const items = await client.at_<CompletionItem[]>('textDocument/completion', URI, at);
        client.closeDocument(URI);
        return items;
    };
    const items = await labels('// allow fact-unused, answer-re<|>dundant because "x"');
    const redundant = items.find(({ label }) => label === 'answer-redundant');
    expect(redundant?.textEdit).toMatchObject({
        newText: 'answer-redundant',
        range: { start: { character: 37 }, end: { character: 53 } },
    });
    expect(items.some(({ label }) => label === 'no-decision' || label.startsWith('allow-'))).toBe(false);
    expect((await labels('// allow <|>')).length).toBeGreaterThan(20);
    expect(await labels('// a remark <|>')).toEqual([]);
    expect(await labels('// allow fact-unused because "<|>')).toEqual([]);
});
