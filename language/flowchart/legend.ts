// Composes the legend: only the kinds that the picture shows, in lines as wide as the picture.

import type { Tone } from '../model/policy.js';
import { measureText } from './measure.js';
import type { Overlay } from './overlay.js';
import type { Scene, Shape } from './scene.js';

export type LegendItem =
    | { readonly kind: 'plain' | 'dashed'; readonly shape: Shape; readonly text: string }
    | { readonly kind: 'outcome'; readonly shape: Tone; readonly tone: Tone; readonly text: string }
    | { readonly kind: 'line'; readonly shape: 'start'; readonly text: string };

export interface Legend {
    readonly width: number;
    readonly height: number;
    /** Base lines relative to the legend's top. */
    readonly items: readonly { readonly x: number; readonly y: number; readonly item: LegendItem }[];
}

const LINE_HEIGHT = 24;

export function composeLegend(scene: Scene, overlay: Overlay): Legend {
    const items: { x: number; y: number; item: LegendItem }[] = [];
    let x = 16;
    let y = 28;
    for (const item of legendItems(scene, overlay)) {
        const width = 33 + measureText(item.text, 11, 'regular') + 22;
        if (x > 16 && x + width > scene.width - 8) {
            x = 16;
            y += LINE_HEIGHT;
        }
        items.push({ x, y, item });
        x += Math.round(width);
    }
    return { width: scene.width, height: y + 18, items };
}

const TONE_WORDS: Readonly<Record<Tone, string>> = {
    accept: 'Accept',
    refuse: 'Refuse',
    refer: 'Refer',
    pending: 'Pending',
    neutral: 'Outcome',
};

function legendItems(scene: Scene, overlay: Overlay): readonly LegendItem[] {
    const shapes = new Set(scene.cards.map((card) => card.shape));
    const items: LegendItem[] = [];
    const plain = (shape: Shape, text: string): void => {
        if (shapes.has(shape)) items.push({ kind: 'plain', shape, text });
    };
    plain('question', 'Question');
    plain('computed', 'Table');
    plain('part', 'Part, folded');
    for (const tone of ['accept', 'refuse', 'refer', 'pending', 'neutral'] as const)
        if (shapes.has(tone)) items.push({ kind: 'outcome', shape: tone, tone, text: TONE_WORDS[tone] });
    if (shapes.has('end')) items.push({ kind: 'dashed', shape: 'end', text: 'No outcome' });
    plain('entry', 'Comes from');
    plain('reference', 'Goes on elsewhere');
    if (overlay.case !== undefined) items.push({ kind: 'line', shape: 'start', text: 'Path of this case' });
    const dead =
        scene.cards.some((card) => card.section === 'unreachable') || (overlay.unreachable?.cards.length ?? 0) > 0;
    if (dead) items.push({ kind: 'dashed', shape: 'question', text: 'Cannot be reached' });
    if (overlay.coverage !== undefined)
        items.push({ kind: 'dashed', shape: 'question', text: 'Not tested (dashed line)' });
    return items;
}
