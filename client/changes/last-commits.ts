// Gives the server the last commit of policies that it cannot read itself: those that are on no disk. Then its lenses say
// there too what the edits since have changed.

import * as vscode from 'vscode';
import type { ServerLink } from '../server/link.js';
import { repositoryOf } from './repositories.js';
import { LAST_COMMIT } from './repository.js';
import { readVersion } from './versions.js';

export class LastCommits implements vscode.Disposable {
    readonly #link: ServerLink;
    readonly #subscriptions: vscode.Disposable[];
    /** What was given, by policy. */
    readonly #commits = new Map<string, string>();

    constructor(link: ServerLink) {
        this.#link = link;
        const look = (): void => void this.refresh();
        this.#subscriptions = [
            // A server that starts anew knows nothing of what the one before was given.
            link.onDidChangeState(() => {
                this.#commits.clear();
                look();
            }),
            vscode.window.onDidChangeActiveTextEditor(look),
            // A commit is made beside the text: whoever comes back to it may have made one.
            vscode.window.onDidChangeWindowState(look),
            vscode.workspace.onDidSaveTextDocument(look),
        ];
    }

    /** Looks at the policy of the file in front, whether it has another last commit by now. */
    async refresh(): Promise<void> {
        const document = vscode.window.activeTextEditor?.document;
        if (this.#link.state !== 'running' || document?.languageId !== 'tenet') return;
        if (document.uri.scheme === 'file' || document.isUntitled) return;
        try {
            const policy = await this.#link.request('tenet/policyOf', { uri: document.uri.toString() });
            if (policy) await this.#give(policy.uri);
        } catch {
            // The server is being restarted, or the repository does not answer now: the next look finds it.
        }
    }

    dispose(): void {
        vscode.Disposable.from(...this.#subscriptions).dispose();
    }

    async #give(uri: string): Promise<void> {
        const repository = await repositoryOf(vscode.Uri.parse(uri));
        const commit = 'why' in repository ? undefined : repository.head?.commit;
        if (commit === undefined || this.#commits.get(uri) === commit) return;
        this.#commits.set(uri, commit);
        // A policy that the commit does not have is new: there is nothing to compare it with.
        const version = await readVersion(this.#link, uri, LAST_COMMIT).catch(() => undefined);
        const base = version ? { files: version.files, label: LAST_COMMIT } : null;
        await this.#link.request('tenet/setBase', { uri, base });
    }
}
