// Outcomes by name, and with those that refine them.

import type * as Ast from '../generated/ast.js';
import type { Outcome } from '../model/policy.js';
import { reportUnknownName } from './context.js';
import type { Environment } from './environment.js';

/** The outcomes named, and all that refine them. */
export function withRefinements(names: readonly string[], outcomes: ReadonlyMap<string, Outcome>): readonly string[] {
    return [...outcomes.values()]
        .filter((outcome) => names.includes(outcome.name) || outcome.refines.some((parent) => names.includes(parent)))
        .map((outcome) => outcome.name);
}

/** Looks an outcome up; reports it if there is none. */
export function resolveOutcome(
    environment: Environment,
    node: Ast.Decision | Ast.Review | Ast.Duties | Ast.Guarantee | Ast.OutcomeVerdict,
    property: string,
    name: string,
    index?: number,
): string | undefined {
    const place = { declaration: environment.declaration, node, property, ...(index === undefined ? {} : { index }) };
    const outcome = environment.scope.outcomes.get(name);
    if (outcome) {
        environment.occurrences.push({ symbol: outcome.symbol, place, role: 'use' });
        return name;
    }
    if (!environment.scope.doubtful.has(name)) {
        const { rules, outcomes } = environment.scope;
        const hint = rules.has(name) ? `To go on there, write ‘go to ${name}’.` : '';
        reportUnknownName(environment, place, 'outcome', name, hint ? [] : outcomes.keys(), hint);
    }
    return undefined;
}
