// Repositories that are not on a disk: the extensions GitHub Repositories and Azure Repos, which vscode.dev has, hold one
// as a workspace, and give for each of its files the address of the same file as it was committed.

import * as vscode from 'vscode';
import type { NoRepository, Repository } from './repository.js';

/** The part of their interface that is used; it is what their `activate` gives. */
interface RemoteRepositories {
    getMetadata(uri: vscode.Uri): Promise<Metadata | undefined>;
    /** Where the file can be read as it is in the revision that the workspace shows. */
    getProviderUri(uri: vscode.Uri): vscode.Uri;
}

interface Metadata {
    getRevision(): Promise<{ readonly name: string; readonly revision: string }>;
}

const EXTENSIONS = ['ms-vscode.remote-repositories', 'GitHub.remotehub', 'GitHub.remotehub-insiders'];

export async function remoteRepositoryOf(uri: vscode.Uri): Promise<Repository | NoRepository> {
    const extension = EXTENSIONS.flatMap((id) => vscode.extensions.getExtension<RemoteRepositories>(id) ?? [])[0];
    const none = { why: vscode.l10n.t('This file is in no repository that can be read; compare with a file instead.') };
    if (!extension) return none;
    try {
        const api = extension.isActive ? extension.exports : await extension.activate();
        const metadata = await api.getMetadata(uri);
        if (!metadata) return none;
        const { name, revision } = await metadata.getRevision();
        return {
            head: { name, commit: revision },
            read: async (_, file) =>
                new TextDecoder().decode(await vscode.workspace.fs.readFile(api.getProviderUri(file))),
            refs: async () => [],
            isShallow: true,
        };
    } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        return { why: vscode.l10n.t('The repository does not answer: {0}', message) };
    }
}
