// The language server: what it can do, and which function answers which message. It holds no state of its own; the
// workspace, the proofs and the instruments do. One boundary catches every bug: a request that fails is logged and
// answered with nothing, and the others go on.

import {
    type CancellationToken,
    type Connection,
    DidChangeWatchedFilesNotification,
    type InitializeResult,
    LSPErrorCodes,
    ResponseError,
    type WorkDoneProgressServerReporter,
} from 'vscode-languageserver';
import { ActiveCase } from './active-case.js';
import { ShownFindings } from './allowed.js';
import { Changes, type Revisions } from './changes.js';
import { type ChartAssets, Charts } from './charts.js';
import { capabilitiesFor, newClient, readClient } from './client.js';
import { renameFiles } from './features/file-rename.js';
import { clientFiles, type Files } from './files.js';
import { InlineTextBoard } from './inline-texts.js';
import { Outbox } from './outbox.js';
import { Proofs } from './proofs.js';
import type { Scripts, Status } from './protocol.js';
import { proverOf } from './prover.js';
import { Publisher } from './publisher.js';
import { answerRequests } from './requests.js';
import { Runs } from './runs.js';
import { readSettings } from './settings.js';
import { answerStandard } from './standard.js';
import { countStatus } from './status.js';
import { plainUri } from './uris.js';
import { Cancelled, type Crew } from './work/crew.js';
import type { ProofJobs } from './work/proofs.js';
import type { Workshop } from './workshop.js';
import { Workspace } from './workspace.js';

/** What differs between node and a browser. */
export interface Host {
    readonly files: Files;
    /** Who does what takes long; `log` takes their troubles, `scripts` says where the client has them. */
    readonly crews: (
        log: (message: string) => void,
        scripts: () => Scripts | undefined,
    ) => { readonly prover: Crew<ProofJobs>; readonly workshop: Workshop };
    readonly version: string;
    /** What files of pictures need; undefined where it cannot be had. */
    readonly assets?: (scripts: Scripts | undefined) => Promise<ChartAssets | undefined>;
    /** Absent where there is no git. */
    readonly revisions?: Revisions;
    /** The environment variable `SOURCE_DATE_EPOCH`, where there is one. */
    readonly sourceDateEpoch?: string;
    /** Of how many characters syntax trees are kept; absent: of as many as a process with a gigabyte bears. */
    readonly mostParsed?: number;
    /** The folder of the pages about findings, as an address that ends in `/`. */
    readonly docs?: string;
}

/** Whether a request is about one file and what it rests on, or about all of them. */
export type Scope = 'file' | 'workspace';

/** A client answers at once what its settings are. */
const SETTINGS_MILLISECONDS = 2_000;

/** Long enough after the start that an editor has asked for everything on its screen. */
const IDLE_MILLISECONDS = 1_000;

/** Starts a server on a connection, and listens. */
export function startServer(connection: Connection, host: Host): void {
    const workspace = new Workspace(host.files, host.mostParsed);
    const client = newClient();
    const log = (message: string): void => connection.console.error(message);
    const failed = (what: string, error: unknown): void =>
        log(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);

    const outbox = new Outbox(connection);
    const crews = host.crews(log, () => client.options?.scripts);
    const { workshop } = crews;
    const proofs = new Proofs(workspace, proverOf(crews.prover), {
        proved: (uri, files) => {
            for (const file of new Set([...files, ...shown.concerned(uri)])) publisher.publish(file);
            refreshViews();
        },
        busy: (busy) => tellStatus(busy ? 'proving' : 'ready'),
        failed,
    });
    const shown = new ShownFindings(workspace, proofs);
    const publisher = new Publisher(workspace, shown, {
        push: (uri, version, diagnostics) =>
            outbox.send('textDocument/publishDiagnostics', {
                uri,
                diagnostics,
                ...(version === undefined ? {} : { version }),
            }),
        failed,
        checked: (uris) => {
            refreshViews();
            tellChanges(uris);
        },
    });
    const activeCase = new ActiveCase(workspace);
    const runs = new Runs(workspace, proofs);
    const board = new InlineTextBoard(workspace, activeCase, runs, proofs, () => client.options?.commands === true);
    const assets = async (): Promise<ChartAssets | undefined> =>
        host.assets?.(client.options?.scripts).catch((error) => {
            failed('reading what files of pictures need', error);
            return undefined;
        });
    const charts = new Charts(workspace, proofs, activeCase, workshop, assets, host);
    const changes = new Changes(workspace, host.revisions, { changed: () => refreshViews(), failed });
    const touch = (uris: Iterable<string>): void => {
        publisher.touch(uris);
        if (client.settings.proofs === 'live') proofs.schedule();
    };
    workspace.onLoaded = () => touch([]);

    let status: Status = { state: 'starting', text: 'Tenet', policies: 0, scenarios: 0, errors: 0, warnings: 0 };
    const tellStatus = (state: Status['state'], progress?: number): void => {
        const { progress: _, ...rest } = status;
        const counts = state === 'ready' ? countStatus(workspace, publisher.count()) : {};
        const next = { ...rest, ...counts, state, ...(progress === undefined ? {} : { progress }) };
        if (JSON.stringify(next) === JSON.stringify(status)) return;
        status = next;
        outbox.send('tenet/statusChanged', status);
    };
    /** Views that the client asks for: it is told to ask again, once for many changes. */
    const refreshViews = (): void => {
        if (client.pulls) outbox.askAgain('diagnostic');
        if (client.lensRefresh) outbox.askAgain('codeLens');
        if (client.inlayRefresh) outbox.askAgain('inlayHint');
    };
    /** Views of our own: whoever shows them is told what is new. */
    const tellChanges = (uris: readonly string[]): void => {
        if (!client.options) return;
        const clientUris = uris.map((uri) => workspace.clientUri(uri));
        outbox.send('tenet/scenariosChanged', { uris: clientUris, outdated: runs.newlyOutdated(uris) });
        outbox.send('tenet/flowchartChanged', { uris: clientUris });
        tellCase();
    };
    let toldCase = '';
    const tellCase = (): void => {
        if (!client.options) return;
        const state = activeCase.state();
        const key = JSON.stringify(state);
        if (key !== toldCase && (state.case !== null || toldCase !== '')) outbox.send('tenet/activeCaseChanged', state);
        toldCase = key;
        for (const uri of workspace.documents().keys()) {
            const texts = board.textsOf(uri, client.settings.inlineResults.maxLength);
            outbox.sendIfNew('tenet/inlineTextsChanged', uri, texts);
        }
    };

    // ---- the life of the server

    connection.onInitialize((params): InitializeResult => {
        readClient(client, params);
        if (client.options?.files) workspace.setFiles(clientFiles(connection));
        folders = params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []);
        workspace.setFolders(folders);
        publisher.pushes = !client.pulls;
        publisher.pages = client.options?.docs ?? host.docs;
        return { capabilities: capabilitiesFor(client), serverInfo: { name: 'tenet', version: host.version } };
    });

    connection.onInitialized(() => {
        configured = inTime(readConfiguration().catch((error) => failed('reading the settings', error)));
        if (client.folders)
            connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => changeFolders(added, removed));
        // Clients that do not answer still get everything else.
        watchFiles().catch((error) => failed('watching files', error));
        configured.then(applySettings);
        startIndex();
    });
    const stops: (() => void)[] = [];
    connection.onShutdown(() => {
        for (const stop of stops) stop();
        outbox.close();
        publisher.dispose();
        proofs.dispose();
        workshop.dispose();
    });

    /** Settings decide what requests answer; a client that never sends them is not waited for. */
    let configured: Promise<void> = Promise.resolve();
    /** What is asked of all files has to wait until they have been read. */
    let indexed: Promise<void> = Promise.resolve();
    const settled = async (scope: Scope): Promise<void> => {
        await configured;
        if (scope === 'workspace') await indexed;
        await workspace.settled();
    };

    function startIndex(): void {
        indexed = configured.then(index).catch((error) => failed('reading the workspace', error));
    }

    async function index(): Promise<void> {
        tellStatus('indexing', 0);
        const before = workspace.uris();
        const report = startProgress();
        const skipped = await workspace.index((done, total) => {
            if (done < total) report(done, total);
        });
        if (skipped > 0)
            connection.console.warn(`${skipped} files are not read until they are opened: there are too many.`);
        report(1, 1);
        tellStatus('checking');
        touch([...before, ...workspace.uris()]);
        warmUp();
    }

    /** Once, when the first checks are done and nobody waits: the first flowchart then comes as fast as all others. */
    let isWarm = false;
    function warmUp(): void {
        if (isWarm || !client.options?.commands) return;
        isWarm = true;
        const timer = setTimeout(() => void workshop.do('warmUp', null).catch(() => {}), IDLE_MILLISECONDS);
        stops.push(() => clearTimeout(timer));
    }

    /** Progress for the user; a client that does not answer holds up nothing. */
    function startProgress(): (done: number, total: number) => void {
        let progress: WorkDoneProgressServerReporter | undefined;
        let over = !client.progress;
        if (client.progress) {
            connection.window
                .createWorkDoneProgress()
                .then((made) => {
                    progress = made;
                    if (!over) made.begin('Tenet', 0, 'reading policies');
                })
                .catch(() => {});
        }
        return (done, total) => {
            if (over) return;
            over = done === total;
            if (over) progress?.done();
            else progress?.report(Math.floor((100 * done) / total), `${done} of ${total} files`);
        };
    }

    /** Files that other programs change. Editors that cannot be asked to watch say what they see. */
    async function watchFiles(): Promise<void> {
        if (!client.watches) return;
        // A folder that comes or goes as a whole is named alone, and one that is made anew has changed.
        const watchers = [{ globPattern: '**/*' }];
        await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    }

    let folders: readonly string[] = [];
    function changeFolders(
        added: readonly { readonly uri: string }[],
        removed: readonly { readonly uri: string }[],
    ): void {
        const gone = new Set(removed.map(({ uri }) => uri));
        folders = [...folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
        workspace.setFolders(folders);
        startIndex();
    }

    async function readConfiguration(): Promise<void> {
        if (!client.configuration) return;
        client.settings = readSettings(await connection.workspace.getConfiguration('tenet'));
    }

    function applySettings(): void {
        proofs.enabled = client.settings.proofs !== 'off';
        proofs.schedule();
        refreshViews();
    }

    connection.onDidChangeConfiguration(async ({ settings }) => {
        try {
            if (client.configuration) await readConfiguration();
            else client.settings = readSettings(settings?.tenet);
            applySettings();
        } catch (error) {
            failed('reading the settings', error);
        }
    });

    // ---- documents

    connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
        workspace.openDocument(uri, languageId, version, text);
        touch([plainUri(uri)]);
    });
    connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
        try {
            if (!workspace.changeDocument(uri, version, contentChanges)) return;
            proofs.moved(plainUri(uri), contentChanges);
            board.moved(plainUri(uri), contentChanges);
            activeCase.moved(plainUri(uri), contentChanges);
            touch([plainUri(uri)]);
        } catch (error) {
            failed(`editing ${uri}`, error);
        }
    });
    connection.onDidSaveTextDocument(() => {
        if (client.settings.proofs === 'onSave') proofs.schedule();
    });
    connection.onDidCloseTextDocument(async ({ textDocument: { uri } }) => {
        const users = workspace.dependentsOf(plainUri(uri));
        await workspace.closeDocument(uri);
        board.forget(plainUri(uri));
        tokens.forget(plainUri(uri));
        touch(users);
    });
    async function filesChanged(uris: readonly string[]): Promise<void> {
        try {
            for (const uri of await workspace.filesNamed(uris)) {
                const users = workspace.dependentsOf(uri);
                if (!(await workspace.fileChanged(uri))) continue;
                touch([...users, ...workspace.policiesCiting(uri)]);
            }
        } catch (error) {
            failed('reading files again', error);
        }
    }
    connection.onDidChangeWatchedFiles(({ changes }) => filesChanged(changes.map(({ uri }) => uri)));
    connection.workspace.onDidCreateFiles(({ files }) => void filesChanged(files.map(({ uri }) => uri)));
    connection.workspace.onDidDeleteFiles(({ files }) => void filesChanged(files.map(({ uri }) => uri)));
    connection.workspace.onDidRenameFiles(
        ({ files }) => void filesChanged(files.flatMap(({ oldUri, newUri }) => [oldUri, newUri])),
    );
    connection.workspace.onWillRenameFiles(({ files }, token) =>
        guarded(null, token, () => renameFiles(workspace, files)),
    );

    // ---- requests

    async function guarded<R>(
        empty: R,
        token: CancellationToken,
        compute: () => R | Promise<R>,
        scope: Scope = 'file',
    ): Promise<R> {
        try {
            await settled(scope);
            if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
            return await compute();
        } catch (error) {
            if (error instanceof ResponseError) throw error;
            if (error instanceof Cancelled) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
            failed('a request', error);
            return empty;
        } finally {
            workspace.tidy();
        }
    }
    const tokens = answerStandard(connection, {
        workspace,
        changes,
        proofs,
        shown,
        workshop,
        publisher,
        activeCase,
        client,
        guarded,
    });
    answerRequests(connection, {
        workspace,
        activeCase,
        board,
        runs,
        charts,
        changes,
        workshop,
        settings: () => client.settings,
        status: () => status,
        changed: () => {
            tellCase();
            refreshViews();
        },
        guarded: (token, compute, scope) => guarded(null as never, token, compute, scope),
    });

    connection.listen();
}

/** Waits for a client no longer than it may take. */
function inTime(work: Promise<void>): Promise<void> {
    let timer: ReturnType<typeof setTimeout>;
    const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, SETTINGS_MILLISECONDS);
    });
    return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
