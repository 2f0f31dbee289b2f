// Finds the repository of a file: one in Git on the disk, or one that an extension such as GitHub Repositories holds
// elsewhere, as in vscode.dev.

import type * as vscode from 'vscode';
import { diskRepositoryOf } from './git.js';
import { remoteRepositoryOf } from './remote.js';
import type { NoRepository, Repository } from './repository.js';

export function repositoryOf(uri: vscode.Uri): Promise<Repository | NoRepository> {
    return uri.scheme === 'file' ? diskRepositoryOf(uri) : remoteRepositoryOf(uri);
}
