// The page of a webview, put in anew where it stays silent: an editor may leave a webview empty that it makes just when
// another one goes, and nobody would know what to do about it.

import * as vscode from 'vscode';

/** A slow machine is waited for longer each time. */
const WAITS_MS = [3_000, 6_000, 12_000];

/** A webview panel or a webview view. */
export interface PlaceOfPage {
    readonly webview: Pick<vscode.Webview, 'html'>;
    /** Pages are loaded only where they can be seen, and anew whenever they come back. */
    readonly visible: boolean;
}

export class WebviewPage {
    readonly #place: PlaceOfPage;
    readonly #make: () => Promise<string>;
    #tries = 0;
    #timer: ReturnType<typeof setTimeout> | undefined;
    #wasVisible = false;
    /** Since it was shown; a page may be faster than the news that it is shown. */
    #hasSpoken = false;
    #isOver = false;

    /** Puts the page into its place; `make` gives its text, which is asked for again with each try. */
    constructor(place: PlaceOfPage, make: () => Promise<string>) {
        this.#place = place;
        this.#make = make;
        void this.#put();
        this.seen();
    }

    /** The place was shown or hidden, or may have been. */
    seen(): void {
        const { visible } = this.#place;
        if (visible === this.#wasVisible) return;
        this.#wasVisible = visible;
        this.#tries = 0;
        if (!visible) this.#hasSpoken = false;
        this.#wait();
    }

    /** The page said that it is there. */
    heard(): void {
        this.#hasSpoken = true;
        clearTimeout(this.#timer);
    }

    dispose(): void {
        this.#isOver = true;
        clearTimeout(this.#timer);
    }

    #wait(): void {
        clearTimeout(this.#timer);
        const wait = WAITS_MS[this.#tries];
        if (!this.#wasVisible || this.#hasSpoken || wait === undefined) return;
        this.#timer = setTimeout(() => {
            this.#tries++;
            void this.#put();
            this.#wait();
        }, wait);
    }

    /** The editor leaves a page as it is that is given the same text again. */
    async #put(): Promise<void> {
        const mark = this.#tries === 0 ? '' : `<!-- ${this.#tries} -->`;
        try {
            const page = await this.#make();
            if (!this.#isOver) this.#place.webview.html = page + mark;
        } catch (error) {
            const why = error instanceof Error ? error.message : String(error);
            void vscode.window.showErrorMessage(vscode.l10n.t('A page of Tenet could not be read: {0}', why));
        }
    }
}
