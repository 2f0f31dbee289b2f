// `tenet compare`: two files, a file and its past, in every format.

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { oracleCases } from '../examples/oracle.js';
import { EXAMPLES } from '../support.js';
import { copyOfExample, expectReadable, expectValid, expectWrong, parsed, tenet, useTenet } from './tenet.js';

useTenet();

interface CompareJson {
    readonly equal: boolean | null;
    readonly before: { readonly file: string };
    readonly partings: readonly {
        readonly rule: string;
        readonly changes: readonly {
            readonly before: string | null;
            readonly after: string | null;
            readonly example: object;
            readonly decisions?: { readonly before: object | null; readonly after: object | null };
        }[];
    }[];
    readonly scenarios: readonly { readonly title: string; readonly changesOutcome: boolean }[];
}

describe('two files', () => {
    const both = [EXAMPLES.asPublished, EXAMPLES.asIntended];

    test('as JSON, with examples that decide confirms', async () => {
        const run = await tenet(['compare', ...both, '--json']);
        const json = parsed<CompareJson>(run);
        expectValid('compare', json);
        expect(run.code).toBe(1);
        expect(json.equal).toBe(false);
        const changes = json.partings.flatMap((parting) => parting.changes);
        expect(changes.length).toBeGreaterThan(5);
        const input = changes.map(({ example }) => JSON.stringify(example)).join('\n');
        for (const [policy, side] of [
            [both[0], 'before'],
            [both[1], 'after'],
        ] as const) {
            const decided = await tenet(['decide', policy as string, '--facts', '-'], { input });
            const outcomes = decided.stdout
                .trimEnd()
                .split('\n')
                .map((line) => JSON.parse(line).outcome);
            expect(outcomes).toEqual(changes.map((change) => change[side]));
        }
    });

    test('with rules, reasons and duties if asked for', async () => {
        const run = await tenet(['compare', ...both, '--also', 'all', '--json']);
        const json = parsed<CompareJson>(run);
        expectValid('compare', json);
        const decisions = json.partings.flatMap(({ changes }) => changes.flatMap((change) => change.decisions ?? []));
        expect(decisions.length).toBeGreaterThan(5);
        expect(decisions.every(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))).toBe(true);
        const duties = await tenet(['compare', ...both, '--also', 'duties']);
        expectReadable(duties.stdout);
        expect(duties.stdout).toMatch(/^ +no longer: must .*\n(?: +no longer: .*\n)* +now: must /mu);
    });

    test('name the scenarios that the oracle names', async () => {
        const { scenarios } = parsed<CompareJson>(await tenet(['compare', ...both, '--json']));
        const flipped = new Set(
            scenarios.filter((each) => each.changesOutcome).map(({ title }) => title.split(' ')[0]),
        );
        const expected = oracleCases().filter(({ literal, intended }) => literal.outcome !== intended.outcome);
        // Without an offence both readings say that it is missing.
        expect(expected.map(({ id }) => id).filter((id) => id !== 'S07' && !flipped.has(id))).toEqual([]);
    });

    test.each(['text', 'md'])('as %s', async (format) => {
        const run = await tenet(['compare', ...both, '--format', format]);
        expect(run).toMatchObject({ code: 1, stderr: '' });
        expectReadable(run.stdout);
        expect(run.stdout).toContain('Outcomes change: the policies part at');
    });

    test('that are the same', async () => {
        const run = await tenet(['compare', EXAMPLES.parking, EXAMPLES.parking]);
        expect(run).toMatchObject({ code: 0, stderr: '' });
        expect(run.stdout).toBe('No case is treated differently: the two policies are proved equal.\n');
    });
});

describe('revisions', () => {
    test('of a file and of what it uses', async () => {
        const folder = copyOfExample('crime-assessment');
        const git = (...args: readonly string[]) =>
            execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd: folder });
        git('init', '-q');
        git('add', '.');
        git('commit', '-qm', 'one');
        const same = await tenet(['compare', 'git:HEAD', 'as-intended.tenet'], { cwd: folder });
        expect(same).toMatchObject({ code: 0, stderr: '' });
        const path = join(folder, 'vocabulary.tenet');
        writeFileSync(path, readFileSync(path, 'utf8').replace('= £50\n', '= £60\n'));
        const run = await tenet(['compare', 'git:HEAD', 'as-intended.tenet', '--json'], { cwd: folder });
        const json = parsed<CompareJson>(run);
        expectValid('compare', json);
        expect(json.before.file).toBe('HEAD:as-intended.tenet');
        expect(json.partings.map(({ rule }) => rule)).toContain('P3.b');
        git('commit', '-qam', 'two');
        const past = await tenet(['compare', 'git:HEAD~1:as-intended.tenet', 'git:HEAD:as-intended.tenet', '--json'], {
            cwd: folder,
        });
        expect(parsed<CompareJson>(past).partings).toHaveLength(json.partings.length);
    });

    test('that do not exist', async () => {
        expectWrong(await tenet(['compare', 'git:nowhere', EXAMPLES.parking]), 'git knows no revision ‘nowhere’ here');
        expectWrong(await tenet(['compare', 'git:--all', EXAMPLES.parking]), 'git knows no revision');
        expectWrong(await tenet(['compare', 'git:HEAD', 'git:HEAD']), 'write git:REV:path');
        expectWrong(
            await tenet(['compare', 'git:HEAD:none.tenet', EXAMPLES.parking]),
            'there is no such file in this revision',
        );
    });
});
