// Facts out of data files. A JSON object becomes the facts of a case, or a problem that names the fact, what was given and
// what would be right; nothing here throws, and no name in a file can reach anything but a declared fact.

import { dayFromIso } from '../model/calendar.js';
import type { Fact, Policy } from '../model/policy.js';
import { printDecimal, printValue } from '../model/print.js';
import { nearest } from '../model/spelling.js';
import { type DurationUnit, SECONDS_IN, type Type } from '../model/type.js';
import type { Facts, Value } from '../model/value.js';
import { type DecimalReading, readDecimal, withoutGrouping } from './decimal.js';

export type DecodedFacts =
    | { readonly kind: 'facts'; readonly facts: Facts }
    | { readonly kind: 'problem'; readonly problem: FactProblem };

export interface FactProblem {
    /** The name as given; null where what was given is no object of facts. */
    readonly fact: string | null;
    /** What was given, as JSON, cut short if it is long. */
    readonly given: string;
    /** What would be right. */
    readonly expected: string;
    /** What was probably meant. */
    readonly suggestion: string | null;
    /** All of it in one sentence or two. */
    readonly message: string;
}

export type DecodedValue =
    | { readonly kind: 'value'; readonly value: Value }
    | { readonly kind: 'problem'; readonly problem: FactProblem };

/** Reads values for the facts of one policy; made once for many cases. */
export interface FactDecoder {
    readonly fact: (name: string) => Fact | undefined;
    /** One value of a fact, out of parsed JSON. */
    readonly value: (fact: Fact, json: unknown) => DecodedValue;
    /** A whole case out of parsed JSON; the first problem if there are several. */
    readonly facts: (json: unknown) => DecodedFacts;
    /** The problem with a name that is not a fact's. */
    readonly unknownName: (name: string, json: unknown) => FactProblem;
    /** The problem with a case that is no object. */
    readonly noObject: (json: unknown) => FactProblem;
}

/** The facts in one parsed JSON object. */
export function decodeFacts(policy: Policy, json: unknown): DecodedFacts {
    return factDecoder(policy).facts(json);
}

/** Prepares the decoding of cases for a policy. */
export function factDecoder(policy: Policy): FactDecoder {
    const byName = new Map(policy.facts.map((fact) => [fact.name, fact]));
    const choices = new Map(
        policy.choices.map(({ name, values }) => [name, new Map(values.map((value, index) => [value.name, index]))]),
    );

    const value = (fact: Fact, json: unknown): DecodedValue => {
        const positions =
            fact.type.kind === 'choice' || fact.type.kind === 'set' ? choices.get(fact.type.choice) : undefined;
        const isName = fact.type.kind === 'choice' && positions?.has('unknown') === true;
        if (json === null || (json === 'unknown' && !isName)) {
            if (fact.maybeUnknown) return UNKNOWN_VALUE;
            const problem = problemOf(
                fact,
                json,
                `${describeType(fact, positions)}; it may not be unknown, but may be left out`,
            );
            return { kind: 'problem', problem };
        }
        const read = readValue(fact, json, positions ?? NO_VALUES);
        if (read.kind === 'value') return read;
        const suggestion = read.meant ?? null;
        return { kind: 'problem', problem: problemOf(fact, json, read.expected, suggestion) };
    };

    const unknownName = (name: string, json: unknown): FactProblem => {
        const suggestion = nearest(name, byName.keys()) ?? null;
        const expected = suggestion === null ? `one of: ${[...byName.keys()].join(', ')}` : `‘${suggestion}’`;
        const hint =
            suggestion === null ? `The facts are ${listed([...byName.keys()])}.` : `Did you mean ‘${suggestion}’?`;
        return { fact: name, given: shown(json), expected, suggestion, message: `There is no fact ‘${name}’. ${hint}` };
    };

    const noObject = (json: unknown): FactProblem => {
        const message = `A case is a JSON object of facts, not ${shown(json)}.`;
        return { fact: null, given: shown(json), expected: 'a JSON object of facts', suggestion: null, message };
    };

    const facts = (json: unknown): DecodedFacts => {
        if (!isObject(json)) return { kind: 'problem', problem: noObject(json) };
        const found = new Map<string, Value>();
        for (const [name, each] of Object.entries(json)) {
            const fact = byName.get(name);
            if (!fact) return { kind: 'problem', problem: unknownName(name, each) };
            const decoded = value(fact, each);
            if (decoded.kind === 'problem') return decoded;
            found.set(name, decoded.value);
        }
        return { kind: 'facts', facts: found };
    };

    return { fact: (name) => byName.get(name), value, facts, unknownName, noObject };
}

export function isObject(json: unknown): json is Readonly<Record<string, unknown>> {
    return typeof json === 'object' && json !== null && !Array.isArray(json);
}

const NO_VALUES: ReadonlyMap<string, number> = new Map();
const UNKNOWN_VALUE: DecodedValue = { kind: 'value', value: null };

type Reading =
    | { readonly kind: 'value'; readonly value: Value }
    | { readonly kind: 'wrong'; readonly expected: string; readonly meant?: string };

const YES: Reading = { kind: 'value', value: true };
const NO: Reading = { kind: 'value', value: false };

function readValue(fact: Fact, json: unknown, positions: ReadonlyMap<string, number>): Reading {
    const { type } = fact;
    switch (type.kind) {
        case 'boolean':
            if (json === true || json === 'yes') return YES;
            return json === false || json === 'no' ? NO : wrong(describeType(fact));
        case 'choice':
            if (typeof json === 'string' && positions.has(json)) return { kind: 'value', value: json };
            return wrongName(fact, json, positions);
        case 'set': {
            if (!Array.isArray(json)) return wrong(describeType(fact, positions));
            const odd = json.find((each) => typeof each !== 'string' || !positions.has(each));
            if (odd !== undefined || json.includes(undefined)) return wrongName(fact, odd, positions);
            const distinct = [...new Set(json as readonly string[])];
            distinct.sort((left, right) => (positions.get(left) as number) - (positions.get(right) as number));
            return { kind: 'value', value: distinct };
        }
        case 'number':
            return typeof json === 'number' || typeof json === 'string'
                ? inRange(fact, readDecimal(json, type.scale), type.scale)
                : wrong(describeType(fact));
        case 'money':
            return readMoney(fact, type, json);
        case 'duration':
            return readDuration(fact, type, json);
        case 'date': {
            const day = typeof json === 'string' ? dayFromIso(json) : undefined;
            return day === undefined ? wrong(describeType(fact)) : inRange(fact, { kind: 'read', value: day }, 0);
        }
    }
}

const SYMBOLS: ReadonlyMap<string, string> = new Map([
    ['£', 'GBP'],
    ['€', 'EUR'],
    ['$', 'USD'],
    ['¥', 'JPY'],
]);

function readMoney(fact: Fact, type: Extract<Type, { kind: 'money' }>, json: unknown): Reading {
    if (typeof json === 'number') return inRange(fact, readDecimal(json, type.scale), type.scale);
    if (typeof json !== 'string') return wrong(describeType(fact));
    const parts = /^(-?)(?:([£€$¥])|([A-Z]{3})\s+)?([\d,]+(?:\.\d+)?)$/.exec(json.trim());
    const amount = parts ? withoutGrouping(parts[4] as string) : undefined;
    if (!parts || amount === undefined) return wrong(describeType(fact));
    const currency = parts[3] ?? (parts[2] === undefined ? type.currency : SYMBOLS.get(parts[2]));
    if (currency !== type.currency) return wrong(`an amount in ${type.currency}`);
    return inRange(fact, readDecimal(`${parts[1]}${amount}`, type.scale), type.scale);
}

function readDuration(fact: Fact, type: Extract<Type, { kind: 'duration' }>, json: unknown): Reading {
    const parts = typeof json === 'string' ? /^(-?\d+(?:\.\d+)?)\s*([a-z]+)?$/.exec(json.trim()) : undefined;
    if (typeof json !== 'number' && !parts) return wrong(describeType(fact));
    const unit = parts?.[2] === undefined ? type.unit : unitNamed(parts[2]);
    if (unit === undefined) return wrong(describeType(fact));
    const count = parts ? (parts[1] as string) : (json as number);
    const whole = readDecimal(count, 0);
    const read = whole.kind === 'too many decimals' ? readDecimal(count, DECIMALS_OF_A_UNIT) : whole;
    if (read.kind !== 'read') return inRange(fact, read, 0);
    const divisor = whole === read ? 1n : 10n ** BigInt(DECIMALS_OF_A_UNIT);
    const seconds = BigInt(read.value) * BigInt(SECONDS_IN[unit]);
    if (seconds % divisor !== 0n) return wrong('a whole number of seconds');
    const value = Number(seconds / divisor);
    return inRange(fact, Number.isSafeInteger(value) ? { kind: 'read', value } : { kind: 'too large' }, 0);
}

/** 604,800 seconds, the longest unit, is 2^7 · 3^3 · 5^2 · 7: no longer decimal of it is a whole number of seconds. */
const DECIMALS_OF_A_UNIT = 7;

function unitNamed(word: string): DurationUnit | undefined {
    const plural = word.endsWith('s') ? word : `${word}s`;
    return Object.hasOwn(SECONDS_IN, plural) ? (plural as DurationUnit) : undefined;
}

function inRange(fact: Fact, read: DecimalReading, scale: number): Reading {
    switch (read.kind) {
        case 'not a number':
            return wrong(describeType(fact));
        case 'too many decimals':
            return wrong(
                scale === 0
                    ? `a whole number${fact.type.kind === 'duration' ? ' of seconds' : ''}`
                    : `at most ${scale} ${scale === 1 ? 'decimal' : 'decimals'}`,
            );
        case 'too many digits':
            return wrong('text, because JSON numbers are exact to 15 digits only');
        case 'too large':
            return wrong(`a number within ±${printDecimal(Number.MAX_SAFE_INTEGER, scale)}`);
        case 'read': {
            const { min = -Infinity, max = Infinity } = fact.range ?? {};
            if (read.value >= min && read.value <= max) return { kind: 'value', value: read.value };
            return wrong(describeType(fact));
        }
    }
}

function wrong(expected: string): Reading {
    return { kind: 'wrong', expected };
}

function wrongName(fact: Fact, given: unknown, positions: ReadonlyMap<string, number>): Reading {
    const meant = typeof given === 'string' ? nearest(given, positions.keys()) : undefined;
    const expected = describeType(fact, positions);
    return meant === undefined ? { kind: 'wrong', expected } : { kind: 'wrong', expected, meant };
}

/** What a value of the fact looks like in a data file. */
export function describeType(fact: Fact, positions: ReadonlyMap<string, number> = NO_VALUES): string {
    const { type, range } = fact;
    const least = range?.min === undefined ? '' : printValue(range.min, type);
    const most = range?.max === undefined ? '' : printValue(range.max, type);
    const both = least !== '' && most !== '';
    const limits = both
        ? `, from ${least} to ${most}`
        : least !== ''
          ? `, at least ${least}`
          : most && `, at most ${most}`;
    switch (type.kind) {
        case 'boolean':
            return 'true, false, "yes" or "no"';
        case 'choice':
            return listed([...positions.keys()]);
        case 'set':
            return `a list of ${listed([...positions.keys()])}`;
        case 'number':
            return `${type.scale === 0 ? 'a whole number' : 'a number'}${limits}`;
        case 'money':
            return `an amount such as 49.99 or "${printValue(4999, { ...type, scale: 2 })}"${limits}`;
        case 'duration':
            return `a number of ${type.unit} or text such as "20 minutes"${limits}`;
        case 'date':
            return `a date that exists, as "YYYY-MM-DD"${limits}`;
    }
}

function problemOf(fact: Fact, json: unknown, expected: string, suggestion: string | null = null): FactProblem {
    const name = fact.question === undefined ? `‘${fact.name}’` : `‘${fact.name}’ (${fact.question})`;
    const hint = suggestion === null ? '' : ` Did you mean ‘${suggestion}’?`;
    const message = `${name} cannot be ${shown(json)}; right would be ${expected}.${hint}`;
    return { fact: fact.name, given: shown(json), expected, suggestion, message };
}

const MOST_SHOWN = 60;

function shown(json: unknown): string {
    const text = JSON.stringify(json) ?? 'nothing';
    return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

const MOST_LISTED = 20;

function listed(names: readonly string[]): string {
    if (names.length > MOST_LISTED)
        return `${names.slice(0, MOST_LISTED).join(', ')} or ${names.length - MOST_LISTED} others`;
    return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names[names.length - 1]}`;
}
