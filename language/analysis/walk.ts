// The walk through the flow: which cases come to each place. After each node everything that no later node asks about is
// forgotten (early quantification, Burch et al. 1992), so that sets stay small; what is left is exactly the
// combinations of the remaining facts that some whole case arrives with.

import { type Diagram, NONE, type Variables } from './diagram.js';
import { type Exit, type Machine, type MachineNode, type Place, split, union, without } from './machine.js';
import type { Arrival, Trail } from './trail.js';

/** What is carried along: sets of cases, or costs or counts of cases. */
export interface Algebra {
    join(f: Diagram, g: Diagram): Diagram;
    forget(f: Diagram, variables: Variables): Diagram;
}

export interface Walk extends Trail {
    readonly machine: Machine;
    /** The cases that come to each place, over the variables still live there. */
    readonly reach: readonly Diagram[];
    /** For each node the cases that leave it by each exit; empty for nodes that no case comes to. */
    readonly leaving: readonly (readonly Diagram[])[];
}

export interface WalkOptions {
    /** The cases that start. */
    readonly from: Diagram;
    /** Variables that are never forgotten. */
    readonly keep?: Variables;
    /** Variables that taking an exit sets: conditions on the path. */
    readonly marks?: readonly PathMark[];
    readonly algebra?: Algebra;
}

/** How a condition on the path is written: to yes or no by some exits, unchanged by the others. */
export interface PathMark {
    readonly variable: number;
    readonly becomes: (node: MachineNode, exit: Exit) => boolean | undefined;
}

export function walkFlow(machine: Machine, options: WalkOptions): Walk {
    const { store, dimensions } = machine.space;
    const nothing = new Uint8Array(dimensions.length);
    const { from, keep = nothing, marks = [] } = options;
    const algebra = options.algebra ?? setsOf(machine);
    const live = options.keep ? machine.live.map((variables) => union(variables, keep)) : machine.live;
    const reach = new Array<Diagram>(machine.placeCount).fill(NONE);
    const leaving: (readonly Diagram[])[] = machine.nodes.map(() => []);
    const arrivals: Arrival[][] = reach.map(() => []);

    const start = machine.start;
    const all = new Uint8Array(dimensions.length).fill(1);
    reach[start] = algebra.forget(from, without(all, live[start] as Variables));
    arrivals[start]?.push({ from: -1, exit: -1, cases: from });
    for (const [place, node] of machine.nodes.entries()) {
        const arriving = reach[place] as Diagram;
        if (arriving === NONE) continue;
        const exits = split(store, node, arriving);
        leaving[place] = exits;
        for (const [exit, cases] of exits.entries()) {
            if (cases === NONE) continue;
            const way = node.exits[exit] as Exit;
            let going = algebra.forget(cases, without(live[place] as Variables, live[way.to] as Variables));
            const writes = marks.flatMap(({ variable, becomes }) => {
                const value = becomes(node, way);
                return value === undefined ? [] : [{ variable, cell: value ? 1 : 0 }];
            });
            for (const { variable, cell } of writes) going = written(machine, going, variable, cell);
            reach[way.to] = algebra.join(reach[way.to] as Diagram, going);
            arrivals[way.to]?.push({ from: place, exit, cases, writes });
        }
    }
    return { machine, reach, leaving, store, arrivals: (place) => arrivals[place] ?? [] };
}

/** The cases that the question of a node is put to: its guards hold. */
export function askedCases(walk: Walk, place: Place): Diagram {
    const { store } = walk.machine.space;
    const { guards } = walk.machine.nodes[place] as MachineNode;
    return guards.reduce((asked, guard) => store.and(guard, asked), walk.reach[place] as Diagram);
}

/** The cases for which the node comes to look at one of its answers: no earlier one has matched. */
export function casesAt(walk: Walk, place: Place, answer: number): Diagram {
    const { store } = walk.machine.space;
    const { answers } = walk.machine.nodes[place] as MachineNode;
    return answers.slice(0, answer).reduce((left, earlier) => store.minus(left, earlier), askedCases(walk, place));
}

export function takenCases(walk: Walk, place: Place, answer: number): Diagram {
    const { guards } = walk.machine.nodes[place] as MachineNode;
    return walk.leaving[place]?.[guards.length + answer] ?? NONE;
}

export function gapCases(walk: Walk, place: Place): Diagram {
    return walk.leaving[place]?.at(-1) ?? NONE;
}

/** All variables but those given. */
export function allBut(machine: Machine, kept: readonly number[]): Variables {
    const variables = new Uint8Array(machine.space.dimensions.length).fill(1);
    for (const variable of kept) variables[variable] = 0;
    return variables;
}

/** The dimensions of the facts, with the sums in which they stand. */
export function variablesOfFacts(machine: Machine, facts: Iterable<string>): Variables {
    const { dimensions, ofFact } = machine.space;
    const variables = new Uint8Array(dimensions.length);
    const names = new Set(facts);
    for (const name of names) for (const variable of ofFact.get(name) ?? []) variables[variable] = 1;
    for (const [variable, dimension] of dimensions.entries()) {
        if (dimension.kind === 'sum' && dimension.terms.some((term) => names.has(term.fact))) variables[variable] = 1;
    }
    return variables;
}

function setsOf(machine: Machine): Algebra {
    const { store } = machine.space;
    return { join: (f, g) => store.or(f, g), forget: (f, variables) => store.exists(f, variables) };
}

function written(machine: Machine, cases: Diagram, variable: number, cell: number): Diagram {
    const { store, dimensions } = machine.space;
    const only = new Uint8Array(dimensions.length);
    only[variable] = 1;
    return store.and(store.exists(cases, only), store.literal(variable, [cell]));
}
