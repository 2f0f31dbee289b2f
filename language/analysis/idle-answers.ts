// What an author could write more shortly: a question that every case answers alike, answers that lead to the same and
// could be one, and values that no rule ever names.

import type { Condition } from '../model/condition.js';
import { eachPart } from '../model/condition-parts.js';
import type { Finding } from '../model/finding.js';
import type { Answer, Fact, FlowNode, Policy, Target } from '../model/policy.js';
import { conditionsOfScore } from './conditions.js';
import { type Diagram, NONE } from './diagram.js';
import type { MachineNode, Place } from './machine.js';
import { isAsked, whyNone } from './reachability.js';
import { finding, type Study } from './study.js';
import { askedCases, casesAt, takenCases } from './walk.js';
import { listed, nameRule } from './words.js';

export function findIdleAnswers(study: Study): readonly Finding[] {
    const { policy } = study;
    return [
        ...policy.flow.flatMap((node, place) => {
            if (node.kind === 'review' || !isAsked(study, place)) return [];
            return [...lonelyAnswer(study, node, place), ...mergeableAnswers(study, node, place)];
        }),
        ...unnamedValues(policy),
    ];
}

// ---- one answer for every case

function lonelyAnswer(study: Study, node: FlowNode, place: Place): readonly Finding[] {
    const { policy, walk, machine, space } = study;
    if (node.answers.length < 2) return [];
    const asked = askedCases(walk, place);
    return node.answers.flatMap((answer, index) => {
        if (answer.form === 'implied' || takenCases(walk, place, index) !== asked) return [];
        const others = node.answers.filter((each) => each !== answer).map(({ label }) => `‘${label}’`);
        const message = `Every case that comes to ${nameRule(policy, node.rule)} answers ‘${answer.label}’: ${listed(others, 'and')} can go, or the question.`;
        const matching = (machine.nodes[place] as MachineNode).answers[index] as Diagram;
        const goal = { place, exit: node.guards.length, cases: space.store.not(matching) };
        return [finding('answer-always', answer.labelOrigin, message, { related: whyNone(study, goal) })];
    });
}

// ---- answers that could be one

function mergeableAnswers(study: Study, node: FlowNode, place: Place): readonly Finding[] {
    const { policy, walk } = study;
    const isLive = (index: number) => takenCases(walk, place, index) !== NONE;
    return node.answers.flatMap((later, second) => {
        if (!isLive(second)) return [];
        const first = node.answers.findIndex((earlier, index) => {
            return (
                index < second && isLive(index) && isAlike(earlier, later) && isFree(study, place, { index, second })
            );
        });
        const earlier = node.answers[first];
        if (!earlier) return [];
        const message = `‘${later.label}’ of ${nameRule(policy, node.rule)} leads to the same as ‘${earlier.label}’: they could be one.`;
        const related = [{ message: `‘${earlier.label}’ leads to the same`, origin: earlier.labelOrigin }];
        return [finding('answers-mergeable', later.labelOrigin, message, { related })];
    });
}

/** Whether two answers say the same of their cases, and can be written as one. */
function isAlike(earlier: Answer, later: Answer): boolean {
    if (!isSameTarget(earlier.target, later.target)) return false;
    // ‘unknown’ on a line of its own says that it was thought of.
    if (earlier.form === 'patterns') return later.form === 'patterns' && !isUnknown(earlier) && !isUnknown(later);
    if (earlier.form !== 'row' || later.form !== 'row') return false;
    // Rows are one if they differ in one column alone, where neither takes everything.
    const apart = (earlier.cells ?? []).flatMap((cell, column) => {
        const other = later.cells?.[column] as Condition;
        return sameText(cell, other) ? [] : [cell, other];
    });
    return apart.length === 2 && apart.every(({ kind }) => kind !== 'constant');
}

function isUnknown({ label }: Answer): boolean {
    return label === 'unknown';
}

function isSameTarget(a: Target, b: Target): boolean {
    if (a.kind !== b.kind || (a.kind === 'decide' && b.kind === 'decide' && a.outcome !== b.outcome)) return false;
    return sameText({ ...a, origin: 0, citations: textsOf(a) }, { ...b, origin: 0, citations: textsOf(b) });
}

function textsOf({ citations = [] }: Target): readonly string[] {
    return citations.map(({ text }) => text);
}

/** Whether two pieces of a policy are written alike, wherever they stand. */
function sameText(a: unknown, b: unknown): boolean {
    const plain = (value: unknown) => JSON.stringify(value, (key, each) => (key === 'origin' ? undefined : each));
    return plain(a) === plain(b);
}

/** Whether no answer between the two takes a case that the later one fits. */
function isFree(study: Study, place: Place, { index, second }: { index: number; second: number }): boolean {
    const { machine, walk, space } = study;
    const { answers } = machine.nodes[place] as MachineNode;
    const fits = space.store.and(answers[second] as Diagram, casesAt(walk, place, index + 1));
    return answers.slice(index + 1, second).every((between) => space.store.and(between, fits) === NONE);
}

// ---- values that no rule names

/** Values of a choice that only ‘otherwise’, ‘-’ and ‘not’ take in, where a question about it names others. */
function unnamedValues(policy: Policy): readonly Finding[] {
    const asked = new Set(
        policy.flow.flatMap(({ subjects }) =>
            subjects.flatMap(({ value }) => (value.kind === 'fact' ? [value.fact] : [])),
        ),
    );
    const named = new Map<string, Set<string>>();
    for (const condition of flowConditions(policy)) {
        for (const part of eachPart(condition)) {
            if (part.kind !== 'member' || !asked.has(part.fact)) continue;
            const values = named.get(part.fact) ?? new Set();
            for (const { value } of part.values) for (const each of value) values.add(each);
            named.set(part.fact, values);
        }
    }
    return policy.facts.flatMap((fact) => {
        const known = named.get(fact.name);
        return known && known.size > 0 ? leftOver(policy, fact, known) : [];
    });
}

function leftOver(policy: Policy, { name, type, origin }: Fact, named: ReadonlySet<string>): readonly Finding[] {
    const choice = type.kind === 'choice' ? policy.choices.find((each) => each.name === type.choice) : undefined;
    const left = (choice?.values ?? []).filter((value) => !named.has(value.name)).map((value) => `‘${value.name}’`);
    if (left.length === 0) return [];
    const more = left.length - MOST_VALUES_TOLD;
    const shown = more > 0 ? [...left.slice(0, MOST_VALUES_TOLD), `${more} more`] : left;
    const message = `No rule names ${listed(shown, 'and')} of ‘${name}’: such a case is only what is left over.`;
    return [finding('value-only-in-otherwise', origin, message)];
}

const MOST_VALUES_TOLD = 6;

/** What decides the way of a case, through definitions and scores too. */
function flowConditions(policy: Policy): readonly Condition[] {
    return [
        ...policy.flow.flatMap((node) => [
            ...node.guards.map(({ guard }) => guard.condition),
            ...node.subjects.flatMap(({ value }) => (value.kind === 'condition' ? [value.condition] : [])),
            ...node.answers.map(({ when }) => when),
        ]),
        ...policy.definitions.flatMap(({ value }) => (value.kind === 'condition' ? [value.condition] : [])),
        ...policy.scores.flatMap(conditionsOfScore),
    ];
}
