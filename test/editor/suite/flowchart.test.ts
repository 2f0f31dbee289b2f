// The flowchart beside the text: the picture, the path in it, and how the two follow each other.

import * as vscode from 'vscode';
import { screen } from '../pages/screen.js';
import { equal, eventually, inWorkspace, match, ok, open, replace, settles, tenet } from '../support.js';

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
});
