// Lays the tokens of one declaration out in lines: indentation by blocks, single spaces, the author's line breaks where
// they are a matter of taste, comments where they were.

import type { IToken } from 'chevrotain';
import type { AstNode } from 'langium';
import { INDENT, type Mark, type Marks } from './marks.js';

export interface Line {
    readonly indent: number;
    text: string;
    /** Lines of one group align at this column of `text`, where their `=>` stands. */
    arrow?: { readonly group: AstNode; readonly column: number };
    /** A line of a table: what stands before its first bar, and its cells. */
    row?: { readonly table: AstNode; readonly cells: string[] };
    /** A comment after everything else on the line. */
    comment?: string;
    /** Comments that stand on lines of their own above it. */
    readonly above: string[];
    /** An empty line stands before it. */
    readonly spaced: boolean;
    /** Opening braces on this line whose block was laid out on one line. */
    readonly closed: number[];
    /** Nothing but a comment stands on it. */
    isComment?: boolean;
}

interface Block {
    readonly lines: boolean;
    readonly indent: number;
}

export interface LayoutToken {
    readonly image: string;
    readonly offset: number;
    readonly comment: 'line' | 'block' | undefined;
    /** Line breaks in the source between it and the token before. */
    readonly breaks: number;
}

/** Merges tokens and comments of a text in order, with the line breaks between them. */
export function layoutTokens(
    text: string,
    tokens: readonly IToken[],
    hidden: readonly IToken[],
): readonly LayoutToken[] {
    const all = [...tokens, ...hidden].sort((a, b) => a.startOffset - b.startOffset);
    let end = 0;
    return all.map((token) => {
        const between = text.slice(end, token.startOffset);
        end = token.startOffset + token.image.length;
        const comment = token.image.startsWith('//') ? 'line' : token.image.startsWith('/*') ? 'block' : undefined;
        const image = comment ? token.image.trimEnd() : normalised(token);
        return { image, offset: token.startOffset, comment, breaks: countBreaks(between) };
    });
}

/** @param opened offsets of braces whose block must have several lines, beyond those that have them in the source */
export function layOut(tokens: readonly LayoutToken[], marks: Marks, opened: ReadonlySet<number>): readonly Line[] {
    const lines: Line[] = [];
    const blocks: Block[] = [{ lines: true, indent: 0 }];
    const blockLines = linesOfBlocks(tokens, marks, opened);
    let line: Line | undefined;
    let itemIndent = 0;
    let continuation = INDENT;
    let table: AstNode | undefined;
    let pendingGroup: AstNode | undefined;
    let previous: LayoutToken | undefined;
    let begun = false;

    const start = (indent: number, spaced: boolean): Line => {
        const next: Line = { indent, text: '', above: [], spaced, closed: [] };
        lines.push(next);
        line = next;
        return next;
    };
    for (const token of tokens) {
        const block = blocks.at(-1) as Block;
        const mark = token.comment ? undefined : marks.at.get(token.offset);
        const closes = token.image === '}' && !marks.valueBraces.has(token.offset);
        const inRow: boolean = line?.row !== undefined && !mark && !closes;
        if (inRow && line?.row && previous) {
            if (!token.comment) addToRow(line.row.cells, token, previous);
            else if (token.breaks > 0 && afterRow(tokens, token, marks)) line = undefined;
            else {
                // A row is one line: of several comments in it, only the last can stand at its end.
                if (line.comment) line.above.push(line.comment);
                line.comment = token.image;
            }
        }
        if (!inRow || line === undefined) {
            const afterOpening = previous?.image === '{' && !marks.valueBraces.has(previous.offset);
            const own = breaksBefore(token, previous, mark, block, closes, afterOpening);
            const spaced = token.breaks > 1 && previous !== undefined && !afterOpening && !closes;
            if (closes) blocks.pop();
            const outer = blocks.at(-1) as Block;
            if (line === undefined || own) {
                if (mark || closes || token.comment || !begun) {
                    const about = token.comment ? markAfter(tokens, token, marks) : mark;
                    // A comment at the end of a block stays with what it stands below.
                    itemIndent =
                        about === 'end' ? Math.max(itemIndent, outer.indent) : outer.indent + (about?.indent ?? 0);
                    // A question that goes on is set in further than the answers below it.
                    continuation = token.image === 'ask' ? 2 * INDENT : INDENT;
                }
                const continued = !mark && !closes && !token.comment && begun;
                line = start(continued ? itemIndent + continuation : itemIndent, spaced && own);
            } else if (mark) {
                itemIndent = Math.max(itemIndent, line.indent);
            }
            if (token.comment && line.text === '') line.isComment = true;
            else if (!token.comment) delete line.isComment;
            if (token.comment === 'line' && line.text !== '') line.comment = token.image;
            else line.text += gapBefore(token, previous, line, mark) + token.image;
            if (mark?.group) pendingGroup = mark.group;
            if (
                token.image === '=>' &&
                pendingGroup &&
                block.lines &&
                !line.arrow &&
                line.text !== '=>' &&
                line.closed.length === 0
            ) {
                line.arrow = { group: pendingGroup, column: line.text.length - 2 };
                pendingGroup = undefined;
            }
            if (mark?.table) {
                table = mark.table;
                line.row = { table, cells: [line.text.slice(0, -1), ''] };
            }
        }
        if (token.image === '{' && !marks.valueBraces.has(token.offset)) {
            const several = blockLines.get(token.offset) ?? false;
            if (!several) line?.closed.push(token.offset);
            blocks.push({
                lines: several && block.lines,
                indent: several && block.lines ? itemIndent + INDENT : itemIndent,
            });
        }
        previous = token;
        begun ||= !token.comment;
    }
    return lines;
}

/** What a comment on a line of its own stands above: the next thing, or the end of the block. */
function markAfter(tokens: readonly LayoutToken[], comment: LayoutToken, marks: Marks): Mark | 'end' | undefined {
    const next = tokens.slice(tokens.indexOf(comment)).find((token) => !token.comment);
    if (next?.image === '}' && !marks.valueBraces.has(next.offset)) return 'end';
    return next && marks.at.get(next.offset);
}

function breaksBefore(
    token: LayoutToken,
    previous: LayoutToken | undefined,
    mark: Mark | undefined,
    block: Block,
    closes: boolean,
    afterOpening: boolean,
): boolean {
    if (!previous) return false;
    if (previous.comment === 'line') return true;
    if (token.comment) return token.breaks > 0;
    if (closes) return block.lines;
    if (mark) {
        if (mark.break === 'always') return true;
        if (!block.lines) return false;
        return mark.break === 'line' || token.breaks > 0 || afterOpening;
    }
    if (afterOpening && block.lines) return true;
    if (token.breaks === 0 || !block.lines) return false;
    return !STAYS.has(token.image) && previous.image !== '=>';
}

/** Tokens that never start a line of their own. */
const STAYS = new Set(['{', '=>', ',', ')', ':', '.', '|', '=']);

function gapBefore(token: LayoutToken, previous: LayoutToken | undefined, line: Line, mark: Mark | undefined): string {
    if (!previous || line.text === '') return '';
    if (mark && previous.image !== '{') return ' '.repeat(mark.gap);
    return spaceBetween(previous, token);
}

function spaceBetween(previous: LayoutToken, token: LayoutToken): string {
    if ([',', ')', ':', '.'].includes(token.image) || previous.image === '(' || previous.image === '.') return '';
    return ' ';
}

function addToRow(cells: string[], token: LayoutToken, previous: LayoutToken): void {
    if (token.image === '|') {
        cells.push('');
        return;
    }
    const last = cells.length - 1;
    const cell = cells[last] as string;
    cells[last] = cell + (cell === '' ? '' : spaceBetween(previous, token)) + token.image;
}

/** Whether a comment stands after the row, not inside it: the next word starts something else. */
function afterRow(tokens: readonly LayoutToken[], comment: LayoutToken, marks: Marks): boolean {
    const next = tokens.slice(tokens.indexOf(comment)).find((token) => !token.comment);
    return !next || marks.at.has(next.offset) || (next.image === '}' && !marks.valueBraces.has(next.offset));
}

/** Which blocks have several lines: those that have in the source, and those that hold one. */
function linesOfBlocks(
    tokens: readonly LayoutToken[],
    marks: Marks,
    opened: ReadonlySet<number>,
): ReadonlyMap<number, boolean> {
    const result = new Map<number, boolean>();
    const open: { offset: number; several: boolean }[] = [];
    for (const token of tokens) {
        if (token.breaks > 0 || token.comment === 'line') for (const block of open) block.several = true;
        if (marks.valueBraces.has(token.offset)) continue;
        if (token.image === '{')
            open.push({
                offset: token.offset,
                several: opened.has(token.offset) || marks.openAlways.has(token.offset),
            });
        else if (token.image === '}') {
            const block = open.pop();
            if (!block) continue;
            result.set(block.offset, block.several);
            const outer = open.at(-1);
            if (outer && block.several) outer.several = true;
        }
    }
    return result;
}

function normalised(token: IToken): string {
    return token.tokenType.name === 'STRING' ? token.image : token.image.replace(/[ \t]+/g, ' ');
}

function countBreaks(text: string): number {
    return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}
