// Changes of form that leave every decision as it is: a part of a condition gets a name, a name is replaced by what it
// stands for, a question becomes a table and back, `use` lines are put in order.

import { type AstNode, AstUtils } from 'langium';
import type * as Ast from '../../language/generated/ast.js';
import type { Origin } from '../../language/index.js';
import { ruleAround } from '../../language/repair/answers.js';
import { isNamed } from '../../language/repair/references.js';
import { originOf, type SourceFile } from '../../language/syntax/document.js';
import { originOfExpression, plainText } from '../../language/syntax/text.js';
import { hasComment } from '../comments.js';
import { declarationAt, nameAt, placesOf, rangeOfDeclaration, unreadableMention } from '../names.js';
import { comparePositions, contains } from '../positions.js';
import type { Workspace } from '../workspace.js';
import { type Action, type ActionContext, above, behind, type FileEdit, insertion, removal, textAt } from './action.js';
import { freeName } from './repairs.js';

const CONDITIONS: ReadonlySet<string> = new Set([
    'Logic',
    'Negation',
    'Comparison',
    'Membership',
    'StateTest',
    'Containment',
]);

/** Names the selected condition with `define`. */
export function extractDefinition({ checked, uri, range, workspace }: ActionContext): readonly Action[] {
    if (comparePositions(range.start, range.end) === 0) return [];
    const declaration = declarationAt(checked, range.start);
    if (!declaration?.ast || declaration.problems.length > 0) return [];
    let found: AstNode | undefined;
    for (const node of AstUtils.streamAst(declaration.ast)) {
        if (!CONDITIONS.has(node.$type)) continue;
        const place = originOfExpression(declaration, node).range;
        if (contains(range, place) && (!found || isAround(node, found))) found ??= node;
    }
    if (!found || declaration.ast.$type === 'Duties') return [];
    const place = originOfExpression(declaration, found);
    const name = freeName('condition', (each) => checked.scope.variables.has(each));
    const start = above(workspace, originOf(declaration, declaration.ast));
    const text = onFewLines(textAt(workspace, place));
    const edits: FileEdit[] = [
        insertion(uri, start, `define ${name} = ${text}\n\n`),
        { uri, range: place.range, newText: name },
    ];
    const position = { line: start.line, character: 'define '.length };
    return [{ title: 'Extract to a definition', kind: 'refactor.extract', edits, rename: { uri, position } }];
}

/** On one line; where a comment would take what follows it along, line by line. */
function onFewLines(text: string): string {
    return hasComment(text) ? text.replace(/\s*(\r\n|\n|\r)\s*/g, '\n  ') : text.replace(/\s+/g, ' ');
}

function isAround(outer: AstNode, inner: AstNode): boolean {
    for (let node: AstNode | undefined = inner; node; node = node.$container) if (node === outer) return true;
    return false;
}

/** Puts what a definition stands for in the place of its name, everywhere, and takes the definition away. */
export function inlineDefinition({ workspace, uri, range }: ActionContext): readonly Action[] {
    const name = nameAt(workspace, uri, range.start);
    if (name?.symbol.kind !== 'definition') return [];
    const { declaration, node } = name.symbol;
    const definition = node as Ast.Definition;
    if (!definition.value || declaration.problems.length > 0 || unreadableMention(workspace, name.symbol)) return [];
    const own = { uri: declaration.document.uri, range: rangeOfDeclaration(declaration) };
    // A comment in it speaks of the definition, and has no place in an expression.
    if (hasComment(textAt(workspace, own))) return [];
    const text = textAt(workspace, originOfExpression(declaration, definition.value)).replace(/\s+/g, ' ');
    const isSimple = definition.value.$type === 'Reference' || /Literal$/.test(definition.value.$type);
    const places = placesOf(workspace, name.symbol).filter(({ role }) => role === 'use');
    // An answer compares with a literal or a name, never with a sum.
    if (places.length === 0 || (!isSimple && places.some(({ node }) => isInPattern(node)))) return [];
    const edits: FileEdit[] = places.map(({ origin }) => ({
        uri: origin.uri,
        range: origin.range,
        newText: isSimple ? text : `(${text})`,
    }));
    const times = places.length === 1 ? 'used once' : `used ${places.length} times`;
    return [
        {
            title: `Inline ‘${name.symbol.name}’ (${times})`,
            kind: 'refactor.inline',
            edits: [...edits, removal(workspace, own)],
        },
    ];
}

function isInPattern(node: AstNode): boolean {
    return node.$type === 'TextAnswer' || /Pattern$/.test(node.$container?.$type ?? '');
}

/** One question as a table with one column, or such a table as a question; unless somebody names what would be no more. */
export function convertBody({ checked, uri, range, workspace }: ActionContext): readonly Action[] {
    const declaration = declarationAt(checked, range.start);
    if (!declaration?.ast || declaration.problems.length > 0) return [];
    const rewrite = (title: string, place: Origin, newText: string | undefined): readonly Action[] =>
        newText === undefined
            ? []
            : [{ title, kind: 'refactor.rewrite', edits: [{ uri, range: place.range, newText }] }];
    for (const node of AstUtils.streamAst(declaration.ast)) {
        const place = originOf(declaration, node);
        if (!contains(place.range, { start: range.start, end: range.start }) || hasComment(textAt(workspace, place)))
            continue;
        const indent = ' '.repeat(place.range.start.character);
        const files = (): readonly SourceFile[] =>
            workspace.dependentsOf(uri).flatMap((each) => workspace.file(each) ?? []);
        if (node.$type === 'Question') {
            const question = node as Ast.Question;
            // Rows are numbered, and named by one of their patterns at most.
            const labels = question.answers
                .filter(({ patterns }) => patterns.length > 1)
                .map(({ patterns }) => patterns.map(plainText).join(', '));
            if (isNamed(files(), ruleAround(node), { kind: 'labels', labels })) return [];
            return rewrite('Convert to a table', place, tableText(question, indent));
        }
        if (node.$type === 'Table' && (node as Ast.Table).columns.length === 1) {
            if (isNamed(files(), ruleAround(node), { kind: 'row', number: 1 })) return [];
            return rewrite('Convert to a question', place, questionText(node as Ast.Table, indent));
        }
    }
    return [];
}

/** Undefined where a table says something else: its `-` matches unknown too, which `otherwise` does not. */
function tableText({ subject, answers, text }: Ast.Question, indent: string): string | undefined {
    if (text !== undefined || answers.some(({ otherwise }) => otherwise)) return undefined;
    const rows = answers.map(
        ({ patterns, target }) => [patterns.map(plainText).join(', '), plainText(target)] as const,
    );
    const width = Math.max(plainText(subject).length, ...rows.map(([cell]) => cell.length));
    const wide = Math.max(...rows.map(([, target]) => target.length));
    const lines = rows.map(([cell, target]) => `${indent}      | ${cell.padEnd(width)} | => ${target.padEnd(wide)} |`);
    return [`table | ${plainText(subject).padEnd(width)} | => |`, ...lines].join('\n');
}

function questionText({ columns, rows, unique }: Ast.Table, indent: string): string | undefined {
    const [column] = columns;
    if (!column || unique || rows.some(({ cells }) => cells[0]?.any !== false)) return undefined;
    const answers = rows.map(({ cells, target }) => {
        const label = (cells[0]?.patterns ?? []).map(plainText).join(', ');
        return `${indent}  ${label} => ${plainText(target)}`;
    });
    return [`ask ${plainText(column)}`, ...answers].join('\n');
}

/** Sorts the `use` lines, each with its comments, and drops repeats. */
export function organiseUses({ checked, workspace }: ActionContext): readonly Action[] {
    const uses = checked.file.declarations.flatMap((declaration) => {
        const { ast, problems } = declaration;
        return ast?.$type === 'Use' && problems.length === 0
            ? [{ path: ast.path, origin: originOf(declaration, ast) }]
            : [];
    });
    const kept = uses.filter(({ path }, index) => uses.findIndex((each) => each.path === path) === index);
    const sorted = kept.toSorted((a, b) => (a.path < b.path ? -1 : 1));
    const edits = uses.flatMap((use): FileEdit[] => {
        const at = kept.indexOf(use);
        if (at < 0) return [removal(workspace, use.origin)];
        const other = sorted[at];
        if (!other || other === use) return [];
        return [
            {
                ...withComments(workspace, use.origin),
                newText: textAt(workspace, withComments(workspace, other.origin)),
            },
        ];
    });
    return edits.length === 0 ? [] : [{ title: 'Organise ‘use’', kind: 'source.organizeImports', edits }];
}

/** A declaration with the comments over it and behind it; one at the head of the file is about the file. */
function withComments(workspace: Workspace, origin: Origin): Origin {
    const start = above(workspace, origin);
    const isHead = start.line === 0;
    return { uri: origin.uri, range: { start: isHead ? origin.range.start : start, end: behind(workspace, origin) } };
}
