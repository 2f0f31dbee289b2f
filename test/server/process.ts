// The server as it is shipped for the desktop: its bundles, in a process of its own, over standard input and output.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver-protocol/node';
import { nodeServer, platforms } from '../../.build/bundles.mjs';
import type { Line } from './client.js';

export class ShippedServer {
    readonly started: ChildProcess[] = [];

    private constructor(private readonly folder: string) {}

    static async build(): Promise<ShippedServer> {
        const folder = mkdtempSync(join(tmpdir(), 'tenet-server-'));
        for (const bundle of nodeServer(platforms(true)))
            await build({ ...bundle, outfile: join(folder, basename(bundle.outfile)), logLevel: 'error' });
        return new ShippedServer(folder);
    }

    /** Where the bundle is that an editor starts. */
    get script(): string {
        return join(this.folder, 'main.js');
    }

    /** @param flags of node, as `--max-old-space-size=100` */
    async connect(...flags: readonly string[]): Promise<Line> {
        const args = [...flags, this.script, '--stdio'];
        const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
        this.started.push(child);
        return {
            reader: new StreamMessageReader(child.stdout),
            writer: new StreamMessageWriter(child.stdin),
            close: () => void child.kill(),
        };
    }

    remove(): void {
        for (const child of this.started) child.kill();
        rmSync(this.folder, { recursive: true, force: true });
    }
}

/** Waits until a process has ended; its exit code. */
export function ended(child: ChildProcess): Promise<number | null> {
    if (child.exitCode !== null) return Promise.resolve(child.exitCode);
    return new Promise((resolve) => child.once('exit', (code) => resolve(code)));
}
