// Small changes to a policy, each a mistake that somebody might make: an answer that leads elsewhere, a bound that is one
// off, rules or answers in another order, a list with a value too few or too many, a condition turned around or left out.

import { partsOf } from '../analysis/conditions.js';
import type { Compare, Condition } from '../model/condition.js';
import type { Origin } from '../model/origin.js';
import type { Answer, FlowNode, Policy, Target } from '../model/policy.js';
import { printCondition } from '../model/print.js';
import type { QuantityType } from '../model/type.js';
import { grainOf } from './case-cells.js';
import { versionStartText } from './mutant-words.js';
import { deciding, withAnswers, withConditions } from './rewrite.js';
import { withRulesSwapped } from './rule-order.js';

export type MutantKind = 'answer' | 'bound' | 'order' | 'list' | 'condition';

export interface Mutant {
    readonly kind: MutantKind;
    /** What was changed, in words: `P1: ‘no’ leads to ‘in’ instead of ‘out’`. */
    readonly text: string;
    readonly origin: Origin;
    readonly policy: Policy;
}

/** All changes, in the order of the flow; those of lists, definitions and scores come last. */
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
}

// ---- answers and their order

function* changedAnswers(policy: Policy, node: FlowNode): Generator<Mutant> {
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

function* changedRules(policy: Policy): Generator<Mutant> {
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

// ---- conditions and bounds

function* changedGuards(policy: Policy, node: FlowNode, seen: Set<Condition>): Generator<Mutant> {
    for (const { guard } of node.guards) {
        if (seen.has(guard.condition)) continue;
        const changed = withConditions(policy, (each) =>
            each === guard.condition ? { kind: 'constant', value: 'yes' } : undefined,
        );
        yield {
            kind: 'condition',
            text: `${node.rule}: ‘only when ${guard.text}’ is left out`,
            origin: guard.origin,
            policy: changed,
        };
        yield* changedConditions(policy, guard.condition, node.rule, guard.origin, seen);
    }
}

function* changedConditions(
    policy: Policy,
    condition: Condition,
    where: string,
    place: Origin,
    seen: Set<Condition>,
): Generator<Mutant> {
    if (seen.has(condition) || condition.kind === 'constant') return;
    seen.add(condition);
    const origin = condition.origin ?? place;
    const text = printCondition(condition, policy);
    const change = (kind: MutantKind, what: string, to: Condition): Mutant => {
        const changed = withConditions(policy, (each) => (each === condition ? to : undefined));
        return { kind, text: `${where}: ${what}`, origin, policy: changed };
    };
    switch (condition.kind) {
        case 'compare':
            for (const { form, step, version } of shiftedForms(policy, condition)) {
                yield change('bound', `the bound of ‘${text}’${version} is ${step}`, { ...condition, form });
            }
            return;
        case 'member':
        case 'contains':
            if (condition.category === undefined && condition.values.length === 1) {
                const [only] = condition.values;
                for (const value of only && only.value.length > 1 ? only.value : []) {
                    const values = [{ from: null, value: (only?.value ?? []).filter((each) => each !== value) }];
                    yield change('list', `‘${text}’ without ‘${value}’`, { ...condition, values });
                }
            }
            yield change('condition', `‘${text}’ is turned around`, { kind: 'not', of: condition });
            return;
        case 'fact':
        case 'known':
        case 'definition':
            yield change('condition', `‘${text}’ is turned around`, { kind: 'not', of: condition });
            return;
        case 'and':
        case 'or': {
            const other = condition.kind === 'and' ? 'or' : 'and';
            if (condition.of.length > 1)
                yield change('condition', `‘${text}’ with ‘${other}’ instead of ‘${condition.kind}’`, {
                    ...condition,
                    kind: other,
                });
            for (const [index, part] of condition.of.entries()) {
                if (condition.of.length < 2) break;
                const of = condition.of.filter((_, i) => i !== index);
                yield change('condition', `‘${printCondition(part, policy)}’ is left out`, { ...condition, of });
            }
            break;
        }
        case 'at-least':
            for (const count of [condition.count - 1, condition.count + 1]) {
                yield change('bound', `‘${text}’ wants ${count}`, { ...condition, count });
            }
            break;
        case 'not':
        case 'established':
            break;
        case 'decided-by':
        case 'answered':
        case 'asked':
            return;
    }
    for (const part of partsOf(condition)) yield* changedConditions(policy, part, where, origin, seen);
}

/** The form of each version moved by one step either way. */
function* shiftedForms(
    policy: Policy,
    { form }: Compare,
): Generator<{ readonly form: Compare['form']; readonly step: string; readonly version: string }> {
    for (const [index, { from, value }] of form.entries()) {
        const [first] = value.terms;
        if (!first) continue;
        const type = first.of === 'fact' ? policy.facts.find(({ name }) => name === first.name)?.type : undefined;
        const grain = Math.abs(first.coefficient) * (type ? grainOf(type as QuantityType) : 1);
        const towards = Math.sign(first.coefficient) * grain;
        for (const [step, by] of [
            ['one step lower', towards],
            ['one step higher', -towards],
        ] as const) {
            const moved = form.map((each, i) =>
                i === index ? { from, value: { ...value, constant: value.constant + by } } : each,
            );
            yield { form: moved, step, version: form.length > 1 ? versionStartText(from) : '' };
        }
    }
}

// ---- scores

function* changedScores(policy: Policy, seen: Set<Condition>): Generator<Mutant> {
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

// ---- lists

function* changedLists(policy: Policy): Generator<Mutant> {
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
