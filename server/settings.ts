// What the user has set, read from whatever a client sends: anything that is not of the right kind counts as not set.

import type { Settings } from './protocol.js';

export const DEFAULT_SETTINGS: Settings = {
    codeLens: 'all',
    inlineResults: { mode: 'live', maxLength: 80, dimUnreached: false },
    inlayHints: { parameters: false, titles: false, categories: false },
    proofs: 'live',
    flowchart: { direction: 'down', outcomes: 'repeated' },
};

/** Reads section `tenet`. */
export function readSettings(given: unknown): Settings {
    return merge(DEFAULT_SETTINGS, given) as Settings;
}

const CHOICES: Readonly<Record<string, readonly string[]>> = {
    codeLens: ['all', 'results', 'off'],
    mode: ['live', 'onSave', 'off'],
    proofs: ['live', 'onSave', 'off'],
    direction: ['down', 'right', 'auto'],
    outcomes: ['repeated', 'shared'],
};

function merge(defaults: unknown, given: unknown, name = ''): unknown {
    if (typeof defaults === 'object' && defaults !== null) {
        const entries = typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : {};
        // `inlineResults` may be given as its mode alone, as VS Code shows it.
        const short = name === 'inlineResults' && typeof given === 'string' ? { mode: given } : entries;
        return Object.fromEntries(
            Object.entries(defaults).map(([key, value]) => [key, merge(value, short[key as keyof typeof short], key)]),
        );
    }
    if (typeof given !== typeof defaults) return defaults;
    const choices = Object.hasOwn(CHOICES, name) ? CHOICES[name] : undefined;
    if (choices && !choices.includes(given as string)) return defaults;
    if (typeof given === 'number' && !(given >= 10 && given <= 10_000)) return defaults;
    return given;
}
