// Near misses in spelling, put right where the text can mean nothing else.

import { slips } from '../model/spelling.js';
import type { SourceFile } from '../syntax/document.js';
import type { Repair, Site } from './place.js';

/** Shorter names are too much alike: `P7` may be any of the principles. */
const SHORTEST_NAME = 4;
const LETTERS_FOR_A_SLIP = 4;

/**
 * Puts the suggestion of a finding in place.
 *
 * @param wrong what stands where it is not right: nobody means these
 */
export function withSuggestion(site: Site, wrong: ReadonlySet<string>): Repair | undefined {
    const { declaration, finding, files } = site;
    const { suggestion, actual, origin } = finding;
    if (suggestion === undefined || actual === undefined) return undefined;
    const start = offsetOf(declaration.text, declaration, origin.range.start);
    const end = offsetOf(declaration.text, declaration, origin.range.end);
    const at = declaration.text.slice(start, end).indexOf(actual);
    if (at < 0 || declaration.text.slice(start + at + 1, end).includes(actual)) return undefined;
    const isMeant = actual.startsWith('"')
        ? isSlipOfHeading(actual, suggestion)
        : isSlipOfName(files, { written: actual, meant: suggestion, wrong });
    if (!isMeant) return undefined;
    const claim = { start: start + at, end: start + at + actual.length };
    const title = `Change to ‘${suggestion.replace(/^"|"$/g, '')}’`;
    return { title, declaration, cuts: [{ ...claim, text: suggestion }], claim };
}

/** Whether a name is a slip of another, and no other word of the files is as near. */
function isSlipOfName(
    files: readonly SourceFile[],
    {
        written,
        meant,
        wrong,
    }: { readonly written: string; readonly meant: string; readonly wrong: ReadonlySet<string> },
): boolean {
    if (written.toLowerCase() === meant.toLowerCase()) return true;
    const far = slips(written, meant);
    if (written.length < SHORTEST_NAME || far > Math.floor(written.length / LETTERS_FOR_A_SLIP)) return false;
    for (const { text } of files) {
        for (const [word] of text.matchAll(/[A-Za-z_][\w-]*/g)) {
            if (word !== meant && !wrong.has(word) && slips(written, word) <= far) return false;
        }
    }
    return true;
}

/** Headings are told apart by their numbers: one number is never a slip of another. */
function isSlipOfHeading(written: string, meant: string): boolean {
    const numbers = (text: string): string => (text.match(/\d+\w*/g) ?? []).join();
    if (numbers(written) !== numbers(meant)) return false;
    return (
        written.toLowerCase() === meant.toLowerCase() ||
        slips(written, meant) <= Math.floor(written.length / LETTERS_FOR_A_SLIP)
    );
}

function offsetOf(
    text: string,
    piece: { readonly line: number; readonly character: number },
    position: { readonly line: number; readonly character: number },
): number {
    let offset = 0;
    for (let line = piece.line; line < position.line; line++) {
        const end = /\r\n|\n|\r/.exec(text.slice(offset));
        if (!end) return text.length;
        offset += end.index + end[0].length;
    }
    return offset + position.character - (position.line === piece.line ? piece.character : 0);
}
