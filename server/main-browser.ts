// The server in a web worker: messages come by `postMessage`, files from the client.

import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import type { ChartAssets } from './charts.js';
import { NO_FILES } from './files.js';
import type { Scripts } from './protocol.js';
import { startServer } from './server.js';
import { VERSION } from './version.js';
import { type Crew, workerCrew } from './work/crew.js';
import type { Jobs } from './work/jobs.js';
import type { ProofJobs } from './work/proofs.js';
import type { JobTable } from './work/serve.js';
import { loadJobs, startWebWorker } from './work/web-worker.js';

const scope = self as unknown as ConstructorParameters<typeof BrowserMessageReader>[0];
const connection = createConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope));
startServer(connection, {
    files: NO_FILES,
    crews: (log, scripts) => ({
        prover: webCrew<ProofJobs>('tenetProver', () => scriptOf(scripts(), 'prover'), log),
        workshop: webCrew<Jobs>('tenetWorkshop', () => scriptOf(scripts(), 'workshop'), log),
    }),
    version: VERSION,
    assets: fetchAssets,
});

/** From beside the scripts; kept by the browser. */
async function fetchAssets(scripts: Scripts | undefined): Promise<ChartAssets> {
    const base = scriptOf(scripts, 'workshop');
    const paths = ['resvg.wasm', '../client/fonts/regular.ttf', '../client/fonts/bold.ttf'];
    const [resvg, ...fonts] = await Promise.all(
        paths.map(async (path) => {
            const response = await fetch(new URL(path, base));
            if (!response.ok) throw new Error(`${path}: ${response.status}`);
            return new Uint8Array(await response.arrayBuffer());
        }),
    );
    return { resvg: resvg as Uint8Array, fonts };
}

function webCrew<J extends JobTable>(name: string, script: () => string, log: (message: string) => void): Crew<J> {
    return workerCrew(
        () => startWebWorker(script(), name),
        () => loadJobs<J>(script(), name),
        log,
    );
}

/** Where the client says that it is, else beside this script. */
function scriptOf(scripts: Scripts | undefined, name: keyof Scripts): string {
    return scripts?.[name] ?? new URL(`web-${name}.js`, self.location.href).href;
}
