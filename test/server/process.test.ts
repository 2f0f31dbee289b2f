// The server as an editor starts it. What takes long is done elsewhere: typing goes on, and what is void is given up.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CodeLens } from 'vscode-languageserver-protocol';
import { CancellationTokenSource } from 'vscode-languageserver-protocol';
import { gitRevisions } from '../../server/git.js';
import { example, startBy, TestClient } from './client.js';
import { ended, ShippedServer } from './process.js';

let server: ShippedServer;
beforeAll(async () => {
    server = await ShippedServer.build();
}, 60_000);
afterAll(() => server?.remove());

let client: TestClient;
beforeEach(async () => {
    startBy(() => server.connect());
    client = await TestClient.start({ initializationOptions: { tenet: { commands: true } } });
});
afterEach(() => client.close());

const URI = 'file:///large.tenet';

/** A policy of many questions that all hang together, so that it takes long to lay out and to prove. */
function large(questions: number): string {
    const numbers = Array.from({ length: questions }, (_, index) => index);
    const facts = numbers.map((each) => `fact f${each} "Question ${each}?": yes/no`);
    const rules = numbers.map((each) => {
        const far = Math.min(questions - 1, each + 2 + ((each * 7) % 23));
        const to = far > each ? `go to P${far}` : 'refused';
        return `principle P${each} "Principle ${each}" { ask f${each}  yes => next  no => ${each % 3 === 0 ? to : 'refused'} }`;
    });
    return `policy large "Large"\noutcome granted as accept\noutcome refused as refuse\n${facts.join('\n')}\n${rules
        .join('\n')
        .replace(/yes => next(?![\s\S]*yes => next)/, 'yes => granted')}\n`;
}

const symbols = (): Promise<unknown> => client.request('textDocument/documentSymbol', { textDocument: { uri: URI } });

const theme = { kind: 'fixed', base: 'light' } as const;

test('is small: what is needed late stands in scripts of its own', () => {
    expect(statSync(server.script).size).toBeLessThanOrEqual(900_000);
});

test('answers, checks and proves while a large flowchart is laid out', async () => {
    client.open(URI, large(150));
    await symbols();
    const order: string[] = [];
    const chart = client.tenet('tenet/flowchart', { uri: URI, theme, folded: [] }).then((drawn) => {
        order.push('chart');
        return drawn;
    });
    const hover = client.at_('textDocument/hover', URI, client.at(URI, 'fact f7 ', 5)).then(() => order.push('hover'));
    client.edit(URI, 'ask f9 ', 'ask f9x ');
    await client.until(() => client.codes(URI).includes('name-unknown'));
    order.push('checked');
    await hover;
    expect(order).toEqual(expect.not.arrayContaining(['chart']));
    expect(await chart).toMatchObject({ kind: 'chart' });
});

test('gives up a picture that nobody waits for any more', async () => {
    client.open(URI, large(150));
    const source = new CancellationTokenSource();
    const params = { uri: URI, theme, folded: [] };
    const void_ = client.connection.sendRequest('tenet/flowchart', params, source.token);
    await symbols();
    source.cancel();
    await expect(void_).rejects.toMatchObject({ code: -32800 });
    client.changes(URI, [{ text: large(5) }]);
    expect(await client.tenet('tenet/flowchart', params)).toMatchObject({ kind: 'chart' });
    expect(client.logs).toEqual([]);
});

test('ends with its editor, however that goes', async () => {
    const [first] = server.started.slice(-1);
    client.open(URI, large(50));
    await symbols();
    client.connection.end();
    expect(await ended(first as never)).not.toBeNull();
    client = await TestClient.start();
    const [second] = server.started.slice(-1);
    client.open(URI, large(50));
    await client.request('shutdown', {});
    await client.connection.sendNotification('exit');
    expect(await ended(second as never)).toBe(0);
    client = await TestClient.start();
    const [third] = server.started.slice(-1);
    client.open(URI, large(150));
    await symbols();
    void client.tenet('tenet/flowchart', { uri: URI, theme }).catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 100));
    // As after a crash: both ends are gone in the middle of an answer.
    third?.stdout?.destroy();
    third?.stdin?.destroy();
    await ended(third as never);
});

test('keeps no memory of ten thousand edits', async () => {
    // Room for the server and a few versions of the file: one that is kept takes a third of a megabyte.
    startBy(() => server.connect('--max-old-space-size=128'));
    const other = await TestClient.start({ initializationOptions: { tenet: { commands: true } } });
    const parking = example('examples/parking-permit/parking-permit.tenet');
    const textDocument = { uri: parking.uri };
    other.open(parking.uri, parking.text);
    const id = `${parking.uri}#After misuse`;
    await other.tenet('tenet/setActiveCase', { case: { kind: 'scenario', id } });
    const start = other.at(parking.uri, 'ask officer', 'ask '.length);
    const end = { ...start, character: start.character + 1 };
    for (let count = 0; count < 5_000; count++) {
        other.change(parking.uri, { start, end: start }, 'x');
        other.change(parking.uri, { start, end }, '');
        if (count % 20 === 0) await other.request('textDocument/codeLens', { textDocument });
        if (count % 500 === 0) await other.tenet('tenet/flowchart', { uri: parking.uri, view: 'v', theme });
        if (count % 500 === 0) other.forgetReceived();
    }
    const hover = await other.at_('textDocument/hover', parking.uri, other.at(parking.uri, 'ask officer', 5));
    expect(JSON.stringify(hover)).toContain('What has the officer decided?');
    expect(other.logs).toEqual([]);
    other.close();
}, 120_000);

test('survives what is no message at all', async () => {
    const [child] = server.started.slice(-1);
    child?.stdin?.write('Content-Length: 17\r\n\r\n{"jsonrpc": nope}');
    child?.stdin?.write('Content-Length: 25\r\n\r\n{"jsonrpc":"2.0","id":77}');
    child?.stdin?.write('Content-Length: 2\r\n\r\n[]');
    client.open(URI, large(3).replace('ask f1 ', 'ask f1x '));
    await client.until(() => client.codes(URI).includes('name-unknown'));
});

test('runs nothing that the settings of a repository say', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tenet-git-'));
    try {
        const git = (...args: readonly string[]): string =>
            execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], {
                cwd: folder,
                encoding: 'utf8',
                stdio: ['ignore', 'pipe', 'ignore'],
            });
        const [path, trace] = [join(folder, 'a.tenet'), join(folder, 'trace')];
        writeFileSync(path, 'policy a\n');
        git('init');
        git('add', '.');
        git('commit', '-m', 'first');
        // An object that is not there, and a way to get it that runs a command.
        git('config', 'core.repositoryformatversion', '1');
        git('config', 'extensions.partialClone', 'origin');
        git('config', 'remote.origin.url', 'ssh://nowhere/a');
        git('config', 'remote.origin.promisor', 'true');
        git('config', 'core.sshCommand', `touch ${trace}; false`);
        const blob = git('rev-parse', 'HEAD:a.tenet').trim();
        rmSync(join(folder, '.git/objects', blob.slice(0, 2), blob.slice(2)), { force: true });
        expect(await gitRevisions.head(pathToFileURL(path).href)).toMatch(/^[0-9a-f]{40}$/);
        expect(await gitRevisions.read(pathToFileURL(path).href, 'HEAD')).toBeUndefined();
        expect(existsSync(trace)).toBe(false);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
});

test('says how many scenarios the edits since the last commit change', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tenet-git-'));
    try {
        const path = join(folder, 'small.tenet');
        const uri = pathToFileURL(path).href;
        const text = `policy small "Small"\nfact a: yes/no\noutcome granted\noutcome refused\nprinciple P { ask a  yes => granted  no => refused }\nscenario "One" { a: yes  expect granted }\nscenario "Two" { a: no  expect refused }\n`;
        writeFileSync(path, text);
        const git = (...args: readonly string[]): void =>
            void execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], {
                cwd: folder,
                stdio: 'ignore',
            });
        git('init');
        git('add', '.');
        git('commit', '-m', 'first');
        client.open(uri, text);
        const lenses = async (): Promise<readonly string[]> => {
            const listed = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
            const heads = listed.filter(({ range }) => range.start.line === 0);
            const resolved = await Promise.all(heads.map((lens) => client.request<CodeLens>('codeLens/resolve', lens)));
            return resolved.map(({ command }) => command?.title ?? '');
        };
        expect(await lenses()).toEqual(['▶ 2 scenarios: all pass', 'Flowchart', 'Ask']);
        client.edit(uri, 'no => refused', 'no => granted');
        let told = await lenses();
        for (let tries = 0; tries < 40 && told.length < 3; tries++) told = await lenses();
        expect(told).toEqual([
            '▶ 2 scenarios: 1 pass, 1 fails',
            '1 of 2 scenarios changes outcome vs HEAD',
            'Flowchart',
        ]);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
});
