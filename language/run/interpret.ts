// The plain interpreter: the semantics of the language, written to be read. The compiled evaluator must agree with it on
// every case of every policy; it shares no decision code with this file.

import type { Condition } from '../model/condition.js';
import type { Duty, FlowNode, Policy, Target } from '../model/policy.js';
import { destination } from '../model/target.js';
import type { Facts } from '../model/value.js';
import { type Case, type Truth, truth } from './conditions.js';
import { clockDay, isEffective } from './given.js';
import { missingFacts } from './missing-facts.js';
import { appliedDuty, pathStep } from './path.js';
import type { AppliedDuty, PathStep, Verdict } from './verdict.js';

/** Decides one case. The facts must be of their declared types (`decodeFacts` sees to that). */
export function interpret(policy: Policy, facts: Facts): Verdict {
    const day = clockDay(policy, facts);
    const path: PathStep[] = [];
    if (!isEffective(policy, day)) return { kind: 'not-effective', path, duties: [], missing: [] };
    const asked: Case = { policy, facts, day };

    let decision: { readonly outcome: string; readonly reason: string | null; readonly at: number } | undefined;
    let at = policy.start;
    while (at !== null) {
        const node = policy.flow[at] as FlowNode;
        const found = answer(node, asked);
        if (found.kind === 'missing') return { kind: 'missing', at, path, duties: [], missing: found.facts };
        if (found.kind === 'none') return { kind: 'no-outcome', at, path, duties: [], missing: [] };
        if (found.kind === 'taken') path.push(pathStep(policy, node, found.answer));
        const target: Target = found.kind === 'taken' ? (path[path.length - 1] as PathStep).target : found.to;
        if (target.kind === 'decide') {
            decision = { outcome: target.outcome, reason: target.reason ?? null, at: path.length - 1 };
        }
        at = destination(target);
        const isFinal = at === null && (target.kind === 'decide' || target.kind === 'stand');
        if (isFinal && decision) return withDuties(decision, path, asked);
    }
    return { kind: 'no-outcome', at: null, path, duties: [], missing: [] };
}

/** What a condition without path conditions says of a case. */
export function truthOf(policy: Policy, facts: Facts, condition: Condition): Truth {
    return truth(condition, { policy, facts, day: clockDay(policy, facts) });
}

// ---- the flow

type Answering =
    | { readonly kind: 'passed over'; readonly to: Target }
    | { readonly kind: 'taken'; readonly answer: number }
    | { readonly kind: 'missing'; readonly facts: readonly string[] }
    | { readonly kind: 'none' };

function answer(node: FlowNode, asked: Case): Answering {
    for (const { guard, skip } of node.guards) {
        const holds = truth(guard.condition, asked);
        if (holds === 'missing') return { kind: 'missing', facts: missingFacts([guard.condition], asked) };
        if (holds !== 'yes') return { kind: 'passed over', to: skip };
    }
    for (const [index, { when }] of node.answers.entries()) {
        const matches = truth(when, asked);
        if (matches === 'yes') return { kind: 'taken', answer: index };
        if (matches === 'missing') return { kind: 'missing', facts: missingFacts([when], asked) };
    }
    return { kind: 'none' };
}

function withDuties(
    decision: { readonly outcome: string; readonly reason: string | null; readonly at: number },
    path: readonly PathStep[],
    asked: Case,
): Verdict {
    const by = (path[decision.at] as PathStep).rule;
    const settled: Case = { ...asked, decided: { path, by } };
    const duties: AppliedDuty[] = [];
    const open: Condition[] = [];
    for (const [index, duty] of asked.policy.duties.entries()) {
        if (!isOn(duty, decision.outcome)) continue;
        const applies = duty.when === undefined ? 'yes' : truth(duty.when, settled);
        if (applies === 'yes') duties.push(appliedDuty(duty, index));
        else if (applies === 'missing' && duty.when) open.push(duty.when);
    }
    return {
        kind: 'outcome',
        outcome: decision.outcome,
        decidedBy: by,
        decidedAt: decision.at,
        reason: decision.reason,
        path,
        duties,
        missing: missingFacts(open, settled),
    };
}

function isOn(duty: Duty, outcome: string): boolean {
    return duty.on.length === 0 || duty.on.includes(outcome);
}
