// The line comments of a text, and where each stands, without parsing it: `//` in a text or in a block comment is none.

import type { Position } from '../model/origin.js';

export interface Comment {
    /** With its two slashes, without the end of the line. */
    readonly text: string;
    readonly start: number;
    /** Whether nothing else stands on its line. */
    readonly isAlone: boolean;
    /** Where what follows it starts, comments and blanks left out: the text's length if nothing does. */
    readonly next: number;
}

/** The offsets at which lines start. */
export type LineStarts = readonly number[];

const TEXTS_AND_COMMENTS = /"(?:\\.|[^"\\\n\r])*"?|\/\*[\s\S]*?(?:\*\/|$(?![\s\S]))|\/\/[^\n\r]*/g;
const SOMETHING = /\S/g;

/** All line comments, in order. */
export function commentsOf(text: string): readonly Comment[] {
    const found = [...text.matchAll(TEXTS_AND_COMMENTS)].filter(([each]) => !each.startsWith('"'));
    const comments: Comment[] = [];
    let next = text.length;
    for (let index = found.length - 1; index >= 0; index--) {
        const match = found[index] as RegExpExecArray;
        const end = match.index + match[0].length;
        SOMETHING.lastIndex = end;
        const following = SOMETHING.exec(text)?.index ?? text.length;
        // What follows at once is a comment: then what follows that one counts.
        if (following !== found[index + 1]?.index) next = following;
        if (match[0].startsWith('//'))
            comments.push({ text: match[0], start: match.index, isAlone: isFirstOnLine(text, match.index), next });
    }
    return comments.reverse();
}

/** Lines end at CR LF, LF or CR. */
export function lineStartsOf(text: string): LineStarts {
    const starts = [0];
    for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
    return starts;
}

export function positionAt(starts: LineStarts, offset: number): Position {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] as number) <= offset) low = middle;
        else high = middle - 1;
    }
    return { line: low, character: offset - (starts[low] as number) };
}

function isFirstOnLine(text: string, offset: number): boolean {
    let at = offset;
    while (at > 0 && /[ \t\uFEFF]/.test(text[at - 1] as string)) at--;
    return at === 0 || /[\r\n]/.test(text[at - 1] as string);
}
