// Markdown that the server wrote. It escaped every text of the policy; here only the commands named below may be links.

import * as vscode from 'vscode';

/** Each of them shows something; none writes a file. */
export const LINKED_COMMANDS: readonly string[] = [
    'tenet.openFlowchartToSide',
    'tenet.showPath',
    'tenet.peekPath',
    'tenet.useAsActiveCase',
    'tenet.showScenarios',
    'tenet.whatChanges',
    'tenet.copyPath',
    'tenet.runScenarios',
];

export function trustedMarkdown(text: string): vscode.MarkdownString {
    const markdown = new vscode.MarkdownString(text);
    markdown.isTrusted = { enabledCommands: LINKED_COMMANDS };
    markdown.supportHtml = false;
    return markdown;
}
