// The bundled command as users run it: built once for each test file, started as a process of its own.

import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { afterAll, beforeAll, expect, vi } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

export interface Run {
    readonly code: number | null;
    readonly signal: NodeJS.Signals | null;
    readonly stdout: string;
    readonly stderr: string;
}

export interface RunOptions {
    readonly cwd?: string;
    readonly input?: string | Uint8Array;
    readonly env?: Readonly<Record<string, string>>;
}

let folder = '';

/** Builds the command before the tests of a file, and removes it after them. */
export function useTenet(): void {
    // Processes start slowly on a busy machine.
    vi.setConfig({ testTimeout: 120_000 });
    beforeAll(async () => {
        folder = mkdtempSync(join(tmpdir(), 'tenet-'));
        const build: { bundle(outfile: string): Promise<void> } = await import(join(root, '.build/bundle.mjs'));
        await build.bundle(join(folder, 'tenet.js'));
    }, 300_000);
    afterAll(() => rmSync(folder, { recursive: true, force: true }));
}

/** The bundled file. */
export function bundlePath(): string {
    return join(folder, 'tenet.js');
}

/** Runs `tenet` to its end. */
export function tenet(args: readonly string[], options: RunOptions = {}): Promise<Run> {
    const { cwd = root, input, env = {} } = options;
    const { FORCE_COLOR: _forced, ...inherited } = process.env;
    const child = spawn(process.execPath, [bundlePath(), ...args], { cwd, env: { ...inherited, ...env } });
    const texts = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text) => (texts.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (texts.stderr += text));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    return new Promise((done, failed) => {
        child.on('error', failed);
        child.on('close', (code, signal) => done({ code, signal, ...texts }));
    });
}

/** A new folder with files of these texts. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
    const made = mkdtempSync(join(folder, 'files-'));
    for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(made, name)), { recursive: true });
        writeFileSync(join(made, name), text);
    }
    return made;
}

/** A new folder with a copy of an example. */
export function copyOfExample(name: string): string {
    const made = mkdtempSync(join(folder, 'example-'));
    cpSync(join(root, 'examples', name), made, { recursive: true });
    return made;
}

/** Output that holds JSON; it must be nothing else. */
export function parsed<T = unknown>(run: Run): T {
    return JSON.parse(run.stdout) as T;
}

/** What no output may show to a person. */
export function expectReadable(text: string): void {
    expect(text).not.toMatch(/\bundefined\b|\bNaN\b|\[object |\n\s+at .*:\d+:\d+/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about.
    expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
}

/** Wrong usage: one line on standard error, nothing on standard output. */
export function expectWrong(run: Run, message: string | RegExp): void {
    expect(run.stderr).toMatch(message);
    expect(run.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(run.stderr).toMatch(/^tenet: /);
    expectReadable(run.stderr);
    expect(run.stdout).toBe('');
    expect(run.code).toBe(2);
}

const validators = new Map<string, ValidateFunction>();

/** Checks JSON against a schema of docs/json. */
export function expectValid(schema: string, json: unknown): void {
    const validate = validators.get(schema) ?? compiled(schema);
    validators.set(schema, validate);
    const isValid = validate(json);
    expect(validate.errors ?? []).toEqual([]);
    expect(isValid).toBe(true);
}

function compiled(name: string): ValidateFunction {
    const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
    const shared = JSON.parse(readFileSync(join(root, 'docs/json/shared.schema.json'), 'utf8'));
    ajv.addSchema(shared);
    return ajv.compile(JSON.parse(readFileSync(join(root, `docs/json/${name}.schema.json`), 'utf8')));
}
