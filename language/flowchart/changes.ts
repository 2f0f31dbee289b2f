// Draws two policies as one chart: everything of the new one, what the old one had besides, and what differs. Removed
// ways on keep a name of their own, so that nothing old is mistaken for new.

import type { Arrangement, Chart } from './arrange.js';
import { arrange } from './arrange.js';
import { composeCard } from './compose.js';
import type { DecisionGraph, Exit, Question } from './graph.js';
import type { Change, ChangesOverlay } from './overlay.js';

const REMOVED = ' (before)';

export interface Comparison {
    /** The chart of both, to be laid out. */
    readonly chart: Chart;
    readonly graph: DecisionGraph;
    readonly overlay: ChangesOverlay;
}

export function compareCharts(before: DecisionGraph, after: DecisionGraph, arrangement: Arrangement): Comparison {
    const graph = uniteGraphs(before, after);
    const chart = arrange(graph, arrangement);
    const folded = chart.cards.flatMap((card) => (card.kind === 'part' ? [card.part.id] : []));
    const [oldChart, newChart] = [before, after].map((one) => arrange(one, { ...arrangement, folded })) as [
        Chart,
        Chart,
    ];
    const [oldWords, newWords] = [wordsByCard(oldChart), wordsByCard(newChart)];
    const cards = new Map<string, Change>();
    for (const { id } of chart.cards) {
        const was = oldWords.get(id);
        const is = newWords.get(id);
        if (is === undefined) cards.set(id, { kind: 'removed' });
        else if (was === undefined) cards.set(id, { kind: 'added' });
        else if (was !== is) cards.set(id, { kind: 'changed', ...difference(was, is) });
    }
    const [oldLinks, newLinks] = [oldChart, newChart].map(
        (one) => new Map(one.links.map((link) => [link.id, `${link.to}\n${link.text}`])),
    );
    const edges = new Map<string, Change>();
    for (const { id } of chart.links) {
        const was = oldLinks?.get(id);
        const is = newLinks?.get(id);
        if (is === undefined) edges.set(id, { kind: 'removed' });
        else if (was === undefined) edges.set(id, { kind: 'added' });
        else if (was !== is) edges.set(id, { kind: 'changed', before: '', after: '' });
    }
    return { chart, graph, overlay: { cards: Object.fromEntries(cards), edges: Object.fromEntries(edges) } };
}

function uniteGraphs(before: DecisionGraph, after: DecisionGraph): DecisionGraph {
    const questions: Question[] = after.questions.map((question) => {
        const old = before.questions.find((one) => one.id === question.id);
        const gone = (old?.exits ?? []).filter((exit) => !question.exits.some((other) => isSameExit(exit, other)));
        return { ...question, exits: [...question.exits, ...gone.map(removedExit)] };
    });
    let position = 0;
    for (const question of before.questions) {
        const at = questions.findIndex((one) => one.id === question.id);
        if (at >= 0) position = at + 1;
        else questions.splice(position++, 0, { ...question, exits: question.exits.map(removedExit) });
    }
    const parts = [...after.parts, ...before.parts.filter((part) => !after.parts.some((one) => one.id === part.id))];
    return { ...after, parts, questions };
}

function isSameExit(one: Exit, other: Exit): boolean {
    if (one.id !== other.id || one.to.kind !== other.to.kind) return false;
    if (one.to.kind === 'question') return other.to.kind === 'question' && one.to.question === other.to.question;
    return one.to.kind === 'end' || (other.to.kind === 'outcome' && one.to.outcome === other.to.outcome);
}

function removedExit(exit: Exit): Exit {
    return { ...exit, id: exit.id + REMOVED };
}

/** All that stands on each card and on its pills, without numbers. */
function wordsByCard(chart: Chart): ReadonlyMap<string, string> {
    const pills = new Map<string, string[]>();
    for (const link of chart.links) pills.set(link.from, [...(pills.get(link.from) ?? []), link.text]);
    return new Map(
        chart.cards.map((card) => [
            card.id,
            [composeCard(card, () => '', 0).label, ...(pills.get(card.id) ?? []).sort()].join(' · '),
        ]),
    );
}

/** The one pair of words that differs, else the words between what both have in common at their start and end. */
function difference(before: string, after: string): { readonly before: string; readonly after: string } {
    const [a, b] = [before.split(' '), after.split(' ')];
    if (a.length === b.length) {
        const pairs = new Set(
            a.flatMap((word, index) => (word === b[index] ? [] : [`${bare(word)}\n${bare(b[index] ?? '')}`])),
        );
        const [was = '', is = ''] = [...pairs][0]?.split('\n') ?? [];
        if (pairs.size === 1) return { before: was, after: is };
    }
    let start = 0;
    while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
    let end = 0;
    while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
    const middle = (words: readonly string[]): string => bare(words.slice(start, words.length - end).join(' '));
    return { before: middle(a), after: middle(b) };
}

function bare(text: string): string {
    return text.replace(/[.,;:?]+$/u, '');
}
