// What tests and benchmarks share: a policy's scene, and PNG files with the real font.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { arrange, DEFAULT_ARRANGEMENT } from '../../language/flowchart/arrange.js';
import { decisionGraph, type Gaps } from '../../language/flowchart/graph.js';
import { layoutChart } from '../../language/flowchart/layout.js';
import { type PngResult, type ResvgModule, renderPng } from '../../language/flowchart/png.js';
import type { Scene } from '../../language/flowchart/scene.js';
import type { Policy } from '../../language/model/policy.js';

const require = createRequire(import.meta.url);
const FONT = '@expo-google-fonts/atkinson-hyperlegible';

export function fontBytes(): readonly Uint8Array[] {
    return ['400Regular/AtkinsonHyperlegible_400Regular.ttf', '700Bold/AtkinsonHyperlegible_700Bold.ttf'].map((path) =>
        readFileSync(require.resolve(`${FONT}/${path}`)),
    );
}

let ready: Promise<void> | undefined;

export async function resvg(): Promise<ResvgModule> {
    ready ??= initWasm(readFileSync(require.resolve('@resvg/resvg-wasm/index_bg.wasm')));
    await ready;
    return { Resvg: Resvg as unknown as ResvgModule['Resvg'] };
}

export async function pngOf(svg: string, scale: number): Promise<PngResult> {
    return renderPng(svg, { resvg: await resvg(), fonts: fontBytes(), scale });
}

export function sceneOf(policy: Policy, previous?: Scene, gaps?: Gaps): Promise<Scene> {
    const chart = arrange(decisionGraph(policy, gaps), DEFAULT_ARRANGEMENT);
    return layoutChart(chart, { direction: 'down', ...(previous === undefined ? {} : { previous }) });
}
