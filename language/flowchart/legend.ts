// The legend: only the kinds that the picture shows, in lines as wide as the picture.

import type { Tone } from '../model/policy.js';
import { changeColour } from './badges.js';
import { measureText } from './measure.js';
import { type Change, entryOf, type Overlay } from './overlay.js';
import type { Box, Scene, Shape } from './scene.js';
import { outline } from './shapes.js';
import { renderText } from './svg-text.js';
import type { Theme } from './theme.js';

export type LegendItem =
    | { readonly kind: 'plain' | 'dashed'; readonly shape: Shape; readonly text: string }
    | { readonly kind: 'outcome'; readonly shape: Tone; readonly tone: Tone; readonly text: string }
    | { readonly kind: 'line'; readonly shape: 'start'; readonly text: string }
    /** A bar that tells how many, a thick outline of what changed, an answer that is only supposed. */
    | { readonly kind: 'bar' | 'supposed'; readonly shape: 'question'; readonly text: string }
    | { readonly kind: 'change'; readonly shape: 'question'; readonly change: Change['kind']; readonly text: string };

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

const CHANGE_WORDS: Readonly<Record<Change['kind'], string>> = {
    added: 'Added',
    removed: 'Removed',
    changed: 'Changed',
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
    if ((overlay.case?.supposed ?? []).length > 0)
        items.push({ kind: 'supposed', shape: 'question', text: 'Only supposed' });
    if (overlay.coverage !== undefined) {
        items.push({ kind: 'bar', shape: 'question', text: 'How many cases, darker for more' });
        const { edges } = overlay.coverage;
        if (scene.edges.some(({ id }) => !entryOf(edges, id)))
            items.push({ kind: 'dashed', shape: 'question', text: 'Not tested (dashed line)' });
    }
    const { cards, edges } = overlay.changes ?? { cards: {}, edges: {} };
    const kinds = new Set([...Object.values(cards), ...Object.values(edges)].map(({ kind }) => kind));
    for (const [change, text] of Object.entries(CHANGE_WORDS) as [Change['kind'], string][])
        if (kinds.has(change)) items.push({ kind: 'change', shape: 'question', change, text });
    return items;
}

/** The legend from `top` on, under a line. */
export function renderLegend(legend: Legend, top: number, theme: Theme): string {
    const line = `<path d="M16 ${top + 4}H${legend.width - 16}" stroke="${theme.faint}"/>`;
    const items = legend.items.map(({ x, y, item }) => {
        const sample = renderSample(item, { x, y: top + y - 11, width: 26, height: 14 }, theme);
        return (
            sample +
            renderText(x + 33, top + y, item.text, { ink: theme.muted, weight: 'regular', anchor: 'start', size: 11 })
        );
    });
    return line + items.join('');
}

function renderSample(item: LegendItem, box: Box, theme: Theme): string {
    const middle = box.y + box.height / 2;
    const shape = (fill: string, stroke: string, width: number, dash: string): string =>
        `<path d="${outline(item.shape, box)}" fill="${fill}" stroke="${stroke}" stroke-width="${width}"${dash}/>`;
    switch (item.kind) {
        case 'line':
            return `<path d="M${box.x} ${middle}h${box.width}" stroke="${theme.path}" stroke-width="3"/>`;
        case 'bar':
            return (
                shape(theme.card, theme.border, 1.5, '') +
                `<path d="M${box.x + 1} ${box.y + 1}h6v${box.height - 2}h-6z" fill="${theme.path}" fill-opacity="0.7"/>`
            );
        case 'supposed': {
            const size = `width="${box.width}" height="${box.height}" rx="7"`;
            return `<rect x="${box.x}" y="${box.y}" ${size} fill="${theme.background}" stroke="${theme.path}" stroke-width="2" stroke-dasharray="4 3"/>`;
        }
        case 'change': {
            const dash = item.change === 'removed' ? ' stroke-dasharray="3 3"' : '';
            return shape(theme.card, changeColour(item.change, theme), 3, dash);
        }
        case 'outcome':
            return shape(theme.tones[item.tone].fill, theme.tones[item.tone].ink, 1.5, '');
        case 'plain':
            return shape(theme.card, theme.border, 1.5, '');
        case 'dashed':
            return shape(theme.card, theme.border, 1.5, ' stroke-dasharray="4 3"');
    }
}
