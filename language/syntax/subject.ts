// What a question, a table column or the bands of a score look at, and the conditions of its patterns.

import type * as Ast from '../generated/ast.js';
import type { Condition } from '../model/condition.js';
import type { Subject as ModelSubject } from '../model/policy.js';
import { linearForm } from './comparison.js';
import { and, canBeUnknown, factsOf, factsOfForm, YES } from './conditions.js';
import { toQuantity } from './counts.js';
import type { Environment } from './environment.js';
import { describe, type Lowered, reportExpression, typeOf } from './lowered.js';
import { knownCondition, quantityKnown } from './states.js';
import { originOfExpression, plainText } from './text.js';

/** A subject: a condition, a choice, a quantity or a count. */
export interface Subject {
    readonly node: Ast.Expression;
    readonly text: string;
    readonly lowered: Exclude<Lowered, { kind: 'value' | 'set' }>;
}

/** Undefined after a finding: a whole set is no subject. */
export function lowerSubject(environment: Environment, node: Ast.Expression, lowered: Lowered): Subject | undefined {
    if (lowered.kind !== 'set' && lowered.kind !== 'value') return { node, text: plainText(node), lowered };
    const message =
        lowered.kind === 'set'
            ? `A question looks at one thing; ‘${plainText(node)}’ is a set: ask ‘${plainText(node)} has …’.`
            : `A question looks at a fact, not at ${describe(lowered)}.`;
    reportExpression(environment, 'type-mismatch', node, message);
    return undefined;
}

/** Yes where the subject is known. */
export function subjectKnown({ lowered }: Subject): Condition {
    switch (lowered.kind) {
        case 'condition':
            return knownCondition(lowered.condition);
        case 'choice':
            return { kind: 'known', of: { kind: 'fact', fact: lowered.fact.name } };
        case 'quantity':
            return quantityKnown(lowered.quantity.form);
        case 'count':
            return lowered.items.length > 0 ? and(lowered.items.map(knownCondition)) : YES;
    }
}

/** Whether some case makes the subject unknown, as far as can be told from its facts alone. */
export function mayBeUnknown(environment: Environment, subject: Subject): boolean {
    const { lowered } = subject;
    if (lowered.kind === 'condition') return canBeUnknown(environment, lowered.condition);
    if (lowered.kind === 'count') return lowered.items.some((item) => canBeUnknown(environment, item));
    const shown = modelSubject(environment, subject);
    return shown?.facts.some((name) => environment.facts.get(name)?.maybeUnknown) ?? false;
}

/** The subject as the model shows it. Undefined after a finding. */
export function modelSubject(environment: Environment, { node, text, lowered }: Subject): ModelSubject | undefined {
    const origin = originOfExpression(environment.declaration, node);
    const type = typeOf(lowered);
    switch (lowered.kind) {
        case 'condition': {
            const { condition } = lowered;
            return {
                text,
                type,
                facts: factsOf(environment, [condition]),
                value: { kind: 'condition', condition },
                origin,
            };
        }
        case 'choice':
            return { text, type, facts: [lowered.fact.name], value: { kind: 'fact', fact: lowered.fact.name }, origin };
        default: {
            const quantity = toQuantity(environment, lowered);
            const form = quantity && linearForm(environment, quantity.form, node);
            if (!form) return undefined;
            const [only] = form.length === 1 ? (form[0]?.value.terms ?? []) : [];
            const single = only?.of === 'fact' && form[0]?.value.terms.length === 1 && node.$type === 'Reference';
            const value =
                single && only ? ({ kind: 'fact', fact: only.name } as const) : ({ kind: 'quantity', form } as const);
            return { text, type, facts: factsOfForm(environment, form), value, origin };
        }
    }
}
