import { describe, expect, it, vi } from 'vitest';
import { arrange } from '../../language/flowchart/arrange.js';
import { chartFile } from '../../language/flowchart/export.js';
import { decisionGraph } from '../../language/flowchart/graph.js';
import { layoutChart } from '../../language/flowchart/layout.js';
import { PAPERS } from '../../language/flowchart/paper.js';
import { renderPng } from '../../language/flowchart/png.js';
import { composeSheets, renderSheets, type SheetSet } from '../../language/flowchart/sheets.js';
import { renderSvg } from '../../language/flowchart/svg.js';
import { DARK, LIGHT } from '../../language/flowchart/theme.js';
import type { Policy } from '../../language/model/policy.js';
import { draw, drawExample } from './examples.js';
import { faultsOf } from './geometry.js';
import { hostile } from './hostile.js';
import { randomPolicy } from './random.js';
import { fontBytes, pngOf, resvg } from './render.js';

// Layouts take their time on a busy machine; no test is about speed.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describe('PNG', () => {
    it('draws the picture in its size, with its font', async () => {
        const { scene } = await drawExample('grants');
        const svg = renderSvg(scene, DARK, {});
        const result = await pngOf(svg, 2);
        if (result.kind !== 'png') throw new Error(result.message);
        expect([...result.bytes.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
        const size = new DataView(result.bytes.buffer, result.bytes.byteOffset).getUint32(16);
        expect(size).toBe(Math.ceil(scene.width) * 2);
        const bare = renderPng(svg, { resvg: await resvg(), fonts: [], scale: 2 });
        expect(bare.kind === 'png' && bare.bytes.length < result.bytes.length).toBe(true);
    });

    it('says why a picture of a policy with 2000 cards is too large, and goes on working', async () => {
        const policy = randomPolicy(8, 1180);
        const graph = decisionGraph(policy);
        const chart = arrange(graph, { outcomes: 'repeated', folded: [] });
        expect(chart.cards.length).toBeGreaterThan(2000);
        const scene = await layoutChart(chart, { direction: 'down' });
        const source = { policy, graph, chart, scene, overlayOf: () => ({}) };
        const svg = await chartFile('png', source, { theme: 'light', fontFaces: '' });
        expect(await pngOf(svg, 1)).toEqual({ kind: 'failed', message: expect.stringMatching(/\d+ million pixels/) });
        const { scene: small } = await drawExample('grants');
        expect((await pngOf(renderSvg(small, LIGHT, {}), 1)).kind).toBe('png');
    });

    it('says what is wrong with a picture that cannot be read, and goes on working', async () => {
        expect(await pngOf('<svg width="10" height="10"><oops', 1)).toMatchObject({ kind: 'failed' });
        expect((await pngOf('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>', 1)).kind).toBe('png');
        expect(fontBytes().map((bytes) => bytes.length > 40_000)).toEqual([true, true]);
    });
});

const imprint = 'A policy · version 3f2a9c01b2d4 · in force from 2017-09-04 · generated 2026-11-22';

describe('sheets', () => {
    const policies: readonly (readonly [string, () => Promise<Policy>])[] = [
        ['the intended reading', async () => (await drawExample('asIntended')).policy],
        ['the text as published', async () => (await drawExample('asPublished')).policy],
        ['grants', async () => (await drawExample('grants')).policy],
        ['a random policy', async () => randomPolicy(5, 45)],
    ];

    it.each(policies)('of %s hold every question once, in legible size', async (_, policy) => {
        const graph = decisionGraph(await policy());
        const set = await composeSheets(graph);
        const questions = set.sheets.flatMap((sheet) => sheet.questions);
        expect([...questions].sort()).toEqual(graph.questions.map((question) => question.id).sort());
        expect(questions.map((id) => set.numbers.get(id))).toEqual(questions.map((_, index) => index + 1));
        for (const { scene, scale } of set.sheets) {
            expect(scene.width * scale).toBeLessThanOrEqual(set.paper.picture.width + 0.5);
            expect(scene.height * scale).toBeLessThanOrEqual(set.paper.picture.height + 0.5);
            const sizes = scene.cards.flatMap((card) => card.lines.map((line) => line.size));
            expect(Math.min(...sizes) * scale * 0.75).toBeGreaterThanOrEqual(7.5);
            const { throughCards, overlaps, outside } = faultsOf(scene);
            expect({ throughCards, overlaps, outside }).toEqual({ throughCards: [], overlaps: [], outside: [] });
        }
        expectConnectors(set);
    });

    it('are as many as the paper needs', async () => {
        const graph = decisionGraph((await drawExample('asIntended')).policy);
        const counts: Record<string, number> = {};
        for (const paper of PAPERS) {
            const set = await composeSheets(graph, paper);
            counts[paper] = set.sheets.length;
            expect(set.sheets.flatMap((sheet) => sheet.questions).length).toBe(graph.questions.length);
            for (const { scene, scale } of set.sheets) {
                expect(scene.width * scale).toBeLessThanOrEqual(set.paper.picture.width + 0.5);
                expect(scene.height * scale).toBeLessThanOrEqual(set.paper.picture.height + 0.5);
            }
            expectConnectors(set);
            expect(renderSheets(set, graph, '', '')).toContain(`@page { size: ${paper}; margin: 10mm; }`);
        }
        expect(counts.Letter).toBeGreaterThanOrEqual(counts.A4 ?? 0);
        expect(counts.A3).toBeLessThan(counts.A4 ?? 0);
    });

    it('carry title, sheet, version, citations and no address of the network', async () => {
        const { graph } = await drawExample('asIntended');
        const set = await composeSheets(graph);
        const html = renderSheets(set, graph, imprint, '');
        expect(html).toContain(`Sheet ${set.sheets.length} of ${set.sheets.length}`);
        expect(html.split(`<footer><span>${imprint}</span>`).length - 1).toBe(set.sheets.length + 1);
        for (const question of graph.questions)
            for (const citation of question.citations) expect(html).toContain(citation);
        expect(html.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|<script|<link|@import/u);
    });

    it('obey no text', async () => {
        const { graph } = await draw(hostile);
        const html = renderSheets(await composeSheets(graph), graph, '<script>', '');
        expect(html).not.toContain('<script>');
        expect(html).not.toContain('<img');
        expect(html).not.toContain('<iframe');
        expect(renderSvg((await draw(hostile)).scene, LIGHT, {})).not.toContain('<iframe');
    });
});

/** Every ‘Go to’ names a sheet that says where it comes from, and the other way round. */
function expectConnectors(set: SheetSet): void {
    const going: string[] = [];
    const coming: string[] = [];
    set.sheets.forEach(({ scene }, index) => {
        const sources = new Map(scene.edges.map((edge) => [edge.to, edge.from]));
        for (const card of scene.cards) {
            if (card.role === 'reference') {
                const [, number, sheet] = /^Go to Q(\d+), sheet (\d+)/u.exec(card.label) ?? [];
                const from = scene.cards.find((one) => one.id === sources.get(card.id));
                going.push(`Q${from?.number} on ${index + 1} to Q${number} on ${sheet}`);
            }
            if (card.role === 'entry' && card.label.includes('(sheet')) {
                const to = scene.cards.find((one) => sources.get(one.id) === card.id);
                for (const [, list = '', sheet] of card.label.matchAll(/((?:Q\d+(?:, )?)+) \(sheet (\d+)\)/gu))
                    for (const source of list.split(', '))
                        coming.push(`${source} on ${sheet} to Q${to?.number} on ${index + 1}`);
            }
        }
    });
    expect([...new Set(going)].sort()).toEqual(coming.sort());
    expect(going.every((text) => !text.includes('undefined'))).toBe(true);
}
