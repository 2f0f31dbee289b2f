// The scenarios that a suite lacks: cases that meet as many open obligations at once as they can, the rarest first, then
// what the others meet as well is left out. A family of obligations no two of which one case can meet bounds the number
// from below.

import { type Diagram, NONE } from '../analysis/diagram.js';
import { startingCases } from '../analysis/study.js';
import { valuesOf } from '../analysis/values.js';
import { fewFacts } from '../analysis/witness.js';
import type { Policy } from '../model/policy.js';
import type { Facts } from '../model/value.js';
import { interpret } from '../run/interpret.js';
import type { Verdict } from '../run/verdict.js';
import { type ConditionCoverage, obligationsMet } from './coverage.js';
import type { Obligation, Obligations } from './obligations.js';

export interface SuggestedSuite {
    readonly scenarios: readonly SuggestedScenario[];
    /** No suite with fewer scenarios meets what is open. */
    readonly atLeast: number;
}

export interface SuggestedScenario {
    readonly facts: Facts;
    readonly verdict: Verdict;
    /** What it is for: obligations that nothing before it meets, in flow order. */
    readonly meets: readonly Obligation[];
}

export function suggestScenarios({ policy, obligations, met }: ConditionCoverage): SuggestedSuite {
    const open = met.filter(({ by }) => by.length === 0).map(({ obligation }) => obligation);
    return scenariosFor(policy, obligations, open);
}

/** A small suite that meets the obligations. */
export function scenariosFor(policy: Policy, obligations: Obligations, open: readonly Obligation[]): SuggestedSuite {
    const { machine } = obligations;
    const { store } = machine.space;
    const starting = startingCases(machine.space);
    const sets = new Map(open.map((obligation) => [obligation, store.anyOf(obligation.at.map(({ cases }) => cases))]));
    const setOf = (obligation: Obligation) => sets.get(obligation) as Diagram;
    const overlaps = new Map(open.map((a) => [a, open.filter((b) => store.and(setOf(a), setOf(b)) !== NONE).length]));
    const rarest = [...open].sort((a, b) => (overlaps.get(a) ?? 0) - (overlaps.get(b) ?? 0));

    const apart: Obligation[] = [];
    for (const each of rarest)
        if (apart.every((other) => store.and(setOf(each), setOf(other)) === NONE)) apart.push(each);

    const left = new Set(rarest);
    const found: { facts: Facts; hits: ReadonlySet<Obligation> }[] = [];
    for (const seed of rarest) {
        if (!left.has(seed)) continue;
        let cases = store.and(setOf(seed), starting);
        for (const other of left) {
            const both = store.and(cases, setOf(other));
            if (both !== NONE) cases = both;
        }
        const facts = factsIn(obligations, cases, seed);
        const hits = new Set(obligationsMet(obligations, facts).filter((each) => sets.has(each)));
        for (const hit of hits) left.delete(hit);
        left.delete(seed);
        found.push({ facts, hits });
    }
    const kept = withoutNeedless(found);
    const named = new Set<Obligation>();
    const scenarios = kept.map(({ facts, hits }) => {
        const meets = open.filter((each) => hits.has(each) && !named.has(each));
        for (const each of meets) named.add(each);
        return { facts, verdict: interpret(policy, facts), meets };
    });
    return { scenarios, atLeast: apart.length };
}

/** The plainest case, with only the facts that it needs to meet the seed. */
function factsIn(obligations: Obligations, cases: Diagram, seed: Obligation): Facts {
    const { machine } = obligations;
    const { space, policy } = machine;
    const chosen = space.store.cheapest(cases, space.cost);
    if (!chosen) throw new RangeError(`no case for ‘${seed.text}’`);
    const cells = chosen.cells.map((cell, variable) => (cell < 0 ? (space.nominal[variable] as number) : cell));
    const few = fewFacts(machine, cells);
    const wanted = obligationsMet(obligations, valuesOf(space, cells));
    const met = new Set(obligationsMet(obligations, few));
    if (wanted.every((each) => met.has(each))) return few;
    // Some fact matters to a condition without mattering to the way: then all that is no default is given.
    const values = valuesOf(space, cells);
    return new Map(
        policy.facts.flatMap(({ name, default: standard, maybeUnknown }) => {
            const value = values.get(name);
            const goesWithoutSaying =
                standard !== undefined
                    ? JSON.stringify(value) === JSON.stringify(standard)
                    : maybeUnknown && value === null;
            return value === undefined || goesWithoutSaying ? [] : [[name, value] as const];
        }),
    );
}

/** Leaves out, last first, what meets nothing that the others do not. */
function withoutNeedless<T extends { readonly hits: ReadonlySet<Obligation> }>(found: readonly T[]): readonly T[] {
    let kept = [...found];
    for (const each of [...found].reverse()) {
        const others = kept.filter((other) => other !== each);
        if ([...each.hits].every((hit) => others.some((other) => other.hits.has(hit)))) kept = others;
    }
    return kept;
}
