// Files that take nothing: they are read, run and explained, and whoever would change them is told. They have a window of
// their own, since an editor keeps what it has read for minutes.

import * as vscode from 'vscode';
import { screen } from '../pages/screen.js';
import { closeAll, equal, inWorkspace, match, settles, tenet } from '../support.js';

suite('read-only files', () => {
    test('stay as they are, and the message says so', async function () {
        if (!screen.available) this.skip();
        const { runs } = await tenet();
        const text = await vscode.workspace.fs.readFile(inWorkspace('permits.tenet'));
        const sealed = vscode.workspace.registerFileSystemProvider('sealed', sealedFiles(text), { isReadonly: true });
        try {
            const uri = vscode.Uri.parse('sealed:/permits.tenet');
            const id = `${uri}#Just over the limit`;
            const { document } = await vscode.window.showTextDocument(uri);
            await vscode.commands.executeCommand('tenet.runScenarios', `${uri}`);
            await settles('a failure', () => {
                const result = runs.result(id);
                equal(result?.kind === 'scenario' && result.passed, false);
            });
            await vscode.commands.executeCommand('tenet.acceptActual', `${uri}`, id);
            await vscode.commands.executeCommand('notifications.showList');
            await settles('the message', async () =>
                match(
                    (await screen.texts('.notifications-center')).join(),
                    /permits\.tenet could not be changed: it may be read-only/,
                ),
            );
            equal([document.isDirty, document.getText()], [false, new TextDecoder().decode(text)]);
        } finally {
            await closeAll();
            sealed.dispose();
        }
    });
});

/** A file system in which every file has the same text, for good. */
function sealedFiles(text: Uint8Array): vscode.FileSystemProvider {
    const refuse = (): never => {
        throw vscode.FileSystemError.NoPermissions();
    };
    const stat = { type: vscode.FileType.File, ctime: 0, mtime: 0, size: text.length };
    return {
        onDidChangeFile: new vscode.EventEmitter<vscode.FileChangeEvent[]>().event,
        watch: () => new vscode.Disposable(() => undefined),
        stat: () => stat,
        readFile: () => text,
        readDirectory: () => [],
        createDirectory: refuse,
        writeFile: refuse,
        delete: refuse,
        rename: refuse,
    };
}
