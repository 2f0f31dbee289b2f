// The extension starts, and says how it is.

import * as vscode from 'vscode';
import { screen } from '../pages/screen.js';
import { EXTENSION_ID, equal, open, tenet } from '../support.js';

suite('start', () => {
    test('opening a policy starts the server', async () => {
        await open('permits.tenet');
        const { link } = await tenet();
        equal(link.state, 'running');
        await screen.screenshot('start');
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
