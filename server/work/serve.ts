// The worker's end: takes a job, does it, sends what came of it.

/** Jobs by name. Input and output survive `structuredClone`; a job that asks `shouldStop` now and then can be stopped. */
// biome-ignore lint/suspicious/noExplicitAny: every job takes an input of its own, which its caller knows.
export type JobTable = Readonly<Record<string, (input: any, shouldStop: () => boolean) => unknown>>;

/** What a worker is sent. The flag holds the number of the job that is still wanted. */
export interface Job {
    readonly id: number;
    readonly job: string;
    readonly input: unknown;
    readonly wanted?: Int32Array;
}

export interface Answer {
    readonly id: number;
    readonly output?: unknown;
    /** A bug, for the log. */
    readonly error?: string;
}

/** What a worker says once it has been loaded. */
export const READY: Answer = { id: 0 };

/** Does one job of a table; never rejects. */
export async function answerJob(jobs: JobTable, { id, job, input, wanted }: Job): Promise<Answer> {
    try {
        const shouldStop = (): boolean => wanted !== undefined && Atomics.load(wanted, 0) !== id;
        const work = Object.hasOwn(jobs, job) ? jobs[job] : undefined;
        if (!work) throw new Error(`There is no job ‘${job}’.`);
        return { id, output: await work(input, shouldStop) };
    } catch (error) {
        return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
}
