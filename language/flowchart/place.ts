// Turns what ELK laid out into a scene: sections stacked, coordinates absolute, questions numbered in reading order.

import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import type { Card, Chart, Link, Section } from './arrange.js';
import { composeCard, type Face, type Numbers, TEXT, textLine } from './compose.js';
import type { LayoutOptions } from './elk-graph.js';
import { ellipsize } from './measure.js';
import { exitsByCard, portId } from './pills.js';
import type {
    Box,
    Direction,
    Point,
    Scene,
    SceneCard,
    SceneEdge,
    SceneGroup,
    SceneSection,
    TextLine,
} from './scene.js';

const MARGIN = 16;
const TITLE_HEIGHT = 46;
const SECTION_GAP = 44;
const SECTION_HEAD = 58;

export interface LaidOutSection {
    readonly section: Section;
    readonly cards: readonly Card[];
    readonly links: readonly Link[];
    readonly faces: ReadonlyMap<string, Face>;
    readonly root: ElkNode;
}

export function sceneOf(chart: Chart, laidOut: readonly LaidOutSection[], options: LayoutOptions): Scene {
    const sections: SceneSection[] = [];
    const groups: SceneGroup[] = [];
    const placed: { readonly card: Card; readonly face: Face; readonly at: Point }[] = [];
    const edges: SceneEdge[] = [];
    let top = MARGIN + (options.cardsAcross === undefined ? TITLE_HEIGHT : 0);
    let right = 0;
    for (const { section, cards, links, faces, root } of laidOut) {
        const isMain = section.kind === 'main';
        const inset = isMain ? 0 : MARGIN;
        const lines = isMain ? [] : sectionLines(section, inset);
        const origin = { x: MARGIN + inset - ELK_PADDING, y: top + (isMain ? 0 : SECTION_HEAD) - ELK_PADDING };
        const boxes = absoluteBoxes(root, origin);
        for (const card of cards) {
            const { x, y } = boxes.get(card.id) as Box;
            placed.push({ card, face: faces.get(card.id) as Face, at: { x, y } });
        }
        for (const group of chart.groups) {
            const box = boxes.get(`group ${group.id}`);
            if (box === undefined) continue;
            const text = ellipsize(`${group.part.id}  ${group.part.title}`, {
                width: box.width - 32,
                size: TEXT.item,
                weight: 'bold',
            });
            const cites = ellipsize(group.part.citations.join(', '), {
                width: box.width - 32,
                size: TEXT.small,
                weight: 'regular',
            });
            groups.push({
                ...box,
                id: group.id,
                origin: group.part.origin,
                lines: [
                    textLine(14, 18, text, { size: TEXT.item, weight: 'bold' }),
                    ...(cites === '' ? [] : [textLine(14, 32, cites, { size: TEXT.small, ink: 'muted' })]),
                ],
            });
        }
        const drawn = sceneEdges(root, links, boxes);
        edges.push(...drawn);
        const extent = extentOf(boxes, drawn);
        const width = Math.max(extent.right + inset - MARGIN, isMain ? 0 : 420);
        const height = extent.bottom + inset - top;
        sections.push({ kind: section.kind, lines, x: MARGIN, y: top, width, height });
        right = Math.max(right, MARGIN + width);
        top += height + SECTION_GAP;
    }
    const numbers = options.numbers ?? numberQuestions(placed, options.direction);
    const shown: Numbers = (question) => String(numbers.get(question) ?? '?');
    const cards = placed.map(({ card, face, at }) => sceneCard(card, face, at, shown, numbers));
    const order = new Map(sections.map((section, index) => [section.kind, index]));
    cards.sort(
        (a, b) =>
            (order.get(a.section) ?? 0) - (order.get(b.section) ?? 0) ||
            a.y + a.height / 2 - b.y - b.height / 2 ||
            a.x - b.x,
    );
    const { width, height } = { width: right + MARGIN, height: top - SECTION_GAP + MARGIN };
    return {
        version: 1,
        title: chart.title,
        direction: options.direction,
        width,
        height,
        sections,
        groups,
        cards,
        edges,
        numbers: [...numbers].map(([question, number]) => ({ question, number })),
    };
}

/** What ELK leaves free around a graph. */
const ELK_PADDING = 12;

function sectionLines(section: Section, inset: number): readonly TextLine[] {
    return [
        textLine(inset, 22, section.title ?? '', { size: 14, weight: 'bold' }),
        textLine(inset, 38, section.note ?? '', { size: TEXT.small, ink: 'muted' }),
    ];
}

function absoluteBoxes(root: ElkNode, origin: Point): ReadonlyMap<string, Box> {
    const boxes = new Map<string, Box>();
    const visit = (node: ElkNode, x: number, y: number): void => {
        boxes.set(node.id, { x, y, width: node.width ?? 0, height: node.height ?? 0 });
        for (const port of node.ports ?? []) {
            const at = { x: x + (port.x ?? 0), y: y + (port.y ?? 0) };
            boxes.set(port.id, { ...at, width: port.width ?? 0, height: port.height ?? 0 });
        }
        for (const child of node.children ?? []) visit(child, x + (child.x ?? 0), y + (child.y ?? 0));
    };
    visit(root, origin.x, origin.y);
    return boxes;
}

function sceneEdges(root: ElkNode, links: readonly Link[], boxes: ReadonlyMap<string, Box>): readonly SceneEdge[] {
    const laidOut = new Map<string, ElkExtendedEdge>();
    const visit = (node: ElkNode): void => {
        for (const edge of node.edges ?? []) laidOut.set(edge.id, edge);
        for (const child of node.children ?? []) visit(child);
    };
    visit(root);
    const pills = new Map([...exitsByCard(links).values()].flat().map(({ link, pill }) => [link.id, pill]));
    return links.map((link): SceneEdge => {
        const edge = laidOut.get(link.id) as ElkExtendedEdge & { readonly container?: string };
        const base = boxes.get(edge.container ?? 'root') as Box;
        const moved = (point: Point): Point => ({ x: round(point.x + base.x), y: round(point.y + base.y) });
        const points = (edge.sections ?? []).flatMap((part) =>
            [part.startPoint, ...(part.bendPoints ?? []), part.endPoint].map(moved),
        );
        const { id, from, to, kind, answers } = link;
        const pill = pills.get(link.id);
        const port = boxes.get(portId(link));
        const card = boxes.get(from);
        if (pill === undefined || port === undefined || card === undefined)
            return { id, from, to, kind, answers, points: tidied(points) };
        const start =
            port.y >= card.y + card.height
                ? { x: points[0]?.x ?? 0, y: round(card.y + card.height) }
                : { x: round(card.x + card.width), y: points[0]?.y ?? 0 };
        const label = { ...pill, x: round(port.x), y: round(port.y) };
        return { id, from, to, kind, answers, points: tidied([start, ...points]), label };
    });
}

/** A sidestep shorter than this is an accident of rounding or of a container's border, not a way around something. */
const JOG = 6;

/** A line of as few points as possible: without rounding errors, points in between and small sidesteps. */
function tidied(points: readonly Point[]): readonly Point[] {
    return joinStraight(withoutJogs(joinStraight(snapped(points))));
}

/** Parts of a line inside and outside a container meet with rounding errors. */
function snapped(points: readonly Point[]): readonly Point[] {
    const exact = points.map((point) => ({ ...point }));
    for (let i = 1; i < exact.length; i++) {
        const [before, at] = exact.slice(i - 1, i + 1) as [Place, Place];
        if (Math.abs(before.x - at.x) < 1) at.x = before.x;
        if (Math.abs(before.y - at.y) < 1) at.y = before.y;
    }
    return exact;
}

/** Straightens small sidesteps: what follows one moves in line with what comes before it. */
function withoutJogs(points: readonly Point[]): readonly Point[] {
    const straight = points.map((point) => ({ ...point }));
    for (const [along, across] of [
        ['y', 'x'],
        ['x', 'y'],
    ] as const) {
        for (let i = 1; i + 2 < straight.length; i++) {
            const [before, at, next, after] = straight.slice(i - 1, i + 3) as [Place, Place, Place, Place];
            const isSidestep = at[along] === next[along] && Math.abs(at[across] - next[across]) <= JOG;
            const isOnTheWay = before[across] === at[across] && next[across] === after[across];
            if (!isSidestep || !isOnTheWay) continue;
            next[across] = at[across];
            after[across] = at[across];
        }
    }
    return straight;
}

interface Place {
    x: number;
    y: number;
}

/** Leaves out points in the middle of a straight line. */
function joinStraight(points: readonly Point[]): readonly Point[] {
    const distinct = points.filter(
        (point, index) => point.x !== points[index - 1]?.x || point.y !== points[index - 1]?.y,
    );
    return distinct.filter((point, index) => {
        const before = distinct[index - 1];
        const after = distinct[index + 1];
        if (before === undefined || after === undefined) return true;
        return !((before.x === point.x && point.x === after.x) || (before.y === point.y && point.y === after.y));
    });
}

function round(value: number): number {
    return Math.round(value * 10) / 10;
}

function extentOf(boxes: ReadonlyMap<string, Box>, edges: readonly SceneEdge[]): { right: number; bottom: number } {
    let right = 0;
    let bottom = 0;
    for (const [id, box] of boxes) {
        if (id === 'root') continue;
        right = Math.max(right, box.x + box.width);
        bottom = Math.max(bottom, box.y + box.height);
    }
    for (const edge of edges) {
        for (const point of edge.points) right = Math.max(right, point.x);
        if (edge.label) right = Math.max(right, edge.label.x + edge.label.width);
    }
    return { right, bottom };
}

/** Cards whose middles are this close stand in one row. */
const ROW_TOLERANCE = 30;

/** Numbers questions in reading order: sections one after the other, rows along the direction, each from its start. */
function numberQuestions(
    placed: readonly { readonly card: Card; readonly face: Face; readonly at: Point }[],
    direction: Direction,
): ReadonlyMap<string, number> {
    const numbers = new Map<string, number>();
    const sections = [...new Set(placed.map(({ card }) => card.section))];
    for (const section of sections) {
        const left = placed
            .filter(({ card }) => card.section === section && (card.kind === 'question' || card.kind === 'part'))
            .map(({ card, face, at }) =>
                direction === 'down'
                    ? { card, across: at.x, middle: at.y + face.height / 2 }
                    : { card, across: at.y, middle: at.x + face.width / 2 },
            )
            .sort((a, b) => a.middle - b.middle || a.across - b.across);
        while (left.length > 0) {
            const top = left[0]?.middle ?? 0;
            const row = left.splice(0, left.filter(({ middle }) => middle <= top + ROW_TOLERANCE).length);
            row.sort((a, b) => a.across - b.across);
            for (const { card } of row) {
                const ids =
                    card.kind === 'question'
                        ? [card.question.id]
                        : card.kind === 'part'
                          ? card.questions.map((one) => one.id)
                          : [];
                for (const id of ids) numbers.set(id, numbers.size + 1);
            }
        }
    }
    return numbers;
}

function sceneCard(card: Card, size: Face, at: Point, shown: Numbers, numbers: ReadonlyMap<string, number>): SceneCard {
    const { width, height } = size;
    const face = composeCard(card, shown, size.width);
    const number = card.kind === 'question' ? numbers.get(card.question.id) : undefined;
    const origin =
        card.kind === 'question' ? card.question.origin : card.kind === 'part' ? card.part.origin : undefined;
    return {
        ...face,
        id: card.id,
        section: card.section,
        x: round(at.x),
        y: round(at.y),
        width,
        height,
        ...(card.group === undefined ? {} : { group: card.group }),
        ...(number === undefined ? {} : { number }),
        ...(card.kind === 'reference' ? { refersTo: card.question } : {}),
        ...(origin === undefined ? {} : { origin }),
    };
}
