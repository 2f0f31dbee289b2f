// The same against versions of a Git repository: the last commit, a branch, a tag; and as a run of the Test Explorer.

import * as vscode from 'vscode';
import { pressAction, QUICK_PICK_ROWS } from '../pages/quick-pick.js';
import { screen } from '../pages/screen.js';
import { showTests } from '../pages/test-explorer.js';
import { equal, eventually, inWorkspace, match, open, replace, settles, tenet } from '../support.js';

const policy = (): string => inWorkspace('permits.tenet').toString();

suite('repository', () => {
    teardown(async () => {
        (await tenet()).changes.comparison.clear();
    });

    test('compares with the last commit', async () => {
        const { changes } = await tenet();
        const editor = await open('permits.tenet');
        await replace(editor, '= £16,000', '= £17,000');
        await vscode.commands.executeCommand('tenet.compareWithLast', policy());
        const { result, version } = await eventually('the comparison', () => changes.comparison.compared);
        equal(version.label, 'HEAD');
        match(result.headline, /^\d of 8 scenarios and 1 kind of case change outcome$/);
        equal(
            result.groups.map(({ kind }) => kind),
            ['newly-accepted'],
        );
        await screen.screenshot('changes-git');
    });

    test('lists branches and tags, and compares with one', async function () {
        if (!screen.available) this.skip();
        const { changes } = await tenet();
        await open('permits.tenet');
        const done = vscode.commands.executeCommand('tenet.compare', policy());
        await settles('the versions', async () => {
            const rows = (await screen.texts(QUICK_PICK_ROWS)).join('\n');
            for (const each of ['HEAD', 'File…', 'strict', 'v1']) match(rows, new RegExp(each));
        });
        await screen.screenshot('compare');
        await pressAction('v1');
        await done;
        const { result, version } = await eventually('the comparison', () => changes.comparison.compared);
        equal(version.name, 'v1');
        equal(
            result.groups.map(({ kind }) => kind),
            ['newly-accepted'],
        );
    });

    test('a run of the Test Explorer fails the scenarios that flip', async () => {
        const { changes, tree } = await tenet();
        await eventually('the tree', () => tree.item(policy()));
        const editor = await open('permits.tenet');
        await replace(editor, '= £16,000', '= £17,000');
        await settles('the tree', () => match(tree.item(`${policy()}#The income limit/2`)?.label, /row 2/));
        const source = new vscode.CancellationTokenSource();
        const told = await changes.profile.run(new vscode.TestRunRequest(), source.token);
        equal(told.failed.map((id) => tree.item(id)?.label).sort(), [
            'Just over the limit',
            'permits.tenet',
            'row 2 · £16,000.01',
        ]);
        equal(told.passed.length, 6);
        await showTests();
        await screen.screenshot('compare-run');
    });

    test('a name that the repository does not have is said plainly', async () => {
        const { changes } = await tenet();
        await open('permits.tenet');
        await vscode.commands.executeCommand('tenet.compare', policy(), 'no-such-branch');
        equal(changes.comparison.compared, undefined);
        if (!screen.available) return;
        await settles('the reason', async () =>
            match((await screen.texts('.notification-list-item-message')).join(), /no-such-branch/),
        );
    });
});
