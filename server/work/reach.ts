// What scenarios reach besides answers: outcomes, duties, conditions that alone decide, and both sides of bounds.

import { BudgetExceeded, type Policy } from '../../language/index.js';
import type { Origin } from '../../language/model/origin.js';
import type { Facts } from '../../language/model/value.js';
import { conditionCoverage } from '../../language/review/coverage.js';
import type { Obligation } from '../../language/review/obligations.js';

export interface ReachInput {
    readonly policy: Policy;
    /** Of the scenarios. */
    readonly cases: readonly Facts[];
}

export interface ReachedPart {
    readonly kind: Exclude<Obligation['kind'], 'answer'>;
    readonly text: string;
    readonly origin: Origin;
    /** Indices of the cases that meet it. */
    readonly by: readonly number[];
}

export interface ReachOutput {
    readonly parts: readonly ReachedPart[];
    /** Texts of what no case at all can meet. */
    readonly beyond: readonly string[];
}

/** Null where the policy is too entangled to tell. */
export function reachedParts({ policy, cases }: ReachInput): ReachOutput | null {
    try {
        const { met, obligations } = conditionCoverage(policy, cases);
        const parts = met.flatMap(({ obligation: { kind, text, origin }, by }): readonly ReachedPart[] =>
            kind === 'answer' ? [] : [{ kind, text, origin, by }],
        );
        const beyond = obligations.infeasible.filter(({ kind }) => kind !== 'answer').map(({ text }) => text);
        return { parts, beyond };
    } catch (error) {
        if (error instanceof BudgetExceeded) return null;
        throw error;
    }
}
