// Whatever a file holds, it is read to the end in bounded time without an exception, and what is wrong is said.

import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
    type CheckedFile,
    checkFile,
    loadProject,
    MAX_FILE_LENGTH,
    type Project,
    printValue,
    type SourceFile,
} from '../../language/index.js';
import { splitDeclarations } from '../../language/syntax/split.js';
import { check, EXAMPLES } from '../support.js';

const PATHS = Object.values(EXAMPLES);
const TEXTS = PATHS.map((path) => readFileSync(path, 'utf8'));

const codesOf = ({ findings }: CheckedFile) =>
    findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);

/** A file without error findings has a policy, if it is one; every finding lies in its text. */
function expectSound(checked: CheckedFile): void {
    const isPolicy = checked.header?.$type === 'PolicyHeader';
    if (isPolicy && codesOf(checked).length === 0) expect(checked.policy).toBeDefined();
    const lines = checked.file.text.split(/\r\n|\n|\r/);
    const astray = checked.findings.filter(({ origin: { uri, range } }) => {
        const { start, end } = range;
        const inside = start.line < lines.length && start.character <= (lines[start.line] ?? '').length;
        return uri === checked.file.uri && !(inside && (end.line > start.line || end.character >= start.character));
    });
    expect(astray).toEqual([]);
}

/** Checks an example with its text changed, and all that it uses as it is; what did not change is not parsed again. */
async function checkChanged(path: string, change: (text: string) => string): Promise<CheckedFile> {
    const read = async (uri: string) => {
        if (!existsSync(uri)) return undefined;
        const text = readFileSync(uri, 'utf8');
        return uri === path ? change(text) : text;
    };
    originals[path] ??= await loadProject(
        { read: async (uri) => (existsSync(uri) ? readFileSync(uri, 'utf8') : undefined) },
        [path],
    );
    const project = await loadProject({ read }, [path], originals[path]);
    return checkFile(project, project.files.get(path) as SourceFile);
}

const originals: Record<string, Project> = {};

describe('a text that is cut or damaged', () => {
    test.each(PATHS)(
        '%s, cut at every 50th character',
        async (path) => {
            const { length } = readFileSync(path, 'utf8');
            for (let at = 0; at < length; at += 50) expectSound(await checkChanged(path, (text) => text.slice(0, at)));
        },
        120_000,
    );

    test('tokens deleted, doubled and swapped', async () => {
        await fc.assert(
            fc.asyncProperty(
                fc.nat(PATHS.length - 1),
                fc.array(EDIT, { minLength: 1, maxLength: 5 }),
                async (which, edits) => {
                    expectSound(await checkChanged(PATHS[which] as string, (text) => edits.reduce(applyEdit, text)));
                },
            ),
            { numRuns: 300 },
        );
    }, 120_000);

    test('a deleted token says nothing about other declarations', async () => {
        await fc.assert(
            fc.asyncProperty(fc.nat(PATHS.length - 1), fc.nat(), async (which, at) => {
                const path = PATHS[which] as string;
                let place = { start: 0, end: 0 };
                const checked = await checkChanged(path, (text) => {
                    const tokens = tokensOf(text);
                    const token = tokens[at % tokens.length] as { text: string; offset: number };
                    const without = text.slice(0, token.offset) + text.slice(token.offset + token.text.length);
                    const piece = splitDeclarations(text).findLast(({ offset }) => offset <= token.offset);
                    place = { start: piece?.offset ?? 0, end: (piece?.offset ?? 0) + (piece?.text.length ?? 0) };
                    return without;
                });
                const syntax = checked.findings.filter(
                    ({ code }) => code === 'syntax-error' || code === 'name-reserved',
                );
                if (syntax.length === 0) return;
                const lineOf = (offset: number) => checked.file.text.slice(0, offset).split('\n').length - 1;
                const [first, last] = [lineOf(place.start), lineOf(place.end)];
                const elsewhere = checked.findings.filter(
                    ({ severity, origin }) =>
                        severity === 'error' &&
                        (origin.uri !== path || origin.range.start.line < first || origin.range.start.line > last),
                );
                expect(elsewhere.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
            }),
            { numRuns: 400 },
        );
    }, 120_000);

    test('random characters', async () => {
        await fc.assert(
            fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (text) =>
                expectSound(await check(text)),
            ),
            { numRuns: 300 },
        );
    }, 60_000);

    test('random words of the language', async () => {
        const words = fc.constantFrom(...new Set(TEXTS.flatMap((text) => tokensOf(text).map((token) => token.text))));
        const texts = fc.array(words, { maxLength: 80 }).map((all) => all.join(' '));
        await fc.assert(
            fc.asyncProperty(texts, async (text) => expectSound(await check(`policy p\n${text}`))),
            { numRuns: 300 },
        );
    }, 60_000);
});

describe('too much of something', () => {
    test.each([
        ['parentheses', `define a = ${'('.repeat(10_000)}b${')'.repeat(10_000)}`, 'nested-too-deeply'],
        ['open parentheses', `define a = ${'('.repeat(10_000)}`, 'nested-too-deeply'],
        ['open braces', `choice a ${'{'.repeat(10_000)}`, 'nested-too-deeply'],
        ['nots', `define a = ${'not '.repeat(10_000)}b`, 'nested-too-deeply'],
        ['nots in parentheses', `define a = ${'not ('.repeat(5_000)}b${')'.repeat(5_000)}`, 'nested-too-deeply'],
        ['ands', `define a = b${' and b'.repeat(10_000)}`, 'too-many-operators'],
        ['ands and ors', `define a = b${' and b or b'.repeat(5_000)}`, 'too-many-operators'],
        ['pluses', `define a = 1${' + 1'.repeat(10_000)} > 0`, 'too-many-operators'],
        ['alternatives of a list', `define a = b is c${' or c'.repeat(10_000)}`, 'too-many-operators'],
        [
            'comparisons of comparisons',
            `fact b: yes/no\ndefine a = ${'('.repeat(60)}b${' = b)'.repeat(60)}`,
            'too-many-operators',
        ],
        ['characters', `fact b: yes/no\n// ${'x'.repeat(MAX_FILE_LENGTH)}`, 'file-too-large'],
    ])('%s', async (_, text, code) => {
        const checked = await check(text);
        expectSound(checked);
        expect(codesOf(checked)).toEqual([code]);
    });

    test.each([
        [
            'one line of 3 MB with a choice',
            `choice a { ${Array.from({ length: 300_000 }, (_, index) => `v${index}`).join(' ')} }`,
            [],
        ],
        ['one line of 3 MB without sense', 'a '.repeat(1_500_000), ['syntax-error']],
        ['one text of 3 MB', `choice a "${'x'.repeat(3_000_000)}" { b }`, []],
        ['one name of 1 MB', `choice ${'x'.repeat(1_000_000)} { b }`, []],
        ['one number of 1 MB', `fact a: number\ncase c { a: ${'1'.repeat(1_000_000)} }`, ['number-too-large']],
        ['many decimals', `fact a: number\ncase c { a: 0.${'1'.repeat(100_000)} }`, ['too-many-decimals']],
    ] as const)(
        '%s',
        async (_, text, codes) => {
            const checked = await check(text);
            expect(codesOf(checked)).toEqual(codes);
        },
        60_000,
    );

    test('a definition that builds on thousands', async () => {
        const chain = (count: number, next: (at: number) => number) =>
            `fact d${count}: yes/no\n${Array.from({ length: count }, (_, at) => `define d${at} = d${next(at)}`).join('\n')}`;
        expect(codesOf(await check(chain(90, (at) => at + 1)))).toEqual([]);
        expect(codesOf(await check(chain(5_000, (at) => at + 1)))).toContain('nested-too-deeply');
        const backwards = Array.from({ length: 5_000 }, (_, at) => `define e${at + 1} = e${at}`).join('\n');
        expect(codesOf(await check(`fact e0: yes/no\n${backwards}`))).toEqual(['nested-too-deeply']);
    }, 60_000);

    test('a case that is like thousands', async () => {
        const facts = 'fact a: yes/no\ncase c0 { a: yes }\n';
        const chain = (count: number) =>
            facts + Array.from({ length: count }, (_, at) => `case c${at + 1} like c${at} { a: no }`).join('\n');
        expect(codesOf(await check(chain(90)))).toEqual([]);
        expect(codesOf(await check(chain(5_000)))).toEqual(['nested-too-deeply']);
    }, 60_000);

    test('a flow of thousands of steps', async () => {
        const steps = Array.from(
            { length: 3_000 },
            (_, at) => `step s${at} { ask a  yes => next  no => go to p.s${at + 1} }`,
        );
        const text = `policy p\nfact a: yes/no\noutcome o\nprinciple p { ${steps.join('\n')} step s3000 { ask a  yes => o  no => o } }`;
        expect(codesOf(await check(text))).toEqual([]);
    }, 60_000);
});

describe('strange bytes', () => {
    const text = 'policy p\nfact a "Is it?": yes/no\noutcome o\nprinciple q {\n  ask a\n    yes => o\n    no => x\n}\n';

    test.each([
        ['line feeds', '\n'],
        ['carriage returns and line feeds', '\r\n'],
        ['carriage returns', '\r'],
    ])('%s end lines', async (_, end) => {
        const { findings } = await check(text.replaceAll('\n', end));
        expect(findings.map(({ code, origin }) => [code, origin.range.start])).toEqual([
            ['name-unknown', { line: 6, character: 10 }],
        ]);
    });

    test('a byte order mark is skipped', async () => {
        const { findings } = await check(`\uFEFF${text}`);
        expect(findings.map(({ code }) => code)).toEqual(['name-unknown']);
    });

    test.each([
        ['NUL', '\0'],
        ['a lone high surrogate', '\ud800'],
        ['a lone low surrogate', '\udc00'],
        ['a control character', '\u0007'],
        ['a letter with an accent', 'é'],
        ['an emoji', '🙂'],
    ])('%s between words is one error, and within a text none', async (_, odd) => {
        const between = await check(text.replace('outcome o', `outcome o ${odd}`).replace('no => x', 'no => o'));
        expectSound(between);
        expect(codesOf(between)).toEqual(['syntax-error']);
        const within = await check(text.replace('Is it', `Is ${odd}`).replace('no => x', 'no => o'));
        expectSound(within);
        expect(codesOf(within)).toEqual([]);
    });

    test('UTF-16 read as UTF-8 is a few errors', async () => {
        const wide = [...text].map((char) => `${char}\0`).join('');
        const checked = await check(`\ufffd\ufffd${wide}`);
        expectSound(checked);
        expect(codesOf(checked).length).toBeGreaterThan(0);
        expect(codesOf(checked).length).toBeLessThan(20);
    });
});

describe('files that use each other', () => {
    test('a circle, and a file that uses itself', async () => {
        const checked = await check('use "a.tenet"\nfact x: yes/no\ndefine z = y', {
            'a.tenet': 'use "b.tenet"\nfact y: yes/no',
            'b.tenet': 'use "test.tenet"\nuse "b.tenet"\ndefine w = x and y',
        });
        expect(codesOf(checked)).toEqual(['use-cycle']);
    });

    test('a diamond is read once', async () => {
        const checked = await check('use "a.tenet"\nuse "b.tenet"\nuse "./a.tenet"\ndefine z = x', {
            'a.tenet': 'use "c.tenet"',
            'b.tenet': 'use "c.tenet"',
            'c.tenet': 'fact x: yes/no',
        });
        expect(checked.files.map(({ uri }) => uri)).toEqual(['c.tenet', 'a.tenet', 'b.tenet', 'test.tenet']);
        expect(checked.findings).toEqual([]);
    });

    test('a chain of thousands', async () => {
        const others = Object.fromEntries(
            Array.from({ length: 3_000 }, (_, at) => [
                `f${at}.tenet`,
                at === 2_999 ? 'fact x: yes/no' : `use "f${at + 1}.tenet"`,
            ]),
        );
        expect((await check('use "f0.tenet"\ndefine z = x', others)).findings).toEqual([]);
    }, 60_000);

    test('one that is not there is the only error', async () => {
        const text =
            'policy p\nuse "nowhere.tenet"\nfact a: Colour\nprinciple P { ask b  yes => granted  no => refused }';
        expect(codesOf(await check(text))).toEqual(['use-not-found']);
    });
});

test('names that objects have', async () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'then']) {
        const checked = await check(`policy ${name} as of day
choice ${name} { ${name} other }
category c-${name} of ${name} { ${name} }
fact day: date default 2024-01-01
fact ${name}: ${name} default ${name}
fact ${name}-set: set of ${name} default { ${name} }
parameter p-${name} = 5
define d-${name} = ${name} is ${name}
score s-${name} { 1 when d-${name} }
outcome ${name} as accept
exempt e-${name} { when ${name}-set has ${name} and not d-${name} => ${name} }
principle ${name} { step ${name} { ask ${name}  c-${name} => ${name}  other => next } step b { ask s-${name}  at most p-${name} => ${name}  otherwise => ${name} } }
on ${name} { must "x" when ${name}.${name} answered c-${name} }
case ${name} { ${name}: other }
scenario "${name}" like ${name} { expect ${name} at ${name}.b  tagged ${name} }
`);
        expectSound(checked);
        expect(codesOf(checked), name).toEqual([]);
        expect(checked.scenarios[0]?.facts.get(name)).toBe('other');
        expect(printValue('other', { kind: 'choice', choice: name })).toBe('other');
    }
    const unknown = await check('fact a: toString\ndefine b = constructor\ndefine c = __proto__ is hasOwnProperty');
    expect(codesOf(unknown)).toEqual(['name-unknown', 'name-unknown', 'name-unknown']);
});

type Edit = { readonly kind: 'delete' | 'double' | 'swap' | 'insert'; readonly at: number; readonly word: string };

const EDIT = fc.record({
    kind: fc.constantFrom('delete' as const, 'double' as const, 'swap' as const, 'insert' as const),
    at: fc.nat(),
    word: fc.constantFrom(
        '{',
        '}',
        '(',
        ')',
        '|',
        '=>',
        '"',
        ',',
        ':',
        '=',
        '/*',
        'fact',
        'next',
        'not',
        'is',
        'or',
        '5',
        '£5',
    ),
});

function applyEdit(text: string, { kind, at, word }: Edit): string {
    const tokens = tokensOf(text);
    const token = tokens[at % Math.max(1, tokens.length)];
    if (!token) return text;
    const [start, end] = [token.offset, token.offset + token.text.length];
    const next = tokens[(at % tokens.length) + 1];
    switch (kind) {
        case 'delete':
            return text.slice(0, start) + text.slice(end);
        case 'double':
            return `${text.slice(0, end)} ${text.slice(start)}`;
        case 'insert':
            return `${text.slice(0, start)}${word} ${text.slice(start)}`;
        case 'swap':
            if (!next) return text;
            return `${text.slice(0, start)}${next.text} ${token.text}${text.slice(next.offset + next.text.length)}`;
    }
}

function tokensOf(text: string): { text: string; offset: number }[] {
    const pattern = /\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|[£€]?[\w.,-]*\w|=>|[^\s\w]/g;
    return [...text.matchAll(pattern)].flatMap((match) =>
        match[0].startsWith('//') ? [] : [{ text: match[0], offset: match.index }],
    );
}
