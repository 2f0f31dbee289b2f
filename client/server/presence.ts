// Whether there is anything of Tenet here: a policy in the workspace, or a document that is open. Commands and the texts of
// empty views depend on it.

import * as vscode from 'vscode';
import type { ServerLink } from './link.js';

export function tellPresence(link: ServerLink): vscode.Disposable {
    let policies = 0;
    let told: boolean | undefined;
    const update = (): void => {
        const isHere = policies > 0 || vscode.workspace.textDocuments.some(({ languageId }) => languageId === 'tenet');
        if (isHere === told) return;
        told = isHere;
        void vscode.commands.executeCommand('setContext', 'tenet.inWorkspace', isHere);
    };
    link.onNotice('tenet/statusChanged', (status) => {
        // Before that the server has not looked at everything, after a restart as well.
        if (status.state !== 'ready') return;
        policies = status.policies;
        update();
    });
    update();
    return vscode.Disposable.from(
        vscode.workspace.onDidOpenTextDocument(update),
        vscode.workspace.onDidCloseTextDocument(update),
    );
}
