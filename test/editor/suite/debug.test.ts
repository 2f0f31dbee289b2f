// Stepping through a decided case in the editor: how a replay starts, what the views show, and what follows it.

import * as vscode from 'vscode';
import { endDebugging, scope, session, step, stopsAt } from '../pages/debugger.js';
import { QUICK_PICK_ROWS } from '../pages/quick-pick.js';
import { screen } from '../pages/screen.js';
import { equal, eventually, inWorkspace, match, ok, open, positionOf, settles, tenet } from '../support.js';

const policy = (): string => inWorkspace('permits.tenet').toString();
const scenario = (title: string): string => `${policy()}#${title}`;
const LIMIT = 'Just over the limit';

suite('debugger', () => {
    suiteSetup(async () => {
        const { tree } = await tenet();
        await eventually('the tree', () => tree.item(scenario(LIMIT)));
    });
    teardown(async () => {
        await endDebugging();
        await (await tenet()).activeCase.set(null);
    });

    test('F5 without launch.json asks for a case, the active one first', async function () {
        if (!screen.available) this.skip();
        const { activeCase } = await tenet();
        await open('permits.tenet');
        await activeCase.set({ kind: 'scenario', id: scenario(LIMIT) });
        const started = vscode.commands.executeCommand('workbench.action.debug.start');
        await settles('the cases', async () => match((await screen.texts(QUICK_PICK_ROWS))[0], /Just over the limit/));
        await screen.screenshot('debug-pick');
        await screen.press('Enter');
        await started;
        await stopsAt('E Motorcycles');
        equal((await session()).name, LIMIT);
    });

    test('steps to the outcome and back again, and says that it looks back', async () => {
        const { debug } = await tenet();
        await open('permits.tenet');
        await debug.start({ kind: 'scenario', id: scenario(LIMIT) }, LIMIT);
        await stopsAt('E Motorcycles');
        const start = [await scope('Case facts'), await scope('Path so far')];
        await step('stepOver');
        await stopsAt('E Motorcycles (no)');
        await step('stepOver');
        await stopsAt('P1 Residence');
        await step('continue');
        const [frame] = await stopsAt('P2 Income (over incomeLimit)');
        match((await scope('Outcome so far')).join(), /Permit refused/);
        const { document } = await open('permits.tenet');
        equal(frame?.line, positionOf(document, 'over incomeLimit ').line + 1);
        if (screen.available) {
            await settles('the place in the text', async () =>
                ok((await screen.count('.debug-top-stack-frame-line')) > 0, 'a line is marked'),
            );
            await settles('values at line ends', async () =>
                match((await screen.texts('.view-lines')).join(), /resident\s=\syes/),
            );
        }
        await vscode.commands.executeCommand('workbench.view.debug');
        await screen.screenshot('debug-decided');
        await step('stepBack');
        await stopsAt('P2 Income');
        if (screen.available) {
            await settles('the sign', async () =>
                match((await screen.texts('.statusbar-item')).join(), /looking back \(step 3 of 3\)/),
            );
            await settles('the call stack', async () =>
                match((await screen.texts('.call-stack-state-message')).join(), /looking back/),
            );
        }
        await screen.screenshot('debug-back');
        await step('reverseContinue');
        await stopsAt('E Motorcycles');
        equal([await scope('Case facts'), await scope('Path so far')], start);
    });

    test('a scenario is debugged by its name, as its item and its lens do', async () => {
        await open('permits.tenet');
        await vscode.commands.executeCommand('tenet.debugScenario', policy(), scenario(LIMIT));
        await stopsAt('E Motorcycles');
        equal((await session()).name, LIMIT);
    });

    test('breakpoints on answers, with conditions, and where nothing is looked at', async () => {
        const { debug } = await tenet();
        const { document } = await open('permits.tenet');
        const at = (text: string, condition?: string): vscode.SourceBreakpoint =>
            new vscode.SourceBreakpoint(new vscode.Location(document.uri, positionOf(document, text)), true, condition);
        vscode.debug.addBreakpoints([
            at('yes => next', 'income < £10,000'),
            at('at most incomeLimit', 'income > incomeLimit'),
            at('fact hardship'),
        ]);
        await debug.start({ kind: 'scenario', id: scenario(LIMIT) }, LIMIT);
        await stopsAt('E Motorcycles');
        await step('continue');
        const [frame] = await stopsAt('P2 Income');
        equal(frame?.line, positionOf(document, 'at most incomeLimit').line + 1);
        if (!screen.available) return;
        await settles('a grey breakpoint', async () =>
            ok((await screen.count('.codicon-debug-breakpoint-unverified')) > 0, 'one is not verified'),
        );
        await screen.screenshot('debug-breakpoints');
    });

    test('a fact that is changed shows what would follow, in every view', async () => {
        const { debug, activeCase } = await tenet();
        await open('permits.tenet');
        await debug.start({ kind: 'scenario', id: scenario(LIMIT) }, LIMIT);
        await stopsAt('E Motorcycles');
        await step('continue');
        await stopsAt('P2 Income (over incomeLimit)');
        const set = { variablesReference: 1, name: 'income', value: '£15,000' };
        await (await session()).customRequest('setVariable', set);
        await settles('the supposition', () => equal(activeCase.state.decision?.outcome?.name, 'granted'));
        // The way parts here: the first answer is taken now.
        await stopsAt('P2 Income (at most incomeLimit)');
        match((await scope('Outcome so far')).join(), /Permit granted/);
        const { result } = await (await session()).customRequest('evaluate', {
            expression: 'income < incomeLimit and resident',
            context: 'watch',
        });
        equal(result, 'yes');
    });

    test('the flowchart marks the card at which the replay stands', async function () {
        if (!screen.available) this.skip();
        const { debug, flowchart } = await tenet();
        await open('permits.tenet');
        await vscode.commands.executeCommand('tenet.openFlowchartToSide');
        await eventually('the chart', () => flowchart.shown);
        await debug.start({ kind: 'scenario', id: scenario(LIMIT) }, LIMIT);
        await stopsAt('E Motorcycles');
        const marked = (rule: string): string => `#chart svg [data-position="${rule}"]`;
        await settles('the mark', async () => equal((await screen.webviewTexts(marked('E'))).length, 1));
        await step('continue');
        await stopsAt('P2 Income (over incomeLimit)');
        await settles('the mark to follow', async () => equal((await screen.webviewTexts(marked('P2'))).length, 1));
        equal((await screen.webviewTexts(marked('E'))).length, 0);
        match(flowchart.shown?.summary, /refused/i);
        await screen.screenshot('debug-flowchart');
        await endDebugging();
        await settles('no mark', async () => equal((await screen.webviewTexts(marked('P2'))).length, 0));
    });

    test('launch.json names a scenario, or gives facts; what it names wrongly is told', async function () {
        await open('permits.tenet');
        const base = { type: 'tenet', request: 'launch', stopOnEntry: false };
        const folder = vscode.workspace.workspaceFolders?.[0];
        await vscode.debug.startDebugging(folder, { ...base, name: 'one', scenario: 'The income limit/3' });
        await stopsAt('P2 Income (unknown)');
        await endDebugging();
        const facts = { vehicle: 'car', resident: false };
        await vscode.debug.startDebugging(folder, { ...base, name: 'two', policy: 'permits.tenet', facts });
        await stopsAt('P1 Residence (no)');
        await endDebugging();
        equal(await vscode.debug.startDebugging(folder, { ...base, name: 'three', scenario: 'Nobody' }), false);
        if (!screen.available) this.skip();
        await vscode.commands.executeCommand('notifications.showList');
        await settles('the reason', async () =>
            match((await screen.texts('.notifications-center')).join(), /There is no scenario “Nobody”/),
        );
    });

    test('a missing fact stops it with a word on what is needed', async function () {
        await open('permits.tenet');
        const facts = { vehicle: 'car' };
        const base = { type: 'tenet', request: 'launch', name: 'missing', stopOnEntry: false };
        await vscode.debug.startDebugging(undefined, { ...base, facts });
        await stopsAt('P1 Residence');
        if (!screen.available) this.skip();
        await settles('the box', async () =>
            match((await screen.texts('.exception-widget')).join(), /cannot go on without resident/),
        );
        await screen.screenshot('debug-missing');
    });

    test('a scenario is debugged from its place in the text, and its result told', async () => {
        const { runs } = await tenet();
        const editor = await open('permits.tenet');
        const at = positionOf(editor.document, 'scenario "A motorcycle from elsewhere"');
        editor.selection = new vscode.Selection(at, at);
        const finished = new Promise<void>((resolve) => runs.onDidFinish(() => resolve()));
        void vscode.commands.executeCommand('testing.debugAtCursor');
        await stopsAt('E Motorcycles');
        await step('continue');
        await stopsAt('E Motorcycles (yes)');
        void step('continue');
        await finished;
        const result = runs.result(scenario('A motorcycle from elsewhere'));
        ok(result?.kind === 'scenario' && result.passed, 'it passes');
        await settles('no replay', () => equal(vscode.debug.activeDebugSession, undefined));
    });

    test('in light, dark and high contrast', async function () {
        if (!screen.available) this.skip();
        const { debug } = await tenet();
        const settings = vscode.workspace.getConfiguration('workbench');
        await open('permits.tenet');
        await debug.start({ kind: 'scenario', id: scenario(LIMIT) }, LIMIT);
        await stopsAt('E Motorcycles');
        await step('continue');
        await stopsAt('P2 Income (over incomeLimit)');
        await vscode.commands.executeCommand('workbench.view.debug');
        await step('stepBack');
        await stopsAt('P2 Income');
        try {
            for (const theme of ['Default Light Modern', 'Default High Contrast', 'Default High Contrast Light']) {
                await settings.update('colorTheme', theme, true);
                await settles('the sign', async () =>
                    match((await screen.texts('.statusbar-item')).join(), /looking back/),
                );
                await screen.screenshot(`debug ${theme}`);
            }
        } finally {
            await settings.update('colorTheme', undefined, true);
        }
    });
});
