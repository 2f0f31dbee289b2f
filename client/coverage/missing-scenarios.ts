// Closing the gaps that coverage shows: a small suite for everything that no scenario reaches, or one scenario for one
// answer. Both are edits that can be undone in one step, and expect what the policy does now.

import * as vscode from 'vscode';
import type { CoverageResult } from '../../server/protocol.js';
import { applyEdit } from '../edits.js';
import { showText } from '../positions.js';
import type { ServerLink } from '../server/link.js';

/** Writes scenarios for everything that none reaches, at the end of the file. */
export async function generateScenarios(link: ServerLink, uri: string): Promise<void> {
    const title = vscode.l10n.t('Looking for missing scenarios');
    const result = await withProgress(title, (token) => link.request('tenet/missingScenarios', { uri }, token));
    if (!result) return;
    if (!result.edit) {
        void vscode.window.showInformationMessage(result.reason ?? result.summary);
        return;
    }
    if (!(await applyEdit(result))) return;
    const [target] = Object.keys(result.edit.changes);
    const edit = target === undefined ? undefined : result.edit.changes[target]?.[0];
    if (target !== undefined && edit) {
        const editor = await showText(vscode.Uri.parse(target));
        const at = new vscode.Position(edit.range.start.line + 1, 0);
        editor.selection = new vscode.Selection(at, at);
        editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.AtTop);
    }
    const hint = vscode.l10n.t('They are tagged “review”: what they expect is what the policy does now.');
    void vscode.window.showInformationMessage(`${result.summary} ${hint}`);
}

interface AnswerPick extends vscode.QuickPickItem {
    readonly answer?: { readonly rule: string; readonly label: string; readonly why: string | null };
}

/** Lets the user pick an answer that no scenario takes, and writes one that does. */
export async function takeAnswer(link: ServerLink, uri: string): Promise<void> {
    const picks = link.request('tenet/coverage', { uri }).then(picksOf);
    const pick = await vscode.window.showQuickPick(picks, {
        title: vscode.l10n.t('Create a scenario that takes an answer'),
        placeHolder: vscode.l10n.t('Answers that no scenario takes'),
        matchOnDescription: true,
        matchOnDetail: true,
    });
    if (!pick?.answer) return;
    const { rule, label, why } = pick.answer;
    if (why !== null) {
        void vscode.window.showInformationMessage(why);
        return;
    }
    const title = vscode.l10n.t('Looking for a case that takes “{0}”', label);
    const result = await withProgress(title, (token) => link.request('tenet/takeAnswer', { uri, rule, label }, token));
    if (result) await applyEdit(result);
}

function picksOf({ files }: CoverageResult): AnswerPick[] {
    const answers = files.flatMap(({ rules }) =>
        rules.flatMap(({ questions }) =>
            questions.flatMap(({ rule, text, answers: all }) =>
                all
                    .filter(({ count }) => count === 0)
                    .map(({ label, beyondReach }) => ({ rule, text, label, why: beyondReach })),
            ),
        ),
    );
    const pickOf = ({ rule, text, label, why }: (typeof answers)[number], icon: string): AnswerPick => ({
        label: `$(${icon}) ${rule} “${label}”`,
        description: text,
        ...(why === null ? {} : { detail: why }),
        answer: { rule, label, why },
    });
    const open = answers.filter(({ why }) => why === null).map((each) => pickOf(each, 'circle-outline'));
    const beyond = answers.filter(({ why }) => why !== null).map((each) => pickOf(each, 'circle-slash'));
    if (answers.length === 0) return [{ label: vscode.l10n.t('Every answer is taken by some scenario.') }];
    const heading = { label: vscode.l10n.t('no case can take these'), kind: vscode.QuickPickItemKind.Separator };
    return [...open, ...(beyond.length > 0 ? [heading, ...beyond] : [])];
}

/** Undefined if the user cancelled. */
function withProgress<T>(
    title: string,
    work: (token: vscode.CancellationToken) => Promise<T>,
): Thenable<T | undefined> {
    const location = vscode.ProgressLocation.Notification;
    return vscode.window.withProgress({ location, title, cancellable: true }, async (_, token) => {
        try {
            return await work(token);
        } catch (error) {
            if (token.isCancellationRequested) return undefined;
            void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
            return undefined;
        }
    });
}
