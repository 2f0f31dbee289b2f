// A folder that nobody trusts: Tenet runs nothing of it, so everything works as ever.

import * as vscode from 'vscode';
import { equal, eventually, inWorkspace, ok, open, settles, tenet } from '../support.js';

suite('untrusted workspace', () => {
    test('is not trusted, and yet scenarios run', async () => {
        ok(!vscode.workspace.isTrusted, 'the workspace is not trusted');
        const { tree, runs } = await tenet();
        const { document } = await open('permits.tenet');
        const id = `${inWorkspace('permits.tenet')}#A motorcycle from elsewhere`;
        await eventually('the tree', () => tree.item(id));
        await vscode.commands.executeCommand('tenet.runScenarios', document.uri.toString());
        await settles('a pass', () => {
            const result = runs.result(id);
            equal(result?.kind === 'scenario' && result.passed, true);
        });
    });
});
