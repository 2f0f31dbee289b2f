// What no editor should do, and some do: a server must outlive it, answer what can be answered, and keep no memory of it.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Position } from '../../language/index.js';
import { applyChange, moveRange } from '../../server/edits.js';
import { localCrew } from '../../server/work/crew.js';
import { PROOF_JOBS } from '../../server/work/proofs.js';
import { example, isHere, memoryFiles, positionIn, TestClient } from './client.js';

const parking = example('examples/parking-permit/parking-permit.tenet');
const URI = 'file:///p.tenet';

let client: TestClient;
beforeEach(async () => {
    client = await TestClient.start({
        files: memoryFiles(new Map()),
        initializationOptions: { tenet: { commands: true } },
    });
});
afterEach(() => client.close());

const FEATURES = [
    'hover',
    'definition',
    'typeDefinition',
    'references',
    'documentHighlight',
    'completion',
    'signatureHelp',
    'documentSymbol',
    'foldingRange',
    'documentLink',
    'codeLens',
    'formatting',
    'semanticTokens/full',
    'prepareCallHierarchy',
    'selectionRange',
    'codeAction',
    'inlayHint',
    'rangeFormatting',
    'onTypeFormatting',
    'diagnostic',
];

/** Asks for everything at a position; what is refused must be refused with a reason, and nothing may be a bug. */
async function askEverything(position: Position): Promise<void> {
    const range = { start: position, end: position };
    const params = {
        textDocument: { uri: URI },
        position,
        positions: [position],
        range,
        options: { tabSize: 2, insertSpaces: true },
        ch: '|',
        context: { diagnostics: [], includeDeclaration: true },
    };
    await Promise.all(FEATURES.map((feature) => client.request(`textDocument/${feature}`, params)));
    await client
        .request('textDocument/rename', { ...params, newName: 'other' })
        .catch(({ code }) => expect(code).toBe(-32803));
}

test('answers everything in the middle of any edit', async () => {
    client.open(URI, parking.text);
    const random = fc.sample(
        fc.record({
            at: fc.nat(parking.text.length),
            length: fc.nat(30),
            text: fc.constantFrom('', '"', '{', '}', '|', 'ask ', '\n', '=> ', '/*', 'x', '€', '\r\n', '𝒳', 'case a {'),
        }),
        { seed: 4, numRuns: 60 },
    );
    for (const [index, { at, length, text }] of random.entries()) {
        const current = client.text(URI);
        const start = positionIn(current, Math.min(at, current.length));
        const end = positionIn(current, Math.min(at + length, current.length));
        client.change(URI, { start, end }, text);
        if (index % 6 === 0) await askEverything(start);
    }
    expect(client.logs).toEqual([]);
});

test('has the same text as the editor after any edits, in any encoding of lines', async () => {
    fc.assert(
        fc.property(
            fc.string({ unit: fc.constantFrom('a', '\n', '\r\n', '𝒳', ' ') }),
            fc.nat(40),
            fc.nat(5),
            fc.string(),
            (text, at, length, inserted) => {
                // Positions between the two characters of a line break are no positions.
                const inside = (offset: number) => text[offset - 1] === '\r' && text[offset] === '\n';
                const [from, to] = [Math.min(at, text.length), Math.min(at + length, text.length)];
                fc.pre(!inside(from) && !inside(to));
                const range = { start: lspPosition(text, from), end: lspPosition(text, to) };
                expect(applyChange(text, { range, text: inserted })).toBe(
                    text.slice(0, from) + inserted + text.slice(to),
                );
            },
        ),
        { seed: 1, numRuns: 500 },
    );
});

function lspPosition(text: string, offset: number): Position {
    const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
    return { line: lines.length - 1, character: (lines.at(-1) ?? '').length };
}

test('moves places along with edits before them', () => {
    const range = { start: { line: 2, character: 4 }, end: { line: 2, character: 8 } };
    const insert = (line: number, character: number, text: string) =>
        moveRange(range, { range: { start: { line, character }, end: { line, character } }, text });
    expect(insert(0, 0, 'a\nb\n')).toEqual({ start: { line: 4, character: 4 }, end: { line: 4, character: 8 } });
    expect(insert(2, 0, 'xy')).toEqual({ start: { line: 2, character: 6 }, end: { line: 2, character: 10 } });
    expect(insert(2, 9, 'xy')).toEqual(range);
    expect(insert(3, 0, 'xy')).toEqual(range);
    expect(
        moveRange(range, { range: { start: { line: 1, character: 0 }, end: { line: 3, character: 0 } }, text: '' }),
    ).toBeUndefined();
});

test('survives messages that make no sense', async () => {
    const { connection } = client;
    const nonsense: readonly (readonly [string, unknown])[] = [
        ['textDocument/didChange', { textDocument: { uri: 'file:///never-opened', version: 3 }, contentChanges: [] }],
        ['textDocument/didChange', { textDocument: {} }],
        ['textDocument/didOpen', {}],
        ['textDocument/didClose', { textDocument: { uri: 'file:///never-opened' } }],
        ['workspace/didChangeConfiguration', {}],
        ['workspace/didChangeWatchedFiles', { changes: [{ uri: '%%%', type: 9 }] }],
        ['tenet/unheardOf', { a: 1 }],
    ];
    for (const [method, params] of nonsense) await connection.sendNotification(method, params as object);
    for (const method of [
        'textDocument/hover',
        'textDocument/completion',
        'tenet/decide',
        'tenet/flowchart',
        'tenet/run',
    ])
        await connection.sendRequest(method, { nothing: true }).catch(() => {});
    await connection.sendRequest('codeLens/resolve', { range: null, data: 7 }).catch(() => {});
    await connection.sendRequest('completionItem/resolve', { label: 'x', data: null }).catch(() => {});
    await connection.sendRequest('tenet/setActiveCase', { case: { kind: 'scenario', id: 'nowhere' } });
    client.open(URI, parking.text);
    client.change(URI, { start: { line: 999, character: 999 }, end: { line: 1_000, character: -5 } }, '');
    const { files } = await client.tenet('tenet/scenarios', {});
    expect(files).toHaveLength(1);
});

test('stops what is cancelled and answers the rest', async () => {
    client.open(URI, parking.text);
    const { connection } = client;
    const { CancellationTokenSource } = await import('vscode-languageserver-protocol');
    const outcomes = await Promise.all(
        Array.from({ length: 300 }, async (_, index) => {
            const source = new CancellationTokenSource();
            const position = { line: index % 70, character: 8 };
            const asked = connection.sendRequest(
                'textDocument/completion',
                { textDocument: { uri: URI }, position },
                source.token,
            );
            if (index % 10 !== 0) source.cancel();
            return asked.then(
                () => 'answered',
                ({ code }) => code,
            );
        }),
    );
    expect(outcomes.filter((_, index) => index % 10 === 0).every((each) => each === 'answered')).toBe(true);
    expect(outcomes.filter((each) => each === -32800).length).toBeGreaterThan(0);
    expect(client.logs).toEqual([]);
});

test('cancels a run between two batches', async ({ skip }) => {
    skip(!isHere(), 'the run is over before the page has passed on that it is cancelled');
    const rows = Array.from({ length: 4_000 }, () => '  | 2025-06-01 | car | 4 | granted |').join('\n');
    client.open(
        URI,
        `${parking.text}scenario table "Many" like driver {\n  | appliedOn | vehicle | length | expect |\n${rows}\n}\n`,
    );
    const { CancellationTokenSource } = await import('vscode-languageserver-protocol');
    const source = new CancellationTokenSource();
    const running = client.connection.sendRequest('tenet/run', { run: 'r' }, source.token);
    await client.until(() => client.notifications('tenet/runResults').some(({ results }) => results.length > 0));
    source.cancel();
    await expect(running).rejects.toMatchObject({ code: -32800 });
    const results = client.notifications('tenet/runResults').flatMap((each) => each.results);
    expect(results.length).toBeLessThan(4_000);
});

test('keeps no memory of edits', async ({ skip }) => {
    skip(!isHere(), 'the memory of a page cannot be measured from here');
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    client.open(URI, parking.text);
    const type = async (count: number): Promise<number> => {
        for (let index = 0; index < count; index++) {
            const position = { line: 40, character: 0 };
            client.change(URI, { start: position, end: position }, '// note\n');
            client.change(URI, { start: position, end: { line: 41, character: 0 } }, '');
            if (index % 20 === 0) await client.request('textDocument/codeLens', { textDocument: { uri: URI } });
        }
        await client.request('textDocument/documentSymbol', { textDocument: { uri: URI } });
        client.forgetReceived();
        collect();
        return process.memoryUsage().heapUsed;
    };
    await type(100);
    const before = await type(100);
    const after = await type(300);
    // A kept syntax tree of this file alone is a megabyte; a kept one for each edit would be hundreds.
    expect(after - before).toBeLessThan(8_000_000);
    expect(client.logs).toEqual([]);
});

test('a proof that has a bug hides neither the checks nor the other proofs', async ({ skip }) => {
    skip(!isHere(), 'a page does not take a prover of the test');
    client.close();
    const prover = localCrew(async () => ({
        ...PROOF_JOBS,
        prove: (input: Parameters<typeof PROOF_JOBS.prove>[0], shouldStop: () => boolean) => {
            if (input.policy.name === 'first') throw new Error('a bug');
            return PROOF_JOBS.prove(input, shouldStop);
        },
    }));
    client = await TestClient.start({ files: memoryFiles(new Map()), prover });
    const gap = (name: string) =>
        `policy ${name}\nfact a: yes/no\nfact idle: yes/no\noutcome o\nprinciple P { ask a  yes => o }\n`;
    client.open('file:///a.tenet', gap('first'));
    client.open('file:///b.tenet', gap('second'));
    await client.untilCodes('file:///a.tenet', 'fact-unused');
    await client.untilCodes('file:///b.tenet', 'fact-unused', 'no-decision');
    await client.until(() => client.logs.join().includes('a bug'));
});
