// Lays a chart out with ELK's layered method and turns it into a scene. Sections are laid out one by one and stacked, so
// what cannot be reached never mixes with what can. The same chart gives the same scene; a previous scene, if given,
// keeps cards on their side while the text is edited.

import type { ELK, ElkNode } from 'elkjs/lib/elk-api.js';
import type { Chart } from './arrange.js';
import { type Component, componentsOf, packed } from './components.js';
import type { Numbers } from './compose.js';
import { elkGraph, type LayoutOptions, type PillOrder } from './elk-graph.js';
import { exitsByCard, faceOf } from './pills.js';
import { type LaidOutSection, sceneOf } from './place.js';
import type { Scene } from './scene.js';

export type { LayoutOptions } from './elk-graph.js';

/** Beyond this share of pairs of cards that change sides a reader loses the place. */
const MOST_SIDE_CHANGES = 0.05;

/** A second layout of a larger chart takes too long while typing, and keeping the order of its pills costs crossings. */
const MOST_CARDS_LAID_OUT_TWICE = 80;

export async function layoutChart(chart: Chart, options: LayoutOptions): Promise<Scene> {
    const { previous } = options;
    const scene = await layoutOnce(chart, options, 'free');
    if (previous === undefined) return scene;
    const changes = sideChanges(previous, scene);
    if (changes <= MOST_SIDE_CHANGES || scene.cards.length > MOST_CARDS_LAID_OUT_TWICE) return scene;
    const steadier = await layoutOnce(chart, options, 'kept');
    return sideChanges(previous, steadier) < changes ? steadier : scene;
}

let engine: Promise<ELK> | undefined;

/** Loads the layout engine before it is needed. */
export function loadEngine(): Promise<ELK> {
    engine ??= import('elkjs/lib/elk.bundled.js').then((module) => {
        const Engine = (module.default ?? module) as unknown as new () => ELK;
        return new Engine();
    });
    return engine;
}

async function layoutOnce(chart: Chart, options: LayoutOptions, pillOrder: PillOrder): Promise<Scene> {
    const elk = await loadEngine();
    const laidOut: LaidOutSection[] = [];
    const standIn: Numbers = () => (chart.cards.length < 100 ? '00' : '000');
    for (const section of chart.sections) {
        const cards = chart.cards.filter((card) => card.section === section.kind);
        const ids = new Set(cards.map((card) => card.id));
        const links = chart.links.filter((link) => ids.has(link.from));
        const exits = exitsByCard(links);
        const faces = new Map(
            cards.map((card) => [card.id, faceOf(card, standIn, exits.get(card.id), options.direction)]),
        );
        const layOut = (part: Component): Promise<ElkNode> =>
            elk.layout(elkGraph({ section, ...part, faces, options, pillOrder }));
        const parts = options.cardsAcross === undefined ? componentsOf(cards, links) : [];
        const root =
            parts.length > 1
                ? packed(await inOrder(parts, layOut), Math.max(LEAST_ROW, laidOut[0]?.root.width ?? 0))
                : await layOut({ cards, links });
        laidOut.push({ section, cards, links, faces, root });
    }
    return sceneOf(chart, laidOut, options);
}

/** A row of parts that do not hang together is at least so wide, if the main part is narrower. */
const LEAST_ROW = 1200;

async function inOrder<T, R>(items: readonly T[], run: (item: T) => Promise<R>): Promise<readonly R[]> {
    const results: R[] = [];
    for (const item of items) results.push(await run(item));
    return results;
}

/** Cards whose middles are closer than this stand above each other rather than left and right. */
const BESIDE = 20;

/** The share of pairs of cards whose left and right changed places. */
function sideChanges(before: Scene, after: Scene): number {
    const middleOf = (card: Scene['cards'][number]): number =>
        after.direction === 'down' ? card.x + card.width / 2 : card.y + card.height / 2;
    const now = new Map(after.cards.map((card) => [card.id, middleOf(card)]));
    const kept = before.cards.flatMap((card) => {
        const middle = now.get(card.id);
        return middle === undefined ? [] : [{ was: middleOf(card), is: middle }];
    });
    let [pairs, changed] = [0, 0];
    for (const [index, one] of kept.entries()) {
        for (const other of kept.slice(index + 1)) {
            if (Math.abs(one.was - other.was) < BESIDE) continue;
            pairs++;
            if ((one.was - other.was) * (one.is - other.is) < 0) changed++;
        }
    }
    return pairs === 0 ? 0 : changed / pairs;
}
