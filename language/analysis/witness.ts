// Witnesses: one whole case that shows a finding, with as few differences from the defaults as can be. A capped walk
// over costs (min, +) proves that there are none with fewer, or finds one.

import type { Condition } from '../model/condition.js';
import type { Witness } from '../model/finding.js';
import type { Facts, Value } from '../model/value.js';
import { BudgetExceeded, type Diagram, NONE } from './diagram.js';
import { type Machine, type Place, run, type Step } from './machine.js';
import { conditionsOnWay, needed } from './needed.js';
import type { Space } from './space.js';
import { traceBack } from './trail.js';
import { valuesOf } from './values.js';
import { type Algebra, type Walk, walkFlow } from './walk.js';

/** A whole case, as cells. */
export type CaseCells = Int32Array;

/** What a witness shows: that a case comes to a place as one of these cases. */
export interface Sight {
    readonly place: Place;
    readonly cases: Diagram;
}

/** Finds witnesses for one walk; what they share is computed once. */
export interface WitnessFinder {
    /** Further conditions whose facts the witness must give too. */
    find(sight: Sight, conditions: readonly Condition[]): Witness;
    cellsFor(sight: Sight): { readonly cells: CaseCells; readonly smallest: boolean };
}

/** Differences from the defaults up to which a smaller case is looked for. */
const MOST_DIFFERENCES = 8;

/** Nodes that the proof of being smallest may take; without it a witness is merely small. */
const PROOF_NODES = 200_000;

export function createWitnessFinder(walk: Walk, from: Diagram): WitnessFinder {
    const { machine } = walk;
    const { space } = machine;
    let costs: { readonly walk: Walk; readonly cap: number } | undefined;

    /** All costs up to a cap that the budget allows; -1 if it allows none. */
    const costWalk = (): { readonly walk: Walk; readonly cap: number } => {
        if (costs) return costs;
        for (const cap of [MOST_DIFFERENCES, 3, 1]) {
            const mark = space.store.mark();
            try {
                const priced = walkFlow(machine, {
                    from: space.store.and(from, space.store.terminal(0)),
                    algebra: leastCost(space, cap, space.store.nodeCount + PROOF_NODES),
                });
                costs = { walk: priced, cap };
                return costs;
            } catch (error) {
                if (!(error instanceof BudgetExceeded)) throw error;
                space.store.release(mark);
            }
        }
        costs = { walk, cap: -1 };
        return costs;
    };

    const cellsFor = ({ place, cases }: Sight): { readonly cells: CaseCells; readonly smallest: boolean } => {
        const first = traceBack(walk, place, cases, space.nominal, space.cost);
        const shows = (cells: CaseCells) =>
            space.store.contains(from, cells) && space.store.contains(cases, cells) && passes(machine, cells, place);
        const few = simplified(space, first, shows);
        const differences = costOf(space, few);
        if (differences === 0) return { cells: few, smallest: true };
        const { walk: priced, cap } = costWalk();
        if (cap < 0) return { cells: few, smallest: false };
        const known = space.store.and(cases, priced.reach[place] as Diagram);
        const cheapest = known === NONE ? undefined : space.store.cheapest(known, space.cost);
        if (!cheapest || cheapest.cost >= differences) return { cells: few, smallest: differences <= cap + 1 };
        return { cells: traceBack(priced, place, known, space.nominal, space.cost), smallest: true };
    };

    const find = (sight: Sight, conditions: readonly Condition[]): Witness => {
        const { cells, smallest } = cellsFor(sight);
        return { facts: fewFacts(machine, cells, conditions), smallest };
    };
    return { find, cellsFor };
}

/** The facts that the way of a case and further conditions need, in the order of their declaration. */
export function fewFacts(machine: Machine, cells: CaseCells, conditions: readonly Condition[] = []): Facts {
    return factsFor(machine, cells, [...conditionsOnWay(machine, cells), ...conditions]);
}

/** The facts of a case that the conditions need. */
export function factsFor(machine: Machine, cells: CaseCells, conditions: readonly Condition[]): Facts {
    const values = valuesOf(machine.space, cells);
    const names = needed(machine, cells, conditions);
    const facts = new Map<string, Value>();
    for (const { name } of machine.policy.facts) {
        if (names.has(name)) facts.set(name, values.get(name) as Value);
    }
    return facts;
}

function passes(machine: Machine, cells: CaseCells, place: Place): boolean {
    const { steps, end } = run(machine, cells);
    return end === place || steps.some((step: Step) => step.place === place);
}

/**
 * Sets facts back to their defaults one by one, as long as the case still shows what it should; where that is stuck, two
 * facts are moved at once, the other one to any of its cells.
 */
export function simplified(space: Space, cells: CaseCells, shows: (cells: CaseCells) => boolean): CaseCells {
    let best = towardsNominal(space, cells, shows);
    const differing = () =>
        [...best.keys()].filter((variable) => (space.cost[variable]?.[best[variable] as number] ?? 0) > 0);
    for (const back of differing().slice(0, MOST_DIFFERENCES)) {
        for (const other of differing().slice(0, MOST_DIFFERENCES)) {
            const { arity } = space.dimensions[other] as { arity: number };
            for (let cell = 0; cell < arity && other !== back; cell++) {
                const next = Int32Array.from(best);
                next[back] = space.nominal[back] as number;
                next[other] = cell;
                if (costOf(space, next) >= costOf(space, best)) continue;
                if (space.store.contains(space.possible, next) && shows(next)) best = next;
            }
        }
    }
    return best;
}

function towardsNominal(space: Space, cells: CaseCells, shows: (cells: CaseCells) => boolean): CaseCells {
    let best = cells;
    for (let changed = true; changed; ) {
        changed = false;
        for (const variables of space.ofFact.values()) {
            if (variables.every((variable) => best[variable] === space.nominal[variable])) continue;
            const next = Int32Array.from(best);
            for (const variable of variables) next[variable] = space.nominal[variable] as number;
            if (!space.store.contains(space.possible, next) || !shows(next)) continue;
            best = next;
            changed = true;
        }
    }
    return best;
}

export function costOf(space: Space, cells: CaseCells): number {
    return cells.reduce((sum, cell, variable) => sum + ((space.cost[variable]?.[cell] as number) ?? 0), 0);
}

export function leastCost({ store, cost }: Space, cap: number, mostNodes: number): Algebra {
    return {
        join: (f, g) => store.least(f, g),
        forget: (f, variables) => {
            if (store.nodeCount > mostNodes) throw new BudgetExceeded('a smallest case takes too long to prove');
            return store.leastOver(f, variables, cost, cap);
        },
    };
}
