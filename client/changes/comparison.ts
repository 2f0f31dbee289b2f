// The comparison that the editor shows: one policy against one other version. It is made on request, made anew when the
// text changes while somebody looks at it, and can be cancelled at any time.

import * as vscode from 'vscode';
import type { CompareParams, CompareResult } from '../../server/protocol.js';
import type { ServerLink } from '../server/link.js';
import { labelOf, readVersion, type Version, type VersionName } from './versions.js';

export interface Compared {
    readonly version: Version;
    readonly result: CompareResult;
    /** The text was changed after this was worked out. */
    readonly stale: boolean;
}

/** After the last key, before a comparison in view is made anew. */
const QUIET_MS = 800;

/** A comparison that takes longer than this says so, with a button to cancel it. */
const PATIENCE_MS = 1000;

export class Comparison implements vscode.Disposable {
    readonly #link: ServerLink;
    readonly #changed = new vscode.EventEmitter<Compared | undefined>();
    readonly #subscriptions: vscode.Disposable[];
    #compared: Compared | undefined;
    #running: vscode.CancellationTokenSource | undefined;
    #quiet: ReturnType<typeof setTimeout> | undefined;

    /** Whether somebody looks at it, so that it is worth being kept fresh. */
    isInView: () => boolean = () => false;

    readonly onDidChange = this.#changed.event;

    constructor(link: ServerLink) {
        this.#link = link;
        this.#subscriptions = [
            this.#changed,
            vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
                if (document.languageId === 'tenet' && contentChanges.length > 0) this.#age();
            }),
        ];
    }

    get compared(): Compared | undefined {
        return this.#compared;
    }

    /** Compares a policy with another version; tells the user what is in the way. False if nothing came of it. */
    async make(uri: string, name: VersionName): Promise<boolean> {
        const title = vscode.l10n.t('Comparing with {0}', labelOf(name));
        const made = await this.#withProgress(title, (token) => this.#request(uri, name, token));
        if (!made) return false;
        this.#set(made);
        return true;
    }

    /** The same once more, with the texts as they are now. */
    async refresh(): Promise<void> {
        const { result, version } = this.#compared ?? {};
        if (result && version) await this.make(result.policy.uri, version.name);
    }

    clear(): void {
        this.#running?.cancel();
        this.#set(undefined);
    }

    /** The whole comparison as one text. */
    async report(format: NonNullable<CompareParams['format']>): Promise<string | undefined> {
        const compared = this.#compared;
        if (!compared) return undefined;
        const { uri } = compared.result.policy;
        const { report } = await this.#link.request('tenet/compare', { uri, base: baseOf(compared.version), format });
        return report;
    }

    dispose(): void {
        clearTimeout(this.#quiet);
        this.#running?.cancel();
        vscode.Disposable.from(...this.#subscriptions).dispose();
    }

    async #request(uri: string, name: VersionName, token: vscode.CancellationToken): Promise<Compared> {
        const policy = await this.#link.request('tenet/policyOf', { uri }, token);
        if (!policy) throw new Error(vscode.l10n.t('This file belongs to no policy that can be decided.'));
        const version = await readVersion(this.#link, policy.uri, name, token);
        const params = { uri: policy.uri, base: baseOf(version) };
        return { version, result: await this.#link.request('tenet/compare', params, token), stale: false };
    }

    #set(compared: Compared | undefined): void {
        this.#compared = compared;
        const has = compared !== undefined;
        void vscode.commands.executeCommand('setContext', 'tenet.hasChanges', has);
        this.#changed.fire(compared);
    }

    /** A newer request ends an older one. Undefined if it was cancelled or did not work; then the user knows why. */
    async #withProgress<T>(
        title: string,
        work: (token: vscode.CancellationToken) => Promise<T>,
    ): Promise<T | undefined> {
        this.#running?.cancel();
        const source = new vscode.CancellationTokenSource();
        this.#running = source;
        const done = work(source.token);
        void vscode.window.withProgress({ location: { viewId: 'tenet.changes' } }, () => settled(done));
        const patience = setTimeout(() => {
            const where = { location: vscode.ProgressLocation.Notification, cancellable: true, title };
            void vscode.window.withProgress(where, (_, token) => {
                token.onCancellationRequested(() => source.cancel());
                return settled(done);
            });
        }, PATIENCE_MS);
        try {
            return await done;
        } catch (error) {
            if (!source.token.isCancellationRequested) void vscode.window.showErrorMessage(messageOf(error));
            return undefined;
        } finally {
            clearTimeout(patience);
            if (this.#running === source) this.#running = undefined;
            source.dispose();
        }
    }

    #age(): void {
        const compared = this.#compared;
        if (!compared) return;
        if (!compared.stale) {
            this.#compared = { ...compared, stale: true };
            this.#changed.fire(this.#compared);
        }
        clearTimeout(this.#quiet);
        this.#quiet = setTimeout(() => void this.#renew(), QUIET_MS);
    }

    /** Quietly: while the text is broken the old comparison stays, marked as such. */
    async #renew(): Promise<void> {
        const compared = this.#compared;
        if (!compared?.stale || !this.isInView() || this.#running) return;
        const source = new vscode.CancellationTokenSource();
        this.#running = source;
        try {
            const made = await this.#request(compared.result.policy.uri, compared.version.name, source.token);
            if (!source.token.isCancellationRequested) this.#set(made);
        } catch {
            // What was shown stays, with the note that it is from before the edit.
        } finally {
            if (this.#running === source) this.#running = undefined;
            source.dispose();
        }
    }
}

function baseOf({ uri, files, label }: Version): CompareParams['base'] {
    return { uri, files, label };
}

function settled(work: Promise<unknown>): Promise<void> {
    return work.then(
        () => undefined,
        () => undefined,
    );
}

export function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}
