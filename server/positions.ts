// Offsets and positions in a text. Lines end at CR LF, LF or CR, as the protocol has it.

import type { Position, Range } from '../language/model/origin.js';

/** The offsets at which lines start. */
export type LineStarts = readonly number[];

const cache: { text: string; starts: LineStarts }[] = [];

/** Line starts of a text; those of the last few texts are kept. */
export function positionsOf(text: string): LineStarts {
    const known = cache.find((each) => each.text === text);
    if (known) return known.starts;
    const starts = [0];
    for (let at = 0; at < text.length; at++) {
        const code = text.charCodeAt(at);
        if (code === 10) starts.push(at + 1);
        else if (code === 13) {
            if (text.charCodeAt(at + 1) === 10) at++;
            starts.push(at + 1);
        }
    }
    cache.unshift({ text, starts });
    if (cache.length > 4) cache.pop();
    return starts;
}

/** The offset of a position, cut to the line and to the text. */
export function offsetAt(text: string, starts: LineStarts, { line, character }: Position): number {
    if (!(line >= 0)) return 0;
    const start = starts[line];
    if (start === undefined) return text.length;
    const end = starts[line + 1] ?? text.length;
    const offset = Math.min(start + Math.max(0, character || 0), end);
    // Never behind the line's own end.
    let last = end;
    while (last > start && (text[last - 1] === '\n' || text[last - 1] === '\r')) last--;
    return Math.min(offset, Math.max(last, start));
}

export function positionAt(starts: LineStarts, offset: number): Position {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] as number) <= offset) low = middle;
        else high = middle - 1;
    }
    return { line: low, character: offset - (starts[low] as number) };
}

export function containsPosition({ start, end }: Range, { line, character }: Position): boolean {
    if (line < start.line || line > end.line) return false;
    if (line === start.line && character < start.character) return false;
    return !(line === end.line && character > end.character);
}

export function contains(outer: Range, inner: Range): boolean {
    return containsPosition(outer, inner.start) && containsPosition(outer, inner.end);
}

export function overlap(a: Range, b: Range): boolean {
    return comparePositions(a.start, b.end) <= 0 && comparePositions(b.start, a.end) <= 0;
}

export function comparePositions(a: Position, b: Position): number {
    return a.line - b.line || a.character - b.character;
}

export const NOWHERE: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
