// A flowchart as a file, from plain data; a PNG too, by a renderer that is loaded with the first one.

import { analyse } from '../../language/analysis/analyse.js';
import { type ChartFormat, chartFile, type SheetOptions } from '../../language/flowchart/export.js';
import { unreachableOverlay } from '../../language/flowchart/findings-overlay.js';
import { fontFaces } from '../../language/flowchart/fonts.js';
import { renderPng } from '../../language/flowchart/png.js';
import { loadResvg } from '../resvg.js';
import { type ChartInput, drawChart } from './draw.js';

export interface ExportInput extends Omit<ChartInput, 'findings'> {
    readonly format: ChartFormat;
    readonly theme: 'light' | 'dark';
    /** The font, regular and bold; none if the host has none. */
    readonly fonts: readonly Uint8Array[];
    /** The renderer of PNG files, as WebAssembly. */
    readonly resvg?: Uint8Array;
    /** Dots for each pixel of a PNG. */
    readonly scale: number;
    readonly sheets: SheetOptions;
}

export type ExportOutput =
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'png'; readonly bytes: Uint8Array }
    | { readonly kind: 'failed'; readonly message: string };

/** What the command line writes too: the findings are all of the policy's own, whatever was proved before. */
export async function exportChart(input: ExportInput): Promise<ExportOutput> {
    const { policy, format, theme, fonts, resvg, scale, sheets } = input;
    const findings = analyse(policy);
    const overlay = { ...input.overlay, showsFindings: false };
    const { graph, chart, scene, overlayOf } = await drawChart({ ...input, findings, overlay }, undefined);
    const text = await chartFile(
        format,
        {
            policy,
            graph,
            chart,
            scene,
            overlayOf: (on) => ({ unreachable: unreachableOverlay(policy, on, findings), ...overlayOf(on) }),
        },
        { theme, fontFaces: fontFaces(fonts), sheets },
    );
    if (format !== 'png') return { kind: 'text', text };
    if (!resvg) return { kind: 'failed', message: 'A PNG cannot be made here: export it as SVG.' };
    return renderPng(text, { resvg: await loadResvg(resvg), fonts, scale });
}
