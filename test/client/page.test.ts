// Pages of webviews that stay silent, in a place that only notes what is put into it.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebviewPage } from '../../client/page/webview-page.js';

const LONG = 60_000;

/** Takes pages as an editor does: the same text again changes nothing. */
class Place {
    readonly pages: string[] = [];
    visible = true;
    readonly webview: { html: string };

    constructor() {
        const { pages } = this;
        this.webview = {
            get html() {
                return pages.at(-1) ?? '';
            },
            set html(text) {
                if (text !== pages.at(-1)) pages.push(text);
            },
        };
    }
}

beforeEach(() => {
    vi.useFakeTimers();
});
afterEach(() => {
    vi.useRealTimers();
});

test('a page that speaks is put in once', async () => {
    const place = new Place();
    const page = new WebviewPage(place, async () => 'page');
    await vi.advanceTimersByTimeAsync(1_000);
    page.heard();
    await vi.advanceTimersByTimeAsync(LONG);
    expect(place.pages).toEqual(['page']);
});

test('a page that stays silent is put in anew, a few times', async () => {
    const place = new Place();
    new WebviewPage(place, async () => 'page');
    await vi.advanceTimersByTimeAsync(4_000);
    expect(place.pages).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(LONG);
    expect(place.pages).toHaveLength(4);
    expect(place.pages.every((text) => text.startsWith('page'))).toBe(true);
});

test('a page that speaks at the second try is left alone', async () => {
    const place = new Place();
    const page = new WebviewPage(place, async () => 'page');
    await vi.advanceTimersByTimeAsync(4_000);
    page.heard();
    await vi.advanceTimersByTimeAsync(LONG);
    expect(place.pages).toHaveLength(2);
});

test('nothing is waited for in a place that is hidden, and anew once it is shown', async () => {
    const place = new Place();
    const page = new WebviewPage(place, async () => 'page');
    page.heard();
    place.visible = false;
    page.seen();
    await vi.advanceTimersByTimeAsync(LONG);
    expect(place.pages).toHaveLength(1);
    place.visible = true;
    page.seen();
    await vi.advanceTimersByTimeAsync(4_000);
    expect(place.pages).toHaveLength(2);
});

test('a page that speaks before the place is known to be shown is left alone', async () => {
    const place = new Place();
    const page = new WebviewPage(place, async () => 'page');
    page.heard();
    place.visible = false;
    page.seen();
    place.visible = true;
    page.heard();
    page.seen();
    await vi.advanceTimersByTimeAsync(LONG);
    expect(place.pages).toHaveLength(1);
});

test('a place that is only moved or focused is not waited for again', async () => {
    const place = new Place();
    const page = new WebviewPage(place, async () => 'page');
    page.heard();
    page.seen();
    await vi.advanceTimersByTimeAsync(LONG);
    expect(place.pages).toHaveLength(1);
});

test('a place that is gone is left alone', async () => {
    const place = new Place();
    const page = new WebviewPage(place, async () => 'page');
    await vi.advanceTimersByTimeAsync(1_000);
    page.dispose();
    await vi.advanceTimersByTimeAsync(LONG);
    expect(place.pages).toHaveLength(1);
});
