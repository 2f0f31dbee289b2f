// Conditions: what a guard, an answer or a guarantee asks of a case. Every condition is yes, no or unknown (Kleene's
// strong logic), or missing where a fact that was not given decides it.
//
// For `and` the order of strength is no > missing > unknown > yes, for `or` it is yes > missing > unknown > no: a
// missing fact matters only where the answer needs it, and unknown spreads only where no fact can still decide.

import type { Origin } from './origin.js';
import type { Dated } from './value.js';

export type Condition = AnyCondition & {
    /** Where it is written, if it is a part of its own in the text; it says nothing of what the condition means. */
    readonly origin?: Origin;
};

type AnyCondition =
    | Constant
    | FactIsYes
    | Member
    | Contains
    | Compare
    | Known
    | Not
    | And
    | Or
    | AtLeast
    | Established
    | DefinitionHolds
    | DecidedBy
    | AnsweredWith
    | AskedOf;

export interface Constant {
    readonly kind: 'constant';
    readonly value: 'yes' | 'no' | 'unknown';
}

/** A yes/no fact is yes. */
export interface FactIsYes {
    readonly kind: 'fact';
    readonly fact: string;
}

/** A choice fact is one of the values (each listed once, in the order of the choice). */
export interface Member {
    readonly kind: 'member';
    readonly fact: string;
    readonly values: Dated<readonly string[]>;
    /** The category it was written with, if one. */
    readonly category?: string;
}

/** A set fact has any, or all, of the values. `any` of nothing is no, `all` of nothing is yes. */
export interface Contains {
    readonly kind: 'contains';
    readonly fact: string;
    readonly quantifier: 'any' | 'all';
    readonly values: Dated<readonly string[]>;
    readonly category?: string;
}

export type ComparisonOperator = '<' | '<=' | '>' | '>=' | '=' | '!=';

/** `form ⋈ 0`: a linear form over facts and scores compared with zero. Unknown where a term is unknown. */
export interface Compare {
    readonly kind: 'compare';
    readonly operator: ComparisonOperator;
    readonly form: Dated<LinearForm>;
    /** As a person would write it: `value at most £50`. */
    readonly text: string;
}

/**
 * Σ coefficient · term + constant, all safe integers without common divisor, over the scaled integers of facts and
 * scores. Terms are distinct and sorted by name, with non-zero coefficients.
 */
export interface LinearForm {
    readonly terms: readonly LinearTerm[];
    readonly constant: number;
}

export interface LinearTerm {
    readonly of: 'fact' | 'score';
    readonly name: string;
    readonly coefficient: number;
}

/**
 * Whether something is known: always yes or no (or missing, if a condition is). A fact that may not be unknown is known
 * even while it is missing.
 */
export interface Known {
    readonly kind: 'known';
    readonly of:
        | { readonly kind: 'fact'; readonly fact: string }
        | { readonly kind: 'score'; readonly score: string }
        | { readonly kind: 'condition'; readonly condition: Condition };
}

export interface Not {
    readonly kind: 'not';
    readonly of: Condition;
}

export interface And {
    readonly kind: 'and';
    readonly of: readonly Condition[];
}

export interface Or {
    readonly kind: 'or';
    readonly of: readonly Condition[];
}

/**
 * At least `count` of the conditions are yes. Kleene: yes once enough are yes whatever the rest is, no once too many are
 * no; else missing if a missing one may still decide, else unknown.
 */
export interface AtLeast {
    readonly kind: 'at-least';
    readonly count: number;
    readonly of: readonly Condition[];
}

/** Unknown counts as no: a pattern matches or it does not. */
export interface Established {
    readonly kind: 'established';
    readonly of: Condition;
}

/** A named condition of the policy (`Policy.definitions`). */
export interface DefinitionHolds {
    readonly kind: 'definition';
    readonly name: string;
}

/** Path condition (duties only): the rule, or any step of it, gave the final outcome. */
export interface DecidedBy {
    readonly kind: 'decided-by';
    readonly rule: string;
}

/** Path condition (duties only): the rule or step was asked and one of these answers (by label) was taken. */
export interface AnsweredWith {
    readonly kind: 'answered';
    readonly rule: string;
    readonly answers: readonly string[];
}

/** Path condition (duties only): the rule, or any step of it, was asked. */
export interface AskedOf {
    readonly kind: 'asked';
    readonly rule: string;
}
