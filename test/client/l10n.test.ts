// What the extension says can be translated: all of it is in the bundle that translations are made from, and the bundle is
// up to date.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { BUNDLE, sourcesOfClient, textsOfClient } from '../../.build/l10n.mjs';

const committed: Readonly<Record<string, string>> = JSON.parse(readFileSync(BUNDLE, 'utf8'));

/** Texts with which a document begins are in the language of policies. */
const DOCUMENTS = 'client/start/new-file.ts';

test('the bundle has all texts and no other', async () => {
    const isCurrent = JSON.stringify(await textsOfClient()) === JSON.stringify(committed);
    expect(isCurrent, `${BUNDLE} is out of date: npm run l10n`).toBe(true);
    expect(committed['What if {0} is {1}']).toBe('What if {0} is {1}');
    expect(committed['Save as SVG, PNG, sheets to print, Mermaid or text']).toBeDefined();
});

test('every sentence in the sources is in the bundle', () => {
    const loose = [...sourcesOfClient()].flatMap(([path, text]) => {
        if (path === DOCUMENTS) return [];
        const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
        const sentences = [...code.matchAll(/'((?:[^'\\\n]|\\.)*)'|`([^`$]*)/g)].map(([, plain, template]) => {
            return (plain ?? template ?? '').replaceAll("\\'", "'");
        });
        return sentences
            .filter((each) => /^[A-Z“‘✗↶][^<>]* [^<>]*[a-z.!?…]$/u.test(each) && !(each in committed))
            .map((each) => `${path}: ${each}`);
    });
    expect(loose).toEqual([]);
});
