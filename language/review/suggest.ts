// The scenarios that a suite lacks: cases that meet as many open obligations at once as they can, the rarest first, then
// what the others meet as well is left out. A family of obligations no two of which one case can meet bounds the number
// from below.

import { BudgetExceeded, type Diagram, type DiagramStore, NONE } from '../analysis/diagram.js';
import type { SpaceLimits } from '../analysis/space.js';
import { startingCases } from '../analysis/study.js';
import { traceBack } from '../analysis/trail.js';
import { valuesOf } from '../analysis/values.js';
import { fewFacts } from '../analysis/witness.js';
import type { Policy } from '../model/policy.js';
import type { Facts } from '../model/value.js';
import { interpret } from '../run/interpret.js';
import type { Verdict } from '../run/verdict.js';
import { REVIEW_LIMITS } from './case-cells.js';
import { type ConditionCoverage, obligationsMet } from './coverage.js';
import { type Obligation, type Obligations, obligationsOver } from './obligations.js';

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
export function scenariosFor(
    policy: Policy,
    obligations: Obligations,
    open: readonly Obligation[],
    limits: SpaceLimits = REVIEW_LIMITS,
): SuggestedSuite {
    try {
        return suiteFor(policy, obligations, open);
    } catch (error) {
        if (!(error instanceof BudgetExceeded) || !obligations.isWhole) throw error;
    }
    // Comparing whole cases took too much room: one by one, then.
    const ids = new Set(open.map(({ id }) => id));
    const again = obligationsOver(policy, limits, false);
    return suiteFor(
        policy,
        again,
        again.feasible.filter(({ id }) => ids.has(id)),
    );
}

function suiteFor(policy: Policy, obligations: Obligations, open: readonly Obligation[]): SuggestedSuite {
    const { machine } = obligations;
    const { store } = machine.space;
    const sets = new Map(open.map((each) => [each, store.anyOf(each.at.map(({ cases }) => cases))]));
    const setOf = (obligation: Obligation) => sets.get(obligation) as Diagram;
    const { order, apart } = obligations.isWhole ? compared(store, open, setOf) : comparedAtPlaces(store, open, setOf);
    const left = new Set(order);
    const found: { cells: Int32Array; hits: ReadonlySet<Obligation> }[] = [];
    for (const seed of order) {
        if (!left.has(seed)) continue;
        const cells = cellsFor(obligations, seed, left, setOf);
        const whole = valuesOf(machine.space, cells);
        const hits = new Set(obligationsMet(obligations, whole).filter((each) => sets.has(each)));
        for (const hit of hits) left.delete(hit);
        left.delete(seed);
        found.push({ cells, hits });
    }
    const named = new Set<Obligation>();
    const scenarios = withoutNeedless(found).map(({ cells, hits }) => {
        const facts = factsIn(obligations, cells);
        const meets = open.filter((each) => hits.has(each) && !named.has(each));
        for (const each of meets) named.add(each);
        return { facts, verdict: interpret(policy, facts), meets };
    });
    return { scenarios, atLeast: apart };
}

interface Compared {
    readonly order: readonly Obligation[];
    /** Obligations no two of which one case can meet. */
    readonly apart: number;
}

/** Nodes that comparing may leave behind. */
const ROOM_TO_COMPARE = 200_000;

/** The rarest first: those that go together with the fewest others. */
function compared(store: DiagramStore, open: readonly Obligation[], setOf: (each: Obligation) => Diagram): Compared {
    const mark = store.mark();
    const meet = (a: Obligation, b: Obligation) => {
        // Only whether there is a case matters; what was built to see it goes, but not every time.
        if (store.nodeCount > mark.nodes + ROOM_TO_COMPARE) store.release(mark);
        return store.and(setOf(a), setOf(b)) !== NONE;
    };
    const overlaps = new Map(open.map((a) => [a, open.filter((b) => meet(a, b))]));
    const order = [...open].sort((a, b) => (overlaps.get(a)?.length ?? 0) - (overlaps.get(b)?.length ?? 0));
    const apart: Obligation[] = [];
    for (const each of order) if (!apart.some((other) => overlaps.get(each)?.includes(other))) apart.push(each);
    return { order, apart: apart.length };
}

/** The last of the flow first; apart for certain are only those at one place. */
function comparedAtPlaces(
    store: DiagramStore,
    open: readonly Obligation[],
    setOf: (each: Obligation) => Diagram,
): Compared {
    const families = new Map<number, Diagram[]>();
    for (const each of open) {
        const [only, ...others] = each.at;
        if (!only || others.length > 0) continue;
        const family = families.get(only.place) ?? [];
        families.set(only.place, family);
        if (family.every((other) => store.and(other, setOf(each)) === NONE)) family.push(setOf(each));
    }
    const most = [...families.values()].reduce((least, { length }) => Math.max(least, length), 0);
    return { order: [...open].reverse(), apart: most };
}

/** The plainest case that meets the seed, and with it as many others as it can. */
function cellsFor(
    { machine, walk, isWhole }: Obligations,
    seed: Obligation,
    left: ReadonlySet<Obligation>,
    setOf: (each: Obligation) => Diagram,
): Int32Array {
    const { space } = machine;
    if (!isWhole) {
        const [first] = seed.at;
        if (!first) throw new RangeError(`no case for ‘${seed.text}’`);
        return traceBack(walk, first.place, first.cases, space.nominal, space.cost);
    }
    let cases = space.store.and(setOf(seed), startingCases(space));
    for (const other of left) {
        const both = space.store.and(cases, setOf(other));
        if (both !== NONE) cases = both;
    }
    const chosen = space.store.cheapest(cases, space.cost);
    if (!chosen) throw new RangeError(`no case for ‘${seed.text}’`);
    return chosen.cells.map((cell, variable) => (cell < 0 ? (space.nominal[variable] as number) : cell));
}

/** With more facts, finding out which of them a case can do without takes too long. */
const MOST_FACTS_TO_TRY = 100;

/** The facts of a case; only those that it needs to meet what it meets. */
function factsIn(obligations: Obligations, cells: Int32Array): Facts {
    const { machine } = obligations;
    const { space, policy } = machine;
    if (policy.facts.length <= MOST_FACTS_TO_TRY) {
        const few = fewFacts(machine, cells);
        const wanted = obligationsMet(obligations, valuesOf(space, cells));
        const met = new Set(obligationsMet(obligations, few));
        if (wanted.every((each) => met.has(each))) return few;
    }
    // Some fact matters to a condition and not to the way, or there are too many: all that is no default is given.
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
    const counts = new Map<Obligation, number>();
    for (const { hits } of found) for (const hit of hits) counts.set(hit, (counts.get(hit) ?? 0) + 1);
    const kept: T[] = [];
    for (const each of [...found].reverse()) {
        if ([...each.hits].some((hit) => counts.get(hit) === 1)) kept.unshift(each);
        else for (const hit of each.hits) counts.set(hit, (counts.get(hit) ?? 0) - 1);
    }
    return kept;
}
