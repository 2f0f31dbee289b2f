// Arranges a decision graph as cards and links: outcomes repeated where they are reached, parts drawn as containers or
// folded to one card, reviews and unreachable questions set apart. What stands in different sections is never linked,
// only referred to.

import { type Chain, chainOf, chainPill } from './chains.js';
import type { DecisionGraph, Exit, OutcomeDestination, Part, Question } from './graph.js';

export interface Chart {
    readonly title: string;
    readonly sections: readonly Section[];
    readonly groups: readonly Group[];
    readonly cards: readonly Card[];
    readonly links: readonly Link[];
}

export type SectionKind = 'main' | 'reviews' | 'unreachable';

export interface Section {
    readonly kind: SectionKind;
    readonly title?: string;
    readonly note?: string;
}

export interface Group {
    readonly id: string;
    readonly section: SectionKind;
    readonly part: Part;
}

export type Card = { readonly id: string; readonly section: SectionKind; readonly group?: string } & (
    | { readonly kind: 'start'; readonly text: string }
    | { readonly kind: 'question'; readonly question: Question }
    | { readonly kind: 'part'; readonly part: Part; readonly questions: readonly Question[]; readonly chain?: Chain }
    | { readonly kind: 'outcome'; readonly outcome: OutcomeDestination }
    | { readonly kind: 'end' }
    | Entry
    | Reference
);

/** Where a review begins, or where a sheet is entered: from these questions. */
export interface Entry {
    readonly kind: 'entry';
    readonly text: string;
    readonly from: readonly { readonly question: string; readonly sheet?: number }[];
}

/** Stands for a question that is drawn elsewhere. */
export interface Reference {
    readonly kind: 'reference';
    readonly question: string;
    readonly text: string;
    readonly sheet?: number;
}

export interface Link {
    readonly id: string;
    readonly from: string;
    readonly to: string;
    readonly kind: 'start' | Exit['kind'];
    /** The answers that it stands for, as question and label. */
    readonly answers: readonly { readonly question: string; readonly label: string }[];
    readonly text: string;
}

export interface Arrangement {
    readonly outcomes: 'repeated' | 'shared';
    /** Ids of the parts folded to one card; `auto` folds all of them where the chart would have too many cards. */
    readonly folded: 'auto' | readonly string[];
}

export const DEFAULT_ARRANGEMENT: Arrangement = { outcomes: 'repeated', folded: 'auto' };

/** Above this many cards a picture is not taken in any more, so parts are folded. */
const MOST_CARDS_UNFOLDED = 60;

/** Above this many cards a reader loses the way among several open parts. */
const MOST_CARDS_FREELY_UNFOLDED = 300;

/** Whether a chart without folded parts is so large that one part should be open at a time. */
export function isLarge(graph: DecisionGraph, outcomes: Arrangement['outcomes']): boolean {
    return arrangeWith(graph, outcomes, new Set()).cards.length > MOST_CARDS_FREELY_UNFOLDED;
}

export function arrange(graph: DecisionGraph, arrangement: Arrangement): Chart {
    if (arrangement.folded !== 'auto') return arrangeWith(graph, arrangement.outcomes, new Set(arrangement.folded));
    const open = arrangeWith(graph, arrangement.outcomes, new Set());
    if (open.cards.length <= MOST_CARDS_UNFOLDED) return open;
    return arrangeWith(graph, arrangement.outcomes, new Set(graph.parts.map((part) => part.id)));
}

function arrangeWith(graph: DecisionGraph, outcomes: Arrangement['outcomes'], folded: ReadonlySet<string>): Chart {
    const questions = new Map(graph.questions.map((question) => [question.id, question]));
    const parts = new Map(graph.parts.map((part) => [part.id, part]));
    const containers = new Set(
        graph.parts.filter((part) => !folded.has(part.id) && mayBeContainer(graph, part.id)).map((part) => part.id),
    );
    const cards = new Map<string, Card>();
    const links = new Map<string, Link>();

    if (graph.start !== undefined) cards.set('start', { id: 'start', section: 'main', kind: 'start', text: 'Start' });
    for (const question of graph.questions) placeQuestion(question);
    if (graph.start !== undefined)
        addLink({ id: 'start', from: 'start', to: cardOf(graph.start), kind: 'start', answers: [], text: '' });
    for (const question of graph.questions) for (const exit of question.exits) placeExit(question, exit);

    const used = new Set([...cards.values()].map((card) => card.section));
    const groups = [...new Set([...cards.values()].flatMap((card) => card.group ?? []))];
    return {
        title: graph.title,
        sections: SECTIONS.filter((section) => used.has(section.kind)),
        groups: groups.map((id) => {
            const part = parts.get(id) as Part;
            return { id: part.id, section: sectionOf(firstOf(id)), part };
        }),
        cards: [...cards.values()],
        links: [...links.values()],
    };

    function placeQuestion(question: Question): void {
        const section = sectionOf(question);
        if (question.part !== undefined && isFoldedAway(question)) {
            const members = graph.questions.filter((other) => other.part === question.part && isFoldedAway(other));
            const part = parts.get(question.part) as Part;
            const chain = chainOf(members);
            const shape = chain === undefined ? {} : { chain };
            cards.set(part.id, { id: part.id, section, kind: 'part', part, questions: members, ...shape });
            return;
        }
        const group = question.part !== undefined && containers.has(question.part) ? { group: question.part } : {};
        cards.set(question.id, { id: question.id, section, ...group, kind: 'question', question });
        if (question.kind !== 'review' || !question.reachable) return;
        const names = question.reviewing.map((one) => `‘${one.title}’`).join(', ');
        const from = graph.questions.filter(
            (one) => one.reachable && one.exits.some((exit) => reviewOf(exit) === question.id),
        );
        const entry = `${question.id}<=`;
        cards.set(entry, {
            id: entry,
            section,
            kind: 'entry',
            text: `Before it is final: ${names}`,
            from: from.map((one) => ({ question: one.id })),
        });
        addLink({ id: entry, from: entry, to: question.id, kind: 'start', answers: [], text: '' });
    }

    function placeExit(question: Question, exit: Exit): void {
        const from = cardOf(question.id);
        const isFolded = from !== question.id;
        const section = sectionOf(question);
        const group =
            !isFolded && question.part !== undefined && containers.has(question.part) ? question.part : undefined;
        const home = { section, ...(group === undefined ? {} : { group }) };
        const to = exit.to;
        let target: string;
        switch (to.kind) {
            case 'question': {
                const other = questions.get(to.question) as Question;
                target = cardOf(to.question);
                if (target === from) return;
                if (sectionOf(other) !== section) {
                    target = `${exit.id}=>${to.question}`;
                    cards.set(target, { id: target, ...home, kind: 'reference', question: other.id, text: other.text });
                }
                break;
            }
            case 'outcome': {
                const plain = { kind: 'outcome', outcome: to.outcome, title: to.title, tone: to.tone } as const;
                const review = to.review === undefined ? {} : { review: to.review };
                const shown =
                    isFolded || outcomes === 'shared' ? { ...plain, ...review, citations: [], stands: to.stands } : to;
                target =
                    outcomes === 'shared'
                        ? `${section}=>${to.outcome}`
                        : isFolded
                          ? `${from}=>${to.outcome}${to.review === undefined ? '' : ' reviewed'}`
                          : `${(question.exits.find((other) => isSameOutcome(other.to, to)) ?? exit).id}=>${to.outcome}`;
                if (!cards.has(target))
                    cards.set(target, {
                        id: target,
                        ...(outcomes === 'shared' ? { section } : home),
                        kind: 'outcome',
                        outcome: shown,
                    });
                break;
            }
            case 'end':
                target = isFolded ? `${from}=>end` : `${exit.id}=>end`;
                cards.set(target, { id: target, ...home, kind: 'end' });
                break;
        }
        const answers = exit.labels.map((label) => ({ question: question.id, label }));
        addLink({
            id: isFolded ? `${from}->${target}` : exit.id,
            from,
            to: target,
            kind: isFolded ? 'answer' : exit.kind,
            answers,
            text: isFolded ? pillOfFolded(from, exit) : exit.text,
        });
    }

    /** Links of a folded part that lead to the same card are one. */
    function addLink(link: Link): void {
        const earlier = links.get(link.id);
        links.set(link.id, earlier ? { ...earlier, answers: [...earlier.answers, ...link.answers] } : link);
    }

    function pillOfFolded(part: string, exit: Exit): string {
        const card = cards.get(part);
        return card?.kind === 'part' && card.chain !== undefined ? chainPill(card.chain, exit) : '';
    }

    function cardOf(question: string): string {
        const found = questions.get(question);
        return found?.part !== undefined && isFoldedAway(found) ? found.part : question;
    }

    /** What cannot be reached is not folded together with what can. */
    function isFoldedAway(question: Question): boolean {
        if (question.part === undefined || !folded.has(question.part)) return false;
        const members = graph.questions.filter((other) => other.part === question.part);
        return question.reachable || members.every((other) => !other.reachable);
    }

    function firstOf(part: string): Question {
        return graph.questions.find((question) => question.part === part) as Question;
    }
}

/** A question that is passed over may end like one that is answered. */
function isSameOutcome(one: Exit['to'], other: OutcomeDestination): boolean {
    return (
        one.kind === 'outcome' &&
        one.outcome === other.outcome &&
        one.reason === other.reason &&
        one.stands === other.stands
    );
}

const SECTIONS: readonly Section[] = [
    { kind: 'main' },
    {
        kind: 'reviews',
        title: 'Reviews',
        note: 'A review looks at an outcome before it is final.',
    },
    {
        kind: 'unreachable',
        title: 'Cannot be reached',
        note: 'No answer leads to these questions, so no case is ever asked them.',
    },
];

function sectionOf(question: Question): SectionKind {
    if (!question.reachable) return 'unreachable';
    return question.kind === 'review' ? 'reviews' : 'main';
}

function reviewOf(exit: Exit): string | undefined {
    return exit.to.kind === 'outcome' ? exit.to.review : undefined;
}

/** A part that can be left and entered again would stretch a container over its surroundings. */
function mayBeContainer(graph: DecisionGraph, part: string): boolean {
    const members = graph.questions.filter((question) => question.part === part);
    if (members.length < 2 || new Set(members.map(sectionOf)).size > 1) return false;
    const byId = new Map(graph.questions.map((question) => [question.id, question]));
    const seen = new Set<string>();
    const open = members.flatMap(next).filter((question) => question.part !== part);
    for (let question = open.pop(); question !== undefined; question = open.pop()) {
        if (question.part === part) return false;
        if (seen.has(question.id)) continue;
        seen.add(question.id);
        open.push(...next(question));
    }
    return true;

    function next(question: Question): readonly Question[] {
        return question.exits.flatMap((exit) =>
            exit.to.kind === 'question' ? (byId.get(exit.to.question) ?? []) : [],
        );
    }
}
