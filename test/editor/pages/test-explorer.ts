// The Test Explorer and quick picks, as a user works them.

import * as vscode from 'vscode';
import { eventually } from '../support.js';
import { screen } from './screen.js';

export async function showTests(): Promise<void> {
    await vscode.commands.executeCommand('workbench.view.testing.focus');
    await vscode.commands.executeCommand('testing.collapseAll').then(undefined, () => undefined);
    if (screen.available)
        await eventually('the tree', async () => (await screen.count('.test-explorer .monaco-list-row')) > 0);
}

/** Chooses an entry of the quick pick that is open, by the start of its label. */
export async function pressAction(label: string): Promise<void> {
    const rows = (): Promise<readonly string[]> => screen.texts('.quick-input-list .monaco-list-row');
    await eventually('a quick pick', async () => (await rows()).length > 0);
    // Only the rows in sight are in the page: a long list has to be narrowed first.
    await screen.type(label);
    await eventually(`‘${label}’ in the quick pick`, async () => (await rows()).some((text) => text.includes(label)));
    await screen.press('Enter');
}
