// What findings mean for the picture: where cases fall through, what no case comes to, which cards have a problem.
// Findings are matched to the flow by their place in the text, so any producer of findings will do.

import type { Finding } from '../model/finding.js';
import type { Origin } from '../model/origin.js';
import type { Policy } from '../model/policy.js';
import type { Gaps } from './graph.js';
import type { UnreachableOverlay } from './overlay.js';
import type { Scene } from './scene.js';

/** Rules that lack an answer, with the words for the pill. */
export function gapsIn(policy: Policy, findings: readonly Finding[]): Gaps {
    const gaps = new Map<string, string>();
    for (const finding of findings) {
        if (finding.code !== 'no-decision' && finding.code !== 'unknown-not-handled') continue;
        const node = policy.flow.find(
            (one) => one.subjects[0] !== undefined && startsAt(one.subjects[0].origin, finding.origin),
        );
        if (node === undefined) continue;
        const text = finding.code === 'unknown-not-handled' && !gaps.has(node.rule) ? 'unknown' : 'no answer fits';
        gaps.set(node.rule, text);
    }
    return gaps;
}

export function unreachableOverlay(policy: Policy, scene: Scene, findings: readonly Finding[]): UnreachableOverlay {
    const dead = new Set<string>();
    const deadAnswers = new Set<string>();
    for (const finding of findings) {
        if (finding.code === 'step-unreachable' || finding.code === 'review-never') {
            for (const rule of policy.rules) {
                const steps = rule.kind === 'principle' ? rule.steps : [];
                if (startsAt(rule.origin, finding.origin))
                    for (const name of [rule.name, ...steps.map((step) => step.name)]) dead.add(name);
                for (const step of steps) if (startsAt(step.origin, finding.origin)) dead.add(step.name);
            }
        }
        if (finding.code === 'answer-unreachable' || finding.code === 'except-no-effect')
            for (const node of policy.flow)
                for (const answer of node.answers)
                    if (startsAt(answer.origin, finding.origin)) deadAnswers.add(`${node.rule}\n${answer.label}`);
    }
    const edges = scene.edges.filter(
        (edge) =>
            dead.has(edge.from) ||
            (edge.answers.length > 0 &&
                edge.answers.every(
                    ({ question, label }) => dead.has(question) || deadAnswers.has(`${question}\n${label}`),
                )),
    );
    const deadEdges = new Set(edges.map((edge) => edge.id));
    const entered = new Set(scene.edges.flatMap((edge) => (deadEdges.has(edge.id) ? [] : [edge.to])));
    const ends = edges.map((edge) => edge.to).filter((id) => !entered.has(id));
    const outcomes = scene.cards.filter(
        (card) => ends.includes(card.id) && (card.role === 'outcome' || card.role === 'end'),
    );
    const cards = scene.cards.filter((card) => dead.has(card.id));
    return { cards: [...cards, ...outcomes].map((card) => card.id), edges: [...deadEdges] };
}

/** Messages of errors and warnings by the smallest card whose text they stand in. */
export function problemsOn(scene: Scene, findings: readonly Finding[]): Readonly<Record<string, string>> {
    const messages = new Map<string, string[]>();
    for (const finding of findings) {
        if (finding.severity !== 'error' && finding.severity !== 'warning') continue;
        const around = scene.cards.filter((card) => card.origin !== undefined && contains(card.origin, finding.origin));
        const [card] = around.sort((a, b) => lineCount(a.origin) - lineCount(b.origin));
        if (card !== undefined) messages.set(card.id, [...(messages.get(card.id) ?? []), finding.message]);
    }
    return Object.fromEntries([...messages].map(([id, texts]) => [id, texts.join('\n')]));
}

function startsAt(one: Origin, other: Origin): boolean {
    const [a, b] = [one.range.start, other.range.start];
    return one.uri === other.uri && a.line === b.line && a.character === b.character;
}

function contains(outer: Origin, inner: Origin): boolean {
    const [from, at, to] = [outer.range.start, inner.range.start, outer.range.end];
    const isAfter = at.line > from.line || (at.line === from.line && at.character >= from.character);
    const isBefore = at.line < to.line || (at.line === to.line && at.character <= to.character);
    return outer.uri === inner.uri && isAfter && isBefore;
}

function lineCount(origin: Origin | undefined): number {
    return origin === undefined ? 0 : origin.range.end.line - origin.range.start.line;
}
