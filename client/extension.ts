// What desktop and web have in common: puts every surface up, binds the commands, and starts the server without
// waiting for it. Everything is drawn from what the server says, so nothing here knows the language.

import * as vscode from 'vscode';
import type { FileEvent, Middleware } from 'vscode-languageclient';
import type { InitializationOptions } from '../server/protocol.js';
import { AskView } from './ask/ask-view.js';
import { ActiveCase } from './case/active-case.js';
import { showCaseStatus } from './case/case-status.js';
import { showPathView } from './case/path-view.js';
import { startChanges } from './changes/changes.js';
import { isOtherVersion } from './changes/version-documents.js';
import { bindCommands, type Surfaces } from './commands.js';
import { createCoverageProfile } from './coverage/coverage-profile.js';
import { followReplay } from './debug/follow.js';
import { DebugSessions } from './debug/sessions.js';
import { provideTexts } from './flowchart/export.js';
import { Flowcharts } from './flowchart/panels.js';
import { InlineResults } from './inline/inline-results.js';
import { Documents } from './page/document.js';
import { tellCases } from './scenarios/cases-of-items.js';
import { ChangedScenarios } from './scenarios/changed.js';
import { createDebugProfile } from './scenarios/debug-profile.js';
import { TestRuns } from './scenarios/test-runs.js';
import { TestTree } from './scenarios/test-tree.js';
import { type ClientFactory, ServerLink } from './server/link.js';
import { tellPresence } from './server/presence.js';
import { showServerStatus } from './server/status-item.js';
import { answerFileRequests } from './server/workspace-files.js';
import { LINKED_COMMANDS } from './trusted.js';

export function startExtension(context: vscode.ExtensionContext, createClient: ClientFactory): Surfaces {
    const log = vscode.window.createOutputChannel('Tenet', { log: true });
    const initializationOptions: InitializationOptions = { tenet: { commands: true, files: !readsFilesItself() } };
    const link = new ServerLink(async () => {
        const { broughtBack } = await import('./server/brought-back.js');
        return createClient({
            documentSelector: [{ language: 'tenet' }],
            outputChannel: log,
            errorHandler: broughtBack(),
            initializationOptions,
            synchronize: { configurationSection: 'tenet' },
            middleware: { ...onlyPresentVersions(), workspace: { didChangeWatchedFile: onlyWhatMatters } },
            markdown: { isTrusted: { enabledCommands: LINKED_COMMANDS }, supportHtml: false },
        });
    });
    answerFileRequests(link);
    const controller = vscode.tests.createTestController('tenet', vscode.l10n.t('Policy scenarios'));
    const tree = new TestTree(link, controller);
    controller.resolveHandler = (item) => (item ? undefined : tree.refresh());
    controller.refreshHandler = () => tree.refresh();
    const runs = new TestRuns(link, tree, controller);
    const activeCase = new ActiveCase(link, context.workspaceState);
    const inline = new InlineResults(link, context.workspaceState);
    const pathView = showPathView(activeCase);
    const documents = new Documents(context.extensionUri);
    const flowchart = new Flowcharts(link, activeCase, documents, context.extensionUri);
    const ask = new AskView(link, activeCase, documents);
    const changes = startChanges({
        link,
        tree,
        controller,
        activeCase,
        showOnFlowchart: (uri, against) => flowchart.showChanges(uri, against),
    });
    const changed = new ChangedScenarios(link, tree, runs, controller);
    const debug = new DebugSessions(link, activeCase, {
        failed: (id) => runs.hasFailed(id),
        recent: context.workspaceState,
    });
    context.subscriptions.push(
        log,
        link,
        controller,
        runs,
        activeCase,
        inline,
        pathView,
        flowchart,
        changes,
        ask,
        debug,
        createDebugProfile(controller, tree, runs, debug),
        createCoverageProfile(link, controller, tree, runs),
        changed,
        followReplay(flowchart),
        provideTexts(),
        showServerStatus(link),
        showCaseStatus(activeCase, inline),
        tellPresence(link),
        tellCases(tree, runs),
        runs.onDidFinish(({ byItself }) => !byItself && inline.showHeld()),
        activeCase.onDidChoose(() => inline.showHeld()),
        link.onDidChangeState((state) => state === 'running' && void tree.refresh()),
    );
    const surfaces = { link, tree, runs, activeCase, pathView, inline, flowchart, debug, changed, changes, ask, log };
    context.subscriptions.push(...bindCommands(surfaces, context.workspaceState));
    link.startSoon();
    return surfaces;
}

/** The server hears nothing of documents that show another version: they would be policies of the workspace to it. */
function onlyPresentVersions(): Middleware {
    return {
        didOpen: async (document, next) => (isOtherVersion(document) ? undefined : next(document)),
        didChange: async (event, next) => (isOtherVersion(event.document) ? undefined : next(event)),
        didSave: async (document, next) => (isOtherVersion(document) ? undefined : next(document)),
        didClose: async (document, next) => (isOtherVersion(document) ? undefined : next(document)),
    };
}

/** A server in a process reads files itself as long as every folder is one on its disk. */
function readsFilesItself(): boolean {
    const folders = vscode.workspace.workspaceFolders ?? [];
    return typeof process === 'object' && folders.every(({ uri }) => uri.scheme === 'file');
}

/** Policies, documents that they cite, and folders: the server is told of nothing else that comes, goes or changes. */
function onlyWhatMatters(event: FileEvent, next: (event: FileEvent) => Promise<void>): Promise<void> {
    const isFile = /\.[a-z]\w*$/i.test(event.uri);
    const isOurs = /\.(tenet|md|markdown|txt)$/i.test(event.uri);
    return isFile && !isOurs ? Promise.resolve() : next(event);
}
