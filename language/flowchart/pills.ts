// The pills of answers as ports of their cards. A pill sits at the exit: ELK keeps pills apart from each other and
// everything else apart from them, and the line goes on from the pill's far side.

import type { Card, Link } from './arrange.js';
import { composeCard, composePill, type Face, type Numbers, type Pill } from './compose.js';
import type { Direction } from './scene.js';

export function portId(link: Link): string {
    return `port ${link.id}`;
}

export const PILL_OFFSET = 3;
export const PILL_GAP = 8;

export interface PillOfLink {
    readonly link: Link;
    readonly pill: Pill;
}

export function exitsByCard(links: readonly Link[]): ReadonlyMap<string, readonly PillOfLink[]> {
    const found = new Map<string, Link[]>();
    for (const link of links) if (link.text !== '') found.set(link.from, [...(found.get(link.from) ?? []), link]);
    return new Map(
        [...found].map(([card, exits]) => [
            card,
            exits.map((link) => ({ link, pill: composePill(link.text, exits.length) })),
        ]),
    );
}

/** A card is large enough for its pills to stand beside each other, or below each other where the chart goes right. */
export function faceOf(
    card: Card,
    numbers: Numbers,
    pills: readonly PillOfLink[] | undefined,
    direction: Direction,
): Face {
    const total = (side: 'width' | 'height'): number =>
        (pills ?? []).reduce((sum, { pill }) => sum + pill[side] + PILL_GAP, PILL_GAP);
    if (direction === 'down') return composeCard(card, numbers, total('width'));
    const face = composeCard(card, numbers, 0);
    return { ...face, height: Math.max(face.height, total('height')) };
}
