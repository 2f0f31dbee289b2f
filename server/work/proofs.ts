// What is proved of a policy while nobody types: a worker of its own, for it is void with every edit.

import { analyse } from '../../language/analysis/analyse.js';
import { countShares, type Shares } from '../../language/analysis/count.js';
import { createMemory, type Memory } from '../../language/analysis/memory.js';
import type { Finding, Policy } from '../../language/index.js';

/** `quick` leaves out what takes longest on large policies. */
export type Extent = 'quick' | 'full';

/** Jobs of the prover. */
export const PROOF_JOBS = {
    prove: (
        { policy, extent }: { readonly policy: Policy; readonly extent: Extent },
        shouldStop: () => boolean,
    ): readonly Finding[] => analyse(policy, { shouldStop, extent, memory: memoryOf(policy) }),
    count: ({ policy }: { readonly policy: Policy }, shouldStop: () => boolean): Shares | undefined =>
        countShares(policy, { shouldStop }),
};

export type ProofJobs = typeof PROOF_JOBS;

/** So many policies are proved anew from what was proved before. */
const MOST_MEMORIES = 16;

/** What the last proofs have left, the policy proved last at the end. */
const memories = new Map<string, Memory>();

function memoryOf({ origin: { uri } }: Policy): Memory {
    const memory = memories.get(uri) ?? createMemory();
    memories.delete(uri);
    memories.set(uri, memory);
    for (const oldest of memories.keys()) if (memories.size > MOST_MEMORIES) memories.delete(oldest);
    return memory;
}
