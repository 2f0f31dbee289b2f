// Faults of a picture that can be measured: edges through cards, overlapping labels, texts outside their cards.

import { measureText } from '../../language/flowchart/measure.js';
import type { Box, Point, Scene } from '../../language/flowchart/scene.js';

export interface Faults {
    readonly throughCards: readonly string[];
    readonly overlaps: readonly string[];
    readonly outside: readonly string[];
    readonly crossings: number;
}

interface Segment {
    readonly edge: string;
    readonly from: Point;
    readonly to: Point;
}

export function faultsOf(scene: Scene): Faults {
    const segments = scene.edges.flatMap((edge) =>
        edge.points.slice(1).map((to, index): Segment => ({ edge: edge.id, from: edge.points[index] as Point, to })),
    );
    const throughCards: string[] = [];
    const overlaps: string[] = [];
    for (const card of scene.cards) {
        const inner = shrunk(card, 1);
        for (const segment of segments) {
            const edge = scene.edges.find((one) => one.id === segment.edge);
            if (edge?.from === card.id || edge?.to === card.id) continue;
            if (touches(segment, inner)) throughCards.push(`${segment.edge} through ${card.id}`);
        }
    }
    const labels = scene.edges.flatMap((edge) =>
        edge.label === undefined ? [] : [{ id: edge.id, box: shrunk(edge.label, 0.5) }],
    );
    const cards = scene.cards.map((card) => ({ id: card.id, box: shrunk(card, 0.5) }));
    labels.forEach((label, index) => {
        for (const other of [...labels.slice(index + 1), ...cards])
            if (intersects(label.box, other.box)) overlaps.push(`${label.id} on ${other.id}`);
        for (const segment of segments)
            if (segment.edge !== label.id && touches(segment, label.box))
                overlaps.push(`${segment.edge} under label ${label.id}`);
    });
    cards.forEach((card, index) => {
        for (const other of cards.slice(index + 1))
            if (intersects(card.box, other.box)) overlaps.push(`${card.id} on ${other.id}`);
    });
    return { throughCards, overlaps, outside: textsOutside(scene), crossings: crossingsOf(segments) };
}

/** Lines of text that leave their card, and pills that leave their outline. */
function textsOutside(scene: Scene): readonly string[] {
    const outside: string[] = [];
    const check = (id: string, left: number, right: number, box: Box): void => {
        if (left < box.x - 0.01 || right > box.x + box.width + 0.01) outside.push(id);
    };
    for (const card of scene.cards) {
        const inner = shrunk(card, 4);
        for (const line of card.lines) {
            const width = measureText(line.text, line.size, line.weight);
            const start = card.x + line.x - (line.anchor === 'end' ? width : line.anchor === 'middle' ? width / 2 : 0);
            check(`${card.id}: ${line.text}`, start, start + width, inner);
            const [top, bottom] = [card.y + line.y - line.size, card.y + line.y + line.size * 0.3];
            if (top < card.y - 1 || bottom > card.y + card.height) outside.push(`${card.id}: ${line.text} (height)`);
        }
        const rows = card.lines.map((line) => `${line.x} ${line.y} ${line.anchor}`);
        if (new Set(rows).size < rows.length) outside.push(`${card.id}: two texts in one place`);
    }
    for (const { id, label } of scene.edges) {
        if (label === undefined) continue;
        for (const line of label.lines) {
            const width = measureText(line, 12, 'bold');
            check(`${id}: ${line}`, label.x + (label.width - width) / 2, label.x + (label.width + width) / 2, label);
        }
        if (label.lines.length * 14 > label.height) outside.push(`${id}: too many lines`);
    }
    for (const card of scene.cards)
        if (card.x < 0 || card.y < 0 || card.x + card.width > scene.width || card.y + card.height > scene.height)
            outside.push(`${card.id} off the picture`);
    return outside;
}

function crossingsOf(segments: readonly Segment[]): number {
    let count = 0;
    const horizontal = segments.filter(({ from, to }) => from.y === to.y);
    const vertical = segments.filter(({ from, to }) => from.x === to.x);
    for (const h of horizontal)
        for (const v of vertical) {
            if (h.edge === v.edge) continue;
            const [left, right] = [Math.min(h.from.x, h.to.x), Math.max(h.from.x, h.to.x)];
            const [top, bottom] = [Math.min(v.from.y, v.to.y), Math.max(v.from.y, v.to.y)];
            if (v.from.x > left && v.from.x < right && h.from.y > top && h.from.y < bottom) count++;
        }
    return count;
}

function touches({ from, to }: Segment, box: Box): boolean {
    return intersects(
        {
            x: Math.min(from.x, to.x),
            y: Math.min(from.y, to.y),
            width: Math.abs(from.x - to.x),
            height: Math.abs(from.y - to.y),
        },
        box,
    );
}

function intersects(a: Box, b: Box): boolean {
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function shrunk({ x, y, width, height }: Box, by: number): Box {
    return { x: x + by, y: y + by, width: width - 2 * by, height: height - 2 * by };
}
