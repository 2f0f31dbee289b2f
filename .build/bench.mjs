// Runs the benchmarks of test/bench, each in a process of its own: node .build/bench.mjs [part of a name …]

import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const wanted = process.argv.slice(2);
const folder = `${root}/out/bench`;
mkdirSync(folder, { recursive: true });
// A file that exports is a part of a benchmark, not one.
const benches = readdirSync(`${root}/test/bench`)
    .filter((name) => name.endsWith('.ts') && !/^export /m.test(readFileSync(`${root}/test/bench/${name}`, 'utf8')))
    .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)));

let failed = false;
for (const name of benches) {
    const outfile = `${folder}/${name.replace(/\.ts$/, '.mjs')}`;
    console.log(`\n── ${name}`);
    await build({
        entryPoints: [`${root}/test/bench/${name}`],
        outfile,
        bundle: true,
        platform: 'node',
        target: 'node20',
        format: 'esm',
        packages: 'external',
        logLevel: 'error',
    });
    const { status } = spawnSync(process.execPath, ['--expose-gc', outfile], { stdio: 'inherit', cwd: root });
    failed ||= status !== 0;
}
rmSync(folder, { recursive: true, force: true });
process.exitCode = failed ? 1 : 0;
