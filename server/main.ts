// The server on node: over standard input and output, or over the channel of an editor that forked it (`--node-ipc`).

import '../language/syntax/node20.js';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type Connection, createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { diskFiles } from './disk.js';
import { localProver, type Prover, type WorkerPort, workerProver } from './prover.js';
import { startServer } from './server.js';
import { VERSION } from './version.js';

/** Starts the server; without a connection it is made as the command line of this process says. */
export function startNodeServer(connection: Connection = createConnection(ProposedFeatures.all)): void {
    const docs = findPages();
    startServer(connection, {
        files: diskFiles,
        prover: nodeProver,
        version: VERSION,
        ...(docs === undefined ? {} : { docs }),
    });
}

/** The pages about findings, where they stand beside the bundle. */
function findPages(): string | undefined {
    const folder = typeof __dirname === 'string' ? __dirname : '';
    const found = ['../docs/findings', '../../docs/findings'].map((each) => join(folder, each)).find(existsSync);
    return folder === '' || found === undefined ? undefined : `${pathToFileURL(found).href}/`;
}

/** A worker thread: of its own bundle if that stands beside this one, else of the command that runs. */
function nodeProver(log: (message: string) => void): Prover {
    const folder = typeof __dirname === 'string' ? __dirname : '';
    const own = join(folder, 'prover.js');
    const command = join(folder, 'tenet.js');
    if (existsSync(own)) return workerProver(() => portOf(new Worker(own)), log);
    if (!existsSync(command)) return localProver();
    return workerProver(() => portOf(new Worker(command, { argv: ['lsp', '--prover'] })), log);
}

function portOf(worker: Worker): WorkerPort {
    worker.unref();
    return {
        post: (request) => worker.postMessage(request),
        onAnswer: (listener) => void worker.on('message', listener),
        onFailure: (listener) => void worker.on('error', (error) => listener(String(error))),
        terminate: () => void worker.terminate(),
    };
}
