// Answers that lead elsewhere, are left out or come in another order, and rules in another order. The nodes of one review
// change together.

import type { Answer, FlowNode, Policy, Target } from '../model/policy.js';
import type { Mutant } from './mutant.js';
import { deciding, withAnswers } from './rewrite.js';
import { withRulesSwapped } from './rule-order.js';

export function* changedAnswers(policy: Policy, node: FlowNode): Generator<Mutant> {
    const inRule = (change: (answers: readonly Answer[], at: FlowNode) => readonly Answer[]) =>
        withAnswers(policy, (each) => (each.rule === node.rule ? change(each.answers, each) : each.answers));
    for (const [index, answer] of node.answers.entries()) {
        const { label, target, labelOrigin: origin } = answer;
        const name = `${node.rule}: ‘${label}’`;
        if (target.kind === 'decide') {
            const at = policy.outcomes.findIndex((outcome) => outcome.name === target.outcome);
            const other = policy.outcomes[(at + 1) % policy.outcomes.length]?.name;
            if (other !== undefined && other !== target.outcome) {
                const changed = inRule((answers, each) =>
                    put(answers, index, (old) => ({ ...old, target: deciding(policy, each, other, old.target) })),
                );
                yield {
                    kind: 'answer',
                    text: `${name} leads to ‘${other}’ instead of ‘${target.outcome}’`,
                    origin,
                    policy: changed,
                };
            }
        }
        if (answer.form !== 'implied') {
            const changed = inRule((answers) => answers.filter((_, i) => i !== index));
            yield { kind: 'answer', text: `${name} is left out`, origin, policy: changed };
        }
        const next = node.answers[index + 1];
        if (!next || node.answers.some((each) => each.target.kind === 'stand' && node.kind !== 'review')) continue;
        if (!isSameTarget(target, next.target)) {
            const changed = inRule((answers) => {
                const [a, b] = [answers[index] as Answer, answers[index + 1] as Answer];
                return put(
                    put(answers, index, (old) => ({ ...old, target: b.target })),
                    index + 1,
                    (old) => ({ ...old, target: a.target }),
                );
            });
            yield {
                kind: 'answer',
                text: `${name} and ‘${next.label}’ lead where the other should`,
                origin,
                policy: changed,
            };
        }
        if (
            next.form === answer.form &&
            (answer.form === 'row' || answer.form === 'except' || node.subjects.length > 1)
        ) {
            const changed = inRule((answers) => {
                const [a, b] = [answers[index] as Answer, answers[index + 1] as Answer];
                return put(
                    put(answers, index, () => b),
                    index + 1,
                    () => a,
                );
            });
            yield {
                kind: 'order',
                text: `${node.rule}: ‘${next.label}’ comes before ‘${label}’`,
                origin,
                policy: changed,
            };
        }
    }
}

function put(answers: readonly Answer[], index: number, change: (answer: Answer) => Answer): readonly Answer[] {
    return answers.map((answer, i) => (i === index ? change(answer) : answer));
}

function isSameTarget(a: Target, b: Target): boolean {
    if (a.kind !== b.kind) return false;
    if (a.kind === 'go' && b.kind === 'go') return a.to === b.to;
    if (a.kind === 'decide' && b.kind === 'decide') return a.outcome === b.outcome;
    return true;
}

export function* changedRules(policy: Policy): Generator<Mutant> {
    for (const [index, first] of policy.rules.entries()) {
        const second = policy.rules[index + 1];
        if (first.kind !== 'principle' || second?.kind !== 'principle') continue;
        const changed = withRulesSwapped(policy, first, second);
        if (!changed) continue;
        yield {
            kind: 'order',
            text: `${second.name} comes before ${first.name}`,
            origin: second.nameOrigin,
            policy: changed,
        };
    }
}
