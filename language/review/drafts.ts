// Scenarios to be added to a suite, ready to be looked at by a person: each says what it is for, expects what the policy
// does now, and is tagged for review.

import { caseFor } from '../analysis/case-for.js';
import type { Policy } from '../model/policy.js';
import type { Scenario } from '../model/scenario.js';
import { interpret } from '../run/interpret.js';
import type { ConditionCoverage } from './coverage.js';
import type { MutationReport } from './mutate.js';
import { noticingCases } from './mutate.js';
import { freeTitle, type ScenarioDraft, scenarioText } from './scenario-text.js';
import { type SuggestedSuite, suggestScenarios } from './suggest.js';

/** Marks what nobody has looked at yet. */
export const REVIEW_TAG = 'review';

/** More reasons than this are counted. */
const MOST_REASONS = 4;

export interface Draft {
    readonly title: string;
    /** The declaration, not yet formatted. */
    readonly text: string;
}

/** Scenarios that meet what the suite leaves open. */
export function coverageDrafts(
    coverage: ConditionCoverage,
    scenarios: readonly Scenario[],
): { readonly drafts: readonly Draft[]; readonly suite: SuggestedSuite } {
    const suite = suggestScenarios(coverage);
    const reasons = suite.scenarios.map(({ facts, verdict, meets }) => ({
        facts,
        verdict,
        why: meets.map(({ text }) => text),
    }));
    return { drafts: draftsOf(coverage.policy, reasons, scenarios), suite };
}

/** A scenario that takes an answer; undefined if no case does. */
export function answerDraft(
    policy: Policy,
    node: number,
    answer: number,
    scenarios: readonly Scenario[],
): Draft | undefined {
    const found = caseFor(policy, { node, answer });
    const [at, label] = [policy.flow[node], policy.flow[node]?.answers[answer]?.label];
    if (!found || !at || label === undefined) return undefined;
    const { facts } = found;
    return draftsOf(
        policy,
        [{ facts, verdict: interpret(policy, facts), why: [`${at.rule} answers ‘${label}’`] }],
        scenarios,
    )[0];
}

/** Scenarios that notice the changes to the policy that nothing notices yet. */
export function mutationDrafts(
    policy: Policy,
    report: MutationReport,
    scenarios: readonly Scenario[],
): readonly Draft[] {
    const reasons = noticingCases(report).map(({ facts, verdict, notices, duties }) => {
        return { facts, verdict, duties, why: notices.map(({ text }) => text) };
    });
    return draftsOf(policy, reasons, scenarios);
}

function draftsOf(
    policy: Policy,
    cases: readonly (Pick<ScenarioDraft, 'facts' | 'verdict' | 'duties'> & {
        readonly why: readonly string[];
    })[],
    scenarios: readonly Scenario[],
): readonly Draft[] {
    const taken = new Set(scenarios.map(({ title }) => title));
    return cases.map(({ facts, verdict, duties = [], why }) => {
        const title = freeTitle(`To review: ${why[0] ?? 'a further case'}`, taken);
        taken.add(title);
        const told = why.slice(1, MOST_REASONS);
        const rest = why.length - 1 - told.length;
        const comments = rest > 0 ? [...told, `and ${rest} more`] : told;
        return { title, text: scenarioText(policy, { title, facts, verdict, comments, duties, tags: [REVIEW_TAG] }) };
    });
}
