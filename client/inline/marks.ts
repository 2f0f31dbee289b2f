// How each kind of inline text looks: its colour, its glyph in the gutter, its mark in the overview ruler. Every state
// has a glyph and a word of its own, so that colour never carries the meaning alone.

import * as vscode from 'vscode';
import type { InlineText, Tone } from '../../server/protocol.js';

type Kind = InlineText['kind'];

interface Mark {
    /** SVG inside a square of 16, drawn in `currentColor`. */
    readonly glyph?: string;
    /** Of the text; by default that of lenses. */
    readonly color?: string;
    /** In the overview ruler. */
    readonly ruler?: string;
}

const DOT = '<circle cx="8" cy="8" r="3" fill="currentColor"/>';
const RING = '<circle cx="8" cy="8" r="2.75" fill="none" stroke="currentColor" stroke-width="1.5"/>';
const SQUARE = '<path d="M4.5 4.5h7v7h-7z" fill="currentColor"/>';
const stroke = (path: string): string =>
    `<path d="${path}" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"/>`;
const QUESTION = stroke('M5.75 6a2.25 2.25 0 1 1 3.3 2c-.7.4-1.05.8-1.05 1.6M8 12.2v.05');
const OVERTAKEN = stroke('M3.5 9.5a4.5 4.5 0 0 1 9 0m-2.2-1.8 2.2 2.2 2.2-2.2');
const EXCEPTION = stroke('M12.5 9.5a4.5 4.5 0 0 0-9 0m-2.2-1.8 2.2 2.2 2.2-2.2');
const WARNING = stroke('M8 3.2 13.5 12.8h-11zM8 7v2.6m0 1.5v.05');

const MARKS: Readonly<Record<Kind, Mark>> = {
    holds: { glyph: DOT, ruler: 'tenet.path' },
    fails: { glyph: RING },
    decides: { glyph: SQUARE, color: 'tenet.neutral', ruler: 'tenet.neutral' },
    missing: { glyph: QUESTION, ruler: 'editorOverviewRuler.warningForeground' },
    also: { glyph: OVERTAKEN },
    exception: { glyph: EXCEPTION, ruler: 'tenet.path' },
    problem: { glyph: WARNING, ruler: 'editorOverviewRuler.errorForeground' },
    passed: {},
    failed: { color: 'editorError.foreground' },
    unreachable: {},
};

const GLYPH_COLORS = { light: '#1a5fb4', dark: '#6cb6ff' };
const STALE_COLORS = { light: '#8a8a8a', dark: '#808080' };

/** One decoration type for each look that occurs, made when it first does. */
export class Marks implements vscode.Disposable {
    readonly #types = new Map<string, vscode.TextEditorDecorationType>();

    typeOf(text: InlineText, stale: boolean): vscode.TextEditorDecorationType {
        const tone = text.kind === 'decides' ? text.tone : undefined;
        const key = [text.kind, tone, stale].join(' ');
        const known = this.#types.get(key);
        if (known) return known;
        const type = vscode.window.createTextEditorDecorationType(optionsOf(text.kind, tone, stale));
        this.#types.set(key, type);
        return type;
    }

    get types(): readonly vscode.TextEditorDecorationType[] {
        return [...this.#types.values()];
    }

    dispose(): void {
        for (const type of this.#types.values()) type.dispose();
    }
}

function optionsOf(kind: Kind, tone: Tone | undefined, stale: boolean): vscode.DecorationRenderOptions {
    const { glyph, color, ruler } = MARKS[kind];
    const colors = stale ? STALE_COLORS : GLYPH_COLORS;
    const toneColor = tone && `tenet.${tone}`;
    const rulerColor = toneColor ?? ruler;
    return {
        rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
        after: {
            margin: '0 0 0 3ch',
            fontStyle: 'normal',
            color: new vscode.ThemeColor(
                stale ? 'disabledForeground' : (toneColor ?? color ?? 'editorCodeLens.foreground'),
            ),
        },
        ...(rulerColor && !stale ? { overviewRulerColor: new vscode.ThemeColor(rulerColor) } : {}),
        overviewRulerLane: vscode.OverviewRulerLane.Center,
        ...(glyph
            ? {
                  light: { gutterIconPath: icon(glyph, colors.light), gutterIconSize: 'contain' },
                  dark: { gutterIconPath: icon(glyph, colors.dark), gutterIconSize: 'contain' },
              }
            : {}),
    };
}

function icon(glyph: string, color: string): vscode.Uri {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16" color="${color}">${glyph}</svg>`;
    return vscode.Uri.parse(`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`);
}

/** For lines that the case did not come to; themes of high contrast are never dimmed. */
export function unreachedType(): vscode.TextEditorDecorationType {
    const { kind } = vscode.window.activeColorTheme;
    const contrast = kind === vscode.ColorThemeKind.HighContrast || kind === vscode.ColorThemeKind.HighContrastLight;
    return vscode.window.createTextEditorDecorationType(
        contrast
            ? { isWholeLine: true, outline: '1px dotted', outlineColor: new vscode.ThemeColor('contrastBorder') }
            : { isWholeLine: true, opacity: '0.6' },
    );
}
