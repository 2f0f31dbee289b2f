// Bakes the advance widths of the chart's font into `language/flowchart/font-widths.ts`, so that texts are measured
// without the font file. Run it by hand after changing the font: `node .build/font.mjs`.

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const PACKAGE = '@expo-google-fonts/atkinson-hyperlegible';

const regular = read('400Regular/AtkinsonHyperlegible_400Regular.ttf');
const bold = read('700Bold/AtkinsonHyperlegible_700Bold.ttf');

const text = `// Advance widths of Atkinson Hyperlegible in thousandths of an em, baked by \`.build/font.mjs\`: do not edit. Each run is
// [first code point, width, width, …].

// biome-ignore format: a table
export const WIDTHS: { readonly [weight in 'regular' | 'bold']: readonly (readonly number[])[] } = {
    regular: [
${rows(regular)}
    ],
    bold: [
${rows(bold)}
    ],
};
`;
writeFileSync(new URL('../language/flowchart/font-widths.ts', import.meta.url), text);

function rows(widths) {
    const codes = [...widths.keys()].sort((a, b) => a - b);
    const runs = [];
    for (const code of codes) {
        const run = runs.at(-1);
        if (run && run.next === code) run.widths.push(widths.get(code));
        else runs.push({ first: code, widths: [widths.get(code)] });
        runs.at(-1).next = code + 1;
    }
    return runs.map((run) => `        [${run.first}, ${run.widths.join(', ')}],`).join('\n');
}

// Reads cmap (format 4), hmtx and head of a TrueType file.
function read(path) {
    const bytes = readFileSync(require.resolve(`${PACKAGE}/${path}`));
    const tables = new Map();
    for (let i = 0; i < bytes.readUInt16BE(4); i++) {
        const at = 12 + 16 * i;
        tables.set(bytes.toString('latin1', at, at + 4), bytes.readUInt32BE(at + 8));
    }
    const unitsPerEm = bytes.readUInt16BE(tables.get('head') + 18);
    const metricCount = bytes.readUInt16BE(tables.get('hhea') + 34);
    const advance = (glyph) => bytes.readUInt16BE(tables.get('hmtx') + 4 * Math.min(glyph, metricCount - 1));

    const cmap = tables.get('cmap');
    let sub;
    for (let i = 0; i < bytes.readUInt16BE(cmap + 2); i++) {
        const at = cmap + bytes.readUInt32BE(cmap + 8 + 8 * i);
        if (bytes.readUInt16BE(at) === 4) sub = at;
    }
    const segments = bytes.readUInt16BE(sub + 6) / 2;
    const widths = new Map();
    for (let s = 0; s < segments; s++) {
        const end = bytes.readUInt16BE(sub + 14 + 2 * s);
        const start = bytes.readUInt16BE(sub + 16 + 2 * segments + 2 * s);
        const delta = bytes.readUInt16BE(sub + 16 + 4 * segments + 2 * s);
        const offsetAt = sub + 16 + 6 * segments + 2 * s;
        const offset = bytes.readUInt16BE(offsetAt);
        for (let code = start; code <= end && code < 0xffff; code++) {
            let glyph = (code + delta) & 0xffff;
            if (offset) {
                glyph = bytes.readUInt16BE(offsetAt + offset + 2 * (code - start));
                if (glyph) glyph = (glyph + delta) & 0xffff;
            }
            if (glyph && code >= 32) widths.set(code, Math.round((advance(glyph) * 1000) / unitsPerEm));
        }
    }
    return widths;
}
