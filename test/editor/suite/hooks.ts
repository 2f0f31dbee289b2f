// Around every test: a clean screen before it, a picture of the screen when it fails.

import * as vscode from 'vscode';
import { screen } from '../pages/screen.js';
import { closeAll } from '../support.js';

setup(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
});

teardown(async function () {
    if (this.currentTest?.state === 'failed') await screen.screenshot(`failed ${this.currentTest.fullTitle()}`);
    await closeAll();
});
