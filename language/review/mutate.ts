// Mutation testing of a suite: every small change to the policy that gives some case another outcome should be noticed, by
// a scenario that fails or a guarantee that breaks. Changes that give no case another outcome are proved to be none.

import { BudgetExceeded } from '../analysis/diagram.js';
import { findBrokenGuarantees } from '../analysis/guarantees.js';
import type { SpaceLimits } from '../analysis/space.js';
import { createStudy } from '../analysis/study.js';
import type { Policy } from '../model/policy.js';
import type { Scenario } from '../model/scenario.js';
import type { Facts } from '../model/value.js';
import { interpret } from '../run/interpret.js';
import { runScenarios } from '../run/scenarios.js';
import type { Verdict } from '../run/verdict.js';
import { REVIEW_LIMITS } from './case-cells.js';
import type { Mutant } from './mutant.js';
import { mutantsOf } from './mutants.js';
import { differingCase } from './same-outcomes.js';

export interface MutationReport {
    /** Noticed changes, of all that give some case another outcome, in per cent; 100 if there are none. */
    readonly score: number;
    readonly noticed: readonly NoticedMutant[];
    /** Changes that no scenario and no guarantee notices, each with a case that shows it. */
    readonly missed: readonly MissedMutant[];
    /** Proved to give no case another outcome. */
    readonly equivalent: readonly Mutant[];
    /** Too entangled to tell. */
    readonly undecided: readonly Mutant[];
}

export interface NoticedMutant {
    readonly mutant: Mutant;
    /** The title of the first scenario that fails, or of the guarantee that breaks. */
    readonly by: { readonly kind: 'scenario' | 'guarantee'; readonly title: string };
}

export interface MissedMutant {
    readonly mutant: Mutant;
    readonly facts: Facts;
    /** As the policy decides it, and as the changed one would. */
    readonly verdict: Verdict;
    readonly changed: Verdict;
}

export interface MutationOptions {
    readonly limits?: SpaceLimits;
    /** Told after each change how many have been looked at. */
    readonly onProgress?: (count: number) => void;
}

export function mutate(policy: Policy, scenarios: readonly Scenario[], options: MutationOptions = {}): MutationReport {
    const { limits = REVIEW_LIMITS, onProgress } = options;
    const passing = [...runScenarios(policy, scenarios)].filter(({ passed }) => passed).map(({ scenario }) => scenario);
    const broken = new Set(brokenGuarantees(policy, limits));
    const noticed: NoticedMutant[] = [];
    const missed: MissedMutant[] = [];
    const equivalent: Mutant[] = [];
    const undecided: Mutant[] = [];
    let count = 0;
    for (const mutant of mutantsOf(policy)) {
        onProgress?.(++count);
        const scenario = firstFailing(mutant.policy, passing);
        if (scenario) {
            noticed.push({ mutant, by: { kind: 'scenario', title: scenario.title } });
            continue;
        }
        try {
            const facts = differingCase(policy, mutant.policy, limits);
            if (!facts) {
                equivalent.push(mutant);
                continue;
            }
            const title = brokenGuarantees(mutant.policy, limits).find((each) => !broken.has(each));
            if (title !== undefined) noticed.push({ mutant, by: { kind: 'guarantee', title } });
            else
                missed.push({
                    mutant,
                    facts,
                    verdict: interpret(policy, facts),
                    changed: interpret(mutant.policy, facts),
                });
        } catch (error) {
            if (!(error instanceof BudgetExceeded)) throw error;
            undecided.push(mutant);
        }
    }
    const all = noticed.length + missed.length;
    return { score: all === 0 ? 100 : (100 * noticed.length) / all, noticed, missed, equivalent, undecided };
}

export interface NoticingCase {
    readonly facts: Facts;
    readonly verdict: Verdict;
    /** The missed changes that a scenario of this case notices, those that an earlier one notices left out. */
    readonly notices: readonly Mutant[];
}

/** Cases for scenarios that notice every change that was missed; few, since one case often notices several. */
export function noticingCases({ missed }: MutationReport): readonly NoticingCase[] {
    const left = new Set(missed);
    const cases: NoticingCase[] = [];
    for (const { facts, verdict } of missed) {
        const noticed = [...left].filter(({ mutant }) => isNoticed(verdict, interpret(mutant.policy, facts)));
        for (const each of noticed) left.delete(each);
        if (noticed.length > 0) cases.push({ facts, verdict, notices: noticed.map(({ mutant }) => mutant) });
    }
    return cases;
}

/** What a scenario that expects the verdict would notice: another outcome, or another rule that gives it. */
function isNoticed(expected: Verdict, actual: Verdict): boolean {
    if (expected.kind !== actual.kind) return true;
    if (expected.kind !== 'outcome' || actual.kind !== 'outcome') return false;
    return expected.outcome !== actual.outcome || expected.decidedBy !== actual.decidedBy;
}

function firstFailing(policy: Policy, scenarios: readonly Scenario[]): Scenario | undefined {
    for (const { passed, scenario } of runScenarios(policy, scenarios)) if (!passed) return scenario;
    return undefined;
}

function brokenGuarantees(policy: Policy, limits: SpaceLimits): readonly string[] {
    if (policy.start === null || policy.guarantees.length === 0) return [];
    const broken = findBrokenGuarantees(createStudy(policy, limits)).filter(({ code }) => code === 'guarantee-broken');
    return policy.guarantees
        .filter(({ origin }) => broken.some((each) => each.origin === origin))
        .map(({ title }) => title);
}
