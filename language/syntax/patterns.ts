// Lowers patterns: `yes`, `at most £50`, `x to y`, a value, a category, `unknown`.

import type * as Ast from '../generated/ast.js';
import type { ComparisonOperator, Condition } from '../model/condition.js';
import type { Answer } from '../model/policy.js';
import { compareQuantities } from './comparison.js';
import { and, established, not, or } from './conditions.js';
import { reportUnknownName } from './context.js';
import { originOf } from './document.js';
import type { Environment } from './environment.js';
import { lowerExpression } from './expressions.js';
import { describe, type Lowered, reportExpression } from './lowered.js';
import { constantOf } from './quantity.js';
import { compare } from './rational.js';
import { type Subject, subjectKnown } from './subject.js';
import { plainText } from './text.js';
import { lowerValues } from './values-of-choice.js';

export interface LoweredPatterns {
    readonly label: string;
    readonly when: Condition;
    readonly patterns: Answer['patterns'];
}

/** Lowers the patterns of one answer, cell or band, any of which may match. Undefined after a finding. */
export function lowerPatterns(
    environment: Environment,
    subject: Subject,
    patterns: readonly Ast.Pattern[],
): LoweredPatterns | undefined {
    const lowered = patterns.map((pattern) => {
        const when = lowerPattern(environment, subject, pattern);
        return (
            when && {
                text: plainText(pattern),
                when: established(environment, when),
                origin: originOf(environment.declaration, pattern),
            }
        );
    });
    if (!lowered.every((pattern) => pattern !== undefined)) return undefined;
    return {
        label: lowered.map((pattern) => pattern.text).join(', '),
        when: or(lowered.map((pattern) => pattern.when)),
        patterns: lowered,
    };
}

const BOUNDS: Readonly<Record<string, ComparisonOperator>> = { atmost: '<=', atleast: '>=', over: '>', under: '<' };

function lowerPattern(environment: Environment, subject: Subject, pattern: Ast.Pattern): Condition | undefined {
    const { lowered } = subject;
    const name =
        pattern.$type === 'ValuePattern' && pattern.value.$type === 'Reference' ? pattern.value.name : undefined;
    if (name === 'unknown') return not(subjectKnown(subject));
    switch (lowered.kind) {
        case 'condition':
            if (name === 'yes') return lowered.condition;
            if (name === 'no') return not(lowered.condition);
            return wrongPattern(environment, subject, pattern, 'yes, no or unknown');
        case 'choice': {
            const answer = pattern.$type === 'ValuePattern' && pattern.value.$type === 'Reference' && pattern.value;
            if (!answer || answer.member !== undefined || name === 'yes' || name === 'no') {
                return wrongPattern(environment, subject, pattern, `values of ${lowered.choice}`);
            }
            const values = lowerValues(environment, answer, [answer.name], lowered.choice);
            return values && { kind: 'member', fact: lowered.fact.name, ...values };
        }
        default:
            if (name === 'yes' || name === 'no') {
                return wrongPattern(environment, subject, pattern, 'amounts, bounds such as ‘at most …’, or unknown');
            }
            return lowerQuantityPattern(environment, subject, pattern);
    }
}

function lowerQuantityPattern(environment: Environment, subject: Subject, pattern: Ast.Pattern): Condition | undefined {
    const test = (operator: ComparisonOperator, operand: Ast.Operand): Condition | undefined => {
        const right = lowerOperand(environment, subject, operand);
        if (!right) return undefined;
        const text = `${subject.text} ${plainText(pattern)}`;
        return compareQuantities(environment, operator, subject, { node: operand, lowered: right }, pattern, text);
    };
    switch (pattern.$type) {
        case 'BoundPattern':
            return test(BOUNDS[pattern.bound] ?? '=', pattern.value);
        case 'RangePattern': {
            const low = test('>=', pattern.low);
            const high = test('<=', pattern.high);
            if (!low || !high) return undefined;
            if (isBackward(environment, pattern)) {
                reportExpression(
                    environment,
                    'range-invalid',
                    pattern,
                    'This range ends before it starts, so nothing matches it.',
                );
                return undefined;
            }
            return and([low, high]);
        }
        case 'ValuePattern':
            return test('=', pattern.value);
    }
}

/** What a pattern compares with: a literal, a parameter, or a definition without facts. Undefined after a finding. */
function lowerOperand(environment: Environment, subject: Subject, operand: Ast.Operand): Lowered | undefined {
    if (operand.$type === 'Reference') {
        const { scope, declaration, parameters } = environment;
        const { name } = operand;
        if (!scope.variables.has(name) && !scope.doubtful.has(name)) {
            const place = { declaration, node: operand, property: 'name' };
            const instead = /^(else|other|others|default)$/.test(name)
                ? 'otherwise'
                : name === 'up'
                  ? 'at most'
                  : undefined;
            const hint = `‘${subject.text}’ is ${describe(subject.lowered)}${instead ? `; for ‘${name}’ write ‘${instead}’` : ''}.`;
            reportUnknownName(environment, place, 'parameter', name, instead ? [] : parameters.keys(), hint);
            return undefined;
        }
    }
    const lowered = lowerExpression(environment, operand);
    if (!lowered) return undefined;
    if (lowered.kind === 'quantity' && constantOf(lowered.quantity.form)) return lowered;
    const message = `An answer compares with a fixed value or a parameter; ask ‘${subject.text} <= ${plainText(operand)}’ instead.`;
    reportExpression(environment, 'type-mismatch', operand, message);
    return undefined;
}

function isBackward(environment: Environment, pattern: Ast.RangePattern): boolean {
    const quiet: Environment = { ...environment, findings: [], occurrences: [] };
    const [low, high] = [lowerExpression(quiet, pattern.low), lowerExpression(quiet, pattern.high)];
    if (low?.kind !== 'quantity' || high?.kind !== 'quantity') return false;
    const [from, to] = [constantOf(low.quantity.form), constantOf(high.quantity.form)];
    if (!from || !to || from.length !== 1 || to.length !== 1 || !from[0] || !to[0]) return false;
    return compare(from[0].value, to[0].value) > 0;
}

function wrongPattern(environment: Environment, subject: Subject, pattern: Ast.Pattern, expected: string): undefined {
    const actual = plainText(pattern);
    const message = `‘${subject.text}’ is ${describe(subject.lowered)}: its answers are ${expected}, not ‘${actual}’.`;
    reportExpression(environment, 'type-mismatch', pattern, message, { expected, actual });
    return undefined;
}
