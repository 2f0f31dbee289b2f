// Cases as rows of numbers: every fact has its slots in a row, defaults filled in. A yes/no fact or a choice is a small
// code, a quantity its scaled integer, a set a bit mask. Many rows may stand one behind the other in one array.

import type { Fact, Policy } from '../model/policy.js';
import type { Facts, Value } from '../model/value.js';
import { MISSING, UNKNOWN } from './truth.js';

export type Row = Float64Array;

/** Quantities: smaller and larger than every value, so that comparisons sort them out. */
export const MISSING_QUANTITY = -Infinity;
export const UNKNOWN_QUANTITY = Infinity;

/** First word of a set. */
export const MISSING_SET = -2;
export const UNKNOWN_SET = -1;
export const BITS_IN_WORD = 30;

export interface Slot {
    readonly fact: Fact;
    /** Position of its first number in the row. */
    readonly at: number;
    readonly words: number;
    /** Position of each value in its choice; empty for other types. */
    readonly positions: ReadonlyMap<string, number>;
    readonly mayBeUnknown: boolean;
    readonly mayBeMissing: boolean;
}

export interface RowLayout {
    readonly width: number;
    readonly slots: readonly Slot[];
    readonly slotOf: ReadonlyMap<string, Slot>;
    /** The row of a case that gives no fact. */
    readonly blank: Row;
}

/** Where each fact of the policy stands in a row. */
export function rowLayout(policy: Policy): RowLayout {
    const slots: Slot[] = [];
    let width = 0;
    for (const fact of policy.facts) {
        const positions = new Map(choiceValues(policy, fact).map((name, position) => [name, position]));
        const words = fact.type.kind === 'set' ? Math.max(1, Math.ceil(positions.size / BITS_IN_WORD)) : 1;
        const mayBeUnknown = fact.maybeUnknown || fact.default === null;
        const mayBeMissing = fact.default === undefined && !fact.maybeUnknown;
        slots.push({ fact, at: width, words, positions, mayBeUnknown, mayBeMissing });
        width += words;
    }
    const blank = new Float64Array(width);
    for (const slot of slots) {
        if (slot.mayBeMissing) writeAbsent(blank, slot, 0, 'missing');
        else writeValue(blank, slot, slot.fact.default ?? null, 0);
    }
    return { width, slots, slotOf: new Map(slots.map((slot) => [slot.fact.name, slot])), blank };
}

/** Writes the row of a case at `offset`. A value of the wrong type is a bug of the caller: `decodeFacts` checks them. */
export function encodeFacts(layout: RowLayout, facts: Facts, row: Row, offset: number): void {
    row.set(layout.blank, offset);
    facts.forEach((value, name) => {
        const slot = layout.slotOf.get(name);
        if (slot) writeValue(row, slot, value, offset);
    });
}

/** Writes one value. */
export function writeValue(row: Row, slot: Slot, value: Value, offset: number): void {
    const at = offset + slot.at;
    if (value === null) {
        if (!slot.mayBeUnknown) throw new TypeError(`‘${slot.fact.name}’ may not be unknown`);
        writeAbsent(row, slot, offset, 'unknown');
    } else if (typeof value === 'number') {
        row[at] = value;
    } else if (typeof value === 'boolean') {
        row[at] = value ? 1 : 0;
    } else if (typeof value === 'string') {
        row[at] = positionOf(slot, value);
    } else {
        for (let word = 0; word < slot.words; word++) row[at + word] = 0;
        for (const name of value) {
            const position = positionOf(slot, name);
            const word = at + Math.floor(position / BITS_IN_WORD);
            row[word] = (row[word] as number) | (1 << (position % BITS_IN_WORD));
        }
    }
}

/** Codes of a fact with `size` values: the values, then unknown, then missing. */
export function unknownCode(size: number): number {
    return size;
}

function writeAbsent(row: Row, slot: Slot, offset: number, how: 'unknown' | 'missing'): void {
    const at = offset + slot.at;
    switch (slot.fact.type.kind) {
        case 'boolean':
            row[at] = how === 'unknown' ? UNKNOWN : MISSING;
            return;
        case 'choice':
            row[at] = unknownCode(slot.positions.size) + (how === 'unknown' ? 0 : 1);
            return;
        case 'set':
            row[at] = how === 'unknown' ? UNKNOWN_SET : MISSING_SET;
            return;
        case 'number':
        case 'money':
        case 'duration':
        case 'date':
            row[at] = how === 'unknown' ? UNKNOWN_QUANTITY : MISSING_QUANTITY;
    }
}

function positionOf(slot: Slot, name: string): number {
    const position = slot.positions.get(name);
    if (position === undefined) throw new RangeError(`‘${slot.fact.name}’ has no value ‘${name}’`);
    return position;
}

function choiceValues(policy: Policy, fact: Fact): readonly string[] {
    if (fact.type.kind !== 'choice' && fact.type.kind !== 'set') return [];
    const name = fact.type.choice;
    return policy.choices.find((choice) => choice.name === name)?.values.map((value) => value.name) ?? [];
}
