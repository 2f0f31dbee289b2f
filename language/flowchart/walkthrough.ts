// The picture in words: a numbered list with every question, answer, outcome and citation, for screen readers, letters
// and terminals. Numbers are those of the picture.

import { escapeMarkup, readable } from './escape.js';
import type { DecisionGraph, Destination, Exit, Question } from './graph.js';
import { type CaseOverlay, entryOf } from './overlay.js';
import type { Scene } from './scene.js';

export interface Walkthrough {
    readonly title: string;
    /** Of the case whose path is told: its title, and how it ends. */
    readonly shown?: string;
    readonly sections: readonly {
        readonly title?: string;
        readonly items: readonly WalkthroughItem[];
    }[];
}

export interface WalkthroughItem {
    readonly id: string;
    readonly number: number;
    /** `M Mandatory crimes · Exemption` */
    readonly heading: string;
    readonly text: string;
    /** Guards, checklists, tables, notes: one line each. */
    readonly details: readonly string[];
    readonly citations: readonly string[];
    /** The answer in the case whose path is told, with what it rests on. */
    readonly inThisCase?: string;
    readonly answers: readonly { readonly text: string; readonly leadsTo: string; readonly taken: boolean }[];
}

/** `numbers` come from the picture's questions; see `numbersOf`. */
export function walkThrough(
    graph: DecisionGraph,
    numbers: ReadonlyMap<string, number>,
    shown?: CaseOverlay,
): Walkthrough {
    const inOrder = [...graph.questions].sort((a, b) => numberOf(a.id) - numberOf(b.id));
    const items = (questions: readonly Question[]): readonly WalkthroughItem[] => questions.map(itemOf);
    const sections = [
        { items: items(inOrder.filter((question) => question.reachable && question.kind !== 'review')) },
        {
            title: 'Reviews, before an outcome is final',
            items: items(inOrder.filter((question) => question.reachable && question.kind === 'review')),
        },
        {
            title: 'Cannot be reached: no answer leads to these questions',
            items: items(inOrder.filter((question) => !question.reachable)),
        },
    ];
    return {
        title: graph.title,
        ...(shown === undefined ? {} : { shown: `${shown.title}. ${shown.summary}` }),
        sections: sections.filter((section) => section.items.length > 0),
    };

    function numberOf(id: string): number {
        return numbers.get(id) ?? graph.questions.findIndex((question) => question.id === id) + 1;
    }

    function itemOf(question: Question): WalkthroughItem {
        const kinds = { exemption: ' · Exemption', review: ' · Review', table: ' · Table', question: '' } as const;
        const part = graph.parts.find((one) => one.id === question.part);
        const title = [part?.title ?? '', question.title ?? ''].filter((text) => text !== '').join(', ');
        const passed = entryOf(shown?.cards, question.id);
        const inThisCase = passed === undefined ? '' : [passed.answer ?? 'does not apply', ...passed.values].join(', ');
        return {
            id: question.id,
            number: numberOf(question.id),
            heading: `${question.id} ${title}`.trim() + kinds[question.kind],
            text: question.text,
            details: [
                ...(question.reviewing.length > 0
                    ? [`Looks at: ${question.reviewing.map((one) => one.title).join(', ')}`]
                    : []),
                ...question.guards.map((guard) => `Only when: ${guard}`),
                ...(question.checklist === undefined
                    ? []
                    : [
                          `${question.checklist.heading}:`,
                          ...question.checklist.items.map((item) => `  - ${item.text}`),
                      ]),
                ...(question.table?.rows.map(
                    (row) =>
                        `${row.answer}: ${row.cells.map((cell, at) => `${question.table?.columns[at]} ${cell}`).join('; ')}`,
                ) ?? []),
                ...(isFirstOfPart(question) ? (part?.notes ?? []) : []).map((note) => `Note: ${note}`),
                ...question.notes.map((note) => `Note: ${note}`),
            ],
            citations: [...(part?.citations ?? []), ...question.citations],
            ...(inThisCase === '' ? {} : { inThisCase }),
            answers: question.exits.map((exit) => ({
                text: answerText(exit),
                leadsTo: leadsTo(exit.to),
                taken: shown?.edges.includes(exit.id) ?? false,
            })),
        };
    }

    function isFirstOfPart(question: Question): boolean {
        return inOrder.find((one) => one.part === question.part) === question;
    }

    function answerText(exit: Exit): string {
        return exit.kind === 'skip' ? 'If it does not apply' : exit.kind === 'gap' ? `If ${exit.text}` : exit.text;
    }

    function leadsTo(to: Destination): string {
        switch (to.kind) {
            case 'question':
                return `question ${numberOf(to.question)} (${to.question})`;
            case 'end':
                return 'end: no outcome, the policy is silent';
            case 'outcome': {
                const reason = to.reason === undefined ? '' : `, because ${to.reason}`;
                const cited = to.citations.length > 0 ? ` [${to.citations.join('; ')}]` : '';
                const review =
                    to.review === undefined ? '' : `; then review, question ${numberOf(to.review)} (${to.review})`;
                return `end: ${to.title}${to.stands && to.outcome !== '' ? ' stands' : ''}${reason}${cited}${review}`;
            }
        }
    }
}

export function numbersOf(scene: Scene): ReadonlyMap<string, number> {
    return new Map(scene.numbers.map(({ question, number }) => [question, number]));
}

export function renderWalkthroughText(walkthrough: Walkthrough): string {
    const lines = [readable(walkthrough.title), '='.repeat([...walkthrough.title].length)];
    if (walkthrough.shown !== undefined) lines.push('', readable(walkthrough.shown));
    for (const { title, items } of walkthrough.sections) {
        if (title !== undefined) lines.push('', title, '-'.repeat(title.length));
        for (const item of items) {
            lines.push('', `${item.number}. ${readable(item.text)}`, `   ${readable(item.heading)}`);
            if (item.citations.length > 0) lines.push(`   ${readable(`[${item.citations.join('; ')}]`)}`);
            for (const detail of item.details) lines.push(`   ${readable(detail)}`);
            if (item.inThisCase !== undefined) lines.push(`   ${readable(`In this case: ${item.inThisCase}`)}`);
            for (const answer of item.answers) {
                const mark = answer.taken ? '>' : '*';
                lines.push(`   ${mark} ${readable(`${answer.text} -> ${answer.leadsTo}`)}`);
            }
        }
    }
    return `${lines.join('\n')}\n`;
}

/** The same as HTML, without a page around it. */
export function renderWalkthroughHtml(walkthrough: Walkthrough): string {
    const sections = walkthrough.sections.map(({ title, items }) => {
        const list = items.map((item) => {
            const cites = item.citations.length > 0 ? ` <cite>${escapeMarkup(item.citations.join('; '))}</cite>` : '';
            const told = item.inThisCase === undefined ? [] : [`In this case: ${item.inThisCase}`];
            const details = [...item.details, ...told].map((detail) => `<p>${escapeMarkup(detail)}</p>`).join('');
            const answers = item.answers.map(({ text, leadsTo, taken }) => {
                const mark = taken ? ' <em>this case</em>' : '';
                return `<li><strong>${escapeMarkup(text)}</strong>: ${escapeMarkup(leadsTo)}${mark}</li>`;
            });
            const head = `<p><strong>${escapeMarkup(item.text)}</strong></p><p>${escapeMarkup(item.heading)}${cites}</p>`;
            return `<li value="${item.number}">${head}${details}<ul>${answers.join('')}</ul></li>`;
        });
        return `${title === undefined ? '' : `<h3>${escapeMarkup(title)}</h3>`}<ol>${list.join('')}</ol>`;
    });
    const { shown } = walkthrough;
    return (shown === undefined ? '' : `<p><strong>${escapeMarkup(shown)}</strong></p>`) + sections.join('');
}
