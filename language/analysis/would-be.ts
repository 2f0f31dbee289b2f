// The flow up to the would-be outcome: what follows from there, reviews and duties, depends on nothing else than the
// outcome, its reason and, where a duty asks, the rule that decided.

import type { Policy } from '../model/policy.js';
import { eachPart } from './conditions.js';
import { type Exit, exitOf, type Machine, type MachineNode, type Place, split } from './machine.js';
import type { Goal, Side } from './product.js';

/** For each node and each exit of it where that leads, as far as it matters. */
export type WouldBe = readonly (readonly Goal[])[];

export function wouldBeOf(machine: Machine): WouldBe {
    const counted = deciders(machine.policy);
    return machine.nodes.map(({ node, exits }) => {
        const decides = counted.some((rule) => belongsTo(node.rule, rule));
        return exits.map((exit) => goalOf(exit, decides ? node.rule : null));
    });
}

/** The side of a product walk that ends at would-be outcomes. */
export function wouldBeSide(machine: Machine, goals: WouldBe): Side {
    return {
        nodeCount: machine.nodes.length,
        live: machine.live,
        rank: (node) => node,
        split: (place, cases) => {
            const to = goals[place] as readonly Goal[];
            const node = machine.nodes[place] as MachineNode;
            return split(machine.space.store, node, cases).map((leaving, exit) => {
                return { to: to[exit] as Goal, cases: leaving };
            });
        },
    };
}

/** Where one case ends that stands at `goal`; nothing once it comes to a place at which `hasMet` says so. */
export function endFrom(
    machine: Machine,
    goals: WouldBe,
    goal: Goal,
    cells: ArrayLike<number>,
    hasMet: (place: Place) => boolean,
): string | undefined {
    let at = goal;
    while (at.kind === 'node') {
        if (hasMet(at.node)) return undefined;
        const exit = exitOf(machine.space.store, machine.nodes[at.node] as MachineNode, cells);
        at = (goals[at.node] as readonly Goal[])[exit] as Goal;
    }
    return at.name;
}

export function belongsTo(rule: string, name: string): boolean {
    return rule === name || rule.startsWith(`${name}.`);
}

function goalOf(exit: Exit, decider: string | null): Goal {
    if (exit.kind === 'gap' || exit.target.kind === 'end') return { kind: 'end', name: 'none' };
    if (exit.target.kind === 'stand' && exit.target.then === null) return { kind: 'end', name: 'stand' };
    if (exit.target.kind !== 'decide') return { kind: 'node', node: exit.to };
    const { outcome, reason = null } = exit.target;
    return { kind: 'end', name: JSON.stringify([outcome, reason, decider]) };
}

/** The rules of which some duty asks whether they decided. */
function deciders(policy: Policy): readonly string[] {
    const parts = policy.duties.flatMap((duty) => (duty.when ? [...eachPart(duty.when)] : []));
    return parts.flatMap((part) => (part.kind === 'decided-by' ? [part.rule] : []));
}
