/// <reference types="mocha" />
// Entry of the editor tests in the web's extension host: mocha's browser build, and a workspace in memory that is filled
// here from the files beside this one.

import 'mocha/mocha';
import * as vscode from 'vscode';
import { loadScene, type Scene, WORKSPACE_FILES } from './scenes.js';
import { EXTENSION_ID } from './support.js';

export async function run(): Promise<void> {
    const extension = vscode.extensions.getExtension(EXTENSION_ID);
    const folder = vscode.workspace.workspaceFolders?.[0];
    if (!extension || !folder) throw new Error('There is no extension or no folder');
    for (const name of WORKSPACE_FILES) {
        const from = vscode.Uri.joinPath(extension.extensionUri, 'test/editor/workspace', name);
        const content = new Uint8Array(await (await fetch(from.toString())).arrayBuffer());
        await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder.uri, name), content);
    }
    const response = await fetch(`${extension.extensionUri.with({ path: '/scene' })}`);
    const scene = (await response.json()) as { readonly name: Scene; readonly grep: string; readonly retries: number };
    const reporter = ConsoleReporter as unknown as Mocha.ReporterConstructor;
    mocha.setup({ ui: 'tdd', timeout: 90_000, retries: scene.retries, reporter });
    if (scene.grep) mocha.fgrep(scene.grep);
    await loadScene(scene.name);
    const failures = await new Promise<number>((resolve) => mocha.run(resolve));
    console.log(`web: ${ConsoleReporter.passed} passed, ${failures} failed`);
    if (failures > 0) throw new Error(`${failures} tests failed`);
}

/** The browser build's own reporters write HTML; a worker has no document. */
class ConsoleReporter {
    static passed = 0;

    constructor(runner: Mocha.Runner) {
        runner.on('suite', ({ title }) => console.log(`  ${title}`));
        runner.on('pass', ({ title, duration }) => {
            ConsoleReporter.passed++;
            console.log(`    ✔ ${title} (${duration}ms)`);
        });
        runner.on('pending', ({ title }) => console.log(`    - ${title}`));
        runner.on('retry', (test: Mocha.Test, error: Error) => {
            console.log(`    ↻ ${test.title} has a second try: ${error.message}`);
        });
        runner.on('fail', ({ title }, error) => console.error(`    ✘ ${title}\n${error.stack}`));
    }
}
