// Edits that a client reports, applied to the text and to places that were found in the text before; and what edits of ours
// must look like.

import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import type { Position, Range } from '../language/model/origin.js';
import { offsetAt, positionsOf } from './positions.js';

/** The text after an edit; a range outside the text is cut to it. */
export function applyChange(text: string, change: TextDocumentContentChangeEvent): string {
    if (!('range' in change) || !change.range) return change.text;
    const lines = positionsOf(text);
    const start = offsetAt(text, lines, change.range.start);
    const end = offsetAt(text, lines, change.range.end);
    return text.slice(0, Math.min(start, end)) + change.text + text.slice(Math.max(start, end));
}

/** Text that is put into a file, with the line ends that the file has. */
export function withLineEnds(file: string | undefined, text: string): string {
    const end = /\r\n|\n|\r/.exec(file ?? '')?.[0] ?? '\n';
    return text.replace(/\r\n|\n|\r/g, end);
}

/** Where a range stands after an edit; undefined if the edit replaced all of it. */
export function moveRange(range: Range, change: TextDocumentContentChangeEvent): Range | undefined {
    if (!('range' in change) || !change.range) return undefined;
    const edited = change.range;
    const covered = isBefore(edited.start, range.start) && isBefore(range.end, edited.end);
    if (covered && !isSame(edited.start, edited.end)) return undefined;
    const move = (position: Position): Position => {
        if (isBefore(position, edited.start) && !isSame(position, edited.start)) return position;
        const added = change.text.split('\n');
        const last = added.at(-1) ?? '';
        const end: Position = {
            line: edited.start.line + added.length - 1,
            character: (added.length === 1 ? edited.start.character : 0) + last.length,
        };
        if (isBefore(position, edited.end) && !isSame(position, edited.end)) return end;
        return position.line === edited.end.line
            ? { line: end.line, character: end.character + position.character - edited.end.character }
            : { line: position.line + end.line - edited.end.line, character: position.character };
    };
    return { start: move(range.start), end: move(range.end) };
}

function isBefore(a: Position, b: Position): boolean {
    return a.line < b.line || (a.line === b.line && a.character <= b.character);
}

function isSame(a: Position, b: Position): boolean {
    return a.line === b.line && a.character === b.character;
}
