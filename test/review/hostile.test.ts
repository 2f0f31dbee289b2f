// Texts and names that try to get out of where they are shown: in every output of the command they are shown, and nothing of
// them is obeyed, by a terminal, a browser, a reader of Markdown or whatever runs the tests.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectReadable, folderWith, type Run, tenet, useTenet } from '../cli/tenet.js';

useTenet();

const STEERS = '\u001b[2J\u001b]0;title\u0007\u009b31m\u202e\u2066';
const MARKUP = '</title></script><script>alert(1)</script><img src=x onerror=alert(2)>';
const MARKDOWN = '](javascript:alert(3)) ![x](http://evil.example/y.png) | @somebody `code`';
const COMMANDS = '%0A::error::x ]]> # TODO not ok 1 =cmd|calc';

const text = (words: string) => `"${words.replace(/[\\"]/g, '\\$&')}"`;

const POLICY = (limit: string) => `policy hostile ${text(STEERS + MARKUP)} as of day
choice Kind ${text(MARKDOWN)} { plain ${text(STEERS)}  odd ${text(MARKUP)} }
category oddOne ${text(MARKUP)} of Kind { odd }
fact day ${text(STEERS)}: date
fact kind ${text(STEERS + MARKDOWN)}: Kind
fact worth ${text(MARKUP)}: money GBP
fact spare ${text(STEERS + COMMANDS)}: yes/no
parameter limit ${text(COMMANDS)} = ${limit}
outcome kept ${text(STEERS + MARKUP)} as accept
outcome sold ${text(MARKDOWN + COMMANDS)} as refer
exempt E ${text(MARKUP)} { note ${text(STEERS)}  when kind is oddOne => kept because ${text(MARKDOWN)} }
principle P1 ${text(STEERS)} {
  note ${text(MARKUP)}
  ask ${text(MARKDOWN + STEERS)} worth
    at most limit => kept because ${text(COMMANDS)}
    over limit    => sold because ${text(MARKUP + STEERS)}
}
on any outcome { must tell ${'victim'} ${text(STEERS + MARKUP)} when kind is plain }
guarantee ${text(STEERS + MARKUP)} { when kind is odd  never sold }
scenario ${text(STEERS + MARKUP)} { kind: odd  expect kept  tagged ${text(STEERS)}, ${text(MARKUP)} }
scenario ${text(MARKDOWN + COMMANDS)} { kind: plain  worth: £5  expect sold }
`;

const FILES = { 'a.tenet': POLICY('£10'), 'b.tenet': POLICY('£20') };
const CASE = ['--fact', 'kind=plain', '--fact', 'worth=£15'];

/** Nothing but markup of our own: no element that runs or loads. */
function expectHarmlessMarkup(page: string): void {
    expect(page).not.toMatch(/<(img|iframe|object|embed|form)[\s>]/i);
    expect(page).not.toMatch(/<script>alert/i);
    expect(page).not.toMatch(/(href|src)="?\s*(javascript|http:\/\/evil)/i);
    // Handlers are names of attributes; in the text of one they are text.
    expect(page.replace(/="[^"<>]*"/g, '')).not.toMatch(/<[^>]*\son[a-z]+=/i);
}

function expectHarmlessMarkdown(page: string): void {
    const shown = page.replace(/```[\s\S]*?\n```/g, '').replace(/<\/?(details|summary|b|br|p)>|<!--[\s\S]*?-->/g, '');
    expect(shown).not.toMatch(/(^|[^\\])<[a-z/]/im);
    expect(shown).not.toMatch(/(^|[^\\])\]\(javascript/);
    expect(shown).not.toMatch(/!\[x\]\(http/);
    expect(shown).not.toContain('@somebody');
}

const OUTPUTS: readonly (readonly [string, readonly string[], ((shown: string) => void)?])[] = [
    ['check', ['check', 'a.tenet']],
    ['check, hints too', ['check', 'a.tenet', '--severity', 'hint']],
    ['check for GitHub', ['check', 'a.tenet', '--format', 'github']],
    ['test', ['test', 'a.tenet', '--paths', '--coverage']],
    ['test as TAP', ['test', 'a.tenet', '--reporter', 'tap'], expectHarmlessTap],
    ['test as JUnit', ['test', 'a.tenet', '--reporter', 'junit'], expectHarmlessMarkup],
    ['coverage of conditions', ['test', 'a.tenet', '--coverage', 'conditions', '--suggest']],
    ['mutation', ['test', 'a.tenet', '--mutate', '--suggest']],
    ['mutation as a page', ['test', 'a.tenet', '--mutate', 'html'], expectHarmlessMarkup],
    ['decide', ['decide', 'a.tenet', '--explain', ...CASE]],
    ['explain', ['explain', 'a.tenet', ...CASE]],
    ['why not', ['explain', 'a.tenet', ...CASE, '--not', 'kept']],
    ['record', ['record', 'a.tenet', ...CASE, '--by', STEERS + MARKUP], expectHarmlessMarkdown],
    [
        'record as a page',
        ['record', 'a.tenet', ...CASE, '--reference', MARKUP, '--format', 'html'],
        expectHarmlessMarkup,
    ],
    ['chart in words', ['chart', 'a.tenet', '--format', 'text']],
    ['chart as Mermaid', ['chart', 'a.tenet', '--format', 'mermaid']],
    ['chart as SVG', ['chart', 'a.tenet', '--format', 'svg'], expectHarmlessMarkup],
    ['chart as a page', ['chart', 'a.tenet', '--format', 'html'], expectHarmlessMarkup],
    ['compare', ['compare', 'a.tenet', 'b.tenet']],
    ['compare as Markdown', ['compare', 'a.tenet', 'b.tenet', '--format', 'md'], expectHarmlessMarkdown],
];

/** Every line of a title is one line, and begins no result of its own. */
function expectHarmlessTap(shown: string): void {
    const results = shown.split('\n').filter((line) => /^(not )?ok /.test(line));
    expect(results).toHaveLength(2);
    for (const line of results) expect(line).not.toMatch(/[^\\]# TODO/);
}

describe('texts', () => {
    test.each(OUTPUTS.map(([name, ...rest]) => ({ name, rest })))('in $name', async ({ rest: [args, expectMore] }) => {
        const run = await tenet(args, { cwd: folderWith(FILES) });
        expectHarmless(run);
        expect(run.stdout.length).toBeGreaterThan(0);
        expectMore?.(run.stdout);
    });

    test('in coverage as a page', async () => {
        const folder = folderWith(FILES);
        expectHarmless(await tenet(['test', 'a.tenet', '--coverage', 'html'], { cwd: folder }));
        const page = readFileSync(join(folder, 'tenet-coverage.html'), 'utf8');
        expectReadable(page);
        expectHarmlessMarkup(page);
    });

    test('in an interview', async () => {
        const folder = folderWith(FILES);
        const input = '2024-01-01\n1\n?\no\n£15\ne\na\ns \u001b[31mtitle\nr \u001b[2J.doc\nzz\u001b[2J\np\nq\n';
        const run = await tenet(['ask', 'a.tenet'], { cwd: folder, input });
        expectHarmless(run);
        expect(run.stdout).toContain('# Decision record');
    });

    test('in records that are replayed', async () => {
        const folder = folderWith(FILES);
        await tenet(['record', 'a.tenet', ...CASE, '--out', 'r.json'], { cwd: folder });
        const made = await tenet(['record', 'a.tenet', ...CASE, '--json'], { cwd: folder });
        const record = JSON.parse(made.stdout);
        record.verdict.text = STEERS + MARKUP;
        record.verdict.reason = STEERS;
        record.reference = STEERS;
        record.path[0].rule = STEERS;
        record.policy.sources.files[0].name = STEERS;
        writeFileSync(join(folder, 'worse.json'), JSON.stringify(record));
        writeFileSync(join(folder, 'none.json'), `{"kind":"tenet-decision-record","version":"${'\\u001b[31m'}"}`);
        for (const names of [['worse.json'], ['r.json', 'worse.json'], ['none.json']]) {
            expectHarmless(await tenet(['replay', ...names, 'a.tenet'], { cwd: folder }));
        }
    });
});

test('names of files', async () => {
    const name = `${STEERS}<b>.tenet`;
    const folder = folderWith({ [name]: FILES['a.tenet'], 'broken\u001b[31m.tenet': 'policy x {{{' });
    const runs: readonly (readonly string[])[] = [
        ['check', '.'],
        ['test', name],
        ['test', name, '--mutate'],
        ['test', name, '--coverage', 'conditions'],
        ['fmt', '--check', '.'],
        ['explain', name, ...CASE],
        ['check', 'no\u001b[31m.tenet'],
        ['record', name, ...CASE, '--out', '\u001b[31m.doc'],
        ['replay', 'no\u001b[31m.json'],
        ['decide', name, '--facts', 'no\u001b[31m.json'],
    ];
    for (const args of runs) expectHarmless(await tenet(args, { cwd: folder }));
});

/** No control character reaches a terminal, not even from names and options that somebody else wrote. */
function expectHarmless({ stdout, stderr }: Run): void {
    expectReadable(stdout);
    expectReadable(stderr);
}
