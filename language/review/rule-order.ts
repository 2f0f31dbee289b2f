// Two principles that follow one another, in the other order: whatever led to the first leads to the second, the second
// leads to the first, and the first to what came after both.

import type { FlowNode, Policy, Principle, Target } from '../model/policy.js';
import { belongsTo } from '../run/path.js';

/** The policy with the principles swapped; undefined where one sends cases into the other by name. */
export function withRulesSwapped(policy: Policy, first: Principle, second: Principle): Policy | undefined {
    const ofFirst = policy.flow.filter((node) => belongsTo(node.rule, first.name));
    const ofSecond = policy.flow.filter((node) => belongsTo(node.rule, second.name));
    const [a, b] = [ofFirst[0]?.index, ofSecond[0]?.index];
    if (a === undefined || b === undefined || b !== a + ofFirst.length) return undefined;
    const c = b + ofSecond.length;
    const position = (index: number) => {
        if (index < a || index >= c) return index;
        return index < b ? index + ofSecond.length : index - ofFirst.length;
    };
    const past = ofSecond.flatMap(targetsOf).find((target) => isPast(target, c));
    let isPossible = true;
    const moved = (target: Target, from: FlowNode): Target => {
        if (target.kind !== 'go') {
            if (!isPast(target, c) || from.index < b || from.index >= c) return target;
            return { kind: 'go', to: position(a), written: 'next', origin: target.origin };
        }
        const { to } = target;
        const isNext = target.written === 'next';
        if (from.index < a) return { ...target, to: isNext && to === a ? position(b) : position(to) };
        if (from.index < b && to >= b) {
            if (isNext && to === b && past) return { ...past, origin: target.origin };
            if (to < c) isPossible = false;
            return target;
        }
        if (from.index >= b && from.index < c && to === c && isNext) return { ...target, to: position(a) };
        return { ...target, to: position(to) };
    };
    const flow = policy.flow.map((node): FlowNode => {
        return {
            ...node,
            index: position(node.index),
            guards: node.guards.map((each) => ({ ...each, skip: moved(each.skip, node) })),
            answers: node.answers.map((answer) => ({ ...answer, target: moved(answer.target, node) })),
        };
    });
    if (!isPossible) return undefined;
    const start = policy.start === a ? position(b) : policy.start;
    return { ...policy, start, flow: flow.sort((left, right) => left.index - right.index) };
}

function targetsOf(node: FlowNode): readonly Target[] {
    return [...node.guards.map(({ skip }) => skip), ...node.answers.map(({ target }) => target)];
}

/** Whether a target leaves the two principles by their end. */
function isPast(target: Target, end: number): boolean {
    return target.kind === 'end' || (target.kind === 'go' && target.to === end && target.written === 'next');
}
