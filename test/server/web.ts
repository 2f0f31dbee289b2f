// The server as the web has it: its scripts, served to a real browser, and lines to servers in workers of one page.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import {
    AbstractMessageReader,
    AbstractMessageWriter,
    type DataCallback,
    type Disposable,
    Emitter,
    type Message,
    type MessageReader,
    type MessageWriter,
} from 'vscode-jsonrpc';
import { platforms, webServer } from '../../.build/bundles.mjs';
import { diskFiles } from '../../server/disk.js';
import type { ClientOptions, Line } from './client.js';

/** How the worker of the server is made, as code in the page; `address` is that of its script. */
export type Start = 'plain' | 'wrapped' | 'alone';

const STARTS: Readonly<Record<Start, string>> = {
    plain: 'new Worker(address)',
    // As editors do: the script does not know where it came from.
    wrapped: `new Worker(URL.createObjectURL(new Blob(['importScripts("' + address + '")'])))`,
    // A browser in which workers have no workers.
    alone: `new Worker(URL.createObjectURL(new Blob(['delete self.Worker; importScripts("' + address + '")'])))`,
};

export class WebHost {
    private readonly lines = new Map<number, (message: Message) => void>();
    private count = 0;

    private constructor(
        private readonly browser: Browser,
        private readonly server: Server,
        readonly page: Page,
        readonly address: string,
    ) {}

    static async start(): Promise<WebHost> {
        const scripts = new Map<string, string>();
        for (const bundle of webServer(platforms(true))) {
            const { outputFiles } = await build({ ...bundle, sourcemap: false, write: false, logLevel: 'error' });
            scripts.set(`/${basename(bundle.outfile)}`, outputFiles?.[0]?.text ?? '');
        }
        const server = createServer((request, response) => {
            const script = scripts.get(request.url ?? '');
            response.setHeader('Access-Control-Allow-Origin', '*');
            response.setHeader('Content-Type', script === undefined ? 'text/html' : 'text/javascript; charset=utf-8');
            response.end(script ?? '<!doctype html>');
        });
        await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
        const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
        const page = await browser.newPage();
        const host = new WebHost(browser, server, page, address);
        await page.exposeFunction('fromServer', (id: number, message: Message) => host.lines.get(id)?.(message));
        await page.goto(address);
        return host;
    }

    async close(): Promise<void> {
        await this.browser.close();
        await new Promise((closed) => this.server.close(closed));
    }

    /** Starts a server in a worker of its own. */
    async connect(options: ClientOptions, start: Start = 'plain'): Promise<Line> {
        const id = ++this.count;
        const received = new Emitter<Message>();
        this.lines.set(id, (message) => received.fire(message));
        const address = `${this.address}/worker.js`;
        await this.page.evaluate(
            `{
                const address = ${JSON.stringify(address)};
                const worker = ${STARTS[start]};
                worker.onmessage = ({ data }) => fromServer(${id}, data);
                (globalThis.servers ??= {})[${id}] = worker;
            }`,
        );
        const post = async (messages: readonly Message[]): Promise<void> => {
            const all = JSON.stringify(messages);
            if (this.lines.has(id))
                await this.page.evaluate(`for (const each of ${all}) servers[${id}].postMessage(each)`).catch(() => {});
        };
        const close = (): void => {
            this.lines.delete(id);
            void this.page.evaluate(`{ servers[${id}].terminate(); delete servers[${id}]; }`).catch(() => {});
        };
        const files = options.files ?? diskFiles;
        return { reader: new EventReader(received), writer: new PostWriter(post), close, files };
    }
}

class EventReader extends AbstractMessageReader implements MessageReader {
    constructor(private readonly received: Emitter<Message>) {
        super();
    }

    listen(callback: DataCallback): Disposable {
        return this.received.event(callback);
    }
}

/** In order, and as many at once as there are: a page takes a while for each call. */
class PostWriter extends AbstractMessageWriter implements MessageWriter {
    private waiting: Message[] = [];
    private sending: Promise<void> | undefined;

    constructor(private readonly post: (messages: readonly Message[]) => Promise<void>) {
        super();
    }

    async write(message: Message): Promise<void> {
        this.waiting.push(message);
        this.sending ??= this.send();
        await this.sending;
    }

    private async send(): Promise<void> {
        await Promise.resolve();
        while (this.waiting.length > 0) await this.post(this.waiting.splice(0));
        this.sending = undefined;
    }

    end(): void {}
}
