// Explanations, shares and scenarios, against trying every case.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../language/analysis/analyse.js';
import { caseFor } from '../../language/analysis/case-for.js';
import { countShares } from '../../language/analysis/count.js';
import { analyseScenarios } from '../../language/analysis/scenarios.js';
import type { Policy } from '../../language/model/policy.js';
import type { Scenario } from '../../language/model/scenario.js';
import type { Facts } from '../../language/model/value.js';
import { interpret } from '../../language/run/interpret.js';
import { drawn } from '../generate/draw.js';
import { randomPolicy } from '../generate/policy.js';
import { analysed } from './example.js';
import { everyCase } from './oracle.js';

const POLICIES = 300;
const MOST_CASES = 400;

/** Random policies with all their cases, sums of several facts left out: not all their cases are tried. */
function samples(seed: number): readonly { readonly policy: Policy; readonly cases: readonly Facts[] }[] {
    return fc.sample(drawn(randomPolicy), { numRuns: POLICIES, seed }).flatMap((policy) => {
        const cases = everyCase(policy, MOST_CASES);
        const hasSums = /"terms":\[\{[^\]]*\},\{/u.test(JSON.stringify(policy));
        return cases && policy.start !== null && !hasSums ? [{ policy, cases }] : [];
    });
}

function outcomeOf(policy: Policy, facts: Facts): string | null | undefined {
    const verdict = interpret(policy, facts);
    if (verdict.kind === 'not-effective') return undefined;
    return verdict.kind === 'outcome' ? verdict.outcome : null;
}

describe('a case for', () => {
    test('every answer that is not reported as unreachable there is one, and it gets that answer', () => {
        let answers = 0;
        for (const { policy, cases } of samples(3).slice(0, 60)) {
            const paths = cases.map((facts) => interpret(policy, facts).path);
            for (const node of policy.flow) {
                for (const index of node.answers.keys()) {
                    const witness = caseFor(policy, { node: node.index, answer: index });
                    const takes = (path: (typeof paths)[number]) =>
                        path.some((step) => step.node === node.index && step.answer === index);
                    expect(witness !== undefined).toBe(paths.some(takes));
                    if (!witness) continue;
                    answers++;
                    expect(takes(interpret(policy, witness.facts).path)).toBe(true);
                }
            }
        }
        expect(answers).toBeGreaterThan(100);
    }, 60_000);
});

describe('shares', () => {
    test('add up, and agree with counting yes/no cases one by one', async () => {
        const { policy } = await analysed('as-intended.tenet');
        const shares = countShares(policy as Policy);
        expect(shares?.exact).toBe(true);
        expect([...(shares?.outcomes.values() ?? [])].reduce((a, b) => a + b, 0n)).toBe(shares?.total);
        let compared = 0;
        for (const { policy: each, cases } of samples(4)) {
            if (each.facts.some(({ type }) => type.kind !== 'boolean')) continue;
            const counted = countShares(each);
            expect(counted?.total).toBe(BigInt(cases.length));
            for (const [outcome, count] of counted?.outcomes ?? []) {
                expect(BigInt(cases.filter((facts) => outcomeOf(each, facts) === outcome).length)).toBe(count);
            }
            compared++;
        }
        expect(compared).toBeGreaterThan(3);
    }, 60_000);
});

describe('scenarios', () => {
    test('that expect what no case can give, and repeated ones, are found', async () => {
        const { policy, scenarios } = await suite();
        const [first, second] = scenarios as readonly [Scenario, Scenario];
        expect(codes(analyseScenarios(policy, scenarios))).not.toContain('scenario-impossible');
        const expectation = { kind: 'outcome', outcome: 'snt', at: 'P1', origin: first.origin } as const;
        const impossible = { ...first, expectations: [expectation] };
        expect(codes(analyseScenarios(policy, [impossible]))).toContain('scenario-impossible');
        const both = ['in', 'out'].map((outcome) => ({ kind: 'outcome', outcome, origin: first.origin }) as const);
        expect(codes(analyseScenarios(policy, [{ ...first, expectations: both }]))).toContain('scenario-impossible');
        expect(codes(analyseScenarios(policy, [first, first]))).toContain('scenario-duplicate');
        expect(codes(analyseScenarios(policy, [first, second]))).not.toContain('scenario-duplicate');
    });
});

async function suite(): Promise<{ readonly policy: Policy; readonly scenarios: readonly Scenario[] }> {
    const { policy } = await analysed('as-intended.tenet');
    const { scenarios } = await analysed('as-intended.scenarios.tenet');
    return { policy: policy as Policy, scenarios };
}

function codes(findings: readonly { readonly code: string }[]): readonly string[] {
    return findings.map((finding) => finding.code);
}

describe('limits', () => {
    test('a budget that is too small is said, not hidden, and stopping is heard', async () => {
        const { policy } = await analysed('as-published.tenet');
        expect(codes(analyse(policy as Policy, { budget: 20 }))).toContain('not-decided');
        expect(analyse(policy as Policy, { shouldStop: () => true })).toStrictEqual([]);
        const full = analyse(policy as Policy);
        expect(analyse(policy as Policy)).toStrictEqual(full);
        expect(codes(analyse(policy as Policy, { extent: 'quick' }))).not.toContain('not-decided');
    });
});
