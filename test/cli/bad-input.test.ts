// Whatever stands in a file, `check`, `test` and `fmt` say something clear and end: no crash, no hang, no stack trace.

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EXAMPLES } from '../support.js';
import { expectReadable, expectValid, folderWith, parsed, type Run, tenet, useTenet } from './tenet.js';

useTenet();

const TEXT = readFileSync(EXAMPLES.asIntended, 'utf8');
const BESIDE = Object.fromEntries(
    ['vocabulary.tenet', 'crime-assessment-policy.md'].map((name) => [
        name,
        readFileSync(join(dirname(EXAMPLES.asIntended), name), 'utf8'),
    ]),
);

/** All commands over a folder of bad files: each ends by itself, with findings and without a word of its own inside. */
async function expectSaid(folder: string): Promise<Run> {
    const checked = await tenet(['check', '--json'], { cwd: folder });
    expectValid('check', parsed(checked));
    for (const run of [
        checked,
        await tenet(['test'], { cwd: folder }),
        await tenet(['fmt', '--check'], { cwd: folder }),
    ]) {
        expect([0, 1, 2]).toContain(run.code);
        expectReadable(run.stderr);
        expect(run.stderr + run.stdout).not.toContain('something went wrong inside');
    }
    return checked;
}

function filesOf(texts: readonly string[]): Readonly<Record<string, string>> {
    return Object.fromEntries(texts.map((text, index) => [`f${String(index).padStart(3, '0')}.tenet`, text]));
}

test('a file cut off at every 50th byte', async () => {
    const cuts = Array.from({ length: Math.floor(TEXT.length / 50) }, (_, index) => TEXT.slice(0, index * 50));
    const folder = folderWith({ ...BESIDE, ...filesOf(cuts) });
    const run = await expectSaid(folder);
    expect(run.code).toBe(1);
    expect(run.stderr).toBe('');
}, 600_000);

test('files with words left out at random', async () => {
    const words = TEXT.split(/(?<=\s)/);
    const some = fc.sample(fc.uniqueArray(fc.nat(words.length - 1), { minLength: 1, maxLength: 30 }), {
        numRuns: 60,
        seed: 7,
    });
    const texts = some.map((gone) => words.filter((_, index) => !gone.includes(index)).join(''));
    await expectSaid(folderWith({ ...BESIDE, ...filesOf(texts) }));
}, 600_000);

test('what no author writes', async () => {
    const nested = (count: number) => `policy p\ndefine d = ${'('.repeat(count)}yes${')'.repeat(count)}\n`;
    const folder = folderWith({
        'nested.tenet': nested(10_000),
        'unclosed.tenet': `policy p\ndefine d = ${'('.repeat(10_000)}\n`,
        'braces.tenet': '{'.repeat(10_000),
        'quotes.tenet': '"'.repeat(10_001),
        'not.tenet': `policy p\nfact a: yes/no\ndefine d = ${'not '.repeat(10_000)}a\n`,
        'and.tenet': `policy p\nfact a: yes/no\ndefine d = a${' and a'.repeat(20_000)}\n`,
        'line.tenet': `// ${'x'.repeat(5_000_000)}`,
        'line-of-words.tenet': 'fact '.repeat(600_000),
        'crlf.tenet': TEXT.replaceAll('\n', '\r\n'),
        'cr.tenet': TEXT.replaceAll('\n', '\r'),
        'mark.tenet': `\ufeff${TEXT}`,
        'empty.tenet': '',
        'blank.tenet': ' \n\t\n',
        'self.tenet': 'use "self.tenet"\n',
        'one.tenet': 'use "two.tenet"\n',
        'two.tenet': 'use "one.tenet"\n',
        'folder.tenet/inside.md': '',
        'uses.tenet': 'use "folder.tenet"\nuse "../../../../../../etc/passwd"\nuse "nul.txt"\n',
        'nul.txt': '\u0000',
        'source.tenet': 'policy p\n  source "folder.tenet"\n',
        'words.tenet': 'policy p\nfact constructor: yes/no\nfact __proto__: yes/no\nfact toString: yes/no\n',
        ...BESIDE,
    });
    const run = await expectSaid(folder);
    const codes = new Set(parsed<{ findings: { code: string }[] }>(run).findings.map(({ code }) => code));
    for (const code of ['nested-too-deeply', 'too-many-operators', 'file-too-large', 'use-cycle', 'use-not-found']) {
        expect(codes).toContain(code);
    }
}, 600_000);
