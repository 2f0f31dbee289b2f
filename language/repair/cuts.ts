// From cuts in declarations to edits of files: a line on which nothing is left goes as a whole, and what was laid out as
// the formatter would lay it out is so again afterwards. What its author laid out otherwise is not touched beside the cut.

import { applyEdits, format, type TextEdit } from '../format/format.js';
import type { Fix } from '../model/finding.js';
import { type DeclarationNode, originAt, parseFile } from '../syntax/document.js';
import type { Cut } from './place.js';

/** A cut that takes a piece away, and with it the line if nothing else stands there. */
export function removal(text: string, span: { readonly start: number; readonly end: number }): Cut {
    let { start, end } = span;
    while (start > 0 && /[ \t]/.test(text[start - 1] as string)) start--;
    while (end < text.length && /[ \t]/.test(text[end] as string)) end++;
    const opensLine = start === 0 || /[\r\n]/.test(text[start - 1] as string);
    const endsLine = end === text.length || /[\r\n]/.test(text[end] as string);
    if (opensLine && endsLine) {
        if (text[end] === '\r') end++;
        if (text[end] === '\n') end++;
    } else if (opensLine) start = span.start;
    else if (!endsLine) end = span.end;
    return { start, end, text: '' };
}

/** The edits that make cuts within one declaration; none if its text would then not be one sound declaration. */
export function editsWithin(declaration: DeclarationNode, cuts: readonly Cut[]): Fix['edits'] {
    const before = declaration.text;
    const cut = applyEdits(
        before,
        [...cuts]
            .sort((a, b) => a.start - b.start)
            .map(({ start, end, text }): TextEdit => ({ offset: start, length: end - start, text })),
    );
    // A declaration that did not parse may be repaired nonetheless; one that did must not be broken.
    const broken = parseFile('', cut).declarations.some(({ problems }) => problems.length > 0);
    if (broken && declaration.problems.length === 0) return [];
    const isLaidOut = !broken && layout(before) === before.trim();
    const after = isLaidOut ? replacedBody(before, layout(cut)) : cut;
    const { start, end, text } = difference(before, after);
    return [{ origin: originAt(declaration, start, end - start), text }];
}

/** A declaration's text by itself as the formatter would write it. */
function layout(text: string): string {
    return format(text.trim()).trim();
}

function replacedBody(text: string, body: string): string {
    const start = text.length - text.trimStart().length;
    return text.slice(0, start) + body + text.slice(text.trimEnd().length);
}

/** The one cut of whole lines that makes `after` of `before`. */
export function difference(before: string, after: string): Cut {
    const most = Math.min(before.length, after.length);
    let start = 0;
    while (start < most && before[start] === after[start]) start++;
    while (start > 0 && before[start - 1] !== '\n' && isWithinWord(before, start)) start--;
    let same = 0;
    while (same < most - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
    while (same > 0 && isWithinWord(before, before.length - same)) same--;
    return { start, end: before.length - same, text: after.slice(start, after.length - same) };
}

/** Edits read better where they change words than where they change letters. */
function isWithinWord(text: string, at: number): boolean {
    return /[\w-]/.test(text[at - 1] ?? '') && /[\w-]/.test(text[at] ?? '');
}
