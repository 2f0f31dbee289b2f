// What pictures need besides the language: the font, and the renderer of PNG files.

import regular from '@expo-google-fonts/atkinson-hyperlegible/400Regular/AtkinsonHyperlegible_400Regular.ttf';
import bold from '@expo-google-fonts/atkinson-hyperlegible/700Bold/AtkinsonHyperlegible_700Bold.ttf';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import wasm from '@resvg/resvg-wasm/index_bg.wasm';
import type { ResvgModule } from '../../language/flowchart/png.js';

/** The font as rules of a style sheet that carry it along. */
export function fontFaces(): string {
    return face(400, regular) + face(700, bold);
}

function face(weight: number, bytes: Uint8Array): string {
    const data = Buffer.from(bytes).toString('base64');
    const source = `url(data:font/ttf;base64,${data}) format('truetype')`;
    return `@font-face{font-family:'Atkinson Hyperlegible';font-weight:${weight};src:${source}}`;
}

export const FONTS: readonly Uint8Array[] = [regular, bold];

export async function loadResvg(): Promise<ResvgModule> {
    await initWasm(wasm as Uint8Array<ArrayBuffer>);
    return { Resvg: Resvg as unknown as ResvgModule['Resvg'] };
}
