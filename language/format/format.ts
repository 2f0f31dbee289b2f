// The formatter: canonical layout with aligned arrows and table columns. It never changes the meaning, leaves what does
// not parse as it is, and formatting twice is formatting once.

import type { AstNode } from 'langium';
import { type DeclarationNode, parseFile, type SourceFile } from '../syntax/document.js';
import { parserServices } from '../syntax/parser.js';
import { type Line, layOut, layoutTokens } from './layout.js';
import { type Marks, marksOf } from './marks.js';

/** Longer lines are broken where a block was written on one line. */
export const LINE_WIDTH = 120;

/** Arrows are not aligned across answers that are longer than this. */
const ALIGNED_AT_MOST = 60;

export interface TextEdit {
    /** In the file's text. */
    readonly offset: number;
    readonly length: number;
    readonly text: string;
}

/** Formats a whole text. */
export function format(text: string): string {
    return applyEdits(text, formatEdits(parseFile('', text)));
}

/**
 * The edits that format a file, one for each declaration that changes, in order.
 *
 * @param range only declarations that touch it, as offsets
 */
export function formatEdits(
    file: SourceFile,
    range?: { readonly start: number; readonly end: number },
): readonly TextEdit[] {
    const newline = /\r\n|\n|\r/.exec(file.text)?.[0] ?? '\n';
    const count = file.declarations.length;
    const bodies = file.declarations.map(formatBody);
    alignTitles(file.declarations, bodies);
    const edits: TextEdit[] = [];
    for (const [index, declaration] of file.declarations.entries()) {
        const end = declaration.offset + declaration.text.length;
        const body = bodies[index];
        if (!body || (range && (end < range.start || declaration.offset > range.end))) continue;
        const formatted = surround(declaration, body, { first: index === 0, last: index === count - 1, newline });
        if (formatted !== declaration.text)
            edits.push({ offset: declaration.offset, length: declaration.text.length, text: formatted });
    }
    return edits;
}

/** Applies edits that do not overlap, given in order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
    const parts: string[] = [];
    let at = 0;
    for (const edit of edits) {
        parts.push(text.slice(at, edit.offset), edit.text);
        at = edit.offset + edit.length;
    }
    return parts.join('') + text.slice(at);
}

/** The lines of a declaration, or undefined for one that does not parse and is left alone. */
function formatBody(declaration: DeclarationNode): string[] | undefined {
    if (declaration.problems.length > 0) return undefined;
    const { tokens, hidden } = parserServices().parser.Lexer.tokenize(declaration.text);
    const laid = layoutTokens(declaration.text, tokens, hidden);
    const marks = declaration.ast ? marksOf(declaration.ast) : NO_MARKS;
    const opened = new Set<number>();
    let lines = layOut(laid, marks, opened);
    // A block that was written on one line and is too long for it is opened, outermost first.
    for (let long = tooLong(lines); long !== undefined; long = tooLong(lines)) {
        opened.add(long);
        lines = layOut(laid, marks, opened);
    }
    alignArrows(lines);
    alignTables(lines);
    const printed = lines.flatMap((line, index) => [
        ...(index > 0 && line.spaced ? [''] : []),
        ...line.above.map((comment) => ' '.repeat(line.indent) + comment),
        printLine(line),
    ]);
    if (declaration.ast?.$type === 'Choice') alignColumn(printed, /^( +[\w-]+) +("(?:\\.|[^"\\])*"(?: {2}\/.*)?)$/);
    return printed;
}

const NO_MARKS: Marks = { at: new Map(), valueBraces: new Set(), openAlways: new Set() };

/** The body with the empty lines that the author put around it: at most one each. */
function surround(
    { text, character }: DeclarationNode,
    body: readonly string[],
    { first, last, newline }: { first: boolean; last: boolean; newline: string },
): string {
    const bom = text.startsWith('\uFEFF') ? '\uFEFF' : '';
    if (body.length === 0) return last ? bom : text;
    const before = first ? '' : character > 0 ? newline : /^[ \t]*[\r\n]/.test(text) ? newline : '';
    const blankAfter = !last && endsWithBlank(text);
    const ends = last || /[\r\n]\s*$/.test(text);
    return bom + before + body.join(newline) + (ends ? newline : '') + (blankAfter ? newline : '');
}

/** Whether an empty line stands at the end of the text. */
function endsWithBlank(text: string): boolean {
    return /\n[ \t]*\n\s*$/.test(text.slice(text.trimEnd().length).replace(/\r\n?/g, '\n'));
}

/** Facts, and outcomes, that follow each other line by line have their questions or titles in one column. */
function alignTitles(declarations: readonly DeclarationNode[], bodies: (string[] | undefined)[]): void {
    let run: string[][] = [];
    const flush = () => {
        const lines = run.map(([line]) => line as string);
        alignColumn(lines, /^((?:fact|outcome) [\w-]+) +(".*)$/);
        for (const [index, body] of run.entries()) body[0] = lines[index] as string;
        run = [];
    };
    for (const [index, { keyword, text }] of declarations.entries()) {
        const body = bodies[index];
        const previous = declarations[index - 1];
        const alone = (keyword === 'fact' || keyword === 'outcome') && body?.length === 1;
        const apart = /^\s*[\r\n]/.test(text) || endsWithBlank(previous?.text ?? '');
        if (!alone || previous?.keyword !== keyword || apart) flush();
        if (alone && body) run.push(body);
    }
    flush();
}

/** Pads the first group of the pattern so that the second starts in one column. */
function alignColumn(lines: string[], pattern: RegExp): void {
    const matches = lines.map((line) => pattern.exec(line));
    const column = Math.max(0, ...matches.map((match) => width(match?.[1] ?? '')));
    for (const [index, match] of matches.entries()) {
        if (match) lines[index] = `${match[1]}${' '.repeat(column - width(match[1] as string))} ${match[2]}`;
    }
}

function tooLong(lines: readonly Line[]): number | undefined {
    return lines.find((line) => line.closed.length > 0 && line.indent + width(line.text) > LINE_WIDTH)?.closed[0];
}

function alignArrows(lines: readonly Line[]): void {
    const columns = new Map<AstNode, number>();
    for (const { arrow } of lines) {
        if (arrow && arrow.column <= ALIGNED_AT_MOST)
            columns.set(arrow.group, Math.max(columns.get(arrow.group) ?? 0, arrow.column));
    }
    for (const line of lines) {
        const column = line.arrow && columns.get(line.arrow.group);
        if (!line.arrow || column === undefined || line.arrow.column > column) continue;
        const at = line.arrow.column;
        line.text = line.text.slice(0, at) + ' '.repeat(column - at) + line.text.slice(at);
    }
}

function alignTables(lines: readonly Line[]): void {
    const tables = new Map<AstNode, Line[]>();
    for (const line of lines) {
        if (line.row) tables.set(line.row.table, [...(tables.get(line.row.table) ?? []), line]);
    }
    for (const rows of tables.values()) {
        const widths: number[] = [];
        for (const { row } of rows) {
            for (const [column, cell] of (row?.cells ?? []).entries())
                widths[column] = Math.max(widths[column] ?? 0, width(cell));
        }
        const prefix = widths[0] ?? 0;
        for (const line of rows) {
            const cells = line.row?.cells ?? [];
            // The text after the last bar is empty; the column with the arrow is as wide as it happens to be.
            const inner = cells.slice(1, -1).map((cell, index) => {
                const padded = cell.startsWith('=>')
                    ? cell
                    : cell + ' '.repeat((widths[index + 1] as number) - width(cell));
                return `| ${padded} `;
            });
            const head = cells[0] ?? '';
            line.text = `${head}${' '.repeat(prefix - width(head))}${inner.join('')}|${cells.at(-1) ?? ''}`;
        }
        const inset = ' '.repeat(prefix);
        for (const comment of commentsAmong(lines, rows)) comment.text = inset + comment.text;
        for (const { above } of rows.slice(1)) above.splice(0, above.length, ...above.map((each) => inset + each));
    }
}

/** Comments above the rows of a table, and those below the last one up to the end of the block. */
function commentsAmong(lines: readonly Line[], rows: readonly Line[]): readonly Line[] {
    const [first, last] = [rows[0], rows.at(-1)];
    const from = first ? lines.indexOf(first) : lines.length;
    const to = last ? lines.indexOf(last) : from;
    const after = lines.findIndex((line, index) => index > to && !line.isComment);
    const end = after >= 0 && lines[after]?.text.startsWith('}') ? after : to;
    return lines.slice(from, end).filter((line) => line.isComment);
}

function printLine(line: Line): string {
    const text = line.comment ? `${line.text}  ${line.comment}` : line.text;
    return text === '' ? '' : ' '.repeat(line.indent) + text.trimEnd();
}

function width(text: string): number {
    return [...text].length;
}
