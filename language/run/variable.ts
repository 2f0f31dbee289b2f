// What the compiled evaluator branches on: a fact, a sum of facts and scores, a question to a set, or a question to the
// path. Each has a handful of codes; quantities are cut into cells at the bounds that any condition compares them with.

import type { Condition, LinearForm, LinearTerm } from '../model/condition.js';
import type { Slot } from './row.js';
import type { Mapping, Truth } from './truth.js';
import { MISSING, NO, UNKNOWN, YES } from './truth.js';

export type Variable = CodeVariable | QuantityVariable | SetVariable | PathVariable;

interface VariableHead {
    readonly id: number;
    /** The codes that a case can have, ascending. */
    readonly possible: readonly number[];
}

/** A yes/no fact or a choice: its code stands in the row. */
export interface CodeVariable extends VariableHead {
    readonly kind: 'code';
    readonly slot: Slot;
    /** Number of codes. */
    readonly size: number;
}

/**
 * A quantity: a fact, or a sum of several. Code 0 is missing, then come the cells that `bounds` cut (code 1 lies below the
 * first bound, code i at or above bound i - 2), then unknown.
 */
export interface QuantityVariable extends VariableHead {
    readonly kind: 'quantity';
    readonly terms: readonly LinearTerm[];
    /** The fact, where it is one fact as it stands. */
    readonly slot: Slot | null;
    readonly bounds: readonly number[];
}

/** Whether a set has any or all of some values; the codes are the truths. */
export interface SetVariable extends VariableHead {
    readonly kind: 'set';
    readonly slot: Slot;
    readonly quantifier: 'any' | 'all';
    readonly masks: readonly number[];
}

/** A path condition; the codes are the truths. */
export interface PathVariable extends VariableHead {
    readonly kind: 'path';
    readonly condition: Extract<Condition, { kind: 'decided-by' | 'answered' | 'asked' }>;
}

/**
 * A comparison as one of a quantity with a bound: the truth below the bound, from it to the next whole number (which
 * matters for = and != alone), and above.
 */
export interface Threshold {
    /** The sum compared, without common divisor and with a positive first coefficient. */
    readonly terms: readonly LinearTerm[];
    readonly bound: number;
    readonly below: Truth;
    readonly at: Truth;
    readonly above: Truth;
}

/** The comparison `form ⋈ 0` as a threshold, or the truth that it always has. */
export function thresholdOf(
    form: LinearForm,
    operator: Extract<Condition, { kind: 'compare' }>['operator'],
): Threshold | Truth {
    const divisor = form.terms.reduce((found, term) => gcd(found, Math.abs(term.coefficient)), 0);
    if (divisor === 0) return signTruths(operator)[Math.sign(form.constant) + 1] as Truth;
    const sign = (form.terms[0]?.coefficient as number) < 0 ? -1 : 1;
    const terms = form.terms.map((term) => ({ ...term, coefficient: (term.coefficient / divisor) * sign }));
    // divisor · sum + sign · constant ⋈ 0, with the two sides of ⋈ exchanged where the sign was.
    const [lower, same, upper] = signTruths(operator);
    const [below, above] = sign === 1 ? [lower, upper] : [upper, lower];
    const zero = -form.constant * sign;
    const rest = zero % divisor;
    const quotient = (zero - rest) / divisor;
    if (rest === 0) return { terms, bound: quotient, below, at: same, above };
    // The zero lies between two whole numbers, so it is never met.
    return { terms, bound: rest < 0 ? quotient : quotient + 1, below, at: above, above };
}

/** The bounds that a threshold cuts at. */
export function cutsOf(threshold: Threshold): readonly number[] {
    const { bound, below, at, above } = threshold;
    return [...(below === at ? [] : [bound]), ...(at === above ? [] : [bound + 1])];
}

/** The truths of a threshold for each code of its quantity. */
export function tableOf(variable: QuantityVariable, threshold: Threshold): readonly Truth[] {
    const { bound, below, at, above } = threshold;
    const { bounds } = variable;
    const cells = [below, ...bounds.map((from) => (from < bound ? below : from === bound ? at : above))];
    return [MISSING, ...cells, UNKNOWN];
}

/** The code of a quantity: how many of the bounds it reaches. */
export function quantityCode(variable: QuantityVariable, value: number): number {
    if (value === -Infinity) return 0;
    if (value === Infinity) return variable.bounds.length + 2;
    let code = 1;
    for (const bound of variable.bounds) if (value >= bound) code++;
    return code;
}

/** Each truth as it is: the table of a yes/no fact. */
export const IDENTITY: Mapping = [NO, YES, UNKNOWN, MISSING];

function signTruths(operator: Extract<Condition, { kind: 'compare' }>['operator']): readonly [Truth, Truth, Truth] {
    switch (operator) {
        case '<':
            return [YES, NO, NO];
        case '<=':
            return [YES, YES, NO];
        case '>':
            return [NO, NO, YES];
        case '>=':
            return [NO, YES, YES];
        case '=':
            return [NO, YES, NO];
        case '!=':
            return [YES, NO, YES];
    }
}

function gcd(left: number, right: number): number {
    return right === 0 ? left : gcd(right, left % right);
}
