// What may stand at the end of a line, and which of several does: at most one text a line; the strongest one wins.

import type { Origin } from '../language/index.js';
import type { InlineText } from './protocol.js';

export type Mark = Omit<InlineText, 'line' | 'text'> & {
    readonly range: Origin['range'];
    /** The whole text, however long. */
    readonly full: string;
    /** Markdown, made when somebody asks for it: a hundred of them take longer than all texts. */
    readonly hover: () => string;
    /** Gives way to every other mark of its line. */
    readonly beside?: true;
};

export interface Placed {
    readonly uri: string;
    readonly mark: Mark;
}

export function placed(origin: Origin, mark: Omit<Mark, 'range'>): readonly Placed[] {
    return [{ uri: origin.uri, mark: { ...mark, range: origin.range } }];
}

/** A text at the end of a line, with what it is about. */
export type LineEnd = InlineText & Pick<Mark, 'range' | 'hover'>;

/** The texts of one document, in order of lines. */
export function strongest(marks: readonly Mark[], maxLength: number): readonly LineEnd[] {
    const byLine = new Map<number, Mark>();
    for (const mark of marks) {
        const { line } = mark.range.end;
        const other = byLine.get(line);
        if (!other || rank(mark) < rank(other)) byLine.set(line, mark);
    }
    return [...byLine.entries()]
        .sort(([a], [b]) => a - b)
        .map(([line, { full, beside: _, ...mark }]) => ({ ...mark, line, text: shorten(full, maxLength) }));
}

/** Later ones give way to earlier ones. */
const STRENGTH: readonly InlineText['kind'][] = [
    'problem',
    'failed',
    'passed',
    'decides',
    'missing',
    'exception',
    'holds',
    'fails',
    'also',
    'unreachable',
];

function rank({ kind, beside }: Mark): number {
    return beside ? STRENGTH.length : STRENGTH.indexOf(kind);
}

/** ` …` says that the hover has the rest. */
export function shorten(text: string, maxLength: number): string {
    const flat = text.replace(/\s+/g, ' ');
    if (flat.length <= maxLength) return flat;
    // A letter takes two units at most: what stands beyond cannot be shown.
    const letters = [...flat.slice(0, 2 * maxLength + 1)];
    if (letters.length <= maxLength) return flat;
    return `${letters
        .slice(0, maxLength - 2)
        .join('')
        .trimEnd()} …`;
}
