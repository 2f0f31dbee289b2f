// Runs scenarios and checks: the profiles of the Test Explorer, the results as they stream in, and runs that repeat
// themselves after an edit or a save.

import * as vscode from 'vscode';
import type { TestResult } from '../../server/protocol.js';
import type { ServerLink } from '../server/link.js';
import { messagesOf } from './test-messages.js';
import type { TestTree } from './test-tree.js';

const SETTLE_MS = 300;
/** Above this, marks and outputs of every item cost more than they tell: the window takes a while for each. */
const MAX_QUEUED = 1000;

export interface RunOptions {
    /** Only what an edit could have changed since it last ran. */
    readonly affectedOnly?: boolean;
    /** Ids to run in place of those that the request names. */
    readonly ids?: readonly string[];
    /** Counts what the scenarios reach; told under the name of the run once all results are in. */
    readonly cover?: (run: vscode.TestRun, name: string) => Promise<void>;
}

export interface FinishedRun {
    /** After an edit or a save, and not because somebody asked for it now. */
    readonly byItself: boolean;
}

export class TestRuns implements vscode.Disposable {
    readonly #link: ServerLink;
    readonly #tree: TestTree;
    readonly #controller: vscode.TestController;
    readonly #runs = new Map<string, vscode.TestRun>();
    readonly #results = new Map<string, TestResult>();
    /** Items whose last result an edit may have changed. */
    readonly #outdated = new Set<string>();
    /** Results that were told so far. */
    readonly #told = new WeakMap<vscode.TestRun, number>();
    readonly #finished = new vscode.EventEmitter<FinishedRun>();
    readonly #subscriptions: vscode.Disposable[] = [this.#finished];
    readonly #profile: vscode.TestRunProfile;
    #runCount = 0;

    /** A run has come to its end and every result is in. */
    readonly onDidFinish = this.#finished.event;

    constructor(link: ServerLink, tree: TestTree, controller: vscode.TestController) {
        this.#link = link;
        this.#tree = tree;
        this.#controller = controller;
        link.onNotice('tenet/runResults', ({ run, started, results }) => this.#take(run, started, results));
        link.onNotice('tenet/scenariosChanged', ({ outdated }) => this.#outdate(outdated));
        this.#profile = controller.createRunProfile(
            vscode.l10n.t('Run'),
            vscode.TestRunProfileKind.Run,
            (request, token) => (request.continuous ? this.#keepRunning(request, token) : this.run(request, token)),
            true,
            undefined,
            true,
        );
        this.#subscriptions.push(
            this.#profile,
            vscode.workspace.onDidSaveTextDocument((document) => void this.#runOnSave(document)),
        );
    }

    result(id: string): TestResult | undefined {
        return this.#results.get(id);
    }

    hasFailed(id: string): boolean {
        const result = this.#results.get(id);
        return result?.kind === 'scenario' && !result.passed;
    }

    get results(): readonly TestResult[] {
        return [...this.#results.values()];
    }

    /** Runs items by id; files by URI, a policy with all its suites; everything if none are named. */
    async runIds(ids: readonly string[] | undefined): Promise<void> {
        // What was just opened or typed may not be in the tree yet, and what is not there would not run.
        await this.#tree.catchUp(ids);
        const include = ids?.flatMap((id) => this.#tree.itemsOf(id));
        const isEmpty = include ? include.length === 0 : this.#tree.files.length === 0;
        if (!this.#tree.isLoaded) offerRestart();
        else if (isEmpty) offerScenario();
        else await this.run(new vscode.TestRunRequest(include, undefined, this.#profile));
    }

    async run(
        request: vscode.TestRunRequest,
        token?: vscode.CancellationToken,
        options: RunOptions = {},
    ): Promise<void> {
        const run = this.#controller.createTestRun(request);
        const { affectedOnly = false, ids = request.include?.map(({ id }) => id) } = options;
        if (!affectedOnly) this.#markQueued(run, request, options.ids);
        try {
            await this.decideInto(run, { ...options, ...(ids ? { ids } : {}) }, request.exclude, token);
        } finally {
            run.end();
        }
    }

    /** Puts results into a run that was started elsewhere; it is not ended. */
    async decideInto(
        run: vscode.TestRun,
        { ids, affectedOnly = false, cover }: RunOptions,
        exclude: readonly vscode.TestItem[] | undefined,
        token: vscode.CancellationToken = run.token,
    ): Promise<void> {
        const name = `run ${++this.#runCount}`;
        this.#runs.set(name, run);
        try {
            const summary = await this.#link.request(
                'tenet/run',
                {
                    run: name,
                    ...(ids ? { ids } : {}),
                    exclude: (exclude ?? []).map(({ id }) => id),
                    affectedOnly,
                    coverage: cover !== undefined,
                },
                token,
            );
            run.appendOutput(`${summary.summary}\r\n`);
            await cover?.(run, name);
        } catch (error) {
            if (!token.isCancellationRequested) run.appendOutput(`${String(error)}\r\n`);
        } finally {
            this.#runs.delete(name);
            this.#describeFiles();
            this.#finished.fire({ byItself: affectedOnly });
        }
    }

    dispose(): void {
        for (const run of this.#runs.values()) run.end();
        vscode.Disposable.from(...this.#subscriptions).dispose();
    }

    #take(name: string, started: readonly string[], results: readonly TestResult[]): void {
        const run = this.#runs.get(name);
        if (!run) return;
        const told = (this.#told.get(run) ?? 0) + results.length;
        this.#told.set(run, told);
        const isLarge = told + started.length > MAX_QUEUED;
        for (const id of isLarge ? [] : started) {
            const item = this.#tree.item(id);
            if (item) run.started(item);
        }
        for (const result of results) {
            // A step of the walkthrough: by accepting what came out, or by correcting the rule.
            if (this.hasFailed(result.id) && result.kind === 'scenario' && result.passed) {
                void vscode.commands.executeCommand('setContext', 'tenet.hasMended', true);
            }
            this.#results.set(result.id, result);
            this.#outdated.delete(result.id);
            const item = this.#tree.item(result.id);
            if (item) report(run, item, result, isLarge);
        }
    }

    /** Their icons are dimmed until they run again, as the texts in the editor already tell what would come out now. */
    #outdate(ids: readonly string[]): void {
        const items = ids.flatMap((id) => this.#tree.item(id) ?? []);
        if (items.length === 0) return;
        this.#controller.invalidateTestResults(items);
        for (const { id } of items.flatMap(leavesOf)) this.#outdated.add(id);
        this.#describeFiles();
    }

    #markQueued(run: vscode.TestRun, request: vscode.TestRunRequest, ids: readonly string[] | undefined): void {
        const named = ids?.flatMap((id) => this.#tree.item(id) ?? []);
        const roots = named ?? request.include ?? [...this.#controller.items].map(([, item]) => item);
        const leaves = roots.flatMap(leavesOf);
        if (leaves.length <= MAX_QUEUED) for (const leaf of leaves) run.enqueued(leaf);
    }

    /** Until it is turned off: runs what an edit could have changed, once the typing pauses. */
    #keepRunning(request: vscode.TestRunRequest, token: vscode.CancellationToken): void {
        let timer: ReturnType<typeof setTimeout> | undefined;
        const runAffected = (): void => void this.run(request, token, { affectedOnly: true });
        const subscription = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
            if (document.languageId !== 'tenet' || contentChanges.length === 0) return;
            clearTimeout(timer);
            timer = setTimeout(runAffected, SETTLE_MS);
        });
        token.onCancellationRequested(() => {
            clearTimeout(timer);
            subscription.dispose();
        });
        runAffected();
    }

    async #runOnSave({ languageId, uri }: vscode.TextDocument): Promise<void> {
        if (languageId !== 'tenet') return;
        const when = vscode.workspace.getConfiguration('tenet.testing', uri).get('runOnSave');
        if (when !== 'affected' && when !== 'all') return;
        const all = new vscode.TestRunRequest(undefined, undefined, this.#profile);
        await this.run(all, undefined, { affectedOnly: when === 'affected' });
    }

    #describeFiles(): void {
        for (const { uri } of this.#tree.files) {
            const item = this.#tree.item(uri);
            if (!item) continue;
            const leaves = leavesOf(item);
            const passed = leaves.filter(({ id }) => {
                const result = this.#results.get(id);
                return result && result.kind !== 'skipped' && result.passed;
            });
            const sum = `${passed.length}/${leaves.length}`;
            const isOld = leaves.some(({ id }) => this.#outdated.has(id));
            const description = isOld ? vscode.l10n.t('{0} (before your edit)', sum) : sum;
            if (item.description !== description) item.description = description;
        }
    }
}

// Said instead of a run of nothing. Nobody waits for the answer: a message may stand there for long.

function offerScenario(): void {
    const offer = vscode.l10n.t('New Scenario');
    void vscode.window
        .showInformationMessage(vscode.l10n.t('There are no scenarios here yet.'), offer)
        .then((chosen) => chosen === offer && vscode.commands.executeCommand('tenet.newScenario'));
}

function offerRestart(): void {
    const offer = vscode.l10n.t('Restart Server');
    const message = vscode.l10n.t('Nothing was run, because the Tenet server does not answer.');
    void vscode.window
        .showWarningMessage(message, offer)
        .then((chosen) => chosen === offer && vscode.commands.executeCommand('tenet.restartServer'));
}

/** Scenarios and checks below an item, or the item itself. */
export function leavesOf(item: vscode.TestItem): readonly vscode.TestItem[] {
    if (item.children.size === 0) return [item];
    return [...item.children].flatMap(([, child]) => leavesOf(child));
}

/** @param isLarge one of very many: what passes has no output of its own */
function report(run: vscode.TestRun, item: vscode.TestItem, result: TestResult, isLarge: boolean): void {
    if (result.kind === 'skipped') {
        run.skipped(item);
        run.appendOutput(`${item.label}: ${result.reason}\r\n`);
        return;
    }
    if (isLarge && result.passed) {
        run.passed(item);
        return;
    }
    const path = result.kind === 'scenario' ? result.decision.text.replaceAll('\n', '\r\n    ') : result.text;
    // Without a place: VS Code would write it at the line's end, where the verdict already stands.
    run.appendOutput(`${result.passed ? '✓' : '✗'} ${item.label}\r\n    ${path}\r\n`, undefined, item);
    if (result.passed) run.passed(item);
    else run.failed(item, [...messagesOf(result)]);
}
