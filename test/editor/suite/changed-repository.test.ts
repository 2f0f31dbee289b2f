// Scenarios that are others than in the last commit: their tag, and the run of them alone.

import * as vscode from 'vscode';
import { equal, eventually, inWorkspace, open, replace, settles, tenet } from '../support.js';

const policy = (): string => inWorkspace('permits.tenet').toString();

suite('changed since the last commit', () => {
    const tagged = async (): Promise<readonly string[]> => {
        const { changed, tree } = await tenet();
        await changed.refresh();
        const item = tree.item(policy());
        const found: string[] = [];
        item?.children.forEach((each) => {
            if (each.tags.some(({ id }) => id === 'changed')) found.push(each.label);
        });
        return found.sort();
    };

    test('a scenario that is edited carries the tag, and all do where the policy is', async () => {
        const { tree } = await tenet();
        await eventually('the tree', () => tree.item(policy()));
        const editor = await open('permits.tenet');
        await settles('no tag', async () => equal(await tagged(), []));
        await replace(editor, '  vehicle: motorcycle\n  resident: no', '  vehicle: motorcycle\n  resident: yes');
        await settles('one tag', async () => equal(await tagged(), ['A motorcycle from elsewhere']));
        await replace(editor, 'motorcycles are exempt', 'motorcycles need none');
        await settles('all of them', async () =>
            equal(await tagged(), [
                'A motorcycle from elsewhere',
                'A resident within the limit',
                'Just over the limit',
            ]),
        );
    });

    test('only what is changed runs', async () => {
        const { runs, tree } = await tenet();
        await eventually('the tree', () => tree.item(policy()));
        const editor = await open('permits.tenet');
        await replace(editor, '  vehicle: motorcycle\n  resident: no', '  vehicle: van\n  resident: no');
        await settles('one tag', async () => equal(await tagged(), ['A motorcycle from elsewhere']));
        const finished = new Promise<void>((resolve) => runs.onDidFinish(() => resolve()));
        await vscode.commands.executeCommand('tenet.runChanged');
        await finished;
        const result = runs.result(`${policy()}#A motorcycle from elsewhere`);
        equal(result?.kind === 'scenario' && result.passed, false);
        equal(runs.result(`${policy()}#A resident within the limit`), undefined);
    });
});
