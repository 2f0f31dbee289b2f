// The extension in a real VS Code: what activation costs, beside that of VS Code's own extension for JSON in the same
// window, and how long after an edit the texts at the line ends of a hundred scenarios follow.

import { spawnSync } from 'node:child_process';

const build = spawnSync(process.execPath, ['.build/extension.mjs', '--production', '--tests'], { encoding: 'utf8' });
if (build.status !== 0) throw new Error(build.stderr);
const { stdout, stderr, status } = spawnSync(process.execPath, ['test/editor/run.mjs', '--scene=speed'], {
    encoding: 'utf8',
    env: { ...process.env, EDITOR: process.env.EDITOR ?? 'headless' },
});
if (status !== 0) throw new Error(`${stdout}\n${stderr}`);

const measured = new Map(
    [...stdout.matchAll(/^measured (.*): ([\d. ]+)$/gm)].map(([, what = '', values = '']) => [
        what,
        values.split(' ').map(Number),
    ]),
);
for (const [what, values] of measured) {
    const sorted = [...values].sort((a, b) => a - b);
    const [least, median, most] = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)].map((each) =>
        (each ?? 0).toFixed(0).padStart(6),
    );
    console.log(`${what.padEnd(44)} least ${least} ms   median ${median} ms   most ${most} ms`);
}
const [own, peer] = ['activation', 'activation of its peer'].map((what) => measured.get(what)?.[0] ?? 0);
console.log(`activation is ${((own ?? 0) / (peer || 1)).toFixed(2)} times that of VS Code's extension for JSON`);
