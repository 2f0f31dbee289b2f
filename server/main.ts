// The server on node: over standard input and output, or over the channel of an editor that forked it (`--node-ipc`).

import '../language/syntax/node20.js';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Connection, createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import type { ChartAssets } from './charts.js';
import { diskFiles } from './disk.js';
import { gitRevisions } from './git.js';
import { startServer } from './server.js';
import { VERSION } from './version.js';
import { type Crew, localCrew, workerCrew } from './work/crew.js';
import type { Jobs } from './work/jobs.js';
import type { ProofJobs } from './work/proofs.js';
import type { JobTable } from './work/serve.js';
import { startThread } from './work/thread.js';

/**
 * Starts the server; without a connection it is made as the command line of this process says. A command that carries what
 * files of pictures need hands it in.
 */
export function startNodeServer(
    connection: Connection = createConnection(ProposedFeatures.all),
    assets: () => Promise<ChartAssets | undefined> = readAssets,
): void {
    const docs = findPages();
    startServer(connection, {
        files: diskFiles,
        revisions: gitRevisions,
        ...(process.env.SOURCE_DATE_EPOCH === undefined ? {} : { sourceDateEpoch: process.env.SOURCE_DATE_EPOCH }),
        crews: (log) => ({
            prover: nodeCrew<ProofJobs>('prover', async () => (await import('./work/prover-node.js')).PROOF_JOBS, log),
            workshop: nodeCrew<Jobs>('workshop', async () => (await import('./work/workshop-node.js')).JOBS, log),
        }),
        version: VERSION,
        assets,
        ...(docs === undefined ? {} : { docs }),
    });
}

/** Beside the bundle of an extension. */
async function readAssets(): Promise<ChartAssets | undefined> {
    const folder = typeof __dirname === 'string' ? __dirname : '';
    const wasm = join(folder, 'resvg.wasm');
    if (folder === '' || !existsSync(wasm)) return undefined;
    const [resvg, ...fonts] = await Promise.all(
        [wasm, ...['regular.ttf', 'bold.ttf'].map((name) => join(folder, '../client/fonts', name))].map((path) =>
            readFile(path),
        ),
    );
    return { resvg: resvg as Uint8Array, fonts };
}

/** The pages about findings, where they stand beside the bundle. */
function findPages(): string | undefined {
    const folder = typeof __dirname === 'string' ? __dirname : '';
    const found = ['../docs/findings', '../../docs/findings'].map((each) => join(folder, each)).find(existsSync);
    return folder === '' || found === undefined ? undefined : `${pathToFileURL(found).href}/`;
}

/** Worker threads: of a bundle of their own if that stands beside this one, else of the command that runs. */
function nodeCrew<J extends JobTable>(
    name: 'prover' | 'workshop',
    load: () => Promise<J>,
    log: (message: string) => void,
): Crew<J> {
    const folder = typeof __dirname === 'string' ? __dirname : '';
    const own = join(folder, `${name}.js`);
    const command = join(folder, 'tenet.js');
    if (existsSync(own)) return workerCrew(() => startThread(own), load, log);
    if (!existsSync(command)) return localCrew(load);
    return workerCrew(() => startThread(command, { argv: ['lsp', '--worker', name] }), load, log);
}
