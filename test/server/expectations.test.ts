// What a scenario rests on: the duty that it expects, and the facts of the cases that it is like. `<|>` marks the cursor.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Hover, LocationLink } from 'vscode-languageserver-protocol';
import { TestClient, textIn } from './client.js';

const POLICY = 'file:///expected/policy.tenet';
const SUITE = 'file:///expected/suite.tenet';

const TEXT = `policy expected "Expected"
choice Kind "Kind" { car "Car"  van "Van" }
fact kind "Kind?": Kind
fact price "Price?": money GBP
fact paid "Paid?": yes/no
outcome granted "Granted"
outcome refused "Refused"
principle P "P" { ask paid yes => granted no => refused }
on granted, refused { must tell owner "write to them" when price > £5 }
on refused { should "write to them" }
`;

const CASES = `scenarios for expected
use "policy.tenet"
case base "Base" { kind: car  price: £20 }
case dear "Dear" like base { price: £500 }
scenario "One" like dear { paid: yes  expect granted }
`;

let client: TestClient;
beforeAll(async () => {
    client = await TestClient.start();
    client.open(POLICY, TEXT);
});
afterAll(() => {
    expect(client.logs).toEqual([]);
    client.close();
});

async function hover(marked: string): Promise<string | undefined> {
    const [position] = client.open(SUITE, `${CASES}${marked}`);
    const found = await client.at_<Hover | null>('textDocument/hover', SUITE, position ?? { line: 0, character: 0 });
    return (found?.contents as { value: string } | undefined)?.value;
}

describe('the duty that is expected', () => {
    const DUTY = 'scenario "Two" like base { expect duty "write <|>to them" }\n';

    test('leads to wherever it is said', async () => {
        const [position] = client.open(SUITE, `${CASES}${DUTY}`);
        const found = await client.at_<LocationLink[]>(
            'textDocument/definition',
            SUITE,
            position ?? { line: 0, character: 0 },
        );
        expect(found.map(({ targetUri, targetRange }) => [targetUri, textIn(TEXT, targetRange)])).toEqual([
            [POLICY, 'must tell owner "write to them" when price > £5'],
            [POLICY, 'should "write to them"'],
        ]);
        expect(found.map(({ targetSelectionRange }) => textIn(TEXT, targetSelectionRange))).toEqual([
            '"write to them"',
            '"write to them"',
        ]);
        expect(textIn(client.text(SUITE), found[0]?.originSelectionRange as never)).toBe('"write to them"');
    });

    test('is told as it is written, with its outcomes', async () => {
        expect(await hover(DUTY)).toBe(
            [
                '```tenet\non granted, refused\n  must tell owner "write to them" when price > £5\n```',
                '```tenet\non refused\n  should "write to them"\n```',
            ].join('\n\n'),
        );
        expect(await hover('scenario "Two" like base { expect no duty "so<|>mething" }\n')).toBeUndefined();
    });
});

describe('what a case is like', () => {
    test('tells all facts of the chain, each where it comes from', async () => {
        const told = await hover('scenario "Two" like de<|>ar { expect granted }\n');
        expect(told).toContain('case dear "Dear" like base { price: £500 }');
        expect(told).toContain('From `base`: `kind: car`');
        expect(told).not.toContain('£20');
    });

    test('tells the facts of a scenario too', async () => {
        const told = await hover('scenario "Two" like "On<|>e" { expect granted }\n');
        expect(told).toContain('Gives `paid: yes`  \nFrom `dear`: `price: £500`  \nFrom `base`: `kind: car`');
    });

    test('comes to an end where a case is like itself', async () => {
        const told = await hover('case o<|>dd like even { kind: car }\ncase even like odd { paid: yes }\n');
        expect(told).toContain('From `even`: `paid: yes`');
    });

    test('says nothing where nothing is taken over', async () => {
        expect(await hover('scenario "Two" like ba<|>se { expect granted }\n')).not.toContain('From');
    });
});
