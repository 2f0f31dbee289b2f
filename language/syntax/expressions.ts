// Lowers expressions: resolves names by the type that the place expects, checks types and units, and gives conditions
// and exact linear forms. A finding is reported once, where the mistake is; what hangs on it is left out quietly.

import type * as Ast from '../generated/ast.js';
import type { ComparisonOperator, Condition, LinearForm } from '../model/condition.js';
import type { Fact } from '../model/policy.js';
import type { Type } from '../model/type.js';
import type { Dated } from '../model/value.js';
import { and, NO, not, or, YES } from './conditions.js';
import { mention, report, reportAt, reportUnknownName } from './context.js';
import type { Environment } from './environment.js';
import { numberType, readLiteral } from './literal.js';
import { lowerAnswered, lowerAsked, lowerDecidedBy } from './path-conditions.js';
import {
    addScaled,
    constantOf,
    constantQuantity,
    describeType,
    type ExactForm,
    type Quantity,
    sameDimension,
    scaleForm,
    termQuantity,
    toLinearForm,
} from './quantity.js';
import { compare, divide, ONE, type Rational, rational } from './rational.js';
import { valueSymbol } from './scope.js';
import { countScore } from './scores.js';
import { originOfExpression, plainText } from './text.js';
import { lowerChoiceValue } from './values.js';

/** An expression by what can be done with it. */
export type Lowered =
    | { readonly kind: 'condition'; readonly condition: Condition }
    | { readonly kind: 'choice'; readonly fact: Fact; readonly choice: string }
    | { readonly kind: 'set'; readonly fact: Fact; readonly choice: string }
    | { readonly kind: 'value'; readonly choice: string; readonly value: string }
    | { readonly kind: 'quantity'; readonly quantity: Quantity }
    | { readonly kind: 'count'; readonly items: readonly Condition[]; readonly node: Ast.Count };

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
    switch (node.$type) {
        case 'Logic':
            return lowerLogic(environment, node);
        case 'Negation': {
            const operand = lowerCondition(environment, node.operand);
            return operand && condition(not(operand));
        }
        case 'Comparison':
            return lowerComparison(environment, node);
        case 'Membership':
            return lowerMembership(environment, node);
        case 'StateTest':
            return lowerStateTest(environment, node);
        case 'Containment':
            return lowerContainment(environment, node);
        case 'Answered':
            return lowerAnswered(environment, node);
        case 'Asked':
            return lowerAsked(environment, node);
        case 'DecidedBy':
            return lowerDecidedBy(environment, node);
        case 'Sum':
            return lowerArithmetic(environment, node);
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

/** "money in GBP", "a condition": for messages. */
export function describe(lowered: Lowered): string {
    switch (lowered.kind) {
        case 'condition':
            return 'yes or no';
        case 'choice':
        case 'value':
            return `a value of ${lowered.choice}`;
        case 'set':
            return `a set of ${lowered.choice}`;
        case 'quantity':
            return describeType(lowered.quantity.type);
        case 'count':
            return 'a count';
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

/** The quantity that an expression is; a count becomes a nameless score. */
export function toQuantity(environment: Environment, lowered: Lowered): Quantity | undefined {
    if (lowered.kind === 'quantity') return lowered.quantity;
    if (lowered.kind !== 'count') return undefined;
    const score = countScore(environment, lowered.node, lowered.items);
    environment.addScore(score);
    return termQuantity(numberType(0), 'score', score.name);
}

/** Yes where the whole quantity is known. */
export function quantityKnown(
    form: Dated<{ readonly terms: ReadonlyMap<string, { of: 'fact' | 'score'; name: string }> }>,
): Condition {
    const terms = new Map(form.flatMap(({ value }) => [...value.terms].map(([key, term]) => [key, term] as const)));
    if (terms.size === 0) return YES;
    return and(
        [...terms.values()].map(
            ({ of, name }): Condition =>
                of === 'fact'
                    ? { kind: 'known', of: { kind: 'fact', fact: name } }
                    : { kind: 'known', of: { kind: 'score', score: name } },
        ),
    );
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

function condition(value: Condition): Lowered {
    return { kind: 'condition', condition: value };
}

function lowerLogic(environment: Environment, node: Ast.Logic): Lowered | undefined {
    const left = lowerCondition(environment, node.left);
    const right = lowerCondition(environment, node.right);
    if (!left || !right) return undefined;
    return condition(node.operator === 'and' ? and([left, right]) : or([left, right]));
}

function lowerReference(environment: Environment, node: Ast.Reference, expected?: string): Lowered | undefined {
    const { name } = node;
    const { scope, declaration } = environment;
    const place = { declaration, node, property: 'name' };
    if (node.member !== undefined) {
        const message = `‘${name}.${node.member}’ names a step: say ‘${name}.${node.member} asked’ or ‘${name}.${node.member} answered …’.`;
        reportExpression(environment, 'type-mismatch', node, message);
        return undefined;
    }
    if (expected !== undefined) {
        const choice = scope.choices.get(expected);
        const value = choice?.node.values.find((candidate) => candidate.name === name);
        if (choice && value) {
            mention(environment, valueSymbol(choice.declaration, choice.node, value), place);
            return { kind: 'value', choice: expected, value: name };
        }
    }
    if (name === 'yes' || name === 'no') return condition(name === 'yes' ? YES : NO);
    const declared = scope.variables.get(name);
    if (!declared) {
        reportUnresolved(environment, node, expected);
        return undefined;
    }
    mention(environment, declared.symbol, place);
    switch (declared.node.$type) {
        case 'Fact': {
            const fact = environment.facts.get(name);
            return fact && lowerFactReference(fact);
        }
        case 'Parameter': {
            const parameter = environment.parameters.get(name);
            return parameter && { kind: 'quantity', quantity: constantQuantity(parameter.type, parameter.exact) };
        }
        case 'Definition': {
            const definition = environment.definition(name);
            if (!definition) return undefined;
            return definition.value.kind === 'condition' ? condition({ kind: 'definition', name }) : definition.value;
        }
        case 'Score': {
            const score = environment.score(name);
            return score && { kind: 'quantity', quantity: termQuantity(numberType(score.scale), 'score', name) };
        }
    }
}

function lowerFactReference(fact: Fact): Lowered {
    switch (fact.type.kind) {
        case 'boolean':
            return condition({ kind: 'fact', fact: fact.name });
        case 'choice':
            return { kind: 'choice', fact, choice: fact.type.choice };
        case 'set':
            return { kind: 'set', fact, choice: fact.type.choice };
        default:
            return { kind: 'quantity', quantity: termQuantity(fact.type, 'fact', fact.name) };
    }
}

function reportUnresolved(environment: Environment, node: Ast.Reference, expected: string | undefined): void {
    const { scope } = environment;
    const { name } = node;
    if (scope.doubtful.has(name)) return;
    const place = { declaration: environment.declaration, node, property: 'name' };
    const owner = [...scope.choices.values()].find(({ node: choice }) =>
        choice.values.some((value) => value.name === name),
    );
    if (owner) {
        const message = `‘${name}’ is a value of ${owner.node.name}: say of which fact, as in ‘… is ${name}’.`;
        reportExpression(environment, 'type-mismatch', node, message, {
            expected: 'a condition',
            actual: `a value of ${owner.node.name}`,
        });
        return;
    }
    if (name === 'unknown') {
        reportExpression(environment, 'type-mismatch', node, '‘unknown’ is asked for with ‘is unknown’.');
        return;
    }
    const values =
        expected === undefined ? [] : (scope.choices.get(expected)?.node.values.map((value) => value.name) ?? []);
    const dash = name.includes('-') && name.split('-').every((part) => scope.variables.has(part) || /^\d/.test(part));
    const hint = dash ? 'A subtraction has spaces around its minus.' : '';
    const what = expected === undefined ? 'fact, parameter, definition or score' : `value of ${expected}`;
    reportUnknownName(environment, place, what, name, [...values, ...scope.variables.keys()], hint);
}

function lowerComparison(environment: Environment, node: Ast.Comparison): Lowered | undefined {
    const left = lowerExpression(environment, node.left);
    const expected = left?.kind === 'choice' ? left.choice : undefined;
    const right = lowerExpression(environment, node.right, expected);
    if (!left || !right) return undefined;
    const equality = node.operator === '=' || node.operator === '!=';
    const equal = equality ? lowerEquality(left, right) : undefined;
    if (equal) return condition(node.operator === '=' ? equal : not(equal));
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
    return result && condition(result);

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

function same(a: Condition, b: Condition): Condition {
    if (b === YES) return a;
    if (b === NO) return not(a);
    if (a === YES) return b;
    if (a === NO) return not(b);
    return or([and([a, b]), and([not(a), not(b)])]);
}

function lowerMembership(environment: Environment, node: Ast.Membership): Lowered | undefined {
    const subject = lowerExpression(environment, node.subject);
    if (!subject) return undefined;
    if (subject.kind === 'condition') {
        const answer = node.values[0];
        if (node.values.length === 1 && (answer === 'yes' || answer === 'no')) {
            return condition((answer === 'yes') !== node.negated ? subject.condition : not(subject.condition));
        }
        reportExpression(
            environment,
            'type-mismatch',
            node,
            `‘${plainText(node.subject)}’ is yes or no, not ‘${answer}’.`,
        );
        return undefined;
    }
    if (subject.kind !== 'choice') {
        const instead = subject.kind === 'set' ? `use ‘has ${node.values[0]}’` : 'use ‘=’, ‘<’ or ‘at most’';
        const message = `‘is’ asks for the value of a choice; ‘${plainText(node.subject)}’ is ${describe(subject)}: ${instead}.`;
        reportExpression(environment, 'type-mismatch', node, message);
        return undefined;
    }
    // `vehicle is car or badge`, where badge is a fact of its own: a second condition, if nothing binds it otherwise.
    const split = node.values.findIndex((name, index) => index > 0 && isCondition(environment, name, subject.choice));
    if (split > 0) {
        const bound =
            node.$container.$type === 'Negation' ||
            (node.$container.$type === 'Logic' && node.$container.operator === 'and');
        if (
            bound ||
            node.negated ||
            !node.values.slice(split).every((name) => isCondition(environment, name, subject.choice))
        ) {
            const name = node.values[split] as string;
            const message = `‘${name}’ is no value of ${subject.choice}: put ‘${plainText(node.subject)} is ${node.values.slice(0, split).join(' or ')}’ in parentheses.`;
            reportExpression(environment, 'type-mismatch', node, message);
            return undefined;
        }
    }
    const names = split > 0 ? node.values.slice(0, split) : node.values;
    const values = lowerValues(environment, node, names, subject.choice);
    if (!values) return undefined;
    const member: Condition = { kind: 'member', fact: subject.fact.name, ...values };
    if (split < 0) return condition(node.negated ? not(member) : member);
    const others = node.values.slice(split).map((name, index) => {
        const declared = environment.scope.variables.get(name);
        const place = { declaration: environment.declaration, node, property: 'values', index: split + index };
        if (declared) mention(environment, declared.symbol, place);
        return declared?.node.$type === 'Fact'
            ? ({ kind: 'fact', fact: name } as const)
            : ({ kind: 'definition', name } as const);
    });
    return condition(or([member, ...others]));
}

function isCondition(environment: Environment, name: string, choice: string): boolean {
    if (environment.scope.choices.get(choice)?.node.values.some((value) => value.name === name)) return false;
    if (environment.scope.categories.get(name)?.node.choice === choice) return false;
    const declared = environment.scope.variables.get(name);
    if (declared?.node.$type === 'Fact') return environment.facts.get(name)?.type.kind === 'boolean';
    return declared?.node.$type === 'Definition' && environment.definition(name)?.value.kind === 'condition';
}

/** Names of values and categories of a choice, as a dated list of values. Undefined after a finding. */
export function lowerValues(
    environment: Environment,
    node: Ast.Membership | Ast.Containment | Ast.Reference,
    names: readonly string[],
    choice: string,
): { readonly values: Dated<readonly string[]>; readonly category?: string } | undefined {
    const { scope, declaration } = environment;
    let versions: Dated<readonly string[]> = [{ from: null, value: [] }];
    let complete = true;
    let category: string | undefined;
    for (const [index, name] of names.entries()) {
        const property = node.$type === 'Reference' ? 'name' : 'values';
        const place = { declaration, node, property, ...(property === 'values' ? { index } : {}) };
        const declared = scope.categories.get(name);
        if (declared) {
            mention(environment, declared.symbol, place);
            const lowered = environment.categories.get(name);
            if (declared.node.choice !== choice) {
                const message = `‘${name}’ is a category of ${declared.node.choice}, not of ${choice}.`;
                report(environment, 'type-mismatch', originOfExpression(declaration, node), message);
            }
            if (!lowered || declared.node.choice !== choice) {
                complete = false;
                continue;
            }
            if (names.length === 1) category = name;
            versions = mergeVersions(versions, lowered.members);
        } else {
            const own = scope.choices.get(choice)?.node.values.some((value) => value.name === name);
            const near = own
                ? undefined
                : [...scope.categories.values()].filter((other) => other.node.choice === choice);
            if (near && !scope.choices.get(choice)?.broken && !scope.doubtful.has(name)) {
                const values = scope.choices.get(choice)?.node.values.map((value) => value.name) ?? [];
                const candidates = [...values, ...near.map((other) => other.node.name)];
                reportUnknownName(environment, place, `value of ${choice}`, name, candidates);
                complete = false;
                continue;
            }
            const value = lowerChoiceValue(environment, scope, choice, place, name);
            if (value === undefined) complete = false;
            else versions = mergeVersions(versions, [{ from: null, value: [value] }]);
        }
    }
    if (!complete) return undefined;
    const order = new Map(environment.choices.get(choice)?.values.map((value, index) => [value.name, index]));
    const sorted = versions.map(({ from, value }) => ({
        from,
        value: [...value].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)),
    }));
    return { values: sorted, ...(category === undefined ? {} : { category }) };
}

function mergeVersions(a: Dated<readonly string[]>, b: Dated<readonly string[]>): Dated<readonly string[]> {
    const starts = [...new Set([...a, ...b].map(({ from }) => from ?? Number.NEGATIVE_INFINITY))].sort((x, y) => x - y);
    const at = (versions: Dated<readonly string[]>, start: number) =>
        (versions.filter(({ from }) => (from ?? Number.NEGATIVE_INFINITY) <= start).at(-1) ?? versions[0])?.value ?? [];
    // Before its first version starts, a list is taken as its first version.
    const first =
        starts.length > 1 && starts[0] === Number.NEGATIVE_INFINITY && !a.concat(b).every(({ from }) => from === null);
    const used =
        first && ![a, b].some((versions) => versions[0]?.from === null && versions[0].value.length > 0)
            ? starts.slice(1)
            : starts;
    return used.map((start) => ({
        from: start === Number.NEGATIVE_INFINITY ? null : start,
        value: [...new Set([...at(a, start), ...at(b, start)])],
    }));
}

function lowerStateTest(environment: Environment, node: Ast.StateTest): Lowered | undefined {
    const subject = lowerExpression(environment, node.subject);
    if (!subject) return undefined;
    const known = node.state === 'empty' ? lowerEmpty() : lowerKnown();
    if (!known) return undefined;
    // `is unknown` and `is not known` are one, as are `is known` and `is not unknown`.
    return condition((node.state === 'unknown') !== node.negated ? not(known) : known);

    function lowerEmpty(): Condition | undefined {
        if (subject?.kind === 'set') {
            const values = environment.choices.get(subject.choice)?.values.map((value) => value.name) ?? [];
            return not({
                kind: 'contains',
                fact: subject.fact.name,
                quantifier: 'any',
                values: [{ from: null, value: values }],
            });
        }
        const message = `‘is empty’ is asked of a set; ‘${plainText(node.subject)}’ is ${subject && describe(subject)}.`;
        reportExpression(environment, 'type-mismatch', node, message);
        return undefined;
    }

    function lowerKnown(): Condition | undefined {
        switch (subject?.kind) {
            case 'choice':
            case 'set':
                return { kind: 'known', of: { kind: 'fact', fact: subject.fact.name } };
            case 'quantity':
                return quantityKnown(subject.quantity.form);
            case 'condition': {
                const { condition: of } = subject;
                if (of.kind === 'fact') return { kind: 'known', of: { kind: 'fact', fact: of.fact } };
                return { kind: 'known', of: { kind: 'condition', condition: of } };
            }
            case 'count':
                return and(
                    subject.items.map(
                        (item): Condition => ({ kind: 'known', of: { kind: 'condition', condition: item } }),
                    ),
                );
            default:
                return undefined;
        }
    }
}

function lowerContainment(environment: Environment, node: Ast.Containment): Lowered | undefined {
    const subject = lowerExpression(environment, node.subject);
    if (!subject) return undefined;
    if (subject.kind !== 'set') {
        const instead = subject.kind === 'choice' ? `: use ‘is ${node.values[0]}’` : '';
        const message = `‘has’ is asked of a set; ‘${plainText(node.subject)}’ is ${describe(subject)}${instead}.`;
        reportExpression(environment, 'type-mismatch', node, message);
        return undefined;
    }
    if (node.quantifier === undefined && node.values.length > 1) {
        const message = 'Say ‘has any of …’ or ‘has all of …’ with several values.';
        reportExpression(environment, 'type-mismatch', node, message);
        return undefined;
    }
    const values = lowerValues(environment, node, node.values, subject.choice);
    return (
        values &&
        condition({ kind: 'contains', fact: subject.fact.name, quantifier: node.quantifier ?? 'any', ...values })
    );
}

function lowerArithmetic(environment: Environment, node: Ast.Sum): Lowered | undefined {
    const left = lowerExpression(environment, node.left);
    const right = lowerExpression(environment, node.right);
    if (!left || !right) return undefined;
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
    const code = a.type.kind === b.type.kind ? 'unit-mismatch' : 'type-mismatch';
    reportExpression(environment, code, node, `${capital(actual)} cannot be ${verb} ${expected}.`, {
        expected,
        actual,
    });
    return undefined;
}

function product(environment: Environment, node: Ast.Sum, a: Quantity, b: Quantity): Quantity | undefined {
    const [ca, cb] = [constantOf(a.form), constantOf(b.form)];
    if (node.operator === '/') {
        if (!cb) return notLinear(environment, node, 'A quantity is divided only by a fixed number or a parameter');
        if (cb.some(({ value }) => value.numerator === 0n)) return notLinear(environment, node, 'This divides by zero');
        const inverse: Dated<Rational> = cb.map(({ from, value }) => ({ from, value: divide(ONE, value) }));
        if (b.type.kind === 'number' && a.type.kind !== 'date')
            return { type: a.type, form: scaleForm(a.form, inverse) };
        if (sameDimension(a.type, b.type) && a.type.kind !== 'date')
            return { type: numberType(6), form: scaleForm(a.form, inverse) };
    } else if (!ca && !cb) {
        return notLinear(environment, node, 'A fact is multiplied only by a fixed number or a parameter');
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
    reportExpression(environment, 'type-mismatch', node, `${capital(expected)} cannot be ${verb} by ${actual}.`, {
        expected,
        actual,
    });
    return undefined;
}

function notLinear(environment: Environment, node: Ast.Sum, why: string): undefined {
    const message = `${why}: only then can every case be proved. Give the result as a fact of its own.`;
    reportExpression(environment, 'not-linear', node, message);
    return undefined;
}

/** A count against a fixed whole number is a threshold, exact even while some of its items are unknown. */
function compareCount(operator: ComparisonOperator, left: Lowered, right: Lowered): Condition | undefined {
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

export function reportExpression(
    environment: Environment,
    code: Parameters<typeof report>[1],
    node: Ast.Expression | Ast.Pattern,
    message: string,
    extra?: Parameters<typeof report>[4],
): void {
    report(environment, code, originOfExpression(environment.declaration, node), message, extra);
}

function capital(text: string): string {
    return text.charAt(0).toUpperCase() + text.slice(1);
}

export function typeOf(lowered: Lowered): Type {
    switch (lowered.kind) {
        case 'condition':
            return { kind: 'boolean' };
        case 'choice':
        case 'value':
            return { kind: 'choice', choice: lowered.choice };
        case 'set':
            return { kind: 'set', choice: lowered.choice };
        case 'quantity':
            return lowered.quantity.type;
        case 'count':
            return numberType(0);
    }
}
