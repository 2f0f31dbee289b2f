// Any text stays well-formed as XML, and comes back as it was but for what XML cannot hold.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { element, escapeXml } from '../../language/report/xml.js';

const REFERENCES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about.
const MISLEADING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/;

test('texts come back', () => {
    fc.assert(
        fc.property(fc.string({ unit: 'binary' }), (text) => {
            const written = escapeXml(text);
            expect(written).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
            expect(written).not.toMatch(MISLEADING);
            const read = written.replace(/&([a-z#0-9]+);/g, (_, name: string) => REFERENCES[name] ?? '');
            expect([...read]).toHaveLength([...text].length);
            for (const [index, character] of [...text].entries())
                expect([character, '\ufffd']).toContain([...read][index]);
        }),
        { numRuns: 2_000 },
    );
});

test('line breaks survive in attributes', () => {
    expect(element('a', { b: 'x\ny\tz' }, 'x\ny')).toBe('<a b="x&#10;y&#9;z">x\ny</a>');
    expect(element('a', {}, [element('b', { n: 1 })])).toBe('<a>\n<b n="1"/>\n</a>');
});
