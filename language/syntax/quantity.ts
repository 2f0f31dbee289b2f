// Quantities while a policy is read: linear forms with exact coefficients in whole units (pounds, seconds, days), dated
// where a parameter in them is. They become the scaled integers of the model at the end.

import type { LinearForm } from '../model/condition.js';
import type { QuantityType, Type } from '../model/type.js';
import type { Dated, Day } from '../model/value.js';
import {
    add,
    greatestCommonDivisor,
    leastCommonMultiple,
    multiply,
    type Rational,
    rational,
    ZERO,
} from './rational.js';

/** A term's scale turns the model's integers into whole units: 100 for pounds kept in pence. */
export interface ExactTerm {
    readonly of: 'fact' | 'score';
    readonly name: string;
    readonly coefficient: Rational;
    readonly scale: number;
}

export interface ExactForm {
    readonly terms: ReadonlyMap<string, ExactTerm>;
    readonly constant: Rational;
}

export interface Quantity {
    readonly type: QuantityType;
    readonly form: Dated<ExactForm>;
}

export function constantQuantity(type: QuantityType, versions: Dated<Rational>): Quantity {
    return { type, form: versions.map(({ from, value }) => ({ from, value: { terms: new Map(), constant: value } })) };
}

export function termQuantity(type: QuantityType, of: 'fact' | 'score', name: string): Quantity {
    const term: ExactTerm = { of, name, coefficient: rational(1), scale: scaleOf(type) };
    return { type, form: [{ from: null, value: { terms: new Map([[`${of} ${name}`, term]]), constant: ZERO } }] };
}

/** `a + factor · b`, version by version. */
export function addScaled(a: Dated<ExactForm>, b: Dated<ExactForm>, factor: Rational): Dated<ExactForm> {
    return zipDated(a, b, (left, right) => {
        const terms = new Map(left.terms);
        for (const [key, term] of right.terms) {
            const coefficient = add(terms.get(key)?.coefficient ?? ZERO, multiply(term.coefficient, factor));
            if (coefficient.numerator === 0n) terms.delete(key);
            else terms.set(key, { ...term, coefficient });
        }
        return { terms, constant: add(left.constant, multiply(right.constant, factor)) };
    });
}

/** `form · factor`, both dated; the factor has no terms. */
export function scaleForm(form: Dated<ExactForm>, factor: Dated<Rational>): Dated<ExactForm> {
    return zipDated(form, factor, (value, by) => {
        const terms = new Map<string, ExactTerm>();
        if (by.numerator !== 0n) {
            for (const [key, term] of value.terms)
                terms.set(key, { ...term, coefficient: multiply(term.coefficient, by) });
        }
        return { terms, constant: multiply(value.constant, by) };
    });
}

/** The constant of each version, if the form has no terms in any. */
export function constantOf(form: Dated<ExactForm>): Dated<Rational> | undefined {
    if (form.some(({ value }) => value.terms.size > 0)) return undefined;
    return form.map(({ from, value }) => ({ from, value: value.constant }));
}

/** Both dated things on one time line; before its first version starts, a thing is taken to be as in that. */
export function zipDated<A, B, C>(a: Dated<A>, b: Dated<B>, combine: (a: A, b: B) => C): Dated<C> {
    // What never changes adds no version.
    const dated = [a, b].filter((versions) => versions.length > 1 || versions[0]?.from !== null);
    const starts = new Set(dated.flatMap((versions) => versions.map(({ from }) => from)));
    if (starts.size === 0) starts.add(null);
    const at = <T>(versions: Dated<T>, start: Day | null): T => {
        const started = versions.filter(({ from }) => from === null || (start !== null && from <= start));
        return (started.at(-1) ?? (versions[0] as { value: T })).value;
    };
    return [...starts]
        .sort((x, y) => (x ?? Number.NEGATIVE_INFINITY) - (y ?? Number.NEGATIVE_INFINITY))
        .map((from) => ({ from, value: combine(at(a, from), at(b, from)) }));
}

/**
 * The form over the model's integers, brought to whole coefficients without common divisor (its sign stays, so that it
 * compares with zero as before). Undefined if a number leaves the safe integers.
 */
export function toLinearForm(form: ExactForm): LinearForm | undefined {
    const terms = [...form.terms.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    const coefficients = terms.map((term) => multiply(term.coefficient, rational(1, term.scale)));
    const all = [...coefficients, form.constant];
    const denominator = all.reduce((lcm, { denominator: d }) => leastCommonMultiple(lcm, d), 1n);
    const whole = all.map((value) => (value.numerator * denominator) / value.denominator);
    const divisor = whole.reduce((gcd, value) => greatestCommonDivisor(gcd, value), 0n) || 1n;
    const numbers = whole.map((value) => Number(value / divisor));
    if (!numbers.every(Number.isSafeInteger)) return undefined;
    return {
        terms: terms.map(({ of, name }, index) => ({ of, name, coefficient: numbers[index] as number })),
        constant: numbers.at(-1) as number,
    };
}

/** How many of the model's integers make one whole unit. */
export function scaleOf(type: QuantityType): number {
    return type.kind === 'number' || type.kind === 'money' ? 10 ** type.scale : 1;
}

/** Whether two quantities can be compared and added: pounds with pounds, durations with durations. */
export function sameDimension(a: QuantityType, b: QuantityType): boolean {
    if (a.kind === 'money' && b.kind === 'money') return a.currency === b.currency;
    return a.kind === b.kind;
}

/** "money in GBP", "a duration": for messages. */
export function describeType(type: Type): string {
    switch (type.kind) {
        case 'boolean':
            return 'yes or no';
        case 'choice':
            return `a value of ${type.choice}`;
        case 'set':
            return `a set of ${type.choice}`;
        case 'number':
            return type.unit ? `a number (${type.unit})` : 'a number';
        case 'money':
            return `money in ${type.currency}`;
        case 'duration':
            return 'a duration';
        case 'date':
            return 'a date';
    }
}
