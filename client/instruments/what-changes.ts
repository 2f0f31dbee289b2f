// What would change the outcome of the active case: the nearest other cases, to be tried by choosing one. What is tried
// stays a supposition; the scenario itself is not touched.

import * as vscode from 'vscode';
import type { ActiveCase } from '../case/active-case.js';
import type { ServerLink } from '../server/link.js';

export async function showWhatChanges(link: ServerLink, activeCase: ActiveCase): Promise<void> {
    const { case: active, suppose, title } = activeCase.state;
    if (!active) return;
    const picks = link.request('tenet/whatWouldChange', { case: active, suppose }).then(({ changes }) =>
        changes.map(({ text, facts, outcome, decidedBy }) => ({
            label: text,
            description: outcome ? `→ ${outcome.title ?? outcome.name} · ${decidedBy}` : '',
            facts,
        })),
    );
    const pick = await vscode.window.showQuickPick(picks, {
        title: vscode.l10n.t('What would change “{0}”?', title ?? vscode.l10n.t('Case')),
        placeHolder: vscode.l10n.t('Choose one to try it'),
    });
    if (pick) await activeCase.set(active, { ...suppose, ...pick.facts });
}
