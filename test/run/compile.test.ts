// The compiled evaluator against the plain interpreter, on random policies and cases.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile, MISSING_FACTS, NO_OUTCOME, NOT_EFFECTIVE } from '../../language/run/compile.js';
import { interpret } from '../../language/run/interpret.js';
import type { Verdict } from '../../language/run/verdict.js';
import { cases } from '../generate/cases.js';
import { policies } from '../generate/policy.js';

const POLICIES = 400;
const CASES_PER_POLICY = 40;

describe('compiled evaluator', () => {
    test('gives the verdicts of the interpreter, path and duties included', () => {
        const seen = new Map<string, number>();
        const policiesWithCases = policies().chain((policy) => {
            const some = fc.array(cases(policy), { minLength: CASES_PER_POLICY, maxLength: CASES_PER_POLICY });
            return some.map((facts) => ({ policy, facts }));
        });
        fc.assert(
            fc.property(policiesWithCases, ({ policy, facts }) => {
                const compiled = compile(policy);
                for (const each of facts) {
                    const expected = interpret(policy, each);
                    seen.set(expected.kind, (seen.get(expected.kind) ?? 0) + 1);
                    expect(compiled.decide(each)).toStrictEqual(expected);
                    expect(named(policy.outcomes, compiled.outcome(compiled.encode(each)))).toBe(shortOf(expected));
                }
            }),
            { numRuns: POLICIES, includeErrorInReport: true },
        );
        // The cases must reach every kind of verdict, or the comparison says little.
        for (const kind of ['outcome', 'missing', 'no-outcome', 'not-effective']) {
            expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(50);
        }
    }, 120_000);
});

function named(outcomes: readonly { readonly name: string }[], code: number): string | undefined {
    switch (code) {
        case MISSING_FACTS:
            return 'missing';
        case NO_OUTCOME:
            return 'no-outcome';
        case NOT_EFFECTIVE:
            return 'not-effective';
        default:
            return outcomes[code]?.name;
    }
}

function shortOf(verdict: Verdict): string {
    return verdict.kind === 'outcome' ? verdict.outcome : verdict.kind;
}
