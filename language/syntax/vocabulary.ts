// Lowers what a policy speaks about and holds no expressions: choices, categories, facts, parameters.

import type * as Ast from '../generated/ast.js';
import type { Category, Choice, Citation, Fact, Parameter } from '../model/policy.js';
import type { QuantityType } from '../model/type.js';
import type { Dated } from '../model/value.js';
import { type Context, mention, report, reportAt, reportUnknownName } from './context.js';
import { type DeclarationNode, originOf } from './document.js';
import { readLiteral } from './literal.js';
import { describeType, sameDimension, scaleOf } from './quantity.js';
import { type Rational, toScaled } from './rational.js';
import type { Declared, Scope } from './scope.js';
import { originOfPlace } from './symbols.js';
import { lowerRange, lowerType } from './types.js';
import { lowerChoiceValue, lowerValue } from './values.js';
import { type Effective, lowerVersions } from './versions.js';

/** A parameter with its exact value in whole units. */
export interface LoweredParameter {
    readonly model: Parameter;
    readonly type: QuantityType;
    readonly exact: Dated<Rational>;
}

export function lowerChoice({ declaration, node }: Declared<Ast.Choice>): Choice {
    return {
        name: node.name,
        ...titled(node.title),
        values: node.values.map((value) => ({
            name: value.name,
            ...titled(value.title),
            origin: originOf(declaration, value),
        })),
        origin: originOf(declaration, node),
    };
}

export function lowerCategory(
    context: Context,
    scope: Scope,
    effective: Effective,
    { declaration, node }: Declared<Ast.Category>,
): Category | undefined {
    const choice = scope.choices.get(node.choice);
    const place = { declaration, node, property: 'choice' };
    if (!choice) {
        if (!scope.doubtful.has(node.choice))
            reportUnknownName(context, place, 'choice', node.choice, scope.choices.keys());
        return undefined;
    }
    mention(context, choice.symbol, place);
    if (choice.node.values.some((value) => value.name === node.name)) {
        const message = `‘${node.name}’ is also a value of ‘${node.choice}’: ‘is ${node.name}’ could mean either.`;
        report(context, 'name-duplicate', originOfPlace({ declaration, node, property: 'name' }), message);
    }
    const order = new Map(choice.node.values.map((value, index) => [value.name, index]));
    const lowerMembers = (holder: Ast.Category | Ast.CategoryVersion): readonly string[] => {
        const names = holder.members.map((name, index) =>
            lowerChoiceValue(
                context,
                scope,
                node.choice,
                { declaration, node: holder, property: 'members', index },
                name,
            ),
        );
        for (const [index, name] of names.entries()) {
            if (name === undefined || names.indexOf(name) === index) continue;
            const twice = { declaration, node: holder, property: 'members', index };
            report(context, 'name-duplicate', originOfPlace(twice), `‘${name}’ stands twice in this list.`);
        }
        const known = [...new Set(names.filter((name) => name !== undefined))];
        return known.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
    };
    const members: Dated<readonly string[]> | undefined =
        node.versions.length > 0
            ? lowerVersions(context, declaration, node.versions, effective, node.name, lowerMembers)
            : [{ from: null, value: lowerMembers(node) }];
    if (!members) return undefined;
    return {
        name: node.name,
        ...titled(node.title),
        mandatory: node.mandatory,
        choice: node.choice,
        members,
        citations: lowerCitations(declaration, node.cites),
        origin: originOf(declaration, node),
    };
}

export function lowerFact(context: Context, scope: Scope, { declaration, node }: Declared<Ast.Fact>): Fact | undefined {
    const type = lowerType(context, scope, declaration, node.type);
    if (!type) return undefined;
    const range = lowerRange(context, declaration, node, type);
    const fact = {
        name: node.name,
        ...(node.question === undefined ? {} : { question: node.question }),
        type,
        ...(range ? { range } : {}),
        maybeUnknown: node.maybeUnknown,
        citations: lowerCitations(declaration, node.cites),
        origin: originOf(declaration, node),
    };
    const value = node.default && lowerValue(context, scope, declaration, node.default, fact);
    return value === undefined ? fact : { ...fact, default: value };
}

export function lowerParameter(
    context: Context,
    effective: Effective,
    { declaration, node }: Declared<Ast.Parameter>,
): LoweredParameter | undefined {
    let type: QuantityType | undefined;
    const read = (literal: Ast.Literal): Rational | undefined => {
        const reading = readLiteral(literal);
        if ('problem' in reading) {
            reportAt(context, reading.problem, declaration, literal, reading.message);
            return undefined;
        }
        if (type && !sameDimension(type, reading.type)) {
            const [expected, actual] = [describeType(type), describeType(reading.type)];
            const message = `‘${node.name}’ was ${expected} in its first version and is ${actual} here.`;
            const code = type.kind === reading.type.kind ? 'unit-mismatch' : 'type-mismatch';
            reportAt(context, code, declaration, literal, message, { expected, actual });
            return undefined;
        }
        // The version with the most decimals sets how many are kept.
        if (!type || (type.kind === 'number' && reading.type.kind === 'number' && reading.type.scale > type.scale)) {
            type = reading.type;
        }
        return reading.value;
    };
    const exact: Dated<Rational | undefined> | undefined = node.value
        ? [{ from: null, value: read(node.value) }]
        : lowerVersions(context, declaration, node.versions, effective, node.name, (version) => read(version.value));
    if (!type || !exact?.every((version) => version.value !== undefined)) return undefined;
    const known = exact as Dated<Rational>;
    const scale = scaleOf(type);
    const value = known.map(({ from, value }) => ({ from, value: toScaled(value, scale) }));
    if (!value.every((version) => version.value !== undefined)) {
        const wrong = value.findIndex((version) => version.value === undefined);
        const literal = (node.value ?? node.versions[wrong]?.value) as Ast.Literal;
        reportAt(
            context,
            'number-too-large',
            declaration,
            literal,
            `‘${literal.text}’ has too many digits to be exact.`,
        );
        return undefined;
    }
    return {
        model: {
            name: node.name,
            ...titled(node.title),
            type,
            value: value as Dated<number>,
            citations: lowerCitations(declaration, node.cites),
            origin: originOf(declaration, node),
        },
        type,
        exact: known,
    };
}

export function lowerCitations(declaration: DeclarationNode, cites: Ast.Cites | undefined): readonly Citation[] {
    if (!cites) return [];
    return cites.refs.map((text, index) => ({
        text,
        origin: originOfPlace({ declaration, node: cites, property: 'refs', index }),
    }));
}

export function titled(title: string | undefined): { readonly title?: string } {
    return title === undefined ? {} : { title };
}
