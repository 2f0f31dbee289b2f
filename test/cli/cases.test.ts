// Cases out of streams: wherever a stream is cut into pieces, the same cases come out.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CaseSplitter, type CaseText, caseSplitter, lineSplitter } from '../../server/cli/cases.js';

/** Objects whose texts hold everything that could mislead: brackets, commas, quotes, escapes, line breaks. */
const text = fc.string({ unit: fc.constantFrom('a', '"', '\\', '{', '}', '[', ']', ',', ':', '\n', 'é', '👍') });
const aCase = fc.dictionary(text, fc.oneof(text, fc.boolean(), fc.integer(), fc.constant(null), fc.array(text)));

function casesIn(splitter: CaseSplitter, pieces: readonly string[]): readonly CaseText[] {
    return [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()];
}

function pieces(whole: string, cuts: readonly number[]): readonly string[] {
    const at = [...cuts.map((cut) => cut % (whole.length + 1)), 0, whole.length].sort((a, b) => a - b);
    return at.slice(1).map((end, index) => whole.slice(at[index], end));
}

function valuesOf(cases: readonly CaseText[]): readonly unknown[] {
    return cases.map((each) => (each.kind === 'case' ? JSON.parse(each.text) : each.message));
}

const FORMS: readonly (readonly [string, (cases: readonly unknown[]) => string])[] = [
    ['lines', (cases) => cases.map((each) => JSON.stringify(each)).join('\n')],
    ['lines of Windows', (cases) => cases.map((each) => `${JSON.stringify(each)}\r\n`).join('\r\n')],
    ['a list', (cases) => JSON.stringify(cases)],
    ['a list laid out', (cases) => ` ${JSON.stringify(cases, null, 2)}\n`],
    ['objects laid out', (cases) => cases.map((each) => JSON.stringify(each, null, 2)).join('\n')],
];

test.each(FORMS)('%s', (name, write) => {
    const cut = fc.array(fc.nat(), { maxLength: 8 });
    // Of an object on several lines the first line must show it: an empty one fits on one line.
    const cases = name === 'objects laid out' ? aCase.filter((each) => Object.keys(each).length > 0) : aCase;
    fc.assert(
        fc.property(fc.array(cases, { maxLength: 6 }), cut, (given, cuts) => {
            expect(valuesOf(casesIn(caseSplitter(), pieces(write(given), cuts)))).toEqual(given);
        }),
    );
});

test('lines are counted as an editor counts them', () => {
    const lines = casesIn(lineSplitter(), ['{}\n\n {', '}\n', '[1,\n', '', '{}']);
    expect(lines).toEqual([
        { kind: 'case', line: 1, text: '{}' },
        { kind: 'case', line: 3, text: ' {}' },
        { kind: 'case', line: 4, text: '[1,' },
        { kind: 'case', line: 5, text: '{}' },
    ]);
});

test('values of a list that are no objects are cases too, to be refused one by one', () => {
    const texts = casesIn(caseSplitter(), ['[1, "a,b" , null, [2, 3], {"a": [1]}]']).map(
        (each) => each.kind === 'case' && each.text,
    );
    expect(texts).toEqual(['1', '"a,b"', 'null', '[2, 3]', '{"a": [1]}']);
});
