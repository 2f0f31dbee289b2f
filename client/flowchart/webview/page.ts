// The parts of the page that everything else stands on: its elements, its sentences, and the way to the panel.

import type { FromPage, PanelState, ViewState } from '../messages.js';

declare function acquireVsCodeApi(): {
    postMessage(message: FromPage): void;
    setState(state: PanelState & ViewState): void;
    getState(): (PanelState & ViewState) | undefined;
};

export const api = acquireVsCodeApi();

export const chart = element('chart');
export const summary = element('summary');

const texts = JSON.parse(document.body.dataset.words ?? '{}') as Readonly<Record<string, string>>;

/** A sentence in the language of the editor. */
export function text(name: string, ...parts: readonly (string | number)[]): string {
    return (texts[name] ?? '').replace(/\{(\d)\}/g, (_, index: string) => String(parts[Number(index)] ?? ''));
}

/** Said by screen readers, and shown at the bottom. */
export function say(words: string): void {
    summary.textContent = words;
}

export function element<T extends HTMLElement = HTMLElement>(id: string): T {
    const found = document.getElementById(id);
    if (!found) throw new Error(`The page has no ${id}`);
    return found as T;
}
