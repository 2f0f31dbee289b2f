// What the language server shows in the text.

import * as vscode from 'vscode';
import { screen } from '../pages/screen.js';
import { eventually, match, open, tenet } from '../support.js';

suite('language', () => {
    test('a mistake is underlined and named', async () => {
        await tenet();
        const { document } = await open('broken.tenet');
        const found = await eventually('diagnostics', () => {
            const diagnostics = vscode.languages.getDiagnostics(document.uri);
            return diagnostics.length >= 2 ? diagnostics : undefined;
        });
        match(found.map(({ message }) => message).join('\n'), /residnt/);
        await screen.screenshot('diagnostics');
    });
});
