// Distinctions on which no outcome depends: two neighbouring ranges of a number, or two groups of values of a choice, that
// some question tells apart and that always end alike. Where the fact as a whole never matters, that is said instead.

import type { Finding } from '../model/finding.js';
import type { Fact } from '../model/policy.js';
import { printValue } from '../model/print.js';
import { BudgetExceeded, type Diagram } from './diagram.js';
import {
    fixedSide,
    isCompared,
    isOnPathOfDuty,
    onlyAt,
    type Start,
    startsOf,
    variablesInDuties,
} from './irrelevance.js';
import { exitOf, type Machine, type MachineNode, type Place } from './machine.js';
import { createRecall, type Memory, type Recall } from './memory.js';
import { type Goal, type PairStart, type Side, walkProduct } from './product.js';
import { GUESSES_AT_PAIR, MOST_PAIRS_EACH } from './redundancy.js';
import { createSampler } from './simulate.js';
import type { Dimension } from './space.js';
import { finding, type Study } from './study.js';
import { listed } from './words.js';
import { endApart, type WouldBe, wouldBeOf } from './would-be.js';

export function* findIdleDistinctions(study: Study, memory: Memory): Generator<Finding> {
    const { policy, space } = study;
    const goals = wouldBeOf(study.machine);
    const recall = createRecall(study, goals, memory);
    const inDuties = variablesInDuties(study);
    for (const fact of policy.facts) {
        const [variable] = space.ofFact.get(fact.name) ?? [];
        if (variable === undefined || inDuties[variable] === 1 || fact.name === policy.clock) continue;
        const dimension = space.dimensions[variable] as Dimension;
        if ((dimension.kind !== 'quantity' && dimension.kind !== 'choice') || isCompared(study, fact.name)) continue;
        yield* idleDistinctions(study, goals, recall, { fact, variable, dimension });
    }
}

interface Asked {
    readonly fact: Fact;
    readonly variable: number;
    readonly dimension: Extract<Dimension, { kind: 'quantity' | 'choice' }>;
}

function idleDistinctions(
    study: Study,
    goals: WouldBe,
    recall: Recall,
    { fact, variable, dimension }: Asked,
): readonly Finding[] {
    const { policy } = study;
    const { cells } = dimension;
    const starts = startsOf(study, goals, variable);
    const isRefuted = refutedPairs(study, goals, variable, starts);
    const alike: (readonly [number, number])[] = [];
    const parting = new Set<Place>();
    let isIrrelevant = true;
    for (let cell = 1; cell < dimension.arity; cell++) {
        // Ends alike with one, alike with all that ends alike with that one.
        const others = dimension.kind === 'quantity' ? [cell - 1] : Array.from({ length: cell }, (_, i) => i);
        const found = others.flatMap((other) => {
            const pair = [other, cell] as const;
            const places = isRefuted(...pair) ? undefined : partingsOf(study, goals, recall, variable, starts, pair);
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

/** Cases with each cell in turn: which two of them are seen to end apart. */
function refutedPairs(
    { machine, space }: Study,
    goals: WouldBe,
    variable: number,
    starts: readonly Start[],
): (low: number, high: number) => boolean {
    const { store, dimensions } = space;
    const { arity } = dimensions[variable] as Dimension;
    const sampler = createSampler(space);
    const ends: (readonly (string | undefined)[])[] = [];
    for (let guess = 0; guess < GUESSES_IN_ALL && starts.length > 0; guess++) {
        const { place, cases } = starts[guess % starts.length] as Start;
        const cells = sampler.drawAmong(cases);
        ends.push(
            Array.from({ length: arity }, (_, cell) => {
                cells[variable] = cell;
                return store.contains(cases, cells) ? endOf(machine, goals, place, cells) : undefined;
            }),
        );
    }
    return (low, high) =>
        ends.some((end) => end[low] !== undefined && end[high] !== undefined && end[low] !== end[high]);
}

/** Cases that are tried with every cell of a fact before anything is walked. */
const GUESSES_IN_ALL = 64;

function endOf(machine: Machine, goals: WouldBe, place: Place, cells: ArrayLike<number>): string {
    let at: Goal = { kind: 'node', node: place };
    while (at.kind === 'node') {
        const exit = exitOf(machine.space.store, machine.nodes[at.node] as MachineNode, cells);
        at = (goals[at.node] as readonly Goal[])[exit] as Goal;
    }
    return at.name;
}

/** The places at which two cells lead apart, if they always end alike; undefined if they do not, or it takes too much. */
function partingsOf(
    study: Study,
    goals: WouldBe,
    recall: Recall,
    variable: number,
    starts: readonly Start[],
    [low, high]: readonly [number, number],
): ReadonlySet<Place> | undefined {
    const { machine, space } = study;
    const first = starts[0]?.place ?? 0;
    const signature = recall.signatureOfVariable(variable);
    const given = starts.flatMap(({ place, cases }) => [place - first, recall.signatureOf(cases)]);
    const question = { name: `cells ${low} and ${high} of ${signature}`, given, first };
    const places = recall.verdict(question, (touched): readonly Place[] | undefined => {
        const { store } = space;
        const isSettled = (place: Place) => {
            touched[place] = 1;
            return machine.live[place]?.[variable] !== 1;
        };
        const sampler = createSampler(space);
        const isApart = (left: Goal, right: Goal, cases: Diagram) => {
            for (let guess = 0; guess < GUESSES_AT_PAIR; guess++) {
                const cells = sampler.drawAmong(cases);
                const changed = Int32Array.from(cells);
                cells[variable] = low;
                changed[variable] = high;
                const [a, b] = [
                    { goal: left, cells },
                    { goal: right, cells: changed },
                ];
                if (endApart(machine, goals, a, b, isSettled, touched)) return true;
            }
            return false;
        };
        const mark = store.mark();
        try {
            const within = (cell: number) => onlyAt(space.dimensions.length, variable, cell);
            const pairs = starts.map(({ place, cases }): PairStart => {
                const goal: Goal = { kind: 'node', node: place };
                const both = store.and(store.restrict(cases, within(low)), store.restrict(cases, within(high)));
                return { left: goal, right: goal, cases: both };
            });
            const sides = [low, high].map((cell) => fixedSide(study, goals, variable, cell, touched));
            const { differs, parting } = walkProduct(store, ...(sides as [Side, Side]), pairs, {
                isSame: (a, b) => a === b && isSettled(a),
                stopAtFirst: true,
                differs: isApart,
                mostPairs: MOST_PAIRS_EACH,
            });
            return differs ? undefined : [...parting].map((place) => place - first);
        } catch (error) {
            if (!(error instanceof BudgetExceeded)) throw error;
            return undefined;
        } finally {
            store.release(mark);
        }
    });
    return places && new Set(places.map((distance) => distance + first));
}
