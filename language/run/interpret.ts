// The plain interpreter: the semantics of the language, written to be read. The compiled evaluator must agree with it on
// every case of every policy; it shares no decision code with this file.

import type { Condition, LinearForm } from '../model/condition.js';
import type { Duty, FlowNode, Policy, Score, ScorePart, Target } from '../model/policy.js';
import { type Day, type Facts, type Value, versionOn } from '../model/value.js';
import { clockDay, factNamed, isEffective, lookUp } from './given.js';
import { appliedDuty, belongsTo, pathStep } from './path.js';
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

/** What a condition says of a case. */
export type Truth = 'yes' | 'no' | 'unknown' | 'missing';

/** What a condition without path conditions says of a case. */
export function truthOf(policy: Policy, facts: Facts, condition: Condition): Truth {
    return truth(condition, { policy, facts, day: clockDay(policy, facts) });
}

interface Case {
    readonly policy: Policy;
    readonly facts: Facts;
    readonly day: Day | undefined;
    /** For duties: the path, and the rule that decided. */
    readonly decided?: { readonly path: readonly PathStep[]; readonly by: string };
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

function destination(target: Target): number | null {
    switch (target.kind) {
        case 'go':
            return target.to;
        case 'decide':
        case 'stand':
            return target.then;
        case 'end':
            return null;
    }
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

// ---- conditions

function truth(condition: Condition, asked: Case): Truth {
    switch (condition.kind) {
        case 'constant':
            return condition.value;
        case 'fact': {
            const value = factValue(condition.fact, asked);
            return value === 'missing' || value === 'unknown' ? value : yesOrNo(value.is === true);
        }
        case 'member': {
            const value = factValue(condition.fact, asked);
            if (value === 'missing' || value === 'unknown') return value;
            return yesOrNo(versionOn(condition.values, asked.day).includes(value.is as string));
        }
        case 'contains': {
            const value = factValue(condition.fact, asked);
            if (value === 'missing' || value === 'unknown') return value;
            const held = value.is as readonly string[];
            const values = versionOn(condition.values, asked.day);
            const has = (each: string) => held.includes(each);
            return yesOrNo(condition.quantifier === 'any' ? values.some(has) : values.every(has));
        }
        case 'compare': {
            const sum = sumOf(versionOn(condition.form, asked.day), asked);
            if (sum === 'missing' || sum === 'unknown') return sum;
            return yesOrNo(compares(sum, condition.operator));
        }
        case 'known':
            return known(condition.of, asked);
        case 'not':
            return negated(truth(condition.of, asked));
        case 'and':
            return strongest(condition.of, ['no', 'missing', 'unknown', 'yes'], asked);
        case 'or':
            return strongest(condition.of, ['yes', 'missing', 'unknown', 'no'], asked);
        case 'at-least': {
            const parts = condition.of.map((part) => truth(part, asked));
            const count = (which: Truth) => parts.filter((part) => part === which).length;
            if (count('yes') >= condition.count) return 'yes';
            if (parts.length - count('no') < condition.count) return 'no';
            // What is open may still decide, unless the unknown parts alone leave it open whatever the missing ones are.
            return count('missing') > 0 && !openWithoutMissing(count, condition.count) ? 'missing' : 'unknown';
        }
        case 'established': {
            const inner = truth(condition.of, asked);
            return inner === 'unknown' ? 'no' : inner;
        }
        case 'definition':
            return truth(definitionNamed(condition.name, asked), asked);
        case 'decided-by':
            return yesOrNo(asked.decided !== undefined && belongsTo(asked.decided.by, condition.rule));
        case 'answered':
            return yesOrNo(
                stepsTaken(asked).some(
                    (step) => step.rule === condition.rule && condition.answers.includes(step.label),
                ),
            );
        case 'asked':
            return yesOrNo(stepsTaken(asked).some((step) => belongsTo(step.rule, condition.rule)));
    }
}

function strongest(parts: readonly Condition[], order: readonly Truth[], asked: Case): Truth {
    const found = parts.map((part) => truth(part, asked));
    // Of no parts at all the weakest holds: `and` of nothing is yes, `or` of nothing is no.
    return order.find((each) => found.includes(each)) ?? (order[order.length - 1] as Truth);
}

/** Whether the unknown parts leave it open and no value of the missing parts can change that. */
function openWithoutMissing(count: (which: Truth) => number, needed: number): boolean {
    return count('yes') + count('unknown') >= needed && count('yes') + count('missing') < needed;
}

function known(of: Extract<Condition, { kind: 'known' }>['of'], asked: Case): Truth {
    switch (of.kind) {
        case 'fact': {
            const value = factValue(of.fact, asked);
            return value === 'unknown' ? 'no' : 'yes';
        }
        case 'score': {
            const points = scoreOf(scoreNamed(of.score, asked), asked);
            return points === 'missing' ? 'missing' : yesOrNo(points !== 'unknown');
        }
        case 'condition': {
            const inner = truth(of.condition, asked);
            return inner === 'missing' ? 'missing' : yesOrNo(inner !== 'unknown');
        }
    }
}

function stepsTaken(asked: Case): readonly PathStep[] {
    return asked.decided?.path ?? [];
}

function definitionNamed(name: string, asked: Case): Condition {
    const found = asked.policy.definitions.find((each) => each.name === name);
    if (found?.value.kind !== 'condition') throw new ReferenceError(`‘${name}’ is no defined condition`);
    return found.value.condition;
}

function yesOrNo(holds: boolean): Truth {
    return holds ? 'yes' : 'no';
}

function negated(inner: Truth): Truth {
    if (inner === 'yes') return 'no';
    return inner === 'no' ? 'yes' : inner;
}

// ---- quantities

/** An exact whole number; sums may leave what doubles can hold. */
type Sum = bigint | 'unknown' | 'missing';

function factValue(name: string, asked: Case): { readonly is: Exclude<Value, null> } | 'unknown' | 'missing' {
    const given = lookUp(factNamed(asked.policy, name), asked.facts);
    if (given.source === 'missing') return 'missing';
    return given.value === null ? 'unknown' : { is: given.value };
}

/** Unknown where a term is, whatever the missing ones may turn out to be. */
function sumOf(form: LinearForm, asked: Case): Sum {
    const terms = form.terms.map((term) => scaled(termOf(term, asked), term.coefficient));
    return added([BigInt(form.constant), ...terms]);
}

function termOf(term: LinearForm['terms'][number], asked: Case): Sum {
    if (term.of === 'score') return scoreOf(scoreNamed(term.name, asked), asked);
    const value = factValue(term.name, asked);
    return value === 'unknown' || value === 'missing' ? value : BigInt(value.is as number);
}

function scaled(sum: Sum, coefficient: number): Sum {
    return typeof sum === 'bigint' ? sum * BigInt(coefficient) : sum;
}

function added(terms: readonly Sum[]): Sum {
    if (terms.includes('unknown')) return 'unknown';
    if (terms.includes('missing')) return 'missing';
    return (terms as readonly bigint[]).reduce((total, term) => total + term, 0n);
}

function compares(sum: bigint, operator: Extract<Condition, { kind: 'compare' }>['operator']): boolean {
    switch (operator) {
        case '<':
            return sum < 0n;
        case '<=':
            return sum <= 0n;
        case '>':
            return sum > 0n;
        case '>=':
            return sum >= 0n;
        case '=':
            return sum === 0n;
        case '!=':
            return sum !== 0n;
    }
}

function scoreNamed(name: string, asked: Case): Score {
    const score = asked.policy.scores.find((each) => each.name === name);
    if (!score) throw new ReferenceError(`no score ‘${name}’`);
    return score;
}

function scoreOf(score: Score, asked: Case): Sum {
    return added(score.parts.map((part) => pointsOf(part, asked).sum));
}

/** The points of a part, with the condition that is missing, if that is why there are none. */
function pointsOf(part: ScorePart, asked: Case): { readonly sum: Sum; readonly open?: Condition } {
    if (part.guard) {
        const holds = truth(part.guard, asked);
        if (holds === 'missing') return { sum: 'missing', open: part.guard };
        if (holds === 'unknown') return { sum: 'unknown' };
        if (holds === 'no') return { sum: 0n };
    }
    for (const { when, points } of part.branches) {
        const applies = truth(when, asked);
        if (applies === 'yes') return { sum: BigInt(points) };
        if (applies === 'unknown') return { sum: 'unknown' };
        if (applies === 'missing') return { sum: 'missing', open: when };
    }
    if (part.known) {
        const looked = truth(part.known, asked);
        if (looked === 'missing') return { sum: 'missing', open: part.known };
        if (looked !== 'yes') return { sum: 'unknown' };
    }
    return { sum: 0n };
}

// ---- missing facts

/** The facts that conditions which are missing still hang on, in the order of their declaration. */
function missingFacts(conditions: readonly Condition[], asked: Case): readonly string[] {
    const names = new Set(conditions.flatMap((condition) => openIn(condition, asked)));
    return asked.policy.facts.map((fact) => fact.name).filter((name) => names.has(name));
}

function openIn(condition: Condition, asked: Case): readonly string[] {
    if (truth(condition, asked) !== 'missing') return [];
    switch (condition.kind) {
        case 'fact':
        case 'member':
        case 'contains':
            return [condition.fact];
        case 'compare':
            return versionOn(condition.form, asked.day).terms.flatMap((term) => {
                if (termOf(term, asked) !== 'missing') return [];
                return term.of === 'fact' ? [term.name] : openInScore(scoreNamed(term.name, asked), asked);
            });
        case 'known':
            if (condition.of.kind === 'condition') return openIn(condition.of.condition, asked);
            return condition.of.kind === 'score' ? openInScore(scoreNamed(condition.of.score, asked), asked) : [];
        case 'not':
        case 'established':
            return openIn(condition.of, asked);
        case 'and':
        case 'or':
        case 'at-least':
            return condition.of.flatMap((part) => openIn(part, asked));
        case 'definition':
            return openIn(definitionNamed(condition.name, asked), asked);
        case 'constant':
        case 'decided-by':
        case 'answered':
        case 'asked':
            return [];
    }
}

function openInScore(score: Score, asked: Case): readonly string[] {
    return score.parts.flatMap((part) => {
        const { open } = pointsOf(part, asked);
        return open ? openIn(open, asked) : [];
    });
}
