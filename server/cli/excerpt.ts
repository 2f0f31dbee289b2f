// A piece of source text as people look at it: the line with its number, and carets under the range.

import type { Position, Range } from '../../language/index.js';
import { columnsOf, plain } from './terminal.js';

export interface Excerpt {
    readonly number: string;
    readonly line: string;
    /** Spaces and carets to stand below the line. */
    readonly carets: string;
}

/** Longer lines are cut; the range stays in sight. */
const LONGEST_LINE = 160;
const BEFORE_RANGE = 60;
const TAB = '    ';

/** Lines as positions count them. */
export function linesOf(text: string): readonly string[] {
    return text.split(/\r\n|\n|\r/);
}

/** The line where a range starts; undefined where there is none. */
export function excerptOf(lines: readonly string[], { start, end }: Range): Excerpt | undefined {
    const line = lines[start.line];
    if (line === undefined) return undefined;
    const from = Math.min(start.character, line.length);
    const to = end.line === start.line ? Math.min(end.character, line.length) : line.trimEnd().length;
    const cut = line.length > LONGEST_LINE ? Math.max(0, from - BEFORE_RANGE) : 0;
    const last = Math.min(line.length, cut + LONGEST_LINE);
    const lead = cut > 0 ? '…' : '';
    const before = lead + shown(line.slice(cut, from));
    const inside = shown(line.slice(from, Math.min(to, last)));
    const after = shown(line.slice(Math.max(from, Math.min(to, last)), last)) + (last < line.length ? '…' : '');
    return {
        number: String(start.line + 1),
        line: (before + inside + after).trimEnd(),
        carets: ' '.repeat(columnsOf(before)) + '^'.repeat(Math.max(1, columnsOf(inside))),
    };
}

function shown(text: string): string {
    return plain(text.replaceAll('\t', TAB));
}

/** The offset of a position in a text. */
export function offsetOf(text: string, { line, character }: Position): number {
    const ends = /\r\n|\n|\r/g;
    for (let rest = line; rest > 0; rest--) if (!ends.exec(text)) return text.length;
    return Math.min(text.length, ends.lastIndex + character);
}
