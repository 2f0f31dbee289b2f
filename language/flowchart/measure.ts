// Measures and wraps texts by the baked widths of the chart's font, so that every host computes the same picture
// without a font file. Characters outside the font count as wide as the widest stand-in a browser may pick.

import { WIDTHS } from './font-widths.js';

export type Weight = 'regular' | 'bold';

/** Width of one line of text in pixels. Kerning is left out: it nearly always makes text narrower. */
export function measureText(text: string, size: number, weight: Weight): number {
    let sum = 0;
    for (const character of text) sum += advance(character.codePointAt(0) as number, weight);
    return (sum * size) / 1000;
}

/**
 * Breaks a text into at most `maxLines` lines no wider than `width`. Words wider than a line are broken inside; what
 * does not fit any more is cut with an ellipsis.
 */
export function wrapText(
    text: string,
    box: { readonly width: number; readonly size: number; readonly weight: Weight; readonly maxLines: number },
): readonly string[] {
    const { width, size, weight, maxLines } = box;
    const lines: string[] = [];
    let line = '';
    for (const word of text.split(/\s+/u).filter((part) => part !== '')) {
        const joined = line === '' ? word : `${line} ${word}`;
        if (measureText(joined, size, weight) <= width) {
            line = joined;
            continue;
        }
        if (line !== '') lines.push(line);
        line = '';
        for (const character of word) {
            if (line !== '' && measureText(line + character, size, weight) > width) {
                lines.push(line);
                line = '';
            }
            line += character;
        }
        if (lines.length > maxLines) break;
    }
    if (line !== '') lines.push(line);
    if (lines.length <= maxLines) return lines;
    const last = lines[maxLines - 1] ?? '';
    return [...lines.slice(0, maxLines - 1), ellipsize(`${last}…`, { width, size, weight })];
}

/** Cuts the end of a text so that it fits on one line. */
export function ellipsize(
    text: string,
    box: { readonly width: number; readonly size: number; readonly weight: Weight },
): string {
    if (measureText(text, box.size, box.weight) <= box.width) return text;
    const characters = [...text.replace(/…$/u, '')];
    while (characters.length > 0) {
        characters.pop();
        const cut = `${characters.join('').trimEnd()}…`;
        if (measureText(cut, box.size, box.weight) <= box.width) return cut;
    }
    return '';
}

const tables: Readonly<Record<Weight, ReadonlyMap<number, number>>> = {
    regular: tableOf('regular'),
    bold: tableOf('bold'),
};

function advance(code: number, weight: Weight): number {
    const known = tables[weight].get(code);
    if (known !== undefined) return known;
    if (isZeroWidth(code)) return 0;
    return isWide(code) ? 1000 : 720;
}

function tableOf(weight: Weight): ReadonlyMap<number, number> {
    const table = new Map<number, number>();
    for (const [first, ...widths] of WIDTHS[weight])
        widths.forEach((width, index) => {
            table.set((first as number) + index, width);
        });
    return table;
}

function isZeroWidth(code: number): boolean {
    return (code >= 0x300 && code <= 0x36f) || (code >= 0x200b && code <= 0x200f) || (code >= 0xfe00 && code <= 0xfe0f);
}

/** Han, kana, Hangul, full-width forms and pictographs: one em each. */
function isWide(code: number): boolean {
    return (
        (code >= 0x1100 && code <= 0x115f) ||
        (code >= 0x2600 && code <= 0x27bf) ||
        (code >= 0x2e80 && code <= 0xa4cf) ||
        (code >= 0xac00 && code <= 0xd7a3) ||
        (code >= 0xf900 && code <= 0xfaff) ||
        (code >= 0xff00 && code <= 0xff60) ||
        code >= 0x1f000
    );
}
