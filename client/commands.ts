// The commands of the extension. A command gets a URI and an id from a lens, an item or a message from the Test
// Explorer, a `Uri` from a menu, and nothing from the palette.

import * as vscode from 'vscode';
import type { CaseRef, Origin, Position } from '../server/protocol.js';
import type { AskView } from './ask/ask-view.js';
import type { ActiveCase } from './case/active-case.js';
import { selectCase } from './case/case-picker.js';
import { copyPath, type DecidedCase, goAlongPath, peekPath } from './case/path-commands.js';
import type { PathView } from './case/path-view.js';
import type { Changes } from './changes/changes.js';
import { generateScenarios, takeAnswer } from './coverage/missing-scenarios.js';
import { uriOf } from './current-file.js';
import type { DebugSessions } from './debug/sessions.js';
import { applyEdit } from './edits.js';
import type { PageAction, PanelCommand } from './flowchart/messages.js';
import type { Flowcharts } from './flowchart/panels.js';
import type { InlineResults } from './inline/inline-results.js';
import { showWhatChanges } from './instruments/what-changes.js';
import { pickPolicy } from './policies.js';
import { showText, toLocation, toPosition } from './positions.js';
import { caseOf } from './scenarios/cases-of-items.js';
import type { ChangedScenarios } from './scenarios/changed.js';
import { acceptActual, addAsScenario, targetId } from './scenarios/test-actions.js';
import type { TestRuns } from './scenarios/test-runs.js';
import type { TestTree } from './scenarios/test-tree.js';
import type { ServerLink } from './server/link.js';
import { newPolicy, newScenario, openExample } from './start/new-file.js';

/** What the panel in use does, as buttons of its page and as commands of the palette. */
const PAGE_ACTIONS: readonly PageAction[] = ['search', 'fit', 'zoomIn', 'zoomOut', 'copy', 'help'];
const PANEL_COMMANDS: readonly PanelCommand[] = [
    'overlay',
    'parts',
    'outcomes',
    'direction',
    'pin',
    'text',
    'reset',
    'clearSuppositions',
];

/** Everything that is up; `activate` returns it to the tests of the extension. */
export interface Surfaces {
    readonly link: ServerLink;
    readonly tree: TestTree;
    readonly runs: TestRuns;
    readonly activeCase: ActiveCase;
    readonly pathView: PathView;
    readonly inline: InlineResults;
    readonly flowchart: Flowcharts;
    readonly debug: DebugSessions;
    readonly changed: ChangedScenarios;
    readonly changes: Changes;
    readonly ask: AskView;
    readonly log: vscode.LogOutputChannel;
}

export function bindCommands(surfaces: Surfaces, memory: vscode.Memento): readonly vscode.Disposable[] {
    const { link, tree, runs, changed, activeCase, pathView, inline, flowchart, ask, debug, log } = surfaces;
    /** What an item, a lens or a link names; undefined, and said, if no case is known that it stands for. */
    const caseNamed = (id: string): CaseRef | undefined => {
        const ref = caseOf(id, runs, tree);
        if (!ref) void vscode.window.showInformationMessage(vscode.l10n.t('There is no case to be shown.'));
        return ref;
    };
    const useCase = async (id: string): Promise<void> => {
        const ref = caseNamed(id);
        if (ref) await activeCase.set(ref);
    };
    /** The case that is named, decided without making it the active one; else the active one. */
    const decidedCase = async (id: string | undefined): Promise<DecidedCase | undefined> => {
        const { title, decision } = activeCase.state;
        if (id === undefined) return decision ? { title, decision } : undefined;
        const ref = caseNamed(id);
        if (!ref) return undefined;
        const decided = await link.request('tenet/decide', { case: ref });
        if (decided.kind === 'decision') return { title: tree.item(id)?.label ?? null, decision: decided.decision };
        void vscode.window.showInformationMessage(decided.message);
        return undefined;
    };
    const placeOf = (id: string | undefined): vscode.Location | undefined => {
        const item = id === undefined ? undefined : tree.item(id);
        return item?.uri && item.range ? new vscode.Location(item.uri, item.range) : undefined;
    };
    const bound: vscode.Disposable[] = [];
    const bind = (name: string, run: (...args: never[]) => unknown): void => {
        bound.push(vscode.commands.registerCommand(`tenet.${name}`, run));
    };
    bind('runScenarios', (uri?: unknown, ids?: readonly string[]) => runs.runIds(ids ?? idsOf(uri)));
    bind('debugScenario', (first?: unknown, second?: unknown) => {
        const id = targetId(first, second);
        if (id === undefined) return debug.start();
        const ref = caseNamed(id);
        return ref && debug.start(ref, tree.item(id)?.label);
    });
    bind('runChanged', () => changed.run());
    bind('generateScenarios', (target?: unknown) => withFile(target, (uri) => generateScenarios(link, uri)));
    bind('takeAnswer', (target?: unknown) => withFile(target, (uri) => takeAnswer(link, uri)));
    bind('selectCase', () => {
        return selectCase(link, activeCase, { failed: (id) => runs.hasFailed(id), recent: memory });
    });
    bind('clearCase', () => activeCase.set(null));
    bind('useAsActiveCase', (first?: unknown, second?: unknown) => withTarget(first, second, useCase));
    bind('toggleInline', () => inline.toggle());
    bind('showPath', async (first?: unknown, second?: unknown) => {
        await withTarget(first, second, useCase);
        await pathView.focus();
    });
    bind('peekPath', async (first?: unknown, second?: unknown) => {
        const id = targetId(first, second);
        const decided = await decidedCase(id);
        if (decided) await peekPath(decided, placeOf(id));
    });
    bind('copyPath', async (first?: unknown, second?: unknown) => {
        const decided = await decidedCase(targetId(first, second));
        if (decided) await copyPath(decided);
    });
    bind('showOnFlowchart', async (first?: unknown, second?: unknown) => {
        await withTarget(first, second, useCase);
        const { decision } = activeCase.state;
        if (decision) await flowchart.open(decision.policy.uri, vscode.ViewColumn.Beside);
    });
    bind('goToStep', () => pathView.enter());
    bind('nextStep', () => goAlongPath(activeCase, pathView, 1));
    bind('previousStep', () => goAlongPath(activeCase, pathView, -1));
    bind('acceptActual', (first?: unknown, second?: unknown) =>
        withTarget(first, second, (id) => acceptActual(link, runs, id)),
    );
    bind('addAsScenario', (target?: unknown) => addAsScenario(link, runs, target));
    bind('saveCaseAsScenario', async () => {
        const { case: active, suppose, decision } = activeCase.state;
        const uri = active?.kind === 'facts' ? active.uri : (active?.id.split('#')[0] ?? decision?.policy.uri);
        if (!active || uri === undefined) return;
        await applyEdit(await link.request('tenet/saveScenario', { uri, case: active, facts: suppose }));
    });
    bind('ask', async (uri?: unknown) => {
        const target = uriOf(uri) ?? (await pickPolicy(link, vscode.l10n.t('Which policy shall ask?')));
        if (target) await ask.open(target);
    });
    bind('whatChanges', () => showWhatChanges(link, activeCase));
    bind('openFlowchart', (uri?: unknown) => openFlowchart(flowchart, uri, vscode.ViewColumn.Active));
    bind('openFlowchartToSide', (uri?: unknown) => openFlowchart(flowchart, uri, vscode.ViewColumn.Beside));
    // With a flowchart in front it is that one.
    bind('export', (uri?: unknown) =>
        flowchart.export(uri === undefined && !vscode.window.activeTextEditor ? undefined : uriOf(uri)),
    );
    for (const action of PAGE_ACTIONS) bind(`flowchart.${action}`, () => flowchart.act(action));
    for (const command of PANEL_COMMANDS) bind(`flowchart.${command}`, () => flowchart.obey(command));
    bind('showScenarios', (uri: string, position: Position, origins: readonly Origin[]) =>
        vscode.commands.executeCommand(
            'editor.action.peekLocations',
            vscode.Uri.parse(uri),
            toPosition(position),
            origins.map(toLocation),
            'peek',
        ),
    );
    bind('showFixes', async (uri: string, position: Position) => {
        const editor = await showText(vscode.Uri.parse(uri));
        const place = toPosition(position);
        editor.selection = new vscode.Selection(place, place);
        await vscode.commands.executeCommand('editor.action.quickFix');
    });
    bind('rename', async (uri: string, position: Position) => {
        const editor = await showText(vscode.Uri.parse(uri));
        const word = editor.document.getWordRangeAtPosition(toPosition(position), /"[^"]*"/);
        if (word) editor.selection = new vscode.Selection(word.start.translate(0, 1), word.end.translate(0, -1));
        else {
            const place = toPosition(position);
            editor.selection = new vscode.Selection(place, place);
            await vscode.commands.executeCommand('editor.action.rename');
        }
    });
    bind('openExample', openExample);
    bind('newPolicy', newPolicy);
    bind('newScenario', () => newScenario(link));
    bind('showLog', () => log.show());
    bind('restartServer', () => link.restart());
    return bound;
}

function withTarget(first: unknown, second: unknown, act: (id: string) => Promise<void>): Promise<void> | undefined {
    const id = targetId(first, second);
    return id === undefined ? undefined : act(id);
}

/** Of an item of the Test Explorer it is the file that it stands in. */
async function withFile(target: unknown, act: (uri: string) => Promise<void>): Promise<void> {
    const id = targetId(target, undefined);
    const uri = id === undefined ? uriOf(target) : id.split('#')[0];
    if (uri !== undefined) await act(uri);
    else void vscode.window.showInformationMessage(vscode.l10n.t('Open the policy or suite first.'));
}

function idsOf(argument: unknown): readonly string[] | undefined {
    const uri = argument === undefined ? undefined : uriOf(argument);
    return uri === undefined ? undefined : [uri];
}

async function openFlowchart(panels: Flowcharts, argument: unknown, column: vscode.ViewColumn): Promise<void> {
    const uri = uriOf(argument);
    if (uri) await panels.open(uri, column);
}
