// Where versions of a file come from: a Git repository on the disk, or one that an extension such as GitHub Repositories
// holds elsewhere, as in vscode.dev.

import type * as vscode from 'vscode';

export interface Repository {
    /** The last commit; `commit` is absent where there is none yet. */
    readonly head: { readonly name?: string; readonly commit?: string } | undefined;
    /** The text of a file, named as it is now; rejects where the revision has no such file. */
    read(revision: string, uri: vscode.Uri): Promise<string>;
    /** Newest first. */
    refs(): Promise<readonly Ref[]>;
    /** Only the last commit can be read, whatever is asked for. */
    readonly isShallow: boolean;
}

export interface Ref {
    readonly type: RefType;
    readonly name?: string;
    readonly commit?: string;
}

/** As the Git extension numbers them. */
export enum RefType {
    Head = 0,
    RemoteHead = 1,
    Tag = 2,
}

export const LAST_COMMIT = 'HEAD';

/** Why there is no repository, in a sentence. */
export type NoRepository = { readonly why: string };
