import { describe, expect, it, vi } from 'vitest';
import { escapeMarkup } from '../../language/flowchart/escape.js';
import { ellipsize, measureText, wrapText } from '../../language/flowchart/measure.js';
import { renderSvg } from '../../language/flowchart/svg.js';
import { CONTRAST_DARK, CONTRAST_LIGHT, DARK, editorTheme, LIGHT, type Theme } from '../../language/flowchart/theme.js';
import { draw, drawExample } from './examples.js';
import { faultsOf } from './geometry.js';
import { hostile } from './hostile.js';
import { pngOf } from './render.js';

// Layouts take their time on a busy machine; no test is about speed.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describe('the picture', () => {
    it('shows hostile texts and obeys none', async () => {
        const { scene } = await draw(hostile);
        const overlay = { problems: { constructor: '<b onclick=x>' }, position: 'valueOf' };
        const svg = renderSvg(scene, LIGHT, overlay);
        const tags = new Set([...svg.matchAll(/<\/?([^\s/>]+)/gu)].map(([, name]) => name));
        expect([...tags].sort()).toEqual(['circle', 'g', 'path', 'rect', 'svg', 'text', 'title']);
        const attributes = new Set([...svg.matchAll(/ ([\w-]+)="/gu)].map(([, name]) => name));
        expect([...attributes].filter((name) => name?.startsWith('on') || name === 'href' || name === 'style')).toEqual(
            [],
        );
        for (const character of ['\u0000', '\u0007', '\u202e']) expect(svg).not.toContain(character);
        // A strict XML reader takes it.
        expect((await pngOf(svg, 1)).kind).toBe('png');
        expect(faultsOf(scene).outside).toEqual([]);
    });

    it('escapes markup and replaces what may not be shown', () => {
        expect(escapeMarkup(`<a href="x" b='y'>&</a>`)).toBe(
            '&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;&lt;/a&gt;',
        );
        expect(escapeMarkup('a\u0000b\u202ec\ud800d')).toBe('a\ufffdb\ufffdc\ufffdd');
        expect(escapeMarkup('Straße 日本 😀')).toBe('Straße 日本 😀');
    });

    it('needs no style sheet, script, network or marker', async () => {
        const { scene } = await drawExample('asIntended');
        for (const theme of [LIGHT, editorTheme(DARK)]) {
            const svg = renderSvg(scene, theme, {});
            expect(svg).not.toMatch(/<style|<script|<marker|foreignObject|url\(|class=/u);
            expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:/u);
        }
        expect(renderSvg(scene, LIGHT, {})).not.toContain('var(');
        expect(renderSvg(scene, editorTheme(LIGHT), {})).toContain('var(--vscode-editor-foreground, #1f2328)');
    });

    it('names every card for a screen reader and for the host', async () => {
        const { scene } = await drawExample('asIntended');
        const svg = renderSvg(scene, LIGHT, {});
        for (const card of scene.cards)
            expect(svg).toContain(`data-card="${escapeMarkup(card.id)}" role="img" aria-label="`);
        for (const edge of scene.edges) expect(svg).toContain(`data-edge="${escapeMarkup(edge.id)}"`);
        expect(svg).toContain('Question 3, P1, Victim: Does the victim support a prosecution by the police?');
    });

    it('is the same each time', async () => {
        const [one, other] = [await drawExample('asPublished'), await drawExample('asPublished')];
        expect(renderSvg(one.scene, LIGHT, {})).toBe(renderSvg(other.scene, LIGHT, {}));
    });
});

describe('colours', () => {
    const themes: readonly (readonly [string, Theme])[] = [
        ['light', LIGHT],
        ['dark', DARK],
        ['high contrast light', CONTRAST_LIGHT],
        ['high contrast dark', CONTRAST_DARK],
    ];

    it.each(themes)('of %s can be told from their ground', (_, theme) => {
        const grounds = [theme.background, theme.card, theme.panel];
        const texts: [string, string][] = [
            ...[...grounds, theme.pathFill].flatMap((ground): [string, string][] => [
                [theme.text, ground],
                [theme.muted, ground],
                [theme.path, ground],
                [theme.warning, ground],
            ]),
            [theme.inverse, theme.start],
            [theme.onPath, theme.path],
            ...Object.values(theme.tones).flatMap(({ fill }): [string, string][] => [
                [theme.text, fill],
                [theme.muted, fill],
            ]),
            // Badges write in the ground's colour.
            ...[theme.tones.accept.ink, theme.tones.refuse.ink, theme.tones.refer.ink].map((ink): [string, string] => [
                theme.background,
                ink,
            ]),
        ];
        for (const [ink, ground] of texts)
            expect(contrast(ink, ground), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5);
        const shapes: [string, string][] = [
            ...grounds.map((ground): [string, string] => [theme.border, ground]),
            ...Object.values(theme.tones).flatMap(({ ink, fill, onInk }): [string, string][] => [
                [ink, theme.background],
                [ink, theme.panel],
                [ink, fill],
                [onInk, ink],
            ]),
        ];
        for (const [ink, ground] of shapes)
            expect(contrast(ink, ground), `${ink} on ${ground}`).toBeGreaterThanOrEqual(3);
    });

    it('never step back in high contrast', async () => {
        const { scene } = await drawExample('grants');
        const overlay = { case: { title: 'x', summary: 'y', cards: {}, edges: [], checks: {} } };
        expect(renderSvg(scene, CONTRAST_DARK, overlay)).not.toContain('opacity');
        expect(renderSvg(scene, CONTRAST_DARK, overlay)).toContain('stroke-dasharray="1.5 3"');
        expect(renderSvg(scene, LIGHT, overlay)).not.toContain('opacity');
    });
});

describe('measuring', () => {
    it('knows the font', () => {
        // What Chromium measures with the font file, kerning off.
        expect(measureText('Is the applicant 18?', 100, 'regular')).toBeCloseTo(874.2, 0);
        expect(measureText('Does the victim support a prosecution by the police?', 100, 'regular')).toBeCloseTo(
            2322.9,
            0,
        );
        expect(measureText('Making off without payment: fuel £50', 100, 'bold')).toBeCloseTo(1787.5, 0);
        expect(measureText('WWW', 10, 'bold')).toBeGreaterThan(measureText('iii', 10, 'bold') * 2);
        expect(measureText('日本', 10, 'regular')).toBe(20);
    });

    it('wraps, breaks long words and cuts', () => {
        const box = { width: 60, size: 12, weight: 'regular', maxLines: 3 } as const;
        for (const text of [
            'one two three four five six seven eight',
            'Donaudampfschifffahrtsgesellschaftskapitän',
            '',
            'a'.repeat(500),
            '日本語'.repeat(30),
        ]) {
            const lines = wrapText(text, box);
            expect(lines.length).toBeLessThanOrEqual(3);
            for (const line of lines) expect(measureText(line, 12, 'regular')).toBeLessThanOrEqual(60);
        }
        expect(wrapText('one two three four five six seven eight', box).at(-1)).toMatch(/…$/u);
        expect(wrapText('short', box)).toEqual(['short']);
        expect(ellipsize('abcdef', { width: 1, size: 12, weight: 'regular' })).toBe('');
    });
});

/** Contrast ratio of WCAG 2. */
function contrast(one: string, other: string): number {
    const luminance = (colour: string): number => {
        const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
            const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
            return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
}
