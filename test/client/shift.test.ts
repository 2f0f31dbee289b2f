// Inline texts stay with their lines while the author types.

import { expect, test } from 'vitest';
import { type LineChange, shiftTexts } from '../../client/inline/shift.js';
import type { InlineTexts } from '../../server/protocol.js';

const point = { line: 0, character: 0 };

function onLines(...lines: readonly number[]): InlineTexts {
    const texts = lines.map((line) => ({
        line,
        text: `was ${line}`,
        kind: 'holds' as const,
        range: { start: point, end: point },
    }));
    return { uri: 'file:///a.tenet', version: 1, texts, unreached: [], stale: false };
}

function shifted(lines: readonly number[], change: LineChange): readonly number[] {
    return shiftTexts(onLines(...lines), change).texts.map(({ line }) => line);
}

test('a new line moves what is below it', () => {
    expect(shifted([1, 3, 5], { startLine: 3, endLine: 3, insertedLines: 1 })).toEqual([1, 3, 6]);
});

test('removed lines take their texts along', () => {
    expect(shifted([1, 3, 4, 6], { startLine: 2, endLine: 4, insertedLines: 0 })).toEqual([1, 4]);
});

test('an edit within a line moves nothing', () => {
    expect(shifted([1, 3], { startLine: 1, endLine: 1, insertedLines: 0 })).toEqual([1, 3]);
});
