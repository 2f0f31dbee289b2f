// The interview: what a policy has to ask about a case, given the answers so far. A pure state machine: answers are plain
// data, and every question, outcome still possible and question no longer needed is worked out from them anew.

import { BudgetExceeded } from '../analysis/diagram.js';
import type { SpaceLimits } from '../analysis/space.js';
import { headOf, ruleOf } from '../analysis/words.js';
import type { Condition } from '../model/condition.js';
import type { Citation, Fact, FlowNode, Policy, Rule } from '../model/policy.js';
import type { Facts, Value } from '../model/value.js';
import { factNamed } from '../run/given.js';
import { interpret } from '../run/interpret.js';
import type { Verdict } from '../run/verdict.js';
import { REVIEW_LIMITS } from './case-cells.js';
import { leavesOf } from './leaves.js';
import { type OpenFact, type StillOpen, stillOpen } from './still-open.js';

/** What has been answered, in the order in which it was. */
export interface Answers {
    readonly facts: Facts;
    /** Facts that the person did not know and that may not be unknown: left out, so that a default counts if there is one. */
    readonly skipped: ReadonlySet<string>;
}

export const NO_ANSWERS: Answers = { facts: new Map(), skipped: new Set() };

export interface Interview {
    /** The question to ask now; null if there is nothing left to ask. */
    readonly next: InterviewQuestion | null;
    /** All questions still needed, in the order in which they would be asked; the first is `next`. */
    readonly open: readonly InterviewQuestion[];
    /** Facts that the policy asks some cases and that can no longer matter to this one. */
    readonly notNeeded: readonly Fact[];
    /** Outcomes still possible, in the order of their declaration. */
    readonly possible: readonly string[];
    /** Whether the case may end without an outcome. */
    readonly maybeNone: boolean;
    /** Whether the possible outcomes and open questions are proved; else more are listed than there may be. */
    readonly exact: boolean;
    /** Decided with the answers so far; it stands once `next` is null. */
    readonly verdict: Verdict;
}

export interface InterviewQuestion {
    readonly fact: Fact;
    /** The question of the fact, else its name. */
    readonly text: string;
    /** The rule that asks, for grouping; absent where a version or a duty asks. */
    readonly rule?: Rule;
    /** The question of the flow that needs it. */
    readonly node?: FlowNode;
    /** Why it is asked, in a sentence. */
    readonly why: string;
    readonly citations: readonly Citation[];
    /** What *don't know* comes to: the value unknown, the default, or that the fact stays missing. */
    readonly doNotKnow: 'unknown' | 'default' | 'missing';
}

/** The answers with one more, or with an earlier one changed in its place. */
export function answered(answers: Answers, fact: string, value: Value): Answers {
    const skipped = new Set(answers.skipped);
    skipped.delete(fact);
    return { facts: new Map(answers.facts).set(fact, value), skipped };
}

/** *Don't know*: unknown where the fact may be that, else it is left out. */
export function notKnown(policy: Policy, answers: Answers, fact: string): Answers {
    if (factNamed(policy, fact).maybeUnknown) return answered(answers, fact, null);
    const facts = new Map(answers.facts);
    facts.delete(fact);
    return { facts, skipped: new Set(answers.skipped).add(fact) };
}

/** The answers as if the fact had not been asked yet. */
export function takenBack(answers: Answers, fact: string): Answers {
    const facts = new Map(answers.facts);
    const skipped = new Set(answers.skipped);
    facts.delete(fact);
    skipped.delete(fact);
    return { facts, skipped };
}

/** What *don't know* comes to for a fact. */
export function doNotKnowOf({ maybeUnknown, default: standard }: Fact): InterviewQuestion['doNotKnow'] {
    if (maybeUnknown) return 'unknown';
    return standard === undefined ? 'missing' : 'default';
}

export function interview(policy: Policy, answers: Answers, limits: SpaceLimits = REVIEW_LIMITS): Interview {
    const verdict = interpret(policy, answers.facts);
    const settled = new Map(answers.facts);
    for (const name of answers.skipped) {
        const standard = factNamed(policy, name).default;
        if (standard !== undefined) settled.set(name, standard);
    }
    const { found, exact } = findOpen(policy, settled, limits);
    if (!found || verdict.kind === 'not-effective') {
        return { next: null, open: [], notNeeded: [], possible: [], maybeNone: false, exact, verdict };
    }
    const needed = found.facts.filter(({ fact }) => !answers.skipped.has(fact));
    const isStuck = stuckBeyond(found, answers);
    const isOnWay = ({ place, duty }: OpenFact) => place === found.at || (place === null && duty === undefined);
    const asked = isStuck ? needed.filter(isOnWay) : needed;
    // Where every value leads the same way and yet the language wants one, it is asked all the same.
    const demanded = asked.length > 0 ? [] : verdict.missing.filter((fact) => !answers.skipped.has(fact));
    const all = [...asked, ...demanded.map((fact) => demandedFact(policy, verdict, fact))];
    const open = all.map((each) => questionOf(policy, each));
    const mentioned = new Set([...policy.flow.flatMap((node) => node.facts), ...(policy.clock ? [policy.clock] : [])]);
    const waiting = new Set([...found.facts.map(({ fact }) => fact), ...all.map(({ fact }) => fact)]);
    return {
        next: open[0] ?? null,
        open,
        notNeeded: policy.facts.filter(
            ({ name }) =>
                mentioned.has(name) && !waiting.has(name) && !answers.facts.has(name) && !answers.skipped.has(name),
        ),
        possible: found.possible,
        maybeNone: found.maybeNone,
        exact,
        verdict,
    };
}

function demandedFact(policy: Policy, verdict: Verdict, fact: string): OpenFact {
    if (verdict.kind === 'missing') return { fact, place: verdict.at };
    const duty = policy.duties.findIndex(
        ({ when }) => when && leavesOf(policy, when).some((leaf) => reads(leaf.condition, fact)),
    );
    return duty < 0 ? { fact, place: null } : { fact, place: null, duty };
}

function reads(leaf: Condition, fact: string): boolean {
    switch (leaf.kind) {
        case 'fact':
        case 'member':
        case 'contains':
            return leaf.fact === fact;
        case 'compare':
            return leaf.form.some(({ value }) => value.terms.some((term) => term.name === fact));
        default:
            return false;
    }
}

/** Whether the first question that is not settled hangs on a fact that nobody knows: then nothing after it is reached. */
function stuckBeyond(found: StillOpen, { skipped }: Answers): boolean {
    return found.facts.some(({ fact, place }) => skipped.has(fact) && place !== null && place === found.at);
}

function findOpen(
    policy: Policy,
    settled: Facts,
    limits: SpaceLimits,
): { readonly found: StillOpen | undefined; readonly exact: boolean } {
    try {
        return { found: stillOpen(policy, settled, limits), exact: true };
    } catch (error) {
        if (!(error instanceof BudgetExceeded)) throw error;
    }
    // Too entangled to prove: everything that the flow mentions is asked, in its order.
    const facts: OpenFact[] = [];
    for (const node of policy.flow) {
        for (const fact of node.facts) {
            if (!settled.has(fact) && !facts.some((each) => each.fact === fact))
                facts.push({ fact, place: node.index });
        }
    }
    const possible = policy.outcomes.map(({ name }) => name);
    return { found: { possible, maybeNone: true, facts, at: facts[0]?.place ?? null }, exact: false };
}

function whyAsked(node: FlowNode, fact: Fact): string {
    if (!node.subjects.some((subject) => subject.facts.includes(fact.name))) {
        const guards = node.guards.map(({ guard }) => guard.text);
        if (guards.length > 0) return `is asked only when ${guards.join(' and ')}.`;
    }
    if (node.question === fact.question) return 'asks it.';
    const asWritten = node.subjects.some((subject) => subject.text === node.question);
    return asWritten ? `asks whether ${node.question}.` : `asks: ${node.question}`;
}

function questionOf(policy: Policy, { fact: name, place, duty }: OpenFact): InterviewQuestion {
    const fact = factNamed(policy, name);
    const base = { fact, text: fact.question ?? fact.name, doNotKnow: doNotKnowOf(fact) } as const;
    const node = place === null ? undefined : policy.flow[place];
    if (node) {
        const rule = ruleOf(policy, node);
        const head = headOf(policy, node.rule);
        const title = head?.title ?? rule?.title;
        const name = title === undefined ? node.rule : `${node.rule} ${title}`;
        const why = `${name} ${whyAsked(node, base.fact)}`;
        const citations = [
            ...(head?.citations ?? []),
            ...(rule && rule !== head ? rule.citations : []),
            ...fact.citations,
        ];
        return { ...base, ...(rule ? { rule } : {}), node, why, citations };
    }
    const settles = duty === undefined ? undefined : policy.duties[duty];
    if (settles) {
        const why = `It settles whether this ${settles.modality} be done: ${settles.text}.`;
        return { ...base, why, citations: [...settles.citations, ...fact.citations] };
    }
    const why = 'It says whether the policy applies, and which versions of its lists and limits count.';
    return { ...base, why, citations: fact.citations };
}
