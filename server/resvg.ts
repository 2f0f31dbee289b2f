// The renderer of PNG files, started once in a process: it cannot be started twice.

import type { ResvgModule } from '../language/flowchart/png.js';

let renderer: Promise<ResvgModule> | undefined;

/** `wasm` is `@resvg/resvg-wasm/index_bg.wasm`. */
export function loadResvg(wasm: Uint8Array): Promise<ResvgModule> {
    renderer ??= import('@resvg/resvg-wasm').then(async ({ initWasm, Resvg }) => {
        await initWasm(wasm as Uint8Array<ArrayBuffer>);
        return { Resvg: Resvg as unknown as ResvgModule['Resvg'] };
    });
    return renderer;
}
