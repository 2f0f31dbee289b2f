// Workers of browsers: both ends of the line. A server in a worker cannot read where its own script came from once an
// editor has wrapped it, so that the scripts are loaded from where the client says they are.

import type { WorkerPort } from './crew.js';
import { answerJob, type Job, type JobTable, READY } from './serve.js';

/** What a script of jobs leaves in the worker that loads it: the one that does them, or the server's own. */
export interface Bench<J extends JobTable> {
    readonly jobs: J;
    /** Takes jobs from whoever started this worker. */
    serve(): void;
}

export function benchOf<J extends JobTable>(jobs: J): Bench<J> {
    return {
        jobs,
        serve: () => {
            self.addEventListener('message', async ({ data }: MessageEvent<Job>) => {
                self.postMessage(await answerJob(jobs, data));
            });
            self.postMessage(READY);
        },
    };
}

/** A worker within this one; throws where there are none. */
export function startWebWorker(script: string, name: string): WorkerPort {
    // Workers are only made of scripts of the same origin; what those load may come from elsewhere.
    const code = `importScripts(${JSON.stringify(script)});${name}.serve();`;
    const address = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
    const worker = new Worker(address);
    return {
        post: (job) => worker.postMessage(job),
        onAnswer: (listener) => worker.addEventListener('message', ({ data }) => listener(data)),
        onFailure: (listener) => {
            worker.addEventListener('error', ({ message }) => listener(message || 'its script could not be loaded'));
            worker.addEventListener('messageerror', () => listener('its answer could not be read'));
        },
        terminate: () => {
            worker.terminate();
            URL.revokeObjectURL(address);
        },
    };
}

/** The jobs of a script, to be done in this thread. */
export async function loadJobs<J extends JobTable>(script: string, name: string): Promise<J> {
    const scope = globalThis as unknown as { importScripts(url: string): void } & Record<string, Bench<J> | undefined>;
    if (!scope[name]) scope.importScripts(script);
    const bench = scope[name];
    if (!bench) throw new Error(`${script} is not what it should be.`);
    return bench.jobs;
}
