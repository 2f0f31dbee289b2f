// Conditions over several facts, against trying all whole numbers of small ranges: solving linear constraints, and the
// analysis of policies that compare sums.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../language/analysis/analyse.js';
import { solve } from '../../language/analysis/linear.js';
import type { Compare, Condition } from '../../language/model/condition.js';
import type { Answer, Fact, FlowNode, Policy, Target } from '../../language/model/policy.js';
import type { Facts, Value } from '../../language/model/value.js';
import { type Draw, drawn } from '../generate/draw.js';
import { origin } from '../generate/origin.js';
import { expectedFindings, key, trace } from './oracle.js';
import { witnessFaults } from './replay.js';

describe('solve', () => {
    test('finds a solution in whole numbers just where there is one', () => {
        const problems = drawn((draw) => ({
            box: draw.times(1, 3, () => ({ low: draw.int(-3, 2), high: draw.int(2, 6) })),
            rows: draw.times(1, 4, () => ({
                factors: draw.times(3, 3, () => draw.int(-4, 4)),
                bound: draw.int(-12, 12),
            })),
        }));
        fc.assert(
            fc.property(problems, ({ box, rows }) => {
                const constraints = rows.map(({ factors, bound }) => ({
                    factors: factors.slice(0, box.length),
                    bound,
                }));
                const holds = (point: readonly number[]) =>
                    constraints.every(
                        ({ factors, bound }) => factors.reduce((sum, f, i) => sum + f * (point[i] ?? 0), 0) <= bound,
                    );
                const found = solve(constraints, box);
                if (found) {
                    expect(holds(found)).toBe(true);
                    box.forEach(({ low, high }, i) => {
                        expect(found[i]).toBeGreaterThanOrEqual(low);
                        expect(found[i]).toBeLessThanOrEqual(high);
                    });
                }
                expect(found !== undefined).toBe(points(box).some(holds));
            }),
            { numRuns: 1_500, seed: 11 },
        );
    });

    test('knows that there is no whole solution where there is a fractional one', () => {
        const equal = [
            { factors: [6, -10], bound: 1 },
            { factors: [-6, 10], bound: -1 },
        ];
        expect(
            solve(equal, [
                { low: 0, high: 1_000 },
                { low: 0, high: 1_000 },
            ]),
        ).toBeUndefined();
    });
});

function points(box: readonly { readonly low: number; readonly high: number }[]): readonly (readonly number[])[] {
    let all: number[][] = [[]];
    for (const { low, high } of box) {
        all = all.flatMap((point) => Array.from({ length: high - low + 1 }, (_, i) => [...point, low + i]));
    }
    return all;
}

describe('policies that compare sums', () => {
    test('get the findings that trying every number gives', () => {
        let findings = 0;
        for (const policy of fc.sample(drawn(sumPolicy), { numRuns: 120, seed: 21 })) {
            const found = analyse(policy);
            expect(found.map(({ code }) => code)).not.toContain('not-decided');
            expect(witnessFaults(policy, found)).toStrictEqual([]);
            const traces = everyNumber(policy).flatMap((facts) => trace(policy, facts) ?? []);
            const expected = expectedFindings(policy, traces);
            // Of facts that are compared with each other no two values are told apart by themselves.
            const comparable = (entry: string) => !entry.startsWith('distinction-no-effect');
            expect(
                [...new Set(found.map((each) => key(each.code, each.origin)))].filter(comparable).sort(),
            ).toStrictEqual([...expected].filter(comparable).sort());
            findings += found.length;
        }
        expect(findings).toBeGreaterThan(200);
    }, 60_000);
});

const HIGHEST = 5;

function everyNumber({ facts }: Policy): readonly Facts[] {
    let all: Map<string, Value>[] = [new Map()];
    for (const { name, maybeUnknown } of facts) {
        const values: Value[] = Array.from({ length: HIGHEST + 1 }, (_, i) => i);
        if (maybeUnknown) values.push(null);
        all = all.flatMap((given) => values.map((value) => new Map([...given, [name, value]])));
    }
    return all;
}

function sumPolicy(draw: Draw): Policy {
    const facts = draw.times(
        2,
        3,
        (i): Fact => ({
            name: `n${i}`,
            type: { kind: 'number', scale: 0 },
            range: { min: 0, max: HIGHEST },
            maybeUnknown: draw.chance(25),
            citations: [],
            origin: origin(),
        }),
    );
    const comparison = (): Condition => {
        const some = facts.filter(() => draw.chance(75));
        const terms = (some.length > 0 ? some : facts).map(({ name }) => {
            return { of: 'fact' as const, name, coefficient: draw.pick([-3, -2, -1, 1, 1, 2]) };
        });
        const operator = draw.pick(['<', '<=', '>', '>=', '=', '!='] as const) as Compare['operator'];
        return {
            kind: 'compare',
            operator,
            form: [{ from: null, value: { terms, constant: draw.int(-6, 6) } }],
            text: 'sum',
        };
    };
    const flow = draw.times(2, 3, (index): FlowNode => {
        const answer = (label: string, when: Condition): Answer => {
            const decides = draw.chance(60);
            const target: Target = decides
                ? { kind: 'decide', outcome: draw.pick(['yes', 'no']), citations: [], then: null, origin: origin() }
                : { kind: 'go', to: index + 1, written: 'next', origin: origin() };
            return { label, when, target, form: 'patterns', patterns: [], origin: origin(), labelOrigin: origin() };
        };
        const condition: Condition = draw.chance(50) ? comparison() : { kind: 'and', of: [comparison(), comparison()] };
        const answers = [
            answer('yes', { kind: 'established', of: condition }),
            answer('no', { kind: 'established', of: { kind: 'not', of: condition } }),
        ];
        return {
            index,
            kind: 'question',
            rule: `P${index}`,
            guards: draw.chance(30)
                ? [{ guard: { condition: comparison(), text: 'guard', origin: origin() }, skip: end() }]
                : [],
            question: '?',
            subjects: [
                {
                    text: 'subject',
                    type: { kind: 'boolean' },
                    facts: facts.map((fact) => fact.name),
                    value: { kind: 'condition', condition },
                    origin: origin(),
                },
            ],
            unique: false,
            answers,
            facts: facts.map((fact) => fact.name),
            origin: origin(),
        };
    });
    const last = flow.length - 1;
    return {
        kind: 'policy',
        name: 'sums',
        origin: origin(),
        effective: {},
        choices: [],
        categories: [],
        facts,
        parameters: [],
        definitions: [],
        scores: [],
        outcomes: ['yes', 'no'].map((name) => ({ name, tone: 'neutral', refines: [], origin: origin() })),
        rules: flow.map(({ index, rule }) => ({
            kind: 'principle',
            name: rule,
            node: index,
            steps: [],
            citations: [],
            notes: [],
            origin: origin(),
            nameOrigin: origin(),
        })),
        flow: flow.map((node) => ({
            ...node,
            answers: node.answers.map((each) =>
                node.index === last && each.target.kind === 'go' ? { ...each, target: end() } : each,
            ),
        })),
        start: 0,
        duties: [],
        guarantees: [
            {
                title: 'g',
                when: comparison(),
                quantifier: 'never',
                outcomes: ['no'],
                outcomesWritten: ['no'],
                citations: [],
                origin: origin(),
            },
        ],
    };
}

function end(): Target {
    return { kind: 'end', origin: origin() };
}
