// The document of a webview's page. Its script, its style and its fonts stand in it: what an editor loads for a page passes
// through a service worker, and where a page is closed while it loads, the next one waits for up to half a minute.

import * as vscode from 'vscode';

export interface PageContent {
    readonly title: string;
    /** For the script, as JSON. */
    readonly words: unknown;
    /** HTML. */
    readonly body: string;
}

/** Makes documents out of the files of the extension; each is read once. */
export class Documents {
    readonly #root: vscode.Uri;
    readonly #read = new Map<string, Promise<Uint8Array>>();

    constructor(extensionUri: vscode.Uri) {
        this.#root = extensionUri;
    }

    /**
     * The document of the page with the script and style of this name. It may run that one script and apply that one style
     * sheet, and load nothing from anywhere.
     */
    async of(name: 'ask' | 'flowchart', { title, words, body }: PageContent): Promise<string> {
        const [script, style] = await Promise.all([
            this.#text(`out/client/${name}.js`),
            this.#text(`client/media/${name}.css`).then((text) => this.#withFonts(text)),
        ]);
        const nonce = makeNonce();
        const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; font-src data:`;
        return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style nonce="${nonce}">${style}</style>
<title>${escaped(title)}</title></head>
<body data-words="${escaped(JSON.stringify(words))}">
${body}
<script nonce="${nonce}">${script}</script>
</body></html>`;
    }

    async #withFonts(style: string): Promise<string> {
        const paths = [...style.matchAll(/url\("([^"]+\.ttf)"\)/g)].map(([, path = '']) => path);
        const fonts = await Promise.all(paths.map(async (path) => base64(await this.#bytes(`client/media/${path}`))));
        return paths.reduce((text, path, at) => text.replace(path, `data:font/ttf;base64,${fonts[at]}`), style);
    }

    async #text(path: string): Promise<string> {
        return new TextDecoder().decode(await this.#bytes(path));
    }

    #bytes(path: string): Promise<Uint8Array> {
        const known = this.#read.get(path);
        if (known) return known;
        const read = Promise.resolve(vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.#root, path)));
        this.#read.set(path, read);
        // What could not be read is asked for again the next time.
        read.catch(() => this.#read.delete(path));
        return read;
    }
}

/** Text for HTML, between tags and in attributes. */
export function escaped(text: string): string {
    return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function makeNonce(): string {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function base64(bytes: Uint8Array): string {
    let binary = '';
    for (const byte of bytes) binary += String.fromCharCode(byte);
    return btoa(binary);
}
