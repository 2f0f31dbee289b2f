// Renaming: that no place is missed, in answers that paths name least of all, and that no two things get one name.

import { afterEach, describe, expect, test } from 'vitest';
import type { DocumentHighlight, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { Acting, URI } from './acting.js';
import { applyEdits, example, TestClient } from './client.js';

const SMALL = `policy small "Small"
choice Kind "Kind" { car "Car"  van "Van"  bike "Bike" }
category heavy "Heavy" of Kind { van }
fact kind "What kind?": Kind
fact price "What price?": money GBP
parameter limit "Limit" = £50
outcome granted "Granted" as accept
outcome refused "Refused" as refuse
principle P1 "Kind" {
  step a { ask kind  car => next  heavy => next  bike => refused }
  step b {
    ask price
      at most limit => granted
      over £80 => next
      otherwise => next
  }
}
principle P2 {
  table | price      | kind | => |
        | over limit | car  | => granted |
        | -          | -    | => refused |
}
on granted { must "Write." when P1.b answered at most limit }
scenario "dear van" { kind: van  price: £90  expect path P1.a heavy, P1.b over £80, P2 row 2 }
scenario "cheap one" { kind: car  price: £20  expect path P1.a car, P1.b "at most limit" }
`;

let acting: Acting | undefined;
afterEach(() => {
    acting?.close();
    acting = undefined;
});

describe('reaches into answers that paths name', () => {
    test.each([
        ['a parameter', 'parameter <|>limit', 'cap', /\blimit\b/, 5],
        ['a value', 'van "Van"  <|>bike', 'cycle', /\bbike\b/, 2],
        ['a value in a path', '{ <|>car "Car"', 'auto', /\bcar\b/, 5],
        ['a category', 'category <|>heavy', 'large', /\bheavy\b/, 3],
    ])('%s', async (_, part, name, old, places) => {
        acting = await Acting.on(SMALL);
        expect(await acting.codes()).toEqual([]);
        const text = (await acting.renamed(part, name))[URI] ?? '';
        expect(text).not.toMatch(old);
        expect(text.split(new RegExp(`\\b${name}\\b`)).length - 1).toBe(places);
    });

    test('where the policy has an error too', async () => {
        acting = await Acting.on(SMALL.replace('=> granted |', '=> grantd |'));
        expect((await acting.renamed('parameter <|>limit', 'cap'))[URI]).not.toMatch(/\blimit\b/);
    });

    test('from there, with highlights at all places', async () => {
        acting = await Acting.on(SMALL);
        const position = acting.client.at(URI, 'P1.a heavy', 6);
        const highlights = await acting.client.at_<DocumentHighlight[]>(
            'textDocument/documentHighlight',
            URI,
            position,
        );
        expect(highlights).toHaveLength(3);
        const all = await acting.renamed('P1.b "at most <|>limit"', 'cap');
        expect(all[URI]).toContain('P1.b "at most cap"');
    });

    test('of every name to a word that is said, but is no name', async () => {
        const { text } = example('examples/parking-permit/parking-permit.tenet');
        acting = await Acting.on(`${text}// newcomer\n`);
        const { client } = acting;
        let renamed = 0;
        for (const { index } of text.matchAll(/(?<![\w-])[A-Za-z_][\w-]*/g)) {
            const position = client.textPosition(URI, index);
            const place = await client.at_('textDocument/prepareRename', URI, position).catch(() => undefined);
            if (!place) continue;
            const edit = await client.at_<WorkspaceEdit>('textDocument/rename', URI, position, { newName: 'newcomer' });
            expect(edit.changes?.[URI]?.length).toBeGreaterThan(0);
            renamed++;
        }
        expect(renamed).toBeGreaterThan(50);
    });

    test('in suites of the examples', async () => {
        const files = [
            'vocabulary',
            'cases',
            'as-intended',
            'as-published',
            'as-intended.scenarios',
            'as-published.scenarios',
        ].map((name) => example(`examples/crime-assessment/${name}.tenet`));
        const client = await TestClient.start();
        for (const { uri, text } of files) client.open(uri, text);
        const uri = files[0]?.uri ?? '';
        for (const [part, name] of [
            ['parameter lowValueLimit', 'lowLimit'],
            ['snt  "Hand', 'sent'],
        ] as const) {
            const position = client.at(uri, part, part.startsWith('parameter') ? 'parameter '.length : 0);
            const { changes = {} } = await client.at_<WorkspaceEdit>('textDocument/rename', uri, position, {
                newName: name,
            });
            for (const each of files) {
                const edits = changes[each.uri];
                if (edits) client.changes(each.uri, [{ text: applyEdits(client.text(each.uri), edits) }]);
            }
        }
        for (const each of files) {
            const report = await client.request<{ items: { code: string }[] }>('textDocument/diagnostic', {
                textDocument: { uri: each.uri },
            });
            expect(report.items.filter(({ code }) => WRONG_NAMES.has(code))).toEqual([]);
        }
        client.close();
    });
});

describe('refuses a name that another thing has', () => {
    const VOCABULARY = `choice Kind "Kind" { car "Car"  van "Van"  bike "Bike" }
category heavy "Heavy" of Kind { van }
fact kind "What kind?": Kind
outcome granted "Granted" as accept
case base { kind: car }
`;
    const POLICY = 'file:///p.tenet';
    const USER = `policy p "P"
use "small.tenet"
define cheap = kind is car
outcome denied "Denied" as refuse
principle P1 { ask cheap  yes => granted  no => denied }
category light "Light" of Kind { bike }
scenario "one" like base { expect granted }
`;

    test.each([
        ['fact <|>kind', 'cheap', 'There is a definition ‘cheap’ already in p.tenet.'],
        ['outcome <|>granted', 'denied', 'There is an outcome ‘denied’ already in p.tenet.'],
        ['{ <|>car "Car"', 'heavy', 'There is a category ‘heavy’ already.'],
        ['{ <|>car "Car"', 'light', 'There is a category ‘light’ already in p.tenet.'],
        ['category <|>heavy', 'bike', 'There is a value of Kind ‘bike’ already.'],
        ['case <|>base', 'one', 'There is a scenario ‘one’ already in p.tenet.'],
    ])('%s → %s', async (part, name, message) => {
        acting = await Acting.on(VOCABULARY, { others: { [POLICY]: USER } });
        await expect(acting.renamed(part, name)).rejects.toThrow(message);
    });

    test('a fact that would be taken for a value beside it', async () => {
        const text = `policy small "Small"
choice Kind "Kind" { car "Car"  van "Van"  bike "Bike" }
fact kind "What kind?": Kind
fact other "Other?": yes/no
outcome granted "Granted" as accept
principle P1 { ask kind is car or other  yes => granted  no => granted }
`;
        acting = await Acting.on(text);
        await expect(acting.renamed('fact <|>other', 'van')).rejects.toThrow(
            '‘van’ would mean another thing in line 6 of small.tenet: choose another name.',
        );
        const renamed = await acting.renamed('fact <|>other', 'vans');
        expect(Object.values(renamed)).toEqual([text.replace(/other/g, 'vans')]);
    });

    test('but not where it is seen nowhere', async () => {
        const other = USER.replace('P1', 'P2').replace(/scenario.*\n/, '');
        const policy = `${VOCABULARY}outcome no-way "No"\nprinciple P1 { ask kind  car => granted  otherwise => no-way }\n`;
        acting = await Acting.on(`policy small "Small"\n${policy}`, { others: { [POLICY]: other } });
        const renamed = await acting.renamed('principle <|>P1', 'P2');
        expect(renamed[URI]).toContain('principle P2 { ask kind');
        expect(renamed[POLICY]).toBe(other);
    });
});

const WRONG_NAMES = new Set(['name-unknown', 'type-mismatch']);
