// A policy's flow over a space: for every node the sets of cases that its guards and answers ask for, and where each
// way out of it leads. Places are numbered: the nodes, then one for each outcome, then one for no outcome.

import { eachPart } from '../model/condition-parts.js';
import type { FlowNode, Policy, Target } from '../model/policy.js';
import type { Diagram, DiagramStore, Variables } from './diagram.js';
import type { Space } from './space.js';
import { createReader, type Reader } from './truth.js';

/** An index of a node, or of a final outcome, or of no outcome. */
export type Place = number;

/** A way out of a node: past it (a guard does not hold), by an answer, or none (no answer matches). */
export type Exit =
    | { readonly kind: 'skip'; readonly guard: number; readonly target: Target; readonly to: Place }
    | { readonly kind: 'answer'; readonly answer: number; readonly target: Target; readonly to: Place }
    | { readonly kind: 'gap'; readonly to: Place };

export interface Machine {
    readonly policy: Policy;
    readonly space: Space;
    readonly reader: Reader;
    readonly nodes: readonly MachineNode[];
    readonly start: Place;
    /** What the places after the nodes are, no outcome last and not named. */
    readonly ends: readonly string[];
    /** Outcomes by name, as places. */
    readonly outcomes: ReadonlyMap<string, Place>;
    readonly noOutcome: Place;
    readonly placeCount: number;
    /** For each place the variables that it, or a place that can come after it, asks about. */
    readonly live: readonly Variables[];
}

export interface MachineNode {
    readonly node: FlowNode;
    /** The cases in which each guard holds, then those in which each answer matches. */
    readonly guards: readonly Diagram[];
    readonly answers: readonly Diagram[];
    /** One for each guard, then one for each answer, then the gap. */
    readonly exits: readonly Exit[];
    /** The variables of everything written here, whether it can decide something or not: findings speak of it. */
    readonly mentioned: Variables;
}

export function createMachine(policy: Policy, space: Space): Machine {
    const reader = createReader(policy, space);
    const outcomes = new Map(policy.outcomes.map((outcome, i) => [outcome.name, policy.flow.length + i]));
    const noOutcome = policy.flow.length + policy.outcomes.length;
    const nodes = policy.flow.map((node): MachineNode => {
        const place = (target: Target) => placeOf(target, node, outcomes, noOutcome);
        return {
            node,
            guards: node.guards.map(({ guard }) => reader.truthOf(guard.condition).yes),
            answers: node.answers.map((answer) => reader.truthOf(answer.when).yes),
            exits: [
                ...node.guards.map(({ skip }, guard): Exit => {
                    return { kind: 'skip', guard, target: skip, to: place(skip) };
                }),
                ...node.answers.map(({ target }, answer): Exit => {
                    return { kind: 'answer', answer, target, to: place(target) };
                }),
                { kind: 'gap', to: noOutcome },
            ],
            mentioned: mentionedAt(node, reader),
        };
    });
    const placeCount = noOutcome + 1;
    const start = policy.start ?? noOutcome;
    const ends = policy.outcomes.map((outcome) => outcome.name);
    return {
        policy,
        space,
        reader,
        nodes,
        start,
        ends,
        outcomes,
        noOutcome,
        placeCount,
        live: liveness(nodes, placeCount, space),
    };
}

/** The sets of cases that leave a node by each of its exits, out of those that come to it. */
export function split(
    store: DiagramStore,
    { guards, answers }: Pick<MachineNode, 'guards' | 'answers'>,
    arriving: Diagram,
): readonly Diagram[] {
    const leaving: Diagram[] = [];
    let left = arriving;
    for (const guard of guards) {
        leaving.push(store.minus(left, guard));
        left = store.and(guard, left);
    }
    for (const answer of answers) {
        leaving.push(store.and(answer, left));
        left = store.minus(left, answer);
    }
    leaving.push(left);
    return leaving;
}

export interface Step {
    readonly place: Place;
    readonly exit: number;
}

/** The nodes that one case passes, each with the exit it takes, and the place where it ends. */
export function run(
    machine: Machine,
    cells: ArrayLike<number>,
): { readonly steps: readonly Step[]; readonly end: Place } {
    const { store } = machine.space;
    const steps: Step[] = [];
    let at = machine.start;
    for (let node = machine.nodes[at]; node; node = machine.nodes[at]) {
        const exit = exitOf(store, node, cells);
        steps.push({ place: at, exit });
        at = (node.exits[exit] as Exit).to;
    }
    return { steps, end: at };
}

/** The exit by which one case leaves a node. */
export function exitOf(
    store: DiagramStore,
    { guards, answers, exits }: Pick<MachineNode, 'guards' | 'answers' | 'exits'>,
    cells: ArrayLike<number>,
): number {
    const skip = guards.findIndex((guard) => !store.contains(guard, cells));
    if (skip >= 0) return skip;
    const answer = answers.findIndex((each) => store.contains(each, cells));
    return answer < 0 ? exits.length - 1 : guards.length + answer;
}

/** The outcome that a place is, if it is one. */
export function outcomeAt(machine: Machine, place: Place): string | undefined {
    return machine.ends[place - machine.nodes.length];
}

function placeOf(target: Target, node: FlowNode, outcomes: ReadonlyMap<string, Place>, noOutcome: Place): Place {
    switch (target.kind) {
        case 'go':
            return target.to;
        case 'decide':
            return target.then ?? (outcomes.get(target.outcome) as Place);
        case 'stand':
            return target.then ?? (outcomes.get(node.reviewing as string) as Place);
        case 'end':
            return noOutcome;
    }
}

function mentionedAt(node: FlowNode, reader: Reader): Variables {
    const conditions = [
        ...node.guards.map(({ guard }) => guard.condition),
        ...node.answers.flatMap((answer) => [answer.when, ...answer.patterns.map((pattern) => pattern.when)]),
    ];
    const known: Diagram[] = [];
    for (const { value } of node.subjects) {
        if (value.kind === 'condition') conditions.push(value.condition);
        else if (value.kind === 'fact') known.push(reader.factIsKnown(value.fact));
        else
            for (const version of reader.versionsOf(value.form)) {
                known.push(version.when, reader.formIsKnown(version.value));
            }
    }
    const truths = conditions.flatMap((condition) => [...eachPart(condition)].map(reader.truthOf));
    return reader.space.store.support(...known, ...truths.flatMap(({ yes, no }) => [yes, no]));
}

export function liveness(
    nodes: readonly MachineNode[],
    placeCount: number,
    { dimensions }: Space,
): readonly Variables[] {
    const live = Array.from({ length: placeCount }, () => new Uint8Array(dimensions.length));
    for (let place = nodes.length - 1; place >= 0; place--) {
        const { exits, mentioned } = nodes[place] as MachineNode;
        const here = live[place] as Uint8Array;
        include(here, mentioned);
        for (const to of new Set(exits.map((exit) => exit.to))) include(here, live[to] as Uint8Array);
    }
    return live;
}

/** Adds the variables of `others` to `variables`. */
export function include(variables: Uint8Array, others: Variables): void {
    for (let v = 0; v < variables.length; v++) if (others[v] === 1) variables[v] = 1;
}

/** The variables of `a` that are not in `b`. */
export function without(a: Variables, b: Variables): Variables {
    const left = new Uint8Array(a.length);
    for (let v = 0; v < a.length; v++) left[v] = a[v] === 1 && b[v] !== 1 ? 1 : 0;
    return left;
}

export function union(a: Variables, b: Variables): Variables {
    const all = new Uint8Array(a.length);
    for (let v = 0; v < a.length; v++) all[v] = a[v] === 1 || b[v] === 1 ? 1 : 0;
    return all;
}
