// `tenet decide`: every way to give cases, what is said of wrong ones, streams.

import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { oracleCases } from '../examples/oracle.js';
import { EXAMPLES } from '../support.js';
import {
    bundlePath,
    expectReadable,
    expectValid,
    folderWith,
    type Run,
    type RunOptions,
    tenet,
    useTenet,
} from './tenet.js';

useTenet();

const PARKING = EXAMPLES.parking;
const DRIVER = { appliedOn: '2025-06-02', vehicle: 'car', length: 4.5, papers: ['lease', 'licence'] };

interface Line {
    readonly line: number;
    readonly verdict?: string;
    readonly outcome?: string | null;
    readonly error?: string;
}

function decide(facts: string, options: RunOptions = {}): Promise<Run> {
    return tenet(['decide', PARKING, '--facts', '-'], { ...options, input: facts });
}

function linesOf(run: Run): readonly Line[] {
    const lines = run.stdout
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Line);
    for (const line of lines) expectValid('decide', line);
    return lines;
}

describe('a line', () => {
    test('is written exactly so', async () => {
        const run = await decide(JSON.stringify(DRIVER));
        expect(run).toMatchObject({ code: 0, stderr: '' });
        expect(run.stdout).toMatchInlineSnapshot(`
          "{"line":1,"verdict":"outcome","outcome":"granted","decidedBy":"P2","reason":null,"path":[{"rule":"E","answer":"no"},{"rule":"P1","answer":"yes"},{"rule":"P2","answer":"row 3"}],"duties":[],"missing":[]}
          "
        `);
    });

    test('of every kind of verdict', async () => {
        const cases = [DRIVER, { vehicle: 'car' }, { ...DRIVER, appliedOn: '2020-01-01' }];
        const run = await decide(cases.map((each) => JSON.stringify(each)).join('\n'));
        expect(linesOf(run).map(({ verdict }) => verdict)).toEqual(['outcome', 'missing', 'not-effective']);
        expect(run.code).toBe(0);
    });
});

describe('cases', () => {
    const facts = oracleCases().map((each) => each.facts);
    const lines = facts.map((each) => JSON.stringify(each));
    const asLines = async (input: string) =>
        (await tenet(['decide', EXAMPLES.asIntended, '--facts', '-'], { input })).stdout;

    test('as lines, a list, or objects one after the other come out the same', async () => {
        const expected = await asLines(lines.join('\n'));
        expect(expected.trimEnd().split('\n')).toHaveLength(93);
        expect(await asLines(`${lines.join('\r\n')}\r\n`)).toBe(expected);
        expect(await asLines(`\ufeff${lines.join('\n')}`)).toBe(expected);
        expect(await asLines(JSON.stringify(facts))).toBe(expected);
        expect(await asLines(JSON.stringify(facts, null, 2))).toBe(expected);
        expect(await asLines(facts.map((each) => JSON.stringify(each, null, 2)).join('\n'))).toBe(expected);
    });

    test('in files', async () => {
        const folder = folderWith({
            'one.json': JSON.stringify(DRIVER, null, 2),
            'list.json': JSON.stringify([DRIVER, DRIVER]),
            'lines.jsonl': `${JSON.stringify(DRIVER)}\n\n${JSON.stringify(DRIVER)}\n`,
            'none.json': '[]',
        });
        const counted = async (name: string) =>
            linesOf(await tenet(['decide', PARKING, '--facts', join(folder, name)]));
        expect((await counted('one.json')).map(({ line }) => line)).toEqual([1]);
        expect((await counted('list.json')).map(({ line }) => line)).toEqual([1, 2]);
        expect((await counted('lines.jsonl')).map(({ line }) => line)).toEqual([1, 3]);
        expect(await counted('none.json')).toEqual([]);
    });

    test('as facts on the command line', async () => {
        const texts = ['appliedOn=2025-06-02', 'vehicle=car', 'length=4.5', 'papers=lease,licence'];
        const run = await tenet(['decide', PARKING, '--fact', ...texts]);
        expect(run.stdout).toBe((await decide(JSON.stringify(DRIVER))).stdout);
        const one = await tenet(['decide', PARKING, ...texts.flatMap((text) => ['--fact', text])]);
        expect(one.stdout).toBe(run.stdout);
        const sets = ['papers={ lease, licence }', 'papers=["lease","licence"]'];
        for (const set of sets) {
            expect((await tenet(['decide', PARKING, '--fact', ...texts.slice(0, 3), set])).stdout).toBe(run.stdout);
        }
    });

    test('with a suite as the policy', async () => {
        const run = await tenet(['decide', EXAMPLES.intendedSuite, '--fact', 'offence=homicide']);
        expect(linesOf(run)[0]).toMatchObject({ verdict: 'outcome', outcome: 'in' });
    });
});

describe('a wrong case', () => {
    test.each([
        ['{"vehicl":"car"}', 'There is no fact ‘vehicl’. Did you mean ‘vehicle’?'],
        ['{"vehicle":"cart"}', '‘vehicle’ (What kind of vehicle is it?) cannot be "cart"; right would be'],
        ['{"misused":1}', 'right would be true, false, "yes" or "no"'],
        ['{"length":25}', 'from 0 to 20'],
        ['{"appliedOn":"2025-02-30"}', 'a date'],
        ['{"papers":"lease"}', 'a list of'],
        ['{"vehicle":"car"', 'This line is not JSON'],
        ['nonsense', 'This line is not JSON'],
        ['7', 'A case is a JSON object of facts, not 7.'],
        ['null', 'A case is a JSON object of facts, not null.'],
        ['{"__proto__":{"vehicle":"car"}}', 'There is no fact ‘__proto__’'],
        ['{"constructor":1}', 'There is no fact ‘constructor’'],
    ])('%s', async (text, message) => {
        const run = await decide(`${JSON.stringify(DRIVER)}\n${text}\n${JSON.stringify(DRIVER)}\n`);
        const lines = linesOf(run);
        expect(lines.map(({ line }) => line)).toEqual([1, 2, 3]);
        expect(lines[1]?.error).toContain(message);
        expect(lines[2]).toMatchObject({ verdict: 'outcome' });
        expect(run.stderr).toBe('tenet: 1 of 3 cases could not be decided\n');
        expect(run.code).toBe(1);
    });

    test('too long to be one', async () => {
        const run = await decide(
            `${JSON.stringify(DRIVER)}\n{"vehicle":"${'x'.repeat(17_000_000)}"}\n${JSON.stringify(DRIVER)}\n`,
        );
        expect(linesOf(run)[1]).toEqual({ line: 2, error: 'This case has more than 16,000,000 characters.' });
        expect(linesOf(run)[2]).toMatchObject({ line: 3, verdict: 'outcome' });
    });

    test('a list without an end, or with more behind it', async () => {
        expect(linesOf(await decide('[{}, {')).map(({ error }) => error)).toEqual([
            undefined,
            expect.stringContaining('This line is not JSON'),
            'The list has no end: a ] is missing.',
        ]);
        expect(linesOf(await decide('[{}] {}')).map(({ error }) => error)).toEqual([
            undefined,
            'There is more after the end of the list.',
        ]);
    });
});

describe('--explain', () => {
    test('tells the path, the reason and the duties', async () => {
        const facts = ['offence=shoplifting', 'value=£20', 'victimSupports=yes', 'publicInterest=war-medals'];
        const run = await tenet(['decide', EXAMPLES.asIntended, '--explain', '--fact', ...facts]);
        expect(run).toMatchObject({ code: 0, stderr: '' });
        expectReadable(run.stdout);
        expect(run.stdout).toMatchInlineSnapshot(`
          "Case 1  Referred to a supervisor (refer) by PI, because a supervisor decides cases of public interest
            M     Mandatory crimes: offence is mandatoryCrime
                  no → next   offence: shoplifting
            P1    Victim: Does the victim support a prosecution by the police?
                  yes → next   victimSupports: yes
            P2    Suspect: Has anybody identified the suspect?
                  no → next   suspectIdentifiedBy: none (Nobody) by default
            P3.a  Listed offence: Does the low-value limit apply to the offence?
                  yes → next   offence: shoplifting
            P3.b  Amount: What is the stolen or damaged property worth?
                  at most lowValueLimit → next   value: £20
            P3.c  Fuel: Is it fuel theft?
                  no → out, because the value is within the low-value limit and no suspect is known   offence: shoplifting
            PI    Public interest: What has the supervisor decided?
                  none → refer, because a supervisor decides cases of public interest   publicInterest: war-medals (War medals or other paraphernalia) · supervisorDecision: none (No decision yet) by default
            • must keep to the Victims' Code
            • must put the case to a supervisor for decision
            • must write the reasons on the DETS screen of CRIS

          "
        `);
    });

    test('tells every kind of verdict and error', async () => {
        const input = '{}\n{"appliedOn":"2020-01-01"}\n{"vehicle":7}\n';
        const run = await tenet(['decide', PARKING, '--explain', '--facts', '-'], { input });
        expect(run.code).toBe(1);
        expectReadable(run.stdout);
        expect(run.stdout).toContain('Case 1  Not decided: vehicle (What kind of vehicle is it?) is missing');
        expect(run.stdout).toContain('Case 2  Not effective: the policy does not apply on this date');
        expect(run.stdout).toContain('Case 3  ‘vehicle’ (What kind of vehicle is it?) cannot be 7');
    });
});

test('a policy with errors decides nothing', async () => {
    const folder = folderWith({ 'bad.tenet': 'policy p\nprinciple P1 { ask nothing  yes => next }\n' });
    const run = await tenet(['decide', 'bad.tenet', '--fact', 'a=1'], { cwd: folder });
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain('There is no');
    expect(run.stderr).toContain('bad.tenet: 1 error, so there is nothing to decide with');
});

describe('streams', () => {
    test('answer each line as it comes', async () => {
        const child = spawn(process.execPath, [bundlePath(), 'decide', PARKING, '--facts', '-']);
        let stdout = '';
        child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
        const ended = new Promise<number | null>((done) => child.on('close', (code) => done(code)));
        for (let line = 1; line <= 3; line++) {
            child.stdin.write(`${JSON.stringify(DRIVER)}\n`);
            while (stdout.split('\n').length <= line) await new Promise((resolve) => setTimeout(resolve, 10));
        }
        child.stdin.end();
        expect(await ended).toBe(0);
    }, 60_000);

    test('need no more memory for more cases', async () => {
        const folder = folderWith({});
        const batch = oracleCases()
            .map((each) => JSON.stringify(each.facts))
            .join('\n');
        writeFileSync(join(folder, 'many.jsonl'), `${batch}\n`.repeat(2_000));
        const args = ['--max-old-space-size=48', bundlePath(), 'decide', EXAMPLES.asIntended];
        const child = spawn(process.execPath, [
            ...args,
            '--facts',
            join(folder, 'many.jsonl'),
            '--out',
            join(folder, 'out.jsonl'),
        ]);
        expect(await new Promise((done) => child.on('close', (code) => done(code)))).toBe(0);
        expect(readFileSync(join(folder, 'out.jsonl'), 'utf8').split('\n')).toHaveLength(186_001);
    }, 120_000);

    test('leave nothing half-written behind when interrupted', async () => {
        const folder = folderWith({ 'out.jsonl': 'before\n' });
        const out = join(folder, 'out.jsonl');
        const child = spawn(process.execPath, [bundlePath(), 'decide', PARKING, '--facts', '-', '--out', out]);
        const ended = new Promise<number | null>((done) => child.on('close', (code) => done(code)));
        child.stdin.write(`${JSON.stringify(DRIVER)}\n`);
        while (readdirSync(folder).length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
        child.kill('SIGINT');
        expect(await ended).toBe(130);
        expect(readdirSync(folder)).toEqual(['out.jsonl']);
        expect(readFileSync(out, 'utf8')).toBe('before\n');
    }, 60_000);
});
