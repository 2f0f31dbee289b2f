// The page of a webview, put in anew where it stays silent: an editor may leave a webview empty that it makes just when
// another one goes, and nobody would know what to do about it.

import type { Webview } from 'vscode';

/** A slow network is waited for longer each time. */
const WAITS_MS = [3_000, 6_000, 12_000];

/** A webview panel or a webview view. */
export interface PlaceOfPage {
    readonly webview: Pick<Webview, 'html'>;
    /** Pages are loaded only where they can be seen, and anew whenever they come back. */
    readonly visible: boolean;
}

export class WebviewPage {
    readonly #place: PlaceOfPage;
    readonly #make: () => string;
    #tries = 0;
    #timer: ReturnType<typeof setTimeout> | undefined;
    #wasVisible = false;
    /** Since it was shown; a page may be faster than the news that it is shown. */
    #hasSpoken = false;

    /** Puts the page into its place; `make` gives its text, which is asked for again with each try. */
    constructor(place: PlaceOfPage, make: () => string) {
        this.#place = place;
        this.#make = make;
        this.#put();
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
        clearTimeout(this.#timer);
    }

    #wait(): void {
        clearTimeout(this.#timer);
        const wait = WAITS_MS[this.#tries];
        if (!this.#wasVisible || this.#hasSpoken || wait === undefined) return;
        this.#timer = setTimeout(() => {
            this.#tries++;
            this.#put();
            this.#wait();
        }, wait);
    }

    /** The editor leaves a page as it is that is given the same text again. */
    #put(): void {
        this.#place.webview.html = this.#tries === 0 ? this.#make() : `${this.#make()}<!-- ${this.#tries} -->`;
    }
}
