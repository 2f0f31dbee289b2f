// Keeps inline texts on their lines while the document changes under them, until the server sends new ones.

import type { InlineTexts } from '../../server/protocol.js';

/** A change as VS Code reports it, in lines. */
export interface LineChange {
    readonly startLine: number;
    readonly endLine: number;
    readonly insertedLines: number;
}

/** The texts moved along; those of lines that the change removed are gone. */
export function shiftTexts(texts: InlineTexts, { startLine, endLine, insertedLines }: LineChange): InlineTexts {
    const by = insertedLines - (endLine - startLine);
    if (by === 0) return texts;
    const move = (line: number): number => (line > endLine ? line + by : line);
    return {
        ...texts,
        texts: texts.texts
            .filter(({ line }) => line <= startLine || line > endLine || by > 0)
            .map((text) => ({ ...text, line: move(text.line) })),
        unreached: texts.unreached
            .filter(({ start }) => start.line <= startLine || start.line > endLine || by > 0)
            .map(({ start, end }) => ({
                start: { ...start, line: move(start.line) },
                end: { ...end, line: move(end.line) },
            })),
    };
}
