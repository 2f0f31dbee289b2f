// The part of the built-in Git extension that is used: what versions there are, and the text of a file in one of them.
// Where the extension is missing, turned off, or does not know the folder, there is no repository, and that is all.

import * as vscode from 'vscode';
import type { NoRepository, Ref, Repository } from './repository.js';

/** What that extension knows of one repository. */
interface GitRepository {
    readonly state: { readonly HEAD: { readonly name?: string; readonly commit?: string } | undefined };
    /** The text of a file, by its path on the disk; rejects where the revision has no such file. */
    show(revision: string, path: string): Promise<string>;
    getRefs(query: { readonly sort?: 'alphabetically' | 'committerdate' }): Promise<readonly Ref[]>;
}

interface GitExtension {
    readonly enabled: boolean;
    getAPI(version: 1): GitApi;
}

interface GitApi {
    readonly state: 'uninitialized' | 'initialized';
    readonly onDidChangeState: vscode.Event<'uninitialized' | 'initialized'>;
    getRepository(uri: vscode.Uri): GitRepository | null;
    openRepository?(root: vscode.Uri): Promise<GitRepository | null>;
}

/** The repository on the disk that a file lies in. */
export async function diskRepositoryOf(uri: vscode.Uri): Promise<Repository | NoRepository> {
    const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
    if (!extension) return { why: vscode.l10n.t('This editor has no Git; compare with a file instead.') };
    try {
        const git = extension.isActive ? extension.exports : await extension.activate();
        if (!git.enabled) return { why: vscode.l10n.t('Git is turned off (setting “git.enabled”).') };
        const api = git.getAPI(1);
        await initialized(api);
        const found = api.getRepository(uri) ?? (await opened(api, uri));
        return found ? fromGit(found) : { why: vscode.l10n.t('This folder is in no Git repository.') };
    } catch (error) {
        return {
            why: vscode.l10n.t('Git does not answer: {0}', error instanceof Error ? error.message : String(error)),
        };
    }
}

function fromGit(repository: GitRepository): Repository {
    return {
        head: repository.state.HEAD,
        read: (revision, uri) => repository.show(revision, uri.fsPath),
        refs: () => repository.getRefs({ sort: 'committerdate' }),
        isShallow: false,
    };
}

/** The Git extension looks through the folders after it has started; a folder without a repository is never reported. */
const MOST_WAITING_MS = 5000;

function initialized(api: GitApi): Promise<void> {
    if (api.state === 'initialized') return Promise.resolve();
    return new Promise((resolve) => {
        const end = (): void => {
            clearTimeout(timer);
            subscription.dispose();
            resolve();
        };
        const timer = setTimeout(end, MOST_WAITING_MS);
        const subscription = api.onDidChangeState(end);
    });
}

/** A repository above the workspace is only opened on request. */
async function opened(api: GitApi, uri: vscode.Uri): Promise<GitRepository | null> {
    const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri;
    return folder && api.openRepository ? ((await api.openRepository(folder)) ?? null) : null;
}
