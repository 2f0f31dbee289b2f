// What expressions are, for completion: lowered quietly, with the names of a scope, though the text around them may be
// broken. Nothing here is reported.

import type * as Ast from '../../language/generated/ast.js';
import type { Context } from '../../language/syntax/context.js';
import { lowerNames } from '../../language/syntax/declared.js';
import type { Environment } from '../../language/syntax/environment.js';
import { lowerExpression } from '../../language/syntax/expressions.js';
import type { Lowered } from '../../language/syntax/lowered.js';
import { sameDimension } from '../../language/syntax/quantity.js';
import type { Scope } from '../../language/syntax/scope.js';
import { lowerSubject, mayBeUnknown } from '../../language/syntax/subject.js';

/** What an expression is; undefined where that cannot be told. */
export function loweredOf(scope: Scope, node: Ast.Expression | undefined): Lowered | undefined {
    const environment = environmentOf(scope);
    return environment && node && lowerExpression({ ...environment, ...quiet() }, node);
}

/** What a fact, parameter, definition or score is. */
export function variableOf(scope: Scope, name: string): Lowered | undefined {
    return scope.variables.has(name) ? loweredOf(scope, { $type: 'Reference', name } as Ast.Reference) : undefined;
}

/** Whether what a question looks at can be unknown, as far as its facts tell. */
export function canBeUnknown(scope: Scope, node: Ast.Expression | undefined): boolean {
    const environment = environmentOf(scope);
    const lowered = loweredOf(scope, node);
    if (!environment || !node || !lowered) return false;
    const subject = lowerSubject({ ...environment, ...quiet() }, node, lowered);
    return subject !== undefined && mayBeUnknown(environment, subject);
}

export function isQuantity(lowered: Lowered | undefined): boolean {
    return lowered?.kind === 'quantity' || lowered?.kind === 'count';
}

/** Whether two things can be compared, or be equal. */
export function comparable(a: Lowered, b: Lowered): boolean {
    if (a.kind === 'count') return b.kind === 'count' || (b.kind === 'quantity' && b.quantity.type.kind === 'number');
    if (b.kind === 'count') return comparable(b, a);
    if (a.kind === 'quantity' && b.kind === 'quantity') return sameDimension(a.quantity.type, b.quantity.type);
    if (a.kind === 'choice' && b.kind === 'choice') return a.choice === b.choice;
    return a.kind === 'condition' && b.kind === 'condition';
}

const environments = new WeakMap<Scope, Environment>();

function environmentOf(scope: Scope): Environment | undefined {
    const known = environments.get(scope);
    if (known) return known;
    const [any] = [...scope.variables.values(), ...scope.choices.values()];
    if (!any) return undefined;
    // Types do not hang on the dates on which a policy applies.
    const { environment } = lowerNames(quiet(), scope, {}, any.declaration);
    environments.set(scope, environment);
    return environment;
}

function quiet(): Context {
    return { findings: [], occurrences: [] };
}
