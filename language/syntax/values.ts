// Values as they are given: defaults, givens of scenarios, bounds of facts.

import type * as Ast from '../generated/ast.js';
import type { Fact } from '../model/policy.js';
import { printValue } from '../model/print.js';
import { nearest } from '../model/spelling.js';
import type { QuantityType, Type } from '../model/type.js';
import type { Value } from '../model/value.js';
import { type Context, mention, report, reportAt } from './context.js';
import type { DeclarationNode } from './document.js';
import { readLiteral, withUnit } from './literal.js';
import { describeType, sameDimension, scaleOf } from './quantity.js';
import { toScaled } from './rational.js';
import { type Declared, type Scope, valueSymbol } from './scope.js';
import { originOfPlace, type Place } from './symbols.js';

/** Reads a value for a fact and checks its type, whether it may be unknown, and its range. Undefined after a finding. */
export function lowerValue(
    context: Context,
    scope: Scope,
    declaration: DeclarationNode,
    node: Ast.Value,
    fact: Pick<Fact, 'name' | 'type' | 'maybeUnknown' | 'range'>,
): Value | undefined {
    const { type } = fact;
    if (node.$type === 'NamedValue' && node.name === 'unknown') {
        if (fact.maybeUnknown) return null;
        const message = `‘${fact.name}’ cannot be unknown: declare it ‘or unknown’, or leave it out.`;
        reportAt(context, 'unknown-not-allowed', declaration, node, message);
        return undefined;
    }
    switch (type.kind) {
        case 'boolean':
            if (node.$type === 'NamedValue' && (node.name === 'yes' || node.name === 'no')) return node.name === 'yes';
            return mismatch(context, declaration, node, fact, 'yes or no');
        case 'choice':
            if (node.$type === 'NamedValue') {
                return lowerChoiceValue(
                    context,
                    scope,
                    type.choice,
                    { declaration, node, property: 'name' },
                    node.name,
                );
            }
            return mismatch(context, declaration, node, fact, `a value of ${type.choice}`);
        case 'set': {
            if (node.$type !== 'SetValue')
                return mismatch(context, declaration, node, fact, `a set of ${type.choice} in braces`);
            const values = node.values.map((name, index) =>
                lowerChoiceValue(context, scope, type.choice, { declaration, node, property: 'values', index }, name),
            );
            const known = values.filter((value) => value !== undefined);
            return known.length === values.length ? [...new Set(known)] : undefined;
        }
        default:
            if (node.$type === 'SetValue' || node.$type === 'NamedValue') {
                return mismatch(context, declaration, node, fact, describeType(type));
            }
            return inRange(
                context,
                declaration,
                node,
                fact,
                lowerQuantity(context, declaration, node, type, fact.name),
            );
    }
}

/** Reads a literal in the scaled units of a type. Undefined after a finding. */
export function lowerQuantity(
    context: Context,
    declaration: DeclarationNode,
    node: Ast.Literal,
    type: QuantityType,
    of: string,
): number | undefined {
    const reading = readLiteral(node);
    if ('problem' in reading) {
        reportAt(context, reading.problem, declaration, node, reading.message);
        return undefined;
    }
    if (!sameDimension(reading.type, type)) {
        const [expected, actual] = [describeType(type), describeType(reading.type)];
        const code = reading.type.kind === type.kind ? 'unit-mismatch' : 'type-mismatch';
        const suggestion = withUnit(node, type);
        const hint = suggestion ? ` Did you mean ‘${suggestion}’?` : '';
        const extra = { expected, actual, ...(suggestion ? { suggestion } : {}) };
        reportAt(context, code, declaration, node, `‘${of}’ takes ${expected}, not ${actual}.${hint}`, extra);
        return undefined;
    }
    const scaled = toScaled(reading.value, scaleOf(type));
    if (scaled !== undefined) return scaled;
    const decimals = type.kind === 'number' ? type.scale : 0;
    const whole = reading.value.numerator / reading.value.denominator;
    if (Number.isSafeInteger(Number(whole) * scaleOf(type))) {
        const kept =
            decimals === 0 ? 'whole numbers only' : `at most ${decimals} ${decimals === 1 ? 'decimal' : 'decimals'}`;
        reportAt(
            context,
            'too-many-decimals',
            declaration,
            node,
            `‘${node.text}’ has too many decimals: ‘${of}’ takes ${kept}.`,
        );
    } else {
        reportAt(context, 'number-too-large', declaration, node, `‘${node.text}’ is too large to be exact.`);
    }
    return undefined;
}

/** Looks a name up in the choice that the place expects. */
export function lowerChoiceValue(
    context: Context,
    scope: Scope,
    choiceName: string,
    place: Place,
    name: string,
): string | undefined {
    const choice = scope.choices.get(choiceName);
    if (!choice) return undefined;
    const value = choice.node.values.find((candidate) => candidate.name === name);
    if (value) {
        mention(context, valueSymbol(choice.declaration, choice.node, value), place);
        return name;
    }
    reportUnknownValue(context, scope, choice, place, name, []);
    return undefined;
}

/** Says that a choice has no such value, and what the name is instead or what was meant. */
export function reportUnknownValue(
    context: Context,
    scope: Scope,
    choice: Declared<Ast.Choice>,
    place: Place,
    name: string,
    categories: readonly string[],
): void {
    if (choice.broken || scope.doubtful.has(name)) return;
    const expected = `value of ${choice.node.name}`;
    const other = [...scope.choices.values()].find(({ node }) => node.values.some((value) => value.name === name));
    const declared = scope.variables.get(name) ?? scope.categories.get(name);
    const actual = other
        ? `value of ${other.node.name}`
        : declared?.node.$type === 'Category'
          ? `category of ${declared.node.choice}`
          : declared?.symbol.kind;
    if (actual !== undefined) {
        const message = `‘${name}’ is a ${actual}, not a ${expected}.`;
        report(context, 'type-mismatch', originOfPlace(place), message, { expected, actual });
        return;
    }
    const names = choice.node.values.map((value) => value.name);
    const suggestion = nearest(name, [...names, ...categories]);
    const listed = names.slice(0, LISTED_AT_MOST).map((each) => `‘${each}’`);
    const hint = suggestion
        ? `Did you mean ‘${suggestion}’?`
        : `It has ${listed.join(', ')}${names.length > LISTED_AT_MOST ? ', …' : ''}.`;
    report(context, 'name-unknown', originOfPlace(place), `${choice.node.name} has no value ‘${name}’. ${hint}`, {
        expected,
        actual: name,
        ...(suggestion ? { suggestion } : {}),
    });
}

/** Longer lists of values help nobody. */
const LISTED_AT_MOST = 8;

function mismatch(
    context: Context,
    declaration: DeclarationNode,
    node: Ast.Value,
    fact: { readonly name: string; readonly type: Type },
    expected: string,
): undefined {
    const actual = node.$cstNode?.text ?? '';
    const message = `‘${fact.name}’ takes ${expected}, not ‘${actual}’.`;
    reportAt(context, 'type-mismatch', declaration, node, message, { expected, actual });
    return undefined;
}

function inRange(
    context: Context,
    declaration: DeclarationNode,
    node: Ast.Value,
    fact: Pick<Fact, 'name' | 'type' | 'range'>,
    value: number | undefined,
): number | undefined {
    if (value === undefined || !fact.range) return value;
    const { min, max } = fact.range;
    if ((min === undefined || value >= min) && (max === undefined || value <= max)) return value;
    const bound =
        max !== undefined && value > max
            ? `at most ${printValue(max, fact.type)}`
            : `at least ${printValue(min as number, fact.type)}`;
    const message = `‘${fact.name}’ is ${bound}, so it cannot be ${printValue(value, fact.type)}.`;
    const origin = originOfPlace({ declaration, node, property: 'text' });
    report(context, 'value-out-of-range', origin, message, { expected: bound, actual: printValue(value, fact.type) });
    return undefined;
}
