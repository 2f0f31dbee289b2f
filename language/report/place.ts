// Places and values as files for other tools give them: lines and columns from 1, values as `tenet decide` reads them.

import { isoFromDay } from '../model/calendar.js';
import type { Origin } from '../model/origin.js';
import type { Policy } from '../model/policy.js';
import { printDecimal } from '../model/print.js';
import { SECONDS_IN, type Type } from '../model/type.js';
import type { Facts, Value } from '../model/value.js';

/** What a document is called in a report. */
export type NameOfFile = (uri: string) => string;

/** Lines and columns count from 1, columns in UTF-16 characters; the end is excluded. */
export interface Place {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly endLine: number;
    readonly endColumn: number;
}

export function placeOf({ uri, range: { start, end } }: Origin, nameOf: NameOfFile): Place {
    return {
        file: nameOf(uri),
        line: start.line + 1,
        column: start.character + 1,
        endLine: end.line + 1,
        endColumn: end.character + 1,
    };
}

export type JsonValue = boolean | number | string | null | readonly string[];

/** Facts that `tenet decide` reads back as the same case. */
export function factsJson(policy: Policy, facts: Facts): Readonly<Record<string, JsonValue>> {
    const entries: [string, JsonValue][] = [];
    for (const { name, type } of policy.facts) {
        const value = facts.get(name);
        if (value !== undefined) entries.push([name, valueJson(value, type)]);
    }
    return Object.fromEntries(entries);
}

/** Decimals are texts wherever a number could lose a digit on its way. */
function valueJson(value: Value, type: Type): JsonValue {
    if (typeof value !== 'number') return value;
    switch (type.kind) {
        case 'date':
            return isoFromDay(value);
        case 'duration': {
            const count = value / SECONDS_IN[type.unit];
            return Number.isInteger(count) ? count : `${value} seconds`;
        }
        case 'number':
        case 'money': {
            const text = printDecimal(value, type.scale);
            return text.length <= DIGITS_OF_A_NUMBER ? Number(text) : text;
        }
        case 'boolean':
        case 'choice':
        case 'set':
            return value;
    }
}

/** Every decimal of so many digits survives as a JSON number. */
const DIGITS_OF_A_NUMBER = 15;
