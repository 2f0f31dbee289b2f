// Proving, wherever it is done: in a worker, so that typing is never held up, or in this thread where there is none.

import { analyse } from '../language/analysis/analyse.js';
import type { Finding, Policy } from '../language/index.js';

export interface Prover {
    /** The findings; undefined if it was cancelled meanwhile by another `prove` or by `cancel`. */
    prove(policy: Policy): Promise<readonly Finding[] | undefined>;
    cancel(): void;
    dispose(): void;
}

/** Proves in this thread, after everything that waits has had its turn. */
export function localProver(): Prover {
    let current = 0;
    return {
        prove: async (policy) => {
            const own = ++current;
            await new Promise((resolve) => setTimeout(resolve, 0));
            return own === current ? analyse(policy) : undefined;
        },
        cancel: () => void current++,
        dispose: () => void current++,
    };
}

/** What a prover in a worker is sent. The flag holds the number of the request that is still wanted. */
export interface ProofRequest {
    readonly id: number;
    readonly policy: Policy;
    readonly wanted?: Int32Array;
}

export interface ProofAnswer {
    readonly id: number;
    readonly findings?: readonly Finding[];
    /** A bug, for the log. */
    readonly error?: string;
}

/** The two ends of a worker, in node and in a browser alike. */
export interface WorkerPort {
    post(request: ProofRequest): void;
    onAnswer(listener: (answer: ProofAnswer) => void): void;
    /** The worker died: everything that waits is told. */
    onFailure(listener: (message: string) => void): void;
    terminate(): void;
}

/** Proves in a worker that `start` makes; a worker that died is made anew, and one that dies at once is given up. */
export function workerProver(start: () => WorkerPort, log: (message: string) => void): Prover {
    const shared = typeof SharedArrayBuffer === 'undefined' ? undefined : new Int32Array(new SharedArrayBuffer(4));
    let port: WorkerPort | undefined;
    let failures = 0;
    let id = 0;
    let waiting: { id: number; done: (findings: readonly Finding[] | undefined) => void } | undefined;
    const fallback = localProver();

    const finish = (findings: readonly Finding[] | undefined) => {
        const { done } = waiting ?? {};
        waiting = undefined;
        done?.(findings);
    };
    const connect = (): WorkerPort => {
        const made = start();
        made.onAnswer((answer) => {
            failures = 0;
            if (answer.error) log(`A proof failed: ${answer.error}`);
            if (waiting?.id === answer.id) finish(answer.findings);
        });
        made.onFailure((message) => {
            log(`The prover stopped: ${message}`);
            failures++;
            if (port === made) port = undefined;
            finish(undefined);
        });
        return made;
    };
    const cancel = () => {
        id++;
        if (shared) Atomics.store(shared, 0, id);
        else if (waiting) {
            port?.terminate();
            port = undefined;
        }
        finish(undefined);
    };
    return {
        prove: (policy) => {
            cancel();
            if (failures > 2) return fallback.prove(policy);
            const own = id;
            return new Promise((done) => {
                waiting = { id: own, done };
                try {
                    port ??= connect();
                    port.post({ id: own, policy, ...(shared ? { wanted: shared } : {}) });
                } catch (error) {
                    failures = 3;
                    log(`There is no worker for proofs: ${String(error)}`);
                    finish(undefined);
                }
            });
        },
        cancel,
        dispose: () => {
            cancel();
            port?.terminate();
            port = undefined;
        },
    };
}

/** What runs inside the worker. */
export function answerProof({ id, policy, wanted }: ProofRequest): ProofAnswer {
    try {
        const shouldStop = () => wanted !== undefined && Atomics.load(wanted, 0) !== id;
        const findings = analyse(policy, { shouldStop });
        return shouldStop() ? { id } : { id, findings };
    } catch (error) {
        return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
}
