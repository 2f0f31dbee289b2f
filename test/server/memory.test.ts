// More open than memory should hold: syntax trees and all that was made of them are let go and made again. A server that
// keeps next to none of them must answer as one that keeps them all.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Recency } from '../../server/recency.js';
import { example, isHere, memoryFiles, TestClient } from './client.js';

const PATHS = [
    'examples/parking-permit/parking-permit.tenet',
    'examples/crime-assessment/vocabulary.tenet',
    'examples/crime-assessment/cases.tenet',
    'examples/crime-assessment/as-intended.tenet',
    'examples/crime-assessment/as-intended.scenarios.tenet',
    'examples/crime-assessment/as-published.tenet',
    'examples/crime-assessment/as-published.scenarios.tenet',
];
const DOCUMENTS = ['examples/parking-permit/parking-permit.md', 'examples/crime-assessment/crime-assessment-policy.md'];
const fileAt = (path: string) => ({ uri: `file:///${path}`, text: example(path).text });
const FILES = PATHS.map(fileAt);
const [PARKING, VOCABULARY] = FILES.map(({ uri }) => uri) as [string, string];
const SUITE = `file:///${PATHS[4]}`;

let clients: readonly TestClient[] = [];
beforeEach(async ({ skip }) => {
    skip(!isHere(), 'how much a page keeps cannot be said from here');
    const disk = new Map(DOCUMENTS.map(fileAt).map(({ uri, text }) => [uri, text]));
    const options = { files: memoryFiles(disk), settings: { proofs: 'off' } };
    clients = [await TestClient.start(options), await TestClient.start({ ...options, mostParsed: 1 })];
    for (const client of clients) for (const { uri, text } of FILES) client.open(uri, text);
});
afterEach(() => {
    for (const client of clients) client.close();
});

/** What both answer; fails where they do not answer the same. */
async function both<R>(ask: (client: TestClient) => Promise<R>): Promise<R> {
    const [all, next] = (await Promise.all(clients.map(ask))) as [R, R];
    expect(next).toEqual(all);
    return all;
}

function change(edit: (client: TestClient) => void): void {
    for (const client of clients) edit(client);
}

test('answers at every place as if it kept everything', async () => {
    for (const { uri, text } of FILES) {
        const places = [...text.matchAll(/[A-Za-z][\w-]*/g)].map(({ index }) => index);
        const step = Math.ceil(places.length / 12);
        for (let at = 0; at < places.length; at += step) {
            for (const method of ['hover', 'definition', 'references', 'completion', 'prepareRename']) {
                await both((client) => {
                    const position = client.textPosition(uri, places[at] ?? 0);
                    const context = { includeDeclaration: true };
                    return client.at_(`textDocument/${method}`, uri, position, { context }).catch(String);
                });
            }
        }
        for (const method of ['documentSymbol', 'codeLens', 'semanticTokens/full', 'foldingRange', 'diagnostic'])
            await both(async (client) => {
                const answer = await client.request<object>(`textDocument/${method}`, { textDocument: { uri } });
                // Answers are numbered.
                return Array.isArray(answer) ? answer : { ...answer, resultId: 0 };
            });
    }
}, 60_000);

test('lists, runs and counts all files', async () => {
    expect(await both((client) => client.request<unknown[]>('workspace/symbol', { query: 'low' }))).not.toEqual([]);
    const { files } = await both((client) => client.tenet('tenet/scenarios', {}));
    expect(files.length).toBe(5);
    const { policies } = await both((client) => client.tenet('tenet/policies', {}));
    expect(policies.map(({ errors }) => errors)).toEqual([0, 0, 0]);
    const { passed } = await both((client) => client.tenet('tenet/run', { run: 'all' }));
    expect(passed).toBeGreaterThan(200);
});

test('follows edits in files that others rest on', async () => {
    const codes = (uri: string) =>
        both(async (client) => {
            await client.request('textDocument/hover', { textDocument: { uri }, position: { line: 0, character: 0 } });
            await client.until(() => client.diagnostics.has(uri));
            return (client.diagnostics.get(uri) ?? []).map(({ code }) => code);
        });
    change((client) => client.edit(VOCABULARY, 'outcome out', 'outcome outside'));
    change((client) => client.edit(PARKING, 'fact vehicle', 'fact vehicles'));
    expect(await codes(PARKING)).toContain('name-unknown');
    expect(await codes(SUITE)).not.toEqual([]);
    change((client) => client.edit(VOCABULARY, 'outcome outside', 'outcome out'));
    const renamed = await both((client) =>
        client.at_('textDocument/rename', VOCABULARY, client.at(VOCABULARY, 'outcome out ', 9), { newName: 'gone' }),
    );
    expect(JSON.stringify(renamed)).toContain(SUITE);
});

describe('what goes first', () => {
    test('is what was not asked for longest', () => {
        const recency = new Recency(10);
        for (const uri of ['a', 'b', 'c']) recency.touch(uri, 4);
        recency.touch('a', 4);
        expect(recency.excess()).toEqual(['b']);
        expect(recency.excess()).toEqual([]);
    });

    test('is never a part of what was asked for as a whole', () => {
        const recency = new Recency(10);
        recency.touch('z', 1);
        recency.keep([
            ['a', 8],
            ['b', 8],
        ]);
        expect(recency.excess()).toEqual(['z']);
        recency.keep([['c', 1]]);
        expect(recency.excess()).toEqual(['a']);
    });
});
