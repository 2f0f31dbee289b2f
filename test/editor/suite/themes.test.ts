// Every surface in the light theme and in high contrast, for the eye: these tests only leave pictures.

import * as vscode from 'vscode';
import { screen } from '../pages/screen.js';
import { EXTENSION_ID, equal, eventually, inWorkspace, match, ok, open, settles, tenet } from '../support.js';

const THEMES = {
    dark: 'Default Dark+',
    light: 'Default Light Modern',
    'high-contrast': 'Default High Contrast',
    'high-contrast-light': 'Default High Contrast Light',
};

const KINDS: Readonly<Record<string, vscode.ColorThemeKind>> = {
    dark: vscode.ColorThemeKind.Dark,
    light: vscode.ColorThemeKind.Light,
    'high-contrast': vscode.ColorThemeKind.HighContrast,
    'high-contrast-light': vscode.ColorThemeKind.HighContrastLight,
};

/** What the picture falls back to where a theme has no colour for its ground. */
const GROUNDS: Readonly<Record<string, string>> = {
    dark: '#1e1e1e',
    light: '#ffffff',
    'high-contrast': '#000000',
    'high-contrast-light': '#ffffff',
};

suite('themes', () => {
    suiteTeardown(async () => {
        await (await tenet()).activeCase.set(null);
        await vscode.workspace.getConfiguration('workbench').update('colorTheme', undefined, true);
    });

    for (const [name, theme] of Object.entries(THEMES)) {
        test(`text, path and flowchart in ${name}`, async function () {
            if (!screen.available) this.skip();
            const { activeCase, flowchart, tree } = await tenet();
            await vscode.workspace.getConfiguration('workbench').update('colorTheme', theme, true);
            await open('permits.tenet');
            const id = `${inWorkspace('permits.tenet')}#Just over the limit`;
            await eventually('the tree', () => tree.item(id));
            await activeCase.set({ kind: 'scenario', id });
            await vscode.commands.executeCommand('tenet.path.focus');
            await vscode.commands.executeCommand('tenet.openFlowchartToSide');
            await eventually('the chart', () => flowchart.shown);
            await settles('the picture in its colours', async () => {
                equal(vscode.window.activeColorTheme.kind, KINDS[name]);
                const [ground = ''] = await screen.webviewAttributes('#chart svg > rect', 'fill');
                match(ground ?? '', new RegExp(GROUNDS[name] ?? ''));
            });
            await screen.screenshot(`theme-${name}`);
        });

        test(`the flowchart of the crime assessment in ${name}`, async function () {
            const folder = vscode.extensions.getExtension(EXTENSION_ID)?.extensionUri;
            const file = folder && vscode.Uri.joinPath(folder, 'examples/crime-assessment/as-intended.tenet');
            const suite =
                folder && vscode.Uri.joinPath(folder, 'examples/crime-assessment/as-intended.scenarios.tenet');
            // What is installed has no examples of that size.
            const isThere = file && (await vscode.workspace.fs.stat(file).then(Boolean, () => false));
            if (!screen.available || !file || !suite || !isThere) this.skip();
            const { activeCase, flowchart } = await tenet();
            await vscode.workspace.getConfiguration('workbench').update('colorTheme', theme, true);
            await vscode.workspace.openTextDocument(suite);
            await vscode.window.showTextDocument(file, { viewColumn: vscode.ViewColumn.One, preview: false });
            await settles('the case', async () => {
                await activeCase.set({ kind: 'scenario', id: `${suite}#S04 First day of the policy` });
            });
            await vscode.commands.executeCommand('tenet.openFlowchart');
            await settles('the path', () => match(flowchart.shown?.summary, /^Path: \d+ questions/));
            await settles('the picture in its colours', async () => {
                equal(vscode.window.activeColorTheme.kind, KINDS[name]);
                const [ground = ''] = await screen.webviewAttributes('#chart svg > rect', 'fill');
                match(ground ?? '', new RegExp(GROUNDS[name] ?? ''));
            });
            await screen.screenshot(`crime-${name}`);
            await flowchart.act('fit');
            await screen.screenshot(`crime-whole-${name}`);
        });

        test(`questions and changes in ${name}`, async function () {
            if (!screen.available) this.skip();
            const { ask, changes } = await tenet();
            await vscode.workspace.getConfiguration('workbench').update('colorTheme', theme, true);
            const { document } = await open('permits.tenet');
            const older = inWorkspace('older.tenet');
            const before = document.getText().replace('= £16,000', '= £15,000').replace('      => next', '=> granted');
            await vscode.workspace.fs.writeFile(older, new TextEncoder().encode(before));
            try {
                await vscode.commands.executeCommand('tenet.compare', document.uri.toString(), older.toString());
                await eventually('the comparison', () => changes.comparison.compared);
                await vscode.commands.executeCommand('tenet.ask', document.uri.toString());
                await settles('the question', () => ok(ask.shown?.card || ask.shown?.end));
                await settles('the page', async () => ok((await screen.webviewTexts('#ask h1')).length > 0));
                await screen.screenshot(`theme-ask-${name}`);
            } finally {
                await vscode.workspace.fs.delete(older);
                changes.comparison.clear();
            }
        });
    }
});
