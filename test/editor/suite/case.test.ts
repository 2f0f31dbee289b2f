// The active case: how it is picked, and everything that follows it.

import * as vscode from 'vscode';
import { ActiveCase } from '../../../client/case/active-case.js';
import { pressAction, QUICK_INPUT_TITLE, QUICK_PICK_ROWS } from '../pages/quick-pick.js';
import { screen } from '../pages/screen.js';
import {
    equal,
    eventually,
    insertAfter,
    inWorkspace,
    match,
    ok,
    open,
    positionOf,
    replace,
    settles,
    tenet,
} from '../support.js';

const STATUS_ITEM = '[id="tenet.tenet-lang.tenet.case"]';
const policy = (): string => inWorkspace('permits.tenet').toString();
const scenario = (title: string): string => `${policy()}#${title}`;

suite('active case', () => {
    setup(async () => {
        const { activeCase, tree } = await tenet();
        await eventually('the tree', () => tree.item(policy()));
        await activeCase.set(null);
    });

    suiteTeardown(async () => {
        await (await tenet()).activeCase.set(null);
    });

    test('the picker lists the scenarios and picks one', async function () {
        if (!screen.available) this.skip();
        const { activeCase } = await tenet();
        await open('permits.tenet');
        const picked = vscode.commands.executeCommand('tenet.selectCase');
        await eventually('the list', async () => (await screen.count(QUICK_PICK_ROWS)) > 5);
        await screen.screenshot('case-picker');
        await pressAction('A van in hardship');
        await picked;
        await settles('the case', () => equal(activeCase.state.title, 'A van in hardship'));
        equal(activeCase.state.decision?.decidedBy, 'H');
    });

    test('facts given as JSON are a case too, and can be saved as a scenario', async function () {
        if (!screen.available) this.skip();
        const { activeCase } = await tenet();
        const { document } = await open('permits.tenet');
        await vscode.env.clipboard.writeText('{"vehicle": "van", "resident": true, "income": "£20,000"}');
        const picked = vscode.commands.executeCommand('tenet.selectCase');
        await pressAction('From JSON');
        await eventually('the box', async () => (await screen.texts(QUICK_INPUT_TITLE)).includes('Case from JSON'));
        await screen.press('Enter');
        await picked;
        await settles('the case', () => equal(activeCase.state.decision?.outcome?.name, 'refused'));
        await vscode.commands.executeCommand('tenet.saveCaseAsScenario');
        await settles('the scenario', () => match(document.getText(), /£20,000/));
    });

    test('its values stand at the ends of the lines', async () => {
        const { activeCase, inline } = await tenet();
        const { document } = await open('permits.tenet');
        await activeCase.set({ kind: 'scenario', id: scenario('Just over the limit') });
        await settles('inline texts', () => {
            const shown = inline.shown(document.uri).join('\n');
            match(shown, /✓ yes/);
            match(shown, /■ decides: .*step 3 of 3/);
        });
        await vscode.commands.executeCommand('revealLine', { lineNumber: 15, at: 'top' });
        await screen.screenshot('active-case');
        if (screen.available) {
            await settles('the marks in the page', async () => {
                const after = await screen.styles('.view-line span[class*="ced-"]', '::after', 'content');
                ok(
                    after.some((text) => text.includes('decides')),
                    after.join('\n'),
                );
            });
        }
    });

    test('the hover at a line end tells the whole', async function () {
        if (!screen.available) this.skip();
        const { activeCase } = await tenet();
        await open('permits.tenet');
        await vscode.commands.executeCommand('revealLine', { lineNumber: 15, at: 'top' });
        await activeCase.set({ kind: 'scenario', id: scenario('Just over the limit') });
        await settles('the hover', async () => {
            await screen.hover('.view-line:has-text("over incomeLimit") span[class*="ced-"]');
            match((await screen.texts('.monaco-hover')).join('\n'), /16,000\.01/);
        });
        await screen.screenshot('hover');
    });

    test('the hover at a line end stays while the text is broken', async function () {
        if (!screen.available) this.skip();
        const { activeCase, inline } = await tenet();
        const editor = await open('permits.tenet');
        await activeCase.set({ kind: 'scenario', id: scenario('Just over the limit') });
        await replace(editor, '  ask resident\n', '  ask residnt\n');
        await settles('the old text', () =>
            match(inline.shown(editor.document.uri).join(), /decides: .*before your edit/),
        );
        await vscode.commands.executeCommand('revealLine', { lineNumber: 15, at: 'top' });
        await settles('the hover', async () => {
            await screen.hover('.view-line:has-text("over incomeLimit") span[class*="ced-"]');
            match((await screen.texts('.monaco-hover')).join('\n'), /16,000\.01/);
        });
        await screen.screenshot('hover-broken');
    });

    test('nothing stands on the line that is typed; the rest goes stale, then comes back', async () => {
        const { activeCase, inline } = await tenet();
        const editor = await open('permits.tenet');
        const { uri } = editor.document;
        await activeCase.set({ kind: 'scenario', id: scenario('Just over the limit') });
        await settles('inline texts', () => match(inline.shown(uri).join('\n'), /■ decides/));
        const line = `${editor.document.positionAt(editor.document.getText().indexOf('over incomeLimit')).line + 1}:`;
        await insertAfter(editor, 'over incomeLimit', ' ');
        ok(!inline.shown(uri).some((text) => text.startsWith(line)), 'the typed line is free at once');
        await settles('the text again', () => ok(inline.shown(uri).some((text) => text.startsWith(line))));
    });

    test('the line that is typed stays free as long as the text is broken', async () => {
        const { activeCase, inline } = await tenet();
        const editor = await open('permits.tenet');
        const { uri } = editor.document;
        await activeCase.set({ kind: 'scenario', id: scenario('Just over the limit') });
        await settles('inline texts', () => match(inline.shown(uri).join('\n'), /■ decides/));
        const line = `${positionOf(editor.document, 'over incomeLimit').line + 1}:`;
        await insertAfter(editor, 'over incomeLimit', '((');
        await settles('the old texts', () => match(inline.shown(uri).join('\n'), /\(before your edit\)/));
        // Longer than the pause after which a sound line has its text again.
        await new Promise((resolve) => setTimeout(resolve, 1500));
        ok(!inline.shown(uri).some((text) => text.startsWith(line)), 'the broken line is free');
        await screen.screenshot('inline-broken');
        await vscode.commands.executeCommand('undo');
        await settles('the text again', () => ok(inline.shown(uri).some((text) => text.startsWith(line))));
    });

    test('inline results wait for the save where the setting says so', async () => {
        const { activeCase, inline } = await tenet();
        const settings = vscode.workspace.getConfiguration('tenet.inlineResults');
        await settings.update('mode', 'onSave', vscode.ConfigurationTarget.Workspace);
        try {
            const editor = await open('permits.tenet');
            const { uri } = editor.document;
            await activeCase.set({ kind: 'scenario', id: scenario('Just over the limit') });
            await settles('inline texts', () => match(inline.shown(uri).join('\n'), /■ decides: Permit refused/));
            await replace(editor, '= £16,000', '= £17,000');
            await settles('the new outcome', () => equal(activeCase.state.decision?.outcome?.name, 'granted'));
            match(inline.shown(uri).join('\n'), /■ decides: Permit refused.*\(before your edit\)/);
            await activeCase.set({ kind: 'scenario', id: scenario('A motorcycle from elsewhere') });
            await settles('the case that was picked', () => match(inline.shown(uri).join('\n'), /: ■ .*step 1 of 1/));
            await activeCase.set({ kind: 'scenario', id: scenario('Just over the limit') });
            await replace(editor, '= £17,000', '= £18,000');
            await editor.document.save();
            await settles('what is saved', () => {
                const shown = inline.shown(uri).join('\n');
                match(shown, /■ decides: Permit granted/);
                ok(!shown.includes('before your edit'), shown);
            });
        } finally {
            await settings.update('mode', undefined, vscode.ConfigurationTarget.Workspace);
        }
    });

    test('inline results can be turned off and on', async () => {
        const { activeCase, inline } = await tenet();
        const { document } = await open('permits.tenet');
        await activeCase.set({ kind: 'scenario', id: scenario('Just over the limit') });
        await settles('inline texts', () => ok(inline.shown(document.uri).length > 0));
        await vscode.commands.executeCommand('tenet.toggleInline');
        equal(inline.shown(document.uri), []);
        if (screen.available) {
            await settles('the sign that they are off', async () =>
                ok((await screen.count(`${STATUS_ITEM} .codicon-eye-closed`)) > 0, 'a closed eye'),
            );
        }
        await vscode.commands.executeCommand('tenet.toggleInline');
        ok(inline.shown(document.uri).length > 0);
    });

    test('the decision path lists every step; going along it moves the cursor', async () => {
        const { activeCase } = await tenet();
        const editor = await open('permits.tenet');
        await activeCase.set({ kind: 'scenario', id: scenario('Just over the limit') });
        await vscode.commands.executeCommand('tenet.showPath');
        if (screen.available) {
            await settles('the steps', async () => {
                const rows = await screen.texts('.pane-body .monaco-list-row');
                match(rows.join('\n'), /2\. P1 Residence: yes/);
            });
            const spoken = await screen.attributes('.pane-body .monaco-list-row', 'aria-label');
            match(spoken.join('\n'), /3\. .*, decides: Permit refused/);
            await screen.screenshot('decision-path');
        }
        await vscode.window.showTextDocument(editor.document);
        const steps = activeCase.state.decision?.steps ?? [];
        await vscode.commands.executeCommand('tenet.nextStep');
        await settles('the first step', () => equal(lineOfCursor(), steps[0]?.ruleOrigin.range.start.line));
        await vscode.commands.executeCommand('tenet.nextStep');
        await settles('the second step', () => equal(lineOfCursor(), steps[1]?.ruleOrigin.range.start.line));
        await vscode.commands.executeCommand('tenet.previousStep');
        await settles('the first step again', () => equal(lineOfCursor(), steps[0]?.ruleOrigin.range.start.line));
    });

    test('the decision path is copied, and left for the text, with the keyboard', async function () {
        if (!screen.available) this.skip();
        const { activeCase, pathView } = await tenet();
        const { document } = await open('permits.tenet');
        await activeCase.set({ kind: 'scenario', id: scenario('Just over the limit') });
        await vscode.commands.executeCommand('tenet.showPath');
        await settles('the steps', async () =>
            match((await screen.texts('.pane-body .monaco-list-row')).join('\n'), /2\. P1/),
        );
        await settles('the keyboard in the list', async () => match(await screen.focused(), /Decision path/));
        await vscode.env.clipboard.writeText('');
        await vscode.commands.executeCommand('list.focusFirst');
        await screen.press('ArrowDown');
        await settles('the second step', () => equal(pathView.selected()?.number, 2));
        await screen.press('Control+c');
        await settles('the path in the clipboard', async () =>
            match(await vscode.env.clipboard.readText(), /^Just over the limit\n/),
        );
        await screen.press('Enter');
        await settles('the cursor in the text', async () => {
            equal(lineOfCursor(), positionOf(document, 'principle P1').line);
            match(await screen.focused(), /permits\.tenet/);
        });
        const start = new vscode.Position(0, 0);
        (await open('permits.tenet')).selection = new vscode.Selection(start, start);
        await vscode.commands.executeCommand('tenet.showPath');
        await settles('the keyboard in the list again', async () => match(await screen.focused(), /Decision path|P1/));
        await vscode.commands.executeCommand('tenet.goToStep');
        await settles('the cursor at its rule', () => equal(lineOfCursor(), positionOf(document, 'principle P1').line));
    });

    test('the path of any scenario can be copied and peeked, and the active case stays', async () => {
        const { activeCase } = await tenet();
        await open('permits.tenet');
        await activeCase.set({ kind: 'scenario', id: scenario('Just over the limit') });
        await vscode.commands.executeCommand('tenet.copyPath', policy(), scenario('A motorcycle from elsewhere'));
        match(await vscode.env.clipboard.readText(), /^A motorcycle from elsewhere\n.*\bE\b/s);
        await vscode.commands.executeCommand('tenet.peekPath', policy(), scenario('A motorcycle from elsewhere'));
        equal(activeCase.state.title, 'Just over the limit');
        if (!screen.available) return;
        await settles('the peek of one step', async () =>
            match(
                (await screen.texts('.peekview-widget .head')).join(),
                /References \(1\)|1 reference|Locations \(1\)/,
            ),
        );
        await vscode.commands.executeCommand('closeReferenceSearch');
    });

    test('the active case outlives the window, and says why it is gone', async () => {
        const { activeCase, link } = await tenet();
        const editor = await open('permits.tenet');
        const kept = new Map<string, unknown>([
            [
                'tenet.activeCase',
                { case: { kind: 'scenario', id: scenario('Just over the limit') }, suppose: {}, title: null },
            ],
        ]);
        const next = new ActiveCase(link, {
            keys: () => [...kept.keys()],
            get: (key: string) => kept.get(key) as never,
            update: async (key: string, value: unknown) => void kept.set(key, value),
        });
        await settles('the case of the window before', () => equal(next.state.title, 'Just over the limit'));
        next.dispose();
        await activeCase.set({ kind: 'scenario', id: scenario('Just over the limit') });
        const { document } = editor;
        const [start, end] = ['scenario "Just over the limit"', 'scenario "A motorcycle'].map((text) =>
            positionOf(document, text),
        );
        await editor.edit((edit) => edit.delete(new vscode.Range(start as vscode.Position, end as vscode.Position)));
        await settles('the reason', () =>
            match(activeCase.state.problem ?? '', /no such scenario|no scenario “Just over/),
        );
        equal(activeCase.title, 'Just over the limit');
        if (!screen.available) return;
        await settles('the name on the screen', async () =>
            match((await screen.texts(STATUS_ITEM)).join(), /Just over the limit/),
        );
        await screen.screenshot('case-gone');
    });

    test('the path can be copied as text', async () => {
        const { activeCase } = await tenet();
        await open('permits.tenet');
        await activeCase.set({ kind: 'scenario', id: scenario('A motorcycle from elsewhere') });
        await vscode.commands.executeCommand('tenet.copyPath');
        const text = await vscode.env.clipboard.readText();
        match(text, /A motorcycle from elsewhere\n.*\bE\b/s);
    });

    test('the path can be peeked', async () => {
        const { activeCase } = await tenet();
        await open('permits.tenet');
        await activeCase.set({ kind: 'scenario', id: scenario('Just over the limit') });
        await vscode.commands.executeCommand('tenet.peekPath');
        if (!screen.available) return;
        await eventually('the peek', async () => (await screen.count('.peekview-widget')) > 0);
        await screen.screenshot('peek-path');
        await vscode.commands.executeCommand('closeReferenceSearch');
    });

    test('the status bar names the case and its outcome', async function () {
        if (!screen.available) this.skip();
        const { activeCase } = await tenet();
        await open('permits.tenet');
        const item = STATUS_ITEM;
        await settles('the invitation', async () => match((await screen.texts(item)).join(), /Pick a case/));
        await activeCase.set({ kind: 'scenario', id: scenario('Just over the limit') });
        await settles('the failing case', async () =>
            match((await screen.texts(item)).join(), /Just over the limit → .*expected/),
        );
    });

    test('a scenario becomes the active case from its lens or its item, and stops being it', async () => {
        const { activeCase, tree } = await tenet();
        await open('permits.tenet');
        await vscode.commands.executeCommand('tenet.useAsActiveCase', policy(), scenario('Just over the limit'));
        equal(activeCase.state.title, 'Just over the limit');
        await vscode.commands.executeCommand('tenet.clearCase');
        equal(activeCase.state.case, null);
        const item = await eventually('the item', () => tree.item(scenario('A motorcycle from elsewhere')));
        await vscode.commands.executeCommand('tenet.useAsActiveCase', item);
        equal(activeCase.state.title, 'A motorcycle from elsewhere');
    });

    test('an edit changes the path at once', async () => {
        const { activeCase } = await tenet();
        const editor = await open('permits.tenet');
        await activeCase.set({ kind: 'scenario', id: scenario('Just over the limit') });
        await replace(editor, '= £16,000', '= £17,000');
        await settles('the new outcome', () => equal(activeCase.state.decision?.outcome?.name, 'granted'));
    });
});

function lineOfCursor(): number | undefined {
    return vscode.window.activeTextEditor?.selection.active.line;
}
