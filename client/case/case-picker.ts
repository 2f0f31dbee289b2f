// Picks the active case: failing scenarios first, then those picked of late, then the rest in source order; or facts as
// JSON. The list is the server's, so that it holds the scenarios of files nobody opened.

import * as vscode from 'vscode';
import type { CaseRef, GivenFacts, ScenarioFile, TestNode } from '../../server/protocol.js';
import { currentFile } from '../current-file.js';
import type { ServerLink } from '../server/link.js';
import type { ActiveCase } from './active-case.js';

type Scenario = Extract<TestNode, { kind: 'scenario' }>;
type Pick = vscode.QuickPickItem & { readonly choose?: () => Promise<CaseRef | undefined> };

export interface PickerMemory {
    /** Whether the last run of this scenario failed. */
    readonly failed: (id: string) => boolean;
    /** Ids of scenarios picked before, the last one first. */
    readonly recent: vscode.Memento;
}

const RECENT_KEY = 'tenet.recentCases';
const RECENT_COUNT = 5;

export interface PickerHeading {
    readonly title: string;
    readonly placeHolder: string;
    /** Whether the active case comes before those that fail. */
    readonly order: 'failing first' | 'active first';
}

export async function selectCase(link: ServerLink, activeCase: ActiveCase, memory: PickerMemory): Promise<void> {
    const chosen = await pickCase(link, activeCase, memory, {
        title: vscode.l10n.t('Active case'),
        placeHolder: vscode.l10n.t('Whose values and path shall the editor show?'),
        order: 'failing first',
    });
    if (chosen) await activeCase.set(chosen.ref);
}

/** The case that the user picks, with its title; undefined if none. */
export async function pickCase(
    link: ServerLink,
    activeCase: ActiveCase,
    memory: PickerMemory,
    { title, placeHolder, order }: PickerHeading,
): Promise<{ readonly ref: CaseRef; readonly title: string } | undefined> {
    const picks = link.request('tenet/scenarios', {}).then(({ files }) => {
        const listed = listCases(files, memory, activeCase);
        return order === 'active first' ? [...activePick(activeCase), ...listed] : listed;
    });
    const pick = await vscode.window.showQuickPick(picks, { title, placeHolder, matchOnDescription: true });
    const ref = await pick?.choose?.();
    if (!pick || !ref) return undefined;
    if (ref.kind === 'scenario') await remember(memory, ref.id);
    return { ref, title: pick.label.replace(/^\$\([^)]*\) /, '') };
}

function activePick({ state }: ActiveCase): Pick[] {
    const { case: active, title, status } = state;
    if (!active) return [];
    const label = `$(debug-alt) ${title ?? vscode.l10n.t('Case')}`;
    return group(vscode.l10n.t('active'), [{ label, detail: status ?? '', choose: async () => active }]);
}

function listCases(files: readonly ScenarioFile[], memory: PickerMemory, activeCase: ActiveCase): Pick[] {
    const scenarios = files.flatMap((file) => scenariosOf(file.items).map((each) => ({ ...each, file })));
    const recent = memory.recent.get<readonly string[]>(RECENT_KEY, []);
    const failing = scenarios.filter(({ scenario }) => memory.failed(scenario.id));
    const before = recent.flatMap((id) => scenarios.filter(({ scenario }) => scenario.id === id));
    const special = new Set([...failing, ...before]);
    const rest = scenarios.filter((each) => !special.has(each));
    const active = activeCase.state.case;
    const isOpen = currentFile() !== undefined;
    const pickOf = ({ scenario, table, file }: (typeof scenarios)[number], icon: string): Pick => ({
        label: `$(${icon}) ${table ? `${table} · ` : ''}${scenario.label}`,
        description: active?.kind === 'scenario' && active.id === scenario.id ? vscode.l10n.t('active') : '',
        detail: `${scenario.description} · ${file.label}`,
        choose: async () => ({ kind: 'scenario', id: scenario.id }),
    });
    return [
        ...group(
            vscode.l10n.t('failing'),
            failing.map((each) => pickOf(each, 'error')),
        ),
        ...group(
            vscode.l10n.t('recent'),
            before.filter((each) => !failing.includes(each)).map((each) => pickOf(each, 'history')),
        ),
        ...group(
            vscode.l10n.t('scenarios'),
            rest.map((each) => pickOf(each, 'beaker')),
        ),
        ...(isOpen || files.some(({ policy }) => policy)
            ? group(vscode.l10n.t('other'), otherWays(files))
            : group(vscode.l10n.t('No policy is open.'), [exampleInstead()])),
    ];
}

function otherWays(files: readonly ScenarioFile[]): Pick[] {
    return [
        {
            label: `$(comment-discussion) ${vscode.l10n.t('Answer questions…')}`,
            choose: async () => {
                await vscode.commands.executeCommand('tenet.ask');
                return undefined;
            },
        },
        { label: `$(json) ${vscode.l10n.t('From JSON…')}`, choose: () => caseFromJson(files) },
    ];
}

function exampleInstead(): Pick {
    return {
        label: `$(new-file) ${vscode.l10n.t('Open an Example')}`,
        choose: async () => {
            await vscode.commands.executeCommand('tenet.openExample');
            return undefined;
        },
    };
}

function group(label: string, picks: readonly Pick[]): Pick[] {
    return picks.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...picks];
}

interface Listed {
    readonly scenario: Scenario;
    /** Title of the table that the scenario is a row of. */
    readonly table?: string;
}

function scenariosOf(nodes: readonly TestNode[], table?: string): readonly Listed[] {
    return nodes.flatMap((node): readonly Listed[] => {
        if (node.kind === 'scenario') return [{ scenario: node, ...(table === undefined ? {} : { table }) }];
        return node.kind === 'table' ? scenariosOf(node.items, node.label) : [];
    });
}

/** Facts as a data file has them; of the policy in the editor, else of the first one. */
async function caseFromJson(files: readonly ScenarioFile[]): Promise<CaseRef | undefined> {
    const open = currentFile()?.uri.toString();
    const policy = (files.find((file) => file.uri === open) ?? files[0])?.policy?.uri ?? open;
    if (!policy) return undefined;
    const clipboard = await vscode.env.clipboard.readText();
    const text = await vscode.window.showInputBox({
        title: vscode.l10n.t('Case from JSON'),
        prompt: vscode.l10n.t('Facts by name, as in {0}', '{"income": "£15,000", "resident": true}'),
        value: readFacts(clipboard) ? clipboard : '{}',
        validateInput: (value) => (readFacts(value) ? undefined : vscode.l10n.t('This is not a JSON object of facts.')),
    });
    const facts = text === undefined ? undefined : readFacts(text);
    return facts && { kind: 'facts', uri: policy, facts };
}

function readFacts(text: string): GivenFacts | undefined {
    try {
        const read: unknown = JSON.parse(text);
        return read !== null && typeof read === 'object' && !Array.isArray(read) ? (read as GivenFacts) : undefined;
    } catch {
        return undefined;
    }
}

async function remember({ recent }: PickerMemory, id: string): Promise<void> {
    const before = recent.get<readonly string[]>(RECENT_KEY, []).filter((each) => each !== id);
    await recent.update(RECENT_KEY, [id, ...before].slice(0, RECENT_COUNT));
}
