// Turns a picture into a PNG with resvg, which the host hands in together with the font, for this folder loads nothing.
// A picture that is too large gives a message: beyond its limits the renderer would stop dead.

/** The part of `@resvg/resvg-wasm`, initialized, that is used. */
export interface ResvgModule {
    readonly Resvg: new (
        svg: string,
        options: {
            readonly fitTo: { readonly mode: 'zoom'; readonly value: number };
            readonly font: {
                readonly fontBuffers: Uint8Array[];
                readonly defaultFontFamily: string;
                readonly sansSerifFamily: string;
                readonly loadSystemFonts: boolean;
            };
        },
    ) => {
        readonly width: number;
        readonly height: number;
        render(): { asPng(): Uint8Array; free(): void };
        free(): void;
    };
}

export type PngResult =
    | { readonly kind: 'png'; readonly bytes: Uint8Array }
    | { readonly kind: 'failed'; readonly message: string };

/** Larger canvases exhaust the renderer's memory. */
const MOST_PIXELS = 80_000_000;

export function renderPng(
    svg: string,
    options: { readonly resvg: ResvgModule; readonly fonts: readonly Uint8Array[]; readonly scale: number },
): PngResult {
    const { resvg, fonts, scale } = options;
    const [, width = 0, height = 0] = /^<svg [^>]*?width="(\d+)" height="(\d+)"/u.exec(svg)?.map(Number) ?? [];
    const pixels = width * height * scale * scale;
    if (!(pixels > 0)) return { kind: 'failed', message: 'The picture has no size' };
    if (pixels > MOST_PIXELS) {
        const message = `The picture would have ${Math.round(pixels / 1e6)} million pixels (the limit is ${MOST_PIXELS / 1e6}); export it as SVG or as sheets, or fold its parts`;
        return { kind: 'failed', message };
    }
    const family = 'Atkinson Hyperlegible';
    const font = {
        fontBuffers: [...fonts],
        defaultFontFamily: family,
        sansSerifFamily: family,
        loadSystemFonts: false,
    };
    try {
        const renderer = new resvg.Resvg(svg, { fitTo: { mode: 'zoom', value: scale }, font });
        const image = renderer.render();
        const bytes = image.asPng();
        image.free();
        renderer.free();
        return { kind: 'png', bytes };
    } catch (error) {
        return {
            kind: 'failed',
            message: `The picture could not be drawn as PNG (${String(error)}); export it as SVG`,
        };
    }
}
