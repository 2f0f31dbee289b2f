// The server on node: over standard input and output, or over the channel of an editor that forked it (`--node-ipc`).

import '../language/syntax/node20.js';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Connection, createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { version } from '../package.json';
import { diskFiles } from './disk.js';
import { localProver, type Prover, workerProver } from './prover.js';
import { startServer } from './server.js';

/** Starts the server; without a connection it is made as the command line of this process says. */
export function startNodeServer(connection: Connection = createConnection(ProposedFeatures.all)): void {
    startServer(connection, { files: diskFiles, prover: nodeProver, version });
}

/** A worker thread, if its bundle stands beside this one. */
function nodeProver(log: (message: string) => void): Prover {
    const path = typeof __dirname === 'string' ? join(__dirname, 'prover.js') : '';
    if (!existsSync(path)) return localProver();
    return workerProver(() => {
        const worker = new Worker(path);
        worker.unref();
        return {
            post: (request) => worker.postMessage(request),
            onAnswer: (listener) => void worker.on('message', listener),
            onFailure: (listener) => {
                worker.on('error', (error) => listener(String(error)));
            },
            terminate: () => void worker.terminate(),
        };
    }, log);
}
