// New files, snippets and typing: what an author meets before anything is saved.

import * as vscode from 'vscode';
import { pressAction } from '../pages/quick-pick.js';
import { screen } from '../pages/screen.js';
import { closeAll, equal, eventually, inWorkspace, match, open, settles, tenet } from '../support.js';

suite('files', () => {
    test('a new policy is sound from the start', async () => {
        await tenet();
        await vscode.commands.executeCommand('tenet.newPolicy');
        const document = await active();
        match(document.getText(), /^policy name "Title"/);
        await settles('no problems', () => equal(problems(document), []));
        await screen.screenshot('new-policy');
    });

    test('the example opens and fails in one scenario', async () => {
        const { runs, inline } = await tenet();
        await vscode.commands.executeCommand('tenet.openExample');
        const document = await active();
        match(document.getText(), /policy parking/);
        await settles('no problems', () => equal(problems(document), []));
        await vscode.commands.executeCommand('tenet.runScenarios');
        await settles('results', () => {
            const own = runs.results.filter(({ uri }) => uri === document.uri.toString());
            equal(
                own.filter((result) => result.kind === 'scenario').map((result) => result.passed),
                [true, false, true],
            );
        });
        await screen.screenshot('example');
        await vscode.commands.executeCommand('revealLine', { lineNumber: 33, at: 'top' });
        await settles('the verdicts', () => match(inline.shown(document.uri).join('\n'), /✗ got refused/));
        await screen.screenshot('example-run');
    });

    test('a new scenario goes into the open policy', async () => {
        await tenet();
        const { document } = await open('permits.tenet');
        await vscode.commands.executeCommand('tenet.newScenario');
        match(document.getText(), /\n\nscenario "Title" \{/);
    });

    test('a new scenario without an open policy goes into the one there is, or the one that is picked', async function () {
        await tenet();
        await closeAll();
        await vscode.commands.executeCommand('tenet.newScenario');
        const document = await active();
        match(document.uri.path, /\/permits\.tenet$/);
        match(document.getText(), /\n\nscenario "Title" \{/);
        if (!screen.available) this.skip();
        await vscode.commands.executeCommand('tenet.newPolicy');
        const other = await active();
        await settles('the new policy', () => equal(problems(other), []));
        await vscode.window.showTextDocument(inWorkspace('permits.md'));
        const done = vscode.commands.executeCommand('tenet.newScenario');
        await pressAction('Title');
        await done;
        equal((await active()).uri.toString(), other.uri.toString());
    });

    test('files of the same name are told apart in the Test Explorer', async () => {
        const { tree } = await tenet();
        const other = inWorkspace('north/permits.tenet');
        await vscode.workspace.fs.writeFile(other, await vscode.workspace.fs.readFile(inWorkspace('permits.tenet')));
        try {
            await settles('the folder', () => equal(tree.item(other.toString())?.label, 'north/permits.tenet'));
            await settles('and the other', () =>
                equal(tree.item(inWorkspace('permits.tenet').toString())?.label, 'permits.tenet'),
            );
        } finally {
            await vscode.workspace.fs.delete(other);
        }
        await settles('one file again', () => equal(tree.item(other.toString())?.label, undefined));
        await vscode.workspace.fs.delete(inWorkspace('north'), { recursive: true });
    });

    test('scenarios follow a folder that is renamed and deleted as a whole', async () => {
        const { tree } = await tenet();
        const [north, south] = ['north', 'south'].map((name) => inWorkspace(name)) as [vscode.Uri, vscode.Uri];
        const scenariosIn = (folder: vscode.Uri): string | undefined =>
            tree.item(`${vscode.Uri.joinPath(folder, 'deep', 'permits.tenet')}#Just over the limit`)?.label;
        const text = await vscode.workspace.fs.readFile(inWorkspace('permits.tenet'));
        await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(north, 'deep', 'permits.tenet'), text);
        try {
            await settles('the scenarios', () => equal(scenariosIn(north), 'Just over the limit'));
            await vscode.workspace.fs.rename(north, south);
            await settles('the scenarios elsewhere', () => equal(scenariosIn(south), 'Just over the limit'));
            await settles('and only there', () => equal(scenariosIn(north), undefined));
            // What is deleted and made anew at once has only changed, as the editor tells it.
            const other = new TextDecoder().decode(text).replace('"Just over the limit"', '"A little over"');
            await vscode.workspace.fs.delete(south, { recursive: true });
            const anew = vscode.Uri.joinPath(south, 'deep', 'permits.tenet');
            await vscode.workspace.fs.writeFile(anew, new TextEncoder().encode(other));
            await settles('what is in it now', () => equal(tree.item(`${anew}#A little over`)?.label, 'A little over'));
            equal(scenariosIn(south), undefined);
        } finally {
            const folder = (await vscode.workspace.fs.stat(south).then(
                () => true,
                () => false,
            ))
                ? south
                : north;
            await vscode.workspace.fs.delete(folder, { recursive: true });
        }
        await settles('no scenarios', () => equal([scenariosIn(north), scenariosIn(south)], [undefined, undefined]));
    });

    test('the flowchart can be opened from the Explorer', async function () {
        if (!screen.available) this.skip();
        await tenet();
        await closeAll();
        await vscode.commands.executeCommand('workbench.view.explorer');
        // Once: an open menu keeps the mouse from everything below it.
        await settles('the file', async () => {
            await screen.click('.explorer-folders-view .monaco-list-row[aria-label^="permits.tenet"]', 'right');
        });
        await settles('the menu', async () => {
            const enabled = await screen.texts('.monaco-menu .action-item:not(.disabled) .action-label');
            match(enabled.join('\n'), /Open Flowchart/);
        });
        await screen.screenshot('explorer-menu');
        await screen.press('Escape');
    });

    test('return after a row starts the next row; inside a comment it goes on', async () => {
        await tenet();
        const editor = await open('permits.tenet');
        await typeAfter(editor, '| £16,000    | granted at P2  |', '\n');
        match(lineAtCursor(editor), /^ {2}\| $/);
        await typeAfter(editor, 'policy permits "Residents\' parking permits"', '\n/* why\nbecause');
        match(lineAtCursor(editor), /^ ?\* because$/);
    });

    test('Tenet in a Markdown fence is coloured', async function () {
        if (!screen.available) this.skip();
        const editor = await open('permits.md');
        const { document } = editor;
        editor.revealRange(new vscode.Range(document.lineCount - 1, 0, document.lineCount - 1, 0));
        await settles('a coloured keyword', async () => {
            const colours = new Set(await screen.styles('.view-line span span', '', 'color'));
            if (colours.size < 4) throw new Error(`only ${[...colours]}`);
        });
        await screen.screenshot('markdown');
    });
});

async function active(): Promise<vscode.TextDocument> {
    const editor = await eventually('an editor', () => vscode.window.activeTextEditor);
    return editor.document;
}

function problems({ uri }: vscode.TextDocument): readonly string[] {
    return vscode.languages
        .getDiagnostics(uri)
        .filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error)
        .map(({ message }) => message);
}

async function typeAfter(editor: vscode.TextEditor, before: string, text: string): Promise<void> {
    const at = editor.document.positionAt(editor.document.getText().indexOf(before) + before.length);
    editor.selection = new vscode.Selection(at, at);
    for (const character of text) {
        await vscode.commands.executeCommand('default:type', { text: character });
    }
}

function lineAtCursor({ document, selection }: vscode.TextEditor): string {
    return document.lineAt(selection.active.line).text;
}
