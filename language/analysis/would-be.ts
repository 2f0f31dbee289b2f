// The flow up to the would-be outcome: what follows from there, reviews and duties, depends on nothing else than the
// outcome, its reason and, where a duty asks, the rule that decided.

import { eachPart } from '../model/condition-parts.js';
import type { Policy } from '../model/policy.js';
import { type Exit, exitOf, type Machine, type MachineNode, type Place, split } from './machine.js';
import type { Goal, Side } from './product.js';

/** For each node and each exit of it where that leads, as far as it matters. */
export type WouldBe = readonly (readonly Goal[])[];

export function wouldBeOf(machine: Machine): WouldBe {
    const counted = deciders(machine.policy);
    return machine.nodes.map(({ node, exits }) => {
        const decides = counted.some((rule) => belongsTo(node.rule, rule));
        return exits.map((exit) => goalOf(machine.policy, exit, decides ? node.rule : null));
    });
}

/** The side of a product walk that ends at would-be outcomes; the places that it looks at are marked in `touched`. */
export function wouldBeSide(machine: Machine, goals: WouldBe, touched: Uint8Array): Side {
    return {
        nodeCount: machine.nodes.length,
        live: machine.live,
        rank: (node) => node,
        split: (place, cases) => {
            touched[place] = 1;
            const to = goals[place] as readonly Goal[];
            const node = machine.nodes[place] as MachineNode;
            return split(machine.space.store, node, cases).map((leaving, exit) => {
                return { to: to[exit] as Goal, cases: leaving };
            });
        },
    };
}

/** A case, as cells, that stands somewhere in the flow. */
export interface Standing {
    readonly goal: Goal;
    readonly cells: ArrayLike<number>;
}

/** Whether two cases end differently. Where they meet at a place that `isSettled`, they go on together. */
export function endApart(
    machine: Machine,
    goals: WouldBe,
    left: Standing,
    right: Standing,
    isSettled: (place: Place) => boolean,
    touched: Uint8Array,
): boolean {
    const { store } = machine.space;
    const after = (place: Place, cells: ArrayLike<number>): Goal => {
        touched[place] = 1;
        const exit = exitOf(store, machine.nodes[place] as MachineNode, cells);
        return (goals[place] as readonly Goal[])[exit] as Goal;
    };
    let [a, b] = [left.goal, right.goal];
    for (;;) {
        if (a.kind === 'end' && b.kind === 'end') return a.name !== b.name;
        const [l, r] = [placeOf(a), placeOf(b)];
        if (l === r) {
            touched[l] = 1;
            if (isSettled(l)) return false;
        }
        // Places only grow on the way, so that the one behind catches up.
        if (l <= r) a = after(l, left.cells);
        if (r <= l) b = after(r, right.cells);
    }
}

function placeOf(goal: Goal): number {
    return goal.kind === 'node' ? goal.node : Number.POSITIVE_INFINITY;
}

export function belongsTo(rule: string, name: string): boolean {
    return rule === name || rule.startsWith(`${name}.`);
}

function goalOf(policy: Policy, exit: Exit, decider: string | null): Goal {
    if (exit.kind === 'gap' || exit.target.kind === 'end') return { kind: 'end', name: 'none' };
    if (exit.target.kind === 'stand' && exit.target.then === null) return { kind: 'end', name: 'stand' };
    if (exit.target.kind !== 'decide') return { kind: 'node', node: exit.to };
    const { outcome, reason = null, then } = exit.target;
    // A review that decides leaves fewer reviews to come than a rule that decides the same.
    const review = then === null ? null : (policy.flow[then]?.rule ?? null);
    return { kind: 'end', name: JSON.stringify([outcome, reason, decider, review]) };
}

/** The rules of which some duty asks whether they decided. */
function deciders(policy: Policy): readonly string[] {
    const parts = policy.duties.flatMap((duty) => (duty.when ? [...eachPart(duty.when)] : []));
    return parts.flatMap((part) => (part.kind === 'decided-by' ? [part.rule] : []));
}
