// Positions as the server speaks of them and as VS Code does; and going there.

import * as vscode from 'vscode';
import type { Origin, Position, Range } from '../server/protocol.js';

export function toPosition({ line, character }: Position): vscode.Position {
    return new vscode.Position(line, character);
}

export function toRange({ start, end }: Range): vscode.Range {
    return new vscode.Range(toPosition(start), toPosition(end));
}

export function toLocation(origin: Origin): vscode.Location {
    return new vscode.Location(vscode.Uri.parse(origin.uri), toRange(origin.range));
}

/** Shows a place in the text; `glance` leaves the focus where it is. */
export async function reveal(origin: Origin, focus: 'take' | 'glance'): Promise<void> {
    const { uri, range } = toLocation(origin);
    const isShown = vscode.window.visibleTextEditors.some(({ document }) => isOf(document.uri, uri));
    const editor = await showText(uri, { preserveFocus: focus === 'glance', preview: !isShown });
    editor.selection = new vscode.Selection(range.start, range.start);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Shows a text where it is shown or open already, else where texts are; never over a flowchart that is in use. */
export function showText(
    uri: vscode.Uri,
    options: Pick<vscode.TextDocumentShowOptions, 'preserveFocus' | 'preview'> = {},
): Thenable<vscode.TextEditor> {
    const { activeTextEditor, visibleTextEditors, tabGroups } = vscode.window;
    const shown = visibleTextEditors.find(({ document }) => isOf(document.uri, uri));
    const opened = tabGroups.all.find(({ tabs }) =>
        tabs.some(({ input }) => input instanceof vscode.TabInputText && isOf(input.uri, uri)),
    );
    const elsewhere = activeTextEditor ? vscode.ViewColumn.Active : vscode.ViewColumn.One;
    return vscode.window.showTextDocument(uri, {
        viewColumn: shown?.viewColumn ?? opened?.viewColumn ?? elsewhere,
        ...options,
    });
}

function isOf(uri: vscode.Uri, other: vscode.Uri): boolean {
    return uri.toString() === other.toString();
}
