// Takes the pictures of the walkthrough and of the documentation anew, from the editor as it is: npm run pictures:editor.
// Each is taken once what it is for is on the screen.

import * as vscode from 'vscode';
import { screen } from '../pages/screen.js';
import { EXTENSION_ID, equal, eventually, insertAfter, match, ok, settles, tenet } from '../support.js';

const THEMES = { dark: 'Default Dark Modern', light: 'Default Light Modern' };
const HIGH_CONTRAST = 'Default High Contrast';

const EDITOR = '.editor-group-container.active';
const LENSES = '.codelens-decoration';

suite('pictures', () => {
    suiteSetup(async function () {
        if (!screen.available) this.skip();
        const settings = vscode.workspace.getConfiguration();
        for (const [name, value] of Object.entries({
            'editor.minimap.enabled': false,
            'editor.occurrencesHighlight': 'off',
            'editor.renderLineHighlight': 'none',
            'editor.stickyScroll.enabled': false,
            'breadcrumbs.enabled': false,
            'window.commandCenter': false,
            'workbench.layoutControl.enabled': false,
            'testing.automaticallyOpenTestResults': 'neverOpen',
            'testing.automaticallyOpenPeekView': 'never',
        }))
            await settings.update(name, value, true);
        await tenet();
    });

    for (const [theme, name] of Object.entries(THEMES)) {
        const step = (picture: string): string => `client/walkthrough/${picture}-${theme}.png`;

        suite(theme, () => {
            suiteSetup(() => wear(name));

            test('walkthrough: an example', async () => {
                await example(900, 640);
                await lenses(/3 scenarios/);
                await screen.picture(step('example'), EDITOR, { height: 440 });
            });

            test('walkthrough: scenarios that have run', async () => {
                await example(1080, 640);
                await runAll();
                await reveal('case resident-with-car');
                await lineEnds(/✗/);
                await lenses(/Accept actual/);
                await marks();
                await screen.picture(step('run'), `${EDITOR} .editor-instance`, { height: 374 });
            });

            test('walkthrough: why', async () => {
                await example(1250, 640);
                await pick('Just over the limit');
                await reveal('principle P1');
                await lineEnds(/■ decides/);
                await lenses(/decides/);
                await screen.picture(step('why'), `${EDITOR} .editor-instance`, { height: 282 });
                await (await tenet()).activeCase.set(null);
            });

            test('walkthrough: the flowchart', async () => {
                await example(1160, 680);
                await pick('Just over the limit');
                await vscode.commands.executeCommand('tenet.openFlowchartToSide');
                await chart();
                await screen.picture(step('flowchart'), '.part.editor');
                await (await tenet()).activeCase.set(null);
            });

            test('walkthrough: questions', async () => {
                await example(900, 640);
                const { ask } = await tenet();
                await vscode.commands.executeCommand('tenet.ask');
                await settles('the question', () => ok(ask.shown?.card));
                await settles('the page', async () => ok((await screen.webviewTexts('#ask h1')).length > 0));
                await screen.picture(step('ask'), '.part.sidebar, .part.editor');
                await vscode.commands.executeCommand('workbench.action.closeSidebar');
            });

            test('walkthrough: what fails', async () => {
                await example(1000, 640);
                const peek = vscode.workspace.getConfiguration('testing');
                await peek.update('automaticallyOpenPeekView', 'failureInVisibleDocument', true);
                await runAll();
                await reveal('scenario "A resident within');
                await lenses(/Accept actual/);
                await marks();
                await settles('expected and actual', async () =>
                    match((await screen.texts('.peekview-widget')).join(), /granted/),
                );
                await screen.picture(step('mend'), `${EDITOR} .editor-instance`, { height: 480 });
                await screen.press('Escape');
                await peek.update('automaticallyOpenPeekView', 'never', true);
            });

            test('walkthrough: a policy of one’s own', async () => {
                await frame(800, 520);
                await vscode.commands.executeCommand('tenet.newPolicy');
                await settles('the new policy', () =>
                    match(vscode.window.activeTextEditor?.document.getText(), /^policy/),
                );
                await vscode.commands.executeCommand('leaveSnippet');
                await lenses(/Flowchart[\s\S]*Show path/);
                const editor = vscode.window.activeTextEditor as vscode.TextEditor;
                await insertAfter(editor, 'live in the zone"', '\n    unknown => ');
                await vscode.commands.executeCommand('editor.action.triggerSuggest');
                await settles('proposals', async () =>
                    match((await screen.texts('.suggest-widget.visible .monaco-list-row')).join(), /granted/),
                );
                await screen.picture(step('write'), `${EDITOR} .editor-instance`);
                await screen.press('Escape');
            });

            test('documentation: scenarios of the crime assessment', async () => {
                await frame(1360, 760);
                const { tree } = await tenet();
                const suite = crime('as-intended.scenarios.tenet');
                await vscode.window.showTextDocument(suite, { preview: false });
                await eventually('the tree', () => tree.item(`${suite}#S04 First day of the policy`));
                await vscode.commands.executeCommand('workbench.view.testing.focus');
                await vscode.commands.executeCommand('testing.runAll');
                const proof = leafOf(
                    await eventually('the proofs', () => tree.item(crime('as-intended.tenet').toString())),
                );
                await vscode.commands.executeCommand('vscode.revealTestInExplorer', proof);
                await lineEnds(/✓ out|✓ in/);
                await lenses(/Show path/);
                await screen.picture(`docs/pictures/editor-scenarios-${theme}.png`, '.part.sidebar, .part.editor');
            });

            test('documentation: the path of a case', async () => {
                await showPath();
                await vscode.commands.executeCommand('tenet.path.focus');
                await lineEnds(/P1|yes|no/);
                await settles('the questions', async () => ok((await screen.webviewTexts('#ask button')).length > 1));
                await screen.picture(`docs/pictures/editor-path-${theme}.png`, '.part.sidebar, .part.editor');
                await (await tenet()).activeCase.set(null);
            });
        });
    }

    for (const [theme, name] of [
        ['dark', THEMES.dark],
        ['high-contrast', HIGH_CONTRAST],
    ] as const) {
        test(`documentation: the flowchart in ${theme}`, async () => {
            await wear(name);
            await showPath('tenet.openFlowchart', 700);
            await screen.picture(`docs/pictures/flowchart-${theme}.png`, '.part.editor');
            await (await tenet()).activeCase.set(null);
        });
    }
});

async function wear(theme: string): Promise<void> {
    await vscode.workspace.getConfiguration('workbench').update('colorTheme', theme, true);
    const isDark = theme.includes('Dark');
    await settles('the theme', () =>
        equal(
            vscode.window.activeColorTheme.kind,
            theme === HIGH_CONTRAST
                ? vscode.ColorThemeKind.HighContrast
                : isDark
                  ? vscode.ColorThemeKind.Dark
                  : vscode.ColorThemeKind.Light,
        ),
    );
}

/** A window of a size, with nothing but editors. */
async function frame(width: number, height: number): Promise<void> {
    await screen.resize(width, height);
    for (const what of ['closeSidebar', 'closePanel', 'closeAuxiliaryBar'])
        await vscode.commands.executeCommand(`workbench.action.${what}`);
    // Every new file has the name of the one before, whose results would stand beside its lines.
    await vscode.commands.executeCommand('testing.clearTestResults');
}

async function example(width: number, height: number): Promise<void> {
    await frame(width, height);
    await vscode.commands.executeCommand('tenet.openExample');
    const { tree } = await tenet();
    await settles('the example', () => match(text(), /policy parking/));
    await eventually('its scenarios', () => tree.item(`${uri()}#Just over the limit`));
}

function crime(file: string): vscode.Uri {
    const folder = vscode.extensions.getExtension(EXTENSION_ID)?.extensionUri;
    ok(folder, 'the extension is installed');
    return vscode.Uri.joinPath(folder, 'examples/crime-assessment', file);
}

/** The crime assessment with the path of a case: on the lines, as a list, and on the flowchart. */
async function showPath(flowchartBy = 'tenet.openFlowchartToSide', width = 1360): Promise<void> {
    await frame(width, 760);
    const { activeCase, flowchart } = await tenet();
    const suite = crime('as-intended.scenarios.tenet');
    await vscode.workspace.openTextDocument(suite);
    await vscode.window.showTextDocument(crime('as-intended.tenet'), { preview: false });
    await reveal('principle P1');
    await settles('the case', async () => {
        await activeCase.set({ kind: 'scenario', id: `${suite}#S04 First day of the policy` });
        ok(activeCase.state.case, 'it is set');
    });
    await vscode.commands.executeCommand(flowchartBy);
    await settles('the path', () => match(flowchart.shown?.summary, /^Path: \d+ questions/));
    await chart();
}

async function chart(): Promise<void> {
    const { flowchart } = await tenet();
    await eventually('the flowchart', () => flowchart.shown);
    await settles('its picture', async () => {
        const [width] = await screen.webviewAttributes('#chart svg', 'width');
        ok(width, 'it is there');
    });
}

async function runAll(): Promise<void> {
    const { runs } = await tenet();
    await vscode.commands.executeCommand('tenet.runScenarios', uri());
    await settles('results', () => ok(runs.results.some((each) => each.kind === 'scenario')));
}

async function pick(title: string): Promise<void> {
    await (await tenet()).activeCase.set({ kind: 'scenario', id: `${uri()}#${title}` });
}

async function reveal(start: string): Promise<void> {
    const editor = vscode.window.activeTextEditor as vscode.TextEditor;
    const at = editor.document.positionAt(editor.document.getText().indexOf(start));
    editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.AtTop);
}

/** The results beside the lines. */
async function marks(): Promise<void> {
    await settles('marks of results', async () => {
        const names = (await screen.attributes('.glyph-margin-widgets .cgmr', 'class')).join();
        match(names, /failed/);
        match(names, /passed/);
    });
}

/** All that stand there have their words. */
async function lenses(expected: RegExp): Promise<void> {
    await settles('the links above', async () => {
        const shown = await screen.textsInSight(LENSES);
        match(shown.join('\n'), expected);
        equal(
            shown.filter((each) => each.trim() === ''),
            [],
        );
    });
}

async function lineEnds(expected: RegExp): Promise<void> {
    const { inline } = await tenet();
    await settles('the texts at line ends', () => match(inline.shown(vscode.Uri.parse(uri())).join('\n'), expected));
}

/** The first proof or scenario in a file. */
function leafOf(item: vscode.TestItem): vscode.TestItem {
    const [first] = [...item.children].map(([, child]) => child);
    return first ? leafOf(first) : item;
}

function text(): string {
    return vscode.window.activeTextEditor?.document.getText() ?? '';
}

function uri(): string {
    return vscode.window.activeTextEditor?.document.uri.toString() ?? '';
}
