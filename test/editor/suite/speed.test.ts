// How long the extension keeps somebody waiting, measured in the editor itself: not a test of the suite, but run by
// `npm run bench editor`. What it prints is read there; nothing is asserted but that there is something to measure.

import * as vscode from 'vscode';
import type { Surfaces } from '../../../client/commands.js';
import { screen } from '../pages/screen.js';
import { EXTENSION_ID, eventually, ok, settles } from '../support.js';

const ROUNDS = 20;
const SCENARIOS = 100;
/** Part of every VS Code, and a client of a language server too. */
const PEER = 'vscode.json-language-features';

const tell = (what: string, values: readonly number[]): void =>
    console.log(`measured ${what}: ${values.map((each) => each.toFixed(1)).join(' ')}`);

suite('speed', () => {
    test('activation', async function () {
        if (!screen.available) this.skip();
        await vscode.extensions.getExtension(EXTENSION_ID)?.activate();
        await vscode.extensions.getExtension(PEER)?.activate();
        await vscode.commands.executeCommand('workbench.action.showRuntimeExtensions');
        const timeOf = (name: string): Promise<number> =>
            eventually(name, async () => {
                const rows = await screen.texts('.runtime-extensions-editor .monaco-list-row');
                const row = rows.find((each) => each.includes(name));
                const found = /Activation: (\d+)ms/.exec(row ?? '');
                if (!found) throw new Error(rows.join(' | '));
                return Number(found[1]);
            });
        tell('activation', [await timeOf(EXTENSION_ID)]);
        tell('activation of its peer', [await timeOf('JSON Language Features')]);
    });

    test('texts at the line ends after an edit', async () => {
        const extension = vscode.extensions.getExtension<Surfaces>(EXTENSION_ID);
        ok(extension, 'the extension');
        const { link, inline, runs } = await extension.activate();
        await eventually('a running server', () => link.state === 'running');
        const uri = vscode.Uri.joinPath(vscode.Uri.file(process.env.EDITOR_FILES ?? ''), 'permits.tenet');
        const rows = Array.from({ length: SCENARIOS }, (_, at) => `  | £${1_000 + at * 200} | granted |`);
        const table = `\nscenario table "Many" like local {\n  | income | expect |\n${rows.join('\n')}\n}\n`;
        const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
        await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text + table));
        const { document } = await vscode.window.showTextDocument(uri);
        await vscode.commands.executeCommand('tenet.runScenarios', document.uri.toString());
        await settles('all verdicts', () => ok(runs.results.length > SCENARIOS));
        const shown = (): string => inline.shown(document.uri).join();
        await settles('all texts', () => ok(inline.shown(document.uri).length > SCENARIOS));

        // Nobody changes a text at the very moment when its results come.
        await new Promise((resolve) => setTimeout(resolve, 2000));

        const limit = document.getText().indexOf('£16,000');
        const waits: number[] = [];
        const trips: number[] = [];
        for (let round = 0; round < ROUNDS; round++) {
            const before = shown();
            const start = performance.now();
            // Now the rows above £15,000 fail, now they pass.
            await edit(document, limit, '£16,000'.length, round % 2 === 0 ? '£15,000' : '£16,000');
            await until(() => shown() !== before);
            waits.push(performance.now() - start);
            const trip = performance.now();
            await link.request('tenet/status', {});
            trips.push(performance.now() - trip);
            // Proofs follow an edit; nobody types all the time.
            await new Promise((resolve) => setTimeout(resolve, 600));
        }
        tell(`texts of ${SCENARIOS} scenarios, first`, waits.slice(0, 1));
        tell(`texts of ${SCENARIOS} scenarios, later`, waits.slice(1));
        tell('a message to the server and back', trips.slice(1));
    });
});

async function edit(document: vscode.TextDocument, at: number, length: number, text: string): Promise<void> {
    const change = new vscode.WorkspaceEdit();
    change.replace(document.uri, new vscode.Range(document.positionAt(at), document.positionAt(at + length)), text);
    await vscode.workspace.applyEdit(change);
}

async function until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1));
}
