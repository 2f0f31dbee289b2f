// Repairs that put in what a text lacks: afterwards the finding is gone, and no other has come.

import { afterEach, describe, expect, test } from 'vitest';
import { Acting, URI } from './acting.js';

const SMALL = `policy small "Small"
choice Kind "Kind" { car "Car"  van "Van" }
fact kind "What kind?": Kind
fact day "Which day?": date
fact papers "Papers": set of Kind
outcome granted "Granted" as accept
outcome refused "Refused" as refuse
principle P1 "Kind" { ask kind  car => granted  van => next }
principle P2 "Day" { ask day  under 2025-01-01 => granted  otherwise => refused }
review R "Again" of refused { ask papers has car  yes => granted  no => next }
`;

let acting: Acting | undefined;
afterEach(() => {
    acting?.close();
    acting = undefined;
});

/** The text after the action, which leaves nothing to find. */
async function repaired(text: string, part: string, title: string): Promise<string> {
    acting = await Acting.on(text);
    const done = await acting.after(part, title);
    acting.client.changes(URI, [{ text: done }]);
    expect(await acting.codes()).toEqual([]);
    return done;
}

describe('closes a text where it ends', () => {
    test.each([
        ['a principle', 'principle P1 "Kind" {', 'principle P1 "Kind {'],
        ['a review', 'review R "Again" of', 'review R "Again of'],
        ['a fact', 'fact kind "What kind?": Kind', 'fact kind "What kind?: Kind'],
        ['an outcome in a row of others', 'outcome granted "Granted" as accept', 'outcome granted "Granted as accept'],
        ['the header', 'policy small "Small"', 'policy small "Small'],
    ])('of %s', async (_, right, wrong) => {
        const done = await repaired(SMALL.replace(right, wrong), wrong.replace(' "', ' <|>"'), 'Close the text');
        // What could be a part of the title is left in it.
        expect(done).toBe(right.startsWith('outcome') ? SMALL.replace(right, `${wrong}"`) : SMALL);
    });
});

describe('what a scenario expects', () => {
    test('on one line', async () => {
        expect(
            await repaired(
                `${SMALL}scenario "x" { kind: car }\n`,
                'scenario <|>"x"',
                'Expect what it gets: granted at P1',
            ),
        ).toBe(`${SMALL}scenario "x" { kind: car  expect granted at P1 }\n`);
    });

    test('on several lines, behind a comment', async () => {
        expect(
            await repaired(
                `${SMALL}scenario "x" {\n  kind: car // red\n}\n`,
                'scenario <|>"x"',
                'Expect what it gets: granted at P1',
            ),
        ).toBe(`${SMALL}scenario "x" {\n  kind: car // red\n  expect granted at P1\n}\n`);
    });

    test('of a case that gives nothing', async () => {
        expect(
            await repaired(`${SMALL}scenario "x" {\n}\n`, 'scenario <|>"x"', 'Expect what it gets: missing kind'),
        ).toBe(`${SMALL}scenario "x" {\n  expect missing kind\n}\n`);
    });
});

describe('the date that counts', () => {
    const DATED = SMALL.replace(
        'outcome granted',
        'parameter limit "Limit" =\n  from 2020-01-01  2024-01-01\n  from 2024-01-01  2025-01-01\noutcome granted',
    ).replace('under 2025-01-01', 'under limit');

    test('is the only date of a case', async () => {
        expect(await repaired(DATED, 'policy <|>small', 'Choose versions by ‘day’')).toContain(
            'policy small "Small" as of day\n',
        );
    });

    test('is left to the author where there are two', async () => {
        acting = await Acting.on(DATED.replace('fact day', 'fact night "Which night?": date\nfact day'));
        expect(await acting.codes()).toContain('clock-missing');
        expect((await acting.titles('policy <|>small')).filter((title) => title.startsWith('Choose'))).toEqual([]);
    });
});

test('moves a header to the start, with its comment', async () => {
    const [header = '', ...rest] = SMALL.split('\n');
    expect(
        await repaired(
            [...rest.slice(0, 3), '', '// about it', `${header} // small`, ...rest.slice(3)].join('\n'),
            'policy <|>small',
            'Move to the start of the file',
        ),
    ).toBe(['// about it', `${header} // small`, '', ...rest.slice(0, 3), '', ...rest.slice(3)].join('\n'));
});

test('removes a duty that never applies, unless a scenario speaks of it', async () => {
    const duties = 'on granted {\n  must "Write."\n  must "Look." when kind is car and kind is van\n}\n';
    acting = await Acting.on(SMALL + duties, { proofs: true });
    await acting.found('duty-never');
    expect(await acting.after('<|>must "Look."', 'Remove this duty')).toBe(
        `${SMALL}on granted {\n  must "Write."\n}\n`,
    );
    const scenario = 'scenario "x" { kind: car  expect no duty "Look." }\n';
    acting.client.changes(URI, [{ text: SMALL + duties + scenario }]);
    expect(await acting.titles('<|>must "Look."')).not.toContain('Remove this duty');
});

test('adds no answers to a question about a set, which is an error', async () => {
    acting = await Acting.on(
        SMALL.replace('ask papers has car', 'ask papers').replace('yes => granted  no', 'car => granted  van'),
    );
    expect((await acting.titles('ask <|>papers')).filter((title) => title.startsWith('Add'))).toEqual([]);
});
