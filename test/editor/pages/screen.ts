// The editor's page as a user sees it, through the launcher's driver. Desktop VS Code has no driver; tests that need the
// page then skip themselves.

import * as vscode from 'vscode';
import { EXTENSION_ID, isWebHost } from '../support.js';

type Parameters = Readonly<Record<string, string | number | undefined>>;

export const screen = {
    get available(): boolean {
        return address() !== undefined;
    },
    screenshot: async (name: string): Promise<void> => {
        if (address()) await act('screenshot', { name: `${name}${isWebHost() ? '-web' : ''}` });
    },
    /** Takes a picture of the documentation: what lies around all that the selectors find, at most so high. */
    picture: (path: string, around: string, most: { readonly width?: number; readonly height?: number } = {}) =>
        act('picture', { path, around, width: most.width, height: most.height }),
    resize: (width: number, height: number) => act('resize', { width, height }),
    texts: (selector: string) => act<readonly string[]>('texts', { selector }),
    textsInSight: (selector: string) => act<readonly string[]>('textsInSight', { selector }),
    count: (selector: string) => act<number>('count', { selector }),
    attributes: (selector: string, name: string) => act<readonly (string | null)[]>('attributes', { selector, name }),
    /** A computed style, of a pseudo element such as `::after`. */
    styles: (selector: string, pseudo: string, property: string) =>
        act<readonly string[]>('styles', { selector, pseudo, property }),
    click: (selector: string, button?: 'left' | 'right') => act('click', { selector, button }),
    hover: (selector: string) => act('hover', { selector }),
    /** What has the keyboard, as a screen reader would name it. */
    focused: () => act<string>('focused', {}),
    /** From now on the page gets nothing from elsewhere than this machine. */
    cutNetwork: () => act('cutNetwork', {}),
    /** Gives the network back; the addresses that were asked for meanwhile. */
    restoreNetwork: () => act<readonly string[]>('restoreNetwork', {}),
    /** The next page of a webview never comes, as now and then in an editor. */
    loseNextPage: () => act('loseNextPage', {}),
    /** How many have been lost since. */
    lostPages: () => act<number>('lostPages', {}),
    /** The kinds of what is in the clipboard, as `image/png`. */
    clipboardKinds: () => act<readonly string[]>('clipboardKinds', {}),
    press: (key: string) => act('press', { key }),
    type: (text: string) => act('type', { text }),
    webviewTexts: (selector: string) => act<readonly string[]>('webviewTexts', { selector }),
    webviewAttributes: (selector: string, name: string) =>
        act<readonly (string | null)[]>('webviewAttributes', { selector, name }),
    webviewClick: (selector: string, button?: 'left' | 'right') => act('webviewClick', { selector, button }),
    webviewAxe: (selector: string) => act<readonly string[]>('webviewAxe', { selector }),
};

async function act<T = unknown>(action: string, parameters: Parameters): Promise<T> {
    const to = address();
    if (!to) throw new Error('This editor has no driver');
    const response = await fetch(to, { method: 'POST', body: JSON.stringify({ action, ...parameters }) });
    const answer = (await response.json()) as T;
    if (!response.ok) throw new Error(String(answer));
    return answer;
}

function address(): string | undefined {
    const extension = vscode.extensions.getExtension(EXTENSION_ID)?.extensionUri;
    if (extension?.scheme === 'http') return `http://${extension.authority}/driver`;
    return typeof process === 'object' ? process.env?.EDITOR_DRIVER : undefined;
}
