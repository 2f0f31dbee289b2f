// `tenet test --watch`: runs again when a file changes, and ends cleanly with Ctrl-C.

import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundlePath, copyOfExample, useTenet } from './tenet.js';

useTenet();

test('runs again after a change and ends with Ctrl-C', async () => {
    const folder = copyOfExample('parking-permit');
    const path = join(folder, 'parking-permit.tenet');
    const child = spawn(process.execPath, [bundlePath(), 'test', '--watch'], { cwd: folder });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    const ended = new Promise<number | null>((done) => child.on('close', (code) => done(code)));
    await until(() => stderr.includes('Watching'));
    expect(stdout).toContain('20 scenarios passed');
    writeFileSync(path, readFileSync(path, 'utf8').replace('granted at E', 'refused at E'));
    await until(() => stdout.includes(' of 20 scenarios failed'));
    child.kill('SIGINT');
    expect(await ended).toBe(130);
}, 60_000);

async function until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 20));
}
