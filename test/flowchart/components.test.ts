// What does not hang together is told apart and put in rows without overlaps.

import { expect, test, vi } from 'vitest';
import { arrange } from '../../language/flowchart/arrange.js';
import { componentsOf, packed } from '../../language/flowchart/components.js';
import { decisionGraph } from '../../language/flowchart/graph.js';
import { layoutChart } from '../../language/flowchart/layout.js';
import { randomPolicy } from './random.js';

vi.setConfig({ testTimeout: 60_000 });

test.each([7, 8, 9])(
    'each card and link of random policy %i is in one component, with all that it is linked to',
    (seed) => {
        const { cards, links } = arrange(decisionGraph(randomPolicy(seed, 80)), { outcomes: 'repeated', folded: [] });
        const components = componentsOf(cards, links);
        expect(components.flatMap((one) => one.cards.map(({ id }) => id)).sort()).toEqual(
            cards.map(({ id }) => id).sort(),
        );
        expect(components.flatMap((one) => one.links).length).toBe(links.length);
        for (const component of components) {
            const ids = new Set(component.cards.map(({ id }) => id));
            for (const { from, to } of component.links) expect([ids.has(from), ids.has(to)]).toEqual([true, true]);
            // From one card all others are come to, over links in either direction or through a container.
            const reached = new Set<string>();
            const open = [component.cards[0]?.id ?? ''];
            for (let at = open.pop(); at !== undefined; at = open.pop()) {
                if (reached.has(at)) continue;
                reached.add(at);
                const group = component.cards.find(({ id }) => id === at)?.group;
                open.push(
                    ...component.links.flatMap(({ from, to }) => (from === at ? [to] : to === at ? [from] : [])),
                    ...component.cards
                        .filter((card) => group !== undefined && card.group === group)
                        .map(({ id }) => id),
                );
            }
            expect(reached.size).toBe(ids.size);
        }
    },
);

test('rows begin where the next part would go too far', () => {
    const box = (id: string, width: number, height: number) => ({
        id: 'root',
        width,
        height,
        children: [{ id, x: 12, y: 12, width: width - 24, height: height - 24 }],
        edges: [
            {
                id: `${id} edge`,
                sources: [id],
                targets: [id],
                sections: [{ id: 's', startPoint: { x: 1, y: 2 }, endPoint: { x: 3, y: 4 } }],
            },
        ],
    });
    const root = packed([box('a', 100, 50), box('b', 100, 80), box('c', 100, 30)], 230);
    expect(root.children?.map(({ id, x, y }) => [id, x, y])).toEqual([
        ['a', 12, 12],
        ['b', 136, 12],
        ['c', 12, 116],
    ]);
    expect([root.width, root.height]).toEqual([224, 134]);
    expect(root.edges?.map(({ sections }) => sections?.[0]?.startPoint)).toEqual([
        { x: 1, y: 2 },
        { x: 125, y: 2 },
        { x: 1, y: 106 },
    ]);
});

test('what cannot be reached makes no picture wider than what can', async () => {
    const chart = arrange(decisionGraph(randomPolicy(7, 105)), { outcomes: 'repeated', folded: [] });
    const { sections } = await layoutChart(chart, { direction: 'down' });
    const width = (kind: string): number => sections.find((one) => one.kind === kind)?.width ?? 0;
    expect(width('unreachable')).toBeGreaterThan(0);
    expect(width('unreachable')).toBeLessThan(1.5 * Math.max(1200, width('main')));
});
