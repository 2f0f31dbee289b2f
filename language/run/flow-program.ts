// The flow as one diagram, built from its last question to its first, so that every question knows where its answers lead.

import type { Policy, Target } from '../model/policy.js';
import type { Diagram, Item, Node } from './diagram.js';
import type { Lowering } from './lowering.js';
import type { Term } from './term.js';

/** How the flow ends for a case. */
export type FlowEnd =
    | { readonly kind: 'final' }
    | { readonly kind: 'no-outcome'; readonly at: number | null }
    | { readonly kind: 'missing'; readonly at: number; readonly term: Term };

export interface FlowProgram {
    readonly root: Node;
    /** By end number. */
    readonly ends: readonly FlowEnd[];
}

/** The flow of a policy; the steps it notes are the answers, counted through all questions. */
export function flowProgram(policy: Policy, lowering: Lowering, diagram: Diagram): FlowProgram {
    const ends: FlowEnd[] = [];
    const endWith = (end: FlowEnd): Node => diagram.end(ends.push(end) - 1);
    const final = endWith({ kind: 'final' });
    const nothing = endWith({ kind: 'no-outcome', at: null });
    const entries: Node[] = [];
    const destination = (target: Target): Node => {
        switch (target.kind) {
            case 'go':
                return entries[target.to] as Node;
            case 'decide':
            case 'stand':
                return target.then === null ? final : (entries[target.then] as Node);
            case 'end':
                return nothing;
        }
    };
    const firstSteps = firstStepNumbers(policy);
    for (const node of [...policy.flow].reverse()) {
        const items: Item[] = [];
        for (const { guard, skip } of node.guards) {
            const term = lowering.term(guard.condition);
            const past = destination(skip);
            items.push({ term, exits: [past, null, past, endWith({ kind: 'missing', at: node.index, term })] });
        }
        for (const [index, answer] of node.answers.entries()) {
            const term = lowering.term(answer.when);
            const taken = diagram.step((firstSteps[node.index] as number) + index, destination(answer.target));
            items.push({ term, exits: [null, taken, null, endWith({ kind: 'missing', at: node.index, term })] });
        }
        entries[node.index] = diagram.sequence(items, endWith({ kind: 'no-outcome', at: node.index }));
    }
    return { root: policy.start === null ? nothing : (entries[policy.start] as Node), ends };
}

function firstStepNumbers(policy: Policy): readonly number[] {
    let next = 0;
    return policy.flow.map((node) => {
        next += node.answers.length;
        return next - node.answers.length;
    });
}
