// Scenarios and proofs in the Test Explorer: the tree, results, what a failure says, and what can be done about it.

import * as vscode from 'vscode';
import { messagesOf } from '../../../client/scenarios/test-messages.js';
import { screen } from '../pages/screen.js';
import { showTests } from '../pages/test-explorer.js';
import { closeAll, equal, eventually, inWorkspace, match, ok, open, replace, settles, tenet } from '../support.js';

const policy = (): string => inWorkspace('permits.tenet').toString();
const scenario = (title: string): string => `${policy()}#${title}`;

suite('scenarios', () => {
    suiteSetup(async () => {
        const { tree } = await tenet();
        await eventually('the tree', () => tree.item(policy()));
    });

    test('policies and suites are listed in source order, with their checks', async () => {
        const { tree } = await tenet();
        const item = await eventually('the policy', () => tree.item(policy()));
        equal(outline(item), [
            'A resident within the limit',
            'Just over the limit',
            'A motorcycle from elsewhere',
            'The income limit',
            '  row 1 · £16,000',
            '  row 2 · £16,000.01',
            '  row 3 · unknown',
            'Checks',
            '  Every case gets exactly one outcome',
            '  Every rule can be reached',
            '  Every outcome has a scenario',
            '  Motorcycles are never refused',
            '  Nobody is refused for income',
        ]);
        const suite = await eventually('the suite', () => tree.item(inWorkspace('permits.scenarios.tenet').toString()));
        equal(outline(suite), ['A van in hardship', 'Somebody from elsewhere']);
        const tagged = tree.item(scenario('Just over the limit'));
        equal(
            tagged?.tags.map(({ id }) => id),
            ['boundary', 'outcome:granted'],
        );
    });

    test('running everything tells each scenario, and each proof', async () => {
        const { runs, tree } = await tenet();
        await vscode.commands.executeCommand('testing.runAll');
        await settles('all results', () => {
            const failed = runs.results.filter((result) => result.kind !== 'skipped' && !result.passed);
            equal(failed.map(({ id }) => tree.item(id)?.label).sort(), [
                'Just over the limit',
                'Nobody is refused for income',
            ]);
            ok(runs.results.length >= 12, `only ${runs.results.length} results`);
        });
        await showTests();
        await screen.screenshot('test-explorer');
    });

    test('running a policy runs its scenarios in other files too', async () => {
        const { runs } = await tenet();
        const elsewhere = `${inWorkspace('permits.scenarios.tenet')}#A van in hardship`;
        const before = runs.result(elsewhere);
        await open('permits.tenet');
        await vscode.commands.executeCommand('tenet.runScenarios', policy());
        await settles('a new result of the suite', () => {
            const result = runs.result(elsewhere);
            ok(result?.kind === 'scenario' && result.passed && result !== before);
        });
    });

    test('a failure shows expected against actual, and the path as a stack', async () => {
        const { runs } = await tenet();
        await open('permits.tenet');
        await vscode.commands.executeCommand('tenet.runScenarios', policy(), [scenario('Just over the limit')]);
        const result = await eventually('the result', () => runs.result(scenario('Just over the limit')));
        ok(result.kind === 'scenario' && !result.passed);
        match(result.text, /^✗ .*refused.*expected granted/);
        const [failure] = result.failures;
        match(failure?.actual, /refused/i);
        match(failure?.expected, /granted/i);
        equal(
            result.decision.steps.map(({ rule }) => rule),
            ['E', 'P1', 'P2'],
        );
        await vscode.commands.executeCommand('testing.openOutputPeek').then(undefined, () => undefined);
        await screen.screenshot('failure');
    });

    test('each kind of failure has the buttons that fit it', async () => {
        const { runs } = await tenet();
        await open('permits.tenet');
        await vscode.commands.executeCommand('tenet.runScenarios', policy());
        const result = await eventually('the result', () => runs.result(scenario('Just over the limit')));
        ok(result.kind === 'scenario');
        // A duty that is expected and does not apply, for one, cannot be put right by another word.
        const final = { ...result, failures: result.failures.map(({ accept: _, ...failure }) => failure) };
        equal(
            [result, final]
                .flatMap(messagesOf)
                .map(({ contextValue, expectedOutput }) => [contextValue, !!expectedOutput]),
            [
                ['tenetAcceptable', true],
                ['tenetFailure', true],
            ],
        );
        const check = runs.result(`${policy()}#check/guarantee/Nobody is refused for income`);
        ok(check?.kind === 'check');
        const [message] = messagesOf(check);
        equal([message?.contextValue, message?.expectedOutput], ['tenetProof', undefined]);
        match(String(message?.message), /is broken[\s\S]*The case:\n.*vehicle: car/);
    });

    test('what needs a case is offered on items that have one, and on no other', async function () {
        if (!screen.available) this.skip();
        const { tree } = await tenet();
        await open('permits.tenet');
        await vscode.commands.executeCommand('tenet.runScenarios', policy());
        await showTests();
        await vscode.commands.executeCommand('vscode.revealTestInExplorer', tree.item(`${policy()}#check/outcome`));
        equal(await offeredOn('Just over the limit'), [
            'Copy Decision Path as Text',
            'Show Decision Path',
            'Show on Flowchart',
        ]);
        await screen.screenshot('test-menu');
        equal(await offeredOn('Checks'), []);
        equal(await offeredOn('The income limit'), []);
        equal(await offeredOn('Motorcycles are never refused'), []);
        equal(await offeredOn('permits.tenet'), [
            'Create Scenario That Takes an Answer…',
            'Generate Missing Scenarios',
        ]);
    });

    test('a check that fails is shown by the case that breaks it', async () => {
        const { activeCase } = await tenet();
        await open('permits.tenet');
        const id = `${policy()}#check/guarantee/Nobody is refused for income`;
        await vscode.commands.executeCommand('tenet.runScenarios', policy(), [id]);
        await vscode.commands.executeCommand('tenet.useAsActiveCase', policy(), id);
        equal(activeCase.state.title, 'A case against “Nobody is refused for income”');
        equal(activeCase.state.decision?.outcome?.name, 'refused');
        await activeCase.set(null);
    });

    test('verdicts stand at the ends of the lines', async () => {
        const { inline } = await tenet();
        const { document } = await open('permits.tenet');
        await vscode.commands.executeCommand('tenet.runScenarios', policy());
        await settles('inline verdicts', () => {
            const shown = inline.shown(document.uri);
            match(shown.join('\n'), /57: ✗ got refused at P2, expected granted/);
            match(shown.join('\n'), /62: ✓ granted · E yes/);
        });
        await vscode.commands.executeCommand('revealLine', { lineNumber: 50, at: 'top' });
        await screen.screenshot('inline-verdicts');
    });

    test('the actual outcome can be accepted, as one step of undo', async () => {
        const { runs } = await tenet();
        const { document } = await open('permits.tenet');
        const before = document.getText();
        await vscode.commands.executeCommand('tenet.acceptActual', policy(), scenario('Just over the limit'));
        await settles('the new expectation', () => match(document.getText(), /0\.01\s+expect refused/));
        await settles('a pass', () => {
            const result = runs.result(scenario('Just over the limit'));
            ok(result?.kind === 'scenario' && result.passed);
        });
        await vscode.window.showTextDocument(document);
        await vscode.commands.executeCommand('undo');
        equal(document.getText(), before);
    });

    test('a broken guarantee gives a case, which can be added as a scenario', async () => {
        const { runs, tree } = await tenet();
        await open('permits.tenet');
        const id = `${policy()}#check/guarantee/Nobody is refused for income`;
        await vscode.commands.executeCommand('tenet.runScenarios', policy(), [id]);
        const result = await eventually('the proof', () => runs.result(id));
        ok(result.kind === 'check' && !result.passed, 'the guarantee is broken');
        const [failure] = result.failures;
        ok(failure?.witness, 'there is a case');
        const { document } = await open('permits.tenet');
        const scenarios = (): number => document.getText().split('\nscenario ').length;
        const before = scenarios();
        const test = tree.item(id);
        await vscode.commands.executeCommand('tenet.addAsScenario', { test, message: { message: failure.message } });
        await settles('one more scenario', () => equal(scenarios(), before + 1));
    });

    test('a file without scenarios says so when it is run', async function () {
        if (!screen.available) this.skip();
        await tenet();
        const document = await vscode.workspace.openTextDocument({ language: 'tenet', content: 'outcome out "Out"\n' });
        await vscode.window.showTextDocument(document);
        await vscode.commands.executeCommand('tenet.runScenarios', document.uri.toString());
        await vscode.commands.executeCommand('notifications.showList');
        await settles('the message', async () =>
            match(
                (await screen.texts('.notifications-center')).join(),
                /New Scenario\s+There are no scenarios here yet/,
            ),
        );
    });

    test('an edit makes old what it may have changed, until it runs again', async () => {
        const { tree } = await tenet();
        const editor = await open('permits.tenet');
        const sum = (): string | undefined => tree.item(policy())?.description;
        await vscode.commands.executeCommand('tenet.runScenarios', policy());
        await settles('the sum', () => match(sum(), /^\d+\/\d+$/));
        await replace(editor, '= £16,000', '= £15,000');
        await settles('the old sum', () => match(sum(), /^\d+\/\d+ \(before your edit\)$/));
        if (screen.available) {
            await showTests();
            await vscode.commands.executeCommand('testing.collapseAll');
            await settles('dimmed marks', async () =>
                ok((await screen.count('.test-explorer .computed-state.retired')) > 0, 'a mark is dimmed'),
            );
            await screen.screenshot('outdated');
        }
        await vscode.commands.executeCommand('tenet.runScenarios', policy());
        await settles('the new sum', () => match(sum(), /^\d+\/\d+$/));
        await replace(editor, '= £15,000', '= £16,000');
    });

    test('a continuous run follows the edits', async () => {
        const { runs } = await tenet();
        const editor = await open('permits.tenet');
        await vscode.commands.executeCommand('testing.startContinuousRun').then(undefined, () => undefined);
        await replace(editor, '= £16,000', '= £17,000');
        await settles('a pass', () => {
            const result = runs.result(scenario('Just over the limit'));
            ok(result?.kind === 'scenario' && result.passed);
        });
        await vscode.commands.executeCommand('testing.stopContinuousRun');
    });

    test('saving runs what the setting says', async () => {
        const { runs } = await tenet();
        const settings = vscode.workspace.getConfiguration('tenet.testing');
        await settings.update('runOnSave', 'affected', vscode.ConfigurationTarget.Workspace);
        try {
            const editor = await open('permits.tenet');
            await replace(editor, '= £16,000', '= £18,000');
            await editor.document.save();
            await settles('a pass', () => {
                const result = runs.result(scenario('Just over the limit'));
                ok(result?.kind === 'scenario' && result.passed);
            });
            await replace(editor, '= £18,000', '= £16,000');
            await editor.document.save();
            await settles('a failure', () => {
                const result = runs.result(scenario('Just over the limit'));
                ok(result?.kind === 'scenario' && !result.passed);
            });
        } finally {
            await settings.update('runOnSave', undefined, vscode.ConfigurationTarget.Workspace);
            await closeAll();
        }
    });

    test('a scenario that is written appears, one that is removed goes', async () => {
        const { tree } = await tenet();
        const editor = await open('permits.tenet');
        await replace(editor, 'scenario "Just over the limit"', 'scenario "A little over"');
        await eventually('the new name', () => tree.item(scenario('A little over')));
        await settles('the old one gone', () => equal(tree.item(scenario('Just over the limit')), undefined));
    });
});

/** What the menu of an item offers of Tenet's. */
async function offeredOn(label: string): Promise<readonly string[]> {
    const ours = /Decision Path|Flowchart|Scenarios$|Takes an Answer|Active Case/;
    await screen.click(`.test-explorer .monaco-list-row:has-text("${label}")`, 'right');
    const texts = await eventually('the menu', async () => {
        const found = await screen.texts('.monaco-menu .action-item .action-label');
        return found.length > 0 ? found : undefined;
    });
    await screen.press('Escape');
    await settles('no menu', async () => equal(await screen.count('.monaco-menu'), 0));
    return texts
        .map((text) => text.trim())
        .filter((text) => ours.test(text))
        .sort();
}

/** Labels as the tree shows them, in its order. */
function outline(item: vscode.TestItem, indent = ''): readonly string[] {
    return [...item.children]
        .map(([, child]) => child)
        .sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1))
        .flatMap((child) => [`${indent}${child.label}`, ...outline(child, `${indent}  `)]);
}
