// Cases drawn at random that come to wanted places: most claims that nothing depends on something fall at once. The
// numbers are a fixed sequence, so that the same policy is always tried with the same cases.

import { type Diagram, NONE } from './diagram.js';
import { exitOf, type Machine, type MachineNode, type Place } from './machine.js';
import type { Goal } from './product.js';
import type { Space } from './space.js';
import type { Trail } from './trail.js';
import type { WouldBe } from './would-be.js';

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
    for (const [variable, dimension] of space.dimensions.entries()) {
        if (cells[variable] !== -1) continue;
        // What is on the path, and sums, follow from the rest.
        const isFree = dimension.kind !== 'path' && dimension.kind !== 'sum';
        cells[variable] = isFree ? draw(dimension.arity) : (nominal[variable] as number);
    }
    return cells;
}

/** The way of one case up to its would-be outcome. */
export interface Course {
    readonly places: readonly Place[];
    readonly exits: readonly number[];
    /** For each node whether it is on the way. */
    readonly passed: Uint8Array;
    readonly end: string;
}

export function courseOf(machine: Machine, goals: WouldBe, cells: ArrayLike<number>, start = machine.start): Course {
    const places: Place[] = [];
    const exits: number[] = [];
    const passed = new Uint8Array(machine.nodes.length);
    let at: Goal = start < machine.nodes.length ? { kind: 'node', node: start } : { kind: 'end', name: 'none' };
    while (at.kind === 'node') {
        const exit = exitOf(machine.space.store, machine.nodes[at.node] as MachineNode, cells);
        places.push(at.node);
        exits.push(exit);
        passed[at.node] = 1;
        at = (goals[at.node] as readonly Goal[])[exit] as Goal;
    }
    return { places, exits, passed, end: at.name };
}

/** Whether the case is one that there can be. */
export function isPossible({ store, possible }: Space, cells: ArrayLike<number>): boolean {
    return possible !== NONE && store.contains(possible, cells);
}
