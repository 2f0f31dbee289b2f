// The server as the web has it: a bundle in a worker of a real browser, with files that only the client holds.

import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

let browser: Browser;
let source: string;
beforeAll(async () => {
    const { outputFiles } = await build({
        entryPoints: ['server/main-browser.ts'],
        bundle: true,
        platform: 'browser',
        format: 'iife',
        target: 'es2022',
        mainFields: ['browser', 'module', 'main'],
        conditions: ['browser'],
        define: { global: 'globalThis' },
        write: false,
        logLevel: 'error',
    });
    source = outputFiles[0]?.text ?? '';
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
}, 60_000);
afterAll(() => browser?.close());

interface Message {
    readonly id?: number;
    readonly method?: string;
    readonly params?: never;
    readonly result?: never;
    readonly error?: { readonly message: string };
}

test('checks, proves, runs, completes and draws in a worker', async () => {
    const page = await browser.newPage();
    const text = readFileSync('examples/parking-permit/parking-permit.tenet', 'utf8');
    const document = readFileSync('examples/parking-permit/parking-permit.md', 'utf8');
    const result = await page.evaluate(
        async ({ source, text, document }) => {
            const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
            const uri = 'vscode-vfs://github/parking.tenet';
            const files: Record<string, string> = { [uri]: text, 'vscode-vfs://github/parking-permit.md': document };
            const waiting = new Map<number, (message: Message) => void>();
            const notes: Message[] = [];
            let id = 0;
            worker.onmessage = ({ data }: MessageEvent<Message>) => {
                const { method, params } = data as { method?: string; params: { uri: string } };
                if (method === undefined) waiting.get(data.id ?? -1)?.(data);
                else if (data.id === undefined) notes.push(data);
                else {
                    const answer = method === 'tenet/readFile' ? { text: files[params.uri] ?? null } : { uris: [uri] };
                    worker.postMessage({ jsonrpc: '2.0', id: data.id, result: answer });
                }
            };
            const notify = (method: string, params: object) => worker.postMessage({ jsonrpc: '2.0', method, params });
            const request = (method: string, params: object) =>
                new Promise<Message>((resolve) => {
                    waiting.set(++id, resolve);
                    worker.postMessage({ jsonrpc: '2.0', id, method, params });
                });
            await request('initialize', {
                processId: null,
                capabilities: {},
                workspaceFolders: [{ uri: 'vscode-vfs://github', name: 'github' }],
                initializationOptions: { tenet: { files: true, commands: true } },
            });
            notify('initialized', {});
            const broken = text.replace('ask officer', 'ask oficer');
            notify('textDocument/didOpen', { textDocument: { uri, languageId: 'tenet', version: 1, text: broken } });
            const published = () => notes.filter(({ method }) => method === 'textDocument/publishDiagnostics');
            while (published().length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
            const diagnostics = published().at(-1);
            notify('textDocument/didChange', { textDocument: { uri, version: 2 }, contentChanges: [{ text }] });
            const run = await request('tenet/run', { run: '1' });
            const chart = await request('tenet/flowchart', { uri, theme: { kind: 'fixed', base: 'light' } });
            const position = { line: text.split('\n').findIndex((line) => line.includes('ask officer')), character: 7 };
            // After the layout engine was loaded the worker still listens.
            const hover = await request('textDocument/hover', { textDocument: { uri }, position });
            worker.terminate();
            return { diagnostics, run, chart, hover };
        },
        { source, text, document },
    );
    expect(JSON.stringify(result.diagnostics)).toContain('Did you mean ‘officer’?');
    expect(result.run.result).toMatchObject({ failed: 0, skipped: 0 });
    expect(JSON.stringify(result.chart)).toContain('<svg ');
    expect(JSON.stringify(result.hover)).toContain('What has the officer decided?');
    await page.close();
}, 60_000);
