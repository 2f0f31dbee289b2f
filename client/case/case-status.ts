// The one status bar item: the active case with its outcome, while a Tenet editor is visible. A click picks a case. A closed
// eye says that inline results were turned off.

import * as vscode from 'vscode';
import type { InlineResults } from '../inline/inline-results.js';
import type { ActiveCase } from './active-case.js';

/** A status bar is shared: longer texts are cut, the title first, and the tooltip has the whole. */
const MAX_LENGTH = 60;
const LEAST_OF_TITLE = 12;

export function showCaseStatus(activeCase: ActiveCase, inline: InlineResults): vscode.Disposable {
    const item = vscode.window.createStatusBarItem('tenet.case', vscode.StatusBarAlignment.Right, 100);
    item.name = vscode.l10n.t('Tenet: active case');
    item.command = 'tenet.selectCase';
    const update = (): void => {
        const { state } = activeCase;
        const text = textOf(activeCase);
        item.text = `${inline.isHidden ? '$(eye-closed)' : '$(beaker)'} ${escapeIcons(text.short)}`;
        item.backgroundColor =
            state.failing || state.problem ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
        const hidden = inline.isHidden
            ? [vscode.l10n.t('Inline results are off. “Toggle Inline Results” shows them again.')]
            : [];
        const said = state.decision ? [text.whole, state.decision.text] : [text.whole];
        item.tooltip = state.case ? [...said, ...hidden].join('\n') : [pickText(), ...hidden].join('\n');
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

function pickText(): string {
    return vscode.l10n.t('Pick the case that the editor shows');
}

function textOf({ state, title }: ActiveCase): { readonly short: string; readonly whole: string } {
    if (!state.case) return both(vscode.l10n.t('Pick a case'), '');
    const name = title ?? vscode.l10n.t('Case');
    // Why there is no outcome: the case was renamed or taken away, or its policy cannot be read.
    if (state.problem) return both(name, ` · ${state.problem}`);
    return state.status?.startsWith(name)
        ? both(name, state.status.slice(name.length))
        : both(state.status ?? name, '');
}

function both(title: string, rest: string): { readonly short: string; readonly whole: string } {
    const short = cut(title, Math.max(LEAST_OF_TITLE, MAX_LENGTH - rest.length));
    return { short: cut(short + rest, MAX_LENGTH + LEAST_OF_TITLE), whole: title + rest };
}

function cut(text: string, length: number): string {
    const letters = [...text];
    return letters.length <= length
        ? text
        : `${letters
              .slice(0, length - 1)
              .join('')
              .trimEnd()}…`;
}

/** A title with `$(name)` in it must not become an icon. */
function escapeIcons(text: string): string {
    return text.replaceAll('$(', '\\$(');
}
