// The legend: only the kinds that the picture shows, in lines as wide as the picture.

import type { Tone } from '../model/policy.js';
import { measureText } from './measure.js';
import type { Overlay } from './overlay.js';
import type { Scene, Shape } from './scene.js';
import { outline } from './shapes.js';
import { renderText } from './svg-text.js';
import type { Theme } from './theme.js';

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

export function composeLegend(scene: Scene, overlay: Overlay, width: number = scene.width): Legend {
    const items: { x: number; y: number; item: LegendItem }[] = [];
    let x = 16;
    let y = 28;
    for (const item of legendItems(scene, overlay)) {
        const itemWidth = 33 + measureText(item.text, 11, 'regular') + 22;
        if (x > 16 && x + itemWidth > width - 8) {
            x = 16;
            y += LINE_HEIGHT;
        }
        items.push({ x, y, item });
        x += Math.round(itemWidth);
    }
    return { width, height: y + 18, items };
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

/** The legend from `top` on, under a line. */
export function renderLegend(legend: Legend, top: number, theme: Theme): string {
    const line = `<path d="M16 ${top + 4}H${legend.width - 16}" stroke="${theme.faint}"/>`;
    const items = legend.items.map(({ x, y, item }) => {
        const box = { x, y: top + y - 11, width: 26, height: 14 };
        const tone = item.kind === 'outcome' ? theme.tones[item.tone] : undefined;
        const dash = item.kind === 'dashed' ? ' stroke-dasharray="4 3"' : '';
        const sample =
            item.kind === 'line'
                ? `<path d="M${x} ${top + y - 4}h26" stroke="${theme.path}" stroke-width="3"/>`
                : `<path d="${outline(item.shape, box)}" fill="${tone?.fill ?? theme.card}" stroke="${tone?.ink ?? theme.border}" stroke-width="1.5"${dash}/>`;
        return (
            sample +
            renderText(x + 33, top + y, item.text, { ink: theme.muted, weight: 'regular', anchor: 'start', size: 11 })
        );
    });
    return line + items.join('');
}
