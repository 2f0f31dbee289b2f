import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { platforms, webServer } from '../../.build/bundles.mjs';
import { DEFAULT_ARRANGEMENT } from '../../language/flowchart/arrange.js';
import { composeSheets, renderSheets } from '../../language/flowchart/sheets.js';
import { FONT_FAMILY, renderSvg } from '../../language/flowchart/svg.js';
import { LIGHT } from '../../language/flowchart/theme.js';
import { interpret } from '../../language/run/interpret.js';
import { drawView, type ViewInput } from '../../server/work/draw.js';
import { draw, drawExample } from './examples.js';
import { hostile } from './hostile.js';
import { randomPolicy } from './random.js';
import { fontBytes } from './render.js';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const require = createRequire(import.meta.url);

/** Where there is no Chromium these say so as skipped; the continuous integration installs it. */
describe.skipIf(!existsSync(CHROMIUM))('in a browser without a network', () => {
    let browser: Browser;
    beforeAll(async () => {
        browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
    });
    afterAll(() => browser?.close());

    const fontFaces = fontBytes()
        .map(
            (bytes, index) =>
                `@font-face{font-family:'Atkinson Hyperlegible';font-weight:${index === 0 ? 400 : 700};src:url(data:font/ttf;base64,${Buffer.from(bytes).toString('base64')})}`,
        )
        .join('');

    async function open(html: string) {
        const context = await browser.newContext({ offline: true });
        const page = await context.newPage();
        const problems: string[] = [];
        page.on('request', (request) => problems.push(`request ${request.url().slice(0, 60)}`));
        page.on('console', (message) => problems.push(message.text()));
        page.on('dialog', (dialog) => problems.push(`dialog ${dialog.message()}`));
        await page.setContent(html);
        await page.evaluate(() => document.fonts.ready);
        return { page, problems: () => problems.filter((problem) => !problem.startsWith('request data:font')) };
    }

    it('no text of the picture is wider than its card', async () => {
        const { scene } = await drawExample('asIntended');
        const { page } = await open(
            `<style>${fontFaces}</style>${renderSvg(scene, LIGHT, {})}<p style="font-family:${FONT_FAMILY}">a<b>b</b></p>`,
        );
        await page.evaluate(() => document.fonts.ready);
        const outside = await page.evaluate(() =>
            [...document.querySelectorAll('g[data-card]')].flatMap((card) => {
                const box = (card.querySelector('path') as SVGPathElement).getBBox();
                return [...card.querySelectorAll('text')].flatMap((text) => {
                    const { x, width } = text.getBBox();
                    return x < box.x - 0.5 || x + width > box.x + box.width + 0.5 ? [text.textContent] : [];
                });
            }),
        );
        expect(outside).toEqual([]);
    });

    it('axe finds nothing serious on sheets, and nothing is fetched', async () => {
        const { graph } = await drawExample('asPublished');
        const html = renderSheets(await composeSheets(graph), graph, 'version 3f2a9c01b2d4', fontFaces);
        const { page, problems } = await open(html);
        await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
        const found = await page.evaluate(async () => {
            const { axe } = globalThis as unknown as {
                axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
            };
            return (await axe.run()).violations.map(
                ({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0]?.html.slice(0, 120)}`,
            );
        });
        expect(found.filter((text) => /^(serious|critical)/u.test(text))).toEqual([]);
        expect(problems()).toEqual([]);
    });

    it('a worker lays out and draws the same, byte for byte, as node does', async () => {
        const bundle = webServer(platforms(true)).find(({ outfile }) => outfile.endsWith('web-workshop.js'));
        const { outputFiles } = await build({ ...bundle, sourcemap: false, write: false, logLevel: 'error' });
        const script = `${outputFiles?.[0]?.text};tenetWorkshop.serve();`;
        const { page } = await open('<p>workers</p>');
        const policies = [
            ...(await Promise.all(
                (['asIntended', 'asPublished', 'grants', 'parking'] as const).map(async (name) => {
                    const { policy, scenarios } = await drawExample(name);
                    return { policy, facts: scenarios[0]?.facts };
                }),
            )),
            { policy: randomPolicy(9, 60), facts: undefined },
        ];
        const inputs = policies.flatMap(({ policy, facts }) =>
            (['down', 'right'] as const).map((direction): ViewInput => {
                const decided = facts && { title: 'A case', facts, verdict: interpret(policy, facts) };
                return {
                    policy,
                    findings: [],
                    arrangement: DEFAULT_ARRANGEMENT,
                    direction,
                    overlay: { showsFindings: true, ...(decided ? { decided } : {}) },
                    theme: { kind: 'fixed', base: 'light' },
                };
            }),
        );
        // Facts are a map, which no JSON carries: each pair goes over by itself.
        const sent = inputs.map(({ overlay: { decided, ...overlay }, ...input }) => ({
            input: { ...input, overlay: { ...overlay, ...(decided ? { decided: { ...decided, facts: null } } : {}) } },
            facts: decided ? [...decided.facts] : null,
        }));
        const drawn = await page.evaluate(
            async ([code, jobs]) => {
                const worker = new Worker(URL.createObjectURL(new Blob([code as string])));
                const outputs: unknown[] = [];
                // A worker says first that it is there, with the number that no job has.
                for (const [index, { input, facts }] of (jobs as typeof sent).entries()) {
                    const id = index + 1;
                    if (input.overlay.decided && facts)
                        Object.assign(input.overlay.decided, { facts: new Map(facts as [string, unknown][]) });
                    worker.postMessage({ id, job: 'drawView', input });
                    const answer = new Promise<unknown>((resolve) => {
                        worker.onmessage = ({ data }) => data.id === id && resolve(data);
                    });
                    outputs.push(JSON.stringify(await answer));
                }
                return outputs as string[];
            },
            [script, sent] as const,
        );
        for (const [index, input] of inputs.entries())
            expect(drawn[index] === JSON.stringify({ id: index + 1, output: await drawView(input) })).toBe(true);
    });

    it('hostile texts do nothing', async () => {
        const { graph, scene } = await draw(hostile);
        const imprint = '<img src=x onerror=alert(1)>';
        const sheets = await open(renderSheets(await composeSheets(graph), graph, imprint, ''));
        expect(sheets.problems()).toEqual([]);
        const picture = await open(renderSvg(scene, LIGHT, {}));
        expect(picture.problems()).toEqual([]);
        expect(await picture.page.evaluate(() => document.querySelectorAll('script, img, iframe').length)).toBe(0);
    });
});
