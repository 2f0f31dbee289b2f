// Verbs that every editor test uses. A test waits for what it wants to see and for nothing else; how long that takes is
// never asserted.

import * as vscode from 'vscode';
import type { Surfaces } from '../../client/commands.js';

export const EXTENSION_ID = 'tenet.tenet-lang';
const PATIENCE_MS = 30_000;
const PAUSE_MS = 50;

export function ok(value: unknown, message = 'expected something'): asserts value {
    if (!value) throw new Error(message);
}

export function equal<T>(actual: T, expected: T): void {
    const [got, wanted] = [JSON.stringify(actual, null, 1), JSON.stringify(expected, null, 1)];
    if (got !== wanted) throw new Error(`expected ${wanted}\n     got ${got}`);
}

export function match(actual: string | undefined, pattern: RegExp): void {
    if (actual === undefined || !pattern.test(actual)) throw new Error(`expected ${pattern}\n     got ${actual}`);
}

/** The first value that is not undefined; what a failure says is the last error or `wanted`. */
export async function eventually<T>(
    wanted: string,
    get: () => T | undefined | PromiseLike<T | undefined>,
): Promise<NonNullable<T>> {
    const end = Date.now() + PATIENCE_MS;
    let trouble: unknown;
    for (;;) {
        try {
            const value = await get();
            if (value !== undefined && value !== null && value !== false) return value;
        } catch (error) {
            trouble = error;
        }
        if (Date.now() > end) throw new Error(`Gave up waiting for ${wanted}${trouble ? `: ${String(trouble)}` : ''}`);
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
}

/** Waits until the assertions hold. */
export function settles(wanted: string, check: () => void | Promise<void>): Promise<true> {
    return eventually(wanted, async () => {
        await check();
        return true as const;
    });
}

/** A host without processes or a disk. */
export function isWebHost(): boolean {
    return vscode.extensions.getExtension(EXTENSION_ID)?.extensionUri.scheme === 'http';
}

export async function tenet(): Promise<Surfaces> {
    const extension = vscode.extensions.getExtension<Surfaces>(EXTENSION_ID);
    ok(extension, `${EXTENSION_ID} is installed`);
    const surfaces = await extension.activate();
    await eventually('a running server', () => surfaces.link.state === 'running');
    return surfaces;
}

export function inWorkspace(name: string, folder = 0): vscode.Uri {
    const root = vscode.workspace.workspaceFolders?.[folder];
    ok(root, 'a folder is open');
    return vscode.Uri.joinPath(root.uri, name);
}

/** In the first group, so that what stands to the side is never hidden. */
export async function open(name: string, folder = 0): Promise<vscode.TextEditor> {
    const options = { preview: false, viewColumn: vscode.ViewColumn.One };
    return vscode.window.showTextDocument(inWorkspace(name, folder), options);
}

/** The text and the screen as they were on disk before the test. */
export async function closeAll(): Promise<void> {
    await vscode.commands.executeCommand('workbench.action.closePanel');
    // Another editor may open in the meantime, as the settings do; then the next round finds what is left.
    for (let round = 0; round < 10; round++) {
        const dirty = vscode.workspace.textDocuments.find((document) => document.isDirty);
        if (!dirty) break;
        try {
            await vscode.window.showTextDocument(dirty);
            await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
        } catch {
            await new Promise((resolve) => setTimeout(resolve, 200));
        }
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Puts text where `before` ends, as typing would. */
export async function insertAfter(editor: vscode.TextEditor, before: string, text: string): Promise<void> {
    const at = editor.document.positionAt(editor.document.getText().indexOf(before) + before.length);
    editor.selection = new vscode.Selection(at, at);
    await editor.edit((edit) => edit.insert(at, text));
}

export async function replace(editor: vscode.TextEditor, before: string, after: string): Promise<void> {
    const start = editor.document.getText().indexOf(before);
    ok(start >= 0, `the text has ${before}`);
    const range = new vscode.Range(
        editor.document.positionAt(start),
        editor.document.positionAt(start + before.length),
    );
    editor.selection = new vscode.Selection(range.start, range.start);
    await editor.edit((edit) => edit.replace(range, after));
}

export function positionOf(document: vscode.TextDocument, text: string): vscode.Position {
    const offset = document.getText().indexOf(text);
    ok(offset >= 0, `the text has ${text}`);
    return document.positionAt(offset);
}
