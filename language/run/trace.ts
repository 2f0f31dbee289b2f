// A decided case as the list of everything that was looked at on the way, in order: guards, questions, the answers that
// were tried, and within them definitions and scores. What a debugger replays. The answers taken are exactly those of the
// interpreter's path; a property test holds the two together.

import type { Condition, LinearForm } from '../model/condition.js';
import type { Origin } from '../model/origin.js';
import type { Definition, FlowNode, Policy, Score, Target } from '../model/policy.js';
import { printCondition } from '../model/print.js';
import { destination } from '../model/target.js';
import { type Dated, type Facts, versionOn } from '../model/value.js';
import {
    type Case,
    definitionNamed,
    pointsOf,
    type Sum,
    scoreNamed,
    scoreOf,
    sumOf,
    type Truth,
    truth,
} from './conditions.js';
import { clockDay, factNamed, isEffective, lookUp } from './given.js';
import { interpret } from './interpret.js';
import type { Verdict } from './verdict.js';

export interface Trace {
    readonly verdict: Verdict;
    /** Never empty: the last one is the end. */
    readonly events: readonly TraceEvent[];
}

export type TraceEventKind =
    /** An `only when` is looked at. */
    | 'guard'
    /** What the rule asks is looked at. */
    | 'question'
    /** An answer is tried: it is taken where `truth` is yes. */
    | 'answer'
    /** A part of a condition. */
    | 'condition'
    /** A definition, where it is needed for the first time. */
    | 'definition'
    /** A score, where it is needed for the first time, and one of its parts. */
    | 'score'
    | 'points'
    /** A fact is not there, and the case cannot go on without it. */
    | 'missing'
    /** No answer fits. */
    | 'no-outcome'
    | 'end';

export interface TraceEvent {
    readonly kind: TraceEventKind;
    /** The flow node that is being worked on; null where there is none, as for a case outside the policy's days. */
    readonly node: number | null;
    readonly origin: Origin;
    /** The definitions and scores that were gone into, outermost first, each with the place that needed it. */
    readonly within: readonly Entered[];
    /** What was looked at came out as this. */
    readonly truth?: Truth;
    /** Answers only: its index in the node. */
    readonly answer?: number;
    /** Conditions and points only: what is looked at, as an author would write it. */
    readonly text?: string;
    /** Definitions and scores only. */
    readonly name?: string;
    /** Quantities, scores and points only: the value, in the units of its type. */
    readonly sum?: Sum;
    /** Facts that are looked at here, in order of first mention. */
    readonly facts: readonly string[];
    /** Steps of the verdict's path that are behind once this has happened. */
    readonly steps: number;
}

export interface Entered {
    readonly kind: 'definition' | 'score';
    readonly name: string;
    readonly from: Origin;
}

/** Follows a case through the policy. The facts must be of their declared types. */
export function traceCase(policy: Policy, facts: Facts): Trace {
    return new Tracer(policy, facts).trace();
}

class Tracer {
    private readonly events: TraceEvent[] = [];
    private readonly workedOut = new Set<string>();
    private readonly asked: Case;
    private steps = 0;

    constructor(
        private readonly policy: Policy,
        facts: Facts,
    ) {
        this.asked = { policy, facts, day: clockDay(policy, facts) };
    }

    trace(): Trace {
        const { policy, asked } = this;
        const verdict = interpret(policy, asked.facts);
        let last: FlowNode | undefined;
        let at = isEffective(policy, asked.day) ? policy.start : null;
        while (at !== null) {
            last = policy.flow[at] as FlowNode;
            const target = this.visit(last);
            at = target ? destination(target) : null;
        }
        const origin = this.events.at(-1)?.origin ?? policy.origin;
        this.events.push({
            kind: 'end',
            node: last?.index ?? null,
            origin,
            within: [],
            facts: [],
            steps: this.steps,
        });
        return { verdict, events: this.events };
    }

    /** Where the node leads; undefined if the case ends there without an outcome. */
    private visit(node: FlowNode): Target | undefined {
        const subject = node.subjects[0]?.origin ?? node.origin;
        for (const { guard, skip } of node.guards) {
            const holds = truth(guard.condition, this.asked);
            const facts = this.factsOf([guard.condition]);
            this.add({ kind: 'guard', node: node.index, origin: guard.origin, within: [], truth: holds, facts });
            this.goInto(node, guard.condition, guard.origin, []);
            if (holds === 'missing') return this.stop(node, 'missing', guard.origin);
            if (holds !== 'yes') return skip;
        }
        this.add({ kind: 'question', node: node.index, origin: subject, within: [], facts: this.subjectFacts(node) });
        for (const { value, origin } of node.subjects) {
            if (value.kind === 'condition') this.goInto(node, value.condition, origin, []);
            if (value.kind === 'quantity') this.goIntoForm(node, value.form, origin, []);
        }
        const looked = new Set(this.subjectFacts(node));
        for (const [index, { when, origin, form, target }] of node.answers.entries()) {
            const matches = truth(when, this.asked);
            const isTaken = matches === 'yes';
            if (isTaken) this.steps++;
            if (isTaken || matches === 'missing' || this.isWorthShowing(node, index)) {
                const facts = this.factsOf([when]).filter((name) => form === 'except' || !looked.has(name));
                const place = form === 'implied' ? subject : origin;
                this.add({
                    kind: 'answer',
                    node: node.index,
                    origin: place,
                    within: [],
                    truth: matches,
                    answer: index,
                    facts,
                });
            }
            if (isTaken) return target;
            if (matches === 'missing') return this.stop(node, 'missing', subject);
        }
        return this.stop(node, 'no-outcome', subject);
    }

    /** An exemption's own condition has been seen, and so has all that hangs on it where it does not hold. */
    private isWorthShowing(node: FlowNode, index: number): boolean {
        if (node.kind !== 'exemption') return true;
        const [subject] = node.subjects;
        const applies = subject?.value.kind === 'condition' ? truth(subject.value.condition, this.asked) : 'yes';
        return applies === 'yes' && node.answers[index]?.form === 'except';
    }

    private stop(node: FlowNode, kind: 'missing' | 'no-outcome', origin: Origin): undefined {
        this.add({ kind, node: node.index, origin, within: [], facts: [] });
        return undefined;
    }

    // ---- inside conditions

    /** The parts of a condition that stand for a piece of text of their own. */
    private goInto(node: FlowNode, condition: Condition, whole: Origin, within: readonly Entered[]): void {
        const parts = partsOf(condition);
        for (const part of parts) {
            const origin = part.origin ?? whole;
            // One part that is all of the text has been shown with it.
            const isWhole = parts.length === 1 && within.length === 0;
            if (part.kind === 'definition') {
                this.goIntoDefinition(node, part.name, origin, within, isWhole);
                continue;
            }
            if (!isWhole) {
                const facts = this.factsOf([part]);
                const how = truth(part, this.asked);
                const text = printCondition(part, this.policy);
                this.add({ kind: 'condition', node: node.index, origin, within, truth: how, text, facts });
            }
            if (part.kind === 'compare') this.goIntoForm(node, part.form, origin, within);
            if (part.kind === 'known' && part.of.kind === 'score')
                this.goIntoScore(node, part.of.score, origin, within);
        }
    }

    private goIntoDefinition(
        node: FlowNode,
        name: string,
        from: Origin,
        within: readonly Entered[],
        isWhole: boolean,
    ): void {
        const condition = definitionNamed(name, this.asked);
        const how = truth(condition, this.asked);
        const definition = this.policy.definitions.find((each) => each.name === name) as Definition;
        const { facts, origin } = definition;
        if (this.workedOut.has(name)) {
            const seen = { node: node.index, origin: from, within, truth: how, text: name, facts };
            if (!isWhole) this.add({ ...seen, kind: 'condition' });
            return;
        }
        this.workedOut.add(name);
        const inside = [...within, { kind: 'definition', name, from } as const];
        this.add({ kind: 'definition', node: node.index, origin, within: inside, truth: how, name, facts });
        this.goInto(node, condition, origin, inside);
    }

    private goIntoForm(node: FlowNode, form: Dated<LinearForm>, from: Origin, within: readonly Entered[]): void {
        for (const term of versionOn(form, this.asked.day).terms) {
            if (term.of === 'score') this.goIntoScore(node, term.name, from, within);
        }
    }

    private goIntoScore(node: FlowNode, name: string, from: Origin, within: readonly Entered[]): void {
        if (this.workedOut.has(name)) return;
        this.workedOut.add(name);
        const score: Score = scoreNamed(name, this.asked);
        const inside = [...within, { kind: 'score', name, from } as const];
        const base = { node: node.index, within: inside };
        const sum = scoreOf(score, this.asked);
        this.add({ ...base, kind: 'score', origin: score.origin, name, sum, facts: score.facts });
        for (const part of score.parts) {
            const { sum: points } = pointsOf(part, this.asked);
            const branch = part.branches.find(({ when }) => truth(when, this.asked) === 'yes');
            const applies = typeof points === 'bigint' && points !== 0n && branch;
            const conditions = [...(part.guard ? [part.guard] : []), ...part.branches.map(({ when }) => when)];
            const origin = applies ? branch.origin : part.origin;
            const text = (applies ? branch.label : part.text) ?? part.branches[0]?.label ?? '';
            this.add({ ...base, kind: 'points', origin, sum: points, text, facts: this.factsOf(conditions) });
        }
    }

    // ---- what is looked at

    private subjectFacts(node: FlowNode): readonly string[] {
        return [...new Set(node.subjects.flatMap(({ facts }) => facts))];
    }

    private factsOf(conditions: readonly Condition[]): readonly string[] {
        const names = new Set<string>();
        for (const condition of conditions) this.gather(condition, names);
        return [...names];
    }

    private gather(condition: Condition, names: Set<string>): void {
        switch (condition.kind) {
            case 'fact':
            case 'member':
            case 'contains':
                names.add(condition.fact);
                return;
            case 'compare':
                for (const { value } of condition.form) {
                    for (const term of value.terms) {
                        if (term.of === 'fact') names.add(term.name);
                        else for (const fact of scoreNamed(term.name, this.asked).facts) names.add(fact);
                    }
                }
                return;
            case 'known':
                if (condition.of.kind === 'fact') names.add(condition.of.fact);
                else if (condition.of.kind === 'condition') this.gather(condition.of.condition, names);
                else for (const fact of scoreNamed(condition.of.score, this.asked).facts) names.add(fact);
                return;
            case 'not':
            case 'established':
                this.gather(condition.of, names);
                return;
            case 'and':
            case 'or':
            case 'at-least':
                for (const part of condition.of) this.gather(part, names);
                return;
            case 'definition':
                for (const fact of this.policy.definitions.find(({ name }) => name === condition.name)?.facts ?? [])
                    names.add(fact);
                return;
            case 'constant':
            case 'decided-by':
            case 'answered':
            case 'asked':
                return;
        }
    }

    private add(event: Omit<TraceEvent, 'steps'>): void {
        this.events.push({ ...event, steps: this.steps });
    }
}

/** Whether a fact of the case is unknown, because it was said to be or was not given. */
export function isUnknown(policy: Policy, facts: Facts, fact: string): boolean {
    const seen = lookUp(factNamed(policy, fact), facts);
    return seen.source !== 'missing' && seen.value === null;
}

/** What a form comes to in a case. */
export function formValue(policy: Policy, facts: Facts, form: Dated<LinearForm>): Sum {
    const day = clockDay(policy, facts);
    return sumOf(versionOn(form, day), { policy, facts, day });
}

/** What a score comes to in a case. */
export function scoreValue(policy: Policy, facts: Facts, score: Score): Sum {
    return scoreOf(score, { policy, facts, day: clockDay(policy, facts) });
}

/** The facts that may still be looked at from a node on. */
export function factsAhead(policy: Policy, node: number): ReadonlySet<string> {
    const ahead = new Set<string>();
    const seen = new Set<number>();
    const open: (number | null)[] = [node];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
        if (at === null || seen.has(at)) continue;
        seen.add(at);
        const { facts, guards, answers, subjects } = policy.flow[at] as FlowNode;
        for (const fact of [...facts, ...subjects.flatMap((subject) => subject.facts)]) ahead.add(fact);
        for (const { skip } of guards) open.push(destination(skip));
        for (const { target } of answers) open.push(destination(target));
    }
    return ahead;
}

/** Conditions that stand for themselves, out of the joins and negations around them. */
function partsOf(condition: Condition): readonly Condition[] {
    switch (condition.kind) {
        case 'not':
        case 'established':
            return partsOf(condition.of);
        case 'and':
        case 'or':
        case 'at-least':
            return condition.of.flatMap(partsOf);
        case 'known':
            return condition.of.kind === 'condition' ? partsOf(condition.of.condition) : [condition];
        case 'constant':
        case 'decided-by':
        case 'answered':
        case 'asked':
            return [];
        case 'fact':
        case 'member':
        case 'contains':
        case 'compare':
        case 'definition':
            return [condition];
    }
}
