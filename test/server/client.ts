// A real client in the tests: it speaks the protocol with a server over streams, as an editor does. Positions stand in the
// text as `<|>`.

import { readFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import type {
    Diagnostic,
    InitializeParams,
    MessageConnection,
    MessageReader,
    MessageWriter,
    ProtocolConnection,
    StarNotificationHandler,
    TextEdit,
    WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import {
    createProtocolConnection,
    StreamMessageReader,
    StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import type { Position, Range } from '../../language/index.js';
import { diskFiles } from '../../server/disk.js';
import type { Files } from '../../server/files.js';
import type { FindFilesParams } from '../../server/protocol/files.js';
import type { Requests, ServerNotifications } from '../../server/protocol.js';
import { startServer } from '../../server/server.js';
import { type Crew, localCrew } from '../../server/work/crew.js';
import { JOBS } from '../../server/work/jobs.js';
import { PROOF_JOBS, type ProofJobs } from '../../server/work/proofs.js';

/** Far more than anything takes; only a failing test waits for so long. */
const PATIENCE = 20_000;

export interface ClientOptions {
    readonly capabilities?: InitializeParams['capabilities'];
    /** The capabilities are those of a given client; otherwise it takes the richer form of every answer. */
    readonly asIs?: boolean;
    readonly initializationOptions?: unknown;
    readonly folders?: readonly string[];
    readonly files?: Files;
    readonly prover?: Crew<ProofJobs>;
    readonly settings?: unknown;
    /** Files that the client gives when it is asked. */
    readonly clientFiles?: Files;
    readonly docs?: string;
    /** Of how many characters the server keeps syntax trees. */
    readonly mostParsed?: number;
}

/** A server that has been started, and how to speak with it. */
export interface Line {
    readonly reader: MessageReader;
    readonly writer: MessageWriter;
    /** Ends the server. */
    readonly close: () => void;
    /** Files that it can only get from its client. */
    readonly files?: Files;
}

/** Starts the server in this process, on streams as an editor has them. */
async function startHere(options: ClientOptions): Promise<Line> {
    const [up, down] = [new PassThrough(), new PassThrough()];
    const server = createConnection(ProposedFeatures.all, new StreamMessageReader(up), new StreamMessageWriter(down));
    startServer(server, {
        files: options.files ?? diskFiles,
        crews: () => ({
            prover: options.prover ?? localCrew(async () => PROOF_JOBS),
            workshop: localCrew(async () => JOBS),
        }),
        version: 'test',
        ...(options.docs === undefined ? {} : { docs: options.docs }),
        ...(options.mostParsed === undefined ? {} : { mostParsed: options.mostParsed }),
    });
    const [reader, writer] = [new StreamMessageReader(down), new StreamMessageWriter(up)];
    return { reader, writer, close: () => server.dispose() };
}

let start = startHere;

/** Has all clients speak with servers of another kind from now on. */
export function startBy(other: typeof startHere): void {
    start = other;
}

/** Whether servers run in this process, so that a test may look into them. */
export function isHere(): boolean {
    return start === startHere;
}

/** Files on a disk that is only in memory. */
export function memoryFiles(files: Map<string, string>): Files {
    return {
        read: async (uri) => files.get(uri),
        find: async (folder, ending = '.tenet') =>
            [...files.keys()].filter((uri) => uri.startsWith(folder) && uri.endsWith(ending)),
    };
}

export class TestClient {
    readonly diagnostics = new Map<string, Diagnostic[]>();
    readonly published: string[] = [];
    readonly logs: string[] = [];
    readonly texts = new Map<string, string>();
    readonly applied: WorkspaceEdit[] = [];
    /** Kinds of progress that were reported. */
    readonly progress: string[] = [];
    private readonly versions = new Map<string, number>();
    private readonly waiting = new Set<() => void>();
    private readonly received: { readonly method: string; readonly params: unknown }[] = [];

    private constructor(
        readonly connection: ProtocolConnection,
        readonly close: () => void,
    ) {}

    static async start(options: ClientOptions = {}): Promise<TestClient> {
        const line = await start(options);
        const connection = createProtocolConnection(line.reader, line.writer);
        const client = new TestClient(connection, () => {
            connection.dispose();
            line.close();
        });
        await client.initialize(line.files ? withFiles(options, line) : options);
        return client;
    }

    private async initialize(options: ClientOptions): Promise<void> {
        const { connection } = this;
        const receive: StarNotificationHandler = (method, params) => {
            this.received.push({ method, params });
            this.wake();
        };
        (connection as unknown as MessageConnection).onNotification(receive);
        connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => {
            this.diagnostics.set(uri, diagnostics);
            this.published.push(uri);
            this.wake();
        });
        connection.onNotification('window/logMessage', ({ message }) => void this.logs.push(message));
        connection.onRequest('workspace/configuration', () => [options.settings ?? {}]);
        (connection as unknown as MessageConnection).onUnhandledProgress(({ value }) => {
            this.progress.push((value as { kind: string }).kind);
            this.wake();
        });
        connection.onRequest('tenet/readFile', async ({ uri }: { uri: string }) => ({
            text: (await options.clientFiles?.read(uri)) ?? null,
        }));
        connection.onRequest('tenet/findFiles', async ({ folder, pattern }: FindFilesParams) => ({
            uris: (await options.clientFiles?.find(folder, pattern.slice(pattern.lastIndexOf('.')))) ?? [],
        }));
        connection.onRequest('client/registerCapability', () => null);
        connection.onRequest('window/workDoneProgress/create', () => null);
        connection.onRequest('workspace/applyEdit', ({ edit }: { edit: WorkspaceEdit }) => {
            this.applied.push(edit);
            return { applied: true };
        });
        for (const view of ['codeLens', 'inlayHint', 'semanticTokens', 'diagnostic'])
            connection.onRequest(`workspace/${view}/refresh`, () => {
                this.received.push({ method: `workspace/${view}/refresh`, params: undefined });
                this.wake();
                return null;
            });
        connection.listen();
        const folders = options.folders ?? [];
        await connection.sendRequest('initialize', {
            processId: null,
            rootUri: null,
            capabilities: options.asIs ? (options.capabilities ?? {}) : enriched(options.capabilities),
            workspaceFolders: folders.map((uri) => ({ uri, name: uri })),
            ...(options.initializationOptions === undefined
                ? {}
                : { initializationOptions: options.initializationOptions }),
        });
        await connection.sendNotification('initialized', {});
    }

    // ---- documents

    /** Opens a text; `<|>` marks are taken out and come back as positions. */
    open(uri: string, marked: string): readonly Position[] {
        const { text, positions } = unmark(marked);
        this.texts.set(uri, text);
        this.versions.set(uri, 1);
        void this.connection.sendNotification('textDocument/didOpen', {
            textDocument: { uri, languageId: uri.endsWith('.md') ? 'markdown' : 'tenet', version: 1, text },
        });
        return positions;
    }

    /** Puts `replacement` in the place of the only `part` of the text, as typing does. */
    edit(uri: string, part: string, replacement: string): void {
        const text = this.text(uri);
        const at = text.indexOf(part);
        if (at < 0) throw new Error(`‘${part}’ is not in the text.`);
        this.change(uri, { start: positionIn(text, at), end: positionIn(text, at + part.length) }, replacement);
    }

    change(uri: string, range: Range, text: string): void {
        this.changes(uri, [{ range, text }]);
    }

    changes(uri: string, contentChanges: readonly { readonly range?: Range; readonly text: string }[]): void {
        const version = (this.versions.get(uri) ?? 1) + 1;
        this.versions.set(uri, version);
        for (const { range, text } of contentChanges) {
            this.texts.set(uri, range ? applyEdits(this.text(uri), [{ range, newText: text }]) : text);
        }
        void this.connection.sendNotification('textDocument/didChange', {
            textDocument: { uri, version },
            contentChanges,
        });
    }

    save(uri: string): void {
        void this.connection.sendNotification('textDocument/didSave', { textDocument: { uri } });
    }

    /** Says that files on the disk are others now. */
    filesChanged(...uris: readonly string[]): void {
        const changes = uris.map((uri) => ({ uri, type: 2 as const }));
        void this.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
    }

    closeDocument(uri: string): void {
        this.texts.delete(uri);
        void this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    }

    text(uri: string): string {
        return this.texts.get(uri) ?? '';
    }

    /** Where the only `part` of a text starts; `within` moves on inside it. */
    at(uri: string, part: string, within = 0): Position {
        const text = this.text(uri);
        const at = text.indexOf(part);
        if (at < 0 || text.indexOf(part, at + 1) >= 0) throw new Error(`‘${part}’ is not in the text just once.`);
        return positionIn(text, at + within);
    }

    textPosition(uri: string, offset: number): Position {
        return positionIn(this.text(uri), offset);
    }

    // ---- messages

    request<R = unknown>(method: string, params: object): Promise<R> {
        return this.connection.sendRequest(method, params);
    }

    tenet<M extends keyof Requests>(method: M, params: Requests[M]['params']): Promise<Requests[M]['result']> {
        return this.connection.sendRequest(method, params);
    }

    /** A request at a position of a document. */
    at_<R>(method: string, uri: string, position: Position, more: object = {}): Promise<R> {
        return this.request(method, { textDocument: { uri }, position, ...more });
    }

    notifications<M extends keyof ServerNotifications>(method: M): readonly ServerNotifications[M][] {
        return this.received.filter((each) => each.method === method).map(({ params }) => params as never);
    }

    forgetReceived(): void {
        this.received.length = 0;
        this.published.length = 0;
    }

    count(method: string): number {
        return this.received.filter((each) => each.method === method).length;
    }

    /** Waits until something holds; where it never does, the error says what there is instead. */
    async until(holds: () => boolean, tell: () => unknown = () => Object.fromEntries(this.diagnostics)): Promise<void> {
        let late = false;
        const timer = setTimeout(() => {
            late = true;
            this.wake();
        }, PATIENCE);
        while (!holds() && !late) await new Promise<void>((resolve) => this.waiting.add(resolve));
        clearTimeout(timer);
        if (late) throw new Error(`It never came to that. There is ${JSON.stringify(tell(), undefined, 2)}`);
    }

    /** Codes of the findings shown, in order of their places. */
    codes(uri: string): readonly string[] {
        return (this.diagnostics.get(uri) ?? []).map(({ code }) => String(code));
    }

    /** Waits for these codes and no others. */
    async untilCodes(uri: string, ...codes: readonly string[]): Promise<void> {
        await this.until(() => JSON.stringify([...this.codes(uri)].sort()) === JSON.stringify([...codes].sort()));
    }

    private wake(): void {
        for (const resolve of this.waiting) resolve();
        this.waiting.clear();
    }
}

/** A client that gives the server its files, whatever else it does. */
function withFiles(options: ClientOptions, { files }: Line): ClientOptions {
    const own = options.initializationOptions as { readonly tenet?: object } | undefined;
    return {
        ...options,
        ...(options.clientFiles || !files ? {} : { clientFiles: files }),
        initializationOptions: {
            ...own,
            tenet: { ...own?.tenet, ...(options.docs ? { docs: options.docs } : {}), files: true },
        },
    };
}

/** Capabilities with what every editor of today has. */
function enriched(capabilities: InitializeParams['capabilities'] = {}): InitializeParams['capabilities'] {
    const { textDocument = {} } = capabilities;
    return {
        ...capabilities,
        textDocument: {
            definition: { linkSupport: true },
            declaration: { linkSupport: true },
            typeDefinition: { linkSupport: true },
            documentSymbol: { hierarchicalDocumentSymbolSupport: true },
            hover: { contentFormat: ['markdown', 'plaintext'] },
            ...textDocument,
            completion: {
                ...textDocument.completion,
                completionItem: { documentationFormat: ['markdown'], ...textDocument.completion?.completionItem },
            },
        },
    };
}

/** Takes `<|>` marks out of a text. */
export function unmark(marked: string): { readonly text: string; readonly positions: readonly Position[] } {
    const parts = marked.split('<|>');
    const positions: Position[] = [];
    let text = parts[0] ?? '';
    for (const part of parts.slice(1)) {
        positions.push(positionIn(text, text.length));
        text += part;
    }
    return { text, positions };
}

export function positionIn(text: string, offset: number): Position {
    const lines = text.slice(0, offset).split('\n');
    return { line: lines.length - 1, character: (lines.at(-1) ?? '').length };
}

/** The text after edits that do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
    const lines = text.split('\n');
    const offset = ({ line, character }: Position): number =>
        lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
    return [...edits]
        .map((edit, index) => ({ edit, index }))
        .sort((a, b) => offset(b.edit.range.start) - offset(a.edit.range.start) || b.index - a.index)
        .reduce(
            (done, { edit }) =>
                done.slice(0, offset(edit.range.start)) + edit.newText + done.slice(offset(edit.range.end)),
            text,
        );
}

/** The text in a range. */
export function textIn(text: string, { start, end }: Range): string {
    const lines = text.split('\n');
    if (start.line === end.line) return (lines[start.line] ?? '').slice(start.character, end.character);
    const inner = lines.slice(start.line + 1, end.line);
    return [
        (lines[start.line] ?? '').slice(start.character),
        ...inner,
        (lines[end.line] ?? '').slice(0, end.character),
    ].join('\n');
}

/** The URI of a file of this repository, and its text. */
export function example(path: string): { readonly uri: string; readonly text: string } {
    return { uri: new URL(`../../${path}`, import.meta.url).href, text: readFileSync(path, 'utf8') };
}
