import { beforeAll, describe, expect, it, vi } from 'vitest';
import { renderMermaid } from '../../language/flowchart/mermaid.js';
import {
    numbersOf,
    renderWalkthroughHtml,
    renderWalkthroughText,
    walkThrough,
} from '../../language/flowchart/walkthrough.js';
import { draw, drawExample } from './examples.js';
import { ATTACKS, hostile } from './hostile.js';
import { randomPolicy } from './random.js';

// Layouts take their time on a busy machine; no test is about speed.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const names = ['asIntended', 'asPublished', 'grants', 'parking'] as const;

describe('the walk-through', () => {
    it.each(names)('of %s has every question, answer, outcome and citation', async (name) => {
        const { graph, scene } = await drawExample(name);
        const text = renderWalkthroughText(walkThrough(graph, numbersOf(scene)));
        const numbers = numbersOf(scene);
        for (const question of graph.questions) {
            expect(text).toContain(`${numbers.get(question.id)}. ${question.text}\n`);
            const from = text.indexOf(`\n${numbers.get(question.id)}. `);
            const next = text.indexOf('\n\n', from + 1);
            const block = text.slice(from, next < 0 ? undefined : next);
            for (const words of [...question.citations, ...question.guards, ...question.notes])
                expect(block).toContain(words);
            for (const item of question.checklist?.items ?? []) expect(block).toContain(item.text);
            for (const exit of question.exits) {
                if (exit.kind !== 'skip') expect(block).toContain(exit.text);
                if (exit.to.kind === 'question')
                    expect(block).toContain(`question ${numbers.get(exit.to.question)} (${exit.to.question})`);
                if (exit.to.kind === 'outcome') expect(block).toContain(exit.to.title);
                if (exit.to.kind === 'outcome' && exit.to.reason !== undefined) expect(block).toContain(exit.to.reason);
            }
        }
        for (const part of graph.parts)
            for (const words of [...part.citations, part.title, ...part.notes]) expect(text).toContain(words);
    });

    it('has the numbers of the picture', async () => {
        const { graph, scene } = await drawExample('asPublished');
        const items = walkThrough(graph, numbersOf(scene)).sections.flatMap((section) => section.items);
        for (const item of items) expect(scene.cards.find((card) => card.id === item.id)?.number).toBe(item.number);
        expect(walkThrough(graph, numbersOf(scene)).sections.at(-1)?.title).toMatch(/^Cannot be reached/u);
    });

    it('as HTML obeys no text', async () => {
        const { graph, scene } = await draw(hostile);
        const html = renderWalkthroughHtml(walkThrough(graph, numbersOf(scene)));
        const tags = new Set([...html.matchAll(/<\/?([^\s/>]+)/gu)].map(([, name]) => name));
        expect(
            [...tags].filter((name) => !['ol', 'ul', 'li', 'p', 'strong', 'em', 'cite', 'h3'].includes(name ?? '')),
        ).toEqual([]);
        expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    });
});

describe('Mermaid text', () => {
    let parse: (text: string) => Promise<unknown>;
    beforeAll(async () => {
        // Mermaid cleans texts with DOMPurify, which has no methods without a browser; parsing needs none of them.
        const { default: purify } = await import('dompurify');
        Object.assign(purify, { addHook: () => {}, sanitize: (text: string) => text });
        const { default: mermaid } = await import('mermaid');
        parse = (text) => mermaid.parse(text);
    });

    it.each(names)('of %s is read by Mermaid itself', async (name) => {
        const { chart, scene } = await drawExample(name);
        const text = renderMermaid(chart, scene);
        expect(await parse(text)).toMatchObject({ diagramType: expect.stringMatching(/^flowchart/u) });
        expect(text.match(/^ {4}n\d+ -/gmu)?.length).toBe(chart.links.length);
    });

    it('is read whatever the texts say', async () => {
        const { chart, scene } = await draw(hostile);
        const text = renderMermaid(chart, scene);
        await expect(parse(text)).resolves.toBeTruthy();
        for (const attack of ATTACKS) if (/[<>"%`]/u.test(attack)) expect(text).not.toContain(attack);
        expect(text.match(/^ *(click|%%)/gmu)).toBeNull();
    });

    it('of a random policy is read', async () => {
        const { chart, scene } = await draw(randomPolicy(11, 60));
        await expect(parse(renderMermaid(chart, scene))).resolves.toBeTruthy();
    });

    it('would be refused if broken', async () => {
        await expect(parse('flowchart TD\n a["x" --> b')).rejects.toThrow();
    });
});
