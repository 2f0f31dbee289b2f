// A debugger in the tests: it drives the adapter over DAP messages, as an editor does, and the adapter asks a real server.

import type { DebugProtocol } from '@vscode/debugprotocol';
import { ReplayAdapter } from '../../client/debug/adapter.js';
import type { CaseRef, GivenFacts } from '../../server/protocol.js';
import type { TestClient } from '../server/client.js';

export interface Place {
    readonly frames: readonly string[];
    readonly lines: readonly number[];
    readonly variables: Readonly<Record<string, readonly string[]>>;
}

export class TestDebugger {
    readonly events: DebugProtocol.Event[] = [];
    readonly supposed: GivenFacts[] = [];
    readonly #adapter: ReplayAdapter;
    readonly #answers = new Map<number, (response: DebugProtocol.Response) => void>();
    #sequence = 0;

    constructor(client: TestClient) {
        const host = {
            trace: (ref: CaseRef, suppose: GivenFacts) => client.tenet('tenet/trace', { case: ref, suppose }),
            breakpoints: (uri: string, policy: string) => client.tenet('tenet/breakpoints', { uri, policy }),
            evaluate: (ref: CaseRef, suppose: GivenFacts, expression: string) =>
                client.tenet('tenet/evaluate', { case: ref, suppose, expression }),
            uriOf: (path: string) => new URL(path, 'file://').href,
            pathOf: (uri: string) => new URL(uri).pathname,
            supposed: (_: CaseRef, suppose: GivenFacts) => void this.supposed.push(suppose),
        };
        this.#adapter = new ReplayAdapter(host, (message) => this.#hear(message));
    }

    /** Sends a request; fails with the adapter's message. */
    async request<B = Record<string, unknown>>(command: string, args: object = {}): Promise<B> {
        const seq = ++this.#sequence;
        const answered = new Promise<DebugProtocol.Response>((resolve) => this.#answers.set(seq, resolve));
        const request: DebugProtocol.Request = { seq, type: 'request', command, arguments: args };
        // What follows from a request, such as the next stop, has been told by then.
        await this.#adapter.handle(structuredClone(request));
        const response = await answered;
        if (!response.success) throw new Error(response.message);
        return response.body as B;
    }

    /** Starts a replay that is paused at its start, unless told otherwise, and stops where the outcome is decided. */
    async launch(ref: CaseRef, more: object = {}, configure: () => Promise<unknown> = async () => {}): Promise<void> {
        await this.request('initialize', { adapterID: 'tenet', linesStartAt1: true, columnsStartAt1: true });
        await this.request('launch', { case: ref, ...more });
        await this.request('setExceptionBreakpoints', { filters: ['decided'] });
        await configure();
        await this.request('configurationDone');
    }

    get lastStop(): DebugProtocol.StoppedEvent['body'] | undefined {
        return this.events.findLast(({ event }) => event === 'stopped')?.body;
    }

    get isOver(): boolean {
        return this.events.some(({ event }) => event === 'terminated');
    }

    get output(): string {
        return this.events
            .filter(({ event }) => event === 'output')
            .map(({ body }) => body.output)
            .join('');
    }

    /** Everything that the debug views show of where the replay stands. */
    async place(): Promise<Place> {
        const { stackFrames } = await this.request<DebugProtocol.StackTraceResponse['body']>('stackTrace', {
            threadId: 1,
        });
        const { scopes } = await this.request<DebugProtocol.ScopesResponse['body']>('scopes', { frameId: 1 });
        const variables: Record<string, readonly string[]> = {};
        for (const { name, variablesReference } of scopes) {
            const found = await this.variables(variablesReference);
            variables[name] = found.map((each) => `${each.name} = ${each.value}`);
        }
        return {
            frames: stackFrames.map(({ name }) => name),
            lines: stackFrames.map(({ line }) => line),
            variables,
        };
    }

    async variables(variablesReference: number): Promise<readonly DebugProtocol.Variable[]> {
        const body = await this.request<DebugProtocol.VariablesResponse['body']>('variables', { variablesReference });
        return body.variables;
    }

    async threadName(): Promise<string> {
        const { threads } = await this.request<DebugProtocol.ThreadsResponse['body']>('threads');
        return threads[0]?.name ?? '';
    }

    #hear(message: DebugProtocol.ProtocolMessage): void {
        // As over a wire.
        const copy = JSON.parse(JSON.stringify(message));
        if (copy.type === 'event') this.events.push(copy);
        else this.#answers.get(copy.request_seq)?.(copy);
    }
}
