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
} from 'vscode-languageserver';
import { ActiveCase } from './active-case.js';
import { type ChartAssets, Charts } from './charts.js';
import { capabilitiesFor, newClient, readClient } from './client.js';
import { renameFiles } from './features/file-rename.js';
import { clientFiles, type Files } from './files.js';
import { InlineTextBoard } from './inline-texts.js';
import { Outbox } from './outbox.js';
import { Proofs } from './proofs.js';
import type { Status } from './protocol.js';
import type { Prover } from './prover.js';
import { Publisher } from './publisher.js';
import { answerRequests } from './requests.js';
import { Runs } from './runs.js';
import { scenariosIn } from './scenarios.js';
import { readSettings } from './settings.js';
import { answerStandard } from './standard.js';
import { plainUri } from './uris.js';
import { Workspace } from './workspace.js';

/** What differs between node and a browser. */
export interface Host {
    readonly files: Files;
    /** Starts what proves; `log` takes its troubles. */
    readonly prover: (log: (message: string) => void) => Prover;
    readonly version: string;
    readonly assets?: ChartAssets;
}

/** A client answers at once what its settings are. */
const SETTINGS_MILLISECONDS = 2_000;

/** Starts a server on a connection, and listens. */
export function startServer(connection: Connection, host: Host): void {
    const workspace = new Workspace(host.files);
    const client = newClient();
    const log = (message: string): void => connection.console.error(message);
    const failed = (what: string, error: unknown): void =>
        log(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);

    const outbox = new Outbox(connection);
    const proofs = new Proofs(
        workspace,
        host.prover(log),
        (_, files) => {
            for (const file of files) publisher.publish(file);
            refreshViews();
        },
        (busy) => tellStatus(busy ? 'proving' : 'ready'),
    );
    const publisher = new Publisher(workspace, proofs, {
        push: (uri, version, diagnostics) =>
            outbox.send('textDocument/publishDiagnostics', {
                uri,
                diagnostics,
                ...(version === undefined ? {} : { version }),
            }),
        failed,
        checked: (uris) => {
            tellStatus('ready');
            refreshViews();
            tellChanges(uris);
        },
    });
    const activeCase = new ActiveCase(workspace);
    const runs = new Runs(workspace, proofs);
    const board = new InlineTextBoard(workspace, activeCase, runs);
    const charts = new Charts(workspace, proofs, activeCase, host.assets ?? {});
    const touch = (uris: Iterable<string>): void => {
        publisher.touch(uris);
        proofs.schedule();
    };
    workspace.onLoaded = () => touch([]);

    let status: Status = { state: 'starting', text: 'Tenet', policies: 0, scenarios: 0, errors: 0, warnings: 0 };
    const tellStatus = (state: Status['state'], progress?: number): void => {
        const { progress: _, ...rest } = status;
        const counts = state === 'ready' ? countStatus(workspace, (uri) => publisher.diagnose(uri)) : {};
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
        outbox.send('tenet/scenariosChanged', { uris: clientUris });
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
        return { capabilities: capabilitiesFor(client), serverInfo: { name: 'tenet', version: host.version } };
    });

    connection.onInitialized(async () => {
        try {
            configured = inTime(readConfiguration().catch((error) => failed('reading the settings', error)));
            await configured;
            await watchFiles();
            if (client.folders)
                connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => changeFolders(added, removed));
            await index();
        } catch (error) {
            failed('starting', error);
        }
    });
    connection.onShutdown(() => {
        outbox.close();
        publisher.dispose();
        proofs.dispose();
    });

    /** Settings decide what requests answer; a client that never sends them is not waited for. */
    let configured: Promise<void> = Promise.resolve();
    const settled = async (): Promise<void> => {
        await configured;
        await workspace.settled();
    };

    async function index(): Promise<void> {
        tellStatus('indexing', 0);
        const progress = client.progress ? await connection.window.createWorkDoneProgress() : undefined;
        progress?.begin('Tenet', 0, 'reading policies');
        await workspace.index((done, total) => {
            progress?.report(Math.floor((100 * done) / total), `${done} of ${total} files`);
        });
        progress?.done();
        tellStatus('checking');
        touch(workspace.uris());
    }

    /** Files that other programs change. Editors that cannot be asked to watch say what they see. */
    async function watchFiles(): Promise<void> {
        if (!client.watches) return;
        const watchers = [{ globPattern: '**/*.tenet' }, { globPattern: '**/*.{md,markdown,txt}' }];
        await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    }

    let folders: readonly string[] = [];
    async function changeFolders(
        added: readonly { readonly uri: string }[],
        removed: readonly { readonly uri: string }[],
    ): Promise<void> {
        try {
            const gone = new Set(removed.map(({ uri }) => uri));
            folders = [...folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
            workspace.setFolders(folders);
            await index();
        } catch (error) {
            failed('changing folders', error);
        }
    }

    async function readConfiguration(): Promise<void> {
        if (!client.configuration) return;
        client.settings = readSettings(await connection.workspace.getConfiguration('tenet'));
        proofs.enabled = client.settings.proofs !== 'off';
    }

    connection.onDidChangeConfiguration(async ({ settings }) => {
        try {
            if (client.configuration) await readConfiguration();
            else client.settings = readSettings(settings?.tenet);
            refreshViews();
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
            touch([plainUri(uri)]);
        } catch (error) {
            failed(`editing ${uri}`, error);
        }
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
            for (const uri of uris) {
                const users = workspace.dependentsOf(plainUri(uri));
                await workspace.fileChanged(uri);
                await workspace.folderChanged(uri);
                touch([...users, ...workspace.policiesCiting(plainUri(uri))]);
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

    async function guarded<R>(empty: R, token: CancellationToken, compute: () => R | Promise<R>): Promise<R> {
        try {
            await settled();
            if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
            return await compute();
        } catch (error) {
            if (error instanceof ResponseError) throw error;
            failed('a request', error);
            return empty;
        }
    }
    const tokens = answerStandard(connection, { workspace, proofs, publisher, activeCase, client, guarded });
    answerRequests(connection, {
        workspace,
        activeCase,
        board,
        runs,
        charts,
        settings: () => client.settings,
        status: () => status,
        changed: () => {
            tellCase();
            refreshViews();
        },
        guarded: (token, compute) => guarded(null as never, token, compute),
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

function countStatus(
    workspace: Workspace,
    diagnose: (uri: string) => readonly { readonly severity?: number | undefined }[],
): Pick<Status, 'text' | 'policies' | 'scenarios' | 'errors' | 'warnings'> {
    let [policies, scenarios, errors, warnings, rules] = [0, 0, 0, 0, 0];
    for (const uri of workspace.uris()) {
        const checked = workspace.checked(uri);
        if (!checked) continue;
        if (checked.header?.$type === 'PolicyHeader') policies++;
        rules += checked.header?.$type === 'PolicyHeader' ? checked.scope.rules.size : 0;
        scenarios += scenariosIn(checked).length;
        for (const { severity } of diagnose(uri)) {
            if (severity === 1) errors++;
            else if (severity === 2) warnings++;
        }
    }
    const problems = errors + warnings;
    const told = problems === 0 ? 'no problems' : problems === 1 ? '1 problem' : `${problems} problems`;
    return { text: `Tenet: ${rules} rules, ${told}`, policies, scenarios, errors, warnings };
}
