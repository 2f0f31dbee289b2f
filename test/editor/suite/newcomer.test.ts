// Somebody's first minutes, in a window without a folder and by keyboard alone: through the walkthrough, and from an empty
// file to a policy that passes its first scenario, with what completion and quick fixes offer.

import * as vscode from 'vscode';
import { QUICK_INPUT_TITLE, QUICK_PICK_FOCUS, QUICK_PICK_ROWS } from '../pages/quick-pick.js';
import { screen } from '../pages/screen.js';
import { EXTENSION_ID, equal, eventually, match, ok, replace, settles, tenet } from '../support.js';

suite('newcomer', () => {
    suiteSetup(function () {
        if (!screen.available) this.skip();
    });

    test('an empty window says that no policy is open; the view Ask begins with the first that is', async () => {
        const { ask } = await tenet();
        await vscode.commands.executeCommand('tenet.path.focus');
        await settles('the empty path', async () => {
            const text = (await screen.texts('.pane-body .welcome-view-content')).join('\n');
            match(text, /No policy is open\.\s+Open an Example/);
        });
        await settles('the empty questions', async () =>
            equal(await screen.webviewTexts('#ask button'), ['Open an Example']),
        );
        await screen.screenshot('empty-window');
        await screen.webviewClick('#ask button');
        await settles('the example', () => match(text(), /policy parking/));
        await settles('its first question', () => equal(ask.shown?.card?.fact, 'vehicle'));
        await settles('a path to be had', async () =>
            match((await screen.texts('.pane-body .welcome-view-content')).join('\n'), /Pick a Case/),
        );
        await screen.screenshot('first-question');
    });

    test('the walkthrough leads through everything', async () => {
        await command('Welcome: Open Walkthrough');
        await settles('the walkthroughs', async () =>
            match((await screen.texts(QUICK_PICK_ROWS)).join('\n'), /Start with Tenet/),
        );
        await screen.type('Start with Tenet');
        await screen.press('Enter');
        await pressButton('Open an example', 'Open an Example', () => /policy parking/.test(text()));

        await backToWalkthrough();
        await screen.screenshot('walkthrough');
        const { activeCase, ask, flowchart, runs } = await tenet();
        const passes = (): string =>
            runs.results.flatMap((each) => (each.kind === 'scenario' ? [each.passed] : [])).join();
        await pressButton('Run the scenarios', 'Run Scenarios', () => passes() === 'true,false,true');

        await backToWalkthrough();
        const cases = async (): Promise<boolean> =>
            (await screen.texts(QUICK_INPUT_TITLE)).includes('Active case') &&
            /Just over the limit/.test((await screen.texts(QUICK_PICK_FOCUS)).join());
        // A step that is done unfolds the next, which takes the keyboard away from whatever has just opened.
        await pressButton('See why', 'Pick a Case', async () => {
            if (await cases()) await screen.press('Enter');
            return activeCase.state.title === 'Just over the limit';
        });

        await backToWalkthrough();
        await pressButton('Look at the flowchart', 'Open Flowchart', () => flowchart.shown?.policy === 'parking');

        await backToWalkthrough();
        await pressButton('Let the policy ask', 'Answer Questions', () => ask.shown?.card?.fact === 'vehicle');

        await backToWalkthrough();
        const explorer = async (): Promise<boolean> => (await screen.count('.test-explorer')) > 0;
        await pressButton('Mend what fails', 'Show the Scenarios', explorer);

        await backToWalkthrough();
        await pressButton('Write your own', 'New Policy', () => /^policy name "Title"/.test(text()));
        await activeCase.set(null);
    });

    test('to correct the rule is to mend what fails, too', async () => {
        const { runs } = await tenet();
        const showSteps = () =>
            vscode.commands.executeCommand('workbench.action.openWalkthrough', `${EXTENSION_ID}#start`);
        const isDone = () => screen.attributes('[data-done-step-id$="#mend"]', 'aria-checked');
        await showSteps();
        await settles('the step that is not done', async () => equal(await isDone(), ['false']));
        await vscode.commands.executeCommand('tenet.openExample');
        const example = vscode.window.activeTextEditor;
        ok(example && /policy parking/.test(text()), 'the example');
        const passes = (): string =>
            runs.results
                .flatMap((each) => (each.kind === 'scenario' && isOf(example, each.uri) ? [each.passed] : []))
                .join();
        await vscode.commands.executeCommand('tenet.runScenarios');
        await settles('a failure', () => equal(passes(), 'true,false,true'));
        await replace(example, '= £16,000', '= £17,000');
        await vscode.commands.executeCommand('tenet.runScenarios');
        await settles('no failure', () => equal(passes(), 'true,true,true'));
        await showSteps();
        await settles('the step that is done', async () => equal(await isDone(), ['true']));
        await screen.screenshot('walkthrough-mended');
    });

    test('a first policy is written with completion and quick fixes, and its scenario passes', async () => {
        await tenet();
        await command('Tenet: New Policy');
        await settles('the new policy', () => match(text(), /^policy name "Title"/));
        await screen.press('Escape');
        await screen.press('Control+a');
        await screen.press('Delete');
        await complete('pol', 'policy', /^policy name "Title"/);
        await fill('library');
        await fill('Library cards');
        await complete('prin', 'principle', /principle P1 "Title"/);
        await fill('P1');
        await fill('Residence');
        await fill('resident');
        await screen.type('refused');
        await screen.press('Escape');
        await repair('Declare outcome ‘refused’', /outcome refused "Refused"/);
        // Up to `yes => next`, and another outcome in the place of `next`.
        await screen.press('ArrowUp');
        await screen.press('End');
        await screen.press('Control+Shift+ArrowLeft');
        await screen.type('issued');
        await screen.press('Escape');
        await repair('Declare outcome ‘issued’', /outcome issued "Issued"/);
        // Before the server has seen the new line, the problem lies one line too high.
        await settles('the problem that is left', () => {
            const { document } = vscode.window.activeTextEditor as vscode.TextEditor;
            const errors = vscode.languages.getDiagnostics(document.uri).filter(({ severity }) => severity === 0);
            equal(
                errors.map(({ range }) => document.getText(range)),
                ['resident'],
            );
        });
        await settles('the cursor at the problem', async () => {
            await screen.press('F8');
            const { document, selection } = vscode.window.activeTextEditor as vscode.TextEditor;
            const word = document.getWordRangeAtPosition(selection.active);
            equal(word && document.getText(word), 'resident');
        });
        await repair('Declare fact ‘resident’', /fact resident "Resident\?": yes\/no/);
        await screen.press('Escape');
        await screen.press('Control+End');
        await screen.press('Enter');
        await screen.press('Enter');
        await complete('scen', 'scenario', /scenario "Title" \{/);
        await fill('A resident gets a card');
        await complete('res', 'resident', /\{\s+resident/);
        await screen.screenshot('first-policy');
        if (!/resident:/.test(lastBlock())) await screen.type(': yes');
        await screen.press('Escape');
        await screen.press('Control+End');
        await screen.press('ArrowUp');
        await screen.press('End');
        await complete('iss', 'issued', /expect issued/);
        const document = await eventually('the policy', () => vscode.window.activeTextEditor?.document);
        await settles('no problems', () =>
            equal(
                vscode.languages
                    .getDiagnostics(document.uri)
                    .filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error)
                    .map(({ message }) => message),
                [],
            ),
        );
        ok(document.lineCount >= 10, document.getText());
        await command('Tenet: Run Scenarios');
        const { runs } = await tenet();
        await settles('a pass', () => {
            const result = runs.result(`${document.uri}#A resident gets a card`);
            ok(result?.kind === 'scenario' && result.passed);
        });
        await screen.screenshot('first-policy-passes');
    });
});

function isOf({ document }: vscode.TextEditor, uri: string): boolean {
    return document.uri.toString() === uri;
}

function text(): string {
    return vscode.window.activeTextEditor?.document.getText() ?? '';
}

function lastBlock(): string {
    return text().slice(text().lastIndexOf('scenario'));
}

/** From the palette, by its name. */
async function command(name: string): Promise<void> {
    await screen.press('F1');
    await eventually('the palette', async () => (await screen.count(QUICK_PICK_ROWS)) > 0);
    await screen.type(name);
    await settles(`the command ${name}`, async () => {
        const [row = ''] = await screen.texts(QUICK_PICK_FOCUS);
        if (row.split('\n')[0]?.startsWith(name)) return;
        await screen.press('ArrowDown');
        throw new Error(`this is ${row}`);
    });
    await screen.press('Enter');
}

/** Unfolds a step of the walkthrough and presses its button, once: it has to help at the first time. */
async function pressButton(step: string, label: string, helped: () => boolean | Promise<boolean>): Promise<void> {
    await tabTo(step, (name) => name.startsWith(step) || name === label);
    if ((await screen.focused()) !== label) {
        await screen.press('Enter');
        await atRest();
        await tabTo(label, (name) => name === label);
    }
    await screen.press('Enter');
    await eventually(`${label} to help`, async () => ((await helped()) ? true : undefined));
}

/** A step that unfolds, by hand or because the walkthrough comes to the front, takes the keyboard a moment later. */
async function atRest(): Promise<void> {
    let [before, same] = ['', 0];
    await eventually('the keyboard to rest', async () => {
        await new Promise((resolve) => setTimeout(resolve, 100));
        const now = await screen.focused();
        same = now === before ? same + 1 : 0;
        before = now;
        return same >= 10 ? true : undefined;
    });
}

/** Goes from one to the next until it has the keyboard. */
async function tabTo(what: string, isIt: (name: string) => boolean): Promise<void> {
    await eventually(what, async () => {
        if (isIt(await screen.focused())) return true;
        await screen.press('Tab');
        return undefined;
    });
}

async function backToWalkthrough(): Promise<void> {
    await settles('the walkthrough', async () => {
        const { activeTab } = vscode.window.tabGroups.activeTabGroup;
        if (activeTab?.label.includes('Walkthrough')) return;
        await screen.press('Control+PageUp');
        throw new Error(`this is ${activeTab?.label}`);
    });
    await atRest();
}

async function complete(typed: string, label: string, expected: RegExp): Promise<void> {
    await screen.type(typed);
    await settles(`the proposal ${label}`, async () => {
        const [first] = await screen.texts('.suggest-widget.visible .monaco-list-row.focused');
        ok(first?.startsWith(label), `${first} is proposed`);
    });
    await screen.press('Enter');
    await settles(label, () => match(text(), expected));
}

/** Types into a field of a snippet and goes on to the next. */
async function fill(typed: string): Promise<void> {
    await screen.type(typed);
    await settles(typed, () => ok(text().includes(typed)));
    await screen.press('Tab');
}

async function repair(title: string, expected: RegExp): Promise<void> {
    await settles(title, async () => {
        await screen.press('Control+.');
        let first: string | undefined;
        for (let pause = 0; first === undefined && pause < 30; pause++) {
            await new Promise((resolve) => setTimeout(resolve, 100));
            [first] = await screen.texts('.action-widget .monaco-list-row.action');
        }
        if (!first?.includes(title)) {
            await screen.press('Escape');
            throw new Error(`${first} is offered`);
        }
    });
    await screen.press('Enter');
    await settles('the repair', () => match(text(), expected));
}
