// The extension starts, and says how it is.

import * as vscode from 'vscode';
import { screen } from '../pages/screen.js';
import { EXTENSION_ID, equal, eventually, open, tenet } from '../support.js';

suite('start', () => {
    test('opening a policy starts the server', async () => {
        await open('permits.tenet');
        const { link } = await tenet();
        equal(link.state, 'running');
        await screen.screenshot('start');
    });

    test('tells how long its activation took', async function () {
        if (!screen.available) this.skip();
        await tenet();
        await vscode.commands.executeCommand('workbench.action.showRuntimeExtensions');
        const rows = await eventually('Tenet among the running extensions', async () => {
            const texts = await screen.texts('.runtime-extensions-editor .monaco-list-row');
            return texts.find((text) => text.includes('Tenet'));
        });
        console.log(`activation: ${rows.replaceAll(/\s+/g, ' ')}`);
    });

    test('every command of the manifest is bound', async () => {
        await tenet();
        const manifest = vscode.extensions.getExtension(EXTENSION_ID)?.packageJSON;
        const declared: readonly { command: string }[] = manifest.contributes.commands;
        const bound = new Set(await vscode.commands.getCommands(true));
        equal(
            declared.map(({ command }) => command).filter((command) => !bound.has(command)),
            [],
        );
    });
});
