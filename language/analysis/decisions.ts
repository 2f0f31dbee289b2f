// A flow whose ends say more than the outcome: also which rule decided, and for what reason. Reviews are walked once for
// each decision that comes to them, so that what they let stand keeps its rule and reason.

import type { FlowNode, Target } from '../model/policy.js';
import { type Exit, liveness, type Machine, type MachineNode, type Place } from './machine.js';

/** What is compared beside the outcome. */
export type Aspect = 'rule' | 'reason';

export interface Decision {
    readonly outcome: string;
    readonly rule?: string;
    readonly reason?: string | null;
}

/** The machine with an end for each decision that differs in one of the aspects. */
export function withDecisions(machine: Machine, aspects: readonly Aspect[]): Machine {
    // A place of the machine, with the decision that came to it; nodes of rules have none yet.
    const states: { readonly place: Place; readonly decision: string | undefined }[] = [];
    const numbers = new Map<string, number>();
    const ends: string[] = [];
    const waiting = new Map<Place, Set<string | undefined>>([[machine.start, new Set([undefined])]]);
    const endOf = (decision: string) => {
        if (!ends.includes(decision)) ends.push(decision);
    };
    for (const [place, { node }] of machine.nodes.entries()) {
        for (const decision of waiting.get(place) ?? []) {
            numbers.set(keyOf(place, decision), states.length);
            states.push({ place, decision });
            for (const { target } of targetsOf(machine.nodes[place] as MachineNode)) {
                const next = decisionAfter(node, target, decision, aspects);
                const to = followedBy(target);
                if (to === 'end' && next !== undefined) endOf(next);
                if (typeof to === 'number') waiting.set(to, (waiting.get(to) ?? new Set()).add(next));
            }
        }
    }
    ends.sort();
    const noOutcome = states.length + ends.length;
    const nodes = states.map(({ place, decision }): MachineNode => {
        const original = machine.nodes[place] as MachineNode;
        const goTo = (target: Target): Place => {
            const next = decisionAfter(original.node, target, decision, aspects);
            const to = followedBy(target);
            if (to === 'none') return noOutcome;
            if (to === 'end') return states.length + ends.indexOf(next as string);
            return numbers.get(keyOf(to, next)) as number;
        };
        const exits = original.exits.map((exit): Exit => {
            return exit.kind === 'gap' ? { ...exit, to: noOutcome } : { ...exit, to: goTo(exit.target) };
        });
        return { ...original, exits };
    });
    return {
        ...machine,
        nodes,
        start: nodes.length > 0 ? 0 : noOutcome,
        ends,
        outcomes: new Map(ends.map((end, i) => [end, states.length + i])),
        noOutcome,
        placeCount: noOutcome + 1,
        live: liveness(nodes, noOutcome + 1, machine.space),
    };
}

/** What an end of such a machine says. */
export function readDecision(end: string): Decision {
    return JSON.parse(end) as Decision;
}

function targetsOf(node: MachineNode): readonly { readonly target: Target }[] {
    return node.exits.flatMap((exit) => (exit.kind === 'gap' ? [] : [{ target: exit.target }]));
}

function decisionAfter(
    node: FlowNode,
    target: Target,
    decision: string | undefined,
    aspects: readonly Aspect[],
): string | undefined {
    if (target.kind !== 'decide') return target.kind === 'stand' ? decision : undefined;
    const { outcome, reason = null } = target;
    return JSON.stringify({
        outcome,
        ...(aspects.includes('rule') ? { rule: node.rule } : {}),
        ...(aspects.includes('reason') ? { reason } : {}),
    } satisfies Decision);
}

function followedBy(target: Target): Place | 'end' | 'none' {
    switch (target.kind) {
        case 'go':
            return target.to;
        case 'decide':
        case 'stand':
            return target.then ?? 'end';
        case 'end':
            return 'none';
    }
}

function keyOf(place: Place, decision: string | undefined): string {
    return `${place} ${decision ?? ''}`;
}
