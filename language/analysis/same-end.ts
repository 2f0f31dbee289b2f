// Whether cases that stand at two places of the flow end in the same would-be outcome, for the same reason. A few random
// cases refute most guesses at once; a walk of the flow beside itself proves the rest.

import { BudgetExceeded, type Diagram } from './diagram.js';
import { type Goal, type PairStart, walkProduct } from './product.js';
import { GUESSES_AT_PAIR, GUESSES_FIRST, MOST_PAIRS_EACH } from './redundancy.js';
import { createSampler } from './simulate.js';
import type { Study } from './study.js';
import { endApart, type WouldBe, wouldBeSide } from './would-be.js';

/** Undefined if it takes too much to say. */
export function endTogether(
    { machine, space }: Study,
    goals: WouldBe,
    pairs: readonly PairStart[],
): boolean | undefined {
    const touched = new Uint8Array(machine.nodes.length);
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
