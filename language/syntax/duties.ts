// Lowers duties and guarantees.

import type * as Ast from '../generated/ast.js';
import type { Duty, Guarantee, Outcome } from '../model/policy.js';
import { originOf } from './document.js';
import type { Environment } from './environment.js';
import { lowerCondition } from './expressions.js';
import { resolveOutcome, withRefinements } from './outcomes.js';
import { plainText } from './text.js';
import { lowerCitations } from './vocabulary.js';

export function lowerDuties(
    environment: Environment,
    node: Ast.Duties,
    outcomes: ReadonlyMap<string, Outcome>,
): readonly Duty[] {
    const { declaration } = environment;
    const named = node.outcomes.map((name, index) => resolveOutcome(environment, node, 'outcomes', name, index));
    if (!named.every((name) => name !== undefined)) return [];
    const on = withRefinements(named, outcomes);
    return node.duties.flatMap((duty): Duty[] => {
        const when = duty.condition && lowerCondition(environment, duty.condition);
        if (duty.condition && !when) return [];
        return [
            {
                on: node.any ? [] : on,
                onWritten: node.any ? [] : named,
                modality: duty.modality,
                ...(duty.audience === undefined ? {} : { audience: duty.audience }),
                text: duty.text,
                ...(when ? { when } : {}),
                ...(duty.condition ? { whenText: plainText(duty.condition) } : {}),
                citations: lowerCitations(declaration, duty.cites),
                origin: originOf(declaration, duty),
            },
        ];
    });
}

/** Undefined after a finding. */
export function lowerGuarantee(
    environment: Environment,
    node: Ast.Guarantee,
    outcomes: ReadonlyMap<string, Outcome>,
): Guarantee | undefined {
    const { declaration } = environment;
    const named = node.outcomes.map((name, index) => resolveOutcome(environment, node, 'outcomes', name, index));
    const when = node.condition && lowerCondition(environment, node.condition);
    if (!named.every((name) => name !== undefined) || (node.condition && !when)) return undefined;
    return {
        title: node.title,
        ...(when ? { when } : {}),
        quantifier: node.quantifier,
        outcomes: withRefinements(named, outcomes),
        outcomesWritten: named,
        citations: lowerCitations(declaration, node.cites),
        origin: originOf(declaration, node),
    };
}
