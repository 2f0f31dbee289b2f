// The Test Explorer, as a user works it.

import * as vscode from 'vscode';
import { eventually } from '../support.js';
import { screen } from './screen.js';

export async function showTests(): Promise<void> {
    await vscode.commands.executeCommand('workbench.view.testing.focus');
    await vscode.commands.executeCommand('testing.collapseAll').then(undefined, () => undefined);
    if (screen.available)
        await eventually('the tree', async () => (await screen.count('.test-explorer .monaco-list-row')) > 0);
}
