// The one status bar item: the active case with its outcome, while a Tenet editor is visible. A click picks a case. A closed
// eye says that inline results were turned off.

import * as vscode from 'vscode';
import type { InlineResults } from '../inline/inline-results.js';
import type { ActiveCase } from './active-case.js';

export function showCaseStatus(activeCase: ActiveCase, inline: InlineResults): vscode.Disposable {
    const item = vscode.window.createStatusBarItem('tenet.case', vscode.StatusBarAlignment.Right, 100);
    item.name = vscode.l10n.t('Tenet: active case');
    item.command = 'tenet.selectCase';
    const update = (): void => {
        const { state } = activeCase;
        const text = state.status ?? activeCase.title ?? vscode.l10n.t('Pick a case');
        item.text = `${inline.isHidden ? '$(eye-closed)' : '$(beaker)'} ${escapeIcons(text)}`;
        item.backgroundColor =
            state.failing || state.problem ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
        const tooltip = state.problem ?? state.decision?.text ?? vscode.l10n.t('Pick the case that the editor shows');
        item.tooltip = inline.isHidden ? `${tooltip}\n${hiddenText()}` : tooltip;
        const visible = vscode.window.visibleTextEditors.some(({ document }) => document.languageId === 'tenet');
        if (visible) item.show();
        else item.hide();
    };
    update();
    return vscode.Disposable.from(
        item,
        activeCase.onDidChange(update),
        inline.onDidToggle(update),
        vscode.window.onDidChangeVisibleTextEditors(update),
    );
}

function hiddenText(): string {
    return vscode.l10n.t('Inline results are off. “Toggle Inline Results” shows them again.');
}

/** A title with `$(name)` in it must not become an icon. */
function escapeIcons(text: string): string {
    return text.replaceAll('$(', '\\$(');
}
