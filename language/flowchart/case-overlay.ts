// Overlays made from verdicts: the path of one case with its values, and how often each card was touched by many.

import type { Condition } from '../model/condition.js';
import type { Fact, FlowNode, Policy } from '../model/policy.js';
import { printValue } from '../model/print.js';
import type { Facts, Value } from '../model/value.js';
import type { Verdict } from '../run/verdict.js';
import type { DecisionGraph } from './graph.js';
import type { CaseOverlay, CheckMark, CoverageOverlay } from './overlay.js';
import type { Scene } from './scene.js';
import { traceVerdict } from './trace.js';
import { capitalized, spaced, type Vocabulary, vocabularyOf } from './words.js';

export interface DecidedCase {
    readonly title: string;
    readonly facts: Facts;
    readonly verdict: Verdict;
    /** How a condition comes out in this case. */
    readonly truthOf: (condition: Condition) => CheckMark;
    /** Facts that are only supposed. */
    readonly supposed?: readonly string[];
}

export function caseOverlay(policy: Policy, graph: DecisionGraph, scene: Scene, decided: DecidedCase): CaseOverlay {
    const { verdict, facts, title } = decided;
    const trace = traceVerdict(policy, scene, verdict);
    const steps = new Map(verdict.path.map((step) => [step.rule, step]));
    const questions = new Map(graph.questions.map((question) => [question.id, question]));
    const cards = new Map<string, CaseOverlay['cards'][string]>();
    const checks = new Map<string, readonly CheckMark[]>();
    const rows = new Map<string, string>();
    for (const id of trace.cards) {
        const step = steps.get(id);
        const node = step === undefined ? undefined : policy.flow[step.node];
        const values = node === undefined ? [] : valuesOf(policy, node, facts);
        cards.set(id, step === undefined ? { values } : { answer: shownAnswer(graph, step.rule, step.label), values });
        if (step !== undefined && questions.get(id)?.table !== undefined) rows.set(id, step.label);
        const checklist = questions.get(id)?.checklist;
        if (checklist !== undefined && step !== undefined)
            checks.set(
                id,
                checklist.items.map((item) => decided.truthOf(item.condition)),
            );
    }
    for (const part of graph.parts) {
        if (!trace.cards.includes(part.id)) continue;
        const answers = graph.questions
            .filter((question) => question.part === part.id)
            .map((question) => steps.get(question.id));
        const asked = answers.flatMap((step) =>
            step === undefined ? [] : ([step.label === 'yes' ? 'yes' : 'no'] as const),
        );
        checks.set(part.id, asked);
    }
    const stuck = verdict.kind === 'missing' || verdict.kind === 'no-outcome' ? verdict.at : null;
    const stuckAt = stuck === null ? undefined : policy.flow[stuck]?.rule;
    if (stuckAt !== undefined && cards.has(stuckAt))
        cards.set(stuckAt, { answer: verdict.kind === 'missing' ? 'not given' : 'no answer fits', values: [] });
    return {
        title,
        summary: summaryOf(policy, verdict),
        cards: Object.fromEntries(cards),
        edges: trace.edges,
        checks: Object.fromEntries(checks),
        rows: Object.fromEntries(rows),
        supposed: supposedEdges(graph, scene, trace.edges, decided.supposed ?? []),
    };
}

/** Ways on from questions that look at something which is only supposed. */
function supposedEdges(
    graph: DecisionGraph,
    scene: Scene,
    path: readonly string[],
    supposed: readonly string[],
): readonly string[] {
    const facts = new Set(supposed);
    const touched = new Set(
        graph.questions.filter((question) => question.facts.some((fact) => facts.has(fact))).map(({ id }) => id),
    );
    const onPath = new Set(path);
    return scene.edges
        .filter((edge) => onPath.has(edge.id) && edge.answers.some(({ question }) => touched.has(question)))
        .map(({ id }) => id);
}

export function coverageOverlay(policy: Policy, scene: Scene, verdicts: readonly Verdict[]): CoverageOverlay {
    const cards = new Map<string, number>();
    const edges = new Map<string, number>();
    for (const verdict of verdicts) {
        const trace = traceVerdict(policy, scene, verdict);
        for (const id of trace.cards) cards.set(id, (cards.get(id) ?? 0) + 1);
        for (const id of trace.edges) edges.set(id, (edges.get(id) ?? 0) + 1);
    }
    return { cards: Object.fromEntries(cards), edges: Object.fromEntries(edges), cases: verdicts.length };
}

function shownAnswer(graph: DecisionGraph, rule: string, label: string): string {
    const question = graph.questions.find((one) => one.id === rule);
    const exit = question?.exits.find((one) => one.labels.includes(label));
    return exit !== undefined && exit.labels.length === 1 ? exit.text : capitalized(label);
}

/** What the question looked at: the one value, or each with its name. A yes/no fact says no more than the answer does. */
function valuesOf(policy: Policy, node: FlowNode, facts: Facts): readonly string[] {
    const words = vocabularyOf(policy);
    const names = [...new Set(node.subjects.flatMap((subject) => subject.facts))];
    const values = names.flatMap((name) => {
        const fact = policy.facts.find((one) => one.name === name);
        const value = facts.get(name) ?? fact?.default ?? (fact?.maybeUnknown ? null : undefined);
        if (fact === undefined || value === undefined) return [];
        return [{ name, isYesNo: fact.type.kind === 'boolean', text: shownValue(words, fact, value) }];
    });
    const [only] = values;
    if (values.length === 1 && only !== undefined) return only.isYesNo ? [] : [only.text];
    return values.map(({ name, text }) => `${spaced(name)}: ${text}`);
}

/** Values of a choice by their titles, all others as written. */
function shownValue(words: Vocabulary, fact: Fact, value: Value): string {
    const { type } = fact;
    if (value === null || (type.kind !== 'choice' && type.kind !== 'set')) {
        return (
            printValue(value, type) +
            (type.kind === 'number' && type.unit !== undefined && value !== null ? ` ${type.unit}` : '')
        );
    }
    const names = typeof value === 'object' ? value : [String(value)];
    return names.length === 0 ? 'none' : names.map((name) => words.value(fact.name, name)).join(', ');
}

function summaryOf(policy: Policy, verdict: Verdict): string {
    const count = verdict.path.length;
    const path = `Path: ${count} ${count === 1 ? 'question' : 'questions'}.`;
    switch (verdict.kind) {
        case 'outcome': {
            const outcome = policy.outcomes.find((one) => one.name === verdict.outcome);
            return `${path} Outcome: ${outcome?.title ?? capitalized(spaced(verdict.outcome))} (${verdict.decidedBy}).`;
        }
        case 'missing':
            return `${path} Not decided: ${verdict.missing.map(spaced).join(', ')} not given.`;
        case 'no-outcome':
            return `${path} No outcome: the policy is silent.`;
        case 'not-effective':
            return 'The policy does not apply on that date.';
    }
}
