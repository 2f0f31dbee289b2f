// Recognizes parts that are one long AND or OR: every question has the same way out and the same way on, so that the
// part, folded, is a checklist.

import type { Destination, Exit, Question } from './graph.js';

export interface Chain {
    /** `all`: a no to any question leads out at once; `any`: a yes does. */
    readonly kind: 'all' | 'any';
}

/** The chain that some questions form, in their order; undefined if they form none. */
export function chainOf(questions: readonly Question[]): Chain | undefined {
    if (questions.length < 2) return undefined;
    if (isChain(questions, 'all')) return { kind: 'all' };
    return isChain(questions, 'any') ? { kind: 'any' } : undefined;
}

/** What stands on the pill of a folded chain for one of its ways out. */
export function chainPill(chain: Chain, exit: Exit): string {
    if (chain.kind === 'all') return isYes(exit) ? 'Yes to all' : 'Not to all';
    return isYes(exit) ? 'Yes to any' : 'Yes to none';
}

function isChain(questions: readonly Question[], kind: Chain['kind']): boolean {
    const ways = questions.map((question) => {
        const [first, second, ...more] = question.exits;
        if (first === undefined || second === undefined || more.length > 0) return undefined;
        const yes = isYes(first) ? first : isYes(second) ? second : undefined;
        const other = yes === first ? second : first;
        if (yes === undefined || other.kind !== 'answer') return undefined;
        return kind === 'all' ? { on: yes, out: other } : { on: other, out: yes };
    });
    const exit = ways[0]?.out.to;
    return ways.every((way, index) => {
        if (way === undefined || exit === undefined || !leadsAlike(way.out.to, exit)) return false;
        const next = questions[index + 1];
        const { to } = way.on;
        return next === undefined ? !leadsAlike(to, exit) : to.kind === 'question' && to.question === next.id;
    });
}

function isYes(exit: Exit): boolean {
    return exit.kind === 'answer' && exit.labels.length === 1 && exit.labels[0] === 'yes';
}

function leadsAlike(one: Destination, other: Destination): boolean {
    return JSON.stringify(one) === JSON.stringify(other);
}
