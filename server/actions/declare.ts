// Declares a name that is used and not declared, with what its use tells about it, beside others of its kind.

import type * as Ast from '../../language/generated/ast.js';
import type { Finding } from '../../language/index.js';
import { originOf } from '../../language/syntax/document.js';
import type { Declared } from '../../language/syntax/scope.js';
import { declarationAt } from '../names.js';
import { type Action, type ActionContext, above, behind, type FileEdit, indentAt, insertion } from './action.js';
import { firstValueOf, typeFromUse } from './type-from-use.js';

export function declareName(context: ActionContext, { actual, expected, origin }: Finding): readonly Action[] {
    if (actual === undefined || !/^[A-Za-z_][\w-]*$/.test(actual)) return [];
    const quick = (title: string, edit: FileEdit | undefined): Action[] =>
        edit ? [{ title, kind: 'quickfix', edits: [edit] }] : [];
    const what = expected ?? '';
    const title = `"${titleOf(actual)}"`;
    const typeOf = (): string =>
        typeFromUse(context.checked.scope, declarationAt(context.checked, origin.range.start), origin);
    if (what === 'parameter') {
        const text = `parameter ${actual} ${title} = ${firstValueOf(typeOf()) ?? '0'}`;
        return quick(`Declare parameter ‘${actual}’`, declaration(context, 'Parameter', text));
    }
    if (/outcome/.test(what)) {
        return quick(`Declare outcome ‘${actual}’`, declaration(context, 'Outcome', `outcome ${actual} ${title}`));
    }
    if (/^value of /.test(what)) {
        const choice = context.checked.scope.choices.get(what.slice('value of '.length));
        if (!choice) return [];
        return [
            ...quick(`Add value ‘${actual}’`, valueEdit(context, choice, actual)),
            ...quick(`Declare category ‘${actual}’`, categoryEdit(context, choice, origin, actual)),
        ];
    }
    if (/choice|type/.test(what)) {
        const text = `choice ${actual} ${title} { first "First"  second "Second" }`;
        return quick(`Declare choice ‘${actual}’`, declaration(context, 'Choice', text));
    }
    if (/case/.test(what))
        return quick(`Declare case ‘${actual}’`, declaration(context, 'Case', `case ${actual} ${title} { }`));
    if (!/fact|definition|parameter|name|score/.test(what)) return [];
    const type = typeOf();
    const fact = `fact ${actual} "${titleOf(actual)}?": ${type}`;
    // A case gives facts only, and a definition is no choice.
    const value = /definition/.test(what) ? firstValueOf(type) : undefined;
    return [
        ...quick(`Declare fact ‘${actual}’: ${type}`, declaration(context, 'Fact', fact)),
        ...(value === undefined
            ? []
            : quick(`Define ‘${actual}’`, declaration(context, 'Definition', `define ${actual} ${title} = ${value}`))),
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

/** Adds a value to a choice, after the last one. */
function valueEdit(
    { workspace }: ActionContext,
    { declaration, node }: Declared<Ast.Choice>,
    name: string,
): FileEdit | undefined {
    const last = node.values.at(-1);
    if (!last) return undefined;
    const place = originOf(declaration, last);
    const { uri, range } = place;
    const indent = indentAt(workspace, uri, range.start.line);
    const value = `${name} "${titleOf(name)}"`;
    return indent.length === range.start.character
        ? insertion(uri, behind(workspace, place), `\n${indent}${value}`)
        : insertion(uri, range.end, `  ${value}`);
}

/** A category of a choice, with a first value in it, where a category may stand: cases and categories list values only. */
function categoryEdit(
    context: ActionContext,
    { node: choice }: Declared<Ast.Choice>,
    origin: Finding['origin'],
    name: string,
): FileEdit | undefined {
    const { checked } = context;
    const ast = declarationAt(checked, origin.range.start)?.ast;
    const first = choice.values[0]?.name;
    if (!ast || VALUES_ONLY.has(ast.$type) || first === undefined) return undefined;
    const head = `category ${name} "${titleOf(name)}" of ${choice.name}`;
    const edit = declaration(context, 'Category', `${head} { ${first} }`);
    const snippet = edit.newText.replace(`{ ${first} }`, `{ \${1:${first}} }`);
    return { ...edit, snippet };
}

const VALUES_ONLY: ReadonlySet<string> = new Set(['Category', 'Case', 'Scenario', 'ScenarioTable']);
