// Asking what would change a case.

import * as vscode from 'vscode';
import { pressAction, QUICK_PICK } from '../pages/quick-pick.js';
import { screen } from '../pages/screen.js';
import { equal, eventually, inWorkspace, match, open, settles, tenet } from '../support.js';

suite('instruments', () => {
    suiteTeardown(async () => {
        await (await tenet()).activeCase.set(null);
    });

    test('what would change a case can be tried', async function () {
        if (!screen.available) this.skip();
        const { activeCase, tree } = await tenet();
        await open('permits.tenet');
        const id = `${inWorkspace('permits.tenet')}#Just over the limit`;
        await eventually('the tree', () => tree.item(id));
        await activeCase.set({ kind: 'scenario', id });
        const picked = vscode.commands.executeCommand('tenet.whatChanges');
        await settles('the ways', async () => match((await screen.texts(QUICK_PICK)).join(), /income at most/));
        await screen.screenshot('what-changes');
        await pressAction('income at most');
        await picked;
        await settles('a supposition', () => equal(Object.keys(activeCase.state.suppose).length > 0, true));
    });
});
