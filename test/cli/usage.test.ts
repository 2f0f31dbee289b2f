// Help, versions, wrong usage, and files that cannot be read: one clear line each, and the exit code that scripts rely on.

import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXAMPLES } from '../support.js';
import { bundlePath, copyOfExample, expectReadable, expectWrong, folderWith, tenet, useTenet } from './tenet.js';

useTenet();

const COMMANDS = ['check', 'test', 'decide', 'chart', 'fmt'];
const FACTS = ['--fact', 'vehicle=car'];

describe('help', () => {
    test('names every command and the exit codes', async () => {
        const run = await tenet(['--help']);
        expect(run).toMatchObject({ code: 0, stderr: '' });
        for (const name of COMMANDS) expect(run.stdout).toContain(`  ${name} `);
        expect(run.stdout).toContain('Exit codes: 0 fine, 1 findings');
        expectReadable(run.stdout);
    });

    test.each(COMMANDS)('of %s tells its options', async (name) => {
        const run = await tenet([name, '--help']);
        expect(run).toMatchObject({ code: 0, stderr: '' });
        expect(run.stdout).toContain(`Usage: tenet ${name}`);
        expect(run.stdout).toContain('--json');
        expect(run.stdout).toContain('Exit codes: 0 fine');
        expectReadable(run.stdout);
    });

    test('gives the version of the package', async () => {
        const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
        expect(await tenet(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
    });

    test('comes where no command is given, as wrong usage', async () => {
        const run = await tenet([]);
        expect(run.code).toBe(2);
        expect(run.stdout).toBe('');
        expect(run.stderr).toContain('Usage: tenet');
    });
});

describe('wrong usage', () => {
    test.each([
        [['chek'], "unknown command 'chek' (Did you mean check?)"],
        [['check', '--formt', 'json'], "unknown option '--formt' (Did you mean --format?)"],
        [['check', '--format', 'xml'], 'Allowed choices are text, json, sarif, github'],
        [['check', '--json', '--format', 'sarif'], '--json and --format sarif cannot go together'],
        [['test', '--reporter', 'html'], 'Allowed choices are text, junit, json, tap'],
        [['test', '--min-coverage', 'much'], 'Give a number from 0 to 100'],
        [['test', '--min-coverage', '101'], 'Give a number from 0 to 100'],
        [['test', '--coverage-out', 'x.json'], '--coverage-out needs --coverage json or --coverage html'],
        [['decide'], "missing required argument 'policy'"],
        [['decide', EXAMPLES.parking], 'give the cases with --facts FILE'],
        [['decide', EXAMPLES.parking, '--facts', '-', ...FACTS], 'give the cases with --facts FILE'],
        [['decide', EXAMPLES.parking, '--fact', 'vehicle'], '--fact vehicle: write it as name=value'],
        [['decide', EXAMPLES.parking, '--fact', 'vehicle=car', 'vehicle=van'], 'this fact is given twice'],
        [['decide', EXAMPLES.parking, '--explain', '--json', ...FACTS], '--explain tells in words'],
        [['decide', 'examples/crime-assessment/vocabulary.tenet', ...FACTS], 'this file has no policy'],
        [['chart', EXAMPLES.parking, '--case', 'Nobody'], 'no scenario of this policy is called ‘Nobody’'],
        [['chart', EXAMPLES.parking, '--format', 'gif'], 'Allowed choices are svg, png, html, mermaid, text'],
        [['fmt', '-', 'other.tenet'], '- stands alone'],
    ])('%j', async (args, message) => {
        expectWrong(await tenet(args as string[]), plainly(message as string));
    });
});

describe('files that cannot be read', () => {
    test('a missing one', async () => {
        expectWrong(await tenet(['decide', 'nothing.tenet', ...FACTS]), 'nothing.tenet: there is no such file');
        expectWrong(
            await tenet(['decide', EXAMPLES.parking, '--facts', 'nothing.jsonl']),
            'nothing.jsonl: there is no such file',
        );
        for (const command of ['check', 'test', 'fmt']) {
            const run = await tenet([command, 'nothing.tenet']);
            expect(run.code).toBe(2);
            expect(run.stderr).toBe('tenet: nothing.tenet: there is no such file\n');
        }
    });

    test('a folder where a file should be', async () => {
        expectWrong(await tenet(['decide', 'examples', ...FACTS]), 'examples: this is a folder, not a file');
        expectWrong(await tenet(['decide', EXAMPLES.parking, '--facts', 'examples']), 'examples: this is a folder');
        expectWrong(await tenet(['check', EXAMPLES.parking, '--out', 'examples']), 'examples: this is a folder');
        const folder = folderWith({ 'odd.tenet/inside.txt': '' });
        expectWrong(await tenet(['decide', 'odd.tenet', ...FACTS], { cwd: folder }), 'odd.tenet: this is a folder');
    });

    test('what is no text', async () => {
        const folder = folderWith({
            'wide.tenet': Buffer.from('\ufefffact a: yes/no', 'utf16le'),
            'nul.tenet': 'fact a: yes/no\u0000',
            'latin.tenet': Buffer.from('fact a "Stra\xdfe": yes/no', 'latin1'),
            'large.tenet': `// ${'x'.repeat(12_100_000)}`,
        });
        const run = await tenet(['check'], { cwd: folder });
        expect(run.code).toBe(2);
        expect(run.stderr.trimEnd().split('\n').sort()).toEqual([
            'tenet: large.tenet: this file is too large (12 MB; the limit is 12 MB)',
            'tenet: latin.tenet: this file is not in UTF-8: save it as UTF-8',
            'tenet: nul.tenet: this is not a text file (there is a NUL byte at position 15)',
            'tenet: wide.tenet: this file is in UTF-16: save it as UTF-8',
        ]);
        for (const name of ['wide', 'nul', 'latin', 'large']) {
            const decided = await tenet(['decide', `${name}.tenet`, ...FACTS], { cwd: folder });
            expectWrong(decided, `${name}.tenet: this`);
        }
        const facts = await tenet(['decide', EXAMPLES.parking, '--facts', join(folder, 'wide.tenet')]);
        expectWrong(facts, 'this file is in UTF-16');
    });

    test('links that lead nowhere, or back to themselves', async () => {
        const folder = folderWith({ 'good.tenet': 'fact a: yes/no\n' });
        symlinkSync('gone', join(folder, 'broken.tenet'));
        symlinkSync('loop.tenet', join(folder, 'loop.tenet'));
        symlinkSync('.', join(folder, 'again'));
        const run = await tenet(['check', 'good.tenet', 'broken.tenet', 'loop.tenet'], { cwd: folder });
        expect(run.code).toBe(2);
        expect(run.stderr).toBe(
            'tenet: broken.tenet: this is a link to gone, which does not exist\n' +
                'tenet: loop.tenet: this is a symbolic link that leads back to itself\n',
        );
        expect(run.stdout).toContain('1 file checked');
        const all = await tenet(['check'], { cwd: folder });
        expectReadable(all.stdout + all.stderr);
        expect(all.stdout).toContain('1 file checked');
    });

    test('one without permission', async ({ skip }) => {
        if (process.getuid?.() === 0) skip('root may read everything');
        const folder = folderWith({ 'secret.tenet': 'fact a: yes/no\n' });
        chmodSync(join(folder, 'secret.tenet'), 0);
        expectWrong(
            await tenet(['decide', 'secret.tenet', ...FACTS], { cwd: folder }),
            'secret.tenet: permission denied',
        );
    });

    test('a pipe that nobody writes to', async ({ skip }) => {
        if (process.platform === 'win32') skip('there are no such pipes');
        const folder = folderWith({});
        execFileSync('mkfifo', [join(folder, 'pipe.tenet')]);
        expectWrong(
            await tenet(['decide', 'pipe.tenet', ...FACTS], { cwd: folder }),
            'pipe.tenet: this is not a regular file',
        );
    });

    test('patterns and folders without files', async () => {
        const folder = folderWith({ 'notes.md': '# Notes' });
        const here = await tenet(['check'], { cwd: folder });
        expect(here).toMatchObject({ code: 2, stderr: 'tenet: here: there is no .tenet file\n' });
        const pattern = await tenet(['test', '*.tenet'], { cwd: folder });
        expect(pattern).toMatchObject({ code: 2, stderr: 'tenet: *.tenet: no file matches this pattern\n' });
    });
});

describe('which files', () => {
    test('those below the current folder, without node_modules and out', async () => {
        const folder = folderWith({
            'a.tenet': 'fact a: yes/no\n',
            'deep/er/b.tenet': 'fact b: yes/no\n',
            'node_modules/c.tenet': 'fact c yes/no\n',
            'out/d.tenet': 'fact d yes/no\n',
        });
        const run = await tenet(['check'], { cwd: folder });
        expect(run).toMatchObject({ code: 0, stderr: '' });
        expect(run.stdout).toContain('2 files checked');
        expect((await tenet(['check', 'out'], { cwd: folder })).stdout).toContain('1 error in 1 file');
    });

    test('patterns, folders and files, each file once', async () => {
        const folder = copyOfExample('crime-assessment');
        const once = await tenet(['test', '--json'], { cwd: folder });
        const run = await tenet(['test', '.', '*.tenet', 'as-intended.scenarios.tenet', '--json'], { cwd: folder });
        expect(run.stdout).toBe(once.stdout);
        expect(JSON.parse(run.stdout).suites).toHaveLength(2);
    });
});

describe('output', () => {
    test('ends quietly where its reader has seen enough', () => {
        const folder = folderWith({ 'many.jsonl': '{}\n'.repeat(50_000) });
        const command = `"${process.execPath}" "${bundlePath()}" decide ${EXAMPLES.parking} --facts ${folder}/many.jsonl`;
        const script = `{ ${command}; echo "code $?" >&2; } 2>${folder}/notes | head -n 1`;
        const text = execFileSync('bash', ['-c', script], { encoding: 'utf8' });
        expect(text.trimEnd().split('\n')).toHaveLength(1);
        expect(readFileSync(join(folder, 'notes'), 'utf8')).toBe('code 0\n');
    });

    test('that can be written nowhere is an error', ({ skip }) => {
        if (process.platform !== 'linux') skip('there is no /dev/full');
        const command = `"${process.execPath}" "${bundlePath()}" chart ${EXAMPLES.parking}`;
        const told = execFileSync('bash', ['-c', `{ ${command} 2>&1 >/dev/full; echo "code $?"; }`], {
            encoding: 'utf8',
        });
        expect(told).toBe('tenet: the output cannot be written: the disk is full\ncode 2\n');
        const out = execFileSync('bash', ['-c', `${command} --out /dev/full 2>&1; echo "code $?"`], {
            encoding: 'utf8',
        });
        expect(out).toBe('tenet: /dev/full: the disk is full\ncode 2\n');
    });

    test('has colours only where they are asked for', async () => {
        const plain = await tenet(['check', EXAMPLES.asPublished]);
        const coloured = await tenet(['check', EXAMPLES.asPublished], { env: { FORCE_COLOR: '1' } });
        const refused = await tenet(['check', EXAMPLES.asPublished], { env: { CI: 'true' } });
        expect(plain.stdout).not.toContain('\u001b');
        expect(coloured.stdout).toContain('\u001b[31m');
        expect(refused.stdout).toBe(plain.stdout);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters.
        expect(coloured.stdout.replace(/\u001b\[\d+m/g, '')).toBe(plain.stdout);
    });

    test('lets no text of a policy steer the terminal', async () => {
        const folder = folderWith({
            'evil.tenet':
                'policy p "\u001b[2Jp\u202egnp.exe"\nfact a "\u001b]0;title\u0007 \u009b31m?": yes/no\nunknown \u001b[31m\n',
        });
        for (const command of [['check'], ['test'], ['decide', 'evil.tenet', '--fact', 'a=\u001b[31m']]) {
            const run = await tenet(command, { cwd: folder });
            expectReadable(run.stdout);
            expectReadable(run.stderr);
        }
    });
});

/** A text as a pattern that matches just it. */
function plainly(text: string): RegExp {
    return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
}
