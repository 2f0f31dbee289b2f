// Lowers expressions: resolves names by the type that the place expects, checks types and units, and gives conditions
// and exact linear forms. A finding is reported once, where the mistake is; what hangs on it is left out quietly.
//
// This is the one place that goes down an expression: each concept beside it gets its parts already lowered.

import type * as Ast from '../generated/ast.js';
import type { Condition } from '../model/condition.js';
import { lowerArithmetic } from './arithmetic.js';
import { lowerComparison } from './comparison.js';
import { and, not, or } from './conditions.js';
import { reportAt } from './context.js';
import type { Environment } from './environment.js';
import { readLiteral } from './literal.js';
import { conditionOf, describe, type Lowered, reportExpression } from './lowered.js';
import { lowerContainment, lowerMembership } from './membership.js';
import { lowerAnswered, lowerAsked, lowerDecidedBy } from './path-conditions.js';
import { constantQuantity } from './quantity.js';
import { lowerReference } from './references.js';
import { lowerStateTest } from './states.js';
import { originOfExpression, plainText } from './text.js';

/** Lowers an expression that must be a condition. Undefined after a finding. */
export function lowerCondition(environment: Environment, node: Ast.Expression): Condition | undefined {
    const lowered = lowerExpression(environment, node);
    if (!lowered) return undefined;
    if (lowered.kind === 'condition') return lowered.condition;
    const hint = lowered.kind === 'choice' ? ` Say which value: ‘${plainText(node)} is …’.` : '';
    reportExpression(
        environment,
        'type-mismatch',
        node,
        `A condition is needed here, not ${describe(lowered)}.${hint}`,
        {
            expected: 'a condition',
            actual: describe(lowered),
        },
    );
    return undefined;
}

/**
 * Lowers any expression.
 *
 * @param expected the choice whose values a bare name may mean here
 */
export function lowerExpression(
    environment: Environment,
    node: Ast.Expression,
    expected?: string,
): Lowered | undefined {
    const lowered = lowerByKind(environment, node, expected);
    if (lowered?.kind !== 'condition' || !PLACED.has(lowered.condition.kind) || lowered.condition.origin)
        return lowered;
    const origin = originOfExpression(environment.declaration, node);
    return { kind: 'condition', condition: { ...lowered.condition, origin } };
}

/** Conditions that stand for one piece of text, so that findings about a part of a whole can point at it. */
const PLACED: ReadonlySet<string> = new Set([
    'fact',
    'member',
    'contains',
    'compare',
    'known',
    'definition',
    'at-least',
]);

function lowerByKind(environment: Environment, node: Ast.Expression, expected?: string): Lowered | undefined {
    switch (node.$type) {
        case 'Logic':
            return lowerLogic(environment, node);
        case 'Negation': {
            const operand = lowerCondition(environment, node.operand);
            return operand && conditionOf(not(operand));
        }
        case 'Comparison':
            return lowerBoth(environment, node, lowerComparison);
        case 'Membership':
            return lowerSubject(environment, node, lowerMembership);
        case 'StateTest':
            return lowerSubject(environment, node, lowerStateTest);
        case 'Containment':
            return lowerSubject(environment, node, lowerContainment);
        case 'Answered':
            return lowerAnswered(environment, node);
        case 'Asked':
            return lowerAsked(environment, node);
        case 'DecidedBy':
            return lowerDecidedBy(environment, node);
        case 'Sum':
            return lowerBoth(environment, node, lowerArithmetic);
        case 'Count': {
            const items = node.items.map((item) => lowerCondition(environment, item));
            return items.every((item) => item !== undefined)
                ? { kind: 'count', items: items as Condition[], node }
                : undefined;
        }
        case 'Reference':
            return lowerReference(environment, node, expected);
        default: {
            const reading = readLiteral(node);
            if (!('problem' in reading)) {
                const versions = [{ from: null, value: reading.value }];
                return { kind: 'quantity', quantity: constantQuantity(reading.type, versions) };
            }
            reportAt(environment, reading.problem, environment.declaration, node, reading.message);
            return undefined;
        }
    }
}

function lowerLogic(environment: Environment, node: Ast.Logic): Lowered | undefined {
    const left = lowerCondition(environment, node.left);
    const right = lowerCondition(environment, node.right);
    if (!left || !right) return undefined;
    return conditionOf(node.operator === 'and' ? and([left, right]) : or([left, right]));
}

function lowerSubject<N extends Ast.Membership | Ast.StateTest | Ast.Containment>(
    environment: Environment,
    node: N,
    lower: (environment: Environment, node: N, subject: Lowered) => Lowered | undefined,
): Lowered | undefined {
    const subject = lowerExpression(environment, node.subject);
    return subject && lower(environment, node, subject);
}

function lowerBoth<N extends Ast.Comparison | Ast.Sum>(
    environment: Environment,
    node: N,
    lower: (environment: Environment, node: N, left: Lowered, right: Lowered) => Lowered | undefined,
): Lowered | undefined {
    const left = lowerExpression(environment, node.left);
    // `vehicle = car`: beside a choice, a bare name is one of its values.
    const right = lowerExpression(environment, node.right, left?.kind === 'choice' ? left.choice : undefined);
    return left && right && lower(environment, node, left, right);
}
