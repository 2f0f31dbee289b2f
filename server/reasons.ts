// Why a condition holds in a case, or fails, in the words of line ends: the values that settled it, and where a limit was
// missed, by how much.

import { describeValue, type Policy, printValue } from '../language/index.js';
import type { Condition } from '../language/model/condition.js';
import type { FlowNode } from '../language/model/policy.js';
import { printDecimal } from '../language/model/print.js';
import type { Type } from '../language/model/type.js';
import type { Dated, Facts } from '../language/model/value.js';
import { versionOn } from '../language/model/value.js';
import { definitionNamed } from '../language/run/conditions.js';
import { clockDay, factNamed, lookUp } from '../language/run/given.js';
import { truthOf } from '../language/run/interpret.js';
import { formValue, scoreValue } from '../language/run/trace.js';

export interface AskedCase {
    readonly policy: Policy;
    readonly facts: Facts;
}

/** A condition without parts that settled a larger one. */
export type Leaf = Extract<
    Condition,
    { kind: 'constant' | 'fact' | 'member' | 'contains' | 'compare' | 'known' | 'decided-by' | 'answered' | 'asked' }
>;

/** What made a condition what it is: the first part that fails where all have to hold, all parts where one would do. */
export function settling(asked: AskedCase, condition: Condition): readonly Leaf[] {
    const within = (parts: readonly Condition[]): readonly Leaf[] => parts.flatMap((part) => settling(asked, part));
    const are = (parts: readonly Condition[], ...wanted: readonly string[]): readonly Condition[] =>
        parts.filter((part) => wanted.includes(truthOf(asked.policy, asked.facts, part)));
    switch (condition.kind) {
        case 'not':
        case 'established':
            return settling(asked, condition.of);
        case 'definition':
            return settling(asked, definitionNamed(condition.name, { ...asked, day: undefined }));
        case 'known':
            return condition.of.kind === 'condition' ? settling(asked, condition.of.condition) : [condition];
        case 'and': {
            const first = are(condition.of, 'no')[0] ?? are(condition.of, 'unknown', 'missing')[0];
            return within(first ? [first] : condition.of);
        }
        case 'or': {
            const [first] = are(condition.of, 'yes');
            return within(first ? [first] : condition.of);
        }
        case 'at-least':
            return within(are(condition.of, truthOf(asked.policy, asked.facts, condition)));
        case 'constant':
        case 'fact':
        case 'member':
        case 'contains':
        case 'compare':
        case 'decided-by':
        case 'answered':
        case 'asked':
            return [condition];
    }
}

export interface Telling {
    /** Say what limit a comparison missed, and by how much. */
    readonly limits?: boolean;
    /** Between a name and its value. */
    readonly is?: ' is ' | ' = ';
    /** The question, so that what it looks at has a name. */
    readonly node?: FlowNode;
}

/** More values than this are no reason that anybody reads at the end of a line. */
const MOST_VALUES = 3;

/** `age is 34`, `income is £21,400, limit £18,000 (£3,400 over)`; empty where nothing of the case settled it. */
export function tellReasons(asked: AskedCase, leaves: readonly Leaf[], telling: Telling = {}): string {
    const told = new Map<string, string>();
    for (const leaf of leaves) {
        for (const { name, text } of readings(asked, leaf, telling)) {
            if (!told.has(name) && told.size < MOST_VALUES) told.set(name, `${name}${telling.is ?? ' is '}${text}`);
        }
    }
    return [...told.values()].join(', ');
}

interface Reading {
    readonly name: string;
    readonly text: string;
}

function readings(asked: AskedCase, leaf: Leaf, telling: Telling): readonly Reading[] {
    switch (leaf.kind) {
        case 'fact':
        case 'member':
        case 'contains':
            return valueOfFact(asked, leaf.fact);
        case 'known':
            return leaf.of.kind === 'fact' ? valueOfFact(asked, leaf.of.fact) : [];
        case 'compare':
            return comparison(asked, leaf, telling);
        case 'constant':
        case 'decided-by':
        case 'answered':
        case 'asked':
            return [];
    }
}

/** The value of a fact, unless it is missing. */
export function valueOfFact({ policy, facts }: AskedCase, name: string): readonly Reading[] {
    const fact = factNamed(policy, name);
    const seen = lookUp(fact, facts);
    return seen.source === 'missing' ? [] : [{ name, text: describeValue(policy, fact, seen.value) }];
}

type Compare = Extract<Condition, { kind: 'compare' }>;

function comparison(asked: AskedCase, compare: Compare, telling: Telling): readonly Reading[] {
    const { policy, facts } = asked;
    const quantity = quantityOf(asked, compare, telling.node);
    if (!quantity) {
        const names = versionOn(compare.form, clockDay(policy, facts)).terms;
        return names.flatMap((term) => (term.of === 'fact' ? valueOfFact(asked, term.name) : []));
    }
    const { name, value, limit, type } = quantity;
    if (value === 'missing') return [];
    if (value === 'unknown') return [{ name, text: 'unknown' }];
    const text = quantity.print(value);
    const missed = telling.limits && truthOf(policy, facts, compare) === 'no';
    if (!missed || limit === undefined || compare.operator === '!=') return [{ name, text }];
    if (compare.operator === '=') return [{ name, text: `${text}, not ${quantity.print(limit)}` }];
    const off = value - limit;
    return [{ name, text: `${text}, limit ${quantity.print(limit)}${tellDistance(off, type, quantity.print)}` }];
}

/** ` (£3,400 over)`, ` (3 days after)`. */
function tellDistance(off: number, type: Type['kind'], print: (amount: number) => string): string {
    if (off === 0) return '';
    const distance = Math.abs(off);
    if (type !== 'date') return ` (${print(distance)} ${off > 0 ? 'over' : 'under'})`;
    return ` (${distance} ${distance === 1 ? 'day' : 'days'} ${off > 0 ? 'after' : 'before'})`;
}

interface Quantity {
    readonly name: string;
    readonly type: Type['kind'];
    readonly value: number | 'unknown' | 'missing';
    /** What it is compared with; undefined if that is no fixed amount, or none that its type can write. */
    readonly limit: number | undefined;
    readonly print: (amount: number) => string;
}

type Form = Compare['form'][number]['value'];

/** What a comparison is about, if that has a name: a fact, a score, a definition, what the question looks at. */
function quantityOf(asked: AskedCase, compare: Compare, node: FlowNode | undefined): Quantity | undefined {
    const { policy, facts } = asked;
    const day = clockDay(policy, facts);
    const form = versionOn(compare.form, day);
    const [term] = form.terms;
    if (!term) return undefined;
    const counted = (sum: bigint | 'unknown' | 'missing') => (typeof sum === 'bigint' ? Number(sum) : sum);
    if (form.terms.length === 1) {
        const own: Form = { terms: [{ ...term, coefficient: 1 }], constant: 0 };
        const limit = limitIn(form, own);
        const { name } = term;
        if (term.of === 'score') {
            const score = policy.scores.find((each) => each.name === name);
            if (!score) return undefined;
            const print = (amount: number): string => printDecimal(amount, score.scale);
            return { name, type: 'number', value: counted(scoreValue(policy, facts, score)), limit, print };
        }
        const fact = factNamed(policy, name);
        const seen = lookUp(fact, facts);
        const value = seen.source === 'missing' ? 'missing' : seen.value === null ? 'unknown' : Number(seen.value);
        return { name, type: fact.type.kind, value, limit, print: (amount) => describeValue(policy, fact, amount) };
    }
    for (const { name, type, form: dated } of namedForms(policy, node)) {
        const own = versionOn(dated, day);
        if (!isMultiple(form, own)) continue;
        const value = counted(formValue(policy, facts, dated));
        const print = (amount: number): string => printValue(amount, type);
        return { name, type: type.kind, value, limit: limitIn(form, own), print };
    }
    return undefined;
}

function namedForms(
    { definitions }: Policy,
    node: FlowNode | undefined,
): readonly { readonly name: string; readonly type: Type; readonly form: Dated<Form> }[] {
    const looked = (node?.subjects ?? []).flatMap(({ text, type, value }) =>
        value.kind === 'quantity' ? [{ name: text, type, form: value.form }] : [],
    );
    const defined = definitions.flatMap(({ name, value }) =>
        value.kind === 'quantity' ? [{ name, type: value.type, form: value.form }] : [],
    );
    return [...looked, ...defined];
}

/** Whether the terms of two forms are the same but for one factor. */
function isMultiple(form: Form, of: Form): boolean {
    const [first, own] = [form.terms[0], of.terms[0]];
    if (!first || !own || form.terms.length !== of.terms.length) return false;
    return form.terms.every((term, index) => {
        const other = of.terms[index];
        if (!other || term.name !== other.name || term.of !== other.of) return false;
        return (
            BigInt(term.coefficient) * BigInt(own.coefficient) === BigInt(first.coefficient) * BigInt(other.coefficient)
        );
    });
}

/** What `own` would have to be for `form`, a multiple of it but for the constant, to be nothing. */
function limitIn(form: Form, own: Form): number | undefined {
    const [factor, unit] = [form.terms[0]?.coefficient, own.terms[0]?.coefficient];
    if (!factor || !unit) return undefined;
    const scaled = BigInt(form.constant) * BigInt(unit);
    if (scaled % BigInt(factor) !== 0n) return undefined;
    const limit = Number(BigInt(own.constant) - scaled / BigInt(factor));
    return Number.isSafeInteger(limit) ? limit : undefined;
}
