// What another version of a policy decides otherwise, told apart by what it means for the people in the cases: who is
// newly accepted, refused, referred, and who gets no decision any more. Kinds of case come from the proof, scenarios from
// deciding each twice.

import type { Comparison, Course } from '../analysis/compare.js';
import type { Policy, Tone } from '../model/policy.js';
import type { Scenario } from '../model/scenario.js';
import type { Facts } from '../model/value.js';
import { interpret } from '../run/interpret.js';
import type { Verdict } from '../run/verdict.js';

/** In the order in which a reviewer wants to read them. */
export const CHANGE_KINDS = [
    'newly-accepted',
    'newly-refused',
    'newly-referred',
    'newly-pending',
    'undecided',
    'changed-outcome',
    'other-reason',
    'rules',
    'not-comparable',
] as const;

export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** Cases that part at one rule and change in one way. */
export interface CaseChange {
    readonly rule: string;
    readonly title: string | null;
    /** In the words of the rule, given that a case comes to it. */
    readonly where: string;
    readonly before: Course;
    readonly after: Course;
    /** Outcomes; null: none. The same where only the way to it changes. */
    readonly was: string | null;
    readonly is: string | null;
    readonly example: Facts | null;
}

/** A scenario that comes out otherwise. */
export interface ScenarioChange<S> {
    readonly scenario: S;
    /** Null where the other version does not know its facts. */
    readonly before: Verdict | null;
    readonly after: Verdict;
}

export interface ChangeGroup<S> {
    readonly kind: ChangeKind;
    readonly cases: readonly CaseChange[];
    readonly scenarios: readonly ScenarioChange<S>[];
}

/** Decides each scenario by the version before and tells those that come out otherwise, or cannot be compared. */
export function scenarioChanges<S extends { readonly scenario: Scenario; readonly result: { verdict: Verdict } }>(
    before: Policy,
    scenarios: readonly S[],
): readonly ScenarioChange<S>[] {
    const known = new Set(before.facts.map(({ name }) => name));
    return scenarios.flatMap((each): ScenarioChange<S>[] => {
        const { facts } = each.scenario;
        const after = each.result.verdict;
        if (![...facts.keys()].every((name) => known.has(name))) return [{ scenario: each, before: null, after }];
        const was = interpret(before, facts);
        return keyOf(was) === keyOf(after) ? [] : [{ scenario: each, before: was, after }];
    });
}

/** Only groups that have something in them. */
export function groupChanges<S>(
    comparison: Comparison,
    before: Policy,
    after: Policy,
    scenarios: readonly ScenarioChange<S>[],
): readonly ChangeGroup<S>[] {
    const cases = comparison.classes.flatMap(
        (each): readonly { readonly kind: ChangeKind; readonly change: CaseChange }[] => {
            const { rule, where } = each;
            const base = { rule, title: each.title ?? null, where, before: each.before, after: each.after };
            if (each.changes.length === 0) {
                return [{ kind: 'rules', change: { ...base, was: null, is: null, example: null } }];
            }
            return each.changes.map(({ before: was, after: is, toneBefore, toneAfter, example }) => ({
                kind: kindOf(was, is, toneBefore, toneAfter),
                change: { ...base, was, is, example },
            }));
        },
    );
    const flips = scenarios.map((change) => ({ kind: kindOfScenario(before, after, change), change }));
    return CHANGE_KINDS.flatMap((kind) => {
        const group = {
            kind,
            cases: cases.filter((each) => each.kind === kind).map(({ change }) => change),
            scenarios: flips.filter((each) => each.kind === kind).map(({ change }) => change),
        };
        return group.cases.length + group.scenarios.length > 0 ? [group] : [];
    });
}

/** Whether the outcome is another one, and not only the rule or the reason. */
export function changesOutcome({ before, after }: ScenarioChange<unknown>): boolean {
    return before !== null && outcomeOf(before) !== outcomeOf(after);
}

function kindOfScenario(base: Policy, policy: Policy, { before, after }: ScenarioChange<unknown>): ChangeKind {
    if (before === null) return 'not-comparable';
    const [was, is] = [nameOf(before), nameOf(after)];
    return kindOf(was, is, toneOf(base, was), toneOf(policy, is));
}

function kindOf(was: string | null, is: string | null, toneBefore: Tone | null, toneAfter: Tone | null): ChangeKind {
    if (was === is) return was === null ? 'changed-outcome' : 'other-reason';
    if (is === null) return 'undecided';
    if (toneBefore === toneAfter) return 'changed-outcome';
    return KIND_OF_TONE[toneAfter ?? 'neutral'];
}

const KIND_OF_TONE: Readonly<Record<Tone, ChangeKind>> = {
    accept: 'newly-accepted',
    refuse: 'newly-refused',
    refer: 'newly-referred',
    pending: 'newly-pending',
    neutral: 'changed-outcome',
};

function toneOf(policy: Policy, outcome: string | null): Tone | null {
    return policy.outcomes.find(({ name }) => name === outcome)?.tone ?? null;
}

function nameOf(verdict: Verdict): string | null {
    return verdict.kind === 'outcome' ? verdict.outcome : null;
}

function outcomeOf(verdict: Verdict): string {
    return verdict.kind === 'outcome' ? `outcome ${verdict.outcome}` : `${verdict.kind} ${verdict.missing.join(' ')}`;
}

/** What an author would have to write after `expect`, and why. */
function keyOf(verdict: Verdict): string {
    if (verdict.kind !== 'outcome') return outcomeOf(verdict);
    return JSON.stringify([verdict.outcome, verdict.decidedBy, verdict.reason]);
}
