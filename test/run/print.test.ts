// Values, facts and conditions in the words of the language.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Condition } from '../../language/model/condition.js';
import {
    dayFromIso,
    describeValue,
    isoFromDay,
    printCondition,
    printFacts,
    printValue,
} from '../../language/model/print.js';
import type { Type } from '../../language/model/type.js';
import type { Value } from '../../language/model/value.js';
import { policy } from '../support.js';

const money = (currency: string, scale = 2): Type => ({ kind: 'money', currency, scale });
const minutes: Type = { kind: 'duration', unit: 'minutes' };

describe('values', () => {
    test.each<[Value, Type, string]>([
        [123_450, money('GBP'), '£1,234.50'],
        [5_000, money('GBP'), '£50'],
        [4_999, money('EUR'), '€49.99'],
        [-5, money('USD'), '-$0.05'],
        [100_000_000, money('GBP'), '£1,000,000'],
        [1_500, money('JPY', 0), '¥1,500'],
        [5_000, money('CHF'), 'CHF 50'],
        [125, { kind: 'number', scale: 2 }, '1.25'],
        [120, { kind: 'number', scale: 2 }, '1.2'],
        [-1, { kind: 'number', scale: 3 }, '-0.001'],
        [100, { kind: 'number', scale: 0 }, '100'],
        [1_200, minutes, '20 minutes'],
        [90, minutes, '90 seconds'],
        [1, minutes, '1 second'],
        [0, minutes, '0 minutes'],
        [3 * 86_400, minutes, '3 days'],
        [86_400, minutes, '1 day'],
        [28 * 86_400, minutes, '28 days'],
        [28 * 86_400, { kind: 'duration', unit: 'weeks' }, '4 weeks'],
        [19_782, { kind: 'date' }, '2024-02-29'],
        [true, { kind: 'boolean' }, 'yes'],
        [false, { kind: 'boolean' }, 'no'],
        [null, { kind: 'boolean' }, 'unknown'],
        ['car', { kind: 'choice', choice: 'Vehicle' }, 'car'],
        [['car', 'van'], { kind: 'set', choice: 'Vehicle' }, '{ car, van }'],
        [[], { kind: 'set', choice: 'Vehicle' }, '{}'],
    ])('%j', (value, type, text) => {
        expect(printValue(value, type)).toBe(text);
    });
});

describe('days', () => {
    test('agree with the platform from 0000 to 9999, both ways', () => {
        fc.assert(
            fc.property(fc.integer({ min: -719_528, max: 2_932_896 }), (day) => {
                const iso = new Date(day * 86_400_000).toISOString().slice(0, 10);
                expect(isoFromDay(day)).toBe(iso);
                expect(dayFromIso(iso)).toBe(day);
            }),
            { numRuns: 2_000 },
        );
    });

    test('dates that do not exist are no days', () => {
        const texts = [
            '2023-02-29',
            '1900-02-29',
            '2024-04-31',
            '2024-13-01',
            '2024-00-10',
            '2024-01-00',
            '24-01-01',
            'today',
        ];
        expect(texts.map(dayFromIso)).toEqual(texts.map(() => undefined));
        expect(dayFromIso('2000-02-29')).toBe(11_016);
    });
});

const TEXT = `policy test "Test"
    choice Vehicle { car "Car"  van  bus "Bus or coach"  night-bus "Night bus" }
    category heavy of Vehicle { van bus }
    fact vehicle: Vehicle or unknown  fact a: yes/no or unknown  fact b: yes/no  fact value: money GBP
    fact papers: set of Vehicle  fact length: number step 0.1 "metres"
    define both = a and b
    outcome granted as accept
    principle P { ask b yes => granted no => granted }
`;

describe('facts and conditions', () => {
    test('facts are printed in the order of their declaration, and told with titles and units', async () => {
        const { facts, ...rest } = await policy(TEXT);
        const model = { ...rest, facts };
        const given = new Map<string, Value>([
            ['value', 5_000],
            ['vehicle', 'car'],
            ['a', null],
        ]);
        expect(printFacts(model, given)).toEqual(['vehicle: car', 'a: unknown', 'value: £50']);
        const tell = (name: string, value: Value) => {
            const fact = facts.find((each) => each.name === name);
            return fact && describeValue(model, fact, value);
        };
        expect(tell('vehicle', 'bus')).toBe('bus (Bus or coach)');
        expect(tell('papers', ['bus', 'van'])).toBe('bus (Bus or coach), van');
        // A title that says the same as the name is not told beside it.
        expect(tell('vehicle', 'car')).toBe('car');
        expect(tell('vehicle', 'night-bus')).toBe('night-bus');
        expect(tell('papers', [])).toBe('none');
        expect(tell('length', 45)).toBe('4.5 metres');
        expect(tell('vehicle', null)).toBe('unknown');
    });

    test.each([
        'a and not b or both',
        'a and (b or both)',
        'not (a and b)',
        'not (a or b) and b',
        'vehicle is car or van',
        'vehicle is not car or van',
        'vehicle is heavy',
        'vehicle is unknown',
        'vehicle is known and a is unknown',
        '(a and b) is known',
        '(a or b) is unknown',
        'both is unknown',
        'papers has car',
        'papers has any of car, van',
        'papers has all of heavy',
        'papers is empty',
        'count of (a, b, both) >= 2',
        'not count of (a, b) >= 2',
    ])('%s', async (text) => {
        const { duties, ...rest } = await policy(`${TEXT} on granted { must "do" when ${text} }`);
        expect(printCondition(duties[0]?.when as Condition, { ...rest, duties })).toBe(text);
    });

    test('path conditions', async () => {
        const text = 'decided by P and P answered yes or not P asked';
        const { duties } = await policy(`${TEXT} on granted { must "do" when ${text} }`);
        expect(printCondition(duties[0]?.when as Condition)).toBe(text);
    });
});
