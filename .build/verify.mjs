// Runs every check of the repository in order and ends with one line `N passed, N failed`. A stage that is no test suite
// (lint, types, bundles) counts as one test. `--fast` leaves the real editors out: VS Code as a server, a newer one, the
// web build, and the packed extension.

import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';

const fast = process.argv.includes('--fast');
const RESULTS = 'out/test-results.json';
const EDITOR_TESTS = ['node', 'test/editor/run.mjs'];

const stages = [
    { name: 'lint', command: ['npx', 'biome', 'check', '.'] },
    { name: 'types', command: ['npx', 'tsc', '-p', '.'] },
    { name: 'bundles', command: ['npm', 'run', '--silent', 'build'] },
    {
        name: 'tests',
        command: [
            'npm',
            'run',
            '--silent',
            'test:all',
            '--',
            '--reporter=default',
            '--reporter=json',
            `--outputFile.json=${RESULTS}`,
        ],
        count: () => {
            const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(RESULTS, 'utf8'));
            return { passed: numPassedTests, failed: numFailedTests };
        },
    },
    ...(fast
        ? []
        : [
              { name: 'package', command: ['npm', 'run', '--silent', 'package'] },
              editor('editor', ['npm', 'run', '--silent', 'test:editor']),
              editor('editor, newer', [...EDITOR_TESTS, '--next', '--scene=main']),
              editor('editor, web', [...EDITOR_TESTS, '--web']),
              editor('editor, packed', [...EDITOR_TESTS, '--vsix=out/tenet.vsix', '--scene=main']),
          ]),
];

let passed = 0;
let failed = 0;
mkdirSync('out', { recursive: true });
rmSync(RESULTS, { force: true });
for (const stage of stages) {
    const started = Date.now();
    console.log(`\n── ${stage.name}`);
    const { code, output } = await run(stage.command);
    const counts = countsOf(stage, output) ?? { passed: code === 0 ? 1 : 0, failed: 0 };
    // A stage that ends badly has failed, whatever it counted.
    if (code !== 0 && counts.failed === 0) counts.failed = 1;
    passed += counts.passed;
    failed += counts.failed;
    console.log(
        `── ${stage.name}: ${counts.passed} passed, ${counts.failed} failed in ${Math.round((Date.now() - started) / 1000)} s`,
    );
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

function editor(name, command) {
    return { name, command, count: countPrinted };
}

function run([command, ...args]) {
    return new Promise((resolve) => {
        const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
        let output = '';
        child.stdout.on('data', (chunk) => {
            output += chunk;
            process.stdout.write(chunk);
        });
        child.on('error', (error) => resolve({ code: 1, output: error.message }));
        child.on('close', (code) => resolve({ code: code ?? 1, output }));
    });
}

function countsOf(stage, output) {
    try {
        return stage.count?.(output);
    } catch {
        return undefined;
    }
}

/** The editor's suites each print `editor: N passed, N failed`. */
function countPrinted(output) {
    const lines = [...output.matchAll(/(\d+) passed, (\d+) failed/g)];
    if (lines.length === 0) return undefined;
    const sum = (index) => lines.reduce((total, match) => total + Number(match[index]), 0);
    return { passed: sum(1), failed: sum(2) };
}
