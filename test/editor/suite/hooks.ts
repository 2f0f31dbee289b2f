// Around every test: a clean screen and the files as they were before it, a picture of the screen when it fails.

import * as vscode from 'vscode';
import { screen } from '../pages/screen.js';
import { WORKSPACE_FILES } from '../scenes.js';
import { closeAll, inWorkspace } from '../support.js';

const originals = new Map<string, Uint8Array>();

suiteSetup(async () => {
    if (!vscode.workspace.workspaceFolders) return;
    for (const name of WORKSPACE_FILES) originals.set(name, await vscode.workspace.fs.readFile(inWorkspace(name)));
});

setup(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
});

teardown(async function () {
    if (this.currentTest?.state === 'failed') await screen.screenshot(`failed ${this.currentTest.fullTitle()}`);
    await closeAll();
    for (const [name, original] of originals) {
        const now = await vscode.workspace.fs.readFile(inWorkspace(name));
        if (String(now) !== String(original)) await vscode.workspace.fs.writeFile(inWorkspace(name), original);
    }
});
