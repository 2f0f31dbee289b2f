import { describe, expect, it } from 'vitest';
import { arrange, type Chart, DEFAULT_ARRANGEMENT, isLarge } from '../../language/flowchart/arrange.js';
import { directionFor, levelsOf, USUAL_WIDTH } from '../../language/flowchart/direction.js';
import { decisionGraph } from '../../language/flowchart/graph.js';
import { layoutChart } from '../../language/flowchart/layout.js';
import { drawView, type ViewInput } from '../../server/work/draw.js';
import { drawExample } from './examples.js';
import { randomPolicy } from './random.js';

/** Cards in a row, each linked to the next one. */
function row(count: number): Chart {
    const cards = Array.from({ length: count }, (_, index) => {
        return { id: `${index}`, section: 'main', kind: 'end' } as const;
    });
    const links = cards.slice(1).map(({ id }, index) => {
        return { id, from: `${index}`, to: id, kind: 'answer', answers: [], text: '' } as const;
    });
    return { title: '', sections: [{ kind: 'main' }], groups: [], cards, links };
}

describe('levels of a chart', () => {
    it('are the cards on the longest way, a way back left out', () => {
        expect(levelsOf(row(0))).toBe(0);
        expect(levelsOf(row(1))).toBe(1);
        expect(levelsOf(row(5))).toBe(5);
        // Longer than a stack of calls.
        expect(levelsOf(row(50_000))).toBe(50_000);
        const { links, ...rest } = row(4);
        const short = { ...(links[0] as Chart['links'][number]), id: 'short', from: '0', to: '3' };
        const back = { ...short, id: 'back', from: '3', to: '0' };
        expect(levelsOf({ ...rest, links: [short, ...links, back] })).toBe(4);
    });

    it('are no more than layers of the layout', async () => {
        for (const seed of [1, 2, 3]) {
            const chart = arrange(decisionGraph(randomPolicy(seed, 12)), { outcomes: 'repeated', folded: [] });
            const { cards } = await layoutChart(chart, { direction: 'down' });
            expect(levelsOf(chart)).toBeLessThanOrEqual(new Set(cards.map(({ y }) => y)).size);
        }
    });
});

describe('the direction where nobody says', () => {
    it('is to the right for six levels, for more where the view is wide, for fewer where it is narrow', () => {
        expect(directionFor(row(6), USUAL_WIDTH)).toBe('right');
        expect(directionFor(row(7), USUAL_WIDTH)).toBe('down');
        expect(directionFor(row(10), 1800)).toBe('right');
        expect(directionFor(row(4), 600)).toBe('down');
    });

    it('stays while one level more is typed', () => {
        expect(directionFor(row(7), USUAL_WIDTH, 'right')).toBe('right');
        expect(directionFor(row(8), USUAL_WIDTH, 'right')).toBe('down');
        expect(directionFor(row(7), USUAL_WIDTH, 'down')).toBe('down');
    });

    it('is that of the picture', async () => {
        const { policy } = await drawExample('parking');
        const input: ViewInput = {
            policy,
            findings: [],
            arrangement: DEFAULT_ARRANGEMENT,
            direction: 'auto',
            overlay: { showsFindings: false },
            theme: { kind: 'fixed', base: 'light' },
        };
        const wide = await drawView({ ...input, width: 10_000 });
        expect(wide.scene.direction).toBe('right');
        expect((await drawView({ ...input, width: 100 })).scene.direction).toBe('down');
        expect(wide.scene).toEqual((await drawView({ ...input, direction: 'right' })).scene);
    });
});

it('parts are unfolded one at a time above 300 cards', () => {
    const [small, large] = [60, 200].map((questions) => decisionGraph(randomPolicy(4, questions)));
    const cards = [small, large].map((graph) =>
        graph ? arrange(graph, { outcomes: 'repeated', folded: [] }).cards.length : 0,
    );
    expect(cards[0]).toBeLessThan(300);
    expect(cards[1]).toBeGreaterThan(300);
    expect([small, large].map((graph) => graph && isLarge(graph, 'repeated'))).toEqual([false, true]);
});
