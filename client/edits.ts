// Applies an edit that the server worked out, as one step of undo, and selects what the author will want to change next.

import * as vscode from 'vscode';
import type { EditResult } from '../server/protocol.js';
import { showText, toLocation, toRange } from './positions.js';

export async function applyEdit({ edit, reason, select }: EditResult): Promise<boolean> {
    if (!edit) {
        if (reason) void vscode.window.showInformationMessage(reason);
        return false;
    }
    const changes = new vscode.WorkspaceEdit();
    for (const [uri, edits] of Object.entries(edit.changes)) {
        for (const { range, newText } of edits) changes.replace(vscode.Uri.parse(uri), toRange(range), newText);
    }
    const uris = changes.entries().map(([uri]) => uri);
    // The editor itself would change the text, which then could not be saved.
    const isRefused = (await Promise.all(uris.map(isReadOnly))).includes(true);
    if (isRefused || !(await vscode.workspace.applyEdit(changes))) {
        const names = uris.map((uri) => vscode.workspace.asRelativePath(uri));
        const message = vscode.l10n.t('{0} could not be changed: it may be read-only.', names.join(', '));
        void vscode.window.showWarningMessage(message);
        return false;
    }
    if (select) {
        const { uri, range } = toLocation(select);
        const editor = await showText(uri);
        editor.selection = new vscode.Selection(range.start, range.end);
        editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    }
    return true;
}

/** Of a file system that takes nothing, or itself; a file that was never saved is neither. */
async function isReadOnly(uri: vscode.Uri): Promise<boolean> {
    const { fs } = vscode.workspace;
    if (fs.isWritableFileSystem(uri.scheme) === false) return true;
    const { permissions = 0 } = await fs.stat(uri).then(
        (stat) => stat,
        () => ({ permissions: 0 }),
    );
    return (permissions & vscode.FilePermission.Readonly) !== 0;
}
