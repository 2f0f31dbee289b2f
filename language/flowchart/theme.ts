// Colours of a picture. The four palettes are tested for contrast (text 4.5, shapes 3) and were chosen to stay apart
// under the three kinds of colour blindness; shape and icon say the same thing again.

import type { Tone } from '../model/policy.js';

export interface Theme {
    readonly background: string;
    readonly card: string;
    readonly text: string;
    readonly muted: string;
    readonly border: string;
    readonly faint: string;
    readonly inverse: string;
    readonly start: string;
    readonly panel: string;
    readonly path: string;
    readonly onPath: string;
    readonly pathFill: string;
    readonly tones: Readonly<Record<Tone, { readonly ink: string; readonly fill: string; readonly onInk: string }>>;
    readonly warning: string;
    /** How what is off the path steps back: mixed into the background, by opacity, or with dotted outlines. */
    readonly dimming: 'mix' | 'opacity' | 'dotted';
}

/** For paper, exports and light editors. */
export const LIGHT: Theme = {
    background: '#ffffff',
    card: '#ffffff',
    text: '#1f2328',
    muted: '#57606a',
    border: '#5a6b7b',
    faint: '#c9d1d9',
    inverse: '#ffffff',
    start: '#24292f',
    panel: '#f6f8fa',
    path: '#0a2f9c',
    onPath: '#ffffff',
    pathFill: '#e6ebf8',
    tones: {
        accept: { ink: '#0f6b56', fill: '#e3f4ee', onInk: '#ffffff' },
        refuse: { ink: '#7a0c0c', fill: '#fbe9ea', onInk: '#ffffff' },
        refer: { ink: '#866b13', fill: '#fdf5da', onInk: '#ffffff' },
        pending: { ink: '#6a3d9a', fill: '#f2ebfa', onInk: '#ffffff' },
        neutral: { ink: '#4b5763', fill: '#eef1f4', onInk: '#ffffff' },
    },
    warning: '#a63300',
    dimming: 'mix',
};

export const DARK: Theme = {
    background: '#1e1e1e',
    card: '#252627',
    text: '#e6e6e6',
    muted: '#a9b1ba',
    border: '#8b99a8',
    faint: '#4a5058',
    inverse: '#1e1e1e',
    start: '#e6e6e6',
    panel: '#26292c',
    path: '#66abff',
    onPath: '#10151c',
    pathFill: '#11304f',
    tones: {
        accept: { ink: '#1aff8c', fill: '#13322a', onInk: '#10201a' },
        refuse: { ink: '#e7557c', fill: '#351a22', onInk: '#1e1e1e' },
        refer: { ink: '#ffc91a', fill: '#352d14', onInk: '#1e1e1e' },
        pending: { ink: '#c9a5ff', fill: '#2c2440', onInk: '#1e1e1e' },
        neutral: { ink: '#b6c0ca', fill: '#2b3036', onInk: '#1e1e1e' },
    },
    warning: '#ff9a66',
    dimming: 'mix',
};

/** High contrast themes have no fills and nothing steps back. */
export const CONTRAST_LIGHT: Theme = {
    ...LIGHT,
    text: '#000000',
    muted: '#292929',
    border: '#0f4a85',
    faint: '#5a5a5a',
    start: '#000000',
    panel: '#ffffff',
    pathFill: '#ffffff',
    tones: unfilled(LIGHT.tones, '#ffffff'),
    warning: '#8a2a00',
    dimming: 'dotted',
};

export const CONTRAST_DARK: Theme = {
    ...DARK,
    background: '#000000',
    card: '#000000',
    text: '#ffffff',
    muted: '#d4d4d4',
    border: '#6fc3df',
    faint: '#9a9a9a',
    inverse: '#000000',
    start: '#ffffff',
    panel: '#000000',
    onPath: '#000000',
    pathFill: '#000000',
    tones: unfilled({ ...DARK.tones, refuse: { ...DARK.tones.refuse, ink: '#ff7d9c' } }, '#000000'),
    dimming: 'dotted',
};

/**
 * The theme of the editor: its variables, with the colours of a palette where it has none. Outcomes keep colours of
 * their own, which the extension contributes, since a theme's chart colours may be too much alike.
 */
export function editorTheme(palette: Theme): Theme {
    const tone = (name: Tone) => ({
        ...palette.tones[name],
        ink: `var(--vscode-tenet-${name}, ${palette.tones[name].ink})`,
    });
    return {
        ...palette,
        background: `var(--vscode-editor-background, ${palette.background})`,
        card: `var(--vscode-editor-background, ${palette.card})`,
        text: `var(--vscode-editor-foreground, ${palette.text})`,
        muted: `var(--vscode-descriptionForeground, ${palette.muted})`,
        border: palette.dimming === 'dotted' ? `var(--vscode-contrastBorder, ${palette.border})` : palette.border,
        start: `var(--vscode-editor-foreground, ${palette.start})`,
        inverse: `var(--vscode-editor-background, ${palette.inverse})`,
        panel: palette.dimming === 'dotted' ? palette.panel : `var(--vscode-sideBar-background, ${palette.panel})`,
        tones: {
            accept: tone('accept'),
            refuse: tone('refuse'),
            refer: tone('refer'),
            pending: tone('pending'),
            neutral: tone('neutral'),
        },
        dimming: palette.dimming === 'dotted' ? 'dotted' : 'opacity',
    };
}

/** What a colour is when it steps back to `share` of itself; both are `#rrggbb`. */
export function mixColours(colour: string, background: string, share: number): string {
    const channel = (at: number): string => {
        const front = Number.parseInt(colour.slice(at, at + 2), 16);
        const back = Number.parseInt(background.slice(at, at + 2), 16);
        return Math.round(front * share + back * (1 - share))
            .toString(16)
            .padStart(2, '0');
    };
    return `#${channel(1)}${channel(3)}${channel(5)}`;
}

function unfilled(tones: Theme['tones'], fill: string): Theme['tones'] {
    const plain = (tone: Tone) => ({ ...tones[tone], fill });
    return {
        accept: plain('accept'),
        refuse: plain('refuse'),
        refer: plain('refer'),
        pending: plain('pending'),
        neutral: plain('neutral'),
    };
}
