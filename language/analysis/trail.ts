// From a set of cases at some place back to one whole case: each step back fixes what was forgotten on the way. The
// case that comes out really takes the way that was walked back.

import type { Diagram, DiagramStore } from './diagram.js';
import { NONE } from './diagram.js';

export interface Trail {
    readonly store: DiagramStore;
    /** How cases come to a place; `from` is -1 for those that start there. */
    arrivals(place: number): readonly Arrival[];
}

export interface Arrival {
    readonly from: number;
    readonly exit: number;
    /** The cases that leave `from` this way, over the variables live there. */
    readonly cases: Diagram;
    /** Variables that are written on the way. */
    readonly writes?: readonly { readonly variable: number; readonly cell: number }[];
}

/** The cells of one case that comes to `place` as one of `cases`; nominal where they do not matter. */
export function traceBack(
    trail: Trail,
    place: number,
    cases: Diagram,
    nominal: Int32Array,
    cost: readonly (readonly number[])[],
): Int32Array {
    const { store } = trail;
    const cells = new Int32Array(nominal.length).fill(-1);
    const fix = (set: Diagram): void => {
        const chosen = store.cheapest(set, cost);
        if (!chosen) throw new RangeError('no case can be traced from an empty set');
        chosen.cells.forEach((cell, variable) => {
            if (cell >= 0) cells[variable] = cell;
        });
    };
    fix(cases);
    for (let at = place; at >= 0; ) {
        let best: { from: number; set: Diagram; cost: number; before: Int32Array } | undefined;
        for (const arrival of trail.arrivals(at)) {
            const { writes = [] } = arrival;
            if (writes.some(({ variable, cell }) => cells[variable] !== -1 && cells[variable] !== cell)) continue;
            const before = cells.slice();
            for (const { variable } of writes) before[variable] = -1;
            const set = store.restrict(arrival.cases, before);
            if (set === NONE) continue;
            const price = store.cheapest(set, cost)?.cost ?? Number.POSITIVE_INFINITY;
            if (!best || price < best.cost) best = { from: arrival.from, set, cost: price, before };
        }
        if (!best) throw new RangeError(`no way back from place ${at}`);
        cells.set(best.before);
        fix(best.set);
        at = best.from;
    }
    return cells.map((cell, variable) => (cell < 0 ? (nominal[variable] as number) : cell));
}
