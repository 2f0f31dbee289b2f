// What can be done with a change: look at both versions, try its case, keep it as a scenario, see it in the flowchart,
// copy it, and take the whole away as a report.

import * as vscode from 'vscode';
import type { CompareParams, Origin } from '../../server/protocol.js';
import type { ActiveCase } from '../case/active-case.js';
import { applyEdit } from '../edits.js';
import { toLocation } from '../positions.js';
import type { ServerLink } from '../server/link.js';
import { type ChangeNode, linesOf } from './changes-view.js';
import { type Comparison, messageOf } from './comparison.js';
import { addressOf, type VersionDocuments } from './version-documents.js';
import { isFile } from './versions.js';

/** Both versions of the file in the diff editor, at the place that the change is about. */
export async function openBothVersions(
    comparison: Comparison,
    documents: VersionDocuments,
    node: ChangeNode,
): Promise<void> {
    const { compared } = comparison;
    if (!compared) return;
    const { version, result } = compared;
    const at = placeOf(node) ?? { uri: result.policy.uri, range: undefined, isBefore: false };
    // Another policy in another file: whichever file the place is in, the two policy files stand beside each other.
    const isOther = isFile(version.name);
    const [left, right] = isOther ? [version.uri, result.policy.uri] : [at.uri, at.uri];
    documents.put(version);
    const title = vscode.l10n.t(
        '{0} ({1} ↔ now)',
        vscode.workspace.asRelativePath(vscode.Uri.parse(right)),
        version.label,
    );
    const isShown = at.range !== undefined && at.uri === (at.isBefore ? left : right);
    const range = isShown && !at.isBefore ? at.range : undefined;
    await vscode.commands.executeCommand(
        'vscode.diff',
        addressOf(version, vscode.Uri.parse(left)),
        vscode.Uri.parse(right),
        title,
        { preview: true, ...(range ? { selection: range } : {}) },
    );
    if (isShown && at.isBefore && at.range) revealBefore(at.range);
}

/** The place stands only in the other version: the diff shows it on the left. */
function revealBefore(range: vscode.Range): void {
    const before = vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === 'tenet-version');
    if (!before) return;
    before.selection = new vscode.Selection(range.start, range.start);
    before.revealRange(range, vscode.TextEditorRevealType.InCenter);
}

interface PlaceOfChange {
    readonly uri: string;
    readonly range: vscode.Range | undefined;
    readonly isBefore: boolean;
}

function placeOf(node: ChangeNode): PlaceOfChange | undefined {
    const at = (origin: Origin | null, isBefore: boolean): PlaceOfChange | undefined =>
        origin ? { uri: origin.uri, range: toLocation(origin).range, isBefore } : undefined;
    switch (node.kind) {
        case 'cases':
        case 'example':
            return at(node.change.after.origin, false) ?? at(node.change.before.origin, true);
        case 'before':
            return at(node.course.origin, true);
        case 'after':
            return at(node.course.origin, false);
        case 'scenario': {
            const decisive = node.change.steps.find(({ decides }) => decides) ?? node.change.steps.at(-1);
            return at(decisive?.origin ?? node.change.origin, false);
        }
        default:
            return undefined;
    }
}

/** Where the change is to be seen in the present text. */
export function originNow(node: ChangeNode): Origin | undefined {
    switch (node.kind) {
        case 'cases':
        case 'example':
        case 'before':
        case 'after':
            return node.change.after.origin ?? undefined;
        case 'scenario':
            return node.change.steps.find(({ decides }) => decides)?.ruleOrigin;
        default:
            return undefined;
    }
}

/** Its example, or the scenario itself, becomes the active case. */
export async function tryChange(comparison: Comparison, activeCase: ActiveCase, node: ChangeNode): Promise<void> {
    const policy = comparison.compared?.result.policy;
    if (!policy) return;
    if (node.kind === 'scenario') await activeCase.set({ kind: 'scenario', id: node.change.id });
    else if ((node.kind === 'cases' || node.kind === 'example') && node.change.example) {
        const { facts } = node.change.example;
        await activeCase.set({ kind: 'facts', uri: policy.uri, facts, title: node.change.label });
    } else return;
    await vscode.commands.executeCommand('tenet.showPath');
}

/** Writes the example down, as it is decided now. */
export async function addChangeAsScenario(link: ServerLink, comparison: Comparison, node: ChangeNode): Promise<void> {
    const uri = comparison.compared?.result.policy.uri;
    if (!uri || (node.kind !== 'cases' && node.kind !== 'example') || !node.change.example) return;
    const { example, label } = node.change;
    await applyEdit(await link.request('tenet/saveScenario', { uri, title: titleOf(label), facts: example.facts }));
}

/** A title is one string: no quotation marks in it. */
function titleOf(label: string): string {
    return label.replaceAll('"', '’');
}

export async function copyChange(comparison: Comparison, node: ChangeNode | undefined): Promise<void> {
    const { compared } = comparison;
    if (!compared) return;
    const text = node ? linesOf(node, compared.version.label).join('\n') : await comparison.report('markdown');
    if (text === undefined) return;
    await vscode.env.clipboard.writeText(`${text}\n`);
    vscode.window.setStatusBarMessage(vscode.l10n.t('Copied'), 3000);
}

// ---- the report

type Format = NonNullable<CompareParams['format']>;

const ENDING: Readonly<Record<Format, string>> = { markdown: 'md', html: 'html', json: 'json' };

export async function reportChanges(comparison: Comparison): Promise<void> {
    const { compared } = comparison;
    if (!compared) {
        void vscode.window.showInformationMessage(
            vscode.l10n.t('Compare decisions first: there is nothing to report.'),
        );
        return;
    }
    const { t } = vscode.l10n;
    const formats: readonly (vscode.QuickPickItem & { readonly format: Format })[] = [
        { format: 'markdown', label: 'Markdown', description: t('for a pull request or a message') },
        { format: 'html', label: 'HTML', description: t('a page to read and to print') },
        { format: 'json', label: 'JSON', description: t('for tools') },
    ];
    const picked = await vscode.window.showQuickPick(formats, { title: t('Report of the changes as') });
    if (!picked) return;
    const ways = [
        { label: t('Show'), description: t('in an editor') },
        { label: t('Copy'), description: t('to the clipboard') },
        { label: t('Save…'), description: t('as a file') },
    ];
    const way = await vscode.window.showQuickPick(ways, { title: picked.label });
    if (!way) return;
    try {
        const text = (await comparison.report(picked.format)) ?? '';
        if (way === ways[0]) await showText(text, picked.format);
        else if (way === ways[1]) await vscode.env.clipboard.writeText(text);
        else await saveText(text, `${compared.result.policy.name}--changes.${ENDING[picked.format]}`);
    } catch (error) {
        void vscode.window.showErrorMessage(messageOf(error));
    }
}

async function showText(content: string, language: Format): Promise<void> {
    const document = await vscode.workspace.openTextDocument({ language, content });
    await vscode.window.showTextDocument(document, { preview: false });
}

async function saveText(text: string, name: string): Promise<void> {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const target = await vscode.window.showSaveDialog(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {});
    if (!target) return;
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
    const open = vscode.l10n.t('Open');
    const answer = await vscode.window.showInformationMessage(vscode.l10n.t('Saved {0}', name), open);
    if (answer === open) await vscode.commands.executeCommand('vscode.open', target);
}
