// What is picked from lists: the overlay, and the parts that are folded; and the other version that changes are shown
// against, from the repository or from another file.

import * as vscode from 'vscode';
import type { FileTexts, FlowchartResult } from '../../server/protocol.js';
import type { ActiveCase } from '../case/active-case.js';
import { isFile } from '../changes/versions.js';
import type { ServerLink } from '../server/link.js';
import type { PanelState } from './messages.js';

type OverlayPick = vscode.QuickPickItem & {
    readonly choose: () => Promise<Pick<PanelState, 'overlay' | 'against'> | undefined>;
};

/** The last commit, as what changes are shown against. */
const LAST_COMMIT = 'HEAD';

export async function pickOverlay(
    { link, activeCase }: { readonly link: ServerLink; readonly activeCase: ActiveCase },
    { overlay, against }: PanelState,
    policyUri: string,
): Promise<Pick<PanelState, 'overlay' | 'against'> | undefined> {
    const { t } = vscode.l10n;
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
        ...(repositoryOf(policyUri)
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

/** The parts that are to be one card each. */
export async function pickParts(parts: Parts): Promise<readonly string[] | undefined> {
    const { t } = vscode.l10n;
    if (parts.length === 0) {
        void vscode.window.showInformationMessage(t('This policy has no parts: no principle with steps of its own.'));
        return undefined;
    }
    const picks = parts.map(({ id, title, folded }) => ({ label: id, description: title, picked: folded, id }));
    const chosen = await vscode.window.showQuickPick(picks, {
        title: t('Parts folded to one card'),
        canPickMany: true,
        matchOnDescription: true,
    });
    return chosen?.map(({ id }) => id);
}

// ---- the other version

/** Far more than a policy uses. */
const MOST_FILES = 200;

/** Texts under the names that they have now; undefined if there is no other version. */
export async function baseFiles(policyUri: string, against: string | undefined): Promise<FileTexts | undefined> {
    if (against === undefined) return undefined;
    const policy = vscode.Uri.parse(policyUri);
    const folder = vscode.workspace.getWorkspaceFolder(policy);
    const found = folder
        ? await vscode.workspace.findFiles(
              new vscode.RelativePattern(folder, '**/*.tenet'),
              '**/node_modules/**',
              MOST_FILES,
          )
        : [policy];
    const texts = await Promise.all(
        found.map(async (file) => [file.toString(), await versionOf(file, against, policyUri)] as const),
    );
    const files = Object.fromEntries(texts.flatMap(([file, text]) => (text === undefined ? [] : [[file, text]])));
    if (!isFile(against)) return files;
    // The other policy stands in the place of this one.
    const other = await textOf(vscode.Uri.parse(against));
    return other === undefined ? undefined : { ...files, [policyUri]: other };
}

async function versionOf(file: vscode.Uri, against: string, policyUri: string): Promise<string | undefined> {
    if (isFile(against)) return textOf(file);
    return repositoryOf(policyUri)
        ?.show(against, file.fsPath)
        .catch(() => undefined);
}

async function textOf(file: vscode.Uri): Promise<string | undefined> {
    try {
        return (await vscode.workspace.openTextDocument(file)).getText();
    } catch {
        return undefined;
    }
}

/** The part of the built-in Git extension that is used. */
interface Repository {
    show(revision: string, path: string): Promise<string>;
}

function repositoryOf(uri: string): Repository | undefined {
    const git = vscode.extensions.getExtension<{
        getAPI(version: 1): { getRepository(uri: vscode.Uri): Repository | null };
    }>('vscode.git');
    try {
        return git?.exports?.getAPI(1).getRepository(vscode.Uri.parse(uri)) ?? undefined;
    } catch {
        return undefined;
    }
}
