// What another version of a policy decides otherwise, where there is no repository: against a file, in any host.

import * as vscode from 'vscode';
import { QUICK_INPUT_TITLE, QUICK_PICK_ROWS } from '../pages/quick-pick.js';
import { screen } from '../pages/screen.js';
import { equal, eventually, inWorkspace, match, ok, open, replace, settles, tenet } from '../support.js';

const policy = (): string => inWorkspace('permits.tenet').toString();
const older = (): vscode.Uri => inWorkspace('older.tenet');

suite('policy changes', () => {
    suiteSetup(async () => {
        const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(inWorkspace('permits.tenet')));
        const before = text.replace('= £16,000', '= £15,000').replace(/\nscenario[\s\S]*/, '\n');
        await vscode.workspace.fs.writeFile(older(), new TextEncoder().encode(before));
    });

    suiteTeardown(async () => {
        const { activeCase, changes } = await tenet();
        changes.comparison.clear();
        await activeCase.set(null);
        await vscode.workspace.fs.delete(older());
    });

    test('the view says what it is for while nothing is compared', async function () {
        if (!screen.available) this.skip();
        await open('permits.tenet');
        (await tenet()).changes.comparison.clear();
        await vscode.commands.executeCommand('tenet.changes.focus');
        await settles('the invitation', async () =>
            match((await screen.texts('.welcome-view-content')).join('\n'), /who would be newly accepted/),
        );
        await screen.screenshot('changes-empty');
    });

    test('a folder without a repository says so, and offers a file', async function () {
        if (!screen.available) this.skip();
        await open('permits.tenet');
        const done = vscode.commands.executeCommand('tenet.compare');
        await settles('the versions', async () => {
            const rows = (await screen.texts(QUICK_PICK_ROWS)).join('\n');
            match(rows, /File…/);
            match(rows, /Git/);
        });
        await screen.screenshot('compare-without-git');
        await screen.press('Escape');
        await done;
    });

    test('kinds of case and scenarios stand under what they mean for people', async () => {
        const { changes } = await tenet();
        await open('permits.tenet');
        await vscode.commands.executeCommand('tenet.compare', policy(), older().toString());
        const { result } = await eventually('the comparison', () => changes.comparison.compared);
        equal(
            result.groups.map(({ kind }) => kind),
            ['newly-accepted'],
        );
        match(changes.changesView.outline(), /^Newly accepted \(2\) .*\n {2}P2 Income: .*refused → granted/);
        match(changes.changesView.outline(), /The income limit|row 1/);
        if (!screen.available) return;
        await settles('the view', async () => {
            const rows = (await screen.texts('.pane-body .monaco-list-row')).join('\n');
            match(rows, /Newly accepted/);
            match(rows, /refused → granted/);
        });
        await screen.screenshot('changes');
    });

    test('both versions stand side by side at the place', async () => {
        const { changes, link } = await tenet();
        await compared();
        const [group] = changes.comparison.compared?.result.groups ?? [];
        const [change] = group?.cases ?? [];
        ok(group && change, 'there is a kind of case');
        await vscode.commands.executeCommand('tenet.openBothVersions', { kind: 'cases', group, change });
        const tab = await eventually('the diff', () => vscode.window.tabGroups.activeTabGroup.activeTab);
        ok(tab.input instanceof vscode.TabInputTextDiff, 'it is a diff');
        equal(tab.input.modified.toString(), policy());
        const before = await vscode.workspace.openTextDocument(tab.input.original);
        match(before.getText(), /= £15,000/);
        await screen.screenshot('changes-side-by-side');
        // The older version is a document, and no policy of the workspace.
        const { policies } = await link.request('tenet/policies', {});
        ok(
            policies.every(({ uri }) => !uri.startsWith('tenet-version')),
            'the server does not know it',
        );
        equal(vscode.languages.getDiagnostics(tab.input.original), []);
    });

    test('its example can be tried and kept as a scenario', async () => {
        const { activeCase, changes } = await tenet();
        const { document } = await open('permits.tenet');
        await compared();
        const [change] = changes.comparison.compared?.result.groups[0]?.cases ?? [];
        ok(change, 'there is a kind of case');
        await vscode.commands.executeCommand('tenet.tryChange', { kind: 'example', change });
        equal(activeCase.state.decision?.outcome?.name, 'granted');
        const before = document.getText();
        await vscode.commands.executeCommand('tenet.addChangeAsScenario', { kind: 'example', change });
        await settles('the scenario', () => ok(document.getText() !== before, 'the text has changed'));
        match(document.getText(), /scenario "P2 Income: [^"]*"/);
        await vscode.window.showTextDocument(document);
        await vscode.commands.executeCommand('undo');
        equal(document.getText(), before);
    });

    test('the flowchart shows what changed', async () => {
        const { flowchart } = await tenet();
        await open('permits.tenet');
        await compared();
        await vscode.commands.executeCommand('tenet.showChangeOnFlowchart');
        await settles('the overlay', () => equal(flowchart.shown?.state.overlay, 'changes'));
        if (screen.available) {
            await settles('the mark', async () =>
                match((await screen.webviewTexts('#chart svg text')).join('|'), /£15,000|changed|~/),
            );
        }
        await screen.screenshot('changes-flowchart');
    });

    test('the whole can be reported, and a line copied', async function () {
        const { changes } = await tenet();
        await open('permits.tenet');
        await compared();
        const html = await changes.comparison.report('html');
        match(html, /<h1>Changes of Residents/);
        const json = JSON.parse((await changes.comparison.report('json')) ?? '');
        equal(json.equal, false);
        const [group] = changes.comparison.compared?.result.groups ?? [];
        await vscode.commands.executeCommand('tenet.copyChange', { kind: 'group', group });
        match(await vscode.env.clipboard.readText(), /^Newly accepted/);
        if (!screen.available) this.skip();
        const done = vscode.commands.executeCommand('tenet.reportChanges');
        await eventually('the formats', async () => (await screen.count(QUICK_PICK_ROWS)) === 3);
        await screen.press('Enter');
        await eventually('the ways', async () => (await screen.texts(QUICK_INPUT_TITLE)).join().includes('Markdown'));
        await screen.press('Enter');
        await done;
        const shown = vscode.window.activeTextEditor?.document;
        equal(shown?.languageId, 'markdown');
        match(shown?.getText(), /^\*\*\d+ of \d+ scenarios and 1 kind of case change outcome\*\*/);
    });

    test('is shown for a lens, and made again on request', async () => {
        const { changes } = await tenet();
        const editor = await open('permits.tenet');
        await compared();
        await vscode.commands.executeCommand('workbench.view.explorer');
        await vscode.commands.executeCommand('tenet.showChanges', policy());
        await settles('the view', () => ok(changes.changesView.view.visible, 'it is visible'));
        await vscode.commands.executeCommand('workbench.view.explorer');
        await settles('the other view', () => ok(!changes.changesView.view.visible, 'it is hidden'));
        await replace(editor, '= £16,000', '= £14,000');
        await settles('an old comparison', () => equal(changes.comparison.compared?.stale, true));
        await vscode.commands.executeCommand('tenet.refreshChanges');
        equal(
            changes.comparison.compared?.result.groups.map(({ kind }) => kind),
            ['newly-refused'],
        );
    });

    test('an edit makes it anew while it is in view', async () => {
        const { changes } = await tenet();
        const editor = await open('permits.tenet');
        await compared();
        await replace(editor, '= £16,000', '= £15,000');
        await settles('no difference', () => {
            const { compared: now } = changes.comparison;
            equal(now?.stale, false);
            equal(now?.result.equal, true);
        });
        match(changes.changesView.outline(), /Every case is decided alike/);
        await vscode.commands.executeCommand('tenet.clearChanges');
        equal(changes.comparison.compared, undefined);
    });
});

async function compared(): Promise<void> {
    const { changes } = await tenet();
    await vscode.commands.executeCommand('tenet.compare', policy(), older().toString());
    await eventually('the comparison', () => changes.comparison.compared);
}
