// Which way a chart runs where nobody says: from left to right as long as all of it is then seen at once.

import type { Chart } from './arrange.js';
import type { Direction } from './scene.js';

/** What one level takes across, with the way to the next, at the smallest size at which text is read with ease. */
const LEVEL_WIDTH = 180;

/** Of a screen, or of a page on its side, where nothing else is known: six levels. */
export const USUAL_WIDTH = 6 * LEVEL_WIDTH;

/**
 * The direction of a chart in a frame.
 *
 * @param width of the frame, in CSS pixels
 * @param last how it ran before an edit: it keeps its direction while one level more or less would change it
 */
export function directionFor(chart: Chart, width: number, last?: Direction): Direction {
    const room = Math.floor(width / LEVEL_WIDTH) + (last === 'right' ? 1 : 0);
    return levelsOf(chart) <= room ? 'right' : 'down';
}

/** How many cards the longest way through the chart has; a way back is not followed. */
export function levelsOf({ cards, links }: Chart): number {
    const next = new Map<string, string[]>();
    for (const { from, to } of links) {
        const known = next.get(from);
        if (known) known.push(to);
        else next.set(from, [to]);
    }
    const levels = new Map<string, number>();
    for (const { id } of cards) if (!levels.has(id)) visit(id);
    return Math.max(0, ...levels.values());

    /** Without recursion, for a way may be thousands of cards long. */
    function visit(start: string): void {
        const path = [{ id: start, ways: [...(next.get(start) ?? [])] }];
        const open = new Set([start]);
        for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
            const way = top.ways.pop();
            if (way === undefined) {
                const on = (next.get(top.id) ?? []).filter((id) => !open.has(id));
                const level = 1 + on.reduce((most, id) => Math.max(most, levels.get(id) ?? 0), 0);
                levels.set(top.id, level);
                open.delete(top.id);
                path.pop();
            } else if (!levels.has(way) && !open.has(way)) {
                open.add(way);
                path.push({ id: way, ways: [...(next.get(way) ?? [])] });
            }
        }
    }
}
