// What is proved of a policy while nobody types: a worker of its own, for it is void with every edit.

import { analyse } from '../../language/analysis/analyse.js';
import { countShares, type Shares } from '../../language/analysis/count.js';
import type { Finding, Policy } from '../../language/index.js';

/** `quick` leaves out what takes longest on large policies. */
export type Extent = 'quick' | 'full';

/** Jobs of the prover. */
export const PROOF_JOBS = {
    prove: (
        { policy, extent }: { readonly policy: Policy; readonly extent: Extent },
        shouldStop: () => boolean,
    ): readonly Finding[] => analyse(policy, { shouldStop, extent }),
    count: ({ policy }: { readonly policy: Policy }, shouldStop: () => boolean): Shares | undefined =>
        countShares(policy, { shouldStop }),
};

export type ProofJobs = typeof PROOF_JOBS;
