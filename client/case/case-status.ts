// The one status bar item: the active case with its outcome, while a Tenet editor is visible. A click picks a case.

import * as vscode from 'vscode';
import type { ActiveCase } from './active-case.js';

export function showCaseStatus(activeCase: ActiveCase): vscode.Disposable {
    const item = vscode.window.createStatusBarItem('tenet.case', vscode.StatusBarAlignment.Right, 100);
    item.name = vscode.l10n.t('Tenet: active case');
    item.command = 'tenet.selectCase';
    const update = (): void => {
        const { state } = activeCase;
        item.text = `$(beaker) ${escapeIcons(state.status ?? state.title ?? vscode.l10n.t('Pick a case'))}`;
        item.backgroundColor =
            state.failing || state.problem ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
        item.tooltip = state.problem ?? state.decision?.text ?? vscode.l10n.t('Pick the case that the editor shows');
        const visible = vscode.window.visibleTextEditors.some(({ document }) => document.languageId === 'tenet');
        if (visible) item.show();
        else item.hide();
    };
    update();
    return vscode.Disposable.from(
        item,
        activeCase.onDidChange(update),
        vscode.window.onDidChangeVisibleTextEditors(update),
    );
}

/** A title with `$(name)` in it must not become an icon. */
function escapeIcons(text: string): string {
    return text.replaceAll('$(', '\\$(');
}
