/// <reference types="mocha" />
// Entry of the editor tests in an extension host on node: VS Code calls `run`.

import { loadScene, type Scene } from './scenes.js';

export async function run(): Promise<void> {
    const { default: Mocha } = await import('mocha');
    // Where nobody watches, a window that gives a page late or not at all has a second try, and the log says so.
    const mocha = new Mocha({ ui: 'tdd', timeout: 90_000, color: false, retries: process.env.CI ? 1 : 0 });
    if (process.env.EDITOR_GREP) mocha.fgrep(process.env.EDITOR_GREP);
    mocha.suite.emit('pre-require', globalThis, 'suite', mocha);
    await loadScene((process.env.EDITOR_SCENE ?? 'main') as Scene);
    let passed = 0;
    const failures = await new Promise<number>((resolve) => {
        const runner = mocha.run(resolve);
        runner.on('pass', () => passed++);
        runner.on('retry', (test: Mocha.Test, error: Error) => {
            console.log(`    ↻ ${test.fullTitle()} has a second try: ${error.message}`);
        });
    });
    console.log(`editor: ${passed} passed, ${failures} failed`);
    if (failures > 0) throw new Error(`${failures} tests failed`);
}
