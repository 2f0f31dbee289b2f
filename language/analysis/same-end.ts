// Whether cases that stand at two places of the flow end in the same would-be outcome, for the same reason. A few random
// cases refute most guesses at once; a walk of the flow beside itself proves the rest.

import { BudgetExceeded, type Diagram } from './diagram.js';
import { type Goal, type PairStart, walkProduct } from './product.js';
import { createSampler } from './simulate.js';
import type { Study } from './study.js';
import { endApart, type WouldBe, wouldBeSide } from './would-be.js';

/** Pairs of places that one question may take; the measured ones stay far below. */
export const MOST_PAIRS_EACH = 4_000;

/** Cases that are tried for one question before anything is walked. */
export const GUESSES_FIRST = 16;

/** Cases that are tried at each pair of places on the way. */
export const GUESSES_AT_PAIR = 3;

/** Undefined if it takes too much to say; the places that are looked at are marked in `touched`. */
export function endTogether(
    { machine, space }: Study,
    goals: WouldBe,
    pairs: readonly PairStart[],
    touched: Uint8Array,
): boolean | undefined {
    const mark = space.store.mark();
    try {
        if (pairs.some(({ left, right }) => left.kind === 'end' && right.kind === 'end' && left.name !== right.name)) {
            return false;
        }
        const sampler = createSampler(space);
        const isRefuted = (left: Goal, right: Goal, cases: Diagram, guesses: number) => {
            for (let guess = 0; guess < guesses; guess++) {
                const cells = sampler.drawAmong(cases);
                const [a, b] = [
                    { goal: left, cells },
                    { goal: right, cells },
                ];
                if (endApart(machine, goals, a, b, () => true, touched)) return true;
            }
            return false;
        };
        if (pairs.some(({ left, right, cases }) => isRefuted(left, right, cases, GUESSES_FIRST))) return false;
        const side = wouldBeSide(machine, goals, touched);
        const { differs } = walkProduct(space.store, side, side, pairs, {
            isSame: (a, b) => a === b,
            stopAtFirst: true,
            differs: (left, right, cases) => isRefuted(left, right, cases, GUESSES_AT_PAIR),
            mostPairs: MOST_PAIRS_EACH,
        });
        return !differs;
    } catch (error) {
        if (!(error instanceof BudgetExceeded)) throw error;
        return undefined;
    } finally {
        space.store.release(mark);
    }
}
