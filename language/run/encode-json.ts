// Parsed JSON straight into rows, with the same problems as `decodeFacts`: what most lines hold most of the time, yes, no
// and choice values, takes no detour.

import type { Policy } from '../model/policy.js';
import { type FactProblem, factDecoder, isObject } from './facts.js';
import { type Row, type RowLayout, type Slot, writeValue } from './row.js';

/** Writes the row of a case at `offset`; gives the first problem, after which the row means nothing. */
export type EncodeJson = (json: unknown, row: Row, offset: number) => FactProblem | null;

/** Prepares the encoding of cases for a policy. */
export function jsonEncoder(policy: Policy, layout: RowLayout): EncodeJson {
    const decoder = factDecoder(policy);
    const { slotOf, blank } = layout;
    return (json, row, offset) => {
        if (!isObject(json)) return decoder.noObject(json);
        row.set(blank, offset);
        for (const name of Object.keys(json)) {
            const slot = slotOf.get(name);
            if (!slot) return decoder.unknownName(name, json[name]);
            if (writePlain(row, slot, json[name], offset)) continue;
            const decoded = decoder.value(slot.fact, json[name]);
            if (decoded.kind === 'problem') return decoded.problem;
            writeValue(row, slot, decoded.value, offset);
        }
        return null;
    };
}

function writePlain(row: Row, slot: Slot, json: unknown, offset: number): boolean {
    const { kind } = slot.fact.type;
    if (typeof json === 'boolean' && kind === 'boolean') {
        row[offset + slot.at] = json ? 1 : 0;
        return true;
    }
    const position = typeof json === 'string' && kind === 'choice' ? slot.positions.get(json) : undefined;
    if (position === undefined) return false;
    row[offset + slot.at] = position;
    return true;
}
