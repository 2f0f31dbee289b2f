// What a case says of a fact. A fact that is left out takes its default; else it is unknown, if it may be; else it is
// missing.

import type { Fact, Policy } from '../model/policy.js';
import type { Day, Facts, Value } from '../model/value.js';

export type Given =
    | { readonly source: 'given' | 'default' | 'unknown'; readonly value: Value }
    | { readonly source: 'missing' };

const MISSING: Given = { source: 'missing' };
const PRESUMED_UNKNOWN: Given = { source: 'unknown', value: null };

/** What the case says of `fact`. */
export function lookUp(fact: Fact, facts: Facts): Given {
    const value = facts.get(fact.name);
    if (value !== undefined) return { source: 'given', value };
    if (fact.default !== undefined) return { source: 'default', value: fact.default };
    return fact.maybeUnknown ? PRESUMED_UNKNOWN : MISSING;
}

/** The declared fact of that name; names in a model always resolve. */
export function factNamed(policy: Policy, name: string): Fact {
    const fact = policy.facts.find((each) => each.name === name);
    if (!fact) throw new ReferenceError(`no fact ‘${name}’ in policy ‘${policy.name}’`);
    return fact;
}

/** The day that picks the versions of a case, if its clock fact has one. */
export function clockDay(policy: Policy, facts: Facts): Day | undefined {
    if (policy.clock === undefined) return undefined;
    const clock = lookUp(factNamed(policy, policy.clock), facts);
    return clock.source !== 'missing' && typeof clock.value === 'number' ? clock.value : undefined;
}

/** Whether the policy applies on `day`; it does where the day is not known. */
export function isEffective(policy: Policy, day: Day | undefined): boolean {
    if (day === undefined) return true;
    const { from, until } = policy.effective;
    return (from === undefined || day >= from) && (until === undefined || day <= until);
}
