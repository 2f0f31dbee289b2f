// Types of facts and the ranges of their values.

import type * as Ast from '../generated/ast.js';
import type { Fact } from '../model/policy.js';
import type { Type } from '../model/type.js';
import { type Context, mention, report, reportAt, reportUnknownName } from './context.js';
import type { DeclarationNode } from './document.js';
import { currencyScale, decimalsOf, durationUnit, NUMBER_SCALE } from './literal.js';
import type { Scope } from './scope.js';
import { originOfPlace, type Place } from './symbols.js';
import { lowerQuantity } from './values.js';

/** Undefined after a finding. */
export function lowerType(
    context: Context,
    scope: Scope,
    declaration: DeclarationNode,
    node: Ast.Type,
): Type | undefined {
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

/** Undefined if there is none, or after a finding. */
export function lowerRange(
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
