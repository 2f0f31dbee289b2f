// A chart as a file. Command line and editor write the same bytes, since both of them call this.

import type { Policy } from '../model/policy.js';
import type { Chart } from './arrange.js';
import type { DecisionGraph } from './graph.js';
import { type Edition, imprintOf } from './imprint.js';
import { renderMermaid } from './mermaid.js';
import type { Overlay } from './overlay.js';
import type { PaperName } from './paper.js';
import type { Scene } from './scene.js';
import { composeSheets, renderSheets } from './sheets.js';
import { renderSvg } from './svg.js';
import { DARK, LIGHT } from './theme.js';
import { numbersOf, renderWalkthroughText, walkThrough } from './walkthrough.js';

export type ChartFormat = 'svg' | 'png' | 'html' | 'mermaid' | 'text';

export interface ChartSource {
    readonly policy: Policy;
    readonly graph: DecisionGraph;
    readonly chart: Chart;
    readonly scene: Scene;
    /** What is laid over the picture, and over each sheet of it. */
    readonly overlayOf: (scene: Scene) => Overlay;
}

export interface FileOptions {
    readonly theme: 'light' | 'dark';
    /** `@font-face` rules that carry the font along; empty for none. */
    readonly fontFaces: string;
    readonly sheets?: SheetOptions;
}

export interface SheetOptions {
    readonly paper?: PaperName;
    /** The foot of each sheet, with parts in braces; see `imprintOf`. */
    readonly footer?: string;
    readonly edition?: Edition;
}

/** The text of a file; of a PNG the picture that is to be turned into pixels, which needs no font of its own. */
export async function chartFile(format: ChartFormat, source: ChartSource, options: FileOptions): Promise<string> {
    const { policy, graph, chart, scene, overlayOf } = source;
    const { fontFaces } = options;
    const theme = options.theme === 'dark' ? DARK : LIGHT;
    switch (format) {
        case 'svg': {
            const faces = fontFaces === '' ? {} : { fontFaces };
            return `${renderSvg(scene, theme, overlayOf(scene), { legend: 'shown', title: 'shown', ...faces })}\n`;
        }
        case 'png':
            return renderSvg(scene, theme, overlayOf(scene));
        case 'html': {
            const { paper, footer, edition = {} } = options.sheets ?? {};
            const imprint = imprintOf(policy, edition, footer);
            return `${renderSheets(await composeSheets(graph, paper), graph, imprint, fontFaces, overlayOf)}\n`;
        }
        case 'mermaid':
            return renderMermaid(chart, scene, overlayOf(scene));
        case 'text':
            return renderWalkthroughText(walkThrough(graph, numbersOf(scene), overlayOf(scene).case));
    }
}

const EXTENSIONS: Readonly<Record<ChartFormat, string>> = {
    svg: 'svg',
    png: 'png',
    html: 'html',
    mermaid: 'mmd',
    text: 'txt',
};

/** `as-intended--flow.svg`, of the file's name without its ending; with a case `as-intended--flow--s04-fuel.svg`. */
export function chartFileName(format: ChartFormat, file: string, shown?: string): string {
    const slug = (text: string): string =>
        text
            .normalize('NFKD')
            .replace(/\p{M}/gu, '')
            .toLowerCase()
            .replace(/[^\p{L}\p{N}]+/gu, '-')
            .replace(/^-+|-+$/gu, '')
            .slice(0, 60);
    const name = file.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^-+|-+$/gu, '');
    const parts = [name || 'policy', 'flow', ...(shown ? [slug(shown)] : [])];
    return `${parts.filter((part) => part !== '').join('--')}.${EXTENSIONS[format]}`;
}
