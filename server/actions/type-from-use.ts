// What the use of a name that is declared nowhere tells about its type: the answers, the value or the comparison beside it.
// From the syntax alone, since where a name is missing nothing is lowered.

import { type AstNode, AstUtils } from 'langium';
import type * as Ast from '../../language/generated/ast.js';
import type { Finding } from '../../language/index.js';
import { type DeclarationNode, originOf } from '../../language/syntax/document.js';
import type { Scope } from '../../language/syntax/scope.js';
import { originOfExpression, plainText } from '../../language/syntax/text.js';
import { contains } from '../positions.js';

/** The type as a fact declares it; of a bound, the type of what is compared with it. */
export function typeFromUse(scope: Scope, declaration: DeclarationNode | undefined, origin: Finding['origin']): string {
    let found = 'yes/no';
    for (const node of declaration?.ast ? AstUtils.streamAst(declaration.ast) : []) {
        if (!declaration || !contains(originOf(declaration, node).range, origin.range)) continue;
        const isAt = (part: AstNode | undefined): boolean =>
            part !== undefined && contains(originOfExpression(declaration, part).range, origin.range);
        found = typeIn(scope, node as Ast.Declaration, isAt) ?? found;
    }
    return found;
}

/** A value of a type to start from, as it is written; undefined for values of a choice. */
export function firstValueOf(type: string): string | undefined {
    const [kind, more = ''] = type.split(' ');
    switch (kind) {
        case 'yes/no':
            return 'no';
        case 'money':
            return `${Object.keys(SYMBOLS).find((symbol) => SYMBOLS[symbol] === more) ?? `${more} `}0`;
        case 'date':
            return '2025-01-01';
        case 'duration':
            return '0 days';
        case 'number':
            return '0';
        default:
            return undefined;
    }
}

/** What one piece of syntax around a name says; undefined if nothing. */
function typeIn(
    scope: Scope,
    node: AstNode & { readonly $type: string },
    isAt: (part: AstNode | undefined) => boolean,
): string | undefined {
    switch (node.$type) {
        case 'Given':
            return typeOfValue(scope, (node as Ast.Given).value);
        case 'ScenarioTable': {
            const { columns, rows } = node as Ast.ScenarioTable;
            const unknown = columns.findIndex((name) => !scope.variables.has(name));
            const cells = rows.flatMap(({ cells: all }) => all[unknown] ?? []);
            return cells.map((cell) => typeOfValue(scope, cell)).find((type) => type !== undefined);
        }
        case 'Comparison': {
            const { left, right } = node as Ast.Comparison;
            return typeOfExpression(scope, isAt(left) ? right : left);
        }
        case 'Membership':
            return choiceWith(scope, (node as Ast.Membership).values);
        case 'Containment': {
            const choice = choiceWith(scope, (node as Ast.Containment).values);
            return choice === undefined ? undefined : `set of ${choice}`;
        }
        case 'StateTest':
            return (node as Ast.StateTest).state === 'empty' ? undefined : 'yes/no or unknown';
        case 'Question': {
            const { subject, answers } = node as Ast.Question;
            const patterns = answers.flatMap((each) => each.patterns);
            return isAt(subject) ? typeOfAnswers(scope, patterns) : typeOfExpression(scope, subject);
        }
        case 'PointsBands': {
            const { subject, bands } = node as Ast.PointsBands;
            const patterns = bands.flatMap((each) => each.patterns);
            return isAt(subject) ? typeOfAnswers(scope, patterns) : typeOfExpression(scope, subject);
        }
        case 'Table': {
            const { columns, rows } = node as Ast.Table;
            const own = columns.findIndex(isAt);
            if (own >= 0)
                return typeOfAnswers(
                    scope,
                    rows.flatMap(({ cells }) => cells[own]?.patterns ?? []),
                );
            const column = rows.map(({ cells }) => cells.findIndex(isAt)).find((index) => index >= 0);
            return column === undefined ? undefined : typeOfExpression(scope, columns[column]);
        }
        default:
            return undefined;
    }
}

function typeOfAnswers(scope: Scope, patterns: readonly Ast.Pattern[]): string | undefined {
    const unknown = patterns.some((each) => plainText(each) === 'unknown') ? ' or unknown' : '';
    const names = patterns.map(plainText).filter((each) => !STATES.has(each));
    const operands = patterns.flatMap((each) => (each.$type === 'RangePattern' ? [each.low, each.high] : [each.value]));
    const type =
        (names.length > 0 ? choiceWith(scope, names) : undefined) ??
        operands.map((each) => typeOfExpression(scope, each)).find((each) => each !== undefined) ??
        'yes/no';
    return type + unknown;
}

const STATES: ReadonlySet<string> = new Set(['yes', 'no', 'unknown']);

/** The only choice that has all of these values or categories. */
function choiceWith(scope: Scope, names: readonly string[]): string | undefined {
    const all = [...scope.choices.values()].filter(({ node }) =>
        names.every(
            (name) =>
                node.values.some((value) => value.name === name) ||
                scope.categories.get(name)?.node.choice === node.name,
        ),
    );
    return all[0]?.node.name;
}

function typeOfValue(scope: Scope, value: Ast.Value): string | undefined {
    switch (value.$type) {
        case 'SetValue': {
            const choice = choiceWith(scope, value.values);
            return choice === undefined ? undefined : `set of ${choice}`;
        }
        case 'NamedValue':
            if (value.name === 'unknown') return 'yes/no or unknown';
            return STATES.has(value.name) ? 'yes/no' : choiceWith(scope, [value.name]);
        default:
            return typeOfLiteral(value);
    }
}

function typeOfExpression(scope: Scope, node: Ast.Expression | undefined): string | undefined {
    switch (node?.$type) {
        case undefined:
            return undefined;
        case 'Reference': {
            const declared = scope.variables.get(node.name)?.node;
            switch (declared?.$type) {
                case 'Fact':
                    return declared.type && typeOfFact(declared.type);
                case 'Parameter': {
                    const value = declared.value ?? declared.versions.at(-1)?.value;
                    return value && typeOfLiteral(value);
                }
                case 'Definition':
                    return declared.value?.$type === 'Sum' ? typeOfExpression(scope, declared.value) : undefined;
                case 'Score':
                    return 'number';
                default:
                    return choiceWith(scope, [node.name]);
            }
        }
        case 'Sum':
            return typeOfExpression(scope, node.left) ?? typeOfExpression(scope, node.right);
        case 'Count':
            return 'number';
        case 'MoneyLiteral':
        case 'DurationLiteral':
        case 'DateLiteral':
        case 'PercentLiteral':
        case 'NumberLiteral':
            return typeOfLiteral(node);
        default:
            return undefined;
    }
}

function typeOfFact(type: Ast.Type): string {
    switch (type.$type) {
        case 'BooleanType':
            return 'yes/no';
        case 'NumberType':
            return 'number';
        case 'MoneyType':
            return `money ${type.currency}`;
        case 'DurationType':
            return 'duration';
        case 'DateType':
            return 'date';
        case 'SetType':
            return `set of ${type.choice}`;
        case 'ChoiceType':
            return type.choice;
    }
}

function typeOfLiteral(literal: Ast.Literal): string {
    switch (literal.$type) {
        case 'MoneyLiteral': {
            const currency = /^-?([A-Z]{3})/.exec(literal.text)?.[1];
            return `money ${currency ?? SYMBOLS[literal.text.replace('-', '').charAt(0)] ?? 'GBP'}`;
        }
        case 'DateLiteral':
            return 'date';
        case 'DurationLiteral':
            return 'duration';
        case 'NumberLiteral':
        case 'PercentLiteral':
            return 'number';
    }
}

const SYMBOLS: Readonly<Record<string, string>> = { '£': 'GBP', '€': 'EUR', $: 'USD', '¥': 'JPY' };
