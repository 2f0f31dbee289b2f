// Declares a name that is used and not declared, with what its use tells about it, beside others of its kind.

import { AstUtils } from 'langium';
import type * as Ast from '../../language/generated/ast.js';
import type { Finding } from '../../language/index.js';
import { originOf } from '../../language/syntax/document.js';
import { plainText } from '../../language/syntax/text.js';
import { choiceOf, factOf } from '../completion/values.js';
import { declarationAt } from '../names.js';
import { contains } from '../positions.js';
import { type Action, type ActionContext, above, behind, type FileEdit, indentAt, insertion } from './action.js';

export function declareName(context: ActionContext, { actual, expected, origin }: Finding): readonly Action[] {
    if (actual === undefined || !/^[A-Za-z_][\w-]*$/.test(actual)) return [];
    const quick = (title: string, edit: FileEdit | undefined): Action[] =>
        edit ? [{ title, kind: 'quickfix', edits: [edit] }] : [];
    const what = expected ?? '';
    if (what === 'parameter') {
        const text = `parameter ${actual} "${titleOf(actual)}" = 0`;
        return quick(`Declare parameter ‘${actual}’`, declaration(context, 'Parameter', text));
    }
    if (/outcome/.test(what)) {
        return quick(
            `Declare outcome ‘${actual}’`,
            declaration(context, 'Outcome', `outcome ${actual} "${titleOf(actual)}"`),
        );
    }
    if (/choice|type/.test(what)) {
        const text = `choice ${actual} "${titleOf(actual)}" { first "First"  second "Second" }`;
        return quick(`Declare choice ‘${actual}’`, declaration(context, 'Choice', text));
    }
    if (/value/.test(what)) return quick(`Add value ‘${actual}’`, valueEdit(context, origin, actual));
    if (/case/.test(what))
        return quick(
            `Declare case ‘${actual}’`,
            declaration(context, 'Case', `case ${actual} "${titleOf(actual)}" { }`),
        );
    if (!/fact|definition|parameter|name|score/.test(what)) return [];
    const type = typeFromUse(context, origin);
    const text = `fact ${actual} "${titleOf(actual)}?": ${type}`;
    return [
        ...quick(`Declare fact ‘${actual}’: ${type}`, declaration(context, 'Fact', text)),
        ...quick(
            `Define ‘${actual}’`,
            declaration(context, 'Definition', `define ${actual} "${titleOf(actual)}" = no`),
        ),
    ];
}

/** `hasBlueBadge` → `Has blue badge`. */
function titleOf(name: string): string {
    const words = name
        .replace(/[-_]+/g, ' ')
        .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
        .toLowerCase();
    return words.charAt(0).toUpperCase() + words.slice(1);
}

/** After the last declaration of the kind in this file; else before the first rule or scenario; else at the end. */
function declaration({ workspace, checked }: ActionContext, kind: string, text: string): FileEdit {
    const { file } = checked;
    const like = [...file.declarations].reverse().find(({ ast }) => ast?.$type === kind);
    if (like?.ast) return insertion(file.uri, behind(workspace, originOf(like, like.ast)), `\n${text}`);
    const first = file.declarations.find(({ ast }) => ast && LATE.has(ast.$type));
    if (first?.ast) return insertion(file.uri, above(workspace, originOf(first, first.ast)), `${text}\n\n`);
    const last = [...file.declarations].reverse().find(({ ast }) => ast);
    if (last?.ast) return insertion(file.uri, behind(workspace, originOf(last, last.ast)), `\n\n${text}`);
    return insertion(file.uri, { line: 0, character: 0 }, `${text}\n`);
}

const LATE: ReadonlySet<string> = new Set([
    'Outcome',
    'Exemption',
    'Principle',
    'Review',
    'Duties',
    'Guarantee',
    'Case',
    'Scenario',
    'ScenarioTable',
]);

/** Adds a value to the choice that the place calls for. */
function valueEdit(
    { workspace, checked }: ActionContext,
    origin: Finding['origin'],
    name: string,
): FileEdit | undefined {
    const { scope } = checked;
    const declaration = declarationAt(checked, origin.range.start);
    let choice: string | undefined;
    for (const node of declaration?.ast ? AstUtils.streamAst(declaration.ast) : []) {
        if (!declaration || !contains(originOf(declaration, node).range, origin.range)) continue;
        if (node.$type === 'Given') choice = choiceOf(factOf(scope, (node as Ast.Given).fact)) ?? choice;
        if (node.$type === 'Category') choice = (node as Ast.Category).choice;
        const subject = (node as { readonly subject?: Ast.Expression }).subject;
        if (subject?.$type === 'Reference') choice = choiceOf(factOf(scope, subject.name)) ?? choice;
    }
    const declared = choice === undefined ? undefined : scope.choices.get(choice);
    const last = declared?.node.values.at(-1);
    if (!declared || !last) return undefined;
    const place = originOf(declared.declaration, last);
    const { uri, range } = place;
    const indent = indentAt(workspace, uri, range.start.line);
    const value = `${name} "${titleOf(name)}"`;
    return indent.length === range.start.character
        ? insertion(uri, behind(workspace, place), `\n${indent}${value}`)
        : insertion(uri, range.end, `  ${value}`);
}

/** What the answers, the value or the comparison beside a name say of its type. */
function typeFromUse({ checked }: ActionContext, origin: Finding['origin']): string {
    const declaration = declarationAt(checked, origin.range.start);
    for (const node of declaration?.ast ? AstUtils.streamAst(declaration.ast) : []) {
        if (!declaration || !contains(originOf(declaration, node).range, origin.range)) continue;
        if (node.$type === 'Given') return typeOfValue((node as Ast.Given).value);
        if (node.$type === 'Comparison') return typeOfValue((node as Ast.Comparison).right);
        if (node.$type === 'Question' && (node as Ast.Question).subject?.$type === 'Reference') {
            const answers = (node as Ast.Question).answers.flatMap(({ patterns }) => patterns);
            const literal = answers.map(operandOf).find((each) => each && each.$type !== 'Reference');
            const unknown = answers.some((each) => plainText(each) === 'unknown') ? ' or unknown' : '';
            const values = answers.map(plainText).filter((each) => !VALUES.has(each));
            const choice = [...checked.scope.choices.values()].find(
                (each) =>
                    values.length > 0 && values.every((name) => each.node.values.some((value) => value.name === name)),
            );
            if (choice) return choice.node.name + unknown;
            return (literal ? typeOfValue(literal) : 'yes/no') + unknown;
        }
    }
    return 'yes/no';
}

const VALUES = new Set(['yes', 'no', 'unknown']);

function operandOf(pattern: Ast.Pattern): Ast.Operand | undefined {
    return pattern.$type === 'RangePattern' ? pattern.low : pattern.value;
}

function typeOfValue(value: Ast.Value | Ast.Expression | undefined): string {
    switch (value?.$type) {
        case 'MoneyLiteral': {
            const currency = /^-?([A-Z]{3})/.exec(value.text)?.[1];
            return `money ${currency ?? SYMBOLS[value.text.replace('-', '').charAt(0)] ?? 'GBP'}`;
        }
        case 'DateLiteral':
            return 'date';
        case 'DurationLiteral':
            return 'duration';
        case 'NumberLiteral':
        case 'PercentLiteral':
            return 'number';
        default:
            return 'yes/no';
    }
}

const SYMBOLS: Readonly<Record<string, string>> = { '£': 'GBP', '€': 'EUR', $: 'USD', '¥': 'JPY' };
