// Comparisons: quantities of one dimension with each other, choices and conditions for equality only.

import type * as Ast from '../generated/ast.js';
import { isLiteral } from '../generated/ast.js';
import type { ComparisonOperator, Condition, LinearForm } from '../model/condition.js';
import { compares, mirrored } from '../model/operator.js';
import { printValue } from '../model/print.js';
import type { QuantityType } from '../model/type.js';
import type { Dated } from '../model/value.js';
import { and, isTooLarge, NO, not, or, YES } from './conditions.js';
import { compareCount, toQuantity } from './counts.js';
import type { Environment } from './environment.js';
import { withUnit } from './literal.js';
import { capital, conditionOf, describe, type Lowered, reportExpression } from './lowered.js';
import { addScaled, constantOf, type ExactForm, sameDimension, scaleOf, toLinearForm } from './quantity.js';
import { compare, multiply, rational } from './rational.js';
import { plainText } from './text.js';

/** One side of a comparison, with what it was lowered from. */
export interface Side {
    readonly node: Ast.Expression;
    readonly lowered: Lowered;
}

/** `left = right`, `left < right`. Undefined after a finding. */
export function lowerComparison(
    environment: Environment,
    node: Ast.Comparison,
    left: Lowered,
    right: Lowered,
): Lowered | undefined {
    const { operator } = node;
    const sides = [
        { node: node.left, lowered: left },
        { node: node.right, lowered: right },
    ] as const;
    if (isQuantity(left) && isQuantity(right)) {
        const result = compareQuantities(environment, operator, ...sides, node, plainText(node));
        return result && conditionOf(result);
    }
    const equality = operator === '=' || operator === '!=';
    const equal = equality ? (equals(environment, left, right) ?? equals(environment, right, left)) : undefined;
    if (!equal) return reportMismatch(environment, node, ...sides);
    if (isTooLarge([equal])) {
        const message = 'This comparison is too long once it is written out: name its sides with ‘define’.';
        return reportExpression(environment, 'too-many-operators', node, message);
    }
    return conditionOf(operator === '=' ? equal : not(equal));
}

function isQuantity(lowered: Lowered): boolean {
    return lowered.kind === 'quantity' || lowered.kind === 'count';
}

/** `a = b` for conditions and choices. Undefined if they cannot be equal. */
function equals(environment: Environment, a: Lowered, b: Lowered): Condition | undefined {
    if (a.kind === 'condition' && b.kind === 'condition') return same(a.condition, b.condition);
    if (a.kind !== 'choice') return undefined;
    const isValue = (fact: string, value: string): Condition => ({
        kind: 'member',
        fact,
        values: [{ from: null, value: [value] }],
    });
    if (b.kind === 'value' && b.choice === a.choice) return isValue(a.fact.name, b.value);
    if (b.kind !== 'choice' || b.choice !== a.choice) return undefined;
    const values = environment.choices.get(a.choice)?.values ?? [];
    return or(values.map(({ name }) => and([isValue(a.fact.name, name), isValue(b.fact.name, name)])));
}

/** Says that two sides do not go together, and what was meant if only a unit is lacking. */
function reportMismatch(
    environment: Environment,
    node: Ast.Expression | Ast.Pattern,
    left: Side,
    right: Side,
): undefined {
    const [expected, actual] = [describe(left.lowered), describe(right.lowered)];
    const [a, b] = [quantityTypeOf(left.lowered), quantityTypeOf(right.lowered)];
    const code = a && b && a.kind === b.kind ? 'unit-mismatch' : 'type-mismatch';
    const sides = `${nameOf(left)} is ${expected} and ${nameOf(right)} is ${actual}`;
    if (expected === actual) {
        const hint = left.lowered.kind === 'set' ? 'ask for its values with ‘has’' : 'use ‘=’ or ‘is’';
        return reportExpression(environment, code, node, `${capital(expected)} has no order: ${hint}.`, {
            expected,
            actual,
        });
    }
    for (const [side, other] of [
        [right, a],
        [left, b],
    ] as const) {
        const suggestion = other && withUnit(side.node, other);
        if (!suggestion) continue;
        const message = `${sides}: they cannot be compared. Did you mean ‘${suggestion}’?`;
        return reportExpression(environment, code, side.node, message, { expected, actual, suggestion });
    }
    return reportExpression(environment, code, node, `${sides}: they cannot be compared.`, { expected, actual });
}

function quantityTypeOf(lowered: Lowered): QuantityType | undefined {
    return lowered.kind === 'quantity' ? lowered.quantity.type : undefined;
}

function nameOf({ node }: Side): string {
    const text = plainText(node);
    return `‘${text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME)}…` : text}’`;
}

const LONGEST_NAME = 40;

/** `left ⋈ right` on quantities, as a condition. Undefined after a finding. */
export function compareQuantities(
    environment: Environment,
    operator: ComparisonOperator,
    left: Side,
    right: Side,
    node: Ast.Expression | Ast.Pattern,
    text: string,
): Condition | undefined {
    const counted =
        compareCount(operator, left.lowered, right.lowered) ??
        compareCount(mirrored(operator), right.lowered, left.lowered);
    if (counted) {
        if (!isTooLarge([counted])) return counted;
        const message = 'These counts of counts are too long once they are written out: name a part with ‘define’.';
        return reportExpression(environment, 'too-many-operators', node, message);
    }
    const [a, b] = [toQuantity(environment, left.lowered), toQuantity(environment, right.lowered)];
    if (!a || !b || !sameDimension(a.type, b.type)) return reportMismatch(environment, node, left, right);
    checkInRange(environment, left, right);
    checkInRange(environment, right, left);
    const form = linearForm(environment, addScaled(a.form, b.form, rational(-1)), node);
    if (!form) return undefined;
    if (form.every(({ value }) => value.terms.length === 0)) {
        const results = form.map(({ value }) => compares(value.constant, operator));
        if (results.every((result) => result === results[0])) return results[0] ? YES : NO;
    }
    return { kind: 'compare', operator, form, text };
}

/** A literal outside the range of the fact that it is compared with says nothing of any case. */
function checkInRange(environment: Environment, side: Side, literal: Side): void {
    if (side.node.$type !== 'Reference' || !isLiteral(literal.node) || literal.lowered.kind !== 'quantity') return;
    const fact = environment.facts.get(side.node.name);
    const value = constantOf(literal.lowered.quantity.form)?.[0]?.value;
    if (!fact?.range || !value || environment.scope.variables.get(fact.name)?.node.$type !== 'Fact') return;
    const { type, range } = fact;
    if (type.kind === 'boolean' || type.kind === 'choice' || type.kind === 'set') return;
    const scaled = multiply(value, rational(scaleOf(type)));
    const below = range.min !== undefined && compare(scaled, rational(range.min)) < 0;
    const above = range.max !== undefined && compare(scaled, rational(range.max)) > 0;
    if (!below && !above) return;
    const bound = printValue((below ? range.min : range.max) as number, type);
    const message = `‘${fact.name}’ is ${below ? 'at least' : 'at most'} ${bound}, so no case comes to ${plainText(literal.node)}.`;
    const expected = `${below ? 'at least' : 'at most'} ${bound}`;
    reportExpression(environment, 'value-out-of-range', literal.node, message, {
        expected,
        actual: plainText(literal.node),
    });
}

/** The model's integers for an exact form; a number that is too large is reported. */
export function linearForm(
    environment: Environment,
    form: Dated<ExactForm>,
    node: Ast.Expression | Ast.Pattern,
): Dated<LinearForm> | undefined {
    const versions = form.map(({ from, value }) => ({ from, value: toLinearForm(value) }));
    if (versions.every(({ value }) => value !== undefined)) return versions as Dated<LinearForm>;
    reportExpression(
        environment,
        'number-too-large',
        node,
        'The numbers of this comparison are too large to be exact.',
    );
    return undefined;
}

function same(a: Condition, b: Condition): Condition {
    if (b === YES) return a;
    if (b === NO) return not(a);
    if (a === YES) return b;
    if (a === NO) return not(b);
    return or([and([a, b]), and([not(a), not(b)])]);
}
