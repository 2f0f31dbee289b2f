// Saves the flowchart as a file: picture, page, or text; or shows it in words. The server writes it, the user says where.

import * as vscode from 'vscode';
import type { ExportFlowchartParams, ExportResult } from '../../server/protocol.js';
import type { ServerLink } from '../server/link.js';

type What = Omit<ExportFlowchartParams, 'format'>;
type Kind = Pick<ExportFlowchartParams, 'format' | 'scale' | 'theme'>;
type Saved = Exclude<ExportResult, { kind: 'problem' }>;

export async function exportFlowchart(link: ServerLink, what: What, policyUri: string): Promise<void> {
    const kind = await pickKind();
    if (!kind) return;
    const result = await write(link, { ...what, ...kind, ...(kind.format === 'html' ? sheetsFor(policyUri) : {}) });
    if (!result) return;
    const target = await vscode.window.showSaveDialog({
        defaultUri: vscode.Uri.joinPath(folderOf(policyUri), result.name),
        filters: filterOf(result.name),
        title: vscode.l10n.t('Save the flowchart'),
    });
    if (!target) return;
    try {
        await vscode.workspace.fs.writeFile(target, bytesOf(result));
    } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        void vscode.window.showErrorMessage(vscode.l10n.t('The flowchart could not be saved: {0}', why));
        return;
    }
    const open = vscode.l10n.t('Open');
    // The file is there; nobody has to answer for the export to be over.
    void vscode.window.showInformationMessage(vscode.l10n.t('Saved {0}', nameOf(target)), open).then((answer) => {
        if (answer === open) return openFile(target, kind.format);
    });
}

/** What the settings say of sheets to print. */
function sheetsFor(policyUri: string): Pick<ExportFlowchartParams, 'paper' | 'footer'> {
    const settings = vscode.workspace.getConfiguration('tenet.export', vscode.Uri.parse(policyUri));
    return { paper: settings.get('paper', 'A4'), footer: settings.get('footer', '') };
}

/** The walk-through in an editor, where every tool for reading works on it. */
export async function showAsText(link: ServerLink, what: What, title: string): Promise<void> {
    const result = await write(link, { ...what, format: 'text' });
    if (result?.kind !== 'text') return;
    const uri = vscode.Uri.from({ scheme: TEXT_SCHEME, path: `/${title.replace(/[/\\]/g, ' ')}.txt` });
    texts.set(uri.toString(), result.text);
    changed.fire(uri);
    await vscode.window.showTextDocument(uri, { preview: true });
}

/** The picture as PNG in base64; undefined if there is none, which the user was told. */
export async function pictureOf(link: ServerLink, what: What): Promise<string | undefined> {
    const result = await write(link, { ...what, format: 'png', scale: COPIED_SCALE });
    return result?.kind === 'bytes' ? result.base64 : undefined;
}

/** As sharp in a document as its text. */
const COPIED_SCALE = 2;

/** For clipboards that take no pictures from a page. */
export async function copyAsText(link: ServerLink, what: What): Promise<void> {
    const result = await write(link, { ...what, format: 'svg' });
    if (result?.kind !== 'text') return;
    await vscode.env.clipboard.writeText(result.text);
    const message = vscode.l10n.t('This clipboard takes no pictures: the flowchart is in it as the text of an SVG.');
    void vscode.window.showInformationMessage(message);
}

const TEXT_SCHEME = 'tenet-flowchart';
const texts = new Map<string, string>();
const changed = new vscode.EventEmitter<vscode.Uri>();

/** Shows texts that are on no disk. */
export function provideTexts(): vscode.Disposable {
    return vscode.workspace.registerTextDocumentContentProvider(TEXT_SCHEME, {
        onDidChange: changed.event,
        provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? '',
    });
}

async function write(link: ServerLink, params: ExportFlowchartParams): Promise<Saved | undefined> {
    const progress = {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Drawing the flowchart'),
        cancellable: true,
    };
    try {
        const result = await vscode.window.withProgress(progress, (_, token) =>
            link.request('tenet/exportFlowchart', params, token),
        );
        if (result.kind !== 'problem') return result;
        void vscode.window.showErrorMessage(result.message);
    } catch (error) {
        if (error instanceof vscode.CancellationError || /cancel/i.test(String(error))) return undefined;
        void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
    }
    return undefined;
}

async function pickKind(): Promise<Kind | undefined> {
    const { t } = vscode.l10n;
    const picks: readonly (vscode.QuickPickItem & { readonly wanted: Kind })[] = [
        { wanted: { format: 'svg' }, label: 'SVG', description: t('a picture that scales') },
        { wanted: { format: 'svg', theme: 'dark' }, label: t('SVG, dark'), description: t('for dark pages') },
        { wanted: { format: 'png', scale: 1 }, label: 'PNG, 1×', description: t('a picture for mail') },
        { wanted: { format: 'png', scale: 2 }, label: 'PNG, 2×', description: t('a picture for documents') },
        { wanted: { format: 'png', scale: 3 }, label: 'PNG, 3×', description: t('a picture for posters') },
        { wanted: { format: 'html' }, label: 'HTML', description: t('sheets to print') },
        { wanted: { format: 'mermaid' }, label: 'Mermaid', description: t('text for Markdown') },
        { wanted: { format: 'text' }, label: t('Text'), description: t('a walk-through in words') },
    ];
    return (await vscode.window.showQuickPick(picks, { title: t('Export flowchart as'), matchOnDescription: true }))
        ?.wanted;
}

/** Beside the policy, or where there is room: a policy may be in no folder yet. */
function folderOf(policyUri: string): vscode.Uri {
    const policy = vscode.Uri.parse(policyUri);
    const isPlace = vscode.workspace.fs.isWritableFileSystem(policy.scheme) === true;
    const root = vscode.workspace.workspaceFolders?.[0]?.uri;
    return isPlace || !root ? vscode.Uri.joinPath(policy, '..') : root;
}

function filterOf(name: string): Record<string, string[]> {
    const ending = name.slice(name.lastIndexOf('.') + 1);
    return { [ending.toUpperCase()]: [ending] };
}

function nameOf(target: vscode.Uri): string {
    return target.path.slice(target.path.lastIndexOf('/') + 1);
}

/** Sheets are printed from a browser; everything else is shown here. */
async function openFile(target: vscode.Uri, format: Kind['format']): Promise<void> {
    if (format === 'html' && target.scheme === 'file' && (await vscode.env.openExternal(target))) return;
    await vscode.commands.executeCommand('vscode.open', target);
}

function bytesOf(result: Saved): Uint8Array {
    if (result.kind === 'text') return new TextEncoder().encode(result.text);
    return Uint8Array.from(atob(result.base64), (character) => character.charCodeAt(0));
}
