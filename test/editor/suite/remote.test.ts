// A repository that is on no disk, as in vscode.dev: the last commit comes from the extension that holds it.

import * as vscode from 'vscode';
import { WORKSPACE_FILES } from '../scenes.js';
import { equal, eventually, inWorkspace, match, open, replace, settles, tenet } from '../support.js';

const policy = (): vscode.Uri => inWorkspace('permits.tenet');

suite('remote repository', () => {
    suiteSetup(async () => {
        // As GitHub Repositories would have it: what is there now is what was committed.
        for (const name of WORKSPACE_FILES) {
            const uri = inWorkspace(name);
            const committed = uri.with({ path: `/committed${uri.path}` });
            await vscode.workspace.fs.writeFile(committed, await vscode.workspace.fs.readFile(uri));
        }
    });

    test('a lens says what the edits since the last commit change', async () => {
        await tenet();
        const editor = await open('permits.tenet');
        await replace(editor, '= £16,000', '= £17,000');
        await settles('the lens', async () => {
            const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
                'vscode.executeCodeLensProvider',
                policy(),
                100,
            );
            match(
                lenses.map(({ command }) => command?.title).join('\n'),
                /^\d of 8 scenarios change outcome vs HEAD$/m,
            );
        });
    });

    test('decisions are compared with the last commit', async () => {
        const { changes } = await tenet();
        const editor = await open('permits.tenet');
        await replace(editor, '= £16,000', '= £17,000');
        await vscode.commands.executeCommand('tenet.compareWithLast', policy().toString());
        const { result, version } = await eventually('the comparison', () => changes.comparison.compared);
        equal(version.label, 'HEAD');
        equal(
            result.groups.map(({ kind }) => kind),
            ['newly-accepted'],
        );
        changes.comparison.clear();
    });

    test('scenarios that an edit touches are marked as changed', async () => {
        const { changed } = await tenet();
        const editor = await open('permits.tenet');
        await settles('nothing changed', async () => equal(await changed.refresh(), []));
        await replace(editor, '= £16,000', '= £17,000');
        await settles('changes', async () => equal((await changed.refresh()).length > 0, true));
    });
});
