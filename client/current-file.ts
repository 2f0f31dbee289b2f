// Which file a command is about: the one it was called with, or else the policy that the user is at.

import * as vscode from 'vscode';

/** A command gets a URI from a lens, a `Uri` from a menu, nothing from the palette. */
export function uriOf(argument: unknown): string | undefined {
    if (typeof argument === 'string') return argument;
    if (argument instanceof vscode.Uri) return argument.toString();
    return currentFile()?.uri.toString();
}

/** In the active editor, else on the screen, else in a tab, such as behind the walkthrough or a flowchart. */
export function currentFile(): vscode.TextDocument | undefined {
    const { activeTextEditor, visibleTextEditors, tabGroups } = vscode.window;
    const onScreen = [activeTextEditor, ...visibleTextEditors].flatMap((editor) => editor?.document ?? []);
    const groups = [tabGroups.activeTabGroup, ...tabGroups.all];
    const inTabs = groups.flatMap(({ tabs }) =>
        tabs.flatMap(({ input }) => {
            const uri = input instanceof vscode.TabInputText ? input.uri.toString() : undefined;
            return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri) ?? [];
        }),
    );
    return [...onScreen, ...inTabs].find(isPresentPolicy);
}

/** Of the workspace, and not of another version of it. */
function isPresentPolicy({ languageId, uri }: vscode.TextDocument): boolean {
    return languageId === 'tenet' && uri.scheme !== 'tenet-version' && uri.scheme !== 'git';
}
