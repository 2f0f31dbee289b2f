// Cases for a policy: the values of each fact at which anything in the policy may change, one by one, at random, or all of
// them together.

import type fc from 'fast-check';
import { dayFromIso, isoFromDay } from '../../language/model/calendar.js';
import type { Fact, Policy } from '../../language/model/policy.js';
import type { Facts, Value } from '../../language/model/value.js';
import { everyCondition } from '../../language/run/lowering.js';
import { type Draw, drawn } from './draw.js';

/** Random cases that somebody can give; some facts are left out. */
export function cases(policy: Policy): fc.Arbitrary<Facts> {
    const values = policy.facts.flatMap((fact) => {
        const givable = interestingValues(policy, fact).filter((value) => canBeGiven(fact, value));
        return givable.length === 0 ? [] : [{ fact, values: givable }];
    });
    return drawn((draw) => randomCase(draw, values));
}

/** Dates have years of four digits, and nothing lasts less than no time. */
function canBeGiven({ type }: Fact, value: Value): boolean {
    if (typeof value !== 'number') return true;
    if (type.kind === 'date') return dayFromIso(isoFromDay(value)) !== undefined;
    return type.kind !== 'duration' || value >= 0;
}

/** Every fact has one of its values, or is left out. */
export function randomCase(
    draw: Pick<Draw, 'pick' | 'chance'>,
    values: readonly { readonly fact: Fact; readonly values: readonly Value[] }[],
): Facts {
    const given: [string, Value][] = [];
    for (const each of values) if (!draw.chance(20)) given.push([each.fact.name, draw.pick(each.values)]);
    return new Map(given);
}

/**
 * All cases over the interesting values, or undefined if there are more than `limit`. Facts are left out only where that
 * makes them missing, and only with `missing: 'too'`.
 */
export function allCases(policy: Policy, limit: number, missing: 'too' | 'never'): readonly Facts[] | undefined {
    let found: (readonly [string, Value])[][] = [[]];
    for (const fact of policy.facts) {
        const values = interestingValues(policy, fact);
        const leftOut = missing === 'too' && fact.default === undefined && !fact.maybeUnknown ? found : [];
        if (found.length * values.length + leftOut.length > limit) return undefined;
        found = [
            ...leftOut,
            ...found.flatMap((given) => values.map((value) => [...given, [fact.name, value] as const])),
        ];
    }
    return found.map((given) => new Map(given));
}

/** Whether interesting values are all there are to the policy: values of single facts say nothing of sums. */
export function isComplete(policy: Policy): boolean {
    let complete = true;
    JSON.stringify(policy, (_, value) => {
        if (Array.isArray(value?.terms) && value.terms.length > 1) complete = false;
        return value;
    });
    return complete;
}

/** Values of a fact: all of them, or for quantities those on, below and above every bound; unknown where it is allowed. */
export function interestingValues(policy: Policy, fact: Fact): readonly Value[] {
    return [...knownValues(policy, fact), ...(fact.maybeUnknown ? [null] : [])];
}

function knownValues(policy: Policy, fact: Fact): readonly Value[] {
    const { type } = fact;
    switch (type.kind) {
        case 'boolean':
            return [true, false];
        case 'choice':
            return namesOf(policy, type.choice);
        case 'set':
            return subsets(namesOf(policy, type.choice));
        case 'number':
        case 'money':
        case 'duration':
        case 'date':
            return quantities(policy, fact);
    }
}

function quantities(policy: Policy, fact: Fact): readonly number[] {
    const bounds = new Set<number>();
    for (const each of everyCondition(policy)) {
        if (each.kind !== 'compare') continue;
        for (const { value: form } of each.form) {
            const term = form.terms.find((found) => found.of === 'fact' && found.name === fact.name);
            if (term) bounds.add(Math.floor(-form.constant / term.coefficient));
        }
    }
    if (fact.name === policy.clock) {
        for (const day of [policy.effective.from, policy.effective.until]) if (day !== undefined) bounds.add(day);
        for (const each of everyCondition(policy)) {
            const dated =
                each.kind === 'compare'
                    ? each.form
                    : each.kind === 'member' || each.kind === 'contains'
                      ? each.values
                      : [];
            for (const { from } of dated) if (from !== null) bounds.add(from);
        }
    }
    if (bounds.size === 0) bounds.add(0);
    const { min = -Infinity, max = Infinity } = fact.range ?? {};
    const around = [...bounds].flatMap((bound) => [bound - 1, bound, bound + 1]);
    const inside = [...around, min, max].filter((value) => Number.isSafeInteger(value) && value >= min && value <= max);
    return [...new Set(inside)].sort((left, right) => left - right);
}

function namesOf(policy: Policy, choice: string): readonly string[] {
    return policy.choices.find((each) => each.name === choice)?.values.map((value) => value.name) ?? [];
}

/** All subsets of a few names; of many the empty set, the single names and all of them. */
function subsets(names: readonly string[]): readonly (readonly string[])[] {
    if (names.length > 4) return [[], ...names.map((name) => [name]), names];
    return Array.from({ length: 2 ** names.length }, (_, mask) => names.filter((_, bit) => (mask & (1 << bit)) !== 0));
}
