// All conditions of a policy. Definitions are named, not entered: whoever lists the conditions of a policy meets each
// definition once, as a condition of its own.

import type { Condition } from '../model/condition.js';
import type { Policy, Score } from '../model/policy.js';

/** Every condition that stands somewhere in the policy, parts not listed. */
export function conditionsOf(policy: Policy): readonly Condition[] {
    const found: Condition[] = [];
    const add = (condition: Condition | undefined) => {
        if (condition) found.push(condition);
    };
    for (const definition of policy.definitions) {
        if (definition.value.kind === 'condition') add(definition.value.condition);
    }
    for (const score of policy.scores) found.push(...conditionsOfScore(score));
    for (const node of policy.flow) {
        for (const { guard } of node.guards) add(guard.condition);
        for (const { value } of node.subjects) if (value.kind === 'condition') add(value.condition);
        for (const answer of node.answers) {
            add(answer.when);
            answer.cells?.forEach(add);
            for (const pattern of answer.patterns) add(pattern.when);
        }
    }
    for (const rule of policy.rules) if (rule.kind === 'principle') add(rule.guard?.condition);
    for (const duty of policy.duties) add(duty.when);
    for (const guarantee of policy.guarantees) add(guarantee.when);
    return found;
}

export function conditionsOfScore(score: Score): readonly Condition[] {
    return score.parts.flatMap((part) => [
        ...(part.guard ? [part.guard] : []),
        ...part.branches.map((branch) => branch.when),
        ...(part.known ? [part.known] : []),
    ]);
}
