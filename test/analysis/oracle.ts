// The brute-force oracle: what the analysis should find, said by trying every case. It knows nothing of diagrams; each
// finding class is defined here once more, in terms of single cases, from the pages in `docs/findings`.

import type { Condition } from '../../language/model/condition.js';
import type { Origin } from '../../language/model/origin.js';
import type { Answer, FlowNode, Policy, Subject, Target } from '../../language/model/policy.js';
import { type Facts, type Value, versionOn } from '../../language/model/value.js';
import { clockDay } from '../../language/run/given.js';
import { interpret, truthOf } from '../../language/run/interpret.js';
import { interestingValues } from '../generate/cases.js';
import { IDLE } from './oracle-idle.js';

export type Way =
    | { readonly kind: 'skip'; readonly guard: number }
    | { readonly kind: 'answer'; readonly answer: number }
    | { readonly kind: 'gap' };

export interface Passed {
    readonly node: number;
    readonly way: Way;
}

export interface Trace {
    readonly facts: Facts;
    readonly passed: readonly Passed[];
    /** The outcome; undefined if there is none. */
    readonly end: string | undefined;
    /** Duties that apply, by index. */
    readonly duties: readonly number[];
}

/** `code line` of every finding that there should be. */
export type Expected = Set<string>;

export function key(code: string, origin: Origin): string {
    return `${code} ${origin.range.start.line}`;
}

/** All cases over the values at which anything can change; undefined if there are more than `limit`. */
export function everyCase(policy: Policy, limit: number): readonly Facts[] | undefined {
    const bounds = new Map<string, Set<number>>();
    JSON.stringify(policy, (_, form) => {
        for (const term of Array.isArray(form?.terms) ? form.terms : []) {
            const root = Math.floor(-form.constant / term.coefficient);
            const near = bounds.get(term.name) ?? new Set();
            bounds.set(term.name, near);
            for (const by of [-1, 0, 1, 2]) near.add(root + by);
        }
        return form;
    });
    if (policy.clock !== undefined) {
        const days = bounds.get(policy.clock) ?? new Set();
        bounds.set(policy.clock, days);
        for (const start of versionStarts(policy)) days.add(start - 1).add(start);
    }
    let cases: Map<string, Value>[] = [new Map()];
    for (const fact of policy.facts) {
        const near = QUANTITIES.has(fact.type.kind) ? [...(bounds.get(fact.name) ?? [])] : [];
        const { min = fact.type.kind === 'duration' ? 0 : -Infinity, max = Infinity } = fact.range ?? {};
        const values = [...new Set([...interestingValues(policy, fact), ...near])].filter(
            (value) => typeof value !== 'number' || (min <= value && value <= max),
        );
        if (cases.length * values.length > limit) return undefined;
        cases = cases.flatMap((given) => values.map((value) => new Map([...given, [fact.name, value]])));
    }
    return cases;
}

export const QUANTITIES = new Set(['number', 'money', 'duration', 'date']);

/** Walks one case through the flow; undefined if the policy does not apply to it. */
export function trace(policy: Policy, facts: Facts): Trace | undefined {
    const verdict = interpret(policy, facts);
    if (verdict.kind === 'not-effective') return undefined;
    const passed: Passed[] = [];
    let at: number | null = policy.start;
    while (at !== null) {
        const node: FlowNode = policy.flow[at] as FlowNode;
        const way = wayOut(policy, node, facts);
        passed.push({ node: at, way });
        if (way.kind === 'gap') break;
        const target: Target =
            way.kind === 'skip'
                ? (node.guards[way.guard]?.skip as Target)
                : (node.answers[way.answer]?.target as Target);
        at = target.kind === 'go' ? target.to : target.kind === 'end' ? null : target.then;
    }
    return {
        facts,
        passed,
        end: verdict.kind === 'outcome' ? verdict.outcome : undefined,
        duties: verdict.duties.map((duty) => duty.index),
    };
}

function wayOut(policy: Policy, node: FlowNode, facts: Facts): Way {
    for (const [guard, { guard: each }] of node.guards.entries()) {
        if (truthOf(policy, facts, each.condition) !== 'yes') return { kind: 'skip', guard };
    }
    const answer = node.answers.findIndex((each) => truthOf(policy, facts, each.when) === 'yes');
    return answer < 0 ? { kind: 'gap' } : { kind: 'answer', answer };
}

/** Everything that should be found, for all traces of a policy. */
export function expectedFindings(policy: Policy, traces: readonly Trace[]): Expected {
    const found: Expected = new Set();
    for (const find of [
        unreachable,
        unreachableAnswers,
        unreachableOutcomes,
        gaps,
        overlaps,
        idleGuards,
        idleSubjects,
        definitions,
        guarantees,
        mandatory,
        duties,
        unknowns,
        bands,
        redundant,
        irrelevant,
        periods,
        ...IDLE,
    ]) {
        find(policy, traces, (code, origin) => found.add(key(code, origin)));
    }
    return found;
}

export type Report = (code: string, origin: Origin) => void;
export type Finder = (policy: Policy, traces: readonly Trace[], report: Report) => void;

// ---- what happens at a node

export function passesOf(
    traces: readonly Trace[],
    node: number,
): readonly { readonly trace: Trace; readonly way: Way }[] {
    return traces.flatMap((trace) => {
        const passed = trace.passed.find((each) => each.node === node);
        return passed ? [{ trace, way: passed.way }] : [];
    });
}

/** The cases that the question is put to. */
export function askedOf(
    traces: readonly Trace[],
    node: number,
): readonly { readonly trace: Trace; readonly way: Way }[] {
    return passesOf(traces, node).filter(({ way }) => way.kind !== 'skip');
}

export function takes(way: Way, answer: number): boolean {
    return way.kind === 'answer' && way.answer === answer;
}

/** The nodes of one question: a review has several. */
function nodesLike(policy: Policy, node: FlowNode): readonly number[] {
    if (node.kind !== 'review') return [node.index];
    return policy.flow.filter((other) => other.rule === node.rule).map((other) => other.index);
}

// ---- reachability

const unreachable: Finder = (policy, traces, report) => {
    const isDead = (node: number) => askedOf(traces, node).length === 0;
    for (const rule of policy.rules) {
        if (rule.kind === 'exemption' && isDead(rule.node)) report('step-unreachable', rule.origin);
        if (rule.kind === 'review' && rule.nodes.every(isDead)) report('review-never', rule.origin);
        if (rule.kind !== 'principle') continue;
        const nodes = [...rule.steps.map((step) => step.node), ...(rule.node === undefined ? [] : [rule.node])];
        if (nodes.every(isDead)) report('step-unreachable', rule.origin);
        else for (const step of rule.steps) if (isDead(step.node)) report('step-unreachable', step.origin);
    }
};

const unreachableAnswers: Finder = (policy, traces, report) => {
    for (const node of policy.flow) {
        const like = nodesLike(policy, node);
        const asked = like.filter((each) => askedOf(traces, each).length > 0);
        if (asked[0] !== node.index) continue;
        const cases = like.flatMap((each) => askedOf(traces, each));
        for (const [index, answer] of node.answers.entries()) {
            if (answer.form === 'implied') continue;
            if (!cases.some(({ way }) => takes(way, index))) {
                const code =
                    answer.form === 'except'
                        ? 'except-no-effect'
                        : answer.form === 'otherwise'
                          ? 'otherwise-unreachable'
                          : 'answer-unreachable';
                report(code, answer.labelOrigin);
            } else if (answer.form === 'patterns' && answer.patterns.length > 1) {
                for (const pattern of answer.patterns) {
                    const fits = cases.some(
                        ({ trace, way }) =>
                            (way.kind === 'gap' || (way.kind === 'answer' && way.answer >= index)) &&
                            truthOf(policy, trace.facts, pattern.when) === 'yes',
                    );
                    if (!fits) report('answer-unreachable', pattern.origin);
                }
            }
        }
    }
};

const unreachableOutcomes: Finder = (policy, traces, report) => {
    const named = new Set(
        policy.flow.flatMap((node) =>
            node.answers.flatMap(({ target }) => (target.kind === 'decide' ? [target.outcome] : [])),
        ),
    );
    for (const outcome of policy.outcomes) {
        const family = policy.outcomes.filter((o) => o.name === outcome.name || o.refines.includes(outcome.name));
        const reached = traces.some((each) => family.some((o) => o.name === each.end));
        if (!reached && named.has(outcome.name)) report('outcome-unreachable', outcome.origin);
    }
};

// ---- gaps

const gaps: Finder = (policy, traces, report) => {
    for (const node of policy.flow) {
        for (const { trace, way } of passesOf(traces, node.index)) {
            if (way.kind === 'gap') {
                const known = node.subjects.every((subject) => isKnown(policy, trace.facts, subject));
                report(known ? 'no-decision' : 'unknown-not-handled', node.subjects[0]?.origin ?? node.origin);
            } else if (way.kind === 'skip') {
                const passed = node.guards[way.guard] as FlowNode['guards'][number];
                if (passed.skip.kind === 'end') report('no-decision', passed.guard.origin);
            } else {
                const answer = node.answers[way.answer] as FlowNode['answers'][number];
                if (answer.target.kind !== 'end') continue;
                report('no-decision', answer.form === 'implied' ? answer.labelOrigin : answer.origin);
            }
        }
    }
};

function isKnown(policy: Policy, facts: Facts, { value }: Subject): boolean {
    switch (value.kind) {
        case 'condition':
            return truthOf(policy, facts, value.condition) !== 'unknown';
        case 'fact':
            return truthOf(policy, facts, { kind: 'known', of: { kind: 'fact', fact: value.fact } }) === 'yes';
        case 'quantity': {
            const form = versionOn(value.form, clockDay(policy, facts));
            return form.terms.every((term) => {
                const of =
                    term.of === 'fact'
                        ? ({ kind: 'fact', fact: term.name } as const)
                        : ({ kind: 'score', score: term.name } as const);
                return truthOf(policy, facts, { kind: 'known', of }) === 'yes';
            });
        }
    }
}

// ---- overlaps

const overlaps: Finder = (policy, traces, report) => {
    for (const node of policy.flow) {
        const asked = askedOf(traces, node.index).map(({ trace }) =>
            node.answers.map((answer) => truthOf(policy, trace.facts, answer.when) === 'yes'),
        );
        for (const [second, later] of node.answers.entries()) {
            for (const [first, earlier] of node.answers.slice(0, second).entries()) {
                if (!asked.some((fits) => fits[first] && fits[second])) continue;
                const apart = decision(earlier.target) !== decision(later.target);
                if (node.unique) {
                    report(apart ? 'answers-conflict' : 'answers-overlap-same', later.labelOrigin);
                } else if (apart && earlier.form === 'patterns' && later.form === 'patterns') {
                    const isSpecial =
                        asked.every((fits) => !fits[first] || fits[second]) ||
                        asked.every((fits) => !fits[second] || fits[first]);
                    if (!isSpecial) report('order-matters', later.labelOrigin);
                } else if (apart && touches(policy, traces, earlier, later)) {
                    report('order-matters', later.labelOrigin);
                }
            }
        }
    }
};

/** Whether the rows meet, in some column, in one value of one number alone. */
function touches(policy: Policy, traces: readonly Trace[], earlier: Answer, later: Answer): boolean {
    return (earlier.cells ?? []).some((cell, column) => {
        const other = later.cells?.[column];
        if (!other || cell.kind === 'constant' || other.kind === 'constant') return false;
        const fits = traces.map(({ facts }) => [
            truthOf(policy, facts, cell) === 'yes',
            truthOf(policy, facts, other) === 'yes',
        ]);
        if (!fits.some(([a, b]) => a && !b) || !fits.some(([a, b]) => b && !a)) return false;
        return policy.facts.some(({ name, type }) => {
            if (!QUANTITIES.has(type.kind)) return false;
            const values = new Set(traces.filter((_, i) => fits[i]?.[0] && fits[i]?.[1]).map((t) => t.facts.get(name)));
            const [only] = values;
            if (values.size !== 1 || only === null) return false;
            return traces.every((t, i) => t.facts.get(name) !== only || (fits[i]?.[0] && fits[i]?.[1]));
        });
    });
}

function decision(target: Target): string {
    switch (target.kind) {
        case 'go':
            return `go ${target.to}`;
        case 'decide':
            return JSON.stringify([target.outcome, target.reason ?? '', target.then]);
        case 'stand':
            return `stand ${target.then}`;
        case 'end':
            return 'end';
    }
}

// ---- idle conditions

const idleGuards: Finder = (policy, traces, report) => {
    const seen = new Map<number, { cases: Facts[]; condition: Condition; origin: Origin; nodes: Set<number> }>();
    for (const node of policy.flow) {
        for (const [index, { guard }] of node.guards.entries()) {
            const line = guard.origin.range.start.line;
            const entry = seen.get(line) ?? {
                cases: [],
                condition: guard.condition,
                origin: guard.origin,
                nodes: new Set(),
            };
            seen.set(line, entry);
            for (const { trace, way } of passesOf(traces, node.index)) {
                if (way.kind === 'skip' && way.guard < index) continue;
                entry.cases.push(trace.facts);
                entry.nodes.add(node.index);
            }
        }
    }
    for (const { cases, condition, origin, nodes } of seen.values()) {
        if (cases.length === 0) continue;
        const truths = cases.map((facts) => truthOf(policy, facts, condition));
        if (truths.every((truth) => truth === 'yes')) report('condition-always-true-here', origin);
        else if (truths.some((truth) => truth === 'yes') && nodes.size === 1) {
            idleParts(policy, condition, cases, (truth) => String(truth === 'yes'), origin, report);
        }
    }
};

const idleSubjects: Finder = (policy, traces, report) => {
    for (const node of policy.flow) {
        if (node.kind === 'review') continue;
        const cases = askedOf(traces, node.index).map(({ trace }) => trace.facts);
        if (cases.length === 0) continue;
        for (const { value, origin } of node.subjects) {
            if (value.kind !== 'condition') continue;
            const truths = new Set(cases.map((facts) => truthOf(policy, facts, value.condition)));
            if (truths.size === 1 && !truths.has('unknown')) continue;
            const use = (truth: string) => (node.kind === 'exemption' ? String(truth === 'yes') : truth);
            idleParts(policy, value.condition, cases, use, origin, report);
        }
    }
};

const definitions: Finder = (policy, traces, report) => {
    const cases = traces.map((each) => each.facts);
    const seen = new Set<string>();
    for (const { value, origin } of policy.definitions) {
        if (value.kind !== 'condition') continue;
        const truths = cases.map((facts) => truthOf(policy, facts, value.condition));
        if (truths.every((truth) => truth === 'yes') || truths.every((truth) => truth === 'no')) {
            report('definition-constant', origin);
            continue;
        }
        idleParts(policy, value.condition, cases, (truth) => truth, origin, report);
        const all = truths.join();
        if (seen.has(all)) report('definitions-equal', origin);
        seen.add(all);
    }
    const sets = new Set<string>();
    const starts = policy.categories.flatMap((each) => each.members.map(({ from }) => from ?? -Infinity));
    for (const { choice, mandatory, members, origin } of policy.categories) {
        const values = [-Infinity, ...starts].map((day) => [...new Set(versionOn(members, day))].sort().join());
        const all = JSON.stringify([choice, mandatory, values]);
        if (sets.has(all)) report('definitions-equal', origin);
        sets.add(all);
    }
};

type Path = readonly number[];

function idleParts(
    policy: Policy,
    condition: Condition,
    cases: readonly Facts[],
    use: (truth: string) => string,
    origin: Origin,
    report: Report,
): void {
    const leaves = leavesOf(condition);
    if (leaves.length < 2) return;
    const valuesOf = (each: Condition) => cases.map((facts) => use(truthOf(policy, facts, each))).join();
    let current = condition;
    const before = valuesOf(condition);
    for (const { path, leaf } of [...leaves].reverse()) {
        if (leaf.kind === 'constant') continue;
        const put = (['yes', 'no'] as const).find(
            (value) => valuesOf(replaced(current, path, { kind: 'constant', value })) === before,
        );
        if (!put) continue;
        current = replaced(current, path, { kind: 'constant', value: put });
        const truths = cases.map((facts) => truthOf(policy, facts, leaf));
        if (truths.every((truth) => truth === 'yes')) report('condition-always-true-here', origin);
        else if (truths.every((truth) => truth === 'no')) report('condition-always-false-here', origin);
        else report('condition-no-effect', origin);
    }
}

function leavesOf(condition: Condition, path: Path = []): readonly { readonly path: Path; readonly leaf: Condition }[] {
    const parts = children(condition);
    if (parts.length === 0) return [{ path, leaf: condition }];
    return parts.flatMap((part, index) => leavesOf(part, [...path, index]));
}

export function children(condition: Condition): readonly Condition[] {
    if (condition.kind === 'not' || condition.kind === 'established') return [condition.of];
    if (condition.kind === 'and' || condition.kind === 'or' || condition.kind === 'at-least') return condition.of;
    return condition.kind === 'known' && condition.of.kind === 'condition' ? [condition.of.condition] : [];
}

function replaced(condition: Condition, [first, ...rest]: Path, leaf: Condition): Condition {
    if (first === undefined) return leaf;
    if (condition.kind === 'not' || condition.kind === 'established') {
        return { ...condition, of: replaced(condition.of, rest, leaf) };
    }
    if (condition.kind === 'and' || condition.kind === 'or' || condition.kind === 'at-least') {
        return { ...condition, of: condition.of.map((part, i) => (i === first ? replaced(part, rest, leaf) : part)) };
    }
    if (condition.kind === 'known' && condition.of.kind === 'condition') {
        return { kind: 'known', of: { kind: 'condition', condition: replaced(condition.of.condition, rest, leaf) } };
    }
    return condition;
}

// ---- guarantees, mandatory categories, duties

const guarantees: Finder = (policy, traces, report) => {
    for (const { when, quantifier, outcomes, origin } of policy.guarantees) {
        const matching = traces.filter((each) => !when || truthOf(policy, each.facts, when) === 'yes');
        if (matching.length === 0) report('guarantee-vacuous', origin);
        const broken = matching.some((each) => {
            const isNamed = each.end !== undefined && outcomes.includes(each.end);
            return quantifier === 'never' ? isNamed : !isNamed;
        });
        if (broken) report('guarantee-broken', origin);
    }
};

const mandatory: Finder = (policy, traces, report) => {
    for (const category of policy.categories) {
        if (!category.mandatory) continue;
        const named = policy.facts.filter((fact) => JSON.stringify(policy).includes(`"fact":"${fact.name}"`));
        const asked = named.filter((fact) => mentions(policy, fact.name, category.name));
        const facts =
            asked.length > 0
                ? asked
                : policy.facts.filter(({ type }) => type.kind === 'choice' && type.choice === category.choice);
        for (const { name } of facts) {
            for (const each of traces) {
                const member = truthOf(policy, each.facts, { kind: 'member', fact: name, values: category.members });
                if (member !== 'yes') continue;
                const covers = (node: FlowNode) =>
                    node.kind === 'exemption' &&
                    node.answers.some((a) => a.form !== 'implied' && truthOf(policy, each.facts, a.when) === 'yes');
                if (!policy.flow.some(covers)) {
                    report('mandatory-not-exempted', category.origin);
                    continue;
                }
                for (const { node, way } of each.passed) {
                    const at = policy.flow[node] as FlowNode;
                    if (way.kind === 'answer' && at.kind === 'exemption' && at.answers[way.answer]?.form !== 'implied')
                        break;
                    const answer = way.kind === 'answer' ? at.answers[way.answer] : undefined;
                    if (answer?.target.kind !== 'decide') continue;
                    report('mandatory-decided-early', answer.origin);
                    break;
                }
            }
        }
    }
};

function mentions(policy: Policy, fact: string, category: string): boolean {
    let found = false;
    JSON.stringify(policy, (_, value) => {
        if (value?.kind === 'member' && value.fact === fact && value.category === category) found = true;
        return value;
    });
    return found;
}

const duties: Finder = (policy, traces, report) => {
    for (const [index, duty] of policy.duties.entries()) {
        if (!duty.when) continue;
        const matching = traces.filter(
            ({ end }) => end !== undefined && (duty.on.length === 0 || duty.on.includes(end)),
        );
        if (matching.length === 0) continue;
        const applying = matching.filter((each) => each.duties.includes(index)).length;
        if (applying === 0) report('duty-never', duty.origin);
        if (applying === matching.length) report('duty-always', duty.origin);
    }
};

// ---- unknown, scores

const unknowns: Finder = (policy, traces, report) => {
    for (const node of policy.flow) {
        for (const { trace, way } of passesOf(traces, node.index)) {
            for (const [index, { guard }] of node.guards.entries()) {
                if (way.kind === 'skip' && way.guard < index) continue;
                if (truthOf(policy, trace.facts, guard.condition) === 'unknown') {
                    report('condition-may-be-unknown', guard.origin);
                }
            }
            const [subject] = node.subjects;
            if (node.kind !== 'exemption' || way.kind === 'skip' || subject?.value.kind !== 'condition') continue;
            const applies = truthOf(policy, trace.facts, subject.value.condition);
            if (applies === 'unknown') report('condition-may-be-unknown', subject.origin);
            for (const [index, answer] of node.answers.entries()) {
                if (answer.form !== 'except' || applies !== 'yes') continue;
                if (way.kind === 'answer' && way.answer < index) continue;
                const inner = answer.when.kind === 'established' ? answer.when.of : answer.when;
                if (truthOf(policy, trace.facts, inner) === 'unknown') {
                    report('condition-may-be-unknown', answer.labelOrigin);
                }
            }
        }
    }
    for (const { when, on, origin } of policy.duties) {
        for (const each of traces) {
            if (!when || each.end === undefined || (on.length > 0 && !on.includes(each.end))) continue;
            const settled = withPath(policy, each, when);
            if (truthOf(policy, each.facts, settled) === 'unknown') report('condition-may-be-unknown', origin);
        }
    }
};

/** The condition with what it asks of the path answered. */
function withPath(policy: Policy, found: Trace, condition: Condition): Condition {
    const answered = found.passed.flatMap(({ node, way }) => {
        const at = policy.flow[node] as FlowNode;
        return way.kind === 'answer'
            ? [{ rule: at.rule, answer: at.answers[way.answer] as FlowNode['answers'][number] }]
            : [];
    });
    const say = (holds: boolean): Condition => ({ kind: 'constant', value: holds ? 'yes' : 'no' });
    switch (condition.kind) {
        case 'asked':
            return say(answered.some(({ rule }) => belongs(rule, condition.rule)));
        case 'answered':
            return say(
                answered.some(
                    ({ rule, answer }) => rule === condition.rule && condition.answers.includes(answer.label),
                ),
            );
        case 'decided-by': {
            const last = answered.filter(({ answer }) => answer.target.kind === 'decide').at(-1);
            return say(last !== undefined && belongs(last.rule, condition.rule));
        }
        default: {
            let all: Condition = condition;
            for (const [index, part] of children(condition).entries()) {
                all = replaced(all, [index], withPath(policy, found, part));
            }
            return all;
        }
    }
}

const bands: Finder = (policy, traces, report) => {
    for (const part of policy.scores.flatMap((score) => score.parts)) {
        if (part.kind !== 'bands') continue;
        const cases = traces
            .map((each) => each.facts)
            .filter((facts) => !part.guard || truthOf(policy, facts, part.guard) === 'yes')
            .filter((facts) => !part.known || truthOf(policy, facts, part.known) === 'yes')
            .map((facts) => part.branches.map((branch) => truthOf(policy, facts, branch.when) === 'yes'));
        if (cases.some((fits) => !fits.includes(true))) report('band-gap', part.origin);
        for (const [second, later] of part.branches.entries()) {
            for (const [first, earlier] of part.branches.slice(0, second).entries()) {
                const both = cases.some((fits) => fits[first] && fits[second]);
                const isSpecial =
                    cases.every((fits) => !fits[first] || fits[second]) ||
                    cases.every((fits) => !fits[second] || fits[first]);
                if (both && !isSpecial && earlier.points !== later.points) report('band-overlap', later.origin);
            }
        }
    }
};

// ---- what could go

const redundant: Finder = (policy, traces, report) => {
    for (const node of policy.flow) {
        if (node.kind === 'review' || pathRules(policy, ['answered']).some((rule) => belongs(node.rule, rule)))
            continue;
        for (const [index, answer] of node.answers.entries()) {
            if (answer.form === 'implied') continue;
            const cases = passesOf(traces, node.index).filter(({ way }) => takes(way, index));
            if (cases.length === 0) continue;
            const flow = policy.flow.map((each) =>
                each === node ? { ...node, answers: node.answers.filter((_, i) => i !== index) } : each,
            );
            const without = { ...policy, flow };
            const isSame = cases.every(
                (each) => wouldBe(without, trace(without, each.trace.facts)) === wouldBe(policy, each.trace),
            );
            if (isSame) report('answer-redundant', answer.labelOrigin);
        }
    }
};

/** The would-be outcome, its reason, and its rule where a duty asks for that. */
export function wouldBe(policy: Policy, found: Trace | undefined): string {
    return found ? (decisionsOf(policy, found)[0] ?? 'none') : 'none';
}

/** The would-be outcome, what comes next of it from each review on, and the end. */
export function decisions(policy: Policy, found: Trace): string {
    const decided = found.passed.map((each) => decisionsOf(policy, { ...found, passed: [each] })[0]);
    const next = (from: number): string => decided.slice(from).find((each) => each !== undefined) ?? 'stand';
    const reviews = [...found.passed.keys()].filter(
        (at) => policy.flow[found.passed[at]?.node ?? 0]?.kind === 'review',
    );
    // A review that is passed over changes nothing.
    const changes = [next(0), ...reviews.map(next)].filter((each, index, all) => each !== all[index - 1]);
    return [...changes, found.end ?? 'none'].join();
}

function decisionsOf(policy: Policy, found: Trace): readonly string[] {
    return found.passed.flatMap(({ node, way }) => {
        const at = policy.flow[node] as FlowNode;
        const target = way.kind === 'answer' ? at.answers[way.answer]?.target : undefined;
        if (target?.kind !== 'decide') return [];
        const counted = pathRules(policy, ['decided-by']).some((rule) => belongs(at.rule, rule));
        // Which review looks at it next counts too: a review that decides has its say instead of those after it.
        const next = target.then === null ? null : (policy.flow[target.then]?.rule ?? null);
        return [JSON.stringify([target.outcome, target.reason ?? null, counted ? at.rule : null, next])];
    });
}

export function pathRules(policy: Policy, kinds: readonly string[]): readonly string[] {
    const rules: string[] = [];
    JSON.stringify(
        policy.duties.map((duty) => duty.when ?? null),
        (_, value) => {
            if (kinds.includes(value?.kind)) rules.push(value.rule);
            return value;
        },
    );
    return rules;
}

export function belongs(rule: string, name: string): boolean {
    return rule === name || rule.startsWith(`${name}.`);
}

const irrelevant: Finder = (policy, traces, report) => {
    for (const fact of policy.facts) {
        if (fact.name === policy.clock) continue;
        // Cases alike in everything but this fact.
        const alike = new Map<string, Trace[]>();
        for (const each of traces) {
            const rest = JSON.stringify([...each.facts].filter(([name]) => name !== fact.name));
            alike.set(rest, [...(alike.get(rest) ?? []), each]);
        }
        const groups = [...alike.values()];
        const dutyMatters = groups.some((group) =>
            policy.duties.some(({ when }) => {
                if (!when) return false;
                const closed = withoutPath(when);
                return closed.some((part) => new Set(group.map((g) => truthOf(policy, g.facts, part))).size > 1);
            }),
        );
        if (dutyMatters) continue;
        const readers = policy.flow.filter((node) =>
            groups.some((group) => {
                const ways = group.flatMap((g) => g.passed.filter((p) => p.node === node.index));
                return new Set(ways.map(({ way }) => JSON.stringify(way))).size > 1;
            }),
        );
        if (readers.length === 0) continue;
        const onPath = pathRules(policy, ['asked', 'answered', 'decided-by']);
        if (readers.some((node) => onPath.some((rule) => belongs(node.rule, rule)))) continue;
        const isSame = groups.every((group) => new Set(group.map((each) => decisions(policy, each))).size === 1);
        if (isSame) report('fact-irrelevant', fact.origin);
    }
};

/** The greatest parts of a duty's condition that do not look at the path. */
export function withoutPath(condition: Condition): readonly Condition[] {
    const json = JSON.stringify(condition);
    const isPath = /"kind":"(decided-by|answered|asked)"/u.test(json);
    return isPath ? children(condition).flatMap(withoutPath) : [condition];
}

// ---- periods

const periods: Finder = (policy, traces, report) => {
    const { clock } = policy;
    if (clock === undefined) return;
    const starts = versionStarts(policy);
    const days = traces.map((each) => each.facts.get(clock)).filter((day) => typeof day === 'number');
    const low = Math.min(...days);
    const cuts = [...starts].filter((start) => start > low && start <= Math.max(...days)).sort((a, b) => a - b);
    if (cuts.length === 0) return;
    const periodOf = (day: unknown) => (typeof day === 'number' ? cuts.filter((cut) => cut <= day).length : -1);
    for (const node of policy.flow) {
        if (node.kind === 'review') continue;
        for (const [index, answer] of node.answers.entries()) {
            if (answer.form === 'implied') continue;
            const earlier = policy.flow.slice(0, node.index);
            const looked = [
                ...[...earlier, node].flatMap((each) => each.guards.map((g) => g.guard.condition)),
                ...earlier.flatMap((each) => each.answers.map((a) => a.when)),
                ...node.answers.slice(0, index + 1).map((a) => a.when),
            ];
            if (looked.some((condition) => comparesDay(condition, clock))) continue;
            const taking = passesOf(traces, node.index).filter(({ way }) => takes(way, index));
            if (taking.length === 0) continue;
            const seen = new Set(taking.map(({ trace: each }) => periodOf(each.facts.get(clock))));
            if (!Array.from({ length: cuts.length + 1 }, (_, i) => i).every((i) => seen.has(i))) {
                report('answer-dead-in-period', answer.labelOrigin);
            }
        }
    }
};

function versionStarts(policy: Policy): ReadonlySet<number> {
    const starts = new Set<number>();
    JSON.stringify(policy, (name, value) => {
        if ((name === 'values' || name === 'form') && Array.isArray(value)) {
            for (const version of value.slice(1)) if (typeof version?.from === 'number') starts.add(version.from);
        }
        return value;
    });
    return starts;
}

function comparesDay(condition: Condition, clock: string): boolean {
    if (condition.kind === 'compare') {
        return condition.form.some(({ value }) => value.terms.some((term) => term.name === clock));
    }
    return children(condition).some((part) => comparesDay(part, clock));
}
