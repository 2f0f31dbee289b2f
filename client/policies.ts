// Which policy, where nothing on the screen says it: the only one there is, or the one that the user picks.

import * as vscode from 'vscode';
import type { ServerLink } from './server/link.js';

/** The URI of a policy; undefined if there is none, which is said, or if nothing was picked. */
export async function pickPolicy(link: ServerLink, placeHolder: string): Promise<string | undefined> {
    const { policies } = await link.request('tenet/policies', {});
    const [first] = policies;
    if (!first) {
        offerExample();
        return undefined;
    }
    if (policies.length === 1) return first.uri;
    const picks = policies.map(({ uri, name, title }) => ({
        label: title ?? name,
        description: vscode.workspace.asRelativePath(vscode.Uri.parse(uri)),
        uri,
    }));
    const pick = await vscode.window.showQuickPick(picks, { placeHolder, matchOnDescription: true });
    return pick?.uri;
}

/** Says that there is no policy. Nobody waits for the answer: a message may stand there for long. */
function offerExample(): void {
    const offer = vscode.l10n.t('Open an Example');
    void vscode.window
        .showInformationMessage(vscode.l10n.t('No policy is open.'), offer)
        .then((chosen) => chosen === offer && vscode.commands.executeCommand('tenet.openExample'));
}
