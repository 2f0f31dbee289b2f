// Code actions: repairs of what is found, cases and expectations written down, changes of form, and all safe repairs of a
// file at once. Each is one step to undo.

import { type CodeAction, CodeActionKind, type Diagnostic, type TextEdit } from 'vscode-languageserver';
import type { Finding, Range } from '../../language/index.js';
import { acceptText, canAccept } from '../accept.js';
import type { Action, ActionContext, FileEdit } from '../actions/action.js';
import { allowHere } from '../actions/allow.js';
import { completeAnswers } from '../actions/answers.js';
import { arrangeBands } from '../actions/bands.js';
import { extractCase } from '../actions/common-case.js';
import { convertBody, extractDefinition, inlineDefinition, organiseUses } from '../actions/refactorings.js';
import { fixAll, repairsOf } from '../actions/repairs.js';
import { offerAnswers } from '../actions/take-answer.js';
import { addWitness } from '../actions/witness.js';
import { diagnosticOf } from '../diagnostics.js';
import { withLineEnds } from '../edits.js';
import { containsPosition, overlap } from '../positions.js';
import { acceptEdits } from '../scenario-text.js';
import { resultsIn, scenariosIn } from '../scenarios.js';
import type { Workspace } from '../workspace.js';

export const ACTION_KINDS = [
    CodeActionKind.QuickFix,
    CodeActionKind.RefactorExtract,
    CodeActionKind.RefactorInline,
    CodeActionKind.RefactorRewrite,
    CodeActionKind.SourceOrganizeImports,
    CodeActionKind.SourceFixAll,
];

export interface ActionRequest {
    readonly range: Range;
    /** What is asked for; nothing: everything that fits a light bulb. */
    readonly only: readonly string[] | undefined;
    readonly findings: readonly Finding[];
    /** The client can rename what an action made. */
    readonly commands: boolean;
    /** The client asks for the edit of an action once it is chosen. */
    readonly resolves: boolean;
    /** The client takes edits with places to fill in. */
    readonly snippets: boolean;
}

export function listActions(workspace: Workspace, uri: string, request: ActionRequest): CodeAction[] {
    const checked = workspace.checked(uri);
    if (!checked) return [];
    const { range, only, findings, resolves } = request;
    const touched = findings.filter(({ origin }) => overlap(origin.range, range));
    const context: ActionContext = { workspace, uri, checked, range, findings: touched };
    const wants = (kind: string): boolean =>
        only === undefined
            ? !kind.startsWith('source')
            : only.some((each) => kind === each || kind.startsWith(`${each}.`));
    const actions: Action[] = [];
    if (wants('quickfix')) {
        for (const finding of touched) actions.push(...repairsOf(context, finding), ...addWitness(context, finding));
        actions.push(...acceptActions(context));
        // What repairs a finding comes before what hides it.
        for (const finding of touched) actions.push(...allowHere(context, finding));
    }
    if (wants('refactor.extract')) actions.push(...extractDefinition(context), ...extractCase(context));
    const arranged = wants('refactor.rewrite') || wants('quickfix') ? arrangeBands(context) : [];
    actions.push(...arranged.filter(({ kind }) => wants(kind)));
    if (wants('refactor.inline')) actions.push(...inlineDefinition(context));
    if (wants('refactor.rewrite')) {
        if (!touched.some(({ code }) => code === 'no-decision' || code === 'unknown-not-handled'))
            actions.push(...completeAnswers(context));
        actions.push(...convertBody(context));
    }
    if (wants('source.organizeImports')) actions.push(...organiseUses(context));
    if (wants('source.fixAll')) actions.push(...fixAll({ ...context, findings }));
    const late = resolves && wants('refactor.rewrite') ? offerAnswers(workspace, uri, range.start, findings) : [];
    return [...distinct(actions).map((action) => codeActionOf(workspace, action, request)), ...late];
}

/** On a failing scenario: what it expects becomes what it gets. */
function acceptActions({ uri, checked, range }: ActionContext): readonly Action[] {
    const results = resultsIn(checked);
    return scenariosIn(checked).flatMap(({ id, scenario }): Action[] => {
        const result = results.get(id);
        if (!result || result.passed || !containsPosition(scenario.origin.range, range.start)) return [];
        const edits = acceptEdits(checked, result) ?? [];
        if (!result.failures.some(({ expectation }) => canAccept(expectation)) || edits.length === 0) return [];
        return [
            {
                title: `Accept actual: ${acceptText(result)}`,
                kind: 'quickfix',
                edits: edits.map((edit) => ({ uri, ...edit })),
            },
        ];
    });
}

function distinct(actions: readonly Action[]): readonly Action[] {
    const seen = new Set<string>();
    return actions.filter(({ title, edits }) => {
        const key = JSON.stringify([title, edits]);
        return !seen.has(key) && seen.add(key);
    });
}

function codeActionOf(
    workspace: Workspace,
    action: Action,
    { commands, snippets }: Pick<ActionRequest, 'commands' | 'snippets'>,
): CodeAction {
    const { title, kind, edits, finding, isPreferred, rename } = action;
    const clientUri = (uri: string): string => workspace.clientUri(uri);
    const diagnostics: Diagnostic[] = finding ? [diagnosticOf(finding, { clientUri })] : [];
    return {
        title,
        kind,
        edit: workspaceEditOf(workspace, edits, snippets),
        ...(diagnostics.length > 0 ? { diagnostics } : {}),
        ...(isPreferred ? { isPreferred } : {}),
        ...(rename && commands
            ? {
                  command: {
                      title: 'Rename',
                      command: 'tenet.rename',
                      arguments: [clientUri(rename.uri), rename.position],
                  },
              }
            : {}),
    };
}

function workspaceEditOf(
    workspace: Workspace,
    edits: readonly FileEdit[],
    snippets: boolean,
): NonNullable<CodeAction['edit']> {
    const inFile = (uri: string, text: string): string => withLineEnds(workspace.file(uri)?.text, text);
    if (snippets && edits.some(({ snippet }) => snippet !== undefined)) {
        const documentChanges = edits.map(({ uri, range, newText, snippet }) => ({
            textDocument: { uri: workspace.clientUri(uri), version: workspace.document(uri)?.version ?? null },
            edits: [
                snippet === undefined
                    ? { range, newText: inFile(uri, newText) }
                    : { range, snippet: { kind: 'snippet' as const, value: inFile(uri, snippet) } },
            ],
        }));
        return { documentChanges };
    }
    const changes: Record<string, TextEdit[]> = {};
    for (const { uri, range, newText } of edits) {
        const key = workspace.clientUri(uri);
        changes[key] ??= [];
        changes[key].push({ range, newText: inFile(uri, newText) });
    }
    return { changes };
}
