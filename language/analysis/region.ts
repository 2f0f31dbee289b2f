// A set of cases in words: a few boxes, each a list of facts with the values they may have. Boxes cover the set exactly
// among the cases that matter; where no case comes, a box may spread only if that makes it shorter to say.

import type { Policy } from '../model/policy.js';
import { printValue } from '../model/print.js';
import type { QuantityType } from '../model/type.js';
import { ALL, type Diagram, type DiagramStore, NONE } from './diagram.js';
import type { Interval } from './interval.js';
import { type Dimension, GROUP_ALL, GROUP_NONE, GROUP_SOME, type Space } from './space.js';
import { listed } from './words.js';

/** For each variable the cells it may be in; undefined where it may be in any. */
export type Box = readonly (readonly number[] | undefined)[];

/** More boxes than this are no longer read. */
export const MOST_BOXES = 8;

export interface Region {
    readonly boxes: readonly Box[];
    /** Whether the boxes cover everything. */
    readonly complete: boolean;
}

/** `cases` in boxes; `care` are the cases there can be. */
export function coverCases(space: Space, cases: Diagram, care: Diagram): Region {
    const { store } = space;
    const allowed = store.or(cases, store.not(care));
    const boxes: Box[] = [];
    let left = cases;
    while (left !== NONE && boxes.length < MOST_BOXES) {
        const box = widest(space, left, allowed, cases, care);
        boxes.push(box);
        left = store.minus(left, boxCases(store, box));
    }
    return { boxes, complete: left === NONE };
}

/** `value is unknown`; `offence is shoplifting or tfmv, and value over £50`. */
export function tellRegion(policy: Policy, space: Space, region: Region): string {
    const texts = region.boxes.map((box) => tellBox(policy, space, box));
    if (texts.some((text) => text === '')) return 'always';
    const joined = texts.length > 1 ? texts.map((text) => (text.includes(' and ') ? `(${text})` : text)) : texts;
    return region.complete ? joined.join(' or ') : `${joined.join(' or ')} or in further cases`;
}

export function boxCases(store: DiagramStore, box: Box): Diagram {
    let cases: Diagram = ALL;
    for (let variable = box.length - 1; variable >= 0; variable--) {
        const cells = box[variable];
        if (cells) cases = store.and(store.literal(variable, cells), cases);
    }
    return cases;
}

function widest(space: Space, left: Diagram, allowed: Diagram, cases: Diagram, care: Diagram): Box {
    const { store, dimensions, cost } = space;
    const start = (store.cheapest(left, cost) as { cells: Int32Array }).cells;
    const box: (readonly number[] | undefined)[] = Array.from(start, (cell) => (cell < 0 ? undefined : [cell]));
    const fits = () => store.isSubset(boxCases(store, box), allowed);
    const widen = (variable: number, cells: readonly number[] | undefined): boolean => {
        const before = box[variable];
        box[variable] = cells;
        if (fits()) return true;
        box[variable] = before;
        return false;
    };
    // Facts that do not matter are dropped first, from the top: what is asked last says least about where a case stands.
    for (const variable of dimensions.keys()) if (box[variable]) widen(variable, undefined);
    for (const [variable, dimension] of dimensions.entries()) {
        if (!box[variable]) continue;
        for (let cell = 0; cell < dimension.arity; cell++) {
            const now = box[variable] as readonly number[];
            if (now.includes(cell)) continue;
            const isNumber = dimension.kind === 'quantity' || dimension.kind === 'sum';
            if (!isNumber || isUnknownCell(dimension, cell)) {
                // A value is named only if some case of the set has it here.
                const only = [...box];
                only[variable] = [cell];
                if (store.and(store.and(boxCases(store, only), care), cases) === NONE) continue;
            }
            widen(
                variable,
                [...now, cell].sort((a, b) => a - b),
            );
        }
        if (dimension.kind === 'choice') widenToFewExceptions(variable, dimension);
    }
    return box;

    /** Values that never come here are taken in if that leaves fewer to be named as exceptions. */
    function widenToFewExceptions(variable: number, dimension: Extract<Dimension, { kind: 'choice' }>): void {
        const now = box[variable] as readonly number[];
        const valuesIn = (cells: readonly number[]) => cells.flatMap((cell) => dimension.cells[cell] ?? []).length;
        const most = dimension.cells.flat().length;
        const wide = [...now];
        for (let cell = 0; cell < dimension.cells.length; cell++) {
            if (!wide.includes(cell) && widen(variable, [...wide, cell])) wide.push(cell);
        }
        const isShorter = most - valuesIn(wide) < Math.min(valuesIn(now), most - valuesIn(now));
        box[variable] = isShorter ? wide.sort((a, b) => a - b) : now;
    }
}

/** A box as a condition; empty if it says nothing. */
export function tellBox(policy: Policy, space: Space, box: Box): string {
    const order = factOrder(space);
    const parts = box.flatMap((cells, variable) => {
        const dimension = space.dimensions[variable] as Dimension;
        if (!cells || cells.length === dimension.arity) return [];
        return [{ text: tellCells(policy, space, dimension, cells), at: order(dimension) }];
    });
    return parts
        .filter(({ text }) => text !== '')
        .sort((a, b) => a.at - b.at)
        .map(({ text }) => text)
        .join(' and ');
}

function factOrder(space: Space): (dimension: Dimension) => number {
    const names = [...space.facts.keys()];
    return (dimension) => {
        if (dimension.kind === 'path') return names.length;
        return names.indexOf(dimension.kind === 'sum' ? (dimension.terms[0]?.fact as string) : dimension.fact);
    };
}

function isUnknownCell(dimension: Dimension, cell: number): boolean {
    return 'unknown' in dimension && dimension.unknown === cell;
}

function tellCells(policy: Policy, space: Space, dimension: Dimension, cells: readonly number[]): string {
    switch (dimension.kind) {
        case 'path':
            return cells.includes(1) ? 'it was so decided' : 'it was not so decided';
        case 'presence':
            return `${dimension.fact} is ${cells.includes(1) ? 'unknown' : 'known'}`;
        case 'group':
            return tellGroup(dimension, cells);
        case 'sum': {
            const name = dimension.terms.map(({ fact, coefficient }, i) => tellTerm(fact, coefficient, i)).join(' ');
            const type = space.facts.get(dimension.terms[0]?.fact as string)?.type as QuantityType;
            return `${name} ${tellIntervals(runs(dimension.cells, cells), differenceType(type))}`;
        }
        case 'boolean':
        case 'choice':
        case 'quantity': {
            const { fact, unknown } = dimension;
            const isUnknown = unknown !== null && cells.includes(unknown);
            const known = cells.filter((cell) => cell !== unknown);
            if (known.length === 0) return `${fact} is unknown`;
            const knownCount = dimension.arity - (unknown === null ? 0 : 1);
            if (known.length === knownCount) return isUnknown ? '' : `${fact} is known`;
            const text = tellKnown(policy, space, dimension, known);
            return isUnknown ? `${text} or unknown` : text;
        }
    }
}

function tellKnown(
    policy: Policy,
    space: Space,
    dimension: Extract<Dimension, { kind: 'boolean' | 'choice' | 'quantity' }>,
    cells: readonly number[],
): string {
    const { fact } = dimension;
    switch (dimension.kind) {
        case 'boolean':
            return `${fact} is ${cells.includes(1) ? 'yes' : 'no'}`;
        case 'choice': {
            const inside = cells.flatMap((cell) => dimension.cells[cell] as readonly string[]);
            const all = dimension.cells.flat();
            const outside = all.filter((value) => !inside.includes(value));
            const category = categoryOf(policy, inside) ?? '';
            if (category !== '') return `${fact} is ${category}`;
            const excluded = categoryOf(policy, outside) ?? '';
            if (excluded !== '') return `${fact} is not ${excluded}`;
            return outside.length < inside.length
                ? `${fact} is not ${tellValues(outside)}`
                : `${fact} is ${tellValues(inside)}`;
        }
        case 'quantity':
            return `${fact} ${tellIntervals(runs(dimension.cells, cells), space.facts.get(fact)?.type as QuantityType)}`;
    }
}

/** The category that holds just these values now, if one does. */
function categoryOf(policy: Policy, values: readonly string[]): string | undefined {
    if (values.length < 2) return undefined;
    return policy.categories.find((category) => {
        const members = category.members.at(-1)?.value ?? [];
        return members.length === values.length && members.every((member) => values.includes(member));
    })?.name;
}

const MOST_VALUES_TOLD = 6;

function tellValues(values: readonly string[]): string {
    if (values.length <= MOST_VALUES_TOLD) return listed(values, 'or');
    return `${values.slice(0, MOST_VALUES_TOLD - 1).join(', ')} or ${values.length - MOST_VALUES_TOLD + 1} others`;
}

/** Neighbouring cells as one interval. */
function runs(intervals: readonly Interval[], cells: readonly number[]): readonly Interval[] {
    const found: Interval[] = [];
    for (const cell of cells) {
        const next = intervals[cell] as Interval;
        const last = found.at(-1);
        if (last && last.high + 1 === next.low) found[found.length - 1] = { low: last.low, high: next.high };
        else found.push(next);
    }
    return found;
}

function tellIntervals(intervals: readonly Interval[], type: QuantityType): string {
    return intervals.map((interval) => tellInterval(interval, type)).join(' or ');
}

function tellInterval({ low, high }: Interval, type: QuantityType): string {
    const isStart = !Number.isFinite(low) || (low === 0 && type.kind === 'duration');
    if (isStart && Number.isFinite(high)) return tellUpper(high, type);
    if (low === high) return `exactly ${printValue(low, type)}`;
    if (!Number.isFinite(high)) return tellLower(low, type);
    return `from ${printValue(low, type)} to ${printValue(high, type)}`;
}

/** `at most £50` or `under £50`, whichever is the rounder number. */
function tellUpper(high: number, type: QuantityType): string {
    return isRounder(high + 1, high, type)
        ? `under ${printValue(high + 1, type)}`
        : `at most ${printValue(high, type)}`;
}

function tellLower(low: number, type: QuantityType): string {
    return isRounder(low - 1, low, type) ? `over ${printValue(low - 1, type)}` : `at least ${printValue(low, type)}`;
}

function isRounder(a: number, b: number, type: QuantityType): boolean {
    if (type.kind === 'date') return false;
    return printValue(a, type).length < printValue(b, type).length;
}

function differenceType(type: QuantityType): QuantityType {
    return type.kind === 'date' ? { kind: 'number', scale: 0, unit: 'days' } : type;
}

function tellTerm(fact: string, coefficient: number, index: number): string {
    const size = Math.abs(coefficient) === 1 ? fact : `${Math.abs(coefficient)} * ${fact}`;
    if (index === 0) return coefficient < 0 ? `-${size}` : size;
    return coefficient < 0 ? `- ${size}` : `+ ${size}`;
}

function tellGroup({ fact, members }: Extract<Dimension, { kind: 'group' }>, cells: readonly number[]): string {
    const names = members.join(', ');
    if (cells.length === 1) {
        switch (cells[0]) {
            case GROUP_NONE:
                return `${fact} has none of ${names}`;
            case GROUP_ALL:
                return `${fact} has ${members.length > 1 ? 'all of ' : ''}${names}`;
            default:
                return `${fact} has some but not all of ${names}`;
        }
    }
    if (cells.includes(GROUP_SOME) && cells.includes(GROUP_ALL)) return `${fact} has any of ${names}`;
    if (cells.includes(GROUP_SOME)) return `${fact} has not all of ${names}`;
    return `${fact} has all or none of ${names}`;
}
