// What pictures need besides the language: the font, and the renderer of PNG files.

import regular from '@expo-google-fonts/atkinson-hyperlegible/400Regular/AtkinsonHyperlegible_400Regular.ttf';
import bold from '@expo-google-fonts/atkinson-hyperlegible/700Bold/AtkinsonHyperlegible_700Bold.ttf';
import wasm from '@resvg/resvg-wasm/index_bg.wasm';

export const FONTS: readonly Uint8Array[] = [regular, bold];

export const RESVG: Uint8Array = wasm;
