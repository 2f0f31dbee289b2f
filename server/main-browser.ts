// The server in a web worker: messages come by `postMessage`, files from the client.

import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { NO_FILES } from './files.js';
import { localProver } from './prover.js';
import { startServer } from './server.js';
import { VERSION } from './version.js';

const scope = self as unknown as ConstructorParameters<typeof BrowserMessageReader>[0];
const connection = createConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope));
startServer(connection, { files: NO_FILES, prover: () => localProver(), version: VERSION });

// The layout engine takes itself for a worker of its own wherever there is no document, and would take our messages.
Object.defineProperty(self, 'onmessage', { configurable: true, get: () => null, set: () => {} });
