// Which obligations a suite meets, and by which of its scenarios.

import { type Place, run } from '../analysis/machine.js';
import type { SpaceLimits } from '../analysis/space.js';
import type { Policy } from '../model/policy.js';
import type { Facts } from '../model/value.js';
import type { Figure, Figures, ObligationKind, Reach } from '../report/reach.js';
import type { Verdict } from '../run/verdict.js';
import { factsInForce, REVIEW_LIMITS, wholeCells } from './case-cells.js';
import { type Obligation, type Obligations, obligationsOf } from './obligations.js';

export interface ConditionCoverage {
    readonly policy: Policy;
    readonly obligations: Obligations;
    /** One for each feasible obligation, in flow order. */
    readonly met: readonly MetObligation[];
    readonly figures: Figures;
}

export interface MetObligation {
    readonly obligation: Obligation;
    /** Indices of the scenarios that meet it. */
    readonly by: readonly number[];
}

/** Throws `BudgetExceeded` where the policy is too entangled to tell what can be reached. */
export function conditionCoverage(
    policy: Policy,
    cases: readonly Facts[],
    limits: SpaceLimits = REVIEW_LIMITS,
): ConditionCoverage {
    const obligations = obligationsOf(policy, limits);
    const hits = cases.map((facts) => new Set(obligationsMet(obligations, facts)));
    const met = obligations.feasible.map((obligation) => ({
        obligation,
        by: [...hits.keys()].filter((index) => hits[index]?.has(obligation)),
    }));
    const figure = (kind: ObligationKind | 'all'): Figure => {
        const isOf = (obligation: Obligation) => kind === 'all' || obligation.kind === kind;
        const own = met.filter(({ obligation }) => isOf(obligation));
        return {
            met: own.filter(({ by }) => by.length > 0).length,
            of: own.length,
            infeasible: obligations.infeasible.filter(isOf).length,
        };
    };
    const figures = {
        answer: figure('answer'),
        outcome: figure('outcome'),
        duty: figure('duty'),
        condition: figure('condition'),
        bound: figure('bound'),
        all: figure('all'),
    };
    return { policy, obligations, met, figures };
}

/** The coverage with the titles of the scenarios, in the order of the cases, as reports tell it. */
export function reachOf({ figures, met, obligations }: ConditionCoverage, titles: readonly string[]): Reach {
    const told = ({ id, kind, rule, text, origin }: Obligation) => {
        return { id, kind, ...(rule === undefined ? {} : { rule }), text, origin };
    };
    return {
        figures,
        obligations: met.map(({ obligation, by }) => {
            return { ...told(obligation), scenarios: by.map((index) => titles[index] ?? '') };
        }),
        infeasible: obligations.infeasible.map(told),
        neverTaken: [...obligations.feasible, ...obligations.infeasible].flatMap(({ answers = [], at }) =>
            answers.filter(({ node }) => at.every(({ place }) => place !== node)),
        ),
    };
}

/** The obligations that one case meets. */
export function obligationsMet({ machine, decide, feasible }: Obligations, facts: Facts): readonly Obligation[] {
    const { policy, space } = machine;
    const verdict = decide(facts);
    const taken = new Set(verdict.path.map(({ node, answer }) => keyOf(node, answer)));
    const cells = verdict.kind === 'not-effective' ? undefined : wholeCells(space, factsInForce(policy, facts));
    if (!cells) return [];
    const stop = verdict.kind === 'missing' ? verdict.at : Number.POSITIVE_INFINITY;
    const visited = new Set(
        run(machine, cells)
            .steps.map((step) => step.place)
            .filter((place) => place < stop),
    );
    const isMet = (obligation: Obligation): boolean => {
        switch (obligation.kind) {
            case 'answer':
                return (obligation.answers ?? []).some(({ node, answer }) => taken.has(keyOf(node, answer)));
            case 'outcome':
                return isOutcome(verdict, policy, obligation);
            case 'duty':
                return verdict.duties.some((duty) => duty.index === obligation.index);
            case 'condition':
            case 'bound':
                return obligation.at.some(
                    ({ place, cases }) => visited.has(place) && space.store.contains(cases, cells),
                );
        }
    };
    return feasible.filter(isMet);
}

function keyOf(node: Place, answer: number): string {
    return `${node} ${answer}`;
}

function isOutcome(verdict: Verdict, policy: Policy, { index = -1 }: Obligation): boolean {
    return verdict.kind === 'outcome' && verdict.outcome === policy.outcomes[index]?.name;
}
