// What would change a decision: for every fact the values that alone lead to another outcome, and for outcomes that no
// single fact leads to, a change of the fewest facts (a walk over costs, min and +). Every change is decided anew.

import type { Diagram } from '../analysis/diagram.js';
import { NONE } from '../analysis/diagram.js';
import type { Interval } from '../analysis/interval.js';
import { type Machine, outcomeAt, type Place } from '../analysis/machine.js';
import { tellBox } from '../analysis/region.js';
import type { Space, SpaceLimits } from '../analysis/space.js';
import { type Study, startingCases } from '../analysis/study.js';
import { traceBack } from '../analysis/trail.js';
import { valuesOf } from '../analysis/values.js';
import { type Algebra, variablesOfFacts, type Walk, walkFlow } from '../analysis/walk.js';
import { fewFacts } from '../analysis/witness.js';
import type { Policy } from '../model/policy.js';
import { printFacts } from '../model/print.js';
import type { QuantityType } from '../model/type.js';
import type { Facts, Value } from '../model/value.js';
import { interpret } from '../run/interpret.js';
import type { Verdict } from '../run/verdict.js';
import { casesWith, factsInForce, grainOf, OPEN, REVIEW_LIMITS, studyAround, wholeCells } from './case-cells.js';

export interface Change {
    /** `value over £50`; several facts joined by “and”. */
    readonly text: string;
    /** The facts that change, with a value each: of those that serve the one nearest to what was. */
    readonly facts: Facts;
    /** The whole case after the change. */
    readonly whole: Facts;
    /** How that case is decided. */
    readonly verdict: Verdict;
}

export interface ChangeOptions {
    /** Only changes to this outcome. */
    readonly outcome?: string;
    readonly limits?: SpaceLimits;
}

/** More facts than this are not a small change any more. */
const MOST_FACTS_CHANGED = 6;

/** Changes that lead to another outcome, or to none; the fewest facts first, then in flow order. */
export function nearestChanges(policy: Policy, facts: Facts, options: ChangeOptions = {}): readonly Change[] {
    const base = factsInForce(policy, facts);
    const study = studyAround(policy, base, options.limits ?? REVIEW_LIMITS);
    const before = interpret(policy, facts);
    const now = before.kind === 'outcome' ? before.outcome : undefined;
    const wanted = (place: Place): boolean => {
        const outcome = outcomeAt(study.machine, place);
        if (before.kind === 'no-outcome' ? place === study.machine.noOutcome : outcome !== undefined && outcome === now)
            return false;
        return options.outcome === undefined || outcome === options.outcome;
    };
    const names = before.kind === 'not-effective' ? clockOf(policy) : factsInFlowOrder(policy);
    const single = before.kind === 'missing' ? [] : singleChanges(study, base, names, wanted);
    const reached = new Set(single.map(({ verdict }) => endOf(verdict)));
    const further = furtherChanges(study, base, (place) => {
        return wanted(place) && !reached.has(outcomeAt(study.machine, place) ?? null);
    });
    return [...single, ...further].filter(({ verdict }) => verdict.kind !== 'missing' && endOf(verdict) !== now);
}

/** The outcome; null where there is none. */
export function endOf(verdict: Verdict): string | null {
    return verdict.kind === 'outcome' ? verdict.outcome : null;
}

// ---- one fact

function singleChanges(
    study: Study,
    base: Facts,
    names: readonly string[],
    wanted: (place: Place) => boolean,
): readonly Change[] {
    const { machine, space } = study;
    const cells = cellsOf(study, base);
    const cost = distances(space, cells);
    const changes: Change[] = [];
    for (const name of names) {
        const keep = variablesOfFacts(machine, [name]);
        const free = cells.map((cell, variable) => (keep[variable] === 1 ? OPEN : cell));
        const walk = walkFlow(machine, { from: casesWith(space, free, startingCases(space)), keep });
        for (const place of endPlaces(machine)) {
            const cases = walk.reach[place] ?? NONE;
            if (cases === NONE || !wanted(place)) continue;
            const change = changeTo(study, base, walk, place, cost);
            if (change) changes.push({ ...change, text: textOf(study, name, cases) ?? change.text });
        }
    }
    return changes;
}

/** All values of the fact that serve, in words; undefined where they cannot be told by the fact alone. */
function textOf({ policy, machine, space }: Study, name: string, cases: Diagram): string | undefined {
    const variables = space.ofFact.get(name) ?? [];
    const [variable] = variables;
    const tied = variablesOfFacts(machine, [name]).reduce((sum, each) => sum + each, 0);
    if (variables.length !== 1 || variable === undefined || tied > 1) return undefined;
    const fitting = [...Array(space.store.arity[variable]).keys()].filter(
        (cell) => space.store.and(space.store.literal(variable, [cell]), cases) !== NONE,
    );
    const box = space.dimensions.map((_, each) => (each === variable ? fitting : undefined));
    return tellBox(policy, space, box) || undefined;
}

// ---- several facts

function furtherChanges(study: Study, base: Facts, wanted: (place: Place) => boolean): readonly Change[] {
    const { machine, space } = study;
    const open = new Set(endPlaces(machine).filter((place) => wanted(place) && study.walk.reach[place] !== NONE));
    const far = distances(space, cellsOf(study, base));
    const isFree = new Set(policyFacts(study).filter((name) => !base.has(name)));
    // What is not given costs nothing to give.
    const cost = far.map((costs, variable) => {
        const dimension = space.dimensions[variable];
        return dimension && 'fact' in dimension && isFree.has(dimension.fact) ? costs.map(() => 0) : costs;
    });
    const priced = cost.map((costs) => costs.map(Math.floor));
    const changes: Change[] = [];
    for (let cap = 1; cap <= MOST_FACTS_CHANGED && open.size > 0; cap++) {
        const walk = walkFlow(machine, {
            from: space.store.and(startingCases(space), space.store.terminal(0)),
            algebra: leastCost(space, priced, cap),
        });
        for (const place of [...open]) {
            if ((walk.reach[place] ?? NONE) === NONE) continue;
            open.delete(place);
            const change = changeTo(study, base, walk, place, cost);
            if (change) changes.push(change);
        }
    }
    return changes;
}

function leastCost({ store }: Space, cost: readonly (readonly number[])[], cap: number): Algebra {
    return { join: (f, g) => store.least(f, g), forget: (f, variables) => store.leastOver(f, variables, cost, cap) };
}

// ---- the changed case

function changeTo(
    study: Study,
    base: Facts,
    walk: Walk,
    place: Place,
    cost: readonly (readonly number[])[],
): Change | undefined {
    const { policy, machine, space } = study;
    const before = cellsOf(study, base);
    const cells = traceBack(walk, place, walk.reach[place] as Diagram, before, cost);
    const values = valuesOf(space, cells);
    const needed = fewFacts(machine, cells);
    const whole = new Map<string, Value>(base);
    const changed = new Map<string, Value>();
    for (const { name } of policy.facts) {
        const isSame = base.has(name) && sameCells(space, name, cells, before) && !isOutside(space, name, base);
        if (isSame || (!base.has(name) && !needed.has(name))) continue;
        const value = nearestValue(space, name, cells, base) ?? (values.get(name) as Value);
        whole.set(name, value);
        changed.set(name, value);
    }
    const verdict = interpret(policy, whole);
    if (changed.size === 0 || endOf(verdict) !== (outcomeAt(machine, place) ?? null)) return undefined;
    return { text: printFacts(policy, changed).join(' and '), facts: changed, whole, verdict };
}

/** A day outside the policy's own dates has no cell: it has to change. */
function isOutside({ dimensions, ofFact }: Space, name: string, base: Facts): boolean {
    const dimension = dimensions[ofFact.get(name)?.[0] ?? -1];
    const value = base.get(name);
    if (dimension?.kind !== 'quantity' || typeof value !== 'number') return false;
    return !dimension.cells.some(({ low, high }) => low <= value && value <= high);
}

function sameCells({ ofFact }: Space, name: string, a: Int32Array, b: Int32Array): boolean {
    return (ofFact.get(name) ?? []).every((variable) => a[variable] === b[variable]);
}

/** The cells of the case; of facts that it has no cell for the plainest. */
function cellsOf({ policy, space }: Study, base: Facts): Int32Array {
    const inside = new Map(base);
    for (const name of clockOf(policy)) if (isOutside(space, name, base)) inside.delete(name);
    return wholeCells(space, inside) ?? space.nominal;
}

/** The end of a smaller interval that lies next to the number given; undefined if the fact is no such number. */
function nearestValue(space: Space, name: string, cells: Int32Array, base: Facts): number | undefined {
    const [variable = -1] = space.ofFact.get(name) ?? [];
    const dimension = space.dimensions[variable];
    const [cell, value] = [cells[variable] as number, base.get(name)];
    if (dimension?.kind !== 'quantity' || typeof value !== 'number' || cell === dimension.unknown) return undefined;
    if (space.dimensions.some((each) => each.kind === 'sum' && each.terms.some((term) => term.fact === name)))
        return undefined;
    const { low, high } = dimension.cells[cell] as Interval;
    if (high >= value) return undefined;
    const type = space.facts.get(name)?.type as QuantityType;
    const round = Math.floor(high / grainOf(type)) * grainOf(type);
    return round >= low ? round : high;
}

/** One for every cell that the case is not in, and a trifle more the farther a number has to move. */
function distances(space: Space, cells: Int32Array): readonly (readonly number[])[] {
    return space.dimensions.map(({ kind, arity }, variable) => {
        const here = cells[variable] as number;
        return Array.from({ length: arity }, (_, cell) => {
            if (kind === 'sum' || kind === 'path' || cell === here) return 0;
            return 1 + (kind === 'quantity' ? Math.abs(cell - here) * TRIFLE : 0);
        });
    });
}

const TRIFLE = 1e-6;

function endPlaces({ policy, outcomes, noOutcome }: Machine): readonly Place[] {
    return [...policy.outcomes.map(({ name }) => outcomes.get(name) as Place), noOutcome];
}

function policyFacts({ policy }: Study): readonly string[] {
    return policy.facts.map(({ name }) => name);
}

function clockOf({ clock }: Policy): readonly string[] {
    return clock === undefined ? [] : [clock];
}

function factsInFlowOrder(policy: Policy): readonly string[] {
    return [...new Set([...clockOf(policy), ...policy.flow.flatMap((node) => node.facts)])];
}
