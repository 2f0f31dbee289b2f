// Policies with something in them replaced. Conditions are replaced by identity, wherever they stand, so that a question and
// its answers change together; what does not change keeps its identity. Guarantees are left as they are: they are what
// a changed policy is measured by.

import type { Condition } from '../model/condition.js';
import { mapSame, withParts } from '../model/condition-parts.js';
import type { Answer, FlowNode, Policy, Target } from '../model/policy.js';

/** What to put in place of a condition; undefined leaves it. */
export type Replace = (condition: Condition) => Condition | undefined;

export function withConditions(policy: Policy, replace: Replace): Policy {
    const known = new Map<Condition, Condition>();
    const on = (condition: Condition): Condition => {
        const found = known.get(condition) ?? replace(condition) ?? withParts(condition, on);
        known.set(condition, found);
        return found;
    };
    return {
        ...policy,
        definitions: mapSame(policy.definitions, (definition) => {
            if (definition.value.kind !== 'condition') return definition;
            const condition = on(definition.value.condition);
            return condition === definition.value.condition
                ? definition
                : { ...definition, value: { kind: 'condition', condition } };
        }),
        scores: mapSame(policy.scores, (score) => {
            const parts = mapSame(score.parts, (part) => {
                const branches = mapSame(part.branches, (branch) => {
                    const when = on(branch.when);
                    return when === branch.when ? branch : { ...branch, when };
                });
                const guard = part.guard && on(part.guard);
                if (branches === part.branches && guard === part.guard) return part;
                return { ...part, branches, ...(guard ? { guard } : {}) };
            });
            return parts === score.parts ? score : { ...score, parts };
        }),
        flow: mapSame(policy.flow, (node) => {
            const guards = mapSame(node.guards, (each) => {
                const condition = on(each.guard.condition);
                return condition === each.guard.condition ? each : { ...each, guard: { ...each.guard, condition } };
            });
            const answers = mapSame(node.answers, (answer) => {
                const when = on(answer.when);
                return when === answer.when ? answer : { ...answer, when };
            });
            return guards === node.guards && answers === node.answers ? node : { ...node, guards, answers };
        }),
        duties: mapSame(policy.duties, (duty) => {
            const when = duty.when && on(duty.when);
            return when === duty.when ? duty : { ...duty, ...(when ? { when } : {}) };
        }),
    };
}

/** The policy with some nodes changed. */
export function withNodes(policy: Policy, change: (node: FlowNode) => FlowNode): Policy {
    return { ...policy, flow: mapSame(policy.flow, change) };
}

/** The policy with the answers of some nodes changed. */
export function withAnswers(policy: Policy, change: (node: FlowNode) => readonly Answer[]): Policy {
    return withNodes(policy, (node) => {
        const answers = change(node);
        return answers === node.answers ? node : { ...node, answers };
    });
}

/** The target that decides `outcome` at the node: the first review after it that looks at the outcome comes next. */
export function deciding(policy: Policy, node: FlowNode, outcome: string, like: Target): Target {
    const review = policy.flow.find(
        (other) =>
            other.kind === 'review' &&
            other.reviewing === outcome &&
            other.index > node.index &&
            other.rule !== node.rule,
    );
    return { kind: 'decide', outcome, citations: [], then: review?.index ?? null, origin: like.origin };
}
