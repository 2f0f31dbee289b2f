// Puts a section of a chart as a graph for ELK: cards as nodes, answers' pills as ports, parts as compound nodes, and what
// is known from the scene before as hints.

import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import type { Card, Link, Section } from './arrange.js';
import type { Face } from './compose.js';
import { exitsByCard, PILL_GAP, PILL_OFFSET, type PillOfLink, portId } from './pills.js';
import type { Direction, Point, Scene } from './scene.js';

export interface LayoutOptions {
    readonly direction: Direction;
    /** The scene shown before; cards stay where they were as far as possible. */
    readonly previous?: Scene;
    /** Numbers of questions given elsewhere, as on sheets. */
    readonly numbers?: ReadonlyMap<string, number>;
    /** For paper: at most so many cards beside each other, and no room for a title. */
    readonly cardsAcross?: number;
}

/** With a previous scene: whether pills keep their order (steadier, but lines may cross) or find their best one. */
export type PillOrder = 'free' | 'kept';

/** Above this many cards the placement with the straightest lines takes too long (24 s at 500). */
const MOST_CARDS_FOR_STRAIGHT_LINES = 80;

export interface ElkInput {
    readonly section: Section;
    readonly cards: readonly Card[];
    readonly links: readonly Link[];
    readonly faces: ReadonlyMap<string, Face>;
    readonly options: LayoutOptions;
    readonly pillOrder: PillOrder;
}

export function elkGraph(input: ElkInput): ElkNode {
    const { section, cards, links, faces, options, pillOrder } = input;
    const previous = previousPositions(options.previous, section, links);
    const mainLine = longestPath(cards, links);
    const exits = exitsByCard(links);
    const side = options.direction === 'down' ? 'SOUTH' : 'EAST';
    const nodeOf = (card: Card): ElkNode => {
        const { width, height } = faces.get(card.id) as Face;
        const at = previous?.get(card.id);
        const pills = exits.get(card.id) ?? [];
        const order = pillOrder === 'kept' ? previousOrder(pills, options) : undefined;
        return {
            id: card.id,
            width,
            height,
            ports: pills.map(({ link, pill }) => ({
                id: portId(link),
                width: pill.width,
                height: pill.height,
                layoutOptions: {
                    'elk.port.side': side,
                    'elk.port.borderOffset': String(PILL_OFFSET),
                    ...(order === undefined ? {} : { 'elk.port.index': String(order.indexOf(link.id)) }),
                },
            })),
            layoutOptions: {
                ...(pills.length === 0
                    ? {}
                    : { 'elk.portConstraints': order === undefined ? 'FIXED_SIDE' : 'FIXED_ORDER' }),
                ...(card.id === 'start' ? { 'elk.layered.layering.layerConstraint': 'FIRST' } : {}),
                ...positionOption(at),
            },
        };
    };
    const children: ElkNode[] = [];
    const opened = new Set<string>();
    for (const card of cards) {
        if (card.group === undefined) children.push(nodeOf(card));
        else if (!opened.has(card.group)) {
            opened.add(card.group);
            children.push({
                id: `group ${card.group}`,
                children: cards.filter((other) => other.group === card.group).map(nodeOf),
                layoutOptions: {
                    'elk.padding': '[top=42,left=16,bottom=16,right=16]',
                    ...positionOption(previous?.get(`group ${card.group}`)),
                },
            });
        }
    }
    const edges = links.map((link): ElkExtendedEdge => {
        const isMain = mainLine.has(link.id);
        return {
            id: link.id,
            sources: [link.text === '' ? link.from : portId(link)],
            targets: [link.to],
            ...(isMain ? { layoutOptions: MAIN_LINE } : {}),
        };
    });
    return { id: 'root', children, edges, layoutOptions: elkOptions(cards.length, input, previous !== undefined) };
}

/** Coffman and Graham's layering bounds the number of cards in a layer. */
function narrow(cardsAcross: number): Record<string, string> {
    return {
        'elk.layered.layering.strategy': 'COFFMAN_GRAHAM',
        'elk.layered.layering.coffmanGraham.layerBound': String(cardsAcross),
    };
}

const MAIN_LINE = {
    'elk.layered.priority.straightness': '10',
    'elk.layered.priority.shortness': '10',
    'elk.layered.priority.direction': '10',
};

function elkOptions(count: number, input: ElkInput, isInteractive: boolean): Record<string, string> {
    const { options, pillOrder } = input;
    // Linear segments move cards least when something is put between them.
    const straight = pillOrder === 'kept' ? 'LINEAR_SEGMENTS' : 'NETWORK_SIMPLEX';
    return {
        'elk.algorithm': 'layered',
        'elk.direction': options.direction === 'down' ? 'DOWN' : 'RIGHT',
        'elk.edgeRouting': 'ORTHOGONAL',
        'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
        'elk.randomSeed': '1',
        'elk.separateConnectedComponents': 'false',
        'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
        'elk.layered.nodePlacement.strategy': count <= MOST_CARDS_FOR_STRAIGHT_LINES ? straight : 'BRANDES_KOEPF',
        'elk.layered.nodePlacement.bk.fixedAlignment': 'BALANCED',
        'elk.layered.crossingMinimization.semiInteractive': String(isInteractive),
        'elk.layered.spacing.nodeNodeBetweenLayers': '38',
        'elk.spacing.nodeNode': '28',
        'elk.spacing.edgeNode': '16',
        'elk.layered.spacing.edgeNodeBetweenLayers': '16',
        'elk.spacing.edgeEdge': '10',
        'elk.spacing.portPort': String(PILL_GAP),
        ...(options.cardsAcross === undefined ? {} : narrow(options.cardsAcross)),
    };
}

/** The order of a card's pills in the scene before, clockwise as ELK counts ports; none if there is a new one. */
function previousOrder(pills: readonly PillOfLink[], options: LayoutOptions): readonly string[] | undefined {
    if (options.previous === undefined || pills.length < 2) return undefined;
    const places = new Map(options.previous.edges.map((edge) => [edge.id, edge.label]));
    const known = pills.flatMap(({ link }) => {
        const label = places.get(link.id);
        return label === undefined ? [] : [{ id: link.id, at: options.direction === 'down' ? -label.x : label.y }];
    });
    if (known.length < pills.length) return undefined;
    return known.sort((a, b) => a.at - b.at).map(({ id }) => id);
}

function positionOption(at: Point | undefined): Record<string, string> {
    return at === undefined ? {} : { 'elk.position': `(${at.x},${at.y})` };
}

/** Where cards stood before; a new card starts beside the one that leads to it. */
function previousPositions(
    previous: Scene | undefined,
    section: Section,
    links: readonly Link[],
): ReadonlyMap<string, Point> | undefined {
    if (previous === undefined) return undefined;
    const found = new Map<string, Point>();
    for (const card of previous.cards) if (card.section === section.kind) found.set(card.id, { x: card.x, y: card.y });
    for (const group of previous.groups) found.set(`group ${group.id}`, { x: group.x, y: group.y });
    for (const link of links) {
        const from = found.get(link.from);
        if (from !== undefined && !found.has(link.to)) found.set(link.to, { x: from.x + 1, y: from.y + 1 });
    }
    return found;
}

/** The links of a longest way through the questions: the spine that is to be drawn straight. */
function longestPath(cards: readonly Card[], links: readonly Link[]): ReadonlySet<string> {
    const outgoing = new Map<string, Link[]>();
    for (const link of links) outgoing.set(link.from, [...(outgoing.get(link.from) ?? []), link]);
    const best = new Map<string, { readonly length: number; readonly link?: Link }>();
    const measure = (id: string): number => {
        const known = best.get(id);
        if (known !== undefined) return known.length;
        let found: { length: number; link?: Link } = { length: 0 };
        best.set(id, found);
        for (const link of outgoing.get(id) ?? []) {
            const length = measure(link.to) + 1;
            if (length > found.length) found = { length, link };
        }
        best.set(id, found);
        return found.length;
    };
    const first = cards.reduce<Card | undefined>(
        (longest, card) => (longest === undefined || measure(card.id) > measure(longest.id) ? card : longest),
        undefined,
    );
    const path = new Set<string>();
    for (let link = first && best.get(first.id)?.link; link !== undefined; link = best.get(link.to)?.link)
        path.add(link.id);
    return path;
}
