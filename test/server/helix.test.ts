// The set-up of `docs/editors.md` for Helix, as far as it can be tested without Helix, which Debian does not have: the
// settings are read as Helix reads them, the command in them is started, and spoken to with what Helix says that it can do
// (`helix-lsp/src/client.rs` of release 25.07).

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CodeAction, DocumentDiagnosticReport, InitializeParams } from 'vscode-languageserver-protocol';
import { StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver-protocol/node';
import { startBy, TestClient } from './client.js';

const CAPABILITIES: InitializeParams['capabilities'] = {
    workspace: {
        configuration: true,
        didChangeConfiguration: { dynamicRegistration: false },
        workspaceFolders: true,
        applyEdit: true,
        symbol: { dynamicRegistration: false },
        executeCommand: { dynamicRegistration: false },
        inlayHint: { refreshSupport: false },
        workspaceEdit: {
            documentChanges: true,
            resourceOperations: ['create', 'rename', 'delete'],
            failureHandling: 'abort',
            normalizesLineEndings: false,
        },
        didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: false },
        fileOperations: { willRename: true, didRename: true },
        diagnostics: { refreshSupport: true },
    },
    textDocument: {
        completion: {
            completionItem: {
                snippetSupport: true,
                resolveSupport: { properties: ['documentation', 'detail', 'additionalTextEdits'] },
                insertReplaceSupport: true,
                deprecatedSupport: true,
                tagSupport: { valueSet: [1] },
            },
            contextSupport: true,
        },
        hover: { contentFormat: ['markdown'] },
        signatureHelp: { signatureInformation: { documentationFormat: ['markdown'], activeParameterSupport: true } },
        rename: { prepareSupport: true, dynamicRegistration: false, honorsChangeAnnotations: false },
        formatting: { dynamicRegistration: false },
        codeAction: {
            codeActionLiteralSupport: {
                codeActionKind: {
                    valueSet: [
                        '',
                        'quickfix',
                        'refactor',
                        'refactor.extract',
                        'refactor.inline',
                        'refactor.rewrite',
                        'source',
                        'source.organizeImports',
                    ],
                },
            },
            isPreferredSupport: true,
            disabledSupport: true,
            dataSupport: true,
            resolveSupport: { properties: ['edit', 'command'] },
        },
        diagnostic: { dynamicRegistration: false, relatedDocumentSupport: true },
        publishDiagnostics: { versionSupport: true, tagSupport: { valueSet: [1, 2] } },
        inlayHint: { dynamicRegistration: false },
    },
    window: { workDoneProgress: true, showDocument: { support: true } },
    general: { positionEncodings: ['utf-8', 'utf-32', 'utf-16'] },
};

/** What `languages.toml` of the page says: tables, and keys with texts, truth values, lists and inline tables. */
function settings(): Record<string, Record<string, unknown>> {
    const page = readFileSync('docs/editors.md', 'utf8');
    const [, toml = ''] = /## Helix[\s\S]*?```toml\n([\s\S]*?)```/.exec(page) ?? [];
    const tables: Record<string, Record<string, unknown>> = {};
    let table: Record<string, unknown> = {};
    for (const line of toml.split('\n').filter((each) => each.trim() !== '')) {
        const [, , head] = /^(\[{1,2})([\w.-]+)\]{1,2}$/.exec(line) ?? [];
        const [, key, value] = /^([\w-]+) = (.+)$/.exec(line) ?? [];
        if (head !== undefined) {
            table = {};
            tables[head] = table;
        } else if (key !== undefined && value !== undefined) {
            table[key] = JSON.parse(value.replace(/([\w-]+) = /g, '"$1": '));
        } else throw new Error(`‘${line}’ is no line of a settings file`);
    }
    return tables;
}

let folder: string;
beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tenet-helix-'));
    const build: { bundle(outfile: string): Promise<void> } = await import('../../.build/bundle.mjs');
    await build.bundle(join(folder, 'tenet.js'));
    symlinkSync(join(folder, 'tenet.js'), join(folder, 'tenet'));
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('starts from the settings of the page, and serves a client that can do what Helix can', async () => {
    const { 'language-server.tenet': server, language } = settings();
    expect(language).toMatchObject({ name: 'tenet', 'file-types': ['tenet'], 'language-servers': ['tenet'] });
    const { command, args } = server as { command: string; args: readonly string[] };
    const child = spawn(command, args, {
        stdio: ['pipe', 'pipe', 'inherit'],
        env: { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` },
    });
    startBy(async () => ({
        reader: new StreamMessageReader(child.stdout),
        writer: new StreamMessageWriter(child.stdin),
        close: () => void child.kill(),
    }));
    const client = await TestClient.start({ capabilities: CAPABILITIES, asIs: true });
    try {
        const uri = 'file:///helix.tenet';
        const textDocument = { uri };
        client.open(
            uri,
            `policy p\nfact price: money GBP\noutcome granted\noutcome refused\nprinciple P { ask price  at most £5 => granted  over £5 => refusd }\n`,
        );
        const report = await client.request<DocumentDiagnosticReport>('textDocument/diagnostic', { textDocument });
        const items = report.kind === 'full' ? report.items : [];
        const wrong = items.find(({ code }) => code === 'name-unknown');
        // Counted in UTF-16, whatever the client would rather have: `£` is one.
        expect(wrong?.range.start).toEqual({ line: 4, character: client.text(uri).split('\n')[4]?.indexOf('refusd') });
        const context = { diagnostics: [wrong] };
        const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
            textDocument,
            range: wrong?.range,
            context,
        });
        expect(actions.map(({ title }) => title)).toContain('Change to ‘refused’');
        client.edit(uri, 'refusd', 'granted');
        // What is proved comes from a worker of the command itself.
        for (;;) {
            const told = client.count('workspace/diagnostic/refresh');
            const next = await client.request<DocumentDiagnosticReport>('textDocument/diagnostic', { textDocument });
            if (next.kind === 'full' && next.items.some(({ code }) => code === 'fact-irrelevant')) break;
            await client.until(() => client.count('workspace/diagnostic/refresh') > told);
        }
        expect(client.published).toEqual([]);
        expect(client.logs).toEqual([]);
    } finally {
        client.close();
    }
}, 20_000);
