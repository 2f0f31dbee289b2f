// Pages in a real browser: what a screen reader would stumble over, and whether anything in them loads or runs.

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { expect } from 'vitest';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const HAS_BROWSER = existsSync(CHROMIUM);

/** Axe finds nothing on the pages, light, dark and on paper; they hold nothing that loads or runs. */
export async function expectAccessible(pages: readonly string[]): Promise<void> {
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    try {
        for (const html of pages) {
            const context = await browser.newContext({ offline: true, bypassCSP: true });
            const page = await context.newPage();
            const problems: string[] = [];
            page.on('request', (request) => problems.push(`request ${request.url()}`));
            page.on('dialog', (dialog) => problems.push(`dialog ${dialog.message()}`));
            page.on('console', (message) => problems.push(message.text()));
            await page.setContent(html);
            expect(await page.evaluate(() => document.querySelectorAll('script, img, iframe').length)).toBe(0);
            await page.evaluate(axe);
            for (const media of [
                { colorScheme: 'light', media: 'screen' },
                { colorScheme: 'dark', media: 'screen' },
                { colorScheme: 'light', media: 'print' },
            ] as const) {
                await page.emulateMedia(media);
                const violations = await page.evaluate(async () => {
                    const { axe } = globalThis as unknown as {
                        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
                    };
                    return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
                });
                expect(violations).toEqual([]);
            }
            expect(problems).toEqual([]);
            await context.close();
        }
    } finally {
        await browser.close();
    }
}
