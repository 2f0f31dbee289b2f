// Deciding a case by answering questions, and asking what would change it.

import * as vscode from 'vscode';
import { screen } from '../pages/screen.js';
import { pressAction } from '../pages/test-explorer.js';
import { equal, eventually, inWorkspace, match, open, settles, tenet } from '../support.js';

const TITLE = '.quick-input-title';

suite('instruments', () => {
    suiteTeardown(async () => {
        await (await tenet()).activeCase.set(null);
    });

    test('questions are asked in the order of the flow, until the case is decided', async function () {
        if (!screen.available) this.skip();
        const { activeCase } = await tenet();
        const { document } = await open('permits.tenet');
        const asked = vscode.commands.executeCommand('tenet.ask', document.uri.toString());
        await settles('the first question', async () =>
            match((await screen.texts(TITLE)).join(), /What kind of vehicle is it/),
        );
        await screen.screenshot('ask');
        await pressAction('Car');
        await settles('the second question', async () =>
            match((await screen.texts(TITLE)).join(), /Does the applicant live in the zone/),
        );
        await pressAction('No');
        await settles('the last question', async () =>
            match((await screen.texts(TITLE)).join(), /Would a refusal cause hardship/),
        );
        await pressAction('No');
        await asked;
        equal(activeCase.state.decision?.outcome?.name, 'refused');
        equal(
            activeCase.state.decision?.steps.map(({ rule }) => rule),
            ['E', 'P1'],
        );
        await vscode.commands.executeCommand('notifications.clearAll');
    });

    test('what would change a case can be tried', async function () {
        if (!screen.available) this.skip();
        const { activeCase, tree } = await tenet();
        await open('permits.tenet');
        const id = `${inWorkspace('permits.tenet')}#Just over the limit`;
        await eventually('the tree', () => tree.item(id));
        await activeCase.set({ kind: 'scenario', id });
        const picked = vscode.commands.executeCommand('tenet.whatChanges');
        await settles('the ways', async () =>
            match((await screen.texts('.quick-input-list')).join(), /income at most/),
        );
        await screen.screenshot('what-changes');
        await pressAction('income at most');
        await picked;
        await settles('a supposition', () => equal(Object.keys(activeCase.state.suppose).length > 0, true));
    });
});
