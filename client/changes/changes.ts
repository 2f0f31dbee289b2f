// Everything about another version of a policy: the view, its commands, and the profile of the Test Explorer.

import * as vscode from 'vscode';
import type { ActiveCase } from '../case/active-case.js';
import { uriOf } from '../current-file.js';
import { reveal } from '../positions.js';
import type { TestTree } from '../scenarios/test-tree.js';
import type { ServerLink } from '../server/link.js';
import {
    addChangeAsScenario,
    copyChange,
    openBothVersions,
    originNow,
    reportChanges,
    tryChange,
} from './change-actions.js';
import { type ChangeNode, type ChangesView, showChangesView } from './changes-view.js';
import { type CompareProfile, registerCompareProfile } from './compare-profile.js';
import { Comparison } from './comparison.js';
import { LastCommits } from './last-commits.js';
import { VersionDocuments } from './version-documents.js';
import { pickVersion, usualVersion, type VersionName } from './versions.js';

export interface Changes extends vscode.Disposable {
    readonly comparison: Comparison;
    readonly changesView: ChangesView;
    readonly profile: CompareProfile;
}

export interface ChangesHost {
    readonly link: ServerLink;
    readonly tree: TestTree;
    readonly controller: vscode.TestController;
    readonly activeCase: ActiveCase;
    /** Shows the flowchart of a policy with what changed against another version. */
    readonly showOnFlowchart: (policyUri: string, against: VersionName) => Promise<void>;
}

export function startChanges(host: ChangesHost): Changes {
    const { link, tree, controller, activeCase } = host;
    const comparison = new Comparison(link);
    const documents = new VersionDocuments();
    const changesView = showChangesView(comparison);
    const profile = registerCompareProfile(link, tree, controller);
    const compare = async (uri: string | undefined, name?: VersionName): Promise<void> => {
        const target = uri ?? comparison.compared?.result.policy.uri ?? tree.files[0]?.policy?.uri;
        if (target === undefined) {
            void vscode.window.showInformationMessage(vscode.l10n.t('Open the policy that shall be compared.'));
            return;
        }
        const version = name ?? (await pickVersion(target));
        if (version === undefined) return;
        if (await comparison.make(target, version)) await vscode.commands.executeCommand('tenet.changes.focus');
    };
    const bind = (name: string, run: (...args: never[]) => unknown): vscode.Disposable =>
        vscode.commands.registerCommand(`tenet.${name}`, run);
    /** From a menu the line it was opened on, from a key the one that has the focus. */
    const nodeOf = (node: unknown): ChangeNode | undefined => (isNode(node) ? node : changesView.view.selection[0]);
    const subscriptions = vscode.Disposable.from(
        comparison,
        documents,
        changesView,
        profile,
        new LastCommits(link),
        bind('compare', (uri?: unknown, name?: unknown) =>
            compare(uriOf(uri), typeof name === 'string' ? name : undefined),
        ),
        bind('compareWithLast', (uri?: unknown) => {
            const target = uriOf(uri) ?? comparison.compared?.result.policy.uri ?? tree.files[0]?.policy?.uri;
            return compare(target, usualVersion(vscode.Uri.parse(target ?? '')));
        }),
        bind('showChanges', async (uri?: unknown) => {
            const target = typeof uri === 'string' ? uri : undefined;
            if (target === undefined || comparison.compared?.result.policy.uri === target) {
                await vscode.commands.executeCommand('tenet.changes.focus');
            } else await compare(target, usualVersion(vscode.Uri.parse(target)));
        }),
        bind('refreshChanges', () => comparison.refresh()),
        bind('clearChanges', () => comparison.clear()),
        bind('reportChanges', () => reportChanges(comparison)),
        bind('openBothVersions', (given: unknown) => {
            const node = nodeOf(given);
            return node && openBothVersions(comparison, documents, node);
        }),
        bind('tryChange', (given: unknown) => {
            const node = nodeOf(given);
            return node && tryChange(comparison, activeCase, node);
        }),
        bind('addChangeAsScenario', (given: unknown) => {
            const node = nodeOf(given);
            return node && addChangeAsScenario(link, comparison, node);
        }),
        bind('copyChange', (given: unknown) => copyChange(comparison, nodeOf(given))),
        bind('showChangeOnFlowchart', async (given: unknown) => {
            const node = nodeOf(given);
            const { compared } = comparison;
            if (!compared) return;
            await host.showOnFlowchart(compared.result.policy.uri, compared.version.name);
            const origin = node && originNow(node);
            // The flowchart follows the cursor.
            if (origin) await reveal(origin, 'glance');
        }),
    );
    return { comparison, changesView, profile, dispose: () => subscriptions.dispose() };
}

function isNode(value: unknown): value is ChangeNode {
    return typeof value === 'object' && value !== null && 'kind' in value;
}
