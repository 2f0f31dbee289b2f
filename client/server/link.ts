// The link to the language server: it starts it, sends the requests of `server/protocol.ts`, passes on its
// notifications, and makes a new client at a restart. What was registered here survives every restart.

import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions, State } from 'vscode-languageclient';
import type { ClientRequests, Requests, ServerNotifications } from '../../server/protocol.js';

/** The library is loaded with the first client: it is half of what there is to load, and nothing on the screen waits for it. */
export type ClientFactory = (options: LanguageClientOptions) => Promise<BaseLanguageClient>;

/** `stopped`: it ended by itself and does not come back without `Tenet: Restart Server`. */
export type LinkState = 'starting' | 'running' | 'stopped';

type Method = keyof Requests;
type Notice = keyof ServerNotifications;
type ClientMethod = keyof ClientRequests;
/** The library takes an absent token for one more parameter. */
const NEVER_CANCELLED = new vscode.CancellationTokenSource().token;

type Attach = (client: BaseLanguageClient) => void;

/** As the library numbers them. */
const STATES: Readonly<Record<State, LinkState>> = { 1: 'stopped', 2: 'running', 3: 'starting', 4: 'stopped' };

export class ServerLink implements vscode.Disposable {
    readonly #create: () => Promise<BaseLanguageClient>;
    readonly #stateChanged = new vscode.EventEmitter<LinkState>();
    readonly #attachments: Attach[] = [];
    readonly #listeners = new Map<Notice, vscode.EventEmitter<unknown>>();
    #client: BaseLanguageClient | undefined;
    #begun: Promise<void> | undefined;
    #isOver = false;
    #state: LinkState = 'starting';

    readonly onDidChangeState = this.#stateChanged.event;

    constructor(create: () => Promise<BaseLanguageClient>) {
        this.#create = create;
    }

    get state(): LinkState {
        return this.#state;
    }

    /** Starts when what is being done now is done, so that nothing waits for it but requests. */
    startSoon(): void {
        this.#begun = new Promise((resolve) => {
            // Where it fails the state says so, and a restart is offered.
            setTimeout(() => resolve(this.#isOver ? undefined : this.start().catch(() => undefined)), 0);
        });
    }

    /** Comes to its end when requests can be sent; the server may still be starting then. */
    async start(): Promise<void> {
        const client = await this.#create().catch((error: unknown) => {
            this.#setState('stopped');
            throw error;
        });
        if (this.#isOver) return;
        this.#client = client;
        for (const attach of this.#attachments) attach(client);
        client.onDidChangeState(({ newState }) => {
            if (client !== this.#client) return;
            this.#setState(STATES[newState]);
        });
        this.#setState('starting');
        client.start().catch((error: unknown) => {
            client.error(vscode.l10n.t('The language server did not start'), error, false);
            if (client === this.#client) this.#setState('stopped');
        });
    }

    async restart(): Promise<void> {
        const old = this.#client;
        this.#client = undefined;
        // A server that hangs or is gone must not keep a new one from starting.
        await old?.dispose(2000).catch(() => undefined);
        await this.start();
    }

    /** Fails where the server could not answer; why stands in its log. */
    async request<M extends Method>(
        method: M,
        params: Requests[M]['params'],
        token: vscode.CancellationToken = NEVER_CANCELLED,
    ): Promise<Requests[M]['result']> {
        await this.#begun;
        if (!this.#client) throw new vscode.CancellationError();
        const result = await this.#client.sendRequest<Requests[M]['result']>(method, params, token);
        if (result === null && method !== 'tenet/policyOf')
            throw new Error(vscode.l10n.t('The server could not answer {0}', method));
        return result;
    }

    /** Any number of places may listen to the same notification, where the client itself knows only the last. */
    onNotice<N extends Notice>(method: N, handle: (params: ServerNotifications[N]) => void): void {
        const known = this.#listeners.get(method);
        const listeners = known ?? new vscode.EventEmitter<unknown>();
        listeners.event((params) => handle(params as ServerNotifications[N]));
        if (known) return;
        this.#listeners.set(method, listeners);
        this.#attach((client) => client.onNotification(method, (params: unknown) => listeners.fire(params)));
    }

    answer<M extends ClientMethod>(
        method: M,
        answer: (params: ClientRequests[M]['params']) => Promise<ClientRequests[M]['result']>,
    ): void {
        this.#attach((client) =>
            client.onRequest(method, (params: ClientRequests[M]['params']): Promise<unknown> => answer(params)),
        );
    }

    dispose(): Promise<void> | undefined {
        this.#isOver = true;
        const client = this.#client;
        this.#client = undefined;
        this.#stateChanged.dispose();
        for (const listeners of this.#listeners.values()) listeners.dispose();
        return client?.dispose(2000).catch(() => undefined);
    }

    #attach(attach: Attach): void {
        this.#attachments.push(attach);
        if (this.#client) attach(this.#client);
    }

    #setState(state: LinkState): void {
        if (state === this.#state) return;
        this.#state = state;
        this.#stateChanged.fire(state);
    }
}
