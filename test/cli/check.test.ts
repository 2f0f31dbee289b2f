// `tenet check`: what it says, in every format, and what it repairs.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import type * as Sarif from 'sarif';
import { describe, expect, test } from 'vitest';
import { EXAMPLES } from '../support.js';
import {
    copyOfExample,
    expectReadable,
    expectValid,
    expectWrong,
    folderWith,
    parsed,
    tenet,
    useTenet,
} from './tenet.js';

useTenet();

/** A name that is not declared, a case without an outcome, and a fact that nothing reads. */
const FAULTY = `policy entry "Entry"

choice Ticket { single  season }

fact ticket "Which ticket is it?": Ticket
fact guest "Is it a guest?": yes/no default no
fact spare "Is anybody with them?": yes/no default no

outcome admitted as accept
outcome refused as refuse

principle P1 "Ticket" {
  only when not guest
  ask ticket
    season => admitted
}

principle P2 "Guests" {
  ask guest
    yes => admitted
    no  => refused
}
`;

/** One name is written wrongly, and nothing else is amiss that could be repaired. */
const MISSPELT = FAULTY.replace('ask guest\n', 'ask gest\n')
    .replace('season => admitted\n', 'season, single => admitted\n')
    .replace(/fact spare .*\n/, '')
    .replace('    no  => refused\n', '');

interface CheckJson {
    readonly files: number;
    readonly findings: readonly {
        readonly code: string;
        readonly severity: string;
        readonly place: { readonly file: string; readonly line: number; readonly column: number };
        readonly witness?: { readonly facts: Readonly<Record<string, unknown>> };
    }[];
    readonly summary: Readonly<Record<string, number>>;
    readonly fixed?: number;
}

describe('text', () => {
    test('shows each finding with its place, an example and more', async () => {
        const folder = folderWith({ 'entry.tenet': FAULTY });
        const run = await tenet(['check', '--severity', 'warning'], { cwd: folder });
        expect(run.code).toBe(1);
        expectReadable(run.stdout);
        expect(run.stdout).toMatchInlineSnapshot(`
          "error no-decision
          ‘P1’ (Ticket) has no answer where ticket is single, so such a case has no outcome.
              entry.tenet:14:7
           14 │   ask ticket
              │       ^^^^^^
              example   ticket: single
              more      docs/findings/no-decision.md

          error answer-unreachable
          The answer ‘no’ of ‘P2’ (Guests) is never given: no case that fits it comes here.
              entry.tenet:21:5
           21 │     no  => refused
              │     ^^
              see also  entry.tenet:13:13  ‘P1’ is asked only when not guest
              repair    Remove this answer (--fix)
              more      docs/findings/answer-unreachable.md

          warning fact-unused
          Nothing reads the fact ‘spare’.
              entry.tenet:7:6
            7 │ fact spare "Is anybody with them?": yes/no default no
              │      ^^^^^
              repair    Remove the fact ‘spare’ (--fix)
              more      docs/findings/fact-unused.md

          ✗ 2 errors, 1 warning in 1 file.
          "
        `);
    });

    test('says that there is nothing to say', async () => {
        const folder = folderWith({ 'words.tenet': 'choice Ticket { single  season }\n' });
        expect(await tenet(['check'], { cwd: folder })).toEqual({
            code: 0,
            signal: null,
            stdout: '✓ 1 file checked: nothing to say.\n',
            stderr: '',
        });
    });

    test('points at wide characters, tabs and long lines', async () => {
        const folder = folderWith({
            'wide.tenet': `policy p\nfact a "日本語 👍": yes/no\n\touch\nfact b: yes/no // ${'x'.repeat(300)}\nfact c: ${' '.repeat(300)}Wrong\n`,
        });
        const run = await tenet(['check'], { cwd: folder });
        expectReadable(run.stdout);
        for (const line of run.stdout.split('\n')) expect(line.length).toBeLessThan(200);
    });
});

describe('exit codes', () => {
    test.each([
        ['an error', FAULTY, [], 1],
        ['an error below what is asked for', 'policy p\noutcome o as accept\n', ['--severity', 'error'], 0],
        ['a warning', 'policy p\nfact f: yes/no\noutcome o as accept\nprinciple P { ask yes => o }\n', [], 1],
    ])('of %s', async (_what, text, options, code) => {
        const folder = folderWith({ 'p.tenet': text as string });
        const run = await tenet(['check', ...(options as string[])], { cwd: folder });
        expect(run.stderr + run.stdout).not.toBe('');
        expect(run.code).toBe(code);
    });

    test('information alone is fine, unless it is asked for', async () => {
        const quiet = await tenet(['check', EXAMPLES.asIntended, '--json']);
        const { summary } = parsed<CheckJson>(quiet);
        expect(summary).toMatchObject({ error: 0, warning: 0 });
        expect(summary.information).toBeGreaterThan(0);
        expect(quiet.code).toBe(0);
        expect((await tenet(['check', EXAMPLES.asIntended, '--severity', 'information'])).code).toBe(1);
    });

    test('what is left out is counted', async () => {
        const run = await tenet(['check', EXAMPLES.asIntended, '--severity', 'error']);
        expect(run.code).toBe(0);
        expect(run.stderr).toMatch(/^\d+ findings below ‘error’ not shown\n$/);
    });
});

describe('json', () => {
    test.each(Object.values(EXAMPLES))('of %s follows its schema', async (path) => {
        const run = await tenet(['check', path, '--json']);
        const json = parsed<CheckJson>(run);
        expectValid('check', json);
        expect(run.stderr).toBe('');
    });

    test('gives witnesses that decide reads', async () => {
        const { findings } = parsed<CheckJson>(await tenet(['check', EXAMPLES.asPublished, '--json']));
        const gaps = findings.filter(({ code }) => code === 'no-decision' || code === 'unknown-not-handled');
        expect(gaps.length).toBeGreaterThan(1);
        const input = gaps.map(({ witness }) => JSON.stringify(witness?.facts)).join('\n');
        const run = await tenet(['decide', EXAMPLES.asPublished, '--facts', '-'], { input });
        const verdicts = run.stdout
            .trimEnd()
            .split('\n')
            .map((line) => JSON.parse(line).verdict);
        expect(verdicts).toEqual(gaps.map(() => 'no-outcome'));
    });

    test('lists the worst first and names files as they are seen from here', async () => {
        const folder = copyOfExample('crime-assessment');
        const { findings } = parsed<CheckJson>(await tenet(['check', '--json'], { cwd: folder }));
        const ranks = findings.map(({ severity }) => ['error', 'warning', 'information', 'hint'].indexOf(severity));
        expect(ranks).toEqual([...ranks].sort());
        expect(findings[0]?.place.file).toBe('as-published.tenet');
    });

    test('of broken files follows its schema', async () => {
        const folder = folderWith({ 'entry.tenet': MISSPELT, 'bad.tenet': 'policy "x\nfact\nfact a: Nothing\n' });
        const run = await tenet(['check', '--json'], { cwd: folder });
        expectValid('check', parsed(run));
        expect(run.code).toBe(1);
    });
});

describe('sarif', () => {
    test('is valid SARIF 2.1.0', async () => {
        const folder = folderWith({ 'a b/entry.tenet': FAULTY, 'mis.tenet': MISSPELT });
        for (const cwd of [folder, process.cwd()]) {
            const run = await tenet(['check', '--format', 'sarif', ...(cwd === folder ? [] : ['examples'])], { cwd });
            const log = parsed<Sarif.Log>(run);
            const validate = sarifValidator();
            validate(log);
            expect(validate.errors ?? []).toEqual([]);
            expect(log.runs[0]?.results?.length).toBeGreaterThan(0);
            for (const result of log.runs[0]?.results ?? []) {
                expect(log.runs[0]?.tool.driver.rules?.[result.ruleIndex ?? -1]?.id).toBe(result.ruleId);
            }
        }
    });

    test('names files as addresses', async () => {
        const folder = folderWith({ 'a b/ä.tenet': FAULTY });
        const log = parsed<Sarif.Log>(await tenet(['check', '--format', 'sarif'], { cwd: folder }));
        const uris = log.runs[0]?.results?.map((each) => each.locations?.[0]?.physicalLocation?.artifactLocation?.uri);
        expect(new Set(uris)).toEqual(new Set(['a%20b/%C3%A4.tenet']));
    });

    test('is empty but valid where there is nothing to say', async () => {
        const folder = folderWith({ 'words.tenet': 'choice Ticket { single }\n' });
        const run = await tenet(['check', '--format', 'sarif'], { cwd: folder });
        const validate = sarifValidator();
        validate(parsed(run));
        expect(validate.errors ?? []).toEqual([]);
        expect(run.code).toBe(0);
    });
});

test('github commands are one line each', async () => {
    const folder = folderWith({ 'entry.tenet': FAULTY });
    const run = await tenet(['check', '--format', 'github'], { cwd: folder });
    const lines = run.stdout.trimEnd().split('\n');
    for (const line of lines)
        expect(line).toMatch(
            /^::(error|warning|notice) file=entry\.tenet,line=\d+,endLine=\d+(,col=\d+,endColumn=\d+)?,title=[a-z-]+::./,
        );
    expect(lines.length).toBeGreaterThan(1);
});

describe('--fix', () => {
    test('puts an unmistakable name in place', async () => {
        const folder = folderWith({ 'entry.tenet': MISSPELT });
        const run = await tenet(['check', '--fix', '--json'], { cwd: folder });
        expect(parsed<CheckJson>(run).fixed).toBe(1);
        expect(readFileSync(join(folder, 'entry.tenet'), 'utf8')).toBe(MISSPELT.replace('ask gest', 'ask guest'));
    });

    test('puts several slips of one name in place', async () => {
        const folder = folderWith({ 'entry.tenet': MISSPELT.replace('season, single', 'seeson, single') });
        const text = 'scenario "S" { guest: no  ticket: seasen  expect admitted }\n';
        const slip = MISSPELT.replace('gest', 'guest').replace('season, ', 'seeson, ');
        const both = folderWith({ 'entry.tenet': `${slip}\n${text}` });
        expect(parsed<CheckJson>(await tenet(['check', '--fix', '--json'], { cwd: folder })).fixed).toBe(2);
        expect(parsed<CheckJson>(await tenet(['check', '--fix', '--json'], { cwd: both })).fixed).toBe(2);
        expect(readFileSync(join(both, 'entry.tenet'), 'utf8')).toContain('ticket: season');
    });

    test('leaves alone what may mean several things', async () => {
        const text = FAULTY.replace('=> refused', '=> go to P3');
        const folder = folderWith({ 'entry.tenet': text });
        const run = await tenet(['check', '--fix', '--json'], { cwd: folder });
        expect(parsed<CheckJson>(run).fixed).toBe(0);
        expect(readFileSync(join(folder, 'entry.tenet'), 'utf8')).toBe(text);
        expect(run.code).toBe(1);
    });

    test('repairs the seeded defects of the example that can be repaired safely', async () => {
        const read = (name: string) => readFileSync(`examples/crime-assessment/${name}`, 'utf8');
        const intended = read('as-intended.tenet');
        const seeded = [
            // X10: a second rule for technical GBH, so that the first is never asked.
            [
                '  except when offence is gbh => next\n',
                '  except when offence is gbh and technicalGbh => out\n  except when offence is gbh => next\n',
            ],
            // X13
            ['exempt M', 'fact phoneSeen "Was a phone seen?": yes/no default no\n\nexempt M'],
            // X18, as a slip of the hand
            ['principle P6 "Fuel theft" cites "Principle 6"', 'principle P6 "Fuel theft" cites "Principel 6"'],
            // What X5 leads to: a part that decides nothing
            ['ask cctvReady\n', 'ask cctvReady and (cctvReady or otherLead)\n'],
        ].reduce((text, [search = '', put = '']) => {
            expect(text.split(search)).toHaveLength(2);
            return text.replace(search, put);
        }, intended);
        const folder = folderWith({
            'as-intended.tenet': seeded,
            'vocabulary.tenet': read('vocabulary.tenet'),
            'crime-assessment-policy.md': read('crime-assessment-policy.md'),
        });
        const run = await tenet(['check', '--fix', '--json', 'as-intended.tenet'], { cwd: folder });
        const { fixed, findings } = parsed<CheckJson>(run);
        expect(fixed).toBe(4);
        // What the second rule decides differently is for a person to say.
        expect([...new Set(findings.map(({ code }) => code))].sort()).toStrictEqual([
            'citation-uncovered',
            'condition-may-be-unknown',
            'guarantee-broken',
        ]);
        const expected = seeded
            .replace('fact phoneSeen "Was a phone seen?": yes/no default no\n\n', '')
            .replace('Principel 6', 'Principle 6')
            .replace('cctvReady and (cctvReady or otherLead)', 'cctvReady')
            .replace('    yes     => next\n    no      => in because "GBH', '    no      => in because "GBH');
        expect(readFileSync(join(folder, 'as-intended.tenet'), 'utf8')).toBe(expected);
    });

    test('touches no file that was not asked for', async () => {
        const folder = folderWith({
            'words.tenet': 'choice Ticket { single  season }\nfact ticket: Tickt\n',
            'entry.tenet': 'use "words.tenet"\n',
        });
        await tenet(['check', 'entry.tenet', '--fix'], { cwd: folder });
        expect(readFileSync(join(folder, 'words.tenet'), 'utf8')).toContain('Tickt');
    });
});

describe('what is allowed', () => {
    const WHY = 'asked for the yearly figures';
    const ALLOWED = FAULTY.replace('fact spare', `// allow fact-unused because "${WHY}"\nfact spare`);
    /** The same without an error, so that everything is proved. */
    const SOUND = ALLOWED.replace('season => admitted\n', 'season => admitted\n    single => next\n').replace(
        '    no  => refused\n',
        '    no  => refused // allow order-matters because "never"\n',
    );

    test('is counted, not shown, and does not fail', async () => {
        const folder = folderWith({ 'entry.tenet': SOUND.replace(/ \/\/ allow order.*/, '') });
        const run = await tenet(['check'], { cwd: folder });
        expect(run).toMatchObject({
            code: 0,
            stdout: '✓ 1 file checked: nothing to say.\n',
            stderr: '1 finding allowed\n',
        });
        const github = await tenet(['check', '--format', 'github'], { cwd: folder });
        expect(github).toMatchObject({ code: 0, stdout: '', stderr: '1 finding allowed\n' });
        expect((await tenet(['check', '--severity', 'error'], { cwd: folder })).stderr).toBe('');
    });

    test('stands in JSON with its reason', async () => {
        const folder = folderWith({ 'entry.tenet': SOUND });
        const run = await tenet(['check', '--json'], { cwd: folder });
        expectValid('check', parsed(run));
        const { findings, allowed, summary } = parsed<CheckJson & { readonly allowed: readonly object[] }>(run);
        expect(findings.map(({ code }) => code)).toEqual(['allow-unused']);
        expect(allowed).toMatchObject([
            {
                reason: WHY,
                place: { file: 'entry.tenet', line: 7 },
                finding: { code: 'fact-unused', place: { line: 8 } },
            },
        ]);
        expect(allowed[0]).not.toHaveProperty('finding.fix');
        expect(summary).toMatchObject({ warning: 1 });
        expect(run.stderr).toBe('');
    });

    test('is a suppressed result in SARIF, and the others say that they are not', async () => {
        const folder = folderWith({ 'entry.tenet': SOUND });
        const log = parsed<Sarif.Log>(await tenet(['check', '--format', 'sarif'], { cwd: folder }));
        const validate = sarifValidator();
        validate(log);
        expect(validate.errors ?? []).toEqual([]);
        expect(log.runs[0]?.results?.map(({ ruleId, suppressions }) => [ruleId, suppressions?.length])).toEqual([
            ['allow-unused', 0],
            ['fact-unused', 1],
        ]);
        expect(log.runs[0]?.results?.[1]?.suppressions?.[0]).toMatchObject({ kind: 'inSource', justification: WHY });
    });

    test('is not repaired, and an allow that is of no use is', async () => {
        const folder = folderWith({ 'entry.tenet': SOUND });
        const run = await tenet(['check', '--fix', '--json'], { cwd: folder });
        expect(parsed<CheckJson>(run)).toMatchObject({ fixed: 1, findings: [] });
        expect(readFileSync(join(folder, 'entry.tenet'), 'utf8')).toBe(SOUND.replace(/ \/\/ allow order.*/, ''));
    });

    test('is said to be unused once all is proved, and only of files asked for', async () => {
        const codes = async (files: Readonly<Record<string, string>>, ...asked: string[]): Promise<string[]> => {
            const run = await tenet(['check', '--json', ...asked], { cwd: folderWith(files) });
            return parsed<CheckJson>(run).findings.flatMap(({ code }) => (code === 'allow-unused' ? [code] : []));
        };
        const words = `choice Ticket { single  season } // allow category-unused because "none"\n`;
        const using = SOUND.replace(/ \/\/ allow order.*/, '').replace(/choice .*/, 'use "words.tenet"');
        const broken = SOUND.replace('ask guest', 'ask nobody');
        expect(await codes({ 'entry.tenet': broken })).toEqual([]);
        expect(await codes({ 'words.tenet': words })).toEqual([]);
        expect(await codes({ 'words.tenet': words, 'entry.tenet': using }, 'entry.tenet')).toEqual([]);
        expect(await codes({ 'words.tenet': words, 'entry.tenet': using })).toEqual(['allow-unused']);
    });

    test('shows no reason that could steer a terminal', async () => {
        const text = ALLOWED.replace(WHY, 'x\u001b[31m\u202ex').replace('allow fact-unused', 'allow fact-unusd');
        const folder = folderWith({ 'entry.tenet': text });
        for (const format of ['text', 'github'])
            expectReadable((await tenet(['check', '--format', format], { cwd: folder })).stdout);
    });
});

describe('--out', () => {
    test('writes the file and nothing to standard output', async () => {
        const folder = folderWith({ 'entry.tenet': FAULTY });
        const run = await tenet(['check', '--json', '--out', 'result.json'], { cwd: folder });
        expect(run).toMatchObject({ code: 1, stdout: '', stderr: '' });
        expectValid('check', JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8')));
    });

    test('into a folder that does not exist is refused', async () => {
        const folder = folderWith({ 'entry.tenet': FAULTY });
        const run = await tenet(['check', '--out', 'no/result.txt'], { cwd: folder });
        expectWrong(run, 'no/result.txt: there is no such folder');
    });
});

/** The schema of the standard is of an older draft; what it uses of it means the same today. */
function sarifValidator() {
    const path = join(import.meta.dirname, 'sarif-2.1.0.schema.json');
    const { $schema: _draft, id: _id, ...schema } = JSON.parse(readFileSync(path, 'utf8'));
    return new Ajv({ allErrors: true, strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
}
