// The reviewer's instruments from the command line: ask, explain, record, replay, and what `tenet test` says of suites.

import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import {
    bundlePath,
    copyOfExample,
    expectReadable,
    expectValid,
    expectWrong,
    folderWith,
    parsed,
    tenet,
    useTenet,
} from '../cli/tenet.js';
import { EXAMPLES } from '../support.js';

vi.setConfig({ testTimeout: 120_000 });
useTenet();

/** Without what differs from day to day. */
const timeless = (text: string) => text.replace(/\d{4}-\d\d-\d\dT[\d:]+Z/g, 'now').replace(/\b[0-9a-f]{64}\b/g, 'hash');

const typed = (...lines: readonly string[]) => `${lines.join('\n')}\n`;

describe('tenet ask', () => {
    test('asks what is needed, in order, and ends with the outcome and what is to be done', async () => {
        const input = typed(
            '2024-05-01',
            'burglary',
            '?',
            'y',
            'none',
            'yes',
            'b',
            'o',
            'n',
            'a',
            'y',
            'u',
            '',
            '1',
            'maybe',
            '',
            'e',
            'a',
            'b 4',
            'police',
            'p',
            'what',
            'q',
        );
        const run = await tenet(['ask', EXAMPLES.asIntended], { input });
        expect(run).toMatchObject({ code: 0, stderr: '' });
        expectReadable(run.stdout);
        await expect(timeless(run.stdout)).toMatchFileSnapshot('golden/ask-intended.txt');
    });

    test('asks the published text, where a case can come to nothing', async () => {
        const input = typed('2024-05-01', 'shoplifting', 'y', 'police');
        const run = await tenet(['ask', EXAMPLES.asPublished], { input });
        expect(run.code).toBe(1);
        await expect(run.stdout).toMatchFileSnapshot('golden/ask-published.txt');
    });

    test('takes numbers, names and first letters, and says what it cannot use', async () => {
        const input = typed('today', '24', 'homicid', 'hom');
        const run = await tenet(['ask', EXAMPLES.asPublished], { input: `${input}1\n` });
        expect(run.stdout).toContain('24');
        expect(run.stdout).toContain('→ homicide\n');
        expect(run.code).toBe(0);
    });

    test('stops where the answers end, and says so', async () => {
        const run = await tenet(['ask', EXAMPLES.asIntended], { input: typed('2024-05-01') });
        expect(run.code).toBe(1);
        expect(run.stdout).toContain('Stopped before the end: the case is not decided.');
    });

    test('lists what nobody knew', async () => {
        const run = await tenet(['ask', EXAMPLES.asIntended], { input: typed('u', 'u') });
        expect(run.code).toBe(1);
        expect(run.stdout).toContain('Not decided: offence is missing.');
        expect(run.stdout).toContain('Nobody knew: Which offence is recorded?');
    });

    test('saves the case as a scenario that passes, and changes nothing else', async () => {
        const folder = copyOfExample('crime-assessment');
        const suite = join(folder, 'as-intended.scenarios.tenet');
        const before = readFileSync(suite, 'utf8');
        const args = ['ask', 'as-intended.scenarios.tenet', '--save', 'A “new” \\ "case"'];
        const run = await tenet(args, { cwd: folder, input: typed('2024-05-01', 'homicide', '') });
        expect(run.code).toBe(0);
        const after = readFileSync(suite, 'utf8');
        expect(after.startsWith(before.trimEnd())).toBe(true);
        expect(after.slice(before.trimEnd().length)).toBe(
            '\n\nscenario "A “new” \\\\ \\"case\\"" {\n  assessmentDate: 2024-05-01  offence: homicide\n  expect in at M\n}\n',
        );
        expect((await tenet(['fmt', '--check', '.'], { cwd: folder })).code).toBe(0);
        expect((await tenet(['test', '.', '--filter', 'new'], { cwd: folder })).stdout).toContain('1 scenario passed');
        // The title is taken now, which is said before the first question.
        expectWrong(await tenet(args, { cwd: folder, input: typed('2024-05-01') }), 'already');
    });

    test('writes the record of the decision', async () => {
        const folder = copyOfExample('crime-assessment');
        const args = ['ask', 'as-intended.tenet', '--record', 'r.json'];
        const run = await tenet(args, { cwd: folder, input: typed('2024-05-01', 'homicide', '') });
        expect(run.code).toBe(0);
        expectValid('record', JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8')));
        expectWrong(
            await tenet(['ask', 'as-intended.tenet', '--record', 'r.doc'], { cwd: folder }),
            '.json, .md or .html',
        );
    });

    test('Ctrl-C ends it at once', async () => {
        const child = spawn(process.execPath, [bundlePath(), 'ask', EXAMPLES.asIntended]);
        let output = '';
        child.stderr.on('data', (text) => (output += text));
        await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
        child.kill('SIGINT');
        const code = await new Promise((resolve) => child.on('close', resolve));
        expect(code).toBe(130);
        expect(output).toBe('');
    });

    test('shows hostile texts and obeys none', async () => {
        const folder = folderWith({
            'a.tenet': `policy a "A\\u001b[31m"
fact b "\u001b[2J\u202eQuestion": yes/no
outcome c "\u0007Out" as accept
principle P1 "\u001b]0;title\u0007" { ask b  yes => c because "\u001b[0m"  no => c }
`,
        });
        const run = await tenet(['ask', 'a.tenet'], { cwd: folder, input: typed('?', 'o', 'y') });
        expectReadable(run.stdout);
        expectReadable(run.stderr);
    });
});

describe('tenet explain', () => {
    test.each([
        ['intended', EXAMPLES.asIntended, 'S38'],
        ['published', EXAMPLES.asPublished, 'S23'],
    ])('says what would change a case of the policy as %s', async (name, policy, scenario) => {
        const run = await tenet(['explain', policy, '--case', scenario]);
        expect(run).toMatchObject({ code: 0, stderr: '' });
        await expect(run.stdout).toMatchFileSnapshot(`golden/explain-${name}.txt`);
        expectValid('explain', parsed(await tenet(['explain', policy, '--case', scenario, '--json'])));
    });

    test.each([
        ['intended', EXAMPLES.asIntended, 'S38', ['in', 'refer', 'snt', 'out']],
        ['published', EXAMPLES.asPublished, 'S23', ['in', 'out', 'refer', 'snt']],
    ] as const)('says why not each outcome of the policy as %s', async (name, policy, scenario, outcomes) => {
        const texts: string[] = [];
        for (const not of outcomes) {
            const run = await tenet(['explain', policy, '--case', scenario, '--not', not]);
            expect(run).toMatchObject({ code: 0, stderr: '' });
            expectReadable(run.stdout);
            texts.push(`# ${not}\n\n${run.stdout}`);
        }
        await expect(texts.join('\n')).toMatchFileSnapshot(`golden/why-not-${name}.txt`);
    });

    test('says why not an outcome', async () => {
        const args = ['explain', EXAMPLES.asIntended, '--fact', 'offence=burglary', '--fact', 'victimSupports=no'];
        const run = await tenet([...args, '--not', 'refer']);
        expect(run.stdout).toContain(
            'Why not ‘Referred to a supervisor’? It would take: publicInterest is not none\n  → Referred to a supervisor, at PI\n',
        );
        expect(run.stdout).toContain('  or: victimSupports is unknown → Referred to a supervisor, at P1\n');
        const toIn = await tenet([...args, '--not', 'in']);
        expect(toIn.stdout).toContain(
            'The ways part at M (offence is mandatoryCrime): this case answers ‘no’, the other ‘yes’.',
        );
        expectValid('explain', parsed(await tenet([...args, '--not', 'refer', '--json'])));
        expectWrong(await tenet([...args, '--not', 'perhaps']), 'the outcomes are in, out, refer, snt');
        expectWrong(await tenet(['explain', EXAMPLES.asIntended]), '--fact name=value');
        expectWrong(await tenet(['explain', EXAMPLES.asIntended, '--fact', 'offence=murder']), 'offence');
    });
});

describe('tenet record and tenet replay', () => {
    test('a record comes out the same until the policy changes', async () => {
        const folder = copyOfExample('crime-assessment');
        const run = await tenet(
            ['record', 'as-intended.tenet', '--case', 'S25', '--by', 'An officer', '--out', 'r.json'],
            { cwd: folder },
        );
        expect(run).toMatchObject({ code: 0, stdout: '' });
        const same = await tenet(['replay', 'r.json'], { cwd: folder });
        expect(same.code).toBe(0);
        expect(same.stdout).toContain('✓ Same decision by Crime assessment');
        expect(same.stdout).toContain('The files of the policy are the same.');
        const file = join(folder, 'vocabulary.tenet');
        writeFileSync(file, readFileSync(file, 'utf8').replace('= £50', '= £40'));
        const other = await tenet(['replay', 'r.json', '--json'], { cwd: folder });
        expect(other.code).toBe(1);
        expectValid('replay', parsed(other));
        expect(parsed(other)).toMatchObject({
            records: [
                {
                    record: 'r.json',
                    same: false,
                    changedFiles: [{ name: 'vocabulary.tenet', change: 'changed' }],
                },
            ],
            same: 0,
            differ: 1,
        });
        const told = await tenet(['replay', 'r.json', 'as-intended.tenet'], { cwd: folder });
        expect(told.stdout).toMatch(/deciding rule\n +then: P3.c\n +now: +VL.c/);
    });

    test('a changed comment changes the files and not the decision', async () => {
        const folder = copyOfExample('crime-assessment');
        await tenet(['record', 'as-published.tenet', '--case', 'S25', '--out', 'r.json'], { cwd: folder });
        const file = join(folder, 'as-published.tenet');
        writeFileSync(file, `${readFileSync(file, 'utf8')}// A remark.\n`);
        const run = await tenet(['replay', 'r.json'], { cwd: folder });
        expect(run.code).toBe(0);
        expect(run.stdout).toContain('as-published.tenet changed');
    });

    test('records go into files by their names, and to the terminal as Markdown', async () => {
        const folder = copyOfExample('crime-assessment');
        const args = ['record', 'as-intended.tenet', '--case', 'S01'];
        expect((await tenet(args, { cwd: folder })).stdout).toMatch(/^# Decision record: Crime assessment\n/);
        await tenet([...args, '--out', 'r.html'], { cwd: folder });
        expect(readFileSync(join(folder, 'r.html'), 'utf8')).toMatch(/^<!doctype html>/);
        expectWrong(await tenet([...args, '--out', 'r.txt'], { cwd: folder }), '.json, .md or .html');
    });

    test('many cases are recorded at once, and replayed at once', async () => {
        const folder = copyOfExample('crime-assessment');
        const cases = [
            '{"offence":"homicide"}',
            '{"offence":"other-theft","victimSupports":true,"value":"£45"}',
            '{"offence":"arson"}',
            '{"offence":"burglary","victimSupports":false}',
        ];
        writeFileSync(join(folder, 'cases.jsonl'), `${cases.join('\n')}\n`);
        const decide = ['decide', 'as-intended.tenet', '--facts', 'cases.jsonl', '--at', '2024-06-01'];
        const run = await tenet([...decide, '--record', 'records'], { cwd: folder });
        // The third is told as ever, and has no record.
        expect(run.code).toBe(1);
        expect(run.stderr).toContain('3 records written to records.');
        expect(run.stdout.trimEnd().split('\n')).toHaveLength(4);
        expect(readdirSync(join(folder, 'records')).sort()).toEqual([
            'case-000001.json',
            'case-000002.json',
            'case-000004.json',
        ]);
        const second = JSON.parse(readFileSync(join(folder, 'records/case-000002.json'), 'utf8'));
        expectValid('record', second);
        expect(second).toMatchObject({ reference: 'cases.jsonl:2', made: { at: '2024-06-01' } });
        await tenet([...decide, '--record', 'all.jsonl'], { cwd: folder });
        expect(
            readFileSync(join(folder, 'all.jsonl'), 'utf8')
                .trimEnd()
                .split('\n')
                .map((line) => JSON.parse(line))[1],
        ).toEqual(second);

        const same = await tenet(['replay', 'records', 'all.jsonl'], { cwd: folder });
        expect(same).toMatchObject({ code: 0, stderr: '' });
        expect(same.stdout).toContain('✓ All 6 records give the same decision.');
        const file = join(folder, 'vocabulary.tenet');
        writeFileSync(file, readFileSync(file, 'utf8').replace('= £50', '= £40'));
        const other = await tenet(['replay', 'all.jsonl', 'as-intended.tenet'], { cwd: folder });
        expect(other.code).toBe(1);
        await expect(other.stdout).toMatchFileSnapshot('golden/replay-intended.txt');
        const json = await tenet(['replay', 'records', '--policy', 'as-intended.tenet', '--json'], { cwd: folder });
        expectValid('replay', parsed(json));
        expect(parsed(json)).toMatchObject({ same: 2, differ: 1 });

        writeFileSync(join(folder, 'records/no-record.json'), '[]');
        const broken = await tenet(['replay', 'records'], { cwd: folder });
        expect(broken.code).toBe(2);
        expect(broken.stderr).toBe('tenet: records/no-record.json: this is not a decision record of Tenet\n');
        expect(broken.stdout).toContain('1 of 3 records give another decision.');
    });

    test('a record replayed with the other reading says what differs', async () => {
        const folder = copyOfExample('crime-assessment');
        await tenet(['record', 'as-published.tenet', '--case', 'S70', '--out', 'r.json'], { cwd: folder });
        const run = await tenet(['replay', 'r.json', 'as-intended.tenet'], { cwd: folder });
        expect(run.code).toBe(1);
        await expect(run.stdout).toMatchFileSnapshot('golden/replay-published.txt');
    });

    test('holds a deviation with its rationale, the referral and what is done', async () => {
        const record = ['record', EXAMPLES.intendedSuite, '--case', 'S70', '--at', '2024-06-01', '--json'];
        const more = ['--deviation', 'assessed in', '--reason', 'The medals belong to a memorial'];
        const run = await tenet([
            ...[...record, ...more, '--supervisor', 'An inspector', '--referred-to', 'The duty inspector'],
            ...['--referral-decision', 'Assess in', '--done', 'DETS', 'Victims'],
        ]);
        expect(run).toMatchObject({ code: 0, stderr: '' });
        expectValid('record', parsed(run));
        const json = parsed<{ duties: { text: string; done: boolean }[] }>(run);
        expect(json).toMatchObject({
            deviation: {
                proposed: 'Assessed in',
                rationale: 'The medals belong to a memorial',
                supervisor: 'An inspector',
            },
            referral: { to: 'The duty inspector', decision: 'Assess in' },
        });
        expect(json.duties.filter(({ done }) => done).map(({ text }) => text)).toEqual([
            "keep to the Victims' Code",
            'write the reasons on the DETS screen of CRIS',
        ]);
        expectWrong(await tenet([...record, '--deviation', 'in']), '--reason');
        expectWrong(
            await tenet([...record, '--deviation', 'inn', '--reason', 'x']),
            'the outcomes are in, out, refer, snt',
        );
        expectWrong(await tenet([...record, '--deviation', 'refer', '--reason', 'x']), 'no departure');
        expectWrong(await tenet([...record, '--reason', 'x']), '--deviation');
        expectWrong(await tenet([...record, '--done', 'the moon']), 'nothing to be done has ‘the moon’ in it');
        const notReferred = ['record', EXAMPLES.intendedSuite, '--case', 'S01', '--referred-to', 'somebody'];
        expectWrong(await tenet(notReferred), 'refers to somebody');
    });

    test('is of now unless it says when', async () => {
        const before = new Date(Date.now() - 1000).toISOString();
        const run = await tenet(['record', EXAMPLES.intendedSuite, '--case', 'S01', '--json']);
        const { at } = parsed<{ made: { at: string } }>(run).made;
        expect(at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
        expect(at >= before.slice(0, 19)).toBe(true);
    });

    test('wrong usage is one line', async () => {
        const folder = folderWith({ 'no.json': '{}', 'r.tenet': 'fact a: yes/no' });
        expectWrong(await tenet(['replay', 'none.json'], { cwd: folder }), 'no such file');
        expectWrong(await tenet(['replay', 'no.json'], { cwd: folder }), 'not a decision record');
    });
});

describe('tenet test', () => {
    const files = (name: string) => [
        `examples/crime-assessment/${name}.tenet`,
        `examples/crime-assessment/${name}.scenarios.tenet`,
    ];

    test.each(['as-intended', 'as-published'])('--coverage conditions of %s', async (name) => {
        const run = await tenet(['test', ...files(name), '--coverage', 'conditions', '--min-coverage', '100']);
        expect(run).toMatchObject({ code: 0, stderr: '' });
        await expect(run.stdout).toMatchFileSnapshot(`golden/conditions-${name}.txt`);
        expectValid('instruments', parsed(await tenet(['test', ...files(name), '--coverage', 'conditions', '--json'])));
    });

    test.each(['as-intended', 'as-published'])('--mutate of %s', async (name) => {
        const run = await tenet(['test', ...files(name), '--mutate', '--min-score', '95']);
        expect(run).toMatchObject({ code: 0, stderr: '' });
        await expect(run.stdout).toMatchFileSnapshot(`golden/mutate-${name}.txt`);
        expectValid('instruments', parsed(await tenet(['test', ...files(name), '--mutate', '--json'])));
    });

    // The first 93 scenarios alone leave things open: what is said of them must read well.
    test.each(['as-intended', 'as-published'])('what the first scenarios of %s leave open', async (name) => {
        const folder = copyOfExample('crime-assessment');
        const suite = join(folder, `${name}.scenarios.tenet`);
        const text = readFileSync(suite, 'utf8');
        writeFileSync(suite, text.slice(0, text.indexOf('// ---- what the 93 cases leave open')));
        const texts: string[] = [];
        for (const instrument of [['--coverage', 'conditions'], ['--mutate']]) {
            const run = await tenet(['test', `${name}.tenet`, `${name}.scenarios.tenet`, ...instrument], {
                cwd: folder,
            });
            expect(run).toMatchObject({ code: 0, stderr: '' });
            expectReadable(run.stdout);
            texts.push(run.stdout);
        }
        await expect(texts.join('\n')).toMatchFileSnapshot(`golden/open-${name}.txt`);
    });

    /** A copy of an example without what stands from a text on. */
    const withoutLast = (name: string, from: string): string => {
        const folder = copyOfExample(name);
        const file = join(folder, `${name}.tenet`);
        const text = readFileSync(file, 'utf8');
        expect(text).toContain(from);
        writeFileSync(file, text.slice(0, text.indexOf(from)));
        return folder;
    };

    test('--mutate html writes a page, --mutate json what --json does', async () => {
        const folder = withoutLast('grant-priority', '// One thing less');
        const run = await tenet(['test', '.', '--mutate', 'html', '--out', 'm.html'], { cwd: folder });
        expect(run).toMatchObject({ code: 0, stdout: '', stderr: '' });
        const page = readFileSync(join(folder, 'm.html'), 'utf8');
        expect(page).toContain('Nothing notices');
        expect(page).toContain('need: one point more for ‘under £10,000’');
        const json = await tenet(['test', '.', '--mutate', 'json'], { cwd: folder });
        expect(json.stdout).toBe((await tenet(['test', '.', '--mutate', '--json'], { cwd: folder })).stdout);
        expectValid('instruments', parsed(json));
    });

    test('--suggest writes scenarios that reach the rest', async () => {
        const folder = withoutLast('parking-permit', 'scenario "Misuse');
        const before = await tenet(['test', '.', '--coverage', 'conditions', '--min-coverage', '100'], { cwd: folder });
        expect(before.code).toBe(1);
        expect(before.stderr).toMatch(/meet 9\d\.\d % of parkingPermit, less than 100 %/);
        const shown = await tenet(['test', '.', '--suggest'], { cwd: folder });
        expect(shown.stdout).toContain('tagged review');
        const run = await tenet(['test', '.', '--suggest', 'parking-permit.tenet'], { cwd: folder });
        expect(run.stderr).toMatch(/scenarios? written to parking-permit.tenet/);
        const after = await tenet(['test', '.', '--coverage', 'conditions', '--min-coverage', '100'], { cwd: folder });
        expect(after).toMatchObject({ code: 0, stderr: '' });
        expect((await tenet(['test', '.'], { cwd: folder })).code).toBe(0);
        expect((await tenet(['fmt', '--check', '.'], { cwd: folder })).code).toBe(0);
    });

    test('--mutate --suggest writes scenarios that notice the rest', async () => {
        const folder = withoutLast('grant-priority', '// One thing less');
        const before = await tenet(['test', '.', '--mutate', '--min-score', '100'], { cwd: folder });
        expect(before.code).toBe(1);
        expect(before.stderr).toMatch(/notice 9\d\.\d % of the changes to grantPriority/);
        await tenet(['test', '.', '--mutate', '--suggest', 'grant-priority.tenet'], { cwd: folder });
        const after = await tenet(['test', '.', '--mutate', '--min-score', '100', '--json'], { cwd: folder });
        expect(after.code).toBe(0);
        expectValid('instruments', parsed(after));
    });
});
