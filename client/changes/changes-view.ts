// The view "Policy changes": what another version decides otherwise, by whom it concerns, with a case for each kind and
// the scenarios that flip. Choosing a line opens both versions side by side at the place.

import * as vscode from 'vscode';
import type { CaseChange, ChangedCourse, ChangeGroup, ScenarioChange, Tone } from '../../server/protocol.js';
import type { Compared, Comparison } from './comparison.js';

export type ChangeNode =
    | { readonly kind: 'group'; readonly group: ChangeGroup }
    | { readonly kind: 'cases'; readonly group: ChangeGroup; readonly change: CaseChange }
    | { readonly kind: 'example'; readonly change: CaseChange }
    | { readonly kind: 'before' | 'after'; readonly change: CaseChange; readonly course: ChangedCourse }
    | { readonly kind: 'scenario'; readonly change: ScenarioChange }
    | { readonly kind: 'inputs'; readonly inputs: readonly string[] }
    | { readonly kind: 'input'; readonly text: string }
    | { readonly kind: 'same'; readonly isProved: boolean };

export interface ChangesView extends vscode.Disposable {
    readonly view: vscode.TreeView<ChangeNode>;
    /** The lines as they stand there, for tests and for copying all. */
    outline(): string;
}

export function showChangesView(comparison: Comparison): ChangesView {
    const changed = new vscode.EventEmitter<undefined>();
    const roots = (): ChangeNode[] => (comparison.compared ? rootsOf(comparison.compared) : []);
    const label = (): string => comparison.compared?.version.label ?? '';
    const view = vscode.window.createTreeView<ChangeNode>('tenet.changes', {
        showCollapseAll: true,
        treeDataProvider: {
            onDidChangeTreeData: changed.event,
            getChildren: (node) => (node ? childrenOf(node) : roots()),
            getTreeItem: (node) => itemOf(node, label()),
            getParent: () => undefined,
        },
    });
    const update = (): void => {
        const { compared } = comparison;
        view.description = compared ? vscode.l10n.t('{0} → now', compared.version.label) : '';
        view.message = compared ? headlineOf(compared) : '';
        changed.fire(undefined);
    };
    comparison.isInView = () => view.visible;
    const subscriptions = vscode.Disposable.from(
        view,
        changed,
        comparison.onDidChange(update),
        view.onDidChangeVisibility(({ visible }) => {
            if (visible && comparison.compared?.stale) void comparison.refresh();
        }),
    );
    return {
        view,
        outline: () =>
            roots()
                .flatMap((node) => linesOf(node, label(), ''))
                .join('\n'),
        dispose: () => subscriptions.dispose(),
    };
}

/** A node and all below it as text, a line each. */
export function linesOf(node: ChangeNode, versionLabel: string, indent = ''): readonly string[] {
    const { label, description } = itemOf(node, versionLabel);
    const text = [label, description].filter(Boolean).join('  ');
    return [`${indent}${text}`, ...childrenOf(node).flatMap((each) => linesOf(each, versionLabel, `${indent}  `))];
}

function headlineOf({ result, stale }: Compared): string {
    const before = stale ? vscode.l10n.t('(before your last edits)') : '';
    return [`${result.headline}.`, ...result.notes, before].filter(Boolean).join(' ');
}

function rootsOf({ result }: Compared): ChangeNode[] {
    const groups = result.groups.map((group): ChangeNode => ({ kind: 'group', group }));
    const inputs: ChangeNode[] = result.inputs.length > 0 ? [{ kind: 'inputs', inputs: result.inputs }] : [];
    const same: ChangeNode[] = groups.length === 0 ? [{ kind: 'same', isProved: result.equal === true }] : [];
    return [...same, ...groups, ...inputs];
}

function childrenOf(node: ChangeNode): ChangeNode[] {
    switch (node.kind) {
        case 'group': {
            const { group } = node;
            return [
                ...group.cases.map((change): ChangeNode => ({ kind: 'cases', group, change })),
                ...group.scenarios.map((change): ChangeNode => ({ kind: 'scenario', change })),
            ];
        }
        case 'cases': {
            const { change } = node;
            return [
                ...(change.example ? [{ kind: 'example' as const, change }] : []),
                { kind: 'before', change, course: change.before },
                { kind: 'after', change, course: change.after },
            ];
        }
        case 'inputs':
            return node.inputs.map((text) => ({ kind: 'input', text }));
        default:
            return [];
    }
}

const ICON_OF_TONE: Readonly<Record<Tone, string>> = {
    accept: 'pass',
    refuse: 'error',
    refer: 'arrow-circle-right',
    pending: 'watch',
    neutral: 'circle-outline',
};

const ICON_OF_KIND: Readonly<Partial<Record<ChangeGroup['kind'], string>>> = {
    undecided: 'question',
    'other-reason': 'comment',
    rules: 'git-compare',
    'not-comparable': 'circle-slash',
};

function itemOf(node: ChangeNode, versionLabel: string): vscode.TreeItem & { label: string; description?: string } {
    const { t } = vscode.l10n;
    const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    switch (node.kind) {
        case 'group': {
            const { tone, kind, label, cases, scenarios } = node.group;
            const counts = [
                ...(cases.length > 0
                    ? [cases.length === 1 ? t('1 kind of case') : t('{0} kinds of case', cases.length)]
                    : []),
                ...(scenarios.length > 0
                    ? [scenarios.length === 1 ? t('1 scenario') : t('{0} scenarios', scenarios.length)]
                    : []),
            ];
            const state = kind === 'rules' || kind === 'not-comparable' ? Collapsed : Expanded;
            const icon = tone ? ICON_OF_TONE[tone] : (ICON_OF_KIND[kind] ?? 'circle-outline');
            const item = itemWith(`${label} (${cases.length + scenarios.length})`, counts.join(' · '), icon, state);
            if (tone) item.iconPath = new vscode.ThemeIcon(icon, new vscode.ThemeColor(`tenet.${tone}`));
            item.contextValue = 'group';
            return item;
        }
        case 'cases': {
            const { change } = node;
            const item = itemWith(change.label, change.description, 'layers', Collapsed);
            item.tooltip = [change.label, change.description, change.example?.text ?? ''].filter(Boolean).join('\n');
            item.contextValue = change.example ? 'cases' : 'way';
            item.command = openBoth(node);
            return item;
        }
        case 'example': {
            const item = itemWith(t('For example'), node.change.example?.text ?? '', 'beaker', None);
            item.tooltip = node.change.example?.text ?? '';
            item.contextValue = 'example';
            item.command = { command: 'tenet.tryChange', title: t('Use as Active Case'), arguments: [node] };
            return item;
        }
        case 'before':
        case 'after': {
            const isBefore = node.kind === 'before';
            const item = itemWith(
                isBefore ? versionLabel : t('Now'),
                node.course.text,
                isBefore ? 'diff-removed' : 'diff-added',
                None,
            );
            item.tooltip = `${item.label}: ${node.course.text}`;
            item.contextValue = 'course';
            if (node.course.origin) item.command = openBoth(node);
            return item;
        }
        case 'scenario': {
            const { title, description, pathBefore, pathAfter } = node.change;
            const item = itemWith(title, description, 'beaker', None);
            item.tooltip = [title, description, '', `${versionLabel}:`, pathBefore, '', t('Now:'), pathAfter].join(
                '\n',
            );
            item.contextValue = 'scenario';
            item.command = openBoth(node);
            return item;
        }
        case 'inputs':
            return itemWith(t('What a case can say ({0})', node.inputs.length), '', 'symbol-parameter', Collapsed);
        case 'input':
            return itemWith(node.text, '', 'dash', None);
        case 'same':
            return node.isProved
                ? itemWith(t('Every case is decided alike'), t('proved for all cases'), 'pass', None)
                : itemWith(t('No scenario is decided otherwise'), t('not proved for all cases'), 'question', None);
    }
}

function itemWith(
    label: string,
    description: string,
    icon: string,
    state: vscode.TreeItemCollapsibleState,
): vscode.TreeItem & { label: string; description?: string } {
    const item = new vscode.TreeItem(label, state);
    const information = { label: [label, description].filter(Boolean).join(', ') };
    return Object.assign(item, {
        label,
        description,
        iconPath: new vscode.ThemeIcon(icon),
        accessibilityInformation: information,
    });
}

function openBoth(node: ChangeNode): vscode.Command {
    return { command: 'tenet.openBothVersions', title: vscode.l10n.t('Open Both Versions'), arguments: [node] };
}
