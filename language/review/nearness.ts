// How near one case is to another: the cells of a case, what it costs to leave them, and the nearest value in a new one.

import type { Interval } from '../analysis/interval.js';
import type { Space } from '../analysis/space.js';
import type { Study } from '../analysis/study.js';
import type { Policy } from '../model/policy.js';
import type { QuantityType } from '../model/type.js';
import type { Facts, Value } from '../model/value.js';
import { grainOf, wholeCells } from './case-cells.js';

/** A day outside the policy's own dates has no cell: it has to change. */
export function isOutside({ dimensions, ofFact }: Space, name: string, base: Facts): boolean {
    const dimension = dimensions[ofFact.get(name)?.[0] ?? -1];
    const value = base.get(name);
    if (dimension?.kind !== 'quantity' || typeof value !== 'number') return false;
    return !dimension.cells.some(({ low, high }) => low <= value && value <= high);
}

export function sameCells({ ofFact }: Space, name: string, a: Int32Array, b: Int32Array): boolean {
    return (ofFact.get(name) ?? []).every((variable) => a[variable] === b[variable]);
}

/** The cells of the case; of facts that it has no cell for the plainest. */
export function cellsAround({ policy, space }: Study, base: Facts): Int32Array {
    const inside = new Map(base);
    for (const name of clockOf(policy)) if (isOutside(space, name, base)) inside.delete(name);
    return wholeCells(space, inside) ?? space.nominal;
}

/** Whether some condition compares the fact with others. */
export function isSummed({ dimensions }: Space, name: string): boolean {
    return dimensions.some((each) => each.kind === 'sum' && each.terms.some((term) => term.fact === name));
}

/** The end of a smaller interval that lies next to the number given; undefined if the fact is no such number. */
export function nearestValue(space: Space, name: string, cells: Int32Array, base: Facts): number | undefined {
    const [variable = -1] = space.ofFact.get(name) ?? [];
    const dimension = space.dimensions[variable];
    const [cell, value] = [cells[variable] as number, base.get(name)];
    if (dimension?.kind !== 'quantity' || typeof value !== 'number' || cell === dimension.unknown) return undefined;
    if (isSummed(space, name)) return undefined;
    const { low, high } = dimension.cells[cell] as Interval;
    if (high >= value) return undefined;
    const type = space.facts.get(name)?.type as QuantityType;
    const round = Math.floor(high / grainOf(type)) * grainOf(type);
    return round >= low ? round : high;
}

/** Of numbers between one that serves and one that does not, the one at which it turns (bisection). */
export function closest(serves: Value, from: Value | undefined, isServed: (value: number) => boolean): Value {
    if (typeof serves !== 'number' || typeof from !== 'number') return serves;
    let [near, far] = [serves, from];
    while (Math.abs(near - far) > 1) {
        const middle = Math.trunc(near + (far - near) / 2);
        if (isServed(middle)) near = middle;
        else far = middle;
    }
    return near;
}

/** One for every cell that the case is not in, and a trifle more the farther a number has to move. */
export function distances(space: Space, cells: Int32Array): readonly (readonly number[])[] {
    return space.dimensions.map(({ kind, arity }, variable) => {
        const here = cells[variable] as number;
        return Array.from({ length: arity }, (_, cell) => {
            if (kind === 'sum' || kind === 'path' || cell === here) return 0;
            return 1 + (kind === 'quantity' ? Math.abs(cell - here) * TRIFLE : 0);
        });
    });
}

const TRIFLE = 1e-6;

export function clockOf({ clock }: Policy): readonly string[] {
    return clock === undefined ? [] : [clock];
}
