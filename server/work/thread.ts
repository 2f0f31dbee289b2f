// Worker threads of node: both ends of the line.

import { parentPort, Worker, type WorkerOptions } from 'node:worker_threads';
import type { WorkerPort } from './crew.js';
import { answerJob, type Job, type JobTable, READY } from './serve.js';

/** Takes jobs if this is a worker thread. */
export function serveThread(jobs: JobTable): void {
    parentPort?.on('message', async (job: Job) => parentPort?.postMessage(await answerJob(jobs, job)));
    parentPort?.postMessage(READY);
}

/** A worker thread that does not keep the process alive. */
export function startThread(script: string, options: WorkerOptions = {}): WorkerPort {
    const worker = new Worker(script, options);
    worker.unref();
    return {
        post: (job) => worker.postMessage(job),
        onAnswer: (listener) => void worker.on('message', listener),
        onFailure: (listener) => {
            worker.on('error', (error) => listener(String(error)));
            worker.on('messageerror', (error) => listener(String(error)));
            worker.on('exit', (code) => listener(`it ended with code ${code}`));
        },
        terminate: () => void worker.terminate(),
    };
}
