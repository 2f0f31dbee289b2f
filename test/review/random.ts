// Random policies small enough to try every case of, for comparing the reviewer's instruments with brute force.

import fc from 'fast-check';
import type { Policy } from '../../language/model/policy.js';
import type { Facts } from '../../language/model/value.js';
import { interpret } from '../../language/run/interpret.js';
import { allCases } from '../generate/cases.js';
import { policies } from '../generate/policy.js';

export interface SmallPolicy {
    readonly policy: Policy;
    /** All cases that the policy applies to, every fact given. */
    readonly cases: readonly Facts[];
}

/** Calls `check` with random policies, each with all its cases, until `count` of them were small enough. */
export function forSmallPolicies(count: number, mostCases: number, check: (small: SmallPolicy) => void): void {
    let tried = 0;
    for (let seed = 1; tried < count; seed++) {
        fc.assert(
            fc.property(policies(), (policy) => {
                if (tried >= count || policy.start === null) return;
                const all = allCases(policy, mostCases, 'never');
                const cases =
                    all?.filter(
                        (facts) => isPossible(policy, facts) && interpret(policy, facts).kind !== 'not-effective',
                    ) ?? [];
                if (cases.length === 0) return;
                tried++;
                check({ policy, cases });
            }),
            { numRuns: 100, seed, includeErrorInReport: true },
        );
    }
}

/** Durations are never negative (`decodeFacts` sees to that). */
function isPossible(policy: Policy, facts: Facts): boolean {
    return policy.facts.every(({ name, type }) => type.kind !== 'duration' || !(Number(facts.get(name)) < 0));
}

/** Whether the cases tried are all there are to the policy: values of single facts say nothing of sums. */
export function hasSums(policy: Policy): boolean {
    return /"terms":\[\{[^\]]*\},\{/.test(JSON.stringify(policy)) || /"of":"score"/.test(JSON.stringify(policy));
}

/** Some of the cases, evenly spread. */
export function someOf<T>(cases: readonly T[], count: number): readonly T[] {
    const step = Math.max(1, Math.floor(cases.length / count));
    return cases.filter((_, index) => index % step === 0).slice(0, count);
}
