// `tenet fmt`: formats files in place, says what it would do, and formats standard input.

import { chmodSync, lstatSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectValid, folderWith, parsed, tenet, useTenet } from './tenet.js';

useTenet();

const UNTIDY = 'fact   a:yes/no\n\n\n\nfact b :  yes/no\n';
const TIDY = 'fact a: yes/no\n\nfact b: yes/no\n';

test('formats files, once', async () => {
    const folder = folderWith({ 'a.tenet': UNTIDY, 'b.tenet': TIDY });
    const run = await tenet(['fmt'], { cwd: folder });
    expect(run).toMatchObject({ code: 0, stdout: '✎ a.tenet\n1 of 2 files formatted\n', stderr: '' });
    expect(readFileSync(join(folder, 'a.tenet'), 'utf8')).toBe(TIDY);
    expect((await tenet(['fmt'], { cwd: folder })).stdout).toBe('✓ 2 files in the canonical layout\n');
});

test('--check changes nothing', async () => {
    const folder = folderWith({ 'a.tenet': UNTIDY, 'b.tenet': TIDY });
    const run = await tenet(['fmt', '--check'], { cwd: folder });
    expect(run).toMatchObject({ code: 1, stdout: '✗ a.tenet\n1 of 2 files would change\n' });
    expect(readFileSync(join(folder, 'a.tenet'), 'utf8')).toBe(UNTIDY);
    expect((await tenet(['fmt', '--check', 'b.tenet'], { cwd: folder })).code).toBe(0);
});

test('--json follows its schema', async () => {
    const folder = folderWith({ 'a.tenet': UNTIDY, 'b.tenet': TIDY });
    const json = parsed(await tenet(['fmt', '--json'], { cwd: folder }));
    expectValid('fmt', json);
    expect(json).toMatchObject({ summary: { files: 2, changed: 1 } });
});

test('keeps marks, line ends, permissions and links', async () => {
    const crlf = (text: string) => text.replaceAll('\n', '\r\n');
    const folder = folderWith({ 'a.tenet': `\ufeff${crlf(UNTIDY)}`, 'real.txt': UNTIDY });
    chmodSync(join(folder, 'a.tenet'), 0o600);
    symlinkSync('real.txt', join(folder, 'link.tenet'));
    await tenet(['fmt', 'a.tenet', 'link.tenet'], { cwd: folder });
    expect(readFileSync(join(folder, 'a.tenet'), 'utf8')).toBe(`\ufeff${crlf(TIDY)}`);
    expect(statSync(join(folder, 'a.tenet')).mode & 0o777).toBe(0o600);
    expect(lstatSync(join(folder, 'link.tenet')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'real.txt'), 'utf8')).toBe(TIDY);
});

test('leaves what does not parse, and says so', async () => {
    const folder = folderWith({ 'a.tenet': `${UNTIDY}\nfact   c yes/no\n` });
    const run = await tenet(['fmt'], { cwd: folder });
    expect(run).toMatchObject({
        code: 0,
        stderr: 'tenet: a.tenet: 1 declaration with a syntax error left as it is\n',
    });
    expect(readFileSync(join(folder, 'a.tenet'), 'utf8')).toBe(`${TIDY}\nfact   c yes/no\n`);
});

test('formats standard input', async () => {
    expect(await tenet(['fmt', '-'], { input: UNTIDY })).toMatchObject({ code: 0, stdout: TIDY, stderr: '' });
    expect(await tenet(['fmt', '-', '--check'], { input: UNTIDY })).toMatchObject({ code: 1, stdout: '' });
});
