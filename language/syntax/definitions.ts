// Lowers `define`: a named condition, or a named quantity.

import type * as Ast from '../generated/ast.js';
import { linearForm } from './comparison.js';
import { factsOf, factsOfForm } from './conditions.js';
import { toQuantity } from './counts.js';
import { originOf } from './document.js';
import type { Environment, LoweredDefinition } from './environment.js';
import { lowerExpression } from './expressions.js';
import { describe, reportExpression } from './lowered.js';
import { lowerCitations, titled } from './vocabulary.js';

/** Undefined after a finding. */
export function lowerDefinition(environment: Environment, node: Ast.Definition): LoweredDefinition | undefined {
    const { declaration } = environment;
    const lowered = lowerExpression(environment, node.value);
    if (!lowered) return undefined;
    const head = {
        name: node.name,
        ...titled(node.title),
        citations: lowerCitations(declaration, node.cites),
        origin: originOf(declaration, node),
    };
    if (lowered.kind === 'condition') {
        const { condition } = lowered;
        const value = { kind: 'condition', condition } as const;
        return { model: { ...head, value, facts: factsOf(environment, [condition]) }, value };
    }
    const quantity = toQuantity(environment, lowered);
    if (!quantity) {
        const message = `A definition is a condition or a quantity, not ${describe(lowered)}.`;
        reportExpression(environment, 'type-mismatch', node.value, message);
        return undefined;
    }
    const form = linearForm(environment, quantity.form, node.value);
    if (!form) return undefined;
    const value = { kind: 'quantity', type: quantity.type, form } as const;
    return { model: { ...head, value, facts: factsOfForm(environment, form) }, value: { kind: 'quantity', quantity } };
}
