// The view "Decision path": the steps of the active case as a tree, each with the values it rests on and its citations.
// It is the accessible twin of the marks in the text: walking it with the arrow keys takes the editor along.

import * as vscode from 'vscode';
import type { ActiveCaseState, CitationRef, Decision, DecisionStep, FactValue, Origin } from '../../server/protocol.js';
import { reveal } from '../positions.js';
import type { ActiveCase } from './active-case.js';

type PathNode =
    /** `decides`: the outcome that the step gives, if it is the one that decides. */
    | { readonly kind: 'step'; readonly step: DecisionStep; readonly decides: string | null }
    | { readonly kind: 'value'; readonly value: FactValue }
    | { readonly kind: 'citation'; readonly citation: CitationRef }
    | { readonly kind: 'need'; readonly need: Decision['missing'][number] }
    | { readonly kind: 'end'; readonly decision: Decision }
    | { readonly kind: 'problem'; readonly text: string };

export interface PathView extends vscode.Disposable {
    readonly view: vscode.TreeView<PathNode>;
    /** Brings it to the front and gives it the keyboard. */
    focus(): Promise<void>;
    /** Selects the step and shows it in the text. */
    go(step: DecisionStep): Promise<void>;
    selected(): DecisionStep | undefined;
    /** Goes to the place of what is selected, with the keyboard. */
    enter(): Promise<void>;
}

export function showPathView(activeCase: ActiveCase): PathView {
    const changed = new vscode.EventEmitter<undefined>();
    let roots = rootsOf(activeCase.state);
    const view = vscode.window.createTreeView<PathNode>('tenet.path', {
        treeDataProvider: {
            onDidChangeTreeData: changed.event,
            getChildren: (node) => (node ? detailsOf(node) : [...roots]),
            getTreeItem: itemOf,
            // Only steps are ever revealed, and they stand at the top.
            getParent: () => undefined,
        },
    });
    const update = (state: ActiveCaseState): void => {
        roots = rootsOf(state);
        view.description = state.title ?? '';
        view.message = state.decision?.stale ? vscode.l10n.t('As it was before your last edits.') : '';
        changed.fire(undefined);
    };
    const subscriptions = vscode.Disposable.from(
        view,
        changed,
        activeCase.onDidChange(update),
        view.onDidChangeSelection(({ selection: [node] }) => {
            const origin = node && originOf(node);
            if (origin) void reveal(origin, 'glance');
        }),
    );
    return {
        view,
        focus: async () => {
            await vscode.commands.executeCommand('tenet.path.focus');
            // A list that has only just got its rows does not take the keyboard by itself.
            const node = roots.find((each) => view.selection.includes(each)) ?? roots[0];
            if (node) await view.reveal(node, { select: false, focus: true });
        },
        go: async (step) => {
            const node = roots.find((each) => each.kind === 'step' && each.step.number === step.number);
            if (view.visible && node) await view.reveal(node, { select: true, focus: false });
            else await reveal(step.ruleOrigin, 'glance');
        },
        selected: () => {
            const [node] = view.selection;
            return node?.kind === 'step' ? node.step : undefined;
        },
        enter: async () => {
            const [node] = view.selection;
            const origin = node && originOf(node);
            if (origin) await reveal(origin, 'take');
        },
        dispose: () => subscriptions.dispose(),
    };
}

function rootsOf({ decision, problem }: ActiveCaseState): readonly PathNode[] {
    if (problem) return [{ kind: 'problem', text: problem }];
    if (!decision) return [];
    return [
        ...decision.steps.map(
            (step): PathNode => ({ kind: 'step', step, decides: step.decides ? outcomeOf(decision) : null }),
        ),
        ...decision.missing.map((need): PathNode => ({ kind: 'need', need })),
        { kind: 'end', decision },
    ];
}

function detailsOf(node: PathNode): PathNode[] {
    if (node.kind !== 'step') return [];
    return [
        ...node.step.values.map((value): PathNode => ({ kind: 'value', value })),
        ...node.step.citations.map((citation): PathNode => ({ kind: 'citation', citation })),
    ];
}

function itemOf(node: PathNode): vscode.TreeItem {
    switch (node.kind) {
        case 'step': {
            const { step, decides } = node;
            const details = step.values.length + step.citations.length > 0;
            const item = new vscode.TreeItem(
                labelOf(step),
                details ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
            );
            item.id = `step ${step.number}`;
            item.description = step.question;
            item.iconPath = new vscode.ThemeIcon(step.decides ? 'stop-circle' : iconOf(step));
            item.tooltip = `${step.rule}${step.title ? ` ${step.title}` : ''}\n${step.text}\n→ ${step.led}`;
            const spoken = decides === null ? step.text : vscode.l10n.t('{0}, decides: {1}', step.text, decides);
            item.accessibilityInformation = { label: spoken };
            item.contextValue = 'step';
            return item;
        }
        case 'value':
            return leaf(node.value.question ?? node.value.fact, valueText(node.value), 'symbol-variable');
        case 'citation':
            return leaf(node.citation.text, '', 'book');
        case 'need':
            return leaf(node.need.question ?? node.need.fact, vscode.l10n.t('needed'), 'question');
        case 'end': {
            const { decision } = node;
            const label = outcomeOf(decision);
            const reason = decision.reason ?? '';
            return leaf(label, decision.decidedBy ? `${decision.decidedBy} · ${reason}` : reason, endIcon(decision));
        }
        case 'problem':
            return leaf(node.text, '', 'warning');
    }
}

/** More than this is cut off in a side bar of the usual width, and the answer has to be seen. */
const MAX_LABEL = 32;

/** `2. P1 Residence: yes`, with the sign of the step that decides: as much as there is room for. */
function labelOf({ number, rule, title, short, answer, decides }: DecisionStep): string {
    const begin = `${decides ? '■ ' : ''}${number}. ${rule}`;
    const brief = `${begin}: ${answer}`;
    const fuller = [...(title ? [`${begin} ${title}: ${short}`] : []), `${begin}: ${short}`];
    return fuller.find(({ length }) => length <= MAX_LABEL) ?? brief;
}

function outcomeOf({ outcome, label }: Decision): string {
    return outcome?.title ?? label;
}

function leaf(label: string, description: string, icon: string): vscode.TreeItem {
    const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
    item.description = description;
    item.iconPath = new vscode.ThemeIcon(icon);
    item.tooltip = description ? `${label}: ${description}` : label;
    return item;
}

function valueText({ text, source }: FactValue): string {
    return source === 'default' ? vscode.l10n.t('{0}, by default', text) : text;
}

function iconOf({ kind }: DecisionStep): string {
    switch (kind) {
        case 'exemption':
            return 'shield';
        case 'question':
            return 'question';
        case 'table':
            return 'table';
        case 'review':
            return 'law';
    }
}

function endIcon({ verdict, outcome }: Decision): string {
    if (verdict !== 'outcome') return 'warning';
    switch (outcome?.tone) {
        case 'accept':
            return 'pass';
        case 'refuse':
            return 'circle-slash';
        case 'refer':
            return 'arrow-right';
        default:
            return 'circle-filled';
    }
}

function originOf(node: PathNode): Origin | undefined {
    switch (node.kind) {
        case 'step':
            return node.step.ruleOrigin;
        case 'citation':
            return node.citation.target ?? node.citation.origin;
        case 'need':
            return node.need.origin;
        case 'end':
            return node.decision.steps.find((step) => step.decides)?.origin;
        default:
            return undefined;
    }
}
