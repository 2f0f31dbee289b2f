// Comparisons: quantities of one dimension with each other, choices and conditions for equality only.

import type * as Ast from '../generated/ast.js';
import type { ComparisonOperator, Condition, LinearForm } from '../model/condition.js';
import type { Dated } from '../model/value.js';
import { and, NO, not, or, YES } from './conditions.js';
import { compareCount, toQuantity } from './counts.js';
import type { Environment } from './environment.js';
import { capital, conditionOf, describe, type Lowered, reportExpression } from './lowered.js';
import { addScaled, type ExactForm, sameDimension, toLinearForm } from './quantity.js';
import { rational } from './rational.js';
import { plainText } from './text.js';

/** `left = right`, `left < right`. Undefined after a finding. */
export function lowerComparison(
    environment: Environment,
    node: Ast.Comparison,
    left: Lowered,
    right: Lowered,
): Lowered | undefined {
    const equality = node.operator === '=' || node.operator === '!=';
    const equal = equality ? lowerEquality(left, right) : undefined;
    if (equal) return conditionOf(node.operator === '=' ? equal : not(equal));
    if (left.kind === 'choice' || right.kind === 'choice' || left.kind === 'condition' || right.kind === 'condition') {
        const [expectedType, actual] = [describe(left), describe(right)];
        const message =
            equality || expectedType !== actual
                ? `${capital(expectedType)} cannot be compared with ${actual}.`
                : `${capital(expectedType)} has no order: use ‘=’ or ‘is’.`;
        reportExpression(environment, 'type-mismatch', node, message, { expected: expectedType, actual });
        return undefined;
    }
    const result = compareQuantities(environment, node.operator, left, right, node, plainText(node));
    return result && conditionOf(result);

    function lowerEquality(a: Lowered, b: Lowered): Condition | undefined {
        if (a.kind === 'condition' && b.kind === 'condition') return same(a.condition, b.condition);
        if (a.kind === 'choice' && b.kind === 'value') {
            return { kind: 'member', fact: a.fact.name, values: [{ from: null, value: [b.value] }] };
        }
        if (a.kind === 'choice' && b.kind === 'choice' && a.choice === b.choice) {
            const values = environment.choices.get(a.choice)?.values.map((value) => value.name) ?? [];
            return or(
                values.map((value) => {
                    const only = [{ from: null, value: [value] }];
                    return and([
                        { kind: 'member', fact: a.fact.name, values: only },
                        { kind: 'member', fact: b.fact.name, values: only },
                    ]);
                }),
            );
        }
        return undefined;
    }
}

/** `left ⋈ right` on quantities, as a condition. Undefined after a finding. */
export function compareQuantities(
    environment: Environment,
    operator: ComparisonOperator,
    left: Lowered,
    right: Lowered,
    node: Ast.Expression | Ast.Pattern,
    text: string,
): Condition | undefined {
    const counted = compareCount(operator, left, right) ?? compareCount(mirrored(operator), right, left);
    if (counted) return counted;
    const [a, b] = [toQuantity(environment, left), toQuantity(environment, right)];
    if (!a || !b || !sameDimension(a.type, b.type)) {
        const code = a && b && a.type.kind === b.type.kind ? 'unit-mismatch' : 'type-mismatch';
        const [expected, actual] = [describe(left), describe(right)];
        const message = `${capital(expected)} cannot be compared with ${actual}.`;
        reportExpression(environment, code, node, message, { expected, actual });
        return undefined;
    }
    const form = linearForm(environment, addScaled(a.form, b.form, rational(-1)), node);
    if (!form) return undefined;
    if (form.every(({ value }) => value.terms.length === 0)) {
        const results = form.map(({ value }) => holds(operator, value.constant));
        if (results.every((result) => result === results[0])) return results[0] ? YES : NO;
    }
    return { kind: 'compare', operator, form, text };
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

function mirrored(operator: ComparisonOperator): ComparisonOperator {
    const mirror: Record<ComparisonOperator, ComparisonOperator> = {
        '<': '>',
        '<=': '>=',
        '>': '<',
        '>=': '<=',
        '=': '=',
        '!=': '!=',
    };
    return mirror[operator];
}

function holds(operator: ComparisonOperator, value: number): boolean {
    switch (operator) {
        case '<':
            return value < 0;
        case '<=':
            return value <= 0;
        case '>':
            return value > 0;
        case '>=':
            return value >= 0;
        case '=':
            return value === 0;
        case '!=':
            return value !== 0;
    }
}
