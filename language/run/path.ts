// The path of a verdict: its steps made from the flow, the facts that each of them consulted, and the telling of it as a
// person would.

import type { Citation, Duty, Exemption, FlowNode, Policy, Principle, Review, Step, Target } from '../model/policy.js';
import { describeValue } from '../model/print.js';
import type { Facts, Value } from '../model/value.js';
import { factNamed, lookUp } from './given.js';
import type { AppliedDuty, PathStep, Verdict } from './verdict.js';

/** The step of a path where `node` was given its answer number `answer`. */
export function pathStep(policy: Policy, node: FlowNode, answer: number): PathStep {
    const taken = node.answers[answer];
    if (!taken) throw new RangeError(`${node.rule} has no answer ${answer}`);
    const rule = findRule(policy, node.rule);
    return {
        node: node.index,
        answer,
        rule: node.rule,
        kind: node.kind,
        title: rule?.title ?? null,
        question: node.question,
        label: taken.label,
        target: taken.target,
        citations: [...(rule?.citations ?? []), ...(taken.target.citations ?? [])],
        origin: taken.origin,
    };
}

/** A duty as it appears in a verdict. */
export function appliedDuty(duty: Duty, index: number): AppliedDuty {
    const { modality, audience, text, citations } = duty;
    return { index, modality, audience: audience ?? null, text, citations };
}

/** Whether `rule` is `name` or one of its steps: `P4.a` belongs to `P4`. */
export function belongsTo(rule: string, name: string): boolean {
    return rule === name || rule.startsWith(`${name}.`);
}

/** A fact that a step looked at, and where its value comes from (`unknown`: it was left out and may be unknown). */
export interface ConsultedFact {
    readonly fact: string;
    readonly value: Value;
    readonly source: 'given' | 'default' | 'unknown';
}

/** The facts of the case that the question and guards of a step read, missing ones left out. */
export function consulted(policy: Policy, facts: Facts, step: PathStep): readonly ConsultedFact[] {
    const found: ConsultedFact[] = [];
    for (const name of policy.flow[step.node]?.facts ?? []) {
        const seen = lookUp(factNamed(policy, name), facts);
        if (seen.source !== 'missing') found.push({ fact: name, value: seen.value, source: seen.source });
    }
    return found;
}

/** The path as lines of text: `P1 Victim — Does the victim support a prosecution? yes → next`, with the facts if given. */
export function tellPath(policy: Policy, verdict: Verdict, facts?: Facts): readonly string[] {
    return verdict.path.map((step) => {
        const name = step.title === null ? step.rule : `${step.rule} ${step.title}`;
        const line = `${name} — ${step.question} ${step.label} → ${tellTarget(policy, step.target)}`;
        const seen = facts ? consulted(policy, facts, step).map((each) => tellFact(policy, each)) : [];
        return seen.length === 0 ? line : `${line} (${seen.join(', ')})`;
    });
}

/** What an `expect` line says for the verdict: `in at P4.d`, `missing offence`, `no outcome`, `not effective`. */
export function expectedText(verdict: Verdict): string {
    switch (verdict.kind) {
        case 'outcome':
            return `${verdict.outcome} at ${verdict.decidedBy}`;
        case 'missing':
            return `missing ${verdict.missing.join(', ')}`;
        case 'no-outcome':
            return 'no outcome';
        case 'not-effective':
            return 'not effective';
    }
}

/** A verdict in a few words: as an `expect` line says it, and of a case without outcome also where it stopped. */
export function tellVerdict(policy: Policy, verdict: Verdict): string {
    const stopped = verdict.kind === 'no-outcome' && verdict.at !== null ? policy.flow[verdict.at] : undefined;
    return `${expectedText(verdict)}${stopped ? ` (${stopped.rule} has no answer)` : ''}`;
}

/** `next`, `go to P4`, `out because …`. */
export function tellTarget(policy: Policy, target: Target): string {
    switch (target.kind) {
        case 'go':
            return target.written === 'next' ? 'next' : `go to ${policy.flow[target.to]?.rule}`;
        case 'decide':
            return target.reason === undefined ? target.outcome : `${target.outcome} because ${target.reason}`;
        case 'stand':
            return 'the outcome stands';
        case 'end':
            return 'next';
    }
}

function tellFact(policy: Policy, seen: ConsultedFact): string {
    const text = `${seen.fact}: ${describeValue(policy, factNamed(policy, seen.fact), seen.value)}`;
    switch (seen.source) {
        case 'given':
            return text;
        case 'default':
            return `${text}, by default`;
        case 'unknown':
            return `${text}, not given`;
    }
}

function findRule(
    policy: Policy,
    name: string,
): { readonly title?: string; readonly citations: readonly Citation[] } | undefined {
    for (const rule of policy.rules) {
        if (rule.name === name) return headOf(rule);
        if (rule.kind !== 'principle') continue;
        const step = rule.steps.find((each) => each.name === name);
        if (step) {
            const title = step.title ?? rule.title;
            return { ...(title === undefined ? {} : { title }), citations: [...step.citations, ...rule.citations] };
        }
    }
    return undefined;
}

function headOf(rule: Exemption | Principle | Review | Step): {
    readonly title?: string;
    readonly citations: readonly Citation[];
} {
    return rule;
}
