// Facts out of data files: what is read, and what is said about what cannot be read.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Policy } from '../../language/model/policy.js';
import { readDecimal } from '../../language/run/decimal.js';
import { decodeFacts } from '../../language/run/facts.js';
import { policy } from '../support.js';

const VOCABULARY = `
    choice Vehicle "Kind of vehicle" { car van motorcycle }
    fact vehicle "What kind of vehicle is it?": Vehicle
    fact badge: yes/no or unknown
    fact value: money GBP from £0 to £10,000
    fact length: number from 0 to 20 step 0.1 "metres"
    fact waiting: duration in minutes
    fact applied: date
    fact documents: set of Vehicle
    outcome granted as accept
    principle P { ask badge yes => granted no => granted unknown => granted }
`;
const loaded: Promise<Policy> = policy(`policy test "Test"\n${VOCABULARY}`);

async function read(given: unknown): Promise<unknown> {
    const decoded = decodeFacts(await loaded, given);
    return decoded.kind === 'facts' ? Object.fromEntries(decoded.facts) : decoded.problem.message;
}

describe('facts as JSON', () => {
    test.each<[object, object]>([
        [{ badge: true }, { badge: true }],
        [{ badge: 'no' }, { badge: false }],
        [{ badge: null }, { badge: null }],
        [{ badge: 'unknown' }, { badge: null }],
        [{ vehicle: 'van' }, { vehicle: 'van' }],
        [{ value: 49.99 }, { value: 4999 }],
        [{ value: '49.99' }, { value: 4999 }],
        [{ value: '£49.99' }, { value: 4999 }],
        [{ value: '£1,000' }, { value: 100000 }],
        [{ value: 'GBP 5' }, { value: 500 }],
        [{ value: 1.1 }, { value: 110 }],
        [{ length: 4.5 }, { length: 45 }],
        [{ length: '4.50' }, { length: 45 }],
        [{ length: 20 }, { length: 200 }],
        [{ length: 0 }, { length: 0 }],
        [{ waiting: 20 }, { waiting: 1200 }],
        [{ waiting: 0.5 }, { waiting: 30 }],
        [{ waiting: '20 minutes' }, { waiting: 1200 }],
        [{ waiting: '1.5 hours' }, { waiting: 5400 }],
        [{ waiting: '1 day' }, { waiting: 86400 }],
        [{ waiting: 90_000_000 }, { waiting: 5_400_000_000 }],
        [{ applied: '2024-02-29' }, { applied: 19782 }],
        [{ documents: [] }, { documents: [] }],
        [{ documents: ['van', 'car', 'van'] }, { documents: ['car', 'van'] }],
    ])('%j', async (given, expected) => {
        expect(await read(given)).toEqual(expected);
    });

    test.each<[unknown, string]>([
        [{ vehicel: 'car' }, 'There is no fact ‘vehicel’. Did you mean ‘vehicle’?'],
        [
            { nothingLikeIt: 1 },
            'There is no fact ‘nothingLikeIt’. The facts are vehicle, badge, value, length, waiting, applied or documents.',
        ],
        [
            { vehicle: 'vann' },
            '‘vehicle’ (What kind of vehicle is it?) cannot be "vann"; right would be car, van or motorcycle. Did you mean ‘van’?',
        ],
        [
            { vehicle: null },
            '‘vehicle’ (What kind of vehicle is it?) cannot be null; right would be car, van or motorcycle; it may not be unknown, but may be left out.',
        ],
        [{ badge: 'maybe' }, '‘badge’ cannot be "maybe"; right would be true, false, "yes" or "no".'],
        [{ badge: 1 }, '‘badge’ cannot be 1; right would be true, false, "yes" or "no".'],
        [{ value: 49.999 }, '‘value’ cannot be 49.999; right would be at most 2 decimals.'],
        [{ value: '€5' }, '‘value’ cannot be "€5"; right would be an amount in GBP.'],
        [
            { value: '1,00' },
            '‘value’ cannot be "1,00"; right would be an amount such as 49.99 or "£49.99", from £0 to £10,000.',
        ],
        [
            { value: -1 },
            '‘value’ cannot be -1; right would be an amount such as 49.99 or "£49.99", from £0 to £10,000.',
        ],
        [{ length: 20.1 }, '‘length’ cannot be 20.1; right would be a number, from 0 to 20.'],
        [{ length: 0.25 }, '‘length’ cannot be 0.25; right would be at most 1 decimal.'],
        [
            { waiting: '20 parsecs' },
            '‘waiting’ cannot be "20 parsecs"; right would be a number of minutes or text such as "20 minutes", at least 0 minutes.',
        ],
        [{ waiting: 0.0001 }, '‘waiting’ cannot be 0.0001; right would be a whole number of seconds.'],
        [
            { waiting: '9000000000000000' },
            '‘waiting’ cannot be "9000000000000000"; right would be a number within ±9007199254740991.',
        ],
        [
            { applied: '2023-02-29' },
            '‘applied’ cannot be "2023-02-29"; right would be a date that exists, as "YYYY-MM-DD".',
        ],
        [{ documents: 'car' }, '‘documents’ cannot be "car"; right would be a list of car, van or motorcycle.'],
        [
            { documents: ['car', 'vam'] },
            '‘documents’ cannot be ["car","vam"]; right would be a list of car, van or motorcycle. Did you mean ‘van’?',
        ],
        [{ documents: [['car']] }, '‘documents’ cannot be [["car"]]; right would be a list of car, van or motorcycle.'],
        [[], 'A case is a JSON object of facts, not [].'],
        [null, 'A case is a JSON object of facts, not null.'],
        [7, 'A case is a JSON object of facts, not 7.'],
    ])('%j is a problem', async (given, message) => {
        expect(await read(given)).toBe(message);
    });

    test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
        '%s is a name like any other',
        async (name) => {
            const problem = decodeFacts(await loaded, JSON.parse(`{ ${JSON.stringify(name)}: true }`));
            expect(problem).toMatchObject({ kind: 'problem', problem: { fact: name } });
            expect(await read(JSON.parse(`{ "vehicle": ${JSON.stringify(name)} }`))).toContain(
                'right would be car, van or motorcycle',
            );
            expect(await read(JSON.parse(`{ "waiting": ${JSON.stringify(`1 ${name}`)} }`))).toContain('cannot be');
        },
    );
});

describe('decimals', () => {
    test('every decimal of a scale is read back exactly, from its number and its text', () => {
        fc.assert(
            fc.property(
                fc.integer({ min: -(10 ** 12), max: 10 ** 12 }),
                fc.integer({ min: 0, max: 6 }),
                (value, scale) => {
                    const sign = value < 0 ? '-' : '';
                    const digits = String(Math.abs(value)).padStart(scale + 1, '0');
                    const text = `${sign}${digits.slice(0, digits.length - scale)}${scale === 0 ? '' : '.'}${digits.slice(digits.length - scale)}`;
                    expect(readDecimal(text, scale)).toEqual({ kind: 'read', value });
                    expect(readDecimal(Number(text), scale)).toEqual({ kind: 'read', value: value + 0 });
                },
            ),
        );
    });

    test.each<[number | string, number, object]>([
        [0.1 + 0.2, 1, { kind: 'too many decimals' }],
        [1e-7, 6, { kind: 'too many decimals' }],
        [1e21, 0, { kind: 'too large' }],
        [1.5e300, 2, { kind: 'too large' }],
        [2 ** 53, 0, { kind: 'too large' }],
        ['90071992547409.91', 2, { kind: 'read', value: 9007199254740991 }],
        // As a number this is 90071992547409.9, which nobody wrote.
        [Number('90071992547409.91'), 2, { kind: 'too many digits' }],
        [9999999999999.99, 2, { kind: 'read', value: 999999999999999 }],
        ['0.000', 0, { kind: 'read', value: 0 }],
        [-0, 2, { kind: 'read', value: 0 }],
        ['1e3', 0, { kind: 'not a number' }],
        ['', 0, { kind: 'not a number' }],
        ['0x10', 0, { kind: 'not a number' }],
        [Number.NaN, 0, { kind: 'not a number' }],
    ])('%s with %i decimals', (given, scale, expected) => {
        expect(readDecimal(given, scale)).toEqual(expected);
    });
});
