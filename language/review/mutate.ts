// Mutation testing of a suite: every small change to the policy that gives some case another outcome, or other things to be
// done, should be noticed, by a scenario that fails or a guarantee that breaks. Changes that do not are proved to be none.

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
import { caseOfOtherDuties, differInDutiesAlone, otherDuties } from './same-duties.js';
import { differingCase } from './same-outcomes.js';

export interface MutationReport {
    /** Noticed changes, of all that change something for some case, in per cent; 100 if there are none. */
    readonly score: number;
    readonly noticed: readonly NoticedMutant[];
    /** Changes that no scenario and no guarantee notices, each with a case that shows it. */
    readonly missed: readonly MissedMutant[];
    /** Proved to give no case another outcome, nor, where it is the duties that change, other things to be done. */
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
}

export function mutate(policy: Policy, scenarios: readonly Scenario[], options: MutationOptions = {}): MutationReport {
    const steps = mutationSteps(policy, scenarios, options);
    for (;;) {
        const step = steps.next();
        if (step.done) return step.value;
    }
}

/** As `mutate`, change by change: yields how many have been looked at, so that a host can show it and stop in between. */
export function* mutationSteps(
    policy: Policy,
    scenarios: readonly Scenario[],
    { limits = REVIEW_LIMITS }: MutationOptions = {},
): Generator<number, MutationReport, undefined> {
    const passing = [...runScenarios(policy, scenarios)].filter(({ passed }) => passed).map(({ scenario }) => scenario);
    const broken = new Set(brokenGuarantees(policy, limits));
    const noticed: NoticedMutant[] = [];
    const missed: MissedMutant[] = [];
    const equivalent: Mutant[] = [];
    const undecided: Mutant[] = [];
    let count = 0;
    for (const mutant of mutantsOf(policy)) {
        yield count++;
        const scenario = firstFailing(mutant.policy, passing);
        if (scenario) {
            noticed.push({ mutant, by: { kind: 'scenario', title: scenario.title } });
            continue;
        }
        try {
            const facts = shownBy(policy, mutant.policy, limits);
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

/** A case that the change makes a difference to; undefined if there is none. */
function shownBy(policy: Policy, changed: Policy, limits: SpaceLimits): Facts | undefined {
    return differInDutiesAlone(policy, changed)
        ? caseOfOtherDuties(policy, changed, limits)
        : differingCase(policy, changed, limits);
}

/** How many changes `mutate` makes to a policy. */
export function countMutants(policy: Policy): number {
    let count = 0;
    for (const _ of mutantsOf(policy)) count++;
    return count;
}

export interface NoticingCase {
    readonly facts: Facts;
    readonly verdict: Verdict;
    /** The missed changes that a scenario of this case notices, those that an earlier one notices left out. */
    readonly notices: readonly Mutant[];
    /** Words of duties that the scenario must speak of to notice them. */
    readonly duties: readonly string[];
}

/** Cases for scenarios that notice every change that was missed; few, since one case often notices several. */
export function noticingCases({ missed }: MutationReport): readonly NoticingCase[] {
    const left = new Set(missed);
    const cases: NoticingCase[] = [];
    for (const { facts, verdict } of missed) {
        const seen = [...left].flatMap((each) => {
            const changed = interpret(each.mutant.policy, facts);
            if (isNoticed(verdict, changed)) return [{ each, duties: [] }];
            const duties = otherDuties(verdict, changed);
            return duties.length === 0 ? [] : [{ each, duties }];
        });
        for (const { each } of seen) left.delete(each);
        if (seen.length === 0) continue;
        const duties = [...new Set(seen.flatMap((each) => each.duties))];
        cases.push({ facts, verdict, notices: seen.map(({ each }) => each.mutant), duties });
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
