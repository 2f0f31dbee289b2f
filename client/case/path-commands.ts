// Walking, copying and peeking the decision path of the active case.

import * as vscode from 'vscode';
import type { Decision, DecisionStep } from '../../server/protocol.js';
import { showText, toLocation } from '../positions.js';
import type { ActiveCase } from './active-case.js';
import type { PathView } from './path-view.js';

/** A case with its decision, as it is shown. */
export interface DecidedCase {
    readonly title: string | null;
    readonly decision: Decision;
}

export async function goAlongPath(activeCase: ActiveCase, view: PathView, by: 1 | -1): Promise<void> {
    const { decision } = activeCase.state;
    const step = decision && stepFrom(decision, view.selected() ?? stepAtCursor(decision), by);
    if (step) await view.go(step);
}

/** The step after or before; without one to start from, the first or the last. */
function stepFrom(decision: Decision, from: DecisionStep | undefined, by: 1 | -1): DecisionStep | undefined {
    if (!from) return by === 1 ? decision.steps[0] : decision.steps.at(-1);
    return decision.steps.find(({ number }) => number === from.number + by);
}

function stepAtCursor(decision: Decision): DecisionStep | undefined {
    const editor = vscode.window.activeTextEditor;
    if (!editor) return undefined;
    const uri = editor.document.uri.toString();
    const { line } = editor.selection.active;
    return decision.steps.find(
        ({ ruleOrigin }) => ruleOrigin.uri === uri && toLocation(ruleOrigin).range.start.line === line,
    );
}

export async function copyPath({ title, decision }: DecidedCase): Promise<void> {
    await vscode.env.clipboard.writeText(`${title ?? vscode.l10n.t('Case')}\n${decision.text}\n`);
    vscode.window.setStatusBarMessage(vscode.l10n.t('Decision path copied'), 3000);
}

/** The native peek: one reference a step, to be walked with F4. It opens at the scenario, or else at the cursor. */
export async function peekPath({ decision }: DecidedCase, at: vscode.Location | undefined): Promise<void> {
    const locations = decision.steps.map(({ origin }) => toLocation(origin));
    const [first] = locations;
    if (!first) return;
    const editor = vscode.window.activeTextEditor;
    const here = editor && new vscode.Location(editor.document.uri, editor.selection.active);
    const { uri, range } = at ?? here ?? first;
    if (uri.toString() !== editor?.document.uri.toString()) await showText(uri);
    await vscode.commands.executeCommand('editor.action.peekLocations', uri, range.start, locations, 'peek');
}
