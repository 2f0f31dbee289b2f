// Cases drawn at random that come to wanted places: most claims that nothing depends on something fall at once. The
// numbers are a fixed sequence, so that the same policy is always tried with the same cases.

import { type Diagram, NONE } from './diagram.js';
import type { Place } from './machine.js';
import type { Space } from './space.js';
import type { Trail } from './trail.js';

/** Gives whole numbers from 0 below `limit`. */
export type Draw = (limit: number) => number;

/** Mulberry32. */
export function createDraw(seed: number): Draw {
    let state = seed >>> 0;
    return (limit) => {
        state = (state + 0x6d2b79f5) >>> 0;
        let t = Math.imul(state ^ (state >>> 15), 1 | state);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return ((t ^ (t >>> 14)) >>> 0) % limit;
    };
}

/** One whole case that comes to `place` as one of `cases`, which must not be empty. */
export function drawCase(space: Space, trail: Trail, place: Place, cases: Diagram, draw: Draw): Int32Array {
    const { store, nominal } = space;
    const cells = new Int32Array(nominal.length).fill(-1);
    store.pick(cases, cells, draw);
    for (let at = place; at >= 0; ) {
        const arrivals = trail.arrivals(at);
        const first = draw(arrivals.length);
        const arrival = arrivals
            .map((_, i) => arrivals[(first + i) % arrivals.length])
            .find((each) => each !== undefined && store.pick(each.cases, cells, draw));
        if (!arrival) throw new RangeError(`no way back from place ${at}`);
        at = arrival.from;
    }
    return completed(space, cells, draw);
}

/** A case out of a set that speaks of what still matters at some place; everything else is anything. */
export function drawAmong(space: Space, cases: Diagram, draw: Draw): Int32Array {
    const cells = new Int32Array(space.nominal.length).fill(-1);
    space.store.pick(cases, cells, draw);
    return completed(space, cells, draw);
}

function completed({ dimensions, nominal }: Space, cells: Int32Array, draw: Draw): Int32Array {
    for (const [variable, dimension] of dimensions.entries()) {
        if (cells[variable] !== -1) continue;
        // What is on the path, and sums, follow from the rest.
        const isFree = dimension.kind !== 'path' && dimension.kind !== 'sum';
        cells[variable] = isFree ? draw(dimension.arity) : (nominal[variable] as number);
    }
    return cells;
}

/** Whether the case is one that there can be. */
export function isPossible({ store, possible }: Space, cells: ArrayLike<number>): boolean {
    return possible !== NONE && store.contains(possible, cells);
}
