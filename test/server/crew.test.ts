// The crew that does what takes long: what happens when jobs are cancelled, workers die, or there are none.

import { expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver-protocol';
import { Cancelled, type WorkerPort, workerCrew } from '../../server/work/crew.js';
import { type Answer, answerJob, type Job, READY } from '../../server/work/serve.js';

const JOBS = {
    double: ({ value }: { readonly value: number }) => value * 2,
    /** Ends once it is told to, and not before. */
    obey: async (_: null, shouldStop: () => boolean) => {
        while (!shouldStop()) await new Promise((resolve) => setTimeout(resolve, 1));
    },
    /** Never listens. */
    dream: (_: null) => new Promise<never>(() => {}),
    fail: (_: null) => {
        throw new Error('a bug');
    },
    kill: (_: null) => 'alive',
};

/** Workers in this thread, which die over `kill`. */
function workers(loads = true) {
    const made: { readonly jobs: string[]; isOver: boolean }[] = [];
    const start = (): WorkerPort => {
        const worker = { jobs: [] as string[], isOver: false };
        made.push(worker);
        let answer: (answer: Answer) => void = () => {};
        let fail: (message: string) => void = () => {};
        setTimeout(() => (loads ? answer(READY) : fail('no such script')), 0);
        return {
            post: (job: Job) => {
                worker.jobs.push(job.job);
                if (job.job === 'kill') setTimeout(() => fail('out of memory'), 5);
                else if (loads) void answerJob(JOBS, job).then((done) => worker.isOver || answer(done));
            },
            onAnswer: (listener) => {
                answer = listener;
            },
            onFailure: (listener) => {
                fail = listener;
            },
            terminate: () => {
                worker.isOver = true;
            },
        };
    };
    const log: string[] = [];
    const crew = workerCrew(
        start,
        async () => JOBS,
        (message) => void log.push(message),
    );
    return { crew, made, log };
}

test('does one job after the other in one worker, and passes on its bugs', async () => {
    const { crew, made } = workers();
    const done = [crew.do('double', { value: 1 }), crew.do('double', { value: 2 })];
    await expect(crew.do('fail', null)).rejects.toThrow('a bug');
    expect(await Promise.all(done)).toEqual([2, 4]);
    expect(made.map(({ jobs }) => jobs)).toEqual([['double', 'double', 'fail']]);
});

test('never begins what was cancelled while it waited', async () => {
    const { crew, made } = workers();
    const [first, second] = [new CancellationTokenSource(), new CancellationTokenSource()];
    const running = crew.do('obey', null, first.token);
    const waiting = crew.do('kill', null, second.token);
    second.cancel();
    await expect(waiting).rejects.toBeInstanceOf(Cancelled);
    first.cancel();
    await expect(running).rejects.toBeInstanceOf(Cancelled);
    expect(await crew.do('double', { value: 3 })).toBe(6);
    // It stopped when it was told to: its worker lives on.
    expect(made.map(({ jobs }) => jobs)).toEqual([['obey', 'double']]);
});

test('ends the worker of a job that does not listen, and goes on with another', async () => {
    const { crew, made, log } = workers();
    const source = new CancellationTokenSource();
    const dreaming = crew.do('dream', null, source.token);
    const next = crew.do('double', { value: 4 });
    source.cancel();
    await expect(dreaming).rejects.toBeInstanceOf(Cancelled);
    expect(await next).toBe(8);
    expect(made.map(({ jobs, isOver }) => [jobs, isOver])).toEqual([
        [['dream'], true],
        [['double'], false],
    ]);
    expect(log).toEqual([]);
});

test('fails a job over which its worker dies, here too if it is asked again', async () => {
    const { crew, made, log } = workers();
    for (const _ of [1, 2, 3, 4]) await expect(crew.do('kill', null)).rejects.toThrow('out of memory');
    expect(await crew.do('double', { value: 5 })).toBe(10);
    expect(made).toHaveLength(5);
    expect(log).toHaveLength(4);
});

test('does the jobs itself where no worker can be loaded', async () => {
    const { crew, made, log } = workers(false);
    expect(await Promise.all([crew.do('double', { value: 6 }), crew.do('double', { value: 7 })])).toEqual([12, 14]);
    expect(made).toHaveLength(1);
    expect(log).toEqual(['A worker stopped: no such script']);
});

test('takes nothing once it is over', async () => {
    const { crew, made } = workers();
    const running = crew.do('dream', null);
    crew.dispose();
    await expect(running).rejects.toBeInstanceOf(Cancelled);
    await expect(crew.do('double', { value: 8 })).rejects.toBeInstanceOf(Cancelled);
    expect(made[0]?.isOver).toBe(true);
});
