// From cells to values that a person can read: the default where it fits, else the value nearest to the cut, and of
// several as near the roundest.

import type { Fact } from '../model/policy.js';
import { SECONDS_IN } from '../model/type.js';
import type { Facts, Value } from '../model/value.js';
import type { Interval } from './interval.js';
import { GROUP_ALL, GROUP_SOME, type Space } from './space.js';
import { clusters, valuesInCluster } from './theory.js';

/** A value for every fact of the space, in the cells given: the one that `known` has for it, if that lies there. */
export function valuesOf(space: Space, cells: ArrayLike<number>, known: Facts = new Map()): Facts {
    const values = new Map<string, Value>();
    for (const [name, declared] of space.facts) {
        const fact = { ...declared, ...usual(known.get(name) ?? declared.default) };
        values.set(name, factValue(space, fact, cells));
    }
    for (const cluster of clusters(space.dimensions, space.ofFact)) {
        const facts = cluster.facts.flatMap((variable) => {
            const dimension = space.dimensions[variable];
            const cell = cells[variable] as number;
            if (dimension?.kind !== 'quantity' || cell === dimension.unknown) return [];
            const interval = dimension.cells[cell] as Interval;
            const declared = space.facts.get(dimension.fact) as Fact;
            const fact = { ...declared, ...usual(known.get(declared.name) ?? declared.default) };
            return [{ fact: fact.name, cell: interval, preferred: readable(fact, interval) }];
        });
        const there = new Set(facts.map(({ fact }) => fact));
        const sums = cluster.sums.flatMap((variable) => {
            const dimension = space.dimensions[variable];
            if (dimension?.kind !== 'sum' || dimension.terms.some((term) => !there.has(term.fact))) return [];
            return [{ terms: dimension.terms, cell: dimension.cells[cells[variable] as number] as Interval }];
        });
        for (const [name, value] of valuesInCluster(facts, sums)) values.set(name, value);
    }
    return values;
}

function usual(value: Value | undefined): { readonly default?: Value } {
    return value === undefined ? {} : { default: value };
}

function factValue(space: Space, fact: Fact, cells: ArrayLike<number>): Value {
    const members: string[] = [];
    for (const variable of space.ofFact.get(fact.name) ?? []) {
        const dimension = space.dimensions[variable];
        const cell = cells[variable] as number;
        switch (dimension?.kind) {
            case 'boolean':
                return cell === dimension.unknown ? null : cell === 1;
            case 'choice': {
                if (cell === dimension.unknown) return null;
                const values = dimension.cells[cell] as readonly string[];
                return values.includes(fact.default as string) ? (fact.default as string) : (values[0] as string);
            }
            case 'quantity':
                if (cell === dimension.unknown) return null;
                return readable(fact, dimension.cells[cell] as Interval)[0] as number;
            case 'presence':
                if (cell === 1) return null;
                break;
            case 'group':
                if (cell === GROUP_ALL) members.push(...dimension.members);
                if (cell === GROUP_SOME) members.push(...someOf(dimension.members, fact.default));
                break;
            default:
                break;
        }
    }
    return members;
}

/** Some but not all of the members: the usual ones, if that is what they are. */
function someOf(members: readonly string[], usually: Value | undefined): readonly string[] {
    const held = Array.isArray(usually) ? members.filter((member) => usually.includes(member)) : [];
    return held.length > 0 && held.length < members.length ? held : members.slice(0, 1);
}

/** Values of the interval in the order in which a person would choose them. */
function readable(fact: Fact, cell: Interval): readonly number[] {
    const inside = (value: number) => cell.low <= value && value <= cell.high;
    const isCut = { low: Number.isFinite(cell.low), high: Number.isFinite(cell.high) };
    // From a usual value above the interval one comes to its upper end first.
    const fromAbove = typeof fact.default === 'number' && fact.default > cell.high;
    const upwards = isCut.low && !(fromAbove && isCut.high);
    const nearest = upwards ? cell.low : isCut.high ? cell.high : 0;
    const candidates: number[] = [];
    if (typeof fact.default === 'number') candidates.push(fact.default);
    for (const grain of grainsOf(fact)) {
        const round = upwards ? Math.ceil(nearest / grain) * grain : Math.floor(nearest / grain) * grain;
        candidates.push(round === 0 ? 0 : round);
        if (isCut.low && isCut.high && !inside(round)) candidates.push(Math.floor(cell.high / grain) * grain);
    }
    const fitting = [...new Set(candidates)].filter(inside);
    return fitting.length > 0 ? fitting : [nearest];
}

/** What counts as round, roundest first; the last one always fits. */
function grainsOf({ type }: Fact): readonly number[] {
    switch (type.kind) {
        case 'duration':
            return [SECONDS_IN[type.unit], SECONDS_IN.hours, SECONDS_IN.minutes, 1].filter(
                (grain) => grain <= SECONDS_IN[type.unit],
            );
        case 'number':
            // Hundredths are how people write numbers; beyond that the rounder number is the plainer one.
            return type.scale <= 2 ? [1] : [10 ** (type.scale - 2), 10 ** Math.max(0, type.scale - 4), 1];
        default:
            return [1];
    }
}
