// Work that takes long, wherever it is done: by a worker, so that typing is never held up, or in this thread where there is
// none. Jobs are functions from plain data to plain data; one is done after the other, and one that nobody waits for any
// more is never begun.

import { type Answer, type Job, type JobTable, READY } from './serve.js';

/** What says that the result of a job is not wanted any more; the protocol's own tokens are such. */
export interface Cancellation {
    readonly isCancellationRequested: boolean;
    onCancellationRequested(listener: () => void): { dispose(): void };
}

/** Why a job has no result: it was cancelled. */
export class Cancelled extends Error {
    constructor() {
        super('cancelled');
    }
}

type Input<J extends JobTable, K extends keyof J> = Parameters<J[K]>[0];
type Output<J extends JobTable, K extends keyof J> = Awaited<ReturnType<J[K]>>;

export interface Crew<J extends JobTable> {
    /** The result of a job; rejects with `Cancelled`, or with the bug in the job. */
    do<K extends keyof J & string>(job: K, input: Input<J, K>, token?: Cancellation): Promise<Output<J, K>>;
    dispose(): void;
}

/** Does jobs in this thread, after everything that waits has had its turn; `load` gives them once they are needed. */
export function localCrew<J extends JobTable>(load: () => Promise<J>): Crew<J> {
    let disposed = false;
    return {
        do: async (job, input, token) => {
            const jobs = await load();
            await new Promise((resolve) => setTimeout(resolve, 0));
            const isOver = (): boolean => disposed || token?.isCancellationRequested === true;
            if (isOver()) throw new Cancelled();
            try {
                return (await jobs[job]?.(input as never, isOver)) as never;
            } catch (error) {
                // A job that was told to stop may well fail over it.
                throw isOver() ? new Cancelled() : error;
            }
        },
        dispose: () => {
            disposed = true;
        },
    };
}

/** The two ends of a worker, in node and in a browser alike. */
export interface WorkerPort {
    post(job: Job): void;
    onAnswer(listener: (answer: Answer) => void): void;
    /** The worker died: everything that waits is told. */
    onFailure(listener: (message: string) => void): void;
    terminate(): void;
}

/** A cancelled job may take this long to notice; then its worker goes, and the next job gets a new one. */
const GRACE_MILLISECONDS = 250;

interface Waiting {
    readonly job: string;
    readonly input: unknown;
    readonly token: Cancellation | undefined;
    readonly done: (output: unknown) => void;
    readonly failed: (error: Error) => void;
}

/**
 * Does jobs in a worker that `start` makes when there is something to do. A worker that died over a job is made anew; where
 * none can be had the jobs of `load` are done in this thread.
 */
export function workerCrew<J extends JobTable>(
    start: () => WorkerPort,
    load: () => Promise<J>,
    log: (message: string) => void,
): Crew<J> {
    const wanted = typeof SharedArrayBuffer === 'undefined' ? undefined : new Int32Array(new SharedArrayBuffer(4));
    const local = localCrew(load);
    const queue: Waiting[] = [];
    let port: WorkerPort | undefined;
    let hasWorkers = true;
    let lastId = 0;
    let running: { readonly id: number; readonly waiting: Waiting; isCancelled: boolean } | undefined;
    let grace: ReturnType<typeof setTimeout> | undefined;
    let disposed = false;

    const connect = (): WorkerPort => {
        const made = start();
        let isReady = false;
        made.onAnswer(({ id, output, error }) => {
            isReady ||= id === READY.id;
            if (port !== made || running?.id !== id) return;
            const { waiting, isCancelled } = running;
            rest();
            if (isCancelled) return;
            if (error === undefined) waiting.done(output);
            else waiting.failed(new Error(error));
        });
        made.onFailure((message) => {
            if (port !== made) return;
            log(`A worker stopped: ${message}`);
            port = undefined;
            const stopped = running;
            // Whoever does not even start never will. A job that kills its worker must not be tried in this thread.
            hasWorkers = isReady;
            if (stopped && !stopped.isCancelled && !isReady) queue.unshift(stopped.waiting);
            rest();
            if (stopped && !stopped.isCancelled && isReady)
                stopped.waiting.failed(new Error(`The worker stopped: ${message}`));
        });
        return made;
    };
    /** The worker is free again, or gone. */
    const rest = (): void => {
        clearTimeout(grace);
        running = undefined;
        if (queue.length > 0) setTimeout(next, 0);
    };
    const next = (): void => {
        if (running || disposed) return;
        const waiting = queue.shift();
        if (!waiting) return;
        if (!hasWorkers) {
            local.do(waiting.job, waiting.input as never, waiting.token).then(waiting.done, waiting.failed);
            next();
            return;
        }
        const id = ++lastId;
        running = { id, waiting, isCancelled: false };
        if (wanted) Atomics.store(wanted, 0, id);
        try {
            port ??= connect();
            port.post({ id, job: waiting.job, input: waiting.input, ...(wanted ? { wanted } : {}) });
        } catch (error) {
            log(`There is no worker for what takes long: ${String(error)}`);
            hasWorkers = false;
            port = undefined;
            queue.unshift(waiting);
            rest();
        }
    };
    const giveUp = (waiting: Waiting): void => {
        waiting.failed(new Cancelled());
        const place = queue.indexOf(waiting);
        if (place >= 0) queue.splice(place, 1);
        if (running?.waiting !== waiting || running.isCancelled) return;
        running.isCancelled = true;
        if (wanted) Atomics.store(wanted, 0, 0);
        grace = setTimeout(() => {
            port?.terminate();
            port = undefined;
            rest();
        }, GRACE_MILLISECONDS);
    };
    return {
        do: (job, input, token) =>
            new Promise((resolve, reject) => {
                if (disposed || token?.isCancellationRequested) {
                    reject(new Cancelled());
                    return;
                }
                const watch = token?.onCancellationRequested(() => giveUp(waiting));
                const waiting: Waiting = {
                    job,
                    input,
                    token,
                    done: (output) => {
                        watch?.dispose();
                        resolve(output as never);
                    },
                    failed: (error) => {
                        watch?.dispose();
                        reject(error);
                    },
                };
                queue.push(waiting);
                next();
            }),
        dispose: () => {
            disposed = true;
            for (const waiting of [...queue, ...(running && !running.isCancelled ? [running.waiting] : [])])
                waiting.failed(new Cancelled());
            queue.length = 0;
            running = undefined;
            clearTimeout(grace);
            local.dispose();
            port?.terminate();
            port = undefined;
        },
    };
}
