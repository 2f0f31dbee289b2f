// States: `is known`, `is unknown`, `is empty`. What they ask is always yes or no.

import type * as Ast from '../generated/ast.js';
import type { Condition } from '../model/condition.js';
import type { Dated } from '../model/value.js';
import { and, not, YES } from './conditions.js';
import type { Environment } from './environment.js';
import { conditionOf, describe, type Lowered, reportExpression } from './lowered.js';
import { plainText } from './text.js';

/** `subject is not known`. Undefined after a finding. */
export function lowerStateTest(environment: Environment, node: Ast.StateTest, subject: Lowered): Lowered | undefined {
    const known = node.state === 'empty' ? lowerEmpty() : lowerKnown();
    if (!known) return undefined;
    // `is unknown` and `is not known` are one, as are `is known` and `is not unknown`.
    return conditionOf((node.state === 'unknown') !== node.negated ? not(known) : known);

    function lowerEmpty(): Condition | undefined {
        if (subject?.kind === 'set') {
            const values = environment.choices.get(subject.choice)?.values.map((value) => value.name) ?? [];
            return not({
                kind: 'contains',
                fact: subject.fact.name,
                quantifier: 'any',
                values: [{ from: null, value: values }],
            });
        }
        const message = `‘is empty’ is asked of a set; ‘${plainText(node.subject)}’ is ${subject && describe(subject)}.`;
        reportExpression(environment, 'type-mismatch', node, message);
        return undefined;
    }

    function lowerKnown(): Condition | undefined {
        switch (subject?.kind) {
            case 'choice':
            case 'set':
                return { kind: 'known', of: { kind: 'fact', fact: subject.fact.name } };
            case 'quantity':
                return quantityKnown(subject.quantity.form);
            case 'condition': {
                const { condition: of } = subject;
                if (of.kind === 'fact') return { kind: 'known', of: { kind: 'fact', fact: of.fact } };
                return { kind: 'known', of: { kind: 'condition', condition: of } };
            }
            case 'count':
                return and(
                    subject.items.map(
                        (item): Condition => ({ kind: 'known', of: { kind: 'condition', condition: item } }),
                    ),
                );
            default:
                return undefined;
        }
    }
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
