// The decision graph of a policy: its questions with their ways on, in words for people and free of any layout. Ids are
// qualified names of the policy, so that a picture, a path and a text can be laid over each other. Exemptions and
// reviews are questions too; nothing is joined here that the flow does not join.

import type { Condition } from '../model/condition.js';
import type { Origin } from '../model/origin.js';
import type { Answer, FlowNode, Policy, Rule, Step, Target, Tone } from '../model/policy.js';
import { destination } from '../model/target.js';
import { describeAnswers } from './answers.js';
import { capitalized, describeCondition, spaced, type Vocabulary, vocabularyOf } from './words.js';

export interface DecisionGraph {
    readonly policy: string;
    readonly title: string;
    /** Id of the first question; absent if the policy has no rules. */
    readonly start?: string;
    /** Principles with steps, in file order. */
    readonly parts: readonly Part[];
    /** In the order of the flow. */
    readonly questions: readonly Question[];
}

export interface Part {
    readonly id: string;
    readonly title: string;
    readonly citations: readonly string[];
    readonly notes: readonly string[];
    readonly origin: Origin;
}

export interface Question {
    /** The rule or step: `M`, `P4.a`. The flow nodes of one review are one question. */
    readonly id: string;
    readonly kind: FlowNode['kind'];
    readonly title?: string;
    readonly part?: string;
    readonly text: string;
    /** `only when`, one each. */
    readonly guards: readonly string[];
    readonly checklist?: Checklist;
    readonly table?: Grid;
    readonly citations: readonly string[];
    readonly notes: readonly string[];
    readonly facts: readonly string[];
    readonly exits: readonly Exit[];
    /** Reviews only: the would-be outcomes that it looks at. */
    readonly reviewing: readonly OutcomeName[];
    /** Some chain of answers leads here from the first question. */
    readonly reachable: boolean;
    /** The whole rule or step, and its name in it. */
    readonly origin: Origin;
    readonly nameOrigin: Origin;
}

/** Several conditions that a question asks at once. */
export interface Checklist {
    readonly heading: string;
    readonly items: readonly { readonly text: string; readonly condition: Condition }[];
}

/** A table: one row an answer. */
export interface Grid {
    readonly columns: readonly string[];
    readonly rows: readonly { readonly answer: string; readonly cells: readonly string[] }[];
}

/** A way on. Answers that lead to the same place share one. */
export interface Exit {
    /** The question's id and the first label: `P1/no`. */
    readonly id: string;
    /** An answer, the way past a question whose `only when` is not met, or what no answer is written for. */
    readonly kind: 'answer' | 'skip' | 'gap';
    /** Labels of the answers as the model names them; empty on the other two. */
    readonly labels: readonly string[];
    /** As shown on the picture. */
    readonly text: string;
    readonly to: Destination;
    readonly origin: Origin;
}

export type Destination =
    | { readonly kind: 'question'; readonly question: string }
    | OutcomeDestination
    | { readonly kind: 'end' };

export interface OutcomeName {
    readonly outcome: string;
    readonly title: string;
    readonly tone: Tone;
}

export interface OutcomeDestination extends OutcomeName {
    readonly kind: 'outcome';
    readonly reason?: string;
    readonly citations: readonly string[];
    /** The review that still looks at it. */
    readonly review?: string;
    /** A review let the outcome stand as it was; `outcome` is empty if it looks at several. */
    readonly stands: boolean;
}

/** Rules that have no answer for some case, as proved by the analysis, with what these cases have in common. */
export type Gaps = ReadonlyMap<string, string>;

export function decisionGraph(policy: Policy, gaps: Gaps = new Map()): DecisionGraph {
    const words = vocabularyOf(policy);
    const rules = rulesByName(policy.rules);
    const reachable = reachableNodes(policy);
    const nodesByRule = new Map<string, FlowNode[]>();
    for (const node of policy.flow) nodesByRule.set(node.rule, [...(nodesByRule.get(node.rule) ?? []), node]);
    const questions = [...nodesByRule].map(([name, nodes]): Question => {
        const [node] = nodes as [FlowNode];
        const rule = rules.get(name);
        const title = rule?.rule.title;
        const reviewing = nodes.flatMap((one) =>
            one.reviewing === undefined ? [] : [outcomeOf(policy, one.reviewing)],
        );
        return {
            id: name,
            kind: node.kind,
            ...(title === undefined ? {} : { title }),
            ...(rule?.part === undefined ? {} : { part: rule.part }),
            ...askedOf(node, title, words),
            guards: node.guards.map(({ guard }) => guardText(guard.condition, words)),
            citations: rule?.rule.citations.map((citation) => citation.text) ?? [],
            notes: rule?.rule.notes ?? [],
            facts: node.facts,
            exits: [...exitsOf(nodes, policy, words), ...gapOf(node, gaps)],
            reviewing,
            reachable: nodes.some((one) => reachable.has(one.index)),
            origin: rule?.rule.origin ?? node.origin,
            nameOrigin: rule?.rule.nameOrigin ?? node.origin,
        };
    });
    return {
        policy: policy.name,
        title: policy.title ?? capitalized(spaced(policy.name)),
        ...(policy.start === null ? {} : { start: policy.flow[policy.start]?.rule ?? '' }),
        parts: policy.rules.flatMap((rule) =>
            rule.kind === 'principle' && rule.steps.length > 0 ? [partOf(rule)] : [],
        ),
        questions,
    };
}

function partOf(rule: Rule): Part {
    const citations = rule.citations.map((citation) => citation.text);
    return { id: rule.name, title: rule.title ?? '', citations, notes: rule.notes, origin: rule.origin };
}

function rulesByName(rules: readonly Rule[]): ReadonlyMap<string, { rule: Rule | Step; part?: string }> {
    const found = new Map<string, { rule: Rule | Step; part?: string }>();
    for (const rule of rules) {
        found.set(rule.name, { rule });
        if (rule.kind === 'principle')
            for (const step of rule.steps) found.set(step.name, { rule: step, part: rule.name });
    }
    return found;
}

function reachableNodes(policy: Policy): ReadonlySet<number> {
    const found = new Set<number>();
    const open = policy.start === null ? [] : [policy.start];
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
        const node = policy.flow[index];
        if (node === undefined || found.has(index)) continue;
        found.add(index);
        for (const target of [
            ...node.guards.map((guard) => guard.skip),
            ...node.answers.map((answer) => answer.target),
        ]) {
            const next = destination(target);
            if (next !== null) open.push(next);
        }
    }
    return found;
}

type Asked = Pick<Question, 'text' | 'checklist' | 'table'>;

/** A question that is only an expression is put into words; its parts, if it has any, become a checklist. */
function askedOf(node: FlowNode, title: string | undefined, words: Vocabulary): Asked {
    const [subject] = node.subjects;
    if (node.kind === 'table') {
        const columns = node.subjects.map((column) => capitalized(subjectText(column, words)));
        const rows = node.answers.map((answer) => ({
            answer: answer.label,
            cells: (answer.cells ?? []).map((cell, column) => cellText(cell, node.subjects[column]?.text ?? '', words)),
        }));
        return { text: title ?? columns.join(', '), table: { columns, rows } };
    }
    if (subject === undefined) return { text: node.question };
    const checklist = subject.value.kind === 'condition' ? checklistOf(subject.value.condition, words) : undefined;
    const written = node.question !== subject.text;
    if (checklist !== undefined) return { text: written ? node.question : nameOf(subject, title, words), checklist };
    return { text: written ? node.question : capitalized(subjectText(subject, words)) };
}

type Subject = FlowNode['subjects'][number];

function nameOf(subject: Subject, title: string | undefined, words: Vocabulary): string {
    const condition = subject.value.kind === 'condition' ? subject.value.condition : undefined;
    if (condition?.kind === 'definition') return capitalized(words.definition(condition.name).title);
    return title ?? capitalized(subjectText(subject, words));
}

function subjectText(subject: Subject, words: Vocabulary): string {
    switch (subject.value.kind) {
        case 'condition':
            return describeCondition(subject.value.condition, words);
        case 'fact':
            return words.question(subject.value.fact) ?? spaced(subject.value.fact);
        case 'quantity':
            return subject.text;
    }
}

function cellText(cell: Condition, subject: string, words: Vocabulary): string {
    if (cell.kind === 'constant' && cell.value === 'yes') return '–';
    const text = describeCondition(cell, words);
    for (const start of [`${subject} is `, `${spaced(subject)} is `, `${subject} `, `${spaced(subject)} `])
        if (text.startsWith(start)) return text.slice(start.length);
    return text;
}

const CHECKLIST_ITEMS = { min: 2, max: 8 };

function checklistOf(condition: Condition, words: Vocabulary): Checklist | undefined {
    switch (condition.kind) {
        case 'established':
            return checklistOf(condition.of, words);
        case 'definition': {
            const defined = words.definition(condition.name).condition;
            return defined && checklistOf(defined, words);
        }
        case 'and':
        case 'or':
        case 'at-least': {
            const { min, max } = CHECKLIST_ITEMS;
            if (condition.of.length < min || condition.of.length > max) return undefined;
            return {
                heading:
                    condition.kind === 'and'
                        ? 'ALL of these'
                        : condition.kind === 'or'
                          ? 'ANY of these'
                          : `AT LEAST ${condition.count} of these`,
                items: condition.of.map((one) => ({
                    text: capitalized(describeCondition(one, words)),
                    condition: one,
                })),
            };
        }
        default:
            return undefined;
    }
}

function guardText(condition: Condition, words: Vocabulary): string {
    const text = describeCondition(condition, words);
    return condition.kind === 'fact' && text.endsWith('?') ? `${text} – Yes` : text;
}

function exitsOf(nodes: readonly FlowNode[], policy: Policy, words: Vocabulary): readonly Exit[] {
    const [node] = nodes as [FlowNode];
    const exits: Exit[] = [];
    node.guards.forEach(({ guard, skip }, index) => {
        const to = destinationOf(skip, nodes, policy);
        if (exits.some((exit) => sameDestination(exit.to, to))) return;
        exits.push({
            id: index === 0 ? `${node.rule}/skip` : `${node.rule}/skip ${index + 1}`,
            kind: 'skip',
            labels: [],
            text: index > 0 ? 'step does not apply' : 'does not apply',
            to,
            origin: guard.origin,
        });
    });
    const groups: { readonly answers: Answer[]; readonly to: Destination }[] = [];
    for (const answer of node.answers) {
        const to = destinationOf(answer.target, nodes, policy);
        const group = groups.find((other) => sameDestination(other.to, to));
        if (group) group.answers.push(answer);
        else groups.push({ answers: [answer], to });
    }
    for (const { answers, to } of groups) {
        const [first] = answers as [Answer];
        exits.push({
            id: `${node.rule}/${first.label}`,
            kind: 'answer',
            labels: answers.map((answer) => answer.label),
            text: describeAnswers(node, answers, words),
            to,
            origin: first.origin,
        });
    }
    return exits;
}

function gapOf(node: FlowNode, gaps: Gaps): readonly Exit[] {
    const text = gaps.get(node.rule);
    if (text === undefined) return [];
    return [{ id: `${node.rule}/gap`, kind: 'gap', labels: [], text, to: { kind: 'end' }, origin: node.origin }];
}

function destinationOf(target: Target, nodes: readonly FlowNode[], policy: Policy): Destination {
    switch (target.kind) {
        case 'go':
            return { kind: 'question', question: ruleAt(policy, target.to) };
        case 'decide':
            return {
                kind: 'outcome',
                ...outcomeOf(policy, target.outcome),
                ...(target.reason === undefined ? {} : { reason: target.reason }),
                citations: target.citations.map((citation) => citation.text),
                ...(target.then === null ? {} : { review: ruleAt(policy, target.then) }),
                stands: false,
            };
        case 'stand': {
            const names = nodes.map((node) => outcomeOf(policy, node.reviewing ?? ''));
            const [first] = names as [OutcomeName];
            const tone = names.every((name) => name.tone === first.tone) ? first.tone : 'neutral';
            return {
                kind: 'outcome',
                ...(names.length === 1 ? first : { outcome: '', title: 'The outcome stands', tone }),
                citations: [],
                ...(target.then === null ? {} : { review: ruleAt(policy, target.then) }),
                stands: true,
            };
        }
        case 'end':
            return { kind: 'end' };
    }
}

function ruleAt(policy: Policy, node: number): string {
    return policy.flow[node]?.rule ?? '';
}

function sameDestination(one: Destination, other: Destination): boolean {
    if (one.kind === 'question') return other.kind === 'question' && one.question === other.question;
    if (one.kind === 'end') return other.kind === 'end';
    return (
        other.kind === 'outcome' &&
        one.outcome === other.outcome &&
        one.reason === other.reason &&
        one.stands === other.stands &&
        one.review === other.review &&
        one.citations.join('\n') === other.citations.join('\n')
    );
}

function outcomeOf(policy: Policy, name: string): OutcomeName {
    const outcome = policy.outcomes.find((one) => one.name === name);
    return { outcome: name, title: outcome?.title ?? capitalized(spaced(name)), tone: outcome?.tone ?? 'neutral' };
}
