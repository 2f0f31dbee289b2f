// Scenarios that are changed: those whose policy, facts or expectations are others than in the last commit, or, where
// there is no repository, than when they last passed. They carry the tag `changed`, and a profile of their own runs them.

import * as vscode from 'vscode';
import type { ChangedParams } from '../../server/protocol.js';
import { repositoryOf } from '../changes/repositories.js';
import { LAST_COMMIT } from '../changes/repository.js';
import { readVersion } from '../changes/versions.js';
import type { ServerLink } from '../server/link.js';
import { leavesOf, type TestRuns } from './test-runs.js';
import type { TestTree } from './test-tree.js';

type Base = ChangedParams['bases'][number];

const SETTLE_MS = 500;

export class ChangedScenarios implements vscode.Disposable {
    readonly #link: ServerLink;
    readonly #tree: TestTree;
    readonly #runs: TestRuns;
    readonly #controller: vscode.TestController;
    readonly #profile: vscode.TestRunProfile;
    readonly #subscriptions: vscode.Disposable[];
    /** By file; they stay the same until there is another commit. */
    readonly #bases = new Map<string, { readonly commit: string; readonly base: Base }>();
    #timer: ReturnType<typeof setTimeout> | undefined;

    constructor(link: ServerLink, tree: TestTree, runs: TestRuns, controller: vscode.TestController) {
        this.#link = link;
        this.#tree = tree;
        this.#runs = runs;
        this.#controller = controller;
        this.#profile = controller.createRunProfile(
            vscode.l10n.t('Run changed only'),
            vscode.TestRunProfileKind.Run,
            (request, token) => this.run(request, token),
        );
        const soon = (): void => {
            clearTimeout(this.#timer);
            this.#timer = setTimeout(() => void this.refresh(), SETTLE_MS);
        };
        this.#subscriptions = [
            this.#profile,
            tree.onDidChange(soon),
            runs.onDidFinish(soon),
            vscode.workspace.onDidSaveTextDocument(({ languageId }) => languageId === 'tenet' && soon()),
        ];
    }

    /** Asks anew which are changed, and marks them; gives them, on request with those that never passed. */
    async refresh(alsoOpen = false): Promise<readonly string[]> {
        if (this.#link.state !== 'running') return [];
        try {
            const bases = await this.#basesOf(this.#tree.files.map(({ uri }) => uri));
            const { ids, open } = await this.#link.request('tenet/changedScenarios', { bases, alsoOpen });
            this.#tree.markChanged(new Set(ids));
            return [...ids, ...open];
        } catch {
            // The server is being restarted, or the request was overtaken: the marks stay as they are.
            return [];
        }
    }

    /** Runs what is changed of the request, or of everything. */
    async run(request?: vscode.TestRunRequest, token?: vscode.CancellationToken): Promise<void> {
        const wanted = request ?? new vscode.TestRunRequest(undefined, undefined, this.#profile);
        const changed = new Set(await this.refresh(true));
        const roots = wanted.include ?? [...this.#controller.items].map(([, item]) => item);
        const ids = roots.flatMap(leavesOf).flatMap(({ id }) => (changed.has(id) ? [id] : []));
        await this.#runs.run(wanted, token, { ids });
    }

    dispose(): void {
        clearTimeout(this.#timer);
        vscode.Disposable.from(...this.#subscriptions).dispose();
    }

    async #basesOf(uris: readonly string[]): Promise<readonly Base[]> {
        const found = await Promise.all(uris.map((uri) => this.#baseOf(uri)));
        return found.flatMap((base) => base ?? []);
    }

    /** Undefined where there is no commit to hold the file against. */
    async #baseOf(uri: string): Promise<Base | undefined> {
        const repository = await repositoryOf(vscode.Uri.parse(uri));
        const commit = 'why' in repository ? undefined : repository.head?.commit;
        if (commit === undefined) return undefined;
        const known = this.#bases.get(uri);
        if (known?.commit === commit) return known.base;
        // A file that the commit does not have is new, and so are its scenarios.
        const version = await readVersion(this.#link, uri, LAST_COMMIT).catch(() => undefined);
        const base: Base = { uri, files: version?.files ?? { [uri]: null } };
        this.#bases.set(uri, { commit, base });
        return base;
    }
}
