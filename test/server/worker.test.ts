// The server as the web has it, in a real browser: all that is tested of the server on node, said again to a worker.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { example, startBy, TestClient } from './client.js';
import { type Start, WebHost } from './web.js';

let host: WebHost;
beforeAll(async () => {
    host = await WebHost.start();
}, 60_000);
beforeEach(() => startBy((options) => host.connect(options)));
afterAll(() => host?.close());

const parking = example('examples/parking-permit/parking-permit.tenet');

const STARTS: readonly (readonly [Start, string])[] = [
    ['plain', 'a worker with workers of its own'],
    ['wrapped', 'a worker that an editor has wrapped'],
    ['alone', 'a worker that can have none'],
];

describe.each(STARTS)('%s', (start, what) => {
    test(`checks, proves, draws and reviews in ${what}`, async () => {
        startBy((options) => host.connect(options, start));
        const scripts = { prover: `${host.address}/web-prover.js`, workshop: `${host.address}/web-workshop.js` };
        const client = await TestClient.start({ initializationOptions: { tenet: { scripts } } });
        client.open(parking.uri, parking.text.replace('ask officer', 'ask oficer'));
        await client.untilCodes(parking.uri, 'name-unknown');
        client.changes(parking.uri, [{ text: parking.text }]);
        await client.untilCodes(parking.uri);
        client.edit(parking.uri, 'outcome referred ', 'outcome referre ');
        await client.until(() => client.codes(parking.uri).length > 0);
        client.changes(parking.uri, [{ text: parking.text }]);
        const chart = await client.tenet('tenet/flowchart', {
            uri: parking.uri,
            theme: { kind: 'fixed', base: 'light' },
        });
        expect(chart).toMatchObject({ kind: 'chart', svg: expect.stringContaining('<svg ') });
        const asked = await client.tenet('tenet/ask', { uri: parking.uri, facts: {} });
        expect(asked.open.length).toBeGreaterThan(2);
        // After the layout engine was loaded the server still listens.
        const hover = await client.at_('textDocument/hover', parking.uri, client.at(parking.uri, 'ask officer', 5));
        expect(JSON.stringify(hover)).toContain('What has the officer decided?');
        const isAlone = start === 'alone' ? /There is no worker for what takes long/ : /^$/;
        expect(client.logs.join('')).toMatch(isAlone);
        client.close();
    });
});

test('answers and checks while a flowchart is laid out', async () => {
    const client = await TestClient.start();
    const uri = 'file:///large.tenet';
    const numbers = Array.from({ length: 120 }, (_, index) => index);
    const rules = numbers.map((each) => {
        const far = each % 3 === 0 && each < 90 ? `go to P${each + 2 + ((each * 7) % 23)}` : 'refused';
        return `principle P${each} { ask f${each}  yes => ${each < 119 ? 'next' : 'granted'}  no => ${far} }`;
    });
    const facts = numbers.map((each) => `fact f${each} "Question ${each}?": yes/no`);
    client.open(uri, ['policy large', 'outcome granted', 'outcome refused', ...facts, ...rules, ''].join('\n'));
    await client.request('textDocument/documentSymbol', { textDocument: { uri } });
    const order: string[] = [];
    const theme = { kind: 'fixed', base: 'light' } as const;
    const chart = client.tenet('tenet/flowchart', { uri, theme, folded: [] }).finally(() => order.push('chart'));
    client.edit(uri, 'ask f9 ', 'ask f9x ');
    await client.until(() => client.codes(uri).includes('name-unknown'));
    await client.at_('textDocument/hover', uri, client.at(uri, 'fact f7 ', 5));
    expect(order).toEqual([]);
    expect(await chart).toMatchObject({ kind: 'chart' });
    client.close();
});

const FILES = ['features', 'actions', 'diagnostics', 'files', 'scenarios', 'replay', 'robust'];

describe.each(FILES)('%s, as on node', async (name) => {
    await import(`./${name}.test.ts`);
});
