// How fast `tenet decide` is from end to end: the bundled command as a process, JSON lines from a file, verdicts with path
// and duties into a file and into nothing; and how long the command takes to start. Run it with
// `npm run bench decide-cli`.

import { execFileSync, spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const POLICY = 'examples/crime-assessment/as-intended.tenet';
const CASES = 1_000_000;
const ROUNDS = 3;
const STARTS = 15;

const folder = mkdtempSync(join(tmpdir(), 'tenet-bench-'));
const command = join(folder, 'tenet.js');
const build: { bundle(outfile: string): Promise<void> } = await import(resolve('.build/bundle.mjs'));
await build.bundle(command);

// ---- the cases: those of the oracle, again and again

const lines = readFileSync('test/examples/oracle.jsonl', 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => `${JSON.stringify(JSON.parse(line).facts)}\n`);
const input = join(folder, 'cases.jsonl');
const stream = createWriteStream(input);
for (let count = 0; count < CASES; count += lines.length) stream.write(lines.join(''));
await new Promise((done) => stream.end(done));
const count = Math.ceil(CASES / lines.length) * lines.length;
console.log(`${number(count)} cases, ${megabytes(statSync(input).size)}; load ${loadavg()[0]?.toFixed(1)}`);

// ---- decided right first

const output = join(folder, 'out.jsonl');
const sample = join(folder, 'sample.jsonl');
writeFileSync(sample, lines.join(''));
execFileSync(process.execPath, [command, 'decide', POLICY, '--facts', sample, '--out', output]);
const few = readFileSync(output, 'utf8').trimEnd().split('\n');
if (few.length !== lines.length || few.some((line) => JSON.parse(line).error)) throw new Error('not all cases decided');

// ---- rates

const toNothing = openSync('/dev/null', 'w');
for (const [name, args, out] of [
    ['into nothing', [], toNothing],
    ['into a file (--out)', ['--out', output], 'ignore'],
] as const) {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
        const start = performance.now();
        const child = spawn(process.execPath, [command, 'decide', POLICY, '--facts', input, ...args], {
            stdio: ['ignore', out, 'ignore'],
        });
        const code = await new Promise((done) => child.on('close', done));
        if (code !== 0) throw new Error(`decide ended with ${code}`);
        times.push((performance.now() - start) / 1_000);
    }
    const best = Math.min(...times);
    console.log(
        `${name.padEnd(22)} ${number(count / best).padStart(9)} cases/s, best of ${ROUNDS} (${best.toFixed(2)} s)`,
    );
}
console.log(`written: ${megabytes(statSync(output).size)}`);

// ---- starts

for (const [name, args] of [
    ['node alone', ['-e', '0']],
    ['tenet --version', [command, '--version']],
    ['tenet --help', [command, '--help']],
    ['tenet test examples', [command, 'test', 'examples']],
] as const) {
    const times = Array.from({ length: STARTS }, () => {
        const start = performance.now();
        execFileSync(process.execPath, args);
        return performance.now() - start;
    }).sort((left, right) => left - right);
    console.log(
        `${name.padEnd(22)} ${(times[0] as number).toFixed(0).padStart(6)} ms at best, ${(times[STARTS >> 1] as number).toFixed(0)} ms in the middle`,
    );
}
rmSync(folder, { recursive: true, force: true });

function number(value: number): string {
    return Math.round(value).toLocaleString('en-GB');
}

function megabytes(bytes: number): string {
    return `${Math.round(bytes / 1_000_000)} MB`;
}
