// One line of text as SVG.

import { escapeMarkup } from './escape.js';
import type { TextLine } from './scene.js';

export function renderText(
    x: number,
    y: number,
    text: string,
    look: Pick<TextLine, 'size' | 'weight' | 'anchor'> & { readonly ink: string },
): string {
    if (text === '') return '';
    const weight = look.weight === 'bold' ? ' font-weight="700"' : '';
    const anchor = look.anchor === 'start' ? '' : ` text-anchor="${look.anchor}"`;
    return `<text x="${x}" y="${y}" font-size="${look.size}"${weight}${anchor} fill="${look.ink}">${escapeMarkup(text)}</text>`;
}

/** To a tenth of a pixel. */
export function round(value: number): number {
    return Math.round(value * 10) / 10;
}
