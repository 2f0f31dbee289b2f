// Declaring a name that is used: of the type that its use tells, so that the finding is gone and no other has come.

import { afterEach, describe, expect, test } from 'vitest';
import { Acting, URI } from './acting.js';
import { memoryFiles, TestClient } from './client.js';

const SMALL = `policy small "Small"
choice Kind "Kind" { car "Car"  van "Van"  bike "Bike" }
choice Paper "Paper" { lease "Lease"  bill "Bill" }
category big "Big" of Kind { van }
fact kind "What kind?": Kind
fact price "What price?": money EUR
fact day "Which day?": date
outcome granted "Granted" as accept
outcome refused "Refused" as refuse
principle P1 "Kind" { ask kind  car => next  otherwise => refused }
principle P2 "Price" { ask price  at most €9 => granted  otherwise => next }
principle P3 "Day" { ask day  under 2025-01-01 => granted  otherwise => refused }
`;

let acting: Acting | undefined;
afterEach(() => {
    acting?.close();
    acting = undefined;
});

const rule = (body: string) => `${SMALL}principle P4 { ${body} }\n`;
const asked = (condition: string) => rule(`ask ${condition}  yes => granted  no => refused`);

describe('tells the type', () => {
    test.each([
        [
            'of a bound of money',
            rule('ask price  at most limit => granted  over limit => refused'),
            /parameter ‘limit’/,
            '"Limit" = €0',
        ],
        [
            'of a bound that is a date',
            rule('ask day  under limit => granted  otherwise => refused'),
            /parameter ‘limit’/,
            '"Limit" = 2025-01-01',
        ],
        [
            'of a bound in a table',
            rule('table | kind | price | => | | car | over limit | => granted | | - | - | => refused |'),
            /parameter ‘limit’/,
            '"Limit" = €0',
        ],
        ['by a value', asked('limit is van'), /^Declare fact/, 'fact limit "Limit?": Kind\n'],
        ['by a category', asked('limit is big or car'), /^Declare fact/, 'fact limit "Limit?": Kind\n'],
        [
            'by what a set has',
            asked('limit has any of lease, bill'),
            /^Declare fact/,
            'fact limit "Limit?": set of Paper\n',
        ],
        ['by the fact on the other side', asked('price < limit'), /^Declare fact/, 'fact limit "Limit?": money EUR\n'],
        ['by a sum on the other side', asked('price + €1 < limit'), /^Define/, 'define limit "Limit" = €0\n'],
        [
            'by a set that is given',
            `${SMALL}scenario "x" { limit: { lease, bill }  expect granted }\n`,
            /^Declare fact/,
            'fact limit "Limit?": set of Paper\n',
        ],
        [
            'by a column',
            `${SMALL}scenario table "x" {\n  | limit | expect |\n  | van | granted |\n}\n`,
            /^Declare fact/,
            'fact limit "Limit?": Kind\n',
        ],
    ])('%s', async (_, text, title, expected) => {
        acting = await Acting.on(text);
        const done = await acting.after('<|>limit', title);
        expect(done).toContain(expected);
        acting.client.changes(URI, [{ text: done }]);
        const codes = await acting.codes();
        expect(codes).not.toContain('name-unknown');
        expect(codes).not.toContain('type-mismatch');
    });
});

describe('offers', () => {
    const declared = (titles: readonly string[]) => titles.filter((title) => /^(Declare|Define|Add|Use)/.test(title));

    test('no definition for what a case gives, or for a choice', async () => {
        acting = await Acting.on(`${SMALL}scenario "x" { limit: yes  expect granted }\n`);
        expect(declared(await acting.titles('<|>limit'))).toEqual(['Declare fact ‘limit’: yes/no']);
        acting.client.changes(URI, [{ text: asked('limit is van') }]);
        expect(declared(await acting.titles('<|>limit'))).toEqual(['Declare fact ‘limit’: Kind']);
    });

    test('a category where one can be asked for', async () => {
        acting = await Acting.on(asked('kind is large'));
        expect(declared(await acting.titles('<|>large'))).toEqual(['Add value ‘large’', 'Declare category ‘large’']);
        expect(await acting.after('<|>large', 'Declare category ‘large’')).toContain(
            'of Kind { van }\ncategory large "Large" of Kind { car }\n',
        );
        acting.client.changes(URI, [{ text: `${SMALL}scenario "x" { kind: large  expect granted }\n` }]);
        expect(declared(await acting.titles('<|>large'))).toEqual(['Add value ‘large’']);
    });

    test('no other policy, and no file that would bring in names a second time', async () => {
        const files = new Map([
            ['file:///other.tenet', 'policy other "Other"\nfact limit "Limit?": yes/no\n'],
            ['file:///same.tenet', 'fact limit "Limit?": yes/no\nfact kind "Kind?": yes/no\n'],
            ['file:///words.tenet', 'fact limit "Limit?": yes/no\n'],
        ]);
        const client = await TestClient.start({ files: memoryFiles(files), folders: ['file:///'] });
        await client.tenet('tenet/policies', {});
        await client.until(() => client.count('tenet/statusChanged') > 1);
        client.open(URI, asked('limit'));
        const position = client.at(URI, 'ask limit', 4);
        const offered = await client.request<{ title: string }[]>('textDocument/codeAction', {
            textDocument: { uri: URI },
            range: { start: position, end: position },
            context: { diagnostics: [] },
        });
        expect(offered.map(({ title }) => title).filter((title) => title.startsWith('Use'))).toEqual([
            'Use ‘words.tenet’, which declares ‘limit’',
        ]);
        client.close();
    });
});
