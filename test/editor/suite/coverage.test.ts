// Coverage in the editor's own views, the scenarios that close its gaps, and runs of what is changed alone.

import * as vscode from 'vscode';
import { pressAction, QUICK_PICK } from '../pages/quick-pick.js';
import { screen } from '../pages/screen.js';
import { closeAll, equal, eventually, inWorkspace, match, ok, open, replace, settles, tenet } from '../support.js';

const policy = (): string => inWorkspace('permits.tenet').toString();
const scenario = (title: string): string => `${policy()}#${title}`;
const titles = (text: string): number => text.split('\nscenario ').length;

suite('coverage', () => {
    suiteSetup(async () => {
        const { tree } = await tenet();
        await eventually('the tree', () => tree.item(policy()));
    });

    test('rules, questions and answers are counted in the native views', async function () {
        await open('permits.tenet');
        await vscode.commands.executeCommand('testing.coverageAll');
        if (!screen.available) this.skip();
        await settles('lines in colour', async () =>
            ok((await screen.count('.coverage-deco-gutter')) > 0, 'the gutter is marked'),
        );
        await vscode.commands.executeCommand('workbench.view.testing.focus');
        await settles('the rules in the coverage view', async () =>
            match((await screen.texts('.test-explorer .monaco-list, .pane-body')).join('\n'), /permits\.tenet/),
        );
        await vscode.commands.executeCommand('testing.coverageToggleInline').then(undefined, () => undefined);
        await vscode.commands.executeCommand('revealLine', { lineNumber: 30, at: 'top' });
        try {
            for (const theme of [undefined, 'Default Light Modern', 'Default High Contrast']) {
                await vscode.workspace.getConfiguration('workbench').update('colorTheme', theme, true);
                await screen.screenshot(`coverage ${theme ?? 'dark'}`);
            }
        } finally {
            await vscode.workspace.getConfiguration('workbench').update('colorTheme', undefined, true);
        }
    });

    test('what the scenarios reach is told by answer, and for one scenario alone', async () => {
        const { link } = await tenet();
        const { files } = await link.request('tenet/coverage', { uri: policy() });
        const answers = files[0]?.rules.flatMap(({ questions }) => questions.flatMap((each) => each.answers)) ?? [];
        ok(
            answers.some(({ count }) => count === 0),
            'there is a gap',
        );
        const only = await link.request('tenet/coverage', {
            uri: policy(),
            scenarios: [scenario('A motorcycle from elsewhere')],
        });
        const reached = only.files[0]?.rules.filter(({ asked }) => asked > 0).map(({ name }) => name);
        equal(reached, ['E']);
    });

    test('the missing scenarios are written as one step of undo, tagged for review', async () => {
        const { document } = await open('permits.tenet');
        const before = document.getText();
        await vscode.commands.executeCommand('tenet.generateScenarios', document.uri);
        await settles('new scenarios', () => ok(titles(document.getText()) > titles(before), 'there are more'));
        match(document.getText().slice(before.length), /tagged review/);
        await screen.screenshot('coverage-generated');
        await vscode.window.showTextDocument(document);
        await vscode.commands.executeCommand('undo');
        equal(document.getText(), before);
        await closeAll();
    });

    test('a scenario that takes an answer can be picked and written', async function () {
        if (!screen.available) this.skip();
        const { document } = await open('permits.tenet');
        const before = titles(document.getText());
        const picked = vscode.commands.executeCommand('tenet.takeAnswer', document.uri);
        await settles('the open answers', async () => match((await screen.texts(QUICK_PICK)).join(), /H “otherwise”/));
        await screen.screenshot('coverage-answers');
        await pressAction('H “otherwise”');
        await picked;
        await settles('one more', () => equal(titles(document.getText()), before + 1));
        match(document.getText(), /scenario "H answers otherwise"/);
        await closeAll();
    });

    test('only what is changed runs again', async () => {
        const { changed, runs, tree } = await tenet();
        const editor = await open('permits.tenet');
        await vscode.commands.executeCommand('testing.runAll');
        await eventually('a result', () => runs.result(scenario('A resident within the limit')));
        await settles('nothing changed', async () => {
            await changed.refresh();
            ok(!isTagged(tree.item(scenario('A motorcycle from elsewhere'))), 'not tagged');
        });
        await replace(editor, '  vehicle: motorcycle\n  resident: no', '  vehicle: motorcycle\n  resident: yes');
        await settles('the mark', async () => {
            await changed.refresh();
            ok(isTagged(tree.item(scenario('A motorcycle from elsewhere'))), 'tagged');
        });
        ok(!isTagged(tree.item(scenario('A resident within the limit'))), 'the others are not');
        await vscode.commands.executeCommand('tenet.runChanged');
        await settles('no mark', async () => {
            await changed.refresh();
            ok(!isTagged(tree.item(scenario('A motorcycle from elsewhere'))), 'not tagged any more');
        });
        await closeAll();
    });
});

function isTagged(item: vscode.TestItem | undefined): boolean {
    return item?.tags.some(({ id }) => id === 'changed') ?? false;
}
