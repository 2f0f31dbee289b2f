// The logic of conditions: yes, no, unknown and missing, in both evaluators.

import { describe, expect, test } from 'vitest';
import type { Condition, LinearForm } from '../../language/model/condition.js';
import type { Policy, Score, ScorePart } from '../../language/model/policy.js';
import { origin } from '../generate/origin.js';
import { asking, decided, fact } from './deciding.js';

const TRUTHS = ['yes', 'no', 'unknown', 'missing'] as const;
type Truth = (typeof TRUTHS)[number];

const FACTS = [fact('a'), fact('b'), fact('c'), { ...fact('d'), maybeUnknown: true }];

/** A condition of that truth; a missing one hangs on the fact. */
function operand(truth: Truth, name: string): Condition {
    return truth === 'missing' ? { kind: 'fact', fact: name } : { kind: 'constant', value: truth };
}

function truthOf(condition: Condition): Truth {
    const verdict = decided(asking(condition, FACTS), {});
    return verdict.kind === 'outcome' ? (verdict.outcome as Truth) : 'missing';
}

function missing(condition: Condition): readonly string[] {
    return decided(asking(condition, FACTS), {}).missing;
}

describe('logic with unknown and missing', () => {
    test.each<[Truth, readonly Truth[]]>([
        // and:     yes        no    unknown    missing
        ['yes', ['yes', 'no', 'unknown', 'missing']],
        ['no', ['no', 'no', 'no', 'no']],
        ['unknown', ['unknown', 'no', 'unknown', 'missing']],
        ['missing', ['missing', 'no', 'missing', 'missing']],
    ])('%s and …: no > missing > unknown > yes', (left, expected) => {
        const found = TRUTHS.map((right) => truthOf({ kind: 'and', of: [operand(left, 'a'), operand(right, 'b')] }));
        expect(found).toEqual(expected);
    });

    test.each<[Truth, readonly Truth[]]>([
        // or:      yes       no      unknown    missing
        ['yes', ['yes', 'yes', 'yes', 'yes']],
        ['no', ['yes', 'no', 'unknown', 'missing']],
        ['unknown', ['yes', 'unknown', 'unknown', 'missing']],
        ['missing', ['yes', 'missing', 'missing', 'missing']],
    ])('%s or …: yes > missing > unknown > no', (left, expected) => {
        const found = TRUTHS.map((right) => truthOf({ kind: 'or', of: [operand(left, 'a'), operand(right, 'b')] }));
        expect(found).toEqual(expected);
    });

    test('not, established and known', () => {
        const of = (make: (inner: Condition) => Condition) => TRUTHS.map((truth) => truthOf(make(operand(truth, 'a'))));
        expect(of((inner) => ({ kind: 'not', of: inner }))).toEqual(['no', 'yes', 'unknown', 'missing']);
        expect(of((inner) => ({ kind: 'established', of: inner }))).toEqual(['yes', 'no', 'no', 'missing']);
        expect(of((inner) => ({ kind: 'known', of: { kind: 'condition', condition: inner } }))).toEqual([
            'yes',
            'yes',
            'no',
            'missing',
        ]);
    });

    test('and of nothing is yes, or of nothing is no', () => {
        expect([truthOf({ kind: 'and', of: [] }), truthOf({ kind: 'or', of: [] })]).toEqual(['yes', 'no']);
    });

    test.each<[number, readonly Truth[], Truth]>([
        [2, ['yes', 'yes', 'missing'], 'yes'],
        [2, ['yes', 'unknown', 'yes'], 'yes'],
        [2, ['no', 'no', 'missing'], 'no'],
        [2, ['yes', 'missing', 'no'], 'missing'],
        [2, ['yes', 'unknown', 'no'], 'unknown'],
        [2, ['missing', 'unknown', 'no'], 'missing'],
        [1, ['missing', 'unknown'], 'missing'],
        // The unknown one leaves it open, whatever the missing one is.
        [2, ['unknown', 'unknown', 'missing', 'no'], 'unknown'],
        [0, ['missing'], 'yes'],
        [3, ['yes', 'yes'], 'no'],
    ])('at least %i of %j is %s', (count, truths, expected) => {
        const of = truths.map((truth, index) => operand(truth, ['a', 'b', 'c', 'd'][index] as string));
        expect(truthOf({ kind: 'at-least', count, of })).toBe(expected);
    });

    test('missing names only the facts that the result hangs on', () => {
        const a = operand('missing', 'a');
        const b = operand('missing', 'b');
        const c = operand('missing', 'c');
        expect(missing({ kind: 'or', of: [b, { kind: 'and', of: [a, operand('no', 'c')] }] })).toEqual(['b']);
        expect(missing({ kind: 'and', of: [c, a] })).toEqual(['a', 'c']);
        expect(missing({ kind: 'at-least', count: 2, of: [operand('yes', 'a'), b, { kind: 'or', of: [c] }] })).toEqual([
            'b',
            'c',
        ]);
    });

    test('a fact that may not be unknown is known even while it is missing', () => {
        expect(truthOf({ kind: 'known', of: { kind: 'fact', fact: 'a' } })).toBe('yes');
        expect(truthOf({ kind: 'known', of: { kind: 'fact', fact: 'd' } })).toBe('no');
    });
});

const NUMBERS = ['x', 'y', 'z'].map((name) => ({ ...fact(name, { kind: 'number', scale: 1 }), maybeUnknown: true }));

function compared(form: LinearForm, operator: '<' | '<=' | '>' | '>=' | '=' | '!=', given: object): string {
    const condition: Condition = { kind: 'compare', operator, form: [{ from: null, value: form }], text: 'form' };
    const verdict = decided(asking(condition, [...NUMBERS, fact('m', { kind: 'number', scale: 1 })]), { ...given });
    return verdict.kind === 'outcome' ? verdict.outcome : verdict.kind;
}

const sum = (names: readonly string[], constant: number): LinearForm => ({
    terms: names.map((name) => ({ of: 'fact', name, coefficient: 1 })),
    constant,
});

describe('exact arithmetic', () => {
    test('9 + 1 + 0.1 > 10 is yes, 10 > 10 is no', () => {
        expect(compared(sum(['x', 'y', 'z'], -100), '>', { x: 9, y: 1, z: 0.1 })).toBe('yes');
        expect(compared(sum(['x', 'y', 'z'], -100), '>', { x: 9, y: 1, z: 0 })).toBe('no');
        expect(compared(sum(['x', 'y'], -3), '=', { x: 0.1, y: 0.2 })).toBe('yes');
    });

    test.each<['<' | '<=' | '>' | '>=' | '=' | '!=', string]>([
        ['<', 'yes no no'],
        ['<=', 'yes yes no'],
        ['>', 'no no yes'],
        ['>=', 'no yes yes'],
        ['=', 'no yes no'],
        ['!=', 'yes no yes'],
    ])('%s below, at and above a bound', (operator, expected) => {
        const found = [49.9, 50, 50.1].map((x) => compared(sum(['x'], -500), operator, { x }));
        expect(found.join(' ')).toBe(expected);
    });

    test('a bound between two values, and a negative coefficient', () => {
        const third = { terms: [{ of: 'fact' as const, name: 'x', coefficient: 3 }], constant: -10 };
        expect([0.3, 0.4].map((x) => compared(third, '<', { x }))).toEqual(['yes', 'no']);
        expect([0.3, 0.4].map((x) => compared(third, '=', { x }))).toEqual(['no', 'no']);
        const negative = { terms: [{ of: 'fact' as const, name: 'x', coefficient: -3 }], constant: 10 };
        expect([0.3, 0.4].map((x) => compared(negative, '>=', { x }))).toEqual(['yes', 'no']);
    });

    test('sums beyond what doubles hold', () => {
        const form: LinearForm = {
            terms: ['x', 'y', 'z'].map((name, index) => ({ of: 'fact', name, coefficient: index === 2 ? -2 : 1 })),
            constant: 0,
        };
        expect(compared(form, '=', { x: '900719925474099', y: '900719925474098.9', z: '900719925474099' })).toBe('no');
        expect(compared(form, '<', { x: '900719925474099', y: '900719925474098.9', z: '900719925474099' })).toBe('yes');
    });

    test('a comparison with an unknown side is unknown, a missing one beside it or not', () => {
        expect(compared(sum(['x', 'y'], 0), '>', { x: null, y: 5 })).toBe('unknown');
        expect(compared(sum(['m', 'x'], 0), '>', { x: null })).toBe('unknown');
        expect(compared(sum(['m', 'x'], 0), '>', { x: 5 })).toBe('missing');
    });
});

describe('scores', () => {
    const points = (when: Condition, value: number, guard?: Condition): ScorePart => ({
        kind: 'points',
        ...(guard ? { guard } : {}),
        branches: [{ label: 'points', when, points: value, origin: origin() }],
        origin: origin(),
    });
    const atLeast = (parts: readonly ScorePart[], least: number): string => {
        const score: Score = { name: 's', scale: 0, parts, facts: [], citations: [], origin: origin() };
        const form: LinearForm = { terms: [{ of: 'score', name: 's', coefficient: 1 }], constant: -least };
        const condition: Condition = {
            kind: 'compare',
            operator: '>=',
            form: [{ from: null, value: form }],
            text: 's',
        };
        const policy: Policy = { ...asking(condition, FACTS), scores: [score] };
        const verdict = decided(policy, {});
        return verdict.kind === 'outcome' ? verdict.outcome : `missing ${verdict.missing}`;
    };

    test('the points of what applies are added', () => {
        const parts = [points(operand('yes', 'a'), 3), points(operand('no', 'a'), 9), points(operand('yes', 'a'), -1)];
        expect([atLeast(parts, 2), atLeast(parts, 3)]).toEqual(['yes', 'no']);
    });

    test('one with an unknown part is unknown, whatever is missing', () => {
        expect(atLeast([points(operand('unknown', 'a'), 1), points(operand('missing', 'b'), 1)], 0)).toBe('unknown');
        expect(atLeast([points(operand('yes', 'a'), 1, operand('unknown', 'a'))], 0)).toBe('unknown');
    });

    test('a missing part makes it missing, and a guard that is no silences the part', () => {
        expect(atLeast([points(operand('missing', 'b'), 1)], 0)).toBe('missing b');
        expect(atLeast([points(operand('missing', 'b'), 1, operand('no', 'a'))], 0)).toBe('yes');
        expect(atLeast([points(operand('missing', 'b'), 1, operand('missing', 'c'))], 0)).toBe('missing c');
    });

    test('the first band that holds counts; none and not known makes it unknown', () => {
        const band = (truths: readonly Truth[], known: Truth): ScorePart => ({
            kind: 'bands',
            branches: truths.map((truth, index) => {
                return { label: `${index}`, when: operand(truth, 'a'), points: index + 1, origin: origin() };
            }),
            known: operand(known, 'b'),
            origin: origin(),
        });
        expect(atLeast([band(['no', 'yes', 'yes'], 'yes')], 2)).toBe('yes');
        expect(atLeast([band(['no', 'yes', 'yes'], 'yes')], 3)).toBe('no');
        expect(atLeast([band(['no', 'no'], 'yes')], 0)).toBe('yes');
        expect(atLeast([band(['no', 'no'], 'no')], 0)).toBe('unknown');
        expect(atLeast([band(['no', 'yes'], 'no')], 2)).toBe('yes');
        expect(atLeast([band(['unknown', 'yes'], 'yes')], 0)).toBe('unknown');
    });
});
