// States: `is known`, `is unknown`, `is empty`. What they ask is always yes or no.

import type * as Ast from '../generated/ast.js';
import type { Condition } from '../model/condition.js';
import type { Dated } from '../model/value.js';
import { and, not, YES } from './conditions.js';
import type { Environment } from './environment.js';
import { conditionOf, describe, type Lowered, reportExpression } from './lowered.js';
import { plainText } from './text.js';
import { lowerValues } from './values-of-choice.js';

/** `subject is not known`. Undefined after a finding. */
export function lowerStateTest(environment: Environment, node: Ast.StateTest, subject: Lowered): Lowered | undefined {
    const holds = node.state === 'empty' ? lowerEmpty(environment, node, subject) : isKnown(subject);
    if (!holds) return undefined;
    // `is unknown` and `is not known` are one, as are `is known` and `is not unknown`.
    return conditionOf((node.state === 'unknown') !== node.negated ? not(holds) : holds);
}

/** A set has none of its values. */
export function isEmpty(environment: Environment, { fact, choice }: Extract<Lowered, { kind: 'set' }>): Condition {
    const value = environment.choices.get(choice)?.values.map(({ name }) => name) ?? [];
    return not({ kind: 'contains', fact: fact.name, quantifier: 'any', values: [{ from: null, value }] });
}

function lowerEmpty(environment: Environment, node: Ast.StateTest, subject: Lowered): Condition | undefined {
    if (subject.kind === 'set') return isEmpty(environment, subject);
    const { scope } = environment;
    if (subject.kind === 'choice') {
        // `empty` may well be a value, or a category, of a choice.
        const isValue = scope.choices.get(subject.choice)?.node.values.some(({ name }) => name === 'empty');
        if (isValue || scope.categories.get('empty')?.node.choice === subject.choice) {
            const values = lowerValues(environment, node, ['empty'], subject.choice);
            return values && { kind: 'member', fact: subject.fact.name, ...values };
        }
    }
    const message = `‘is empty’ is asked of a set; ‘${plainText(node.subject)}’ is ${describe(subject)}.`;
    return reportExpression(environment, 'type-mismatch', node, message);
}

function isKnown(subject: Lowered): Condition {
    switch (subject.kind) {
        case 'choice':
        case 'set':
            return { kind: 'known', of: { kind: 'fact', fact: subject.fact.name } };
        case 'quantity':
            return quantityKnown(subject.quantity.form);
        case 'condition':
            return knownCondition(subject.condition);
        case 'count':
            return and(subject.items.map(knownCondition));
        case 'value':
            return YES;
    }
}

/** Yes where a condition is yes or no. */
export function knownCondition(condition: Condition): Condition {
    if (condition.kind === 'fact') return { kind: 'known', of: { kind: 'fact', fact: condition.fact } };
    return { kind: 'known', of: { kind: 'condition', condition } };
}

/** Yes where the whole quantity is known. */
export function quantityKnown(
    form: Dated<{ readonly terms: ReadonlyMap<string, { of: 'fact' | 'score'; name: string }> }>,
): Condition {
    const terms = new Map(form.flatMap(({ value }) => [...value.terms].map(([key, term]) => [key, term] as const)));
    if (terms.size === 0) return YES;
    return and(
        [...terms.values()].map(
            ({ of, name }): Condition =>
                of === 'fact'
                    ? { kind: 'known', of: { kind: 'fact', fact: name } }
                    : { kind: 'known', of: { kind: 'score', score: name } },
        ),
    );
}
