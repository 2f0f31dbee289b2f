// What desktop and web have in common: puts every surface up, binds the commands, and starts the server without
// waiting for it. Everything is drawn from what the server says, so nothing here knows the language.

import * as vscode from 'vscode';
import type { InitializationOptions } from '../server/protocol.js';
import { ActiveCase } from './case/active-case.js';
import { showCaseStatus } from './case/case-status.js';
import { showPathView } from './case/path-view.js';
import { bindCommands, type Surfaces } from './commands.js';
import { FlowchartPanel } from './flowchart/panel.js';
import { InlineResults } from './inline/inline-results.js';
import { TestRuns } from './scenarios/test-runs.js';
import { TestTree } from './scenarios/test-tree.js';
import { broughtBack, type ClientFactory, ServerLink } from './server/link.js';
import { showServerStatus } from './server/status-item.js';
import { answerFileRequests } from './server/workspace-files.js';
import { LINKED_COMMANDS } from './trusted.js';

/** Policies, and the documents that their citations point into. */
const WATCHED_FILES = ['**/*.tenet', '**/*.{md,txt}'];

export function startExtension(context: vscode.ExtensionContext, createClient: ClientFactory): Surfaces {
    const log = vscode.window.createOutputChannel('Tenet', { log: true });
    const initializationOptions: InitializationOptions = { tenet: { commands: true, files: !readsFilesItself() } };
    const watchers = WATCHED_FILES.map((pattern) => vscode.workspace.createFileSystemWatcher(pattern));
    const link = new ServerLink(() =>
        createClient({
            documentSelector: [{ language: 'tenet' }],
            outputChannel: log,
            errorHandler: broughtBack(),
            initializationOptions,
            synchronize: { configurationSection: 'tenet', fileEvents: watchers },
            markdown: { isTrusted: { enabledCommands: LINKED_COMMANDS }, supportHtml: false },
        }),
    );
    answerFileRequests(link);
    const controller = vscode.tests.createTestController('tenet', vscode.l10n.t('Policy scenarios'));
    const tree = new TestTree(link, controller);
    controller.resolveHandler = (item) => (item ? undefined : tree.refresh());
    controller.refreshHandler = () => tree.refresh();
    const runs = new TestRuns(link, tree, controller);
    const activeCase = new ActiveCase(link);
    const inline = new InlineResults(link, context.workspaceState);
    const pathView = showPathView(activeCase);
    const flowchart = new FlowchartPanel(link, activeCase, context.extensionUri);
    context.subscriptions.push(
        log,
        ...watchers,
        link,
        controller,
        runs,
        activeCase,
        inline,
        pathView,
        flowchart,
        showServerStatus(link),
        showCaseStatus(activeCase),
        link.onDidChangeState((state) => state === 'running' && void tree.refresh()),
    );
    void vscode.commands.executeCommand('setContext', 'tenet.inWorkspace', true);
    const surfaces = { link, tree, runs, activeCase, pathView, inline, flowchart, log };
    context.subscriptions.push(...bindCommands(surfaces, context.workspaceState));
    link.start();
    return surfaces;
}

/** A server in a process reads files itself as long as every folder is one on its disk. */
function readsFilesItself(): boolean {
    const folders = vscode.workspace.workspaceFolders ?? [];
    return typeof process === 'object' && folders.every(({ uri }) => uri.scheme === 'file');
}
