// Texts of other versions as read-only documents, so that they can stand beside the present ones in the diff editor, in
// any host. The server never sees them: they are no policies of the workspace.

import * as vscode from 'vscode';
import type { Version } from './versions.js';

export const VERSION_SCHEME = 'tenet-version';

/** Documents that show another version, ours and those of Git: not to be checked, run or listed. */
export function isOtherVersion({ uri }: { readonly uri: vscode.Uri }): boolean {
    return uri.scheme === VERSION_SCHEME || uri.scheme === 'git';
}

export class VersionDocuments implements vscode.Disposable, vscode.TextDocumentContentProvider {
    readonly #texts = new Map<string, string>();
    readonly #changed = new vscode.EventEmitter<vscode.Uri>();
    readonly #registration = vscode.workspace.registerTextDocumentContentProvider(VERSION_SCHEME, this);

    readonly onDidChange = this.#changed.event;

    /** Takes the texts of a version; those of another one by the same name are replaced. */
    put(version: Version): void {
        for (const [uri, text] of Object.entries(version.files)) {
            const address = addressOf(version, vscode.Uri.parse(uri));
            const key = address.toString();
            if (text === null || this.#texts.get(key) === text) continue;
            this.#texts.set(key, text);
            this.#changed.fire(address);
        }
    }

    provideTextDocumentContent(uri: vscode.Uri): string | undefined {
        return this.#texts.get(uri.toString());
    }

    dispose(): void {
        vscode.Disposable.from(this.#changed, this.#registration).dispose();
    }
}

/** Where the document of a file of that version is. */
export function addressOf({ name }: Pick<Version, 'name'>, uri: vscode.Uri): vscode.Uri {
    const query = JSON.stringify({ version: name, of: uri.toString() });
    return vscode.Uri.from({ scheme: VERSION_SCHEME, path: uri.path, query });
}
