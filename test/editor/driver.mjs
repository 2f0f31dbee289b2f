// Lets the tests, which run inside the editor, look at its page and use it: a tiny HTTP door to Playwright. Each action
// waits by itself for what it needs, so that no test has to sleep.
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import UPNG from 'upng-js';

const TIMEOUT = 15_000;
const require = createRequire(import.meta.url);

/** A frame on its way out never answers. */
const FRAME_TIMEOUT = 2000;

function soon(answer, otherwise) {
    return Promise.race([answer, new Promise((resolve) => setTimeout(resolve, FRAME_TIMEOUT, otherwise))]);
}

/** Enough for text and a flowchart; the picture takes less than half of the space. */
const COLOURS = 192;

function withFewColours(png) {
    const picture = UPNG.decode(png);
    const [pixels] = UPNG.toRGBA8(picture);
    return new Uint8Array(UPNG.encode([pixels], picture.width, picture.height, COLOURS));
}

export function pageDriver({ page, shots }) {
    const screenshot = async (name) => {
        mkdirSync(shots, { recursive: true });
        const path = join(shots, name.replace(/[^\w.-]+/g, '-'));
        await page()?.screenshot({ path: `${path}.png` });
        if (name.startsWith('failed')) writeFileSync(`${path}.frames.txt`, await webviewsAsText());
    };
    /** The frames of the page and how much stands in each: what a picture of an empty webview does not tell. */
    const webviewsAsText = async () => {
        const lines = page()
            .frames()
            .map(async (frame) => {
                const inside = await soon(
                    frame.evaluate(() => `${document.readyState}, ${document.querySelectorAll('*').length} elements`),
                    'no answer',
                ).catch(({ message }) => message.split('\n')[0]);
                return `${frame.name()} ${frame.url()}: ${inside}\n`;
            });
        return (await Promise.all(lines)).join('');
    };
    /** A webview's own page is the last of its nested frames. */
    const frames = () =>
        page()
            .frames()
            .filter((frame) => frame.url().includes('fake.html'));
    const frameWith = async (selector) => {
        for (const frame of frames()) if ((await soon(frame.locator(selector).count(), 0)) > 0) return frame;
        throw new Error(`No webview has ${selector}`);
    };
    const refused = [];
    let lost = 0;
    const isElsewhere = ({ protocol, hostname }) =>
        /^https?:$/.test(protocol) && !/^(.*\.)?localhost$|^127\.0\.0\.1$/.test(hostname);
    const refuse = (route) => {
        refused.push(route.request().url());
        return route.abort('internetdisconnected');
    };
    const actions = {
        screenshot: ({ name }) => screenshot(name),
        resize: ({ width, height }) => page().setViewportSize({ width, height }),
        picture: async ({ path, around, width = Infinity, height = Infinity }) => {
            if (!/^(client\/walkthrough|docs\/pictures)\/[\w-]+\.png$/.test(path))
                throw new Error(`No place for ${path}`);
            const found = await page()
                .locator(around)
                .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().toJSON()));
            const boxes = found.filter((box) => box.width > 0 && box.height > 0);
            if (boxes.length === 0) throw new Error(`Nothing to be seen of ${around}`);
            const [x, y] = [Math.min(...boxes.map((box) => box.left)), Math.min(...boxes.map((box) => box.top))];
            const clip = {
                x,
                y,
                width: Math.min(width, Math.max(...boxes.map((box) => box.right)) - x),
                height: Math.min(height, Math.max(...boxes.map((box) => box.bottom)) - y),
            };
            await page().mouse.move(0, 0);
            const taken = await page().screenshot({ clip, animations: 'disabled', caret: 'hide' });
            writeFileSync(path, withFewColours(taken));
        },
        texts: ({ selector }) => page().locator(selector).allInnerTexts(),
        /** Of what can be seen without scrolling. */
        textsInSight: ({ selector }) =>
            page()
                .locator(selector)
                .evaluateAll((found) =>
                    found.flatMap((each) => {
                        const { top, bottom } = each.getBoundingClientRect();
                        return top < 0 || bottom > window.innerHeight || bottom === top ? [] : [each.innerText];
                    }),
                ),
        attributes: ({ selector, name }) =>
            page()
                .locator(selector)
                .evaluateAll((found, wanted) => found.map((each) => each.getAttribute(wanted)), name),
        count: ({ selector }) => page().locator(selector).count(),
        click: ({ selector, button }) => page().locator(selector).first().click({ timeout: TIMEOUT, button }),
        /** By the mouse alone: text that a style sheet adds is not an element that could be waited for. */
        hover: async ({ selector }) => {
            const boxes = await page()
                .locator(selector)
                .evaluateAll((found) => found.map((each) => each.getBoundingClientRect().toJSON()));
            const box = boxes.findLast(({ width }) => width > 0);
            if (!box) throw new Error(`Nothing to be seen of ${selector}`);
            await page().mouse.move(box.x + 4, box.y + box.height / 2);
            await page().mouse.move(box.x + Math.min(12, box.width / 2), box.y + box.height / 2, { steps: 4 });
        },
        /** What has the keyboard, as a screen reader would name it. */
        focused: () =>
            page().evaluate(() => {
                const element = document.activeElement;
                return element?.getAttribute('aria-label') || element?.textContent?.trim().slice(0, 200) || '';
            }),
        /** From now on nothing comes from elsewhere than this machine, which the editor itself needs. */
        cutNetwork: () => page().context().route(isElsewhere, refuse),
        /** Gives the network back; the addresses that were asked for meanwhile. */
        restoreNetwork: async () => {
            await page().context().unroute(isElsewhere, refuse);
            return refused.splice(0);
        },
        /** The frame that the next page of a webview is written into never comes. */
        loseNextPage: () => {
            lost = 0;
            return page().route('**/fake.html*', () => void lost++, { times: 1 });
        },
        /** How many have been lost since. */
        lostPages: () => lost,
        /** The kinds of what is in the clipboard, as `image/png`. */
        clipboardKinds: async () => {
            await page().context().grantPermissions(['clipboard-read', 'clipboard-write']);
            return page().evaluate(async () => (await navigator.clipboard.read()).flatMap(({ types }) => types));
        },
        press: ({ key }) => page().keyboard.press(key),
        type: ({ text }) => page().keyboard.type(text),
        styles: ({ selector, pseudo, property }) =>
            page()
                .locator(selector)
                .evaluateAll(
                    (found, [of, wanted]) => found.map((each) => getComputedStyle(each, of)[wanted]),
                    [pseudo, property],
                ),
        webviewTexts: async ({ selector }) =>
            (await Promise.all(frames().map((frame) => soon(frame.locator(selector).allTextContents(), [])))).flat(),
        webviewAttributes: async ({ selector, name }) => {
            const read = (found, wanted) => found.map((each) => each.getAttribute(wanted));
            const of = (frame) => soon(frame.locator(selector).evaluateAll(read, name), []);
            return (await Promise.all(frames().map(of))).flat();
        },
        webviewClick: async ({ selector, button }) => {
            const frame = await frameWith(selector);
            await frame.locator(selector).first().click({ timeout: TIMEOUT, button });
        },
        /** What axe finds in the webview that has the selector, the worst first: `serious color-contrast: <button …`. */
        webviewAxe: async ({ selector }) => {
            const frame = await frameWith(selector);
            await frame.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
            return frame.evaluate(async () => {
                const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
                return violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0]?.html.slice(0, 160)}`);
            });
        },
    };
    const answer = async (request, response) => {
        let body = '';
        for await (const chunk of request) body += chunk;
        const headers = { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'application/json' };
        try {
            const { action, ...parameters } = JSON.parse(body);
            const result = await actions[action](parameters);
            response.writeHead(200, headers).end(JSON.stringify(result ?? null));
        } catch (error) {
            response.writeHead(500, headers).end(JSON.stringify(String(error)));
        }
    };
    const server = createServer(answer);
    return {
        answer,
        screenshot,
        close: () => server.close(),
        listen: async () => {
            server.listen(0, '127.0.0.1');
            await once(server, 'listening');
            return server.address().port;
        },
    };
}
