// Composes cards: which lines of text stand where, and how large a card is therefore. A card's size does not depend on
// the numbers of questions, which are given only after the layout, nor on any overlay.

import type { Tone } from '../model/policy.js';
import type { Card, Entry } from './arrange.js';
import type { Question } from './graph.js';
import { ellipsize, measureText, type Weight, wrapText } from './measure.js';
import type { Point, SceneCard, Shape, TextLine } from './scene.js';
import { composeTable } from './table.js';

/** What is on a card, without its place. */
export type Face = Pick<
    SceneCard,
    'width' | 'height' | 'shape' | 'role' | 'lines' | 'checks' | 'rules' | 'rows' | 'foot' | 'label'
>;

/** Numbers of questions in reading order; before the layout a stand-in as wide as any. */
export type Numbers = (question: string) => string;

export const TEXT = { question: 13, item: 12, small: 11 } as const;
export const PADDING = 12;
const CARD_WIDTH = 232;
const OUTCOME_WIDTH = 196;
/** A folded part with more questions shows the first of them. */
const MOST_ITEMS_OF_A_PART = 8;
const ICON_WIDTH = 28;
const POINT_WIDTH = 14;

/** `minWidth` leaves room for the pills of a question's answers. */
export function composeCard(card: Card, numbers: Numbers, minWidth: number): Face {
    switch (card.kind) {
        case 'start': {
            const text = ellipsize(card.text, { width: 300, size: TEXT.question, weight: 'bold' });
            const width = Math.ceil(measureText(text, TEXT.question, 'bold')) + 40;
            const line = textLine(width / 2, 23, text, { weight: 'bold', ink: 'inverse', anchor: 'middle' });
            return face({ width, height: 36, shape: 'start', role: 'start', lines: [line], label: card.text });
        }
        case 'question':
            return composeQuestion(card.question, numbers, minWidth);
        case 'part': {
            const count = card.questions.length;
            const first = numbers(card.questions[0]?.id ?? '');
            const body = new Stack(Math.max(CARD_WIDTH, minWidth));
            body.head('', card.part.id);
            body.text(card.part.title || card.part.id, TEXT.question, 'bold', 3);
            body.text(`${count} questions, from Q${first}`, TEXT.small, 'regular', 2, 'muted');
            if (card.chain !== undefined) {
                const heading = card.chain.kind === 'all' ? 'ALL of these' : 'ANY of these';
                body.checklist(heading, card.questions.slice(0, MOST_ITEMS_OF_A_PART));
            }
            body.foot(card.part.citations.join(', '));
            const label = `Part ${card.part.id}, ${card.part.title}. ${count} questions folded.`;
            return face({ ...body.face(), shape: 'part', role: 'part', label });
        }
        case 'outcome': {
            const { title, tone, reason, citations, review, stands } = card.outcome;
            const shape: Tone = tone;
            const left = PADDING + ICON_WIDTH;
            const inner =
                OUTCOME_WIDTH - left - (isTag(tone) ? POINT_WIDTH + 8 : PADDING + (tone === 'accept' ? 4 : 0));
            const body = new Stack(OUTCOME_WIDTH, { left, inner, top: 6 });
            body.text(stands && card.outcome.outcome !== '' ? `${title} stands` : title, TEXT.question, 'bold', 3);
            if (reason !== undefined) body.text(reason, TEXT.small, 'regular', 5);
            if (citations.length > 0) body.text(citations.join(', '), TEXT.small, 'regular', 2, 'muted');
            if (review !== undefined)
                body.text(`then review Q${numbers(review)} ${review}`, TEXT.small, 'bold', 2, 'muted');
            const because = reason === undefined ? '' : `, because ${reason}`;
            const then = review === undefined ? '' : ` Then review, question ${numbers(review)}.`;
            const cites = citations.length > 0 ? ` ${citations.join(', ')}.` : '';
            const label = `Outcome: ${title}${because}.${cites}${then}`;
            const { lines, height } = body.face();
            return face({ width: OUTCOME_WIDTH, height: height + 2, shape, role: 'outcome', lines, label });
        }
        case 'end': {
            const body = new Stack(150, { left: PADDING + ICON_WIDTH, inner: 150 - PADDING - ICON_WIDTH - 8, top: 6 });
            body.text('No outcome', TEXT.question, 'bold', 1);
            body.text('the policy is silent', TEXT.small, 'regular', 2, 'muted');
            const label = 'No outcome: the policy says nothing about this case.';
            return face({ ...body.face(), shape: 'end', role: 'end', label });
        }
        case 'entry': {
            const from = comingFrom(card, numbers);
            const width = 220;
            const body = new Stack(width, { left: PADDING, inner: width - 2 * PADDING, top: 6 });
            if (card.text !== '') body.text(card.text, TEXT.item, 'bold', 4);
            body.text(
                from === '' ? 'from no question' : `From ${from}`,
                TEXT.small,
                card.text === '' ? 'bold' : 'regular',
                4,
            );
            const label = `${card.text} From ${from}.`.trim();
            return face({ ...body.face(), shape: 'entry', role: 'entry', label });
        }
        case 'reference': {
            const width = 180;
            const body = new Stack(width, { left: PADDING, inner: width - 2 * PADDING, top: 4 });
            const where = `Go to Q${numbers(card.question)}${card.sheet === undefined ? '' : `, sheet ${card.sheet}`}`;
            body.text(where, TEXT.item, 'bold', 1);
            body.text(`${card.question} ${card.text}`, TEXT.small, 'regular', 1, 'muted');
            const { lines, height } = body.face();
            return face({
                width,
                height: height + 10,
                shape: 'reference',
                role: 'reference',
                lines,
                label: `${where}: ${card.text}`,
            });
        }
    }
}

/** `Q2, Q5` or, where sheets are named, `Q2, Q5 (sheet 1); Q9 (sheet 2)`. */
function comingFrom(card: Entry, numbers: Numbers): string {
    const sheets = [...new Set(card.from.map((one) => one.sheet))];
    return sheets
        .map((sheet) => {
            const names = card.from
                .filter((one) => one.sheet === sheet)
                .map(({ question }) => numbers(question))
                .sort((a, b) => Number(a) - Number(b))
                .map((number) => `Q${number}`);
            return sheet === undefined ? names.join(', ') : `${names.join(', ')} (sheet ${sheet})`;
        })
        .join('; ');
}

const PILL = { height: 20, padding: 9, lineHeight: 14, maxLines: 5, size: 12 } as const;

export interface Pill {
    readonly width: number;
    readonly height: number;
    readonly lines: readonly string[];
}

/** The pill of an answer; narrower the more answers stand beside each other. */
export function composePill(text: string, answerCount: number): Pill {
    const box = {
        width: answerCount < 3 ? 168 : 124,
        size: PILL.size,
        weight: 'bold',
        maxLines: PILL.maxLines,
    } as const;
    const lines = wrapText(text, box);
    const width =
        Math.ceil(Math.max(...lines.map((line) => measureText(line, PILL.size, 'bold')), 8)) + 2 * PILL.padding;
    return { width, height: PILL.height + (lines.length - 1) * PILL.lineHeight, lines };
}

function composeQuestion(question: Question, numbers: Numbers, minWidth: number): Face {
    const number = numbers(question.id);
    const table = question.table === undefined ? undefined : composeTable(question.table);
    const body = new Stack(Math.max(CARD_WIDTH, minWidth, table === undefined ? 0 : table.width + 2 * PADDING));
    const name = question.kind === 'exemption' ? 'Exemption' : question.kind === 'review' ? 'Review' : '';
    const title = question.title !== undefined && question.title !== question.text ? `  ${question.title}` : '';
    body.head(`Q${number}`, `${question.id}${title}`);
    if (name !== '') body.text(name, TEXT.small, 'bold', 1, 'muted');
    for (const guard of question.guards) body.text(`Only when: ${guard}`, TEXT.small, 'regular', 3, 'muted');
    body.text(question.text, TEXT.question, 'regular', 5);
    if (question.checklist !== undefined) body.checklist(question.checklist.heading, question.checklist.items);
    if (table !== undefined) body.insert(table);
    body.foot(question.citations.join(', '));
    const { checklist } = question;
    const label = [
        `Question ${number}, ${question.id}${title === '' ? '' : `,${title.slice(1)}`}: ${question.text}`,
        ...question.guards.map((guard) => `Only when: ${guard}.`),
        checklist === undefined ? '' : `${checklist.heading}: ${checklist.items.map((item) => item.text).join('; ')}.`,
        question.citations.length > 0 ? `${question.citations.join(', ')}.` : '',
    ];
    return face({
        ...body.face(),
        shape: question.kind === 'table' ? 'computed' : 'question',
        role: question.kind,
        label: label.filter((text) => text !== '').join(' '),
    });
}

export function isTag(tone: Tone): boolean {
    return tone === 'refer' || tone === 'pending';
}

function face(given: Pick<Face, 'width' | 'height' | 'shape' | 'role' | 'lines' | 'label'> & Partial<Face>): Face {
    return { checks: [], rules: [], ...given };
}

type Ink = TextLine['ink'];

export function textLine(
    x: number,
    y: number,
    text: string,
    look: { size?: number; weight?: Weight; ink?: Ink; anchor?: TextLine['anchor']; part?: 'citation' | 'heading' },
): TextLine {
    const { part, ...rest } = look;
    const plain = { size: TEXT.question, weight: 'regular', ink: 'text', anchor: 'start', ...rest } as const;
    return { x, y, text, ...plain, ...(part === undefined ? {} : { part }) };
}

/** Lines of a card from top to bottom. */
class Stack {
    private readonly lines: TextLine[] = [];
    private readonly checks: Point[] = [];
    private readonly rules: { from: Point; to: Point }[] = [];
    private rows: NonNullable<Face['rows']> = [];
    private y: number;
    private footAt: Point | undefined;
    private readonly left: number;
    private readonly inner: number;

    constructor(
        private readonly width: number,
        box?: { readonly left: number; readonly inner: number; readonly top: number },
    ) {
        this.left = box?.left ?? PADDING;
        this.inner = box?.inner ?? width - 2 * PADDING;
        this.y = box?.top ?? 6;
    }

    head(left: string, right: string): void {
        const y = this.y + 12;
        const numberWidth = measureText('Q000', TEXT.small, 'bold') + 10;
        const text = ellipsize(right, { width: this.inner - numberWidth, size: TEXT.small, weight: 'regular' });
        this.lines.push(textLine(this.left, y, left, { size: TEXT.small, weight: 'bold', ink: 'muted' }));
        const look = { size: TEXT.small, ink: 'muted', anchor: 'end', part: 'heading' } as const;
        this.lines.push(textLine(this.left + this.inner, y, text, look));
        this.y += 18;
    }

    text(text: string, size: number, weight: Weight, maxLines: number, ink: Ink = 'text'): void {
        this.put(wrapText(text, { width: this.inner, size, weight, maxLines }), this.left, size, weight, ink);
    }

    checklist(heading: string, items: readonly { readonly text: string }[]): void {
        this.y += 3;
        this.text(heading, TEXT.small, 'bold', 1, 'muted');
        const indent = 18;
        for (const item of items) {
            this.checks.push({ x: this.left, y: this.y + 4 });
            const box = { width: this.inner - indent, size: TEXT.item, weight: 'regular', maxLines: 4 } as const;
            this.put(wrapText(item.text, box), this.left + indent, TEXT.item, 'regular', 'text');
            this.y += 1;
        }
    }

    insert(part: {
        readonly height: number;
        readonly lines: readonly TextLine[];
        readonly rules: readonly { from: Point; to: Point }[];
        readonly rows: NonNullable<Face['rows']>;
    }): void {
        this.y += 6;
        const moved = (point: Point): Point => ({ x: point.x + this.left, y: point.y + this.y });
        this.lines.push(...part.lines.map((line) => ({ ...line, ...moved(line) })));
        this.rules.push(...part.rules.map(({ from, to }) => ({ from: moved(from), to: moved(to) })));
        this.rows = part.rows.map((row) => ({ ...row, ...moved(row) }));
        this.y += part.height;
    }

    foot(citation: string): void {
        this.y += 3;
        const y = this.y + 12;
        const text = ellipsize(citation, { width: this.inner, size: TEXT.small, weight: 'regular' });
        if (text !== '')
            this.lines.push(textLine(this.left, y, text, { size: TEXT.small, ink: 'muted', part: 'citation' }));
        this.footAt = { x: this.left + this.inner, y };
        this.y += 16;
    }

    face(): Pick<Face, 'width' | 'height' | 'lines' | 'checks' | 'rules' | 'rows' | 'foot'> {
        const { width, lines, checks, rules, rows, footAt } = this;
        return {
            width,
            height: Math.ceil(this.y + 8),
            lines,
            checks,
            rules,
            ...(rows.length > 0 ? { rows } : {}),
            ...(footAt ? { foot: footAt } : {}),
        };
    }

    private put(texts: readonly string[], x: number, size: number, weight: Weight, ink: Ink): void {
        const lineHeight = Math.round(size * 1.3);
        for (const text of texts) {
            this.lines.push(textLine(x, this.y + Math.round(size * 1.05), text, { size, weight, ink }));
            this.y += lineHeight;
        }
    }
}

export type { Shape };
