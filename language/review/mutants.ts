// Small changes to a policy, each a mistake that somebody might make: an answer that leads elsewhere, a bound that is one
// off, rules or answers in another order, a list with a value too few or too many, a condition turned around or left out, a version that
// starts a day late, a duty that is missing or applies too often.

import type { Condition } from '../model/condition.js';
import type { Policy } from '../model/policy.js';
import type { Mutant } from './mutant.js';
import { changedAnswers, changedRules } from './mutant-answers.js';
import { changedConditions, changedGuards } from './mutant-conditions.js';
import { changedDuties } from './mutant-duties.js';
import { changedLists, changedScores } from './mutant-vocabulary.js';

/** All changes, in the order of the flow; those of lists, definitions, scores and duties come last. */
export function* mutantsOf(policy: Policy): Generator<Mutant> {
    const seen = new Set<Condition>();
    for (const node of policy.flow) {
        if (policy.flow.some((other) => other.rule === node.rule && other.index < node.index)) continue;
        yield* changedAnswers(policy, node);
        yield* changedGuards(policy, node, seen);
        const [subject] = node.subjects;
        if (node.kind !== 'table' && subject?.value.kind === 'condition') {
            yield* changedConditions(policy, subject.value.condition, node.rule, subject.origin, seen);
        }
        for (const answer of node.answers)
            yield* changedConditions(policy, answer.when, node.rule, answer.labelOrigin, seen);
    }
    yield* changedRules(policy);
    for (const { name, value, origin } of policy.definitions) {
        if (value.kind === 'condition') yield* changedConditions(policy, value.condition, name, origin, seen);
    }
    yield* changedScores(policy, seen);
    yield* changedLists(policy);
    yield* changedDuties(policy, seen);
}
