// Lowers what a policy speaks about and holds no expressions: choices, categories, facts, parameters.

import type * as Ast from '../generated/ast.js';
import { dayFromIso, isoFromDay } from '../model/calendar.js';
import type { Category, Choice, Citation, Fact, Parameter } from '../model/policy.js';
import type { QuantityType, Type } from '../model/type.js';
import type { Dated, Day } from '../model/value.js';
import { type Context, mention, report, reportAt, reportUnknownName } from './context.js';
import { type DeclarationNode, originOf } from './document.js';
import { currencyScale, decimalsOf, durationUnit, NUMBER_SCALE, readLiteral } from './literal.js';
import { describeType, sameDimension, scaleOf } from './quantity.js';
import { type Rational, toScaled } from './rational.js';
import type { Declared, Scope } from './scope.js';
import { originOfPlace, type Place } from './symbols.js';
import { lowerChoiceValue, lowerQuantity, lowerValue } from './values.js';

/** The dates on which the policy applies; dated things must cover them. */
export interface Effective {
    readonly from?: Day;
    readonly until?: Day;
}

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

function lowerType(context: Context, scope: Scope, declaration: DeclarationNode, node: Ast.Type): Type | undefined {
    switch (node.$type) {
        case 'BooleanType':
            return { kind: 'boolean' };
        case 'DateType':
            return { kind: 'date' };
        case 'NumberType': {
            if (node.step !== undefined && !/^(1|0?\.0*1|1\.0+)$/.test(node.step)) {
                const message = `A step is 1, 0.1, 0.01 and so on, not ${node.step}: it says how many decimals are kept.`;
                report(context, 'range-invalid', originOfPlace({ declaration, node, property: 'step' }), message);
            }
            if (decimalsOf(node.step ?? '') > NUMBER_SCALE) {
                const message = `A number keeps at most ${NUMBER_SCALE} decimals.`;
                report(context, 'too-many-decimals', originOfPlace({ declaration, node, property: 'step' }), message);
            }
            const bounds = [node.step, node.min?.text, node.max?.text].map((text) => decimalsOf(text ?? ''));
            const scale = node.step === undefined ? NUMBER_SCALE : Math.min(NUMBER_SCALE, Math.max(...bounds));
            return { kind: 'number', scale, ...(node.unit === undefined ? {} : { unit: node.unit }) };
        }
        case 'MoneyType': {
            const scale = currencyScale(node.currency);
            if (scale !== undefined) return { kind: 'money', currency: node.currency, scale };
            const place = { declaration, node, property: 'currency' };
            const meant = CURRENCIES.get(node.currency.toLowerCase()) ?? node.currency.toUpperCase();
            const known = currencyScale(meant) === undefined ? [] : [meant];
            const hint = 'A currency is three capital letters, such as GBP.';
            const suggestion = known[0] ? { suggestion: known[0] } : {};
            const message = `There is no currency ‘${node.currency}’. ${known[0] ? `Did you mean ‘${known[0]}’?` : hint}`;
            report(context, 'name-unknown', originOfPlace(place), message, {
                expected: 'currency',
                actual: node.currency,
                ...suggestion,
            });
            return undefined;
        }
        case 'DurationType': {
            const unit = durationUnit(node.unit ?? 'minutes');
            if (unit) return { kind: 'duration', unit };
            const place = { declaration, node, property: 'unit' };
            const units = ['seconds', 'minutes', 'hours', 'days', 'weeks'];
            const why = /^(month|year)s?$/.test(node.unit ?? '') ? 'A month or year has no fixed length. ' : '';
            const hint = `${why}Units are ${units.join(', ')}.`;
            reportUnknownName(context, place, 'unit of time', node.unit ?? '', why ? [] : units, hint);
            return undefined;
        }
        case 'SetType':
        case 'ChoiceType': {
            const choice = scope.choices.get(node.choice);
            const place = { declaration, node, property: 'choice' };
            if (choice) {
                mention(context, choice.symbol, place);
                return { kind: node.$type === 'SetType' ? 'set' : 'choice', choice: node.choice };
            }
            if (!scope.doubtful.has(node.choice)) reportUnknownType(context, scope, place, node);
            return undefined;
        }
    }
}

function reportUnknownType(
    context: Context,
    scope: Scope,
    place: Place,
    { $type, choice }: Ast.SetType | Ast.ChoiceType,
): void {
    if ($type === 'SetType') {
        reportUnknownName(context, place, 'choice', choice, scope.choices.keys());
        return;
    }
    const instead = OTHER_TYPES.get(choice.toLowerCase());
    if (!instead) {
        reportUnknownName(context, place, 'type', choice, [...scope.choices.keys(), ...TYPES]);
        return;
    }
    const [hint, suggestion] = instead;
    report(context, 'name-unknown', originOfPlace(place), `There is no type ‘${choice}’. ${hint}`, {
        expected: 'type',
        actual: choice,
        ...(suggestion ? { suggestion } : {}),
    });
}

const TYPES = ['yes/no', 'number', 'duration', 'date'];

/** Types of other languages, with what is said of them here and what stands in their place. */
const OTHER_TYPES: ReadonlyMap<string, readonly [hint: string, suggestion?: string]> = new Map<
    string,
    readonly [string, string?]
>([
    ['money', ['Say in which currency: ‘money GBP’.', 'money GBP']],
    ['set', ['Say of what: ‘set of’ and a choice.']],
    ['boolean', ['Did you mean ‘yes/no’?', 'yes/no']],
    ['bool', ['Did you mean ‘yes/no’?', 'yes/no']],
    ['integer', ['Did you mean ‘number step 1’?', 'number step 1']],
    ['int', ['Did you mean ‘number step 1’?', 'number step 1']],
    ['decimal', ['Did you mean ‘number’?', 'number']],
    ['percentage', ['Did you mean ‘number’?', 'number']],
    ['text', ['Declare a choice that lists the possible values.']],
    ['string', ['Declare a choice that lists the possible values.']],
    ['enum', ['Declare a choice that lists the possible values.']],
]);

/** What people call the currencies. */
const CURRENCIES: ReadonlyMap<string, string> = new Map([
    ['pounds', 'GBP'],
    ['sterling', 'GBP'],
    ['euro', 'EUR'],
    ['euros', 'EUR'],
    ['dollars', 'USD'],
    ['yen', 'JPY'],
]);

function lowerRange(
    context: Context,
    declaration: DeclarationNode,
    fact: Ast.Fact,
    type: Type,
): Fact['range'] | undefined {
    const node = fact.type;
    if (type.kind === 'boolean' || type.kind === 'choice' || type.kind === 'set') return undefined;
    const bound = (literal: Ast.Literal | undefined) =>
        literal && lowerQuantity(context, declaration, literal, type, fact.name);
    const min = 'min' in node ? bound(node.min) : undefined;
    const max = 'max' in node ? bound(node.max) : undefined;
    if (min !== undefined && max !== undefined && min > max && 'max' in node && node.max) {
        reportAt(context, 'range-invalid', declaration, node.max, 'This range ends before it starts.');
        return undefined;
    }
    // A duration is a length of time, so it is never negative.
    const least = min ?? (type.kind === 'duration' ? 0 : undefined);
    if (least === undefined && max === undefined) return undefined;
    return { ...(least === undefined ? {} : { min: least }), ...(max === undefined ? {} : { max }) };
}

function lowerVersions<N extends Ast.CategoryVersion | Ast.DatedValue, T>(
    context: Context,
    declaration: DeclarationNode,
    versions: readonly N[],
    effective: Effective,
    name: string,
    lower: (version: N) => T,
): Dated<T> | undefined {
    const lowered: { from: Day; value: T }[] = [];
    let ordered = true;
    for (const version of versions) {
        const from = dayFromIso(version.from);
        const place = { declaration, node: version, property: 'from' };
        const value = lower(version);
        if (from === undefined) {
            report(context, 'date-invalid', originOfPlace(place), `‘${version.from}’ is not a date of the calendar.`);
            ordered = false;
            continue;
        }
        const before = lowered.at(-1);
        if (before && from <= before.from) {
            const message =
                from === before.from
                    ? `Two versions of ‘${name}’ start on ${version.from}: only one can be in force.`
                    : `The versions of ‘${name}’ are out of order: ${version.from} lies before ${isoFromDay(before.from)}.`;
            report(context, 'version-overlap', originOfPlace(place), message);
            ordered = false;
            continue;
        }
        lowered.push({ from, value });
    }
    const first = lowered[0];
    if (ordered && first && effective.from !== undefined && first.from > effective.from) {
        const message = `‘${name}’ has no version in force from ${isoFromDay(effective.from)}, when the policy starts, to ${isoFromDay(first.from - 1)}.`;
        const place = { declaration, node: versions[0] as N, property: 'from' };
        report(context, 'version-gap', originOfPlace(place), message);
    }
    return lowered.length > 0 ? lowered : undefined;
}
