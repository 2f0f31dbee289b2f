// Explanations, shares and scenarios, against trying every case.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../language/analysis/analyse.js';
import { countShares } from '../../language/analysis/count.js';
import { caseFor, whatStillMatters, whatWouldChange } from '../../language/analysis/explain.js';
import { analyseScenarios } from '../../language/analysis/scenarios.js';
import type { Policy } from '../../language/model/policy.js';
import type { Scenario } from '../../language/model/scenario.js';
import type { Facts, Value } from '../../language/model/value.js';
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

describe('what would change a case', () => {
    test('is as near as trying every case finds it, and leads where it says', () => {
        let flips = 0;
        for (const { policy, cases } of samples(1)) {
            const facts = cases[Math.floor(cases.length / 2)] as Facts;
            const now = outcomeOf(policy, facts);
            const found = whatWouldChange(policy, facts);
            if (now === undefined || !found) continue;
            for (const { outcome, changes } of found) {
                flips++;
                const changed = new Map([...facts, ...changes.map(({ fact, to }) => [fact, to] as const)]);
                expect(outcomeOf(policy, changed)).toBe(outcome);
                const nearest = Math.min(
                    ...cases.filter((each) => outcomeOf(policy, each) === outcome).map((each) => distance(facts, each)),
                );
                expect(changes.length).toBeLessThanOrEqual(nearest + groupsOfSets(policy));
            }
            const reached = new Set(
                cases.filter((each) => distance(facts, each) <= 1).map((each) => outcomeOf(policy, each)),
            );
            for (const outcome of reached) {
                if (outcome === undefined || outcome === now) continue;
                expect(found.some((flip) => flip.outcome === outcome)).toBe(true);
            }
        }
        expect(flips).toBeGreaterThan(50);
    }, 60_000);
});

/** A set is several dimensions, so its nearest change may be counted as more than one step. */
function groupsOfSets(policy: Policy): number {
    return policy.facts.some((fact) => fact.type.kind === 'set') ? 3 : 0;
}

function distance(a: Facts, b: Facts): number {
    return [...a].filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(b.get(name))).length;
}

describe('what still matters', () => {
    test('names the outcomes that are open, and just the facts they can depend on', () => {
        let open = 0;
        for (const { policy, cases } of samples(2)) {
            const all = cases[Math.floor(cases.length / 3)] as Facts;
            const given = new Map([...all].slice(0, Math.ceil(all.size / 2)));
            const found = whatStillMatters(policy, given);
            if (!found) continue;
            const left = cases.filter((each) => [...given].every(([name, value]) => same(value, each.get(name))));
            const outcomes = left.map((each) => ({ facts: each, outcome: outcomeOf(policy, each) }));
            const possible = outcomes.filter((each) => each.outcome !== undefined);
            expect(new Set(found.outcomes)).toStrictEqual(new Set(possible.map((each) => each.outcome)));
            const matters = policy.facts.filter(({ name }) => {
                const byRest = new Map<string, Set<unknown>>();
                for (const { facts, outcome } of possible) {
                    const rest = JSON.stringify([...facts].filter(([other]) => other !== name));
                    byRest.set(rest, (byRest.get(rest) ?? new Set()).add(outcome));
                }
                return !given.has(name) && [...byRest.values()].some((ends) => ends.size > 1);
            });
            expect(new Set(found.matters)).toStrictEqual(new Set(matters.map((fact) => fact.name)));
            open += matters.length;
        }
        expect(open).toBeGreaterThan(30);
    }, 60_000);
});

function same(a: Value | undefined, b: Value | undefined): boolean {
    return JSON.stringify(a) === JSON.stringify(b);
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
