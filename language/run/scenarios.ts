// Running scenarios: what was expected of a case against its verdict, each failed expectation in words on both sides.

import type { Policy } from '../model/policy.js';
import type { Expectation, PathStepExpectation, Scenario } from '../model/scenario.js';
import type { Facts } from '../model/value.js';
import { interpret } from './interpret.js';
import { belongsTo, tellVerdict } from './path.js';
import type { Verdict } from './verdict.js';

export interface ScenarioResult {
    readonly scenario: Scenario;
    readonly passed: boolean;
    readonly verdict: Verdict;
    /** In the order of the expectations. */
    readonly failures: readonly FailedExpectation[];
}

export interface FailedExpectation {
    readonly expectation: Expectation;
    /** `refused at P1`, `duty “review again”`, `E no, P1 yes`. */
    readonly expected: string;
    /** What there is instead, in the same form. */
    readonly actual: string;
    /** Paths only: the first step that differs, counted from 1. */
    readonly differsAt?: number;
}

/** Runs scenarios one by one, in order; `decide` may be that of a compiled policy. */
export function* runScenarios(
    policy: Policy,
    scenarios: Iterable<Scenario>,
    decide: (facts: Facts) => Verdict = (facts) => interpret(policy, facts),
): Generator<ScenarioResult, void, undefined> {
    for (const scenario of scenarios) {
        const verdict = decide(scenario.facts);
        const failures = scenario.expectations.flatMap((expectation) => {
            const failure = failureOf(policy, expectation, verdict);
            return failure ? [{ expectation, ...failure }] : [];
        });
        yield { scenario, passed: failures.length === 0, verdict, failures };
    }
}

type Failure = Omit<FailedExpectation, 'expectation'>;

function failureOf(policy: Policy, expectation: Expectation, verdict: Verdict): Failure | undefined {
    const unless = (holds: boolean, expected: string): Failure | undefined =>
        holds ? undefined : { expected, actual: tellVerdict(policy, verdict) };
    switch (expectation.kind) {
        case 'outcome': {
            const { outcome, at } = expectation;
            const holds =
                verdict.kind === 'outcome' &&
                verdict.outcome === outcome &&
                (at === undefined || belongsTo(verdict.decidedBy, at));
            return unless(holds, at === undefined ? outcome : `${outcome} at ${at}`);
        }
        case 'missing': {
            const names = [...expectation.facts].sort();
            const holds = verdict.kind === 'missing' && sameList(names, [...verdict.missing].sort());
            return unless(holds, `missing ${expectation.facts.join(', ')}`);
        }
        case 'no-outcome':
            return unless(verdict.kind === 'no-outcome', 'no outcome');
        case 'not-effective':
            return unless(verdict.kind === 'not-effective', 'not effective');
        case 'duty':
        case 'no-duty': {
            const applies = verdict.duties.some((duty) => duty.text === expectation.text);
            if (applies === (expectation.kind === 'duty')) return undefined;
            const wanted = expectation.kind === 'duty' ? 'duty' : 'no duty';
            return { expected: `${wanted} “${expectation.text}”`, actual: tellDuties(policy, verdict) };
        }
        case 'path':
            return pathFailure(expectation.steps, verdict);
    }
}

function pathFailure(steps: readonly PathStepExpectation[], verdict: Verdict): Failure | undefined {
    const length = Math.max(steps.length, verdict.path.length);
    for (let index = 0; index < length; index++) {
        const wanted = steps[index];
        const taken = verdict.path[index];
        const holds = wanted && taken && wanted.rule === taken.rule && (wanted.answers?.includes(taken.label) ?? true);
        if (holds) continue;
        const actual = verdict.path.map((step) => `${step.rule} ${step.label}`).join(', ') || 'no step';
        return { expected: steps.map((step) => step.text).join(', '), actual, differsAt: index + 1 };
    }
    return undefined;
}

function tellDuties(policy: Policy, verdict: Verdict): string {
    if (verdict.kind !== 'outcome') return tellVerdict(policy, verdict);
    if (verdict.duties.length === 0) return 'no duties';
    return verdict.duties.map((duty) => `“${duty.text}”`).join(', ');
}

function sameList(left: readonly string[], right: readonly string[]): boolean {
    return left.length === right.length && left.every((each, index) => each === right[index]);
}
