// Sections may fall apart: questions that nothing leads to, reviews of different outcomes. What hangs together is laid out by
// itself and then put in rows, since in one layout every part would stretch all others.

import type { ElkEdgeSection, ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import type { Card, Link } from './arrange.js';

export interface Component {
    readonly cards: readonly Card[];
    readonly links: readonly Link[];
}

/** Cards that links or a container hold together, in the order of their first cards. */
export function componentsOf(cards: readonly Card[], links: readonly Link[]): readonly Component[] {
    const parent = new Map<string, string>();
    const rootOf = (id: string): string => {
        let at = id;
        for (let up = parent.get(at); up !== undefined; up = parent.get(at)) at = up;
        return at;
    };
    const join = (one: string, other: string): void => {
        const [a, b] = [rootOf(one), rootOf(other)];
        if (a !== b) parent.set(b, a);
    };
    for (const { from, to } of links) join(from, to);
    for (const { id, group } of cards) if (group !== undefined) join(`group ${group}`, id);
    const found = new Map<string, { cards: Card[]; links: Link[] }>();
    for (const card of cards) {
        const root = rootOf(card.id);
        const component = found.get(root) ?? { cards: [], links: [] };
        component.cards.push(card);
        found.set(root, component);
    }
    for (const link of links) found.get(rootOf(link.from))?.links.push(link);
    return [...found.values()];
}

const GAP = 24;

/** Puts layouts side by side, and in a new row where they would be wider than `width` together. */
export function packed(roots: readonly ElkNode[], width: number): ElkNode {
    const children: ElkNode[] = [];
    const edges: ElkExtendedEdge[] = [];
    let [x, y, rowHeight, right] = [0, 0, 0, 0];
    for (const root of roots) {
        const { width: own = 0, height = 0 } = root;
        if (x > 0 && x + own > width) {
            y += rowHeight + GAP;
            x = 0;
            rowHeight = 0;
        }
        const by = { x, y };
        for (const child of root.children ?? [])
            children.push({ ...child, x: (child.x ?? 0) + by.x, y: (child.y ?? 0) + by.y });
        edges.push(...(root.edges ?? []).map((edge) => movedEdge(edge, by)));
        x += own + GAP;
        rowHeight = Math.max(rowHeight, height);
        right = Math.max(right, x - GAP);
    }
    return { id: 'root', children, edges, width: right, height: y + rowHeight };
}

/** Points are relative to the container of their edge, which has been moved itself unless it is the whole. */
function movedEdge(
    edge: ElkExtendedEdge & { readonly container?: string },
    by: { readonly x: number; readonly y: number },
): ElkExtendedEdge {
    if (edge.container !== undefined && edge.container !== 'root') return edge;
    const move = (point: { x: number; y: number }) => ({ ...point, x: point.x + by.x, y: point.y + by.y });
    const sections = edge.sections?.map((section): ElkEdgeSection => {
        const { startPoint, endPoint, bendPoints } = section;
        const moved = { ...section, startPoint: move(startPoint), endPoint: move(endPoint) };
        return bendPoints === undefined ? moved : { ...moved, bendPoints: bendPoints.map(move) };
    });
    return sections === undefined ? edge : { ...edge, sections };
}
