// `count of (…)`: against a fixed number it is a threshold, anywhere else a nameless score.

import type * as Ast from '../generated/ast.js';
import type { ComparisonOperator, Condition } from '../model/condition.js';
import type { Score } from '../model/policy.js';
import { and, factsOf, NO, not, or, YES } from './conditions.js';
import { originOf } from './document.js';
import type { Environment } from './environment.js';
import { numberType } from './literal.js';
import type { Lowered } from './lowered.js';
import { constantOf, type Quantity, termQuantity } from './quantity.js';
import { compare } from './rational.js';
import { plainText } from './text.js';

/** A count against a fixed whole number is a threshold, exact even while some of its items are unknown. */
export function compareCount(operator: ComparisonOperator, left: Lowered, right: Lowered): Condition | undefined {
    if (left.kind !== 'count' || right.kind !== 'quantity' || right.quantity.type.kind !== 'number') return undefined;
    const constant = constantOf(right.quantity.form);
    const bound = constant?.[0]?.value;
    if (!bound || constant.some(({ value }) => compare(value, bound) !== 0)) return undefined;
    const floor =
        Number(bound.numerator / bound.denominator) - (bound.numerator < 0n && bound.denominator !== 1n ? 1 : 0);
    const whole = bound.denominator === 1n;
    const atLeast = (count: number): Condition =>
        count <= 0 ? YES : count > left.items.length ? NO : { kind: 'at-least', count, of: left.items };
    switch (operator) {
        case '>=':
            return atLeast(whole ? floor : floor + 1);
        case '>':
            return atLeast(floor + 1);
        case '<':
            return not(atLeast(whole ? floor : floor + 1));
        case '<=':
            return not(atLeast(floor + 1));
        case '=':
            return whole ? and([atLeast(floor), not(atLeast(floor + 1))]) : NO;
        case '!=':
            return whole ? or([not(atLeast(floor)), atLeast(floor + 1)]) : YES;
    }
}

/** The quantity that an expression is; a count becomes a nameless score. */
export function toQuantity(environment: Environment, lowered: Lowered): Quantity | undefined {
    if (lowered.kind === 'quantity') return lowered.quantity;
    if (lowered.kind !== 'count') return undefined;
    const score = countScore(environment, lowered.node, lowered.items);
    environment.addScore(score);
    return termQuantity(numberType(0), 'score', score.name);
}

/** The nameless score that a count inside arithmetic is: a point for each condition that is yes. */
function countScore(environment: Environment, node: Ast.Count, items: readonly Condition[]): Score {
    const origin = originOf(environment.declaration, node);
    return {
        name: plainText(node),
        scale: 0,
        parts: items.map((when, index) => ({
            kind: 'points',
            branches: [{ label: plainText(node.items[index] as Ast.Expression), when, points: 1, origin }],
            origin,
        })),
        facts: factsOf(environment, items.length > 0 ? items : [YES]),
        citations: [],
        origin,
    };
}
