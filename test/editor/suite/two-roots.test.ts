// Two folders in one window: one server, and the scenarios of both.

import * as vscode from 'vscode';
import { equal, eventually, inWorkspace, open, settles, tenet } from '../support.js';

suite('two roots', () => {
    test('the scenarios of both folders are listed and run', async () => {
        const { tree, runs } = await tenet();
        await eventually('the first folder', () => tree.item(inWorkspace('permits.tenet', 0).toString()));
        const second = inWorkspace('parking-permit.tenet', 1).toString();
        const item = await eventually('the second folder', () => tree.item(second));
        await vscode.commands.executeCommand('tenet.runScenarios', second);
        await settles('its results', () =>
            equal(
                runs.results.filter((result) => result.uri === second && result.kind === 'scenario').length > 5,
                item.children.size > 0,
            ),
        );
    });

    test('a case of one folder can be active while the other is edited', async () => {
        const { activeCase, tree } = await tenet();
        const id = `${inWorkspace('permits.tenet', 0)}#A motorcycle from elsewhere`;
        await eventually('the tree', () => tree.item(id));
        await open('parking-permit.tenet', 1);
        await activeCase.set({ kind: 'scenario', id });
        equal(activeCase.state.decision?.outcome?.name, 'granted');
        await activeCase.set(null);
    });
});
