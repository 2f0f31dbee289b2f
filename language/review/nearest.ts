// What would change a decision: for every fact the values that alone lead to another outcome, and for outcomes that no
// single fact leads to, a change of the fewest facts (a walk over costs, min and +). Every change is decided anew.

import type { Diagram } from '../analysis/diagram.js';
import { NONE } from '../analysis/diagram.js';
import { type Machine, outcomeAt, type Place } from '../analysis/machine.js';
import { tellBox } from '../analysis/region.js';
import type { SpaceLimits } from '../analysis/space.js';
import { type Study, startingCases } from '../analysis/study.js';
import { traceBack } from '../analysis/trail.js';
import { valuesOf } from '../analysis/values.js';
import { variablesOfFacts, type Walk, walkFlow } from '../analysis/walk.js';
import { fewFacts, leastCost } from '../analysis/witness.js';
import type { Policy } from '../model/policy.js';
import { printFacts } from '../model/print.js';
import type { Facts, Value } from '../model/value.js';
import { interpret } from '../run/interpret.js';
import type { Verdict } from '../run/verdict.js';
import { casesWith, factsInForce, OPEN, REVIEW_LIMITS, studyAround } from './case-cells.js';
import { cellsAround, clockOf, closest, distances, isOutside, isSummed, nearestValue, sameCells } from './nearness.js';

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
    const cells = cellsAround(study, base);
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
    const far = distances(space, cellsAround(study, base));
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
            algebra: leastCost({ ...space, cost: priced }, cap, Number.POSITIVE_INFINITY),
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

// ---- the changed case

function changeTo(
    study: Study,
    base: Facts,
    walk: Walk,
    place: Place,
    cost: readonly (readonly number[])[],
): Change | undefined {
    const { policy, machine, space } = study;
    const before = cellsAround(study, base);
    const cells = traceBack(walk, place, walk.reach[place] as Diagram, before, cost);
    const values = valuesOf(space, cells, base);
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
    const [only] = changed;
    if (only && changed.size === 1 && isSummed(space, only[0])) {
        const value = closest(only[1], base.get(only[0]), (each) => {
            return endOf(interpret(policy, new Map(whole).set(only[0], each))) === (outcomeAt(machine, place) ?? null);
        });
        whole.set(only[0], value);
        changed.set(only[0], value);
    }
    const verdict = interpret(policy, whole);
    if (changed.size === 0 || endOf(verdict) !== (outcomeAt(machine, place) ?? null)) return undefined;
    return { text: printFacts(policy, changed).join(' and '), facts: changed, whole, verdict };
}

function endPlaces({ policy, outcomes, noOutcome }: Machine): readonly Place[] {
    return [...policy.outcomes.map(({ name }) => outcomes.get(name) as Place), noOutcome];
}

function policyFacts({ policy }: Study): readonly string[] {
    return policy.facts.map(({ name }) => name);
}

function factsInFlowOrder(policy: Policy): readonly string[] {
    return [...new Set([...clockOf(policy), ...policy.flow.flatMap((node) => node.facts)])];
}
