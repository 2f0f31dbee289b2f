// What the server sends without being asked. A client that has gone is no error, and one that is told the same thing
// twice is told once.

import type { Connection } from 'vscode-languageserver';
import type { ServerNotifications } from './protocol.js';

/** Requests to ask again are gathered for so long. */
const GATHERED = 20;

export class Outbox {
    private readonly sent = new Map<string, string>();
    private readonly due = new Map<string, ReturnType<typeof setTimeout>>();
    private closed = false;

    constructor(private readonly connection: Connection) {}

    send<M extends keyof ServerNotifications>(method: M, params: ServerNotifications[M]): void;
    send(method: 'textDocument/publishDiagnostics', params: object): void;
    send(method: string, params: object): void {
        this.try(() => this.connection.sendNotification(method, params));
    }

    /** Only if it differs from what was last sent under this name. */
    sendIfNew<M extends keyof ServerNotifications>(method: M, name: string, params: ServerNotifications[M]): void {
        const key = `${method} ${name}`;
        const text = JSON.stringify(params);
        if (this.sent.get(key) === text) return;
        this.sent.set(key, text);
        this.send(method, params);
    }

    /** Tells the client to ask for a kind of view again. */
    askAgain(view: 'codeLens' | 'inlayHint' | 'diagnostic'): void {
        if (this.due.has(view) || this.closed) return;
        const timer = setTimeout(() => {
            this.due.delete(view);
            this.try(() => this.connection.sendRequest(`workspace/${view}/refresh`));
        }, GATHERED);
        this.due.set(view, timer);
    }

    close(): void {
        this.closed = true;
        for (const timer of this.due.values()) clearTimeout(timer);
        this.due.clear();
    }

    private try(send: () => Promise<unknown>): void {
        if (this.closed) return;
        try {
            send().catch(() => {});
        } catch {
            this.close();
        }
    }
}
