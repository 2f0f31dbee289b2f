// Scores with a point too many, and lists with a value too few or too many.

import type { Condition } from '../model/condition.js';
import type { Policy } from '../model/policy.js';
import { lateText, type Mutant, startingLate, versionStartText } from './mutant.js';
import { changedConditions } from './mutant-conditions.js';
import { withConditions } from './rewrite.js';

export function* changedScores(policy: Policy, seen: Set<Condition>): Generator<Mutant> {
    for (const [at, score] of policy.scores.entries()) {
        for (const [index, part] of score.parts.entries()) {
            for (const [which, branch] of part.branches.entries()) {
                const { label, points, origin } = branch;
                const branches = part.branches.map((each, i) => (i === which ? { ...each, points: points + 1 } : each));
                const parts = score.parts.map((each, i) => (i === index ? { ...part, branches } : each));
                const scores = policy.scores.map((each, i) => (i === at ? { ...score, parts } : each));
                yield {
                    kind: 'bound',
                    text: `${score.name}: one point more for ‘${label}’`,
                    origin,
                    policy: { ...policy, scores },
                };
                yield* changedConditions(policy, branch.when, score.name, origin, seen);
            }
            if (part.guard) yield* changedConditions(policy, part.guard, score.name, part.origin, seen);
        }
    }
}

export function* changedLists(policy: Policy): Generator<Mutant> {
    for (const { name, choice, members, origin } of policy.categories) {
        const values = policy.choices.find((each) => each.name === choice)?.values.map((value) => value.name) ?? [];
        for (const [index, version] of members.entries()) {
            const when = members.length > 1 ? versionStartText(version.from) : '';
            const listing = (list: readonly string[], text: string): Mutant => {
                const policyThen = withConditions(policy, (each) => {
                    if ((each.kind !== 'member' && each.kind !== 'contains') || each.category !== name)
                        return undefined;
                    return {
                        ...each,
                        values: each.values.map((old, i) => (i === index ? { ...old, value: list } : old)),
                    };
                });
                return { kind: 'list', text: `${name}${when}: ${text}`, origin, policy: policyThen };
            };
            const late = startingLate(members, index);
            if (late) {
                const policyThen = withConditions(policy, (each) => {
                    if ((each.kind !== 'member' && each.kind !== 'contains') || each.category !== name)
                        return undefined;
                    return { ...each, values: startingLate(each.values, index) ?? each.values };
                });
                yield { kind: 'version', text: `${name}: ${lateText(version.from)}`, origin, policy: policyThen };
            }
            for (const value of version.value)
                yield listing(
                    version.value.filter((each) => each !== value),
                    `‘${value}’ is left out`,
                );
            const stranger = values.find((value) => !version.value.includes(value));
            if (stranger !== undefined) {
                yield listing(
                    values.filter((value) => value === stranger || version.value.includes(value)),
                    `‘${stranger}’ is on the list`,
                );
            }
        }
    }
}
