// Saves the flowchart as a file: picture, page, or text. The server writes it, the user says where.

import * as vscode from 'vscode';
import type { ExportFlowchartParams, ExportResult } from '../../server/protocol.js';
import type { ServerLink } from '../server/link.js';

type Format = ExportFlowchartParams['format'];

export async function exportFlowchart(link: ServerLink, uri: string): Promise<void> {
    const format = await pickFormat();
    if (!format) return;
    const result = await link.request('tenet/exportFlowchart', {
        uri,
        format,
        ...(format === 'png' ? { scale: 2 } : {}),
    });
    if (result.kind === 'problem') {
        void vscode.window.showErrorMessage(result.message);
        return;
    }
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.joinPath(vscode.Uri.parse(uri), '..');
    const target = await vscode.window.showSaveDialog({ defaultUri: vscode.Uri.joinPath(folder, result.name) });
    if (!target) return;
    await vscode.workspace.fs.writeFile(target, bytesOf(result));
    const open = vscode.l10n.t('Open');
    const answer = await vscode.window.showInformationMessage(vscode.l10n.t('Saved {0}', result.name), open);
    if (answer === open) await vscode.commands.executeCommand('vscode.open', target);
}

async function pickFormat(): Promise<Format | undefined> {
    const picks: readonly (vscode.QuickPickItem & { readonly format: Format })[] = [
        { format: 'svg', label: 'SVG', description: vscode.l10n.t('a picture that scales') },
        { format: 'png', label: 'PNG', description: vscode.l10n.t('a picture for documents and mail') },
        { format: 'html', label: 'HTML', description: vscode.l10n.t('A4 sheets to print') },
        { format: 'mermaid', label: 'Mermaid', description: vscode.l10n.t('text for Markdown') },
        { format: 'text', label: vscode.l10n.t('Text'), description: vscode.l10n.t('a walk-through in words') },
    ];
    return (await vscode.window.showQuickPick(picks, { title: vscode.l10n.t('Export flowchart as') }))?.format;
}

function bytesOf(result: Exclude<ExportResult, { kind: 'problem' }>): Uint8Array {
    if (result.kind === 'text') return new TextEncoder().encode(result.text);
    return Uint8Array.from(atob(result.base64), (character) => character.charCodeAt(0));
}
