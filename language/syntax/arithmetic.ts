// Arithmetic: sums of quantities times constants, exact and with units. Everything else is no sum and cannot be proved.

import type * as Ast from '../generated/ast.js';
import type { Dated } from '../model/value.js';
import { toQuantity } from './counts.js';
import type { Environment } from './environment.js';
import { numberType, withUnit } from './literal.js';
import { capital, describe, type Lowered, reportExpression } from './lowered.js';
import { addScaled, constantOf, describeType, type Quantity, sameDimension, scaleForm } from './quantity.js';
import { divide, ONE, type Rational, rational } from './rational.js';
import { plainText } from './text.js';

/** `left + right`, `left * right`. Undefined after a finding. */
export function lowerArithmetic(
    environment: Environment,
    node: Ast.Sum,
    left: Lowered,
    right: Lowered,
): Lowered | undefined {
    const [a, b] = [toQuantity(environment, left), toQuantity(environment, right)];
    if (!a || !b) {
        const culprit = a ? right : left;
        const message = `Arithmetic needs numbers, money, durations or dates, not ${describe(culprit)}.`;
        reportExpression(environment, 'type-mismatch', node, message, {
            expected: 'a quantity',
            actual: describe(culprit),
        });
        return undefined;
    }
    const quantity =
        node.operator === '+' || node.operator === '-'
            ? addition(environment, node, a, b)
            : product(environment, node, a, b);
    return quantity && { kind: 'quantity', quantity };
}

const SECONDS_A_DAY = 86_400;

function addition(environment: Environment, node: Ast.Sum, a: Quantity, b: Quantity): Quantity | undefined {
    const sign = rational(node.operator === '+' ? 1 : -1);
    const wider = (x: Quantity, y: Quantity) =>
        x.type.kind === 'number' && y.type.kind === 'number' && y.type.scale > x.type.scale ? y.type : x.type;
    if (a.type.kind === 'date' && b.type.kind === 'date' && node.operator === '-') {
        const days = addScaled(a.form, b.form, sign);
        const seconds = scaleForm(days, [{ from: null, value: rational(SECONDS_A_DAY) }]);
        return { type: { kind: 'duration', unit: 'days' }, form: seconds };
    }
    if (a.type.kind === 'date' && b.type.kind === 'duration') {
        return { type: a.type, form: addScaled(a.form, b.form, divide(sign, rational(SECONDS_A_DAY))) };
    }
    if (a.type.kind === 'duration' && b.type.kind === 'date' && node.operator === '+') {
        return { type: b.type, form: addScaled(b.form, a.form, rational(1, SECONDS_A_DAY)) };
    }
    if (sameDimension(a.type, b.type) && a.type.kind !== 'date')
        return { type: wider(a, b), form: addScaled(a.form, b.form, sign) };
    const [expected, actual] = [describeType(a.type), describeType(b.type)];
    const verb = node.operator === '+' ? 'added to' : 'taken from';
    const code = a.type.kind === b.type.kind && a.type.kind !== 'date' ? 'unit-mismatch' : 'type-mismatch';
    for (const [literal, type] of [
        [node.right, a.type],
        [node.left, b.type],
    ] as const) {
        const suggestion = withUnit(literal, type);
        if (!suggestion) continue;
        const message = `${capital(actual)} cannot be ${verb} ${expected}. Did you mean ‘${suggestion}’?`;
        return reportExpression(environment, code, literal, message, { expected, actual, suggestion });
    }
    const message = `${capital(actual)} cannot be ${verb} ${expected}.`;
    return reportExpression(environment, code, node, message, { expected, actual });
}

function product(environment: Environment, node: Ast.Sum, a: Quantity, b: Quantity): Quantity | undefined {
    const [ca, cb] = [constantOf(a.form), constantOf(b.form)];
    if (node.operator === '/') {
        if (!cb) return notLinear(environment, node);
        if (cb.some(({ value }) => value.numerator === 0n)) {
            const message = `‘${plainText(node.right)}’ is zero, and nothing can be divided by it.`;
            return reportExpression(environment, 'division-by-zero', node.right, message);
        }
        const inverse: Dated<Rational> = cb.map(({ from, value }) => ({ from, value: divide(ONE, value) }));
        if (b.type.kind === 'number' && a.type.kind !== 'date')
            return { type: a.type, form: scaleForm(a.form, inverse) };
        if (sameDimension(a.type, b.type) && a.type.kind !== 'date')
            return { type: numberType(6), form: scaleForm(a.form, inverse) };
    } else if (!ca && !cb) {
        return notLinear(environment, node);
    } else {
        const [factor, other, otherType] = cb && b.type.kind === 'number' ? [cb, a.form, a.type] : [ca, b.form, b.type];
        const factorType = factor === cb ? b.type : a.type;
        if (factor && factorType.kind === 'number' && otherType.kind !== 'date') {
            return { type: otherType.kind === 'number' ? numberType(6) : otherType, form: scaleForm(other, factor) };
        }
        // The other way round: a number fact times an amount, as in `count * £5`.
        if (ca && a.type.kind !== 'date' && b.type.kind === 'number')
            return { type: a.type, form: scaleForm(b.form, ca) };
        if (cb && b.type.kind !== 'date' && a.type.kind === 'number')
            return { type: b.type, form: scaleForm(a.form, cb) };
    }
    const [expected, actual] = [describeType(a.type), describeType(b.type)];
    const verb = node.operator === '/' ? 'divided' : 'multiplied';
    const message = `${capital(expected)} cannot be ${verb} by ${actual}.`;
    return reportExpression(environment, 'type-mismatch', node, message, { expected, actual });
}

function notLinear(environment: Environment, node: Ast.Sum): undefined {
    const [verb, by] = node.operator === '*' ? ['Multiplying', 'multiply'] : ['Dividing', 'divide'];
    const message = `${verb} one fact by another cannot be proved for every case: ${by} by a fixed number or a parameter, or give the result as a fact of its own.`;
    return reportExpression(environment, 'not-linear', node, message);
}
