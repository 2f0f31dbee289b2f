// Cases without an answer: what is added takes them and no others.

import { afterEach, describe, expect, test } from 'vitest';
import { Acting, URI } from './acting.js';

const policy = (body: string) => `policy small "Small"
choice Kind "Kind" { car "Car"  van "Van"  bike "Bike" }
fact kind "What kind?": Kind
fact paid "Paid?": yes/no
fact price "What price?": money GBP from £0
outcome granted "Granted" as accept
outcome refused "Refused" as refuse
principle P1 "First" {
  ${body}
}
principle P2 "Last" {
  ask paid  yes => granted  no => refused
}
scenario "x" { paid: yes  kind: bike  price: £55  expect granted at P2 }
`;

let acting: Acting | undefined;
afterEach(() => {
    acting?.close();
    acting = undefined;
});

/** The body after the action; with it every case has an outcome. */
async function filled(body: string, part: string, title: string): Promise<string> {
    acting = await Acting.on(policy(body), { proofs: true });
    await acting.found('no-decision');
    const done = await acting.after(part, title);
    acting.client.changes(URI, [{ text: done }]);
    await acting.client.until(() => !acting?.client.codes(URI).includes('no-decision'));
    expect(acting.client.codes(URI).filter((code) => /unreachable|mismatch|syntax/.test(code))).toEqual([]);
    const [start, end] = [done.indexOf('{\n', done.indexOf('P1')) + 4, done.indexOf('\n}\nprinciple P2')];
    return done.slice(start, end);
}

describe('bands', () => {
    test.each([
        ['at the end', ['at most £50 => next'], 'Add the missing band: over £50', ['over £50    => next']],
        ['at the start', ['at least £50 => next'], 'Add the missing band: under £50', ['under £50    => next']],
        [
            'between',
            ['under £50 => next', 'over £60 => next'],
            'Add the missing band: at most £60',
            ['at most £60 => next'],
        ],
        [
            'of one amount',
            ['under £50 => next', 'over £50 => next'],
            'Add the missing band: at most £50',
            ['at most £50 => next'],
        ],
        [
            'at several places',
            ['£10 to £20 => next', '£30 to £40 => next'],
            'Add the missing bands: under £10, under £30, over £40',
            ['under £10  => next', 'under £30  => next', 'over £40   => next'],
        ],
    ])('%s', async (_, answers, title, added) => {
        const body = `ask price\n    ${answers.join('\n    ')}`;
        expect(await filled(body, 'ask <|>price', title)).toBe(`${body}\n    ${added.join('\n    ')}`);
    });

    test('not where a parameter or `otherwise` stands', async () => {
        acting = await Acting.on(
            policy('ask price\n    at most limit => next').replace(
                'outcome granted',
                'parameter limit = £50\noutcome granted',
            ),
            { proofs: true },
        );
        await acting.found('no-decision');
        expect((await acting.titles('ask <|>price')).filter((title) => title.startsWith('Add'))).toEqual([
            'Add ‘otherwise => next’',
            'Add this case as a scenario',
        ]);
    });
});

describe('rows', () => {
    const TABLE = `table | kind | paid | => |
        | car  | -    | => granted | // cars
        | van  | yes  | => next    | // vans`;

    test('for all other cases', async () => {
        expect(await filled(TABLE, 'table | <|>kind', 'Add a row for all other cases')).toBe(
            `${TABLE}\n        | -    | -    | => next    |`,
        );
    });

    test('for the case that was found', async () => {
        acting = await Acting.on(policy(TABLE), { proofs: true });
        await acting.found('no-decision');
        const titles = (await acting.titles('table | <|>kind')).filter((title) => title.startsWith('Add a row'));
        expect(titles).toHaveLength(2);
        const [, kind, paid] = /^Add a row for kind (\w+)(?:, paid (\w+))?$/.exec(titles[0] ?? '') ?? [];
        expect(await acting.after('table | <|>kind', titles[0] ?? '')).toContain(
            `// vans\n        | ${kind?.padEnd(4)} | ${(paid ?? '-').padEnd(4)} | => next    |\n`,
        );
    });

    test('of a unique table that meet no other', async () => {
        acting = await Acting.on(policy(TABLE.replace('table', 'unique table').replace('car  | -   ', 'car  | yes ')), {
            proofs: true,
        });
        await acting.found('no-decision');
        const titles = (await acting.titles('table | <|>kind')).filter((title) => title.startsWith('Add a row'));
        expect(titles).not.toContain('Add a row for all other cases');
    });
});
