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
    const shown = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
    const editor = await vscode.window.showTextDocument(uri, {
        viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One,
        preserveFocus: focus === 'glance',
        preview: shown === undefined,
    });
    editor.selection = new vscode.Selection(range.start, range.start);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
