// The flowchart beside the text: the picture, the path in it, and how the two follow each other.

import * as vscode from 'vscode';
import { QUICK_INPUT_TITLE, QUICK_PICK_LABELS } from '../pages/quick-pick.js';
import { screen } from '../pages/screen.js';
import { equal, eventually, inWorkspace, isWebHost, match, ok, open, replace, settles, tenet } from '../support.js';

const SECOND = `policy second "A second policy"

fact tall "Is it tall?": yes/no

outcome in "In" as accept
outcome out "Out" as refuse

principle P1 "Height" {
  ask tall
    yes => in
    no  => out
}
`;

const policy = (): string => inWorkspace('permits.tenet').toString();

suite('flowchart', () => {
    suiteTeardown(async () => {
        await (await tenet()).activeCase.set(null);
    });

    test('opens to the side and shows the policy', async () => {
        const { flowchart } = await tenet();
        await open('permits.tenet');
        await vscode.commands.executeCommand('tenet.openFlowchartToSide');
        const shown = await eventually('the chart', () => flowchart.shown);
        equal(shown.policy, 'permits');
        if (!screen.available) return;
        await settles('the picture', async () => {
            const texts = await screen.webviewTexts('#chart svg text');
            ok(
                texts.some((text) => text.includes('resident') || text.includes('zone')),
                texts.join(' | '),
            );
        });
        await screen.screenshot('flowchart');
    });

    test('shows the path of the active case', async () => {
        const { activeCase, flowchart } = await tenet();
        await open('permits.tenet');
        await vscode.commands.executeCommand('tenet.openFlowchartToSide');
        await activeCase.set({ kind: 'scenario', id: `${policy()}#Just over the limit` });
        await settles('the summary', () => match(flowchart.shown?.summary, /refused/i));
        if (screen.available) {
            await settles('the spoken line', async () =>
                match((await screen.webviewTexts('#summary')).join(), /refused/i),
            );
        }
        await screen.screenshot('flowchart-path');
    });

    test('marks the card of the cursor, and leads from a card to its source', async function () {
        if (!screen.available) this.skip();
        const { flowchart } = await tenet();
        const editor = await open('permits.tenet');
        await vscode.commands.executeCommand('tenet.openFlowchartToSide');
        await eventually('the chart', () => flowchart.shown);
        const at = editor.document.positionAt(editor.document.getText().indexOf('ask resident') + 5);
        await vscode.window.showTextDocument(editor.document, { viewColumn: vscode.ViewColumn.One });
        editor.selection = new vscode.Selection(at, at);
        await settles('the marked card', async () =>
            match((await screen.webviewTexts('#chart .cursor')).join(), /zone|resident/),
        );
        await screen.webviewClick('#chart [data-card]:has-text("income")');
        await settles('the source', () => {
            const line = vscode.window.visibleTextEditors[0]?.selection.active.line ?? 0;
            match(editor.document.getText(new vscode.Range(line - 2, 0, line + 6, 0)), /ask income/);
        });
    });

    test('keeps the last sound picture while the text is broken', async () => {
        const { flowchart } = await tenet();
        const editor = await open('permits.tenet');
        await vscode.commands.executeCommand('tenet.openFlowchartToSide');
        await eventually('the chart', () => flowchart.shown);
        await replace(editor, '  ask resident\n', '  ask residnt\n');
        if (!screen.available) return;
        await settles('the banner', async () =>
            match((await screen.webviewTexts('#banner')).join(), /last version without errors/),
        );
        await screen.screenshot('flowchart-stale');
    });

    /** A chart to the side with the focus on its first card. */
    async function openChart(): Promise<void> {
        const { flowchart } = await tenet();
        await open('permits.tenet');
        await vscode.commands.executeCommand('tenet.openFlowchartToSide');
        await settles('the chart', () => equal(flowchart.shown?.policy, 'permits'));
        await settles('the picture', async () => ok((await screen.webviewTexts('#chart svg text')).length > 10));
        await screen.webviewClick('#chart [data-card="start"]');
    }

    const summary = async (): Promise<string> => (await screen.webviewTexts('#summary')).join();

    test('is walked from the start to the outcome with the keyboard alone', async function () {
        if (!screen.available) this.skip();
        const { activeCase } = await tenet();
        await activeCase.set({ kind: 'scenario', id: `${policy()}#Just over the limit` });
        await openChart();
        await screen.press('Home');
        await settles('the start', async () => match(await summary(), /^Start/));
        await screen.press('ArrowDown');
        await settles('the first question', async () => match(await summary(), /^Question 1, E/));
        await screen.press('ArrowDown');
        await settles('the ways on', async () =>
            match(await summary(), /2 ways on\. 1 .*(question 2|ends: Permit granted)/),
        );
        await screen.press('n');
        await settles('the second question', async () => match(await summary(), /^Question 2, P1/));
        // The way of the case, once it was told.
        await screen.press('ArrowDown');
        await screen.press('ArrowDown');
        await settles('the third question', async () => match(await summary(), /^Question 3, P2/));
        await screen.press('ArrowUp');
        await settles('the way back', async () => match(await summary(), /^Question 2, P1/));
        await screen.press('End');
        await settles('the outcome', async () => match(await summary(), /^Outcome: Permit refused/));
        await screen.press('?');
        await settles('the keys', async () => equal((await screen.webviewAttributes('#help[open]', 'id')).length, 1));
        await screen.screenshot('flowchart-keys');
        await screen.press('Escape');
        await settles('no keys', async () => equal((await screen.webviewAttributes('#help[open]', 'id')).length, 0));
        await screen.press('Enter');
        await activeCase.set(null);
    });

    test('finds cards by their text', async function () {
        if (!screen.available) this.skip();
        await openChart();
        await screen.press('/');
        await screen.type('permit refused');
        await settles('the matches', async () => match((await screen.webviewTexts('#found')).join(), /^1 of [2-9]/));
        const first = (await screen.webviewAttributes('#chart .current', 'data-card')).join();
        await screen.press('Enter');
        await settles('the next', async () => match((await screen.webviewTexts('#found')).join(), /^2 of/));
        const second = (await screen.webviewAttributes('#chart .current', 'data-card')).join();
        ok(first !== second, 'another card');
        await screen.screenshot('flowchart-search');
        await screen.press('Shift+Enter');
        await settles('the one before', async () =>
            equal((await screen.webviewAttributes('#chart .current', 'data-card')).join(), first),
        );
        await screen.press('Escape');
        await settles('no matches', async () =>
            equal((await screen.webviewAttributes('#chart .match', 'id')).length, 0),
        );
        await settles('the card that was found', async () => match(await summary(), /^Outcome: Permit refused/));
    });

    test('supposes answers of a case and writes them down as a scenario', async function () {
        if (!screen.available) this.skip();
        const { activeCase, flowchart } = await tenet();
        await activeCase.set({ kind: 'scenario', id: `${policy()}#A resident within the limit` });
        await openChart();
        await settles('the path', () => match(flowchart.shown?.summary, /granted/i));
        await screen.webviewClick('#chart [data-card="P2"]', 'right');
        await settles('the menu', async () =>
            ok(
                (await screen.webviewTexts('#menu button')).length === 3,
                (await screen.webviewTexts('#menu button')).join(),
            ),
        );
        await screen.screenshot('flowchart-suppose');
        await screen.press('ArrowDown');
        await screen.press('Enter');
        await settles('the other outcome', () => match(flowchart.shown?.summary, /refused/i));
        await settles('the bar', async () => match((await screen.webviewTexts('#supposed')).join(), /^1 supposition$/));
        await settles('the dashed answer', async () =>
            ok((await screen.webviewTexts('#chart [data-answer] title')).some((title) => title.endsWith('(supposed)'))),
        );
        await screen.screenshot('flowchart-supposed');
        await screen.webviewClick('#suppositions [data-action="saveScenario"]');
        const document = await eventually('the policy', () =>
            vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === policy()),
        );
        await settles('the scenario', () => match(document.getText(), /scenario "New scenario" \{[^}]*expect refused/));
        await settles('its title, beside the chart', () => {
            const shown = vscode.window.visibleTextEditors.filter((each) => each.document === document);
            equal(
                shown.map((each) => [each.viewColumn, document.getText(each.selection)]),
                [[vscode.ViewColumn.One, 'New scenario']],
            );
        });
        await vscode.commands.executeCommand('tenet.flowchart.clearSuppositions');
        await settles('the case as it is', () => match(flowchart.shown?.summary, /granted/i));
        await activeCase.set(null);
    });

    test('stays with its policy when it is pinned', async () => {
        const { flowchart } = await tenet();
        await open('permits.tenet');
        await vscode.commands.executeCommand('tenet.openFlowchartToSide');
        await settles('the chart', () => equal(flowchart.shown?.policy, 'permits'));
        await vscode.commands.executeCommand('tenet.flowchart.pin');
        const other = await vscode.workspace.openTextDocument({ language: 'tenet', content: SECOND });
        await vscode.window.showTextDocument(other, vscode.ViewColumn.One);
        equal(flowchart.all, [{ policy: 'permits', isPinned: true }]);
        await vscode.commands.executeCommand('tenet.openFlowchartToSide');
        await settles('two charts', () =>
            equal(flowchart.all, [
                { policy: 'permits', isPinned: true },
                { policy: 'second', isPinned: false },
            ]),
        );
    });

    test('axe finds nothing serious in the panel', async function () {
        if (!screen.available) this.skip();
        await openChart();
        await screen.press('/');
        await settles('the search', async () =>
            equal((await screen.webviewAttributes('#search[hidden]', 'id')).length, 0),
        );
        const [policy = ''] = await screen.webviewAttributes('meta[http-equiv="Content-Security-Policy"]', 'content');
        match(policy ?? '', /^default-src 'none'; /);
        ok(!/unsafe|blob:|\*(?!\.vscode-cdn\.net)/.test(policy ?? ''), policy ?? 'no policy');
        const found = await screen.webviewAxe('#chart svg');
        equal(
            found.filter((text) => /^(serious|critical)/.test(text)),
            [],
        );
    });

    test('is made as a file in every format, PNG included', async () => {
        const { link } = await tenet();
        await open('permits.tenet');
        for (const [format, start] of [
            ['svg', '<svg '],
            ['png', '\u0089PNG'],
            ['html', '<!doctype html>'],
            ['mermaid', '---'],
            ['text', "Residents' parking permits"],
        ] as const) {
            const made = await link.request('tenet/exportFlowchart', { uri: policy(), format });
            const text = made.kind === 'text' ? made.text : made.kind === 'bytes' ? atob(made.base64) : made.message;
            equal(text.slice(0, start.length), start);
        }
    });

    test('is saved as a file', async function () {
        // In the web the browser asks for the place, in a window of its own.
        if (!screen.available || isWebHost()) this.skip();
        await openChart();
        for (const [pick, ending, start] of [
            ['SVG', 'svg', '<svg '],
            ['PNG, 2', 'png', '\u0089PNG'],
        ] as const) {
            const target = inWorkspace(`permits--flow.${ending}`);
            const saving = vscode.commands.executeCommand('tenet.export');
            await settles('the list', async () => ok((await screen.texts(QUICK_PICK_LABELS)).length > 5));
            await screen.type(pick);
            await screen.press('Enter');
            await settles('the place', async () =>
                match((await screen.texts(QUICK_INPUT_TITLE)).join(), /Save the flowchart/),
            );
            await screen.press('Enter');
            const bytes = await eventually('the file', () => vscode.workspace.fs.readFile(target));
            equal(String.fromCharCode(...bytes.slice(0, start.length)), start);
            await vscode.commands.executeCommand('notifications.clearAll');
            await saving;
            await vscode.workspace.fs.delete(target);
        }
    });

    test('copies its picture into the clipboard', async function () {
        if (!screen.available) this.skip();
        await openChart();
        await vscode.env.clipboard.writeText('before');
        await screen.clipboardKinds();
        await screen.webviewClick('#tools [data-action="copy"]');
        await settles('the picture', async () => equal(await screen.clipboardKinds(), ['image/png']));
        await settles('the word of it', async () => match(await summary(), /in the clipboard/));
    });

    test('lays coverage over the picture, and keeps it when the page is loaded anew', async function () {
        if (!screen.available) this.skip();
        await openChart();
        const choose = vscode.commands.executeCommand('tenet.flowchart.overlay');
        await settles('the list', async () => ok((await screen.texts(QUICK_PICK_LABELS)).length > 2));
        await screen.type('Coverage');
        await screen.press('Enter');
        await choose;
        await settles('the counts', async () => match((await screen.webviewTexts('#chart svg text')).join(' '), /\d×/));
        await screen.screenshot('flowchart-coverage');
        await screen.webviewClick('#tools [data-action="zoomIn"]');
        const wide = async (): Promise<string> => (await screen.webviewAttributes('#chart svg', 'width')).join();
        const width = await wide();
        await new Promise((resolve) => setTimeout(resolve, 500));
        // A page that is new has no search open.
        await vscode.commands.executeCommand('tenet.flowchart.search');
        const searches = (): Promise<readonly unknown[]> => screen.webviewAttributes('#search:not([hidden])', 'id');
        await settles('the search', async () => equal((await searches()).length, 1));
        await vscode.commands.executeCommand('workbench.action.webview.reloadWebviewAction');
        await settles('the picture as it was', async () => {
            equal((await searches()).length, 0);
            match((await screen.webviewTexts('#chart svg text')).join(' '), /\d×/);
            equal(await wide(), width);
        });
    });

    test('is looked at and drawn otherwise by commands', async function () {
        if (!screen.available) this.skip();
        const { flowchart } = await tenet();
        await openChart();
        const drawn = () => {
            const { pinned, direction, outcomes } = flowchart.shown?.state ?? {};
            return { pinned, direction, outcomes };
        };
        const width = async (): Promise<number> =>
            Number((await screen.webviewAttributes('#chart svg', 'width')).join());
        const before = await width();
        await vscode.commands.executeCommand('tenet.flowchart.zoomIn');
        await settles('a larger picture', async () => ok((await width()) > before));
        const large = await width();
        await vscode.commands.executeCommand('tenet.flowchart.zoomOut');
        await settles('a smaller picture', async () => ok((await width()) < large));
        await vscode.commands.executeCommand('tenet.flowchart.zoomIn');
        await vscode.commands.executeCommand('tenet.flowchart.zoomIn');
        await settles('a larger picture again', async () => ok((await width()) > large));
        await vscode.commands.executeCommand('tenet.flowchart.fit');
        await settles('the whole picture', async () => ok((await width()) < large));
        await vscode.commands.executeCommand('tenet.flowchart.direction');
        await vscode.commands.executeCommand('tenet.flowchart.outcomes');
        await settles('the other way', () => equal(drawn(), { pinned: false, direction: 'right', outcomes: 'shared' }));
        await vscode.commands.executeCommand('tenet.flowchart.reset');
        await settles('the picture of the settings', () =>
            equal(drawn(), { pinned: false, direction: undefined, outcomes: undefined }),
        );
    });

    test('is searched, explained, copied and told in words by commands', async function () {
        if (!screen.available) this.skip();
        await openChart();
        const isHidden = async (id: string): Promise<boolean> =>
            (await screen.webviewAttributes(`#${id}[hidden]`, 'id')).length > 0;
        await vscode.commands.executeCommand('tenet.flowchart.search');
        await settles('the search', async () => equal(await isHidden('search'), false));
        await screen.press('Escape');
        await settles('no search', async () => equal(await isHidden('search'), true));
        await vscode.commands.executeCommand('tenet.flowchart.help');
        await settles('the keys', async () => equal((await screen.webviewAttributes('#help[open]', 'id')).length, 1));
        await screen.press('Escape');
        await vscode.env.clipboard.writeText('before');
        await vscode.commands.executeCommand('tenet.flowchart.copy');
        await settles('the word of the picture', async () => match(await summary(), /in the clipboard/));
        await vscode.commands.executeCommand('tenet.flowchart.parts');
        await vscode.commands.executeCommand('notifications.showList');
        await settles('that there are none', async () =>
            match((await screen.texts('.notifications-center')).join(), /has no parts/),
        );
        await vscode.commands.executeCommand('notifications.clearAll');
        await vscode.commands.executeCommand('tenet.flowchart.text');
        await settles('the words', () =>
            match(vscode.window.activeTextEditor?.document.getText(), /^Residents' parking permits/),
        );
    });

    test('opens for a scenario, with its path', async () => {
        const { activeCase, flowchart, tree } = await tenet();
        await open('permits.tenet');
        const id = `${policy()}#Just over the limit`;
        await eventually('the scenario', () => tree.item(id));
        await vscode.commands.executeCommand('tenet.showOnFlowchart', policy(), id);
        await settles('the path', () => match(flowchart.shown?.summary, /refused/i));
        await activeCase.set(null);
    });

    test('comes back as it was before a reload: case, pin and direction included', async function () {
        if (!screen.available) this.skip();
        const { activeCase, flowchart } = await tenet();
        await activeCase.set({ kind: 'scenario', id: `${policy()}#A resident within the limit` });
        await openChart();
        await vscode.commands.executeCommand('tenet.flowchart.direction');
        await vscode.commands.executeCommand('tenet.flowchart.pin');
        // What a page keeps is kept as JSON.
        const kept = JSON.parse(JSON.stringify(flowchart.shown?.state));
        await vscode.commands.executeCommand('workbench.action.closeAllEditors');
        await settles('no chart', () => equal(flowchart.all.length, 0));
        await activeCase.set(null);
        const panel = vscode.window.createWebviewPanel('tenet.flowchart', 'Flowchart', vscode.ViewColumn.One);
        await flowchart.restore(panel, kept);
        await settles('the chart as it was', () => {
            const { pinned, direction, overlay } = flowchart.shown?.state ?? {};
            equal({ pinned, direction, overlay }, { pinned: true, direction: 'right', overlay: 'path' });
            match(flowchart.shown?.summary, /granted/i);
        });
        await settles('its picture', async () => ok((await screen.webviewTexts('#chart svg text')).length > 10));
        await activeCase.set(null);
    });

    test('is left alone once it has come back from behind another editor', async function () {
        if (!screen.available) this.skip();
        await openChart();
        const cover = await vscode.workspace.openTextDocument({ content: 'in front of it' });
        await vscode.window.showTextDocument(cover, vscode.ViewColumn.Two);
        await settles('no chart in sight', async () => equal(await screen.webviewTexts('#chart svg text'), []));
        await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
        await settles('the picture', async () => ok((await screen.webviewTexts('#chart svg text')).length > 10));
        await vscode.commands.executeCommand('tenet.flowchart.search');
        const searches = (): Promise<readonly unknown[]> => screen.webviewAttributes('#search:not([hidden])', 'id');
        await settles('the search', async () => equal((await searches()).length, 1));
        // Longer than a page that says nothing is waited for; one that is put in anew has no search open.
        await new Promise((resolve) => setTimeout(resolve, 4000));
        equal((await searches()).length, 1);
    });

    test('comes after all where its page is lost on the way', async function () {
        if (!screen.available) this.skip();
        await screen.loseNextPage();
        await openChart();
        equal(await screen.lostPages(), 1);
    });

    test('draws, is walked and searched with the network cut', async function () {
        if (!screen.available) this.skip();
        await screen.cutNetwork();
        let asked: readonly string[] | undefined;
        try {
            await openChart();
            const editor = await open('permits.tenet');
            await replace(editor, '"Residents\' parking permits"', '"Permits without a network"');
            await settles('the new picture', async () =>
                match((await screen.webviewAttributes('#chart svg', 'aria-label')).join(), /without a network/),
            );
            await screen.webviewClick('#chart [data-card="start"]');
            await screen.press('End');
            await screen.press('Home');
            await settles('the start', async () => match(await summary(), /^Start/));
            await screen.press('/');
            await screen.type('permit refused');
            await settles('the matches', async () =>
                match((await screen.webviewTexts('#found')).join(), /^1 of [2-9]/),
            );
        } finally {
            asked = await screen.restoreNetwork();
        }
        equal(asked, []);
    });
});
