// Proving one policy at a time: an edit makes what is being proved void.

import { type CancellationToken, CancellationTokenSource } from 'vscode-languageserver';
import type { Shares } from '../language/analysis/count.js';
import type { Finding, Policy } from '../language/index.js';
import { Cancelled, type Crew } from './work/crew.js';
import type { Extent, ProofJobs } from './work/proofs.js';

export interface Prover {
    /** The findings; undefined if it was cancelled meanwhile. */
    prove(policy: Policy, extent: Extent): Promise<readonly Finding[] | undefined>;
    /** How many of all cases each rule gets; undefined if it was cancelled, or if that takes too much. */
    count(policy: Policy): Promise<Shares | undefined>;
    cancel(): void;
    dispose(): void;
}

export function proverOf(crew: Crew<ProofJobs>): Prover {
    let source: CancellationTokenSource | undefined;
    const cancel = (): void => {
        source?.cancel();
        source?.dispose();
        source = undefined;
    };
    const wanted = async <T>(work: (token: CancellationToken) => Promise<T>): Promise<T | undefined> => {
        source ??= new CancellationTokenSource();
        try {
            return await work(source.token);
        } catch (error) {
            if (error instanceof Cancelled) return undefined;
            throw error;
        }
    };
    return {
        prove: (policy, extent) => wanted((token) => crew.do('prove', { policy, extent }, token)),
        count: (policy) => wanted((token) => crew.do('count', { policy }, token)),
        cancel,
        dispose: () => {
            cancel();
            crew.dispose();
        },
    };
}
