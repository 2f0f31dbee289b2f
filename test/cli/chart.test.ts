// `tenet chart`: every format, the path of a case, coverage.

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXAMPLES } from '../support.js';
import { copyOfExample, expectReadable, expectValid, expectWrong, parsed, tenet, useTenet } from './tenet.js';

useTenet();

describe('formats', () => {
    test('svg', async () => {
        const run = await tenet(['chart', EXAMPLES.parking]);
        expect(run).toMatchObject({ code: 0, stderr: '' });
        expect(run.stdout).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
        expect(run.stdout).toContain('@font-face');
        const dark = await tenet(['chart', EXAMPLES.parking, '--theme', 'dark']);
        expect(dark.stdout).not.toBe(run.stdout);
    });

    test.each([
        ['png', /^\u0089PNG\r\n/],
        ['svg', /^<svg /],
        ['html', /^<!doctype html>/],
        ['mmd', /^---\ntitle: /],
        ['txt', /^Parking permits?|^Resident/],
    ])('by the name of the file: %s', async (extension, start) => {
        const folder = copyOfExample('parking-permit');
        const out = `chart.${extension}`;
        const run = await tenet(['chart', 'parking-permit.tenet', '--out', out], { cwd: folder });
        expect(run).toMatchObject({ code: 0, stdout: '', stderr: '' });
        expect(readFileSync(join(folder, out), extension === 'png' ? 'latin1' : 'utf8')).toMatch(start);
    });

    test('text and JSON say the same', async () => {
        const text = await tenet(['chart', EXAMPLES.asIntended, '--format', 'text']);
        expectReadable(text.stdout);
        const json = parsed<{ sections: { items: { text: string }[] }[] }>(
            await tenet(['chart', EXAMPLES.asIntended, '--json']),
        );
        expectValid('chart', json);
        for (const { items } of json.sections) for (const item of items) expect(text.stdout).toContain(item.text);
    });
});

describe('the foot of sheets', () => {
    const env = { SOURCE_DATE_EPOCH: '1500000000' };

    async function foot(folder: string): Promise<string> {
        const run = await tenet(['chart', 'as-intended.tenet', '--format', 'html'], { cwd: folder, env });
        expect(run).toMatchObject({ code: 0, stderr: '' });
        const feet = [...run.stdout.matchAll(/<footer><span>(.*?)<\/span><span>(.*?)<\/span>/g)];
        const sheets = feet.slice(0, -1).map(([, , sheet]) => sheet);
        expect(sheets.length).toBeGreaterThan(1);
        expect(sheets).toEqual(sheets.map((_, index) => `Sheet ${index + 1} of ${sheets.length}`));
        const texts = new Set(feet.map(([, text]) => text));
        expect(texts.size).toBe(1);
        return [...texts][0] ?? '';
    }

    test('says the version that records name, where there is no git', async () => {
        const folder = copyOfExample('crime-assessment');
        const text = await foot(folder);
        expect(text).toMatch(/ · version [0-9a-f]{12} · in force from 2017-09-04.* · generated 2017-07-14$/);
        const run = await tenet(['record', 'as-intended.tenet', '--case', 'S04', '--json'], { cwd: folder });
        const { policy } = parsed<{ policy: { sources: { sha256: string } } }>(run);
        expect(text).toContain(` · version ${policy.sources.sha256.slice(0, 12)} · `);
    });

    test('says the commit, and whether the text was changed since', async () => {
        const folder = copyOfExample('crime-assessment');
        const git = (...args: readonly string[]): string => {
            const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
            return execFileSync('git', [...who, ...args], { cwd: folder, encoding: 'utf8' }).trim();
        };
        git('init', '--quiet');
        expect(await foot(folder)).not.toContain('commit');
        git('add', '.');
        git('commit', '--quiet', '--message=first');
        expect(await foot(folder)).toContain(` · commit ${git('rev-parse', '--short=7', 'HEAD')} · in force`);
        git('tag', 'v3');
        const path = join(folder, 'as-intended.tenet');
        const text = readFileSync(path, 'utf8');
        writeFileSync(path, text.replaceAll('\n', '\r\n'));
        expect(await foot(folder)).toContain(' · commit v3 · in force');
        writeFileSync(path, `// later\n${text}`);
        expect(await foot(folder)).toContain(' · commit v3 with changes since · in force');
    });
});

describe('sheets', () => {
    test('are on the paper, and have the foot, that were asked for', async () => {
        const footer = 'Housing · {title} · {owner} · {generated}';
        const run = await tenet(
            ['chart', EXAMPLES.parking, '--format', 'html', '--paper', 'Letter', '--footer', footer],
            { env: { SOURCE_DATE_EPOCH: '1500000000' } },
        );
        expect(run).toMatchObject({ code: 0, stderr: '' });
        expect(run.stdout).toContain('@page { size: Letter;');
        const foot = 'Housing · Residents&#39; parking permits · {owner} · generated 2017-07-14';
        expect(run.stdout).toContain(`<footer><span>${foot}</span>`);
    });

    test('are no picture', async () => {
        expectWrong(await tenet(['chart', EXAMPLES.parking, '--paper', 'A3']), /--paper is for sheets to print/);
        expectWrong(await tenet(['chart', EXAMPLES.parking, '--format', 'html', '--paper', 'A5']), /A4, Letter, A3/);
    });
});

describe('cases', () => {
    test('a scenario of a suite, by a part of its title', async () => {
        const run = await tenet(['chart', EXAMPLES.asIntended, '--case', 'S04', '--format', 'text']);
        expect(run).toMatchObject({ code: 0, stderr: '' });
        expect(run.stdout).toMatch(/ {3}> Yes -> question \d+ \(P2\)/);
        const svg = await tenet(['chart', EXAMPLES.asIntended, '--case', 'S04']);
        expect(svg.stdout).toContain('S04 First day of the policy');
    });

    test('one that several titles hold is refused', async () => {
        expectWrong(await tenet(['chart', EXAMPLES.asIntended, '--case', 'S0']), /‘S0’ fits \d+ scenarios: ‘S01/);
    });

    test('coverage of all scenarios', async () => {
        const plain = await tenet(['chart', EXAMPLES.parking]);
        const covered = await tenet(['chart', EXAMPLES.parking, '--overlay', 'coverage']);
        expect(covered).toMatchObject({ code: 0, stderr: '' });
        expect(covered.stdout).not.toBe(plain.stdout);
    });

    test('a case on the sheets to print, in Mermaid, in words and as JSON', async () => {
        const of = (format: string) => ['chart', EXAMPLES.asIntended, '--case', 'S04', '--format', format];
        const sheets = await tenet(of('html'));
        expect(sheets).toMatchObject({ code: 0, stderr: '' });
        const told = 'S04 First day of the policy. Path:';
        // On each sheet, and above the words.
        const pages = sheets.stdout.split('class="sheet"').length - 1;
        expect(pages).toBeGreaterThan(1);
        expect(sheets.stdout.split(`<p class="case">${told}`).length - 1).toBe(pages);
        expect(sheets.stdout).toContain(`<p><strong>${told}`);
        expect(sheets.stdout).toContain('<em>this case</em>');
        const mermaid = await tenet(of('mermaid'));
        expect(mermaid.stdout).toMatch(/^ {4}class n\d+(,n\d+)+ path$/m);
        expect(mermaid.stdout).toMatch(/^ {4}linkStyle \d+(,\d+)+ stroke:/m);
        const text = await tenet(of('text'));
        expect(text.stdout).toContain(told);
        expect(text.stdout).toMatch(/ {3}In this case: .*£20/);
        const json = parsed<{ shown: string }>(await tenet(['chart', EXAMPLES.asIntended, '--case', 'S04', '--json']));
        expectValid('chart', json);
        expect(json.shown).toContain(told);
    });

    test('coverage on the sheets to print', async () => {
        const sheets = await tenet(['chart', EXAMPLES.parking, '--overlay', 'coverage', '--format', 'html']);
        expect(sheets.stdout).toMatch(/\d+×</);
    });
});
