// Two policies walked side by side as long as they treat a case alike: rules are matched by name, and where the ways of a
// case part it is set aside. Every case whose way changes is set aside exactly once.

import type { FlowNode } from '../model/policy.js';
import type { DecisionMachine } from './decisions.js';
import { type Diagram, NONE, type Variables } from './diagram.js';
import { type Exit, type Machine, type MachineNode, outcomeAt, type Place, split, union, without } from './machine.js';
import type { Goal } from './product.js';
import type { Space } from './space.js';
import { startingCases } from './study.js';
import type { Arrival, Trail } from './trail.js';

export interface Pair {
    readonly left: DecisionMachine;
    readonly right: DecisionMachine;
    readonly space: Space;
}

/** Cases that stand at nodes of both policies that mean the same, or before one that only one of them has. */
export interface Parting {
    readonly at: readonly [Place, Place];
    readonly exits: readonly [number | undefined, number | undefined];
    readonly goals: readonly [Goal, Goal];
    readonly cases: Diagram;
    readonly arriving: Diagram;
}

/** Whether all that can follow at two nodes is the same in both policies, so that no case can part there. */
export type Agreement = (left: Place, right: Place) => boolean;

/** Conditions are the same where their diagrams are; that what follows is the same is settled from the end. */
export function agreement({ left, right }: Pair): Agreement {
    const known = new Map<number, boolean>();
    const agree = (a: Place, b: Place): boolean => {
        const [l, r] = [left.nodes[a], right.nodes[b]];
        if (!l || !r) return !l && !r && outcomeAt(left, a) === outcomeAt(right, b);
        const key = a * PAIR_BASE + b;
        const found = known.get(key);
        if (found !== undefined) return found;
        const isSame =
            keyOf(l.node) === keyOf(r.node) &&
            l.exits.length === r.exits.length &&
            l.guards.join() === r.guards.join() &&
            l.answers.join() === r.answers.join() &&
            l.exits.every((exit, i) => agree(exit.to, (r.exits[i] as Exit).to));
        known.set(key, isSame);
        return isSame;
    };
    return agree;
}

export const PAIR_BASE = 1 << 20;

export function walkTogether(
    pair: Pair,
    isSame: Agreement,
): { readonly partings: readonly Parting[]; readonly trail: Trail } {
    const { left, right, space } = pair;
    const { store } = space;
    const leftKeys = new Set(left.nodes.map(({ node }) => keyOf(node)));
    const rightKeys = new Set(right.nodes.map(({ node }) => keyOf(node)));
    const reach = new Map<number, Diagram>();
    const arrivals = new Map<number, Arrival[]>();
    const waiting: number[][] = [];
    const partings: Parting[] = [];

    const isNode = (goal: Goal) => goal.kind === 'node';
    const key = (machine: Machine, goal: Goal) =>
        goal.kind === 'node' ? keyOf((machine.nodes[goal.node] as MachineNode).node) : undefined;
    /** Whether the rule is in this policy alone, so that it is passed here while the other policy waits. */
    const isOwn = (goal: Goal, machine: DecisionMachine, others: ReadonlySet<string>) => {
        // What brings duties belongs to a decision, not to a rule: another decision is another way.
        return goal.kind === 'node' && !machine.dutyPlaces.has(goal.node) && !others.has(key(machine, goal) as string);
    };
    /** Whether the two stand side by side: one and the same rule, or before one that the other policy has not. */
    const aligned = (l: Goal, r: Goal): boolean => {
        const [a, b] = [key(left, l), key(right, r)];
        if (a === undefined && b === undefined) return (l as { name: string }).name === (r as { name: string }).name;
        return a === b || isOwn(l, left, rightKeys) || isOwn(r, right, leftKeys);
    };
    const liveOf = (a: Place, b: Place): Variables => {
        return union(left.live[a] as Variables, right.live[b] as Variables);
    };
    const arrive = (from: number, exit: number, at: readonly [Place, Place], cases: Diagram, forget: Variables) => {
        const id = at[0] * PAIR_BASE + at[1];
        if (!reach.has(id)) {
            const rank = at[0] + at[1];
            waiting[rank] = [...(waiting[rank] ?? []), id];
        }
        reach.set(id, store.or(reach.get(id) ?? NONE, store.exists(cases, forget)));
        arrivals.set(id, [...(arrivals.get(id) ?? []), { from, exit, cases }]);
    };

    const from = startingCases(space);
    const start = [placeOf(startOf(left), left), placeOf(startOf(right), right)] as const;
    arrive(-1, -1, start, from, without(new Uint8Array(space.dimensions.length).fill(1), liveOf(...start)));
    for (let rank = 0; rank <= left.placeCount + right.placeCount; rank++) {
        for (const id of waiting[rank] ?? []) {
            const [a, b] = [Math.floor(id / PAIR_BASE), id % PAIR_BASE];
            const cases = reach.get(id) as Diagram;
            const [l, r] = [goalAt(left, a), goalAt(right, b)];
            if (!isNode(l) && !isNode(r)) continue;
            const [leftKey, rightKey] = [key(left, l), key(right, r)];
            const same = leftKey === rightKey;
            const leftMoves = isNode(l) && (same || isOwn(l, left, rightKeys));
            const rightMoves = isNode(r) && (same || (!leftMoves && isOwn(r, right, leftKeys)));
            const leftWays = leftMoves ? waysOf(left, a, cases) : [{ goal: l, cases }];
            for (const [i, way] of leftWays.entries()) {
                if (way.cases === NONE) continue;
                const rightWays = rightMoves ? waysOf(right, b, way.cases) : [{ goal: r, cases: way.cases }];
                for (const [k, other] of rightWays.entries()) {
                    if (other.cases === NONE) continue;
                    const goals = [way.goal, other.goal] as const;
                    if (goals[0].kind === 'node' && goals[1].kind === 'node' && isSame(goals[0].node, goals[1].node))
                        continue;
                    if (aligned(...goals)) {
                        const at = [placeOf(goals[0], left), placeOf(goals[1], right)] as const;
                        arrive(id, i, at, other.cases, without(liveOf(a, b), liveOf(...at)));
                    } else {
                        const exits = [leftMoves ? i : undefined, rightMoves ? k : undefined] as const;
                        partings.push({ at: [a, b], exits, goals, cases: other.cases, arriving: cases });
                    }
                }
            }
        }
    }
    return { partings, trail: { store, arrivals: (id) => arrivals.get(id) ?? [] } };
}

/** The nodes at which the cases of these partings came to their end in one of the two policies, in its order. */
export function endedBy(
    { left, right, space: { store } }: Pair,
    trail: Trail,
    partings: readonly Parting[],
    side: 0 | 1,
): readonly FlowNode[] {
    const machine = side === 0 ? left : right;
    const places = (id: number) => [Math.floor(id / PAIR_BASE), id % PAIR_BASE] as const;
    const found = new Set<FlowNode>();
    const waiting = new Map<number, Diagram>();
    const add = (id: number, cases: Diagram) => waiting.set(id, store.or(waiting.get(id) ?? NONE, cases));
    for (const { at, cases } of partings) add(at[0] * PAIR_BASE + at[1], cases);
    // Back from the last pair on: those before it in the flow stand at smaller places.
    const last = () => [...waiting.keys()].reduce((a, b) => (rankOf(places(a)) < rankOf(places(b)) ? b : a));
    while (waiting.size > 0) {
        const id = last();
        const cases = waiting.get(id) as Diagram;
        waiting.delete(id);
        for (const arrival of trail.arrivals(id)) {
            const from = store.and(arrival.cases, cases);
            if (arrival.from < 0 || from === NONE) continue;
            const place = places(arrival.from)[side];
            const node = machine.nodes[place]?.node;
            // What brings duties stands behind the decision.
            if (node && !machine.dutyPlaces.has(place)) found.add(node);
            else add(arrival.from, from);
        }
    }
    return [...found].sort((a, b) => a.index - b.index);
}

function rankOf([a, b]: readonly [Place, Place]): number {
    return a + b;
}

/** Nodes of two versions mean the same if they belong to the same rule; reviews also by what they look at. */
export function keyOf(node: FlowNode): string {
    return `${node.rule} ${node.reviewing ?? ''}`;
}

function startOf(machine: Machine): Goal {
    return goalAt(machine, machine.start);
}

export function goalAt(machine: Machine, place: Place): Goal {
    if (place < machine.nodes.length) return { kind: 'node', node: place };
    return { kind: 'end', name: outcomeAt(machine, place) ?? '' };
}

function placeOf(goal: Goal, machine: Machine): Place {
    if (goal.kind === 'node') return goal.node;
    return machine.outcomes.get(goal.name) ?? machine.noOutcome;
}

export function waysOf(
    machine: Machine,
    place: Place,
    cases: Diagram,
): readonly { readonly goal: Goal; readonly cases: Diagram }[] {
    const node = machine.nodes[place] as MachineNode;
    return split(machine.space.store, node, cases).map((leaving, exit) => ({
        goal: goalAt(machine, (node.exits[exit] as Exit).to),
        cases: leaving,
    }));
}
