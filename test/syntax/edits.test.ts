// Parsing after an edit gives what parsing from scratch gives, and parses again only what was edited.

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkFile, parseFile, type SourceFile } from '../../language/index.js';
import { splitDeclarations } from '../../language/syntax/split.js';
import { EXAMPLES } from '../support.js';

const TEXTS = [EXAMPLES.grants, EXAMPLES.parking].map((path) => readFileSync(path, 'utf8'));

function checked(file: SourceFile) {
    const { findings, policy, scenarios } = checkFile({ files: new Map([[file.uri, file]]), sources: new Map() }, file);
    return { findings, policy, scenarios };
}

describe('an edited file', () => {
    test('is what it would be from scratch', () => {
        const edit = fc.record({
            at: fc.nat(),
            length: fc.nat(12),
            text: fc.constantFrom('', ' ', '\n', '}', '"', 'fact x: date\n', 'z', '// '),
        });
        fc.assert(
            fc.property(
                fc.constantFrom(...TEXTS),
                fc.array(edit, { minLength: 1, maxLength: 4 }),
                (original, edits) => {
                    let text = original;
                    let file = parseFile('a.tenet', text);
                    for (const { at, length, text: inserted } of edits) {
                        const offset = at % (text.length + 1);
                        text = text.slice(0, offset) + inserted + text.slice(offset + length);
                        file = parseFile('a.tenet', text, file);
                        expect(checked(file)).toEqual(checked(parseFile('a.tenet', text)));
                    }
                },
            ),
            { numRuns: 200 },
        );
    }, 60_000);

    test('keeps the syntax trees of declarations that did not change', () => {
        const [text] = TEXTS as [string];
        const before = parseFile('a.tenet', text);
        expect(before.declarations.length).toBeGreaterThan(2);
        const after = parseFile('a.tenet', `// a comment\n\n${text.replace('at least 8', 'at least 9')}`, before);
        const kept = after.declarations.filter(({ ast }) => before.declarations.some((each) => each.ast === ast));
        expect(after.declarations.length - kept.length).toBe(2);
    });
});

test('every character belongs to one declaration', () => {
    fc.assert(
        fc.property(fc.constantFrom(...TEXTS), fc.nat(), fc.string({ unit: 'binary' }), (text, at, inserted) => {
            const offset = at % text.length;
            const changed = text.slice(0, offset) + inserted + text.slice(offset);
            expect(
                splitDeclarations(changed)
                    .map((piece) => piece.text)
                    .join(''),
            ).toBe(changed);
        }),
        { numRuns: 500 },
    );
});
