// Building and asking questions of conditions: the small algebra that lowering needs.

import type { Condition, LinearForm } from '../model/condition.js';
import { partsOf } from '../model/condition-parts.js';
import type { Dated } from '../model/value.js';
import type { Environment } from './environment.js';

export function and(conditions: readonly Condition[]): Condition {
    const flat = conditions.flatMap((condition) => (condition.kind === 'and' ? condition.of : [condition]));
    return flat.length === 1 ? (flat[0] as Condition) : { kind: 'and', of: flat };
}

export function or(conditions: readonly Condition[]): Condition {
    const flat = conditions.flatMap((condition) => (condition.kind === 'or' ? condition.of : [condition]));
    return flat.length === 1 ? (flat[0] as Condition) : { kind: 'or', of: flat };
}

export function not(condition: Condition): Condition {
    return condition.kind === 'not' ? condition.of : { kind: 'not', of: condition };
}

export const YES: Condition = { kind: 'constant', value: 'yes' };
export const NO: Condition = { kind: 'constant', value: 'no' };

/** Parts that a condition may have once it is written out: `(a = b) = c` doubles with every step. */
const MAX_PARTS = 5_000;

/** Whether the conditions together have more parts than anybody should follow. */
export function isTooLarge(conditions: readonly Condition[]): boolean {
    let parts = 0;
    const queue = [...conditions];
    for (let next = queue.pop(); next; next = queue.pop()) {
        if (++parts > MAX_PARTS) return true;
        queue.push(...partsOf(next));
    }
    return false;
}

/** The condition as a pattern: where it can be unknown, unknown counts as no. */
export function established(environment: Environment, condition: Condition): Condition {
    return canBeUnknown(environment, condition) ? { kind: 'established', of: condition } : condition;
}

/** Whether some case makes the condition unknown, as far as can be told from its facts alone. */
export function canBeUnknown(environment: Environment, condition: Condition): boolean {
    const factCan = (name: string) => environment.facts.get(name)?.maybeUnknown ?? false;
    switch (condition.kind) {
        case 'constant':
            return condition.value === 'unknown';
        case 'fact':
        case 'member':
        case 'contains':
            return factCan(condition.fact);
        case 'compare':
            return condition.form.some(({ value }) =>
                value.terms.some((term) =>
                    term.of === 'fact' ? factCan(term.name) : scoreCanBeUnknown(environment, term.name),
                ),
            );
        case 'not':
            return canBeUnknown(environment, condition.of);
        case 'and':
        case 'or':
        case 'at-least':
            return condition.of.some((part) => canBeUnknown(environment, part));
        case 'definition': {
            const value = environment.definition(condition.name)?.value;
            return value?.kind === 'condition' && canBeUnknown(environment, value.condition);
        }
        case 'known':
        case 'established':
        case 'decided-by':
        case 'answered':
        case 'asked':
            return false;
    }
}

function scoreCanBeUnknown(environment: Environment, name: string): boolean {
    return (environment.score(name)?.facts ?? []).some((fact) => environment.facts.get(fact)?.maybeUnknown ?? false);
}

/** The facts that a condition reads, through definitions and scores, in order of first mention. */
export function factsOf(environment: Environment, conditions: readonly Condition[]): readonly string[] {
    const facts = new Set<string>();
    const visit = (condition: Condition): void => {
        switch (condition.kind) {
            case 'fact':
            case 'member':
            case 'contains':
                facts.add(condition.fact);
                break;
            case 'compare':
                for (const fact of factsOfForm(environment, condition.form)) facts.add(fact);
                break;
            case 'known':
                if (condition.of.kind === 'fact') facts.add(condition.of.fact);
                else if (condition.of.kind === 'condition') visit(condition.of.condition);
                else for (const fact of environment.score(condition.of.score)?.facts ?? []) facts.add(fact);
                break;
            case 'not':
            case 'established':
                visit(condition.of);
                break;
            case 'and':
            case 'or':
            case 'at-least':
                for (const part of condition.of) visit(part);
                break;
            case 'definition':
                for (const fact of environment.definition(condition.name)?.model.facts ?? []) facts.add(fact);
                break;
            case 'constant':
            case 'decided-by':
            case 'answered':
            case 'asked':
                break;
        }
    };
    for (const condition of conditions) visit(condition);
    return [...facts];
}

export function factsOfForm(environment: Environment, form: Dated<LinearForm>): readonly string[] {
    const facts = new Set<string>();
    for (const { value } of form) {
        for (const term of value.terms) {
            if (term.of === 'fact') facts.add(term.name);
            else for (const fact of environment.score(term.name)?.facts ?? []) facts.add(fact);
        }
    }
    return [...facts];
}
