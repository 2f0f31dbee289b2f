// Why a case does not get an outcome: the smallest change that would lead there, and the question at which the two ways
// part; or that no case can get it at all.

import { BudgetExceeded, NONE } from '../analysis/diagram.js';
import type { SpaceLimits } from '../analysis/space.js';
import { createStudy } from '../analysis/study.js';
import type { Policy } from '../model/policy.js';
import type { Facts } from '../model/value.js';
import { interpret } from '../run/interpret.js';
import type { PathStep, Verdict } from '../run/verdict.js';
import { REVIEW_LIMITS } from './case-cells.js';
import { type Change, endOf, nearestChanges } from './nearest.js';

export type WhyNot =
    /** The case gets this outcome. */
    | { readonly kind: 'it-does'; readonly verdict: Verdict }
    /** No case at all gets it. */
    | { readonly kind: 'never' }
    /** No change of the fewest facts that are looked at leads there; some other case gets it. */
    | { readonly kind: 'out-of-reach' }
    | {
          readonly kind: 'change';
          readonly change: Change;
          readonly parting: Parting | null;
          /** Other changes that would lead there, of as many facts. */
          readonly others: readonly Change[];
      }
    | { readonly kind: 'not-decided' };

/** The first question that the two cases answer differently. */
export interface Parting {
    /** What the case answers there; null if it never comes to a further question. */
    readonly here: PathStep | null;
    readonly there: PathStep | null;
}

export function whyNot(policy: Policy, facts: Facts, outcome: string, limits: SpaceLimits = REVIEW_LIMITS): WhyNot {
    const verdict = interpret(policy, facts);
    if (endOf(verdict) === outcome) return { kind: 'it-does', verdict };
    try {
        // Of changes as small, the one that leaves most of the way as it is says most.
        const ways = nearestChanges(policy, facts, { outcome, limits }).map((change) => {
            return { change, kept: stepsInCommon(verdict, change.verdict) };
        });
        const [nearest, ...rest] = ways.sort((a, b) => a.change.facts.size - b.change.facts.size || b.kept - a.kept);
        if (!nearest) return { kind: isReached(policy, outcome, limits) ? 'out-of-reach' : 'never' };
        const { change, kept } = nearest;
        const others = rest.map((way) => way.change).filter(({ facts: { size } }) => size === change.facts.size);
        return { kind: 'change', change, parting: partingAt(verdict, change.verdict, kept), others };
    } catch (error) {
        if (!(error instanceof BudgetExceeded)) throw error;
        return { kind: 'not-decided' };
    }
}

function isReached(policy: Policy, outcome: string, limits: SpaceLimits): boolean {
    const { machine, walk } = createStudy(policy, limits);
    const place = machine.outcomes.get(outcome);
    return place !== undefined && (walk.reach[place] ?? NONE) !== NONE;
}

function partingAt(here: Verdict, there: Verdict, index: number): Parting | null {
    const [a = null, b = null] = [here.path[index], there.path[index]];
    return a || b ? { here: a, there: b } : null;
}

function stepsInCommon(here: Verdict, there: Verdict): number {
    const first = here.path.findIndex((step, index) => {
        const other = there.path[index];
        return step.node !== other?.node || step.answer !== other.answer;
    });
    return first < 0 ? here.path.length : first;
}
