// What is picked from lists: the overlay, and the parts that are folded; and the other version that changes are shown
// against, from the repository or from another file.

import * as vscode from 'vscode';
import type { FlowchartResult } from '../../server/protocol.js';
import type { ActiveCase } from '../case/active-case.js';
import { repositoryOf } from '../changes/repositories.js';
import { LAST_COMMIT } from '../changes/repository.js';
import type { ServerLink } from '../server/link.js';
import type { PanelState } from './messages.js';

type OverlayPick = vscode.QuickPickItem & {
    readonly choose: () => Promise<Pick<PanelState, 'overlay' | 'against'> | undefined>;
};

export async function pickOverlay(
    { link, activeCase }: { readonly link: ServerLink; readonly activeCase: ActiveCase },
    { overlay, against }: PanelState,
    policyUri: string,
): Promise<Pick<PanelState, 'overlay' | 'against'> | undefined> {
    const { t } = vscode.l10n;
    const hasRepository = !('why' in (await repositoryOf(vscode.Uri.parse(policyUri))));
    const shown = (is: boolean): string => (is ? t('shown') : '');
    const picks: OverlayPick[] = [
        { label: `$(circle-slash) ${t('None')}`, description: shown(overlay === 'none'), choose: plain('none') },
        {
            label: `$(list-ordered) ${t('Path')}`,
            description: shown(overlay === 'path'),
            detail: activeCase.state.title ?? t('of the active case: pick one first'),
            choose: async () => {
                if (!activeCase.state.case) await vscode.commands.executeCommand('tenet.selectCase');
                return activeCase.state.case ? { overlay: 'path' } : undefined;
            },
        },
        {
            label: `$(flame) ${t('Coverage')}`,
            description: shown(overlay === 'coverage'),
            detail: t('how many scenarios take each way'),
            choose: plain('coverage'),
        },
        ...(hasRepository
            ? [
                  {
                      label: `$(git-commit) ${t('Changes since the last commit')}`,
                      description: shown(overlay === 'changes' && against === LAST_COMMIT),
                      choose: async () => ({ overlay: 'changes' as const, against: LAST_COMMIT }),
                  },
              ]
            : []),
        {
            label: `$(diff) ${t('Changes against another policy…')}`,
            description: shown(overlay === 'changes' && against !== LAST_COMMIT),
            choose: async () => {
                const other = await pickPolicy(link, policyUri);
                return other ? { overlay: 'changes' as const, against: other } : undefined;
            },
        },
    ];
    const pick = await vscode.window.showQuickPick(picks, { title: t('What shall lie over the flowchart?') });
    return pick?.choose();
}

function plain(overlay: PanelState['overlay']): OverlayPick['choose'] {
    return async () => ({ overlay });
}

async function pickPolicy(link: ServerLink, policyUri: string): Promise<string | undefined> {
    const picks = link.request('tenet/policies', {}).then(({ policies }) =>
        policies
            .filter(({ uri }) => uri !== policyUri)
            .map(({ uri, title, name }) => ({
                label: title ?? name,
                description: vscode.workspace.asRelativePath(vscode.Uri.parse(uri)),
                uri,
            })),
    );
    const title = vscode.l10n.t('Show what changed against');
    const placeHolder = vscode.l10n.t('The older policy');
    return (await vscode.window.showQuickPick(picks, { title, placeHolder, matchOnDescription: true }))?.uri;
}

type Parts = Extract<FlowchartResult, { kind: 'chart' }>['parts'];

/** The parts that are to be one card each; in a large policy all but one at most. */
export async function pickParts(parts: Parts, isLarge: boolean): Promise<readonly string[] | undefined> {
    const { t } = vscode.l10n;
    if (parts.length === 0) {
        void vscode.window.showInformationMessage(t('This policy has no parts: no principle with steps of its own.'));
        return undefined;
    }
    if (isLarge) {
        const one = parts.map(({ id, title, folded }) => {
            return { label: id, description: title, ...(folded ? {} : { detail: t('unfolded') }), id };
        });
        const none = { label: `$(fold) ${t('None: fold all')}`, id: undefined };
        const title = t('Which part shall be unfolded? The policy is too large for several.');
        const chosen = await vscode.window.showQuickPick([none, ...one], { title, matchOnDescription: true });
        return chosen && parts.map(({ id }) => id).filter((id) => id !== chosen.id);
    }
    const picks = parts.map(({ id, title, folded }) => ({ label: id, description: title, picked: folded, id }));
    const chosen = await vscode.window.showQuickPick(picks, {
        title: t('Parts folded to one card'),
        canPickMany: true,
        matchOnDescription: true,
    });
    return chosen?.map(({ id }) => id);
}
