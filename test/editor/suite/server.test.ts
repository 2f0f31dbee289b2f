// The language server as something that can fail: it is restarted, it is killed, and the user can see it.

import * as vscode from 'vscode';
import { equal, eventually, inWorkspace, isWebHost, ok, open, settles, tenet } from '../support.js';

suite('server', () => {
    test('can be restarted, and keeps the active case', async () => {
        const { link, activeCase, tree } = await tenet();
        await open('permits.tenet');
        const id = `${inWorkspace('permits.tenet')}#Just over the limit`;
        await eventually('the tree', () => tree.item(id));
        await activeCase.set({ kind: 'scenario', id });
        await vscode.commands.executeCommand('tenet.restartServer');
        await settles('a running server', () => equal(link.state, 'running'));
        await settles('the case', () => equal(activeCase.state.decision?.outcome?.name, 'refused'));
        await activeCase.set(null);
    });

    test('that is killed comes back by itself', async function () {
        // A worker cannot be killed from outside.
        if (isWebHost()) this.skip();
        const { link } = await tenet();
        const { document } = await open('broken.tenet');
        const { execFileSync } = await import('node:child_process');
        const children = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' });
        const pid = Number(/^\s*(\d+).*server\/main\.js/m.exec(children)?.[1]);
        ok(pid > 0, `no server among ${children}`);
        const states: string[] = [];
        const subscription = link.onDidChangeState((state) => states.push(state));
        process.kill(pid, 'SIGKILL');
        await settles('a new server', () => ok(states.includes('running')));
        subscription.dispose();
        await settles('diagnostics', () => ok(vscode.languages.getDiagnostics(document.uri).length > 0));
    });

    test('shows its log', async () => {
        await tenet();
        await vscode.commands.executeCommand('tenet.showLog');
    });
});
