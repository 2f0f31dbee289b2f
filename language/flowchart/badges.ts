// Badges at the edge of a card: what changed, what is wrong, and where a replay stands.

import { escapeMarkup } from './escape.js';
import { measureText } from './measure.js';
import { type Change, entryOf, type Overlay } from './overlay.js';
import type { Box, SceneCard } from './scene.js';
import { outline } from './shapes.js';
import { renderText, round } from './svg-text.js';
import type { Theme } from './theme.js';

export function renderBadges(card: SceneCard, theme: Theme, overlay: Overlay): string {
    const badges: string[] = [];
    const change = entryOf(overlay.changes?.cards, card.id);
    if (change !== undefined) {
        const text = changeText(change);
        const width = measureText(text, 11, 'bold') + 18;
        badges.push(
            renderBadge(
                { x: card.x + 44, y: card.y - 13, width, height: 20 },
                text,
                changeColour(change.kind, theme),
                theme,
            ),
        );
    }
    const problem = entryOf(overlay.problems, card.id);
    if (problem !== undefined) {
        const at = { x: card.x + card.width - 12, y: card.y - 10, width: 22, height: 20 };
        const badge = renderBadge(at, '!', theme.warning, theme);
        badges.push(`<g><title>${escapeMarkup(problem)}</title>${badge}</g>`);
    }
    if (overlay.position === card.id) {
        const y = card.y + card.height / 2;
        const pointer = `M${card.x - 14} ${y - 7}l11 7l-11 7z`;
        const ring = outline(card.shape, {
            x: card.x - 4,
            y: card.y - 4,
            width: card.width + 8,
            height: card.height + 8,
        });
        badges.push(
            `<g data-position="${escapeMarkup(card.id)}"><title>The replay stands here.</title><path d="${ring}" fill="none" stroke="${theme.warning}" stroke-width="4"/><path d="${pointer}" fill="${theme.warning}"/></g>`,
        );
    }
    if (badges.length === 0) return '';
    // Over everything else, and yet a part of its card for whoever points at it.
    return `<g data-card="${escapeMarkup(card.id)}">${badges.join('')}</g>`;
}

function renderBadge(box: Box, text: string, colour: string, theme: Theme): string {
    const rect = `<rect x="${round(box.x)}" y="${round(box.y)}" width="${round(box.width)}" height="${box.height}" rx="10" fill="${colour}"/>`;
    const look = { ink: theme.background, weight: 'bold', anchor: 'middle', size: 11 } as const;
    return rect + renderText(round(box.x + box.width / 2), round(box.y + 14), text, look);
}

/** Longer wordings do not fit a badge; they stand in the comparison's report. */
const LONGEST_CHANGE = 14;

function changeText(change: Change): string {
    switch (change.kind) {
        case 'added':
            return '+ added';
        case 'removed':
            return '− removed';
        case 'changed': {
            const lengths = [change.before, change.after].map((text) => [...text].length);
            const fits = lengths.every((length) => length > 0 && length <= LONGEST_CHANGE);
            return fits ? `~ ${change.after} was ${change.before}` : '~ changed';
        }
    }
}

export function changeColour(kind: Change['kind'], theme: Theme): string {
    switch (kind) {
        case 'added':
            return theme.tones.accept.ink;
        case 'removed':
            return theme.tones.refuse.ink;
        case 'changed':
            return theme.tones.refer.ink;
    }
}
