import { describe, expect, it, vi } from 'vitest';
import { arrange, DEFAULT_ARRANGEMENT } from '../../language/flowchart/arrange.js';
import { gapsIn } from '../../language/flowchart/findings-overlay.js';
import { type DecisionGraph, decisionGraph } from '../../language/flowchart/graph.js';
import { layoutChart } from '../../language/flowchart/layout.js';
import { analyse } from '../../language/index.js';
import { policy } from '../support.js';
import { drawExample } from './examples.js';
import { randomPolicy } from './random.js';

// Layouts take their time on a busy machine; no test is about speed.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** `P1: No -> out`, in the order of the flow. */
function edges(graph: DecisionGraph): readonly string[] {
    return graph.questions.flatMap((question) =>
        question.exits.map(({ text, to }) => {
            const target =
                to.kind === 'question'
                    ? to.question
                    : to.kind === 'end'
                      ? 'no outcome'
                      : `${to.outcome}${to.review === undefined ? '' : ` then ${to.review}`}`;
            return `${question.id}: ${text} -> ${target}`;
        }),
    );
}

describe('the decision graph', () => {
    it('of the intended reading has the edges of the policy', async () => {
        const { graph } = await drawExample('asIntended');
        expect(edges(graph)).toEqual([
            'M: No or except: offence is Grievous bodily harm (GBH) -> GBH',
            'M: Yes -> in',
            'GBH: does not apply -> P1',
            'GBH: Yes -> P1',
            'GBH: No -> in',
            'GBH: Unknown -> refer',
            'P1: Yes -> P2',
            'P1: No -> out then PI',
            'P1: Unknown -> refer',
            'P2: Yes -> in',
            'P2: No -> P3.a',
            'P3.a: Yes -> P3.b',
            'P3.a: No -> P4.a',
            'P3.b: At most £50 -> P3.c',
            'P3.b: Over £50 or unknown -> P4.a',
            'P3.c: Yes -> P6',
            'P3.c: No -> out then PI',
            'P4.a: Yes -> P4.b',
            'P4.a: No -> P5',
            'P4.b: Yes -> P4.c',
            'P4.b: No or unknown -> P5',
            'P4.c: Yes -> P4.d',
            'P4.c: No -> P5',
            'P4.d: Yes -> in',
            'P4.d: No -> P5',
            'P5: Yes -> out then PI',
            'P5: No -> P6',
            'P6: does not apply -> VL.a',
            'P6: Yes -> in',
            'P6: No -> out then PI',
            'VL.a: Yes -> in',
            'VL.a: No -> VL.b',
            'VL.b: Yes -> in',
            'VL.b: No -> VL.c',
            'VL.c: Yes -> out then PI',
            'VL.c: No -> out then PI',
            'PI: does not apply -> out',
            'PI: No decision yet -> refer',
            'PI: Assess in -> in',
            'PI: Assess out -> out',
            'PI: Hand to the Safer Neighbourhood Team -> snt',
        ]);
        expect(graph.questions.every((question) => question.reachable)).toBe(true);
    });

    it('of the text as published joins nothing to what no answer leads to', async () => {
        const { policy, graph, chart } = await drawExample('asPublished');
        const dead = graph.questions.filter((question) => !question.reachable).map((question) => question.id);
        expect(dead).toEqual(['P5', 'P6', 'VL.a', 'VL.b', 'VL.c', 'PI']);
        const found = edges(graph);
        for (const step of ['a', 'b', 'c', 'd']) expect(found).toContain(`P4.${step}: No -> out`);
        expect(found).toContain('P4.d: Yes -> in');
        expect(found).toContain('GBH: Yes -> out');
        const sections = new Map(chart.cards.map((card) => [card.id, card.section]));
        for (const link of chart.links) expect(sections.get(link.from), link.id).toBe(sections.get(link.to));
        for (const id of dead) expect(sections.get(id)).toBe('unreachable');

        const withGaps = edges(decisionGraph(policy, gapsIn(policy, analyse(policy))));
        expect(withGaps).toContain('P3.b: no answer fits -> no outcome');
        expect(withGaps).toContain('P1: unknown -> no outcome');
    });

    it('carries ids, places, citations and checklists', async () => {
        const { graph } = await drawExample('asIntended');
        const question = graph.questions.find((one) => one.id === 'P4.c');
        expect(question?.citations).toEqual(['4c']);
        expect(question?.part).toBe('P4');
        expect(question?.checklist?.heading).toBe('ALL of these');
        expect(question?.checklist?.items).toHaveLength(2);
        expect(question?.origin.uri).toMatch(/as-intended\.tenet$/u);
        expect(question?.nameOrigin.range.start.line).toBeGreaterThan(0);
        expect(new Set(graph.questions.map((one) => one.id)).size).toBe(graph.questions.length);
    });

    it('says rows, bounds and exceptions as people do', async () => {
        const { graph } = await drawExample('parking');
        expect(edges(graph).slice(0, 2)).toEqual([
            'E: No or except: Has the applicant misused a permit? -> P1',
            'E: Yes -> granted',
        ]);
        expect(graph.questions.find((one) => one.id === 'P2')?.table).toEqual({
            columns: ['What kind of vehicle is it?', 'How long is the vehicle, in metres?'],
            rows: [
                { answer: 'row 1', cells: ['Van', 'over 4.8'] },
                { answer: 'row 2', cells: ['–', 'over 4.8'] },
                { answer: 'row 3', cells: ['–', '–'] },
            ],
        });
    });

    it('of a policy without rules is empty', async () => {
        const { graph, scene } = await import('./examples.js').then(async ({ draw }) =>
            draw(await policy('policy empty')),
        );
        expect(graph.questions).toEqual([]);
        expect(scene.cards).toEqual([]);
        expect(scene.width).toBeGreaterThan(0);
    });
});

describe('the arrangement', () => {
    it('repeats outcomes, or shares them', async () => {
        const { graph, chart } = await drawExample('asIntended');
        const outcomes = chart.cards.filter((card) => card.kind === 'outcome');
        expect(outcomes.length).toBeGreaterThan(15);
        const shared = arrange(graph, { outcomes: 'shared', folded: [] }).cards.filter(
            (card) => card.kind === 'outcome',
        );
        expect(new Set(shared.map((card) => card.outcome.outcome)).size).toBe(4);
        expect(shared.length).toBeLessThan(8);
    });

    it('folds parts above sixty cards, and keeps all ways on', () => {
        const graph = decisionGraph(randomPolicy(7, 90));
        const open = arrange(graph, { outcomes: 'repeated', folded: [] });
        const folded = arrange(graph, DEFAULT_ARRANGEMENT);
        expect(open.cards.length).toBeGreaterThan(60);
        expect(folded.cards.length).toBeLessThan(open.cards.length);
        expect(folded.cards.some((card) => card.kind === 'part')).toBe(true);
        const ids = new Set(folded.cards.map((card) => card.id));
        for (const link of folded.links) expect(ids.has(link.from) && ids.has(link.to), link.id).toBe(true);
    });

    it('folds a part that is one long AND to a checklist', async () => {
        const { graph } = await drawExample('asIntended');
        const chart = arrange(graph, { outcomes: 'repeated', folded: ['P4', 'VL'] });
        const card = chart.cards.find((one) => one.id === 'P4');
        expect(card).toMatchObject({ kind: 'part', chain: { kind: 'all' } });
        const ways = chart.links.filter((link) => link.from === 'P4').map((link) => [link.text, link.to]);
        expect(ways).toEqual([
            ['Not to all', 'P5'],
            ['Yes to all', 'P4=>in'],
        ]);
        expect(chart.links.filter((link) => link.to === 'P4').map((link) => link.id)).toEqual([
            'P3.a/no',
            'P3.b/over lowValueLimit',
        ]);
        // Each yes of VL has a reason of its own, so it is no list.
        expect(chart.cards.find((one) => one.id === 'VL')).not.toHaveProperty('chain');
        const scene = await layoutChart(chart, { direction: 'down' });
        const texts = scene.cards.find((one) => one.id === 'P4')?.lines.map((line) => line.text);
        expect(texts).toContain('ALL of these');
        expect(texts).toContain('Can the footage be collected now?');
        expect(scene.cards.find((one) => one.id === 'P4')?.checks).toHaveLength(4);
    });
});
