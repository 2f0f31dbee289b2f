import { describe, expect, it, vi } from 'vitest';
import { arrange } from '../../language/flowchart/arrange.js';
import { decisionGraph } from '../../language/flowchart/graph.js';
import { layoutChart } from '../../language/flowchart/layout.js';
import type { Scene } from '../../language/flowchart/scene.js';
import type { Policy } from '../../language/model/policy.js';
import { checkExample, EXAMPLES } from '../support.js';
import { asPublished, intended } from './crime.js';
import { faultsOf } from './geometry.js';
import { randomPolicy } from './random.js';
import { sceneOf } from './render.js';

// Layouts take their time on a busy machine; no test is about speed.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

async function example(path: string, edit?: (uri: string, text: string) => string): Promise<Policy> {
    const { policy } = await checkExample(path, edit);
    if (policy === undefined) throw new Error(`${path} has no policy`);
    return policy;
}

describe('a laid out chart', () => {
    const examples = [EXAMPLES.asIntended, EXAMPLES.asPublished, EXAMPLES.grants, EXAMPLES.parking];

    it.each(examples)('draws %s without a fault', async (path) => {
        const { throughCards, overlaps, outside } = faultsOf(await sceneOf(await example(path)));
        expect({ throughCards, overlaps, outside }).toEqual({ throughCards: [], overlaps: [], outside: [] });
    });

    it.each([intended, asPublished])('draws the hand-made $name without a fault', async (policy) => {
        const { throughCards, overlaps, outside } = faultsOf(await sceneOf(policy));
        expect({ throughCards, overlaps, outside }).toEqual({ throughCards: [], overlaps: [], outside: [] });
    });

    it.each(Array.from({ length: 20 }, (_, seed) => seed + 1))(
        'draws random policy %i without a fault',
        async (seed) => {
            const policy = randomPolicy(seed, 5 + seed * 5);
            const chart = arrange(decisionGraph(policy), {
                outcomes: 'repeated',
                folded: seed % 2 === 0 ? 'auto' : [],
            });
            const scene = await layoutChart(chart, { direction: seed % 5 === 0 ? 'right' : 'down' });
            expect(scene.cards.length).toBe(chart.cards.length);
            const { throughCards, overlaps, outside } = faultsOf(scene);
            expect({ throughCards, overlaps, outside }).toEqual({ throughCards: [], overlaps: [], outside: [] });
        },
    );

    it('labels every answer', async () => {
        const scene = await sceneOf(await example(EXAMPLES.asIntended));
        expect(scene.edges.filter((edge) => edge.kind !== 'start' && edge.label === undefined)).toEqual([]);
        for (const edge of scene.edges) expect(edge.points.length).toBeGreaterThan(1);
    });

    it('draws lines straight up or across, without small sidesteps', async () => {
        for (const path of [EXAMPLES.asIntended, EXAMPLES.asPublished]) {
            const scene = await sceneOf(await example(path));
            for (const { id, points } of scene.edges) {
                const lengths = points.slice(1).map((to, index) => {
                    const from = points[index] as (typeof points)[number];
                    expect(from.x === to.x || from.y === to.y, id).toBe(true);
                    return Math.abs(from.x - to.x) + Math.abs(from.y - to.y);
                });
                for (const length of lengths.slice(1, -1)) expect(length, id).toBeGreaterThan(6);
            }
        }
    });

    it('numbers questions in reading order', async () => {
        const scene = await sceneOf(await example(EXAMPLES.asIntended));
        const main = scene.cards.filter((card) => card.section === 'main' && card.number !== undefined);
        const byNumber = [...main].sort((a, b) => (a.number ?? 0) - (b.number ?? 0));
        for (const [index, card] of byNumber.slice(1).entries()) {
            const before = byNumber[index] as (typeof byNumber)[number];
            const isBelow = card.y + card.height / 2 > before.y + before.height / 2 - 30;
            expect(isBelow, `Q${before.number} then Q${card.number}`).toBe(true);
        }
        expect(scene.numbers.map(({ number }) => number)).toEqual(scene.numbers.map((_, index) => index + 1));
    });

    it('is the same each time, by a fresh engine too', async () => {
        const policy = await example(EXAMPLES.asIntended);
        const first = JSON.stringify(await sceneOf(policy));
        await sceneOf(randomPolicy(3, 30));
        expect(JSON.stringify(await sceneOf(policy))).toBe(first);
        vi.resetModules();
        const fresh = await import('./render.js');
        expect(JSON.stringify(await fresh.sceneOf(policy))).toBe(first);
    });
});

describe('while the text is edited', () => {
    // A question between principles, inside parts, near the start and near the end.
    const insertions: readonly (readonly [string, string])[] = [
        ['principle P5 ', 'principle PX "New" { ask cctvKnown yes => next no => refer because "it is new" }\n'],
        ['  step c "It shows', '  step x "New" { ask exactTimeKnown yes => next no => go to P5 }\n'],
        ['principle P6 ', 'principle PX "New" { ask cctvKnown yes => next no => out because "it is new" }\n'],
        ['  step b "Recorded', '  step x "New" { ask exactTimeKnown yes => next no => out because "it is new" }\n'],
        ['principle P1 ', 'principle PX "New" { ask cctvKnown yes => next no => out because "it is new" }\n'],
    ];

    it.each(insertions)('cards keep their side when a question comes before %s', async (place, addition) => {
        const before = await sceneOf(await example(EXAMPLES.asIntended));
        const edited = await example(EXAMPLES.asIntended, (uri, text) =>
            uri.endsWith('as-intended.tenet') ? text.replace(place, addition + place) : text,
        );
        const after = await sceneOf(edited, before);
        expect(after.numbers.length).toBe(before.numbers.length + 1);
        expect(flips(before, after)).toBeLessThanOrEqual(0.05);
    });
});

/** Cards closer than this stand above each other rather than left and right. */
const BESIDE = 20;

/** The share of pairs of cards whose left and right changed places. */
function flips(before: Scene, after: Scene): number {
    const middles = new Map(after.cards.map((card) => [card.id, card.x + card.width / 2]));
    const kept = before.cards.flatMap((card) => {
        const now = middles.get(card.id);
        return now === undefined ? [] : [{ was: card.x + card.width / 2, now }];
    });
    let [pairs, flipped] = [0, 0];
    kept.forEach((one, index) => {
        for (const other of kept.slice(index + 1)) {
            if (Math.abs(one.was - other.was) < BESIDE) continue;
            pairs++;
            if ((one.was - other.was) * (one.now - other.now) < 0) flipped++;
        }
    });
    return flipped / pairs;
}
