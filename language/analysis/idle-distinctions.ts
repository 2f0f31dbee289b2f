// Distinctions on which no outcome depends: two neighbouring ranges of a number, or two groups of values of a choice, that
// some question tells apart and that always end alike. Where the fact as a whole never matters, that is said instead.

import type { Finding } from '../model/finding.js';
import type { Fact } from '../model/policy.js';
import { printValue } from '../model/print.js';
import { BudgetExceeded, NONE } from './diagram.js';
import { fixedSide, isCompared, isOnPathOfDuty, onlyAt, startsOf, variablesInDuties } from './irrelevance.js';
import type { Place } from './machine.js';
import { type Goal, type PairStart, type Side, walkProduct } from './product.js';
import { GUESSES_FIRST, MOST_PAIRS_EACH } from './redundancy.js';
import { createSampler } from './simulate.js';
import type { Dimension } from './space.js';
import { finding, type Study } from './study.js';
import { listed } from './words.js';
import { endApart, type WouldBe, wouldBeOf } from './would-be.js';

export function* findIdleDistinctions(study: Study): Generator<Finding> {
    const { policy, space } = study;
    const goals = wouldBeOf(study.machine);
    const inDuties = variablesInDuties(study);
    for (const fact of policy.facts) {
        const [variable] = space.ofFact.get(fact.name) ?? [];
        if (variable === undefined || inDuties[variable] === 1 || fact.name === policy.clock) continue;
        const dimension = space.dimensions[variable] as Dimension;
        if ((dimension.kind !== 'quantity' && dimension.kind !== 'choice') || isCompared(study, fact.name)) continue;
        yield* idleDistinctions(study, goals, { fact, variable, dimension });
    }
}

interface Asked {
    readonly fact: Fact;
    readonly variable: number;
    readonly dimension: Extract<Dimension, { kind: 'quantity' | 'choice' }>;
}

function idleDistinctions(study: Study, goals: WouldBe, { fact, variable, dimension }: Asked): readonly Finding[] {
    const { policy } = study;
    const { cells } = dimension;
    const alike: (readonly [number, number])[] = [];
    const parting = new Set<Place>();
    let isIrrelevant = true;
    for (let cell = 1; cell < dimension.arity; cell++) {
        // Ends alike with one, alike with all that ends alike with that one.
        const others = dimension.kind === 'quantity' ? [cell - 1] : Array.from({ length: cell }, (_, i) => i);
        const found = others.flatMap((other) => {
            const places = partingsOf(study, goals, variable, [other, cell]);
            return places ? [{ other, places }] : [];
        })[0];
        if (!found) isIrrelevant = false;
        else if (cell < cells.length && found.places.size > 0) {
            for (const place of found.places) parting.add(place);
            alike.push([found.other, cell]);
        }
    }
    const readers = policy.flow.filter((node) => parting.has(node.index));
    if (isIrrelevant || alike.length === 0 || readers.some(({ rule }) => isOnPathOfDuty(policy, rule))) return [];
    const told = alike.map(([low, high]) => tellDistinction(fact, dimension, [low, high]));
    const message = `No outcome depends on whether ‘${fact.name}’ is ${listed(told, 'and')}.`;
    const related = readers.map((node) => ({ message: `‘${node.rule}’ tells them apart`, origin: node.origin }));
    return [finding('distinction-no-effect', fact.origin, message, { related })];
}

function tellDistinction(
    { type }: Fact,
    dimension: Asked['dimension'],
    [low, high]: readonly [number, number],
): string {
    if (dimension.kind === 'quantity') {
        return `at most ${printValue(dimension.cells[low]?.high ?? 0, type)} or more`;
    }
    const [a, b] = [low, high].map((cell) => (dimension.cells[cell] ?? []).slice(0, MOST_VALUES_TOLD));
    return `${listed(quoted(a ?? []), 'or')} rather than ${listed(quoted(b ?? []), 'or')}`;
}

const MOST_VALUES_TOLD = 3;

function quoted(values: readonly string[]): readonly string[] {
    return values.map((value) => `‘${value}’`);
}

/** The places at which two cells lead apart, if they always end alike; undefined if they do not, or it takes too much. */
function partingsOf(
    study: Study,
    goals: WouldBe,
    variable: number,
    [low, high]: readonly [number, number],
): ReadonlySet<Place> | undefined {
    const { machine, space } = study;
    const { store, dimensions } = space;
    const touched = new Uint8Array(machine.nodes.length);
    const isSettled = (place: Place) => machine.live[place]?.[variable] !== 1;
    const mark = store.mark();
    try {
        const within = (cell: number) => onlyAt(dimensions.length, variable, cell);
        const starts = startsOf(study, goals, variable).map(({ place, cases }): PairStart => {
            const goal: Goal = { kind: 'node', node: place };
            const both = store.and(store.restrict(cases, within(low)), store.restrict(cases, within(high)));
            return { left: goal, right: goal, cases: both };
        });
        const sampler = createSampler(space);
        for (const { left, right, cases } of starts) {
            for (let guess = 0; cases !== NONE && guess < GUESSES_FIRST; guess++) {
                const cells = sampler.drawAmong(cases);
                const changed = Int32Array.from(cells);
                cells[variable] = low;
                changed[variable] = high;
                const pair = [
                    { goal: left, cells },
                    { goal: right, cells: changed },
                ] as const;
                if (endApart(machine, goals, ...pair, isSettled, touched)) return undefined;
            }
        }
        const sides = [low, high].map((cell) => fixedSide(study, goals, variable, cell, touched));
        const { differences, parting } = walkProduct(store, ...(sides as [Side, Side]), starts, {
            isSame: (a, b) => a === b && isSettled(a),
            stopAtFirst: true,
            mostPairs: MOST_PAIRS_EACH,
        });
        return differences.length > 0 ? undefined : parting;
    } catch (error) {
        if (!(error instanceof BudgetExceeded)) throw error;
        return undefined;
    } finally {
        store.release(mark);
    }
}
