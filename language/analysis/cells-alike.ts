// Which cells of a fact always end alike. Each case that is seen to end differently for two cells is tried with all the
// other cells too, so that a fact of many values takes little more walks than it has groups of values that end alike.

import { ALL, BudgetExceeded, type Diagram } from './diagram.js';
import { fixedSide, onlyAt, type Start } from './irrelevance.js';
import { exitOf, type Machine, type MachineNode, type Place, union } from './machine.js';
import { type Goal, type PairStart, type ProductWalk, type Side, walkProduct } from './product.js';
import { GUESSES_AT_PAIR, MOST_PAIRS_EACH } from './same-end.js';
import { createSampler } from './simulate.js';
import type { Dimension } from './space.js';
import type { Study } from './study.js';
import { traceBack } from './trail.js';
import { endApart, type WouldBe } from './would-be.js';

export interface CellsAlike {
    /** Each cell that ends as an earlier one does, with the places at which the two lead apart. */
    readonly alike: readonly { readonly other: number; readonly cell: number; readonly parting: readonly Place[] }[];
    /** Whether nothing is left open: what is said is exact anyway. */
    readonly isDecided: boolean;
    /** Pairs of places that were walked. */
    readonly pairs: number;
}

export interface CellsAsked {
    readonly variable: number;
    readonly dimension: Extract<Dimension, { kind: 'quantity' | 'choice' }>;
    readonly starts: readonly Start[];
}

/** Neighbours of a number are compared, and all values of a choice; the places looked at are marked in `touched`. */
export function cellsAlike(study: Study, goals: WouldBe, asked: CellsAsked, touched: Uint8Array): CellsAlike {
    const { dimension } = asked;
    const refuted = createRefuted(study, goals, asked, touched);
    const alike: { other: number; cell: number; parting: readonly Place[] }[] = [];
    // What ends alike with one, ends alike with all that end alike with that one.
    const heads: number[] = [0];
    let isDecided = true;
    let pairs = 0;
    for (let cell = 1; cell < dimension.arity; cell++) {
        let found = false;
        for (const other of dimension.kind === 'quantity' ? [cell - 1] : heads) {
            if (refuted.has(other, cell)) continue;
            if (pairs > MOST_PAIRS_OF_ONE) {
                isDecided = false;
                break;
            }
            const walked = walkCells(study, goals, asked, [other, cell], touched);
            pairs += walked.pairs;
            if (walked.kind === 'alike') {
                alike.push({ other, cell, parting: walked.parting });
                found = true;
                break;
            }
            if (walked.kind === 'apart') refuted.add(walked.cells);
            else isDecided = false;
        }
        if (!found) heads.push(cell);
    }
    return { alike, isDecided, pairs };
}

/** Pairs of places that one fact may take. */
const MOST_PAIRS_OF_ONE = 10 * MOST_PAIRS_EACH;

/** Cases that are tried with every cell of a fact before anything is walked. */
const GUESSES_IN_ALL = 64;

/** Cases with each cell in turn: which two of them are seen to end apart. */
function createRefuted(
    { machine, space }: Study,
    goals: WouldBe,
    { variable, dimension: { arity }, starts }: CellsAsked,
    touched: Uint8Array,
): { has(low: number, high: number): boolean; add(cells: ArrayLike<number>): void } {
    const { store } = space;
    const ends: (readonly (string | undefined)[])[] = [];
    const tryFrom = ({ place, cases }: Start, given: ArrayLike<number>) => {
        const cells = Int32Array.from(given);
        ends.push(
            Array.from({ length: arity }, (_, cell) => {
                cells[variable] = cell;
                return store.contains(cases, cells) ? endOf(machine, goals, place, cells, touched) : undefined;
            }),
        );
    };
    const sampler = createSampler(space);
    for (let guess = 0; guess < GUESSES_IN_ALL && starts.length > 0; guess++) {
        const start = starts[guess % starts.length] as Start;
        tryFrom(start, sampler.drawAmong(start.cases));
    }
    return {
        has: (low, high) =>
            ends.some((end) => end[low] !== undefined && end[high] !== undefined && end[low] !== end[high]),
        add: (cells) => {
            for (const start of starts) tryFrom(start, cells);
        },
    };
}

function endOf(machine: Machine, goals: WouldBe, place: Place, cells: ArrayLike<number>, touched: Uint8Array): string {
    let at: Goal = { kind: 'node', node: place };
    while (at.kind === 'node') {
        touched[at.node] = 1;
        const exit = exitOf(machine.space.store, machine.nodes[at.node] as MachineNode, cells);
        at = (goals[at.node] as readonly Goal[])[exit] as Goal;
    }
    return at.name;
}

type Walked = { readonly pairs: number } & (
    | { readonly kind: 'alike'; readonly parting: readonly Place[] }
    /** A case that ends differently with the one cell and the other. */
    | { readonly kind: 'apart'; readonly cells: Int32Array }
    | { readonly kind: 'too much' }
);

function walkCells(
    study: Study,
    goals: WouldBe,
    { variable, starts }: CellsAsked,
    [low, high]: readonly [number, number],
    touched: Uint8Array,
): Walked {
    const { machine, space } = study;
    const { store } = space;
    const isSettled = (place: Place) => {
        touched[place] = 1;
        return machine.live[place]?.[variable] !== 1;
    };
    const sampler = createSampler(space);
    let apart: { readonly left: Goal; readonly right: Goal; readonly cells: Int32Array } | undefined;
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
            if (!endApart(machine, goals, a, b, isSettled, touched)) continue;
            apart = { left, right, cells };
            return true;
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
        const walk = walkProduct(store, ...(sides as [Side, Side]), pairs, {
            isSame: (a, b) => a === b && isSettled(a),
            stopAtFirst: true,
            differs: isApart,
            mostPairs: MOST_PAIRS_EACH,
        });
        if (!walk.differs) return { kind: 'alike', parting: [...walk.parting], pairs: walk.pairCount };
        return { kind: 'apart', cells: caseOf(study, walk, apart), pairs: walk.pairCount };
    } catch (error) {
        if (!(error instanceof BudgetExceeded)) throw error;
        return { kind: 'too much', pairs: MOST_PAIRS_EACH };
    } finally {
        store.release(mark);
    }
}

/** A whole case that comes to where the walk found a difference, as the case that showed it. */
function caseOf(
    { machine, space }: Study,
    walk: ProductWalk,
    apart: { readonly left: Goal; readonly right: Goal; readonly cells: Int32Array } | undefined,
): Int32Array {
    const [difference] = walk.differences;
    if (walk.stoppedAt === undefined || !apart) {
        const { place = 0, cases = 0 } = difference ?? {};
        return traceBack(walk, place, cases, space.nominal, space.cost);
    }
    const { store, dimensions } = space;
    const nothing = new Uint8Array(dimensions.length);
    const [l, r] = [apart.left, apart.right].map((goal) => (goal.kind === 'node' ? machine.live[goal.node] : nothing));
    const live = union(l ?? nothing, r ?? nothing);
    let one = ALL;
    for (let variable = dimensions.length - 1; variable >= 0; variable--) {
        if (live[variable] === 1) one = store.and(store.literal(variable, [apart.cells[variable] as number]), one);
    }
    return traceBack(walk, walk.stoppedAt, one, space.nominal, space.cost);
}
