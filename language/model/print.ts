// Values, facts and conditions as an author would write them: what is printed here is valid Tenet wherever the language
// has a way to write it, and depends on nothing but its arguments.

import { isoFromDay } from './calendar.js';
import type { Condition } from './condition.js';
import type { Fact, Policy } from './policy.js';
import { type DurationUnit, SECONDS_IN, type Type } from './type.js';
import type { Facts, Value } from './value.js';

export { dayFromIso, isoFromDay } from './calendar.js';

/** `£49.99`, `12.5`, `20 minutes`, `2024-04-01`, `yes`, `{ a, b }`, `unknown`. */
export function printValue(value: Value, type: Type): string {
    if (value === null) return 'unknown';
    if (typeof value === 'boolean') return value ? 'yes' : 'no';
    if (typeof value === 'string') return value;
    if (typeof value === 'object') return value.length === 0 ? '{}' : `{ ${value.join(', ')} }`;
    switch (type.kind) {
        case 'money':
            return printMoney(value, type.currency, type.scale);
        case 'duration':
            return printDuration(value, type.unit);
        case 'date':
            return isoFromDay(value);
        case 'number':
            return printDecimal(value, type.scale);
        case 'boolean':
        case 'choice':
        case 'set':
            return String(value);
    }
}

/** `name: value` for every given fact, in the order of their declaration. */
export function printFacts(policy: Policy, facts: Facts): readonly string[] {
    const pairs: string[] = [];
    for (const fact of policy.facts) {
        const value = facts.get(fact.name);
        if (value !== undefined) pairs.push(`${fact.name}: ${printValue(value, fact.type)}`);
    }
    return pairs;
}

/** For people, with units and titles that say more than the name: `gbh (Grievous bodily harm)`, `4.5 metres`, `none`. */
export function describeValue(policy: Policy, fact: Fact, value: Value): string {
    const { type } = fact;
    if (type.kind === 'number' && type.unit !== undefined && value !== null) {
        return `${printValue(value, type)} ${type.unit}`;
    }
    if (type.kind !== 'choice' && type.kind !== 'set') return printValue(value, type);
    if (value === null) return 'unknown';
    const names = typeof value === 'object' ? value : [String(value)];
    return names.length === 0 ? 'none' : names.map((name) => describeName(policy, type.choice, name)).join(', ');
}

/** A whole number of 10^-scale as a decimal without needless zeros: `12.5`, `-0.01`, `3`. */
export function printDecimal(value: number, scale: number): string {
    const digits = String(Math.abs(value)).padStart(scale + 1, '0');
    const whole = digits.slice(0, digits.length - scale);
    const decimals = digits.slice(digits.length - scale).replace(/0+$/, '');
    return `${value < 0 ? '-' : ''}${whole}${decimals === '' ? '' : `.${decimals}`}`;
}

/** A condition in the words of the language. Comparisons and categories are printed as they were written. */
export function printCondition(condition: Condition, policy?: Policy): string {
    switch (condition.kind) {
        case 'constant':
            return condition.value;
        case 'fact':
            return condition.fact;
        case 'member':
            return `${condition.fact} is ${condition.category ?? newest(condition.values).join(' or ')}`;
        case 'contains': {
            const values = newest(condition.values);
            if (condition.category === undefined && values.length === 1) return `${condition.fact} has ${values[0]}`;
            return `${condition.fact} has ${condition.quantifier} of ${condition.category ?? values.join(', ')}`;
        }
        case 'compare':
            return condition.text;
        case 'known':
            return `${printKnown(condition.of, policy)} is known`;
        case 'not':
            return printNegation(condition.of, policy);
        case 'and':
            return condition.of.length === 0 ? 'yes' : condition.of.map((part) => operand(part, policy)).join(' and ');
        case 'or':
            return condition.of.length === 0
                ? 'no'
                : condition.of.map((part) => printCondition(part, policy)).join(' or ');
        case 'at-least':
            return `count of (${condition.of.map((part) => printCondition(part, policy)).join(', ')}) >= ${condition.count}`;
        case 'established':
            return printCondition(condition.of, policy);
        case 'definition':
            return condition.name;
        case 'decided-by':
            return `decided by ${condition.rule}`;
        case 'answered':
            return condition.answers.map((answer) => `${condition.rule} answered ${answer}`).join(' or ');
        case 'asked':
            return `${condition.rule} asked`;
    }
}

const SYMBOLS: Readonly<Record<string, string>> = { GBP: '£', EUR: '€', USD: '$', JPY: '¥' };

function printMoney(value: number, currency: string, scale: number): string {
    const digits = String(Math.abs(value)).padStart(scale + 1, '0');
    const whole = digits.slice(0, digits.length - scale).replace(/\B(?=(\d{3})+$)/g, ',');
    const minor = digits.slice(digits.length - scale);
    const symbol = Object.hasOwn(SYMBOLS, currency) ? SYMBOLS[currency] : `${currency} `;
    return `${value < 0 ? '-' : ''}${symbol}${whole}${/^0*$/.test(minor) ? '' : `.${minor}`}`;
}

// Weeks only where the fact is declared in weeks: a policy that says 28 days does not say four weeks.
function printDuration(seconds: number, declared: DurationUnit): string {
    const units: readonly DurationUnit[] = [...(declared === 'weeks' ? [declared] : []), 'days', 'hours', 'minutes'];
    const unit = seconds === 0 ? declared : (units.find((each) => seconds % SECONDS_IN[each] === 0) ?? 'seconds');
    const count = seconds / SECONDS_IN[unit];
    return `${count} ${Math.abs(count) === 1 ? unit.slice(0, -1) : unit}`;
}

function describeName(policy: Policy, choice: string, name: string): string {
    const declared = policy.choices.find((each) => each.name === choice)?.values.find((each) => each.name === name);
    return declared?.title === undefined || spelling(declared.title) === spelling(name)
        ? name
        : `${name} (${declared.title})`;
}

/** Names and titles that say the same: `council-tax` and `Council tax`. */
function spelling(text: string): string {
    return text.replace(/[\s_-]+/g, '').toLowerCase();
}

function printKnown(of: Extract<Condition, { kind: 'known' }>['of'], policy: Policy | undefined): string {
    switch (of.kind) {
        case 'fact':
            return of.fact;
        case 'score':
            return of.score;
        case 'condition':
            return simple(of.condition)
                ? printCondition(of.condition, policy)
                : `(${printCondition(of.condition, policy)})`;
    }
}

function printNegation(of: Condition, policy: Policy | undefined): string {
    switch (of.kind) {
        case 'member':
            return `${of.fact} is not ${of.category ?? newest(of.values).join(' or ')}`;
        case 'known':
            return `${printKnown(of.of, policy)} is unknown`;
        case 'contains':
            if (of.quantifier === 'any' && policy && coversChoice(of.fact, newest(of.values), policy)) {
                return `${of.fact} is empty`;
            }
            return `not ${printCondition(of, policy)}`;
        case 'not':
            return `not (${printCondition(of, policy)})`;
        case 'established':
            return printNegation(of.of, policy);
        default:
            return `not ${operand(of, policy, 'not')}`;
    }
}

function coversChoice(factName: string, values: readonly string[], policy: Policy): boolean {
    const type = policy.facts.find((fact) => fact.name === factName)?.type;
    if (type?.kind !== 'set') return false;
    return policy.choices.find((choice) => choice.name === type.choice)?.values.length === values.length;
}

/** In parentheses where it binds looser than what stands around it. */
function operand(condition: Condition, policy: Policy | undefined, below: 'and' | 'not' = 'and'): string {
    const text = printCondition(condition, policy);
    const inner = unwrapped(condition);
    const looser =
        (inner.kind === 'or' && inner.of.length > 1) ||
        (inner.kind === 'answered' && inner.answers.length > 1) ||
        (below === 'not' && inner.kind === 'and' && inner.of.length > 1);
    return looser ? `(${text})` : text;
}

function unwrapped(condition: Condition): Condition {
    return condition.kind === 'established' ? unwrapped(condition.of) : condition;
}

function simple(condition: Condition): boolean {
    const inner = unwrapped(condition);
    return inner.kind === 'fact' || inner.kind === 'definition';
}

function newest<T>(versions: readonly { readonly value: T }[]): T {
    return (versions[versions.length - 1] as { value: T }).value;
}
