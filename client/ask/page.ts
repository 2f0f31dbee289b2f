// The page of the view "Ask". It may load one style sheet of the extension and run one script, which has to carry the
// number that this page was made with; nothing else, and nothing from anywhere else.

import * as vscode from 'vscode';

export function pageOf(webview: vscode.Webview, extensionUri: vscode.Uri): string {
    const address = (...path: string[]): string =>
        webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, ...path)).toString();
    const nonce = makeNonce();
    const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
    return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${address('client', 'media', 'ask.css')}">
<title>${escaped(vscode.l10n.t('Ask'))}</title></head>
<body data-words="${escaped(JSON.stringify(words()))}">
<main id="ask"></main>
<script nonce="${nonce}" src="${address('out', 'client', 'ask.js')}"></script>
</body></html>`;
}

/** Words of the page that do not depend on the policy. */
export type AskWords = ReturnType<typeof words>;

function words() {
    const { t } = vscode.l10n;
    return {
        heading: t('Questions'),
        answered: t('Answered'),
        change: t('Change'),
        changeTo: t('Change the answer to “{0}”'),
        why: t('Why am I asked?'),
        cited: t('Cited: {0}'),
        doNotKnow: t('Don’t know'),
        next: t('Next'),
        cancel: t('Keep the answer'),
        later: t('May still be asked ({0})'),
        notNeeded: t('No longer needed ({0})'),
        back: t('Back'),
        restart: t('Start again'),
        choose: t('Choose a Policy'),
        example: t('Open an Example'),
        outcome: t('Outcome'),
        assumptions: t('Taken for granted'),
        steps: t('How it was decided'),
        decides: t('decides'),
        duties: t('To do'),
        save: t('Save as Scenario'),
        record: t('Copy Decision Record'),
        letter: t('Copy Letter Text'),
        flowchart: t('Show on Flowchart'),
        needed: t('Please give an answer.'),
    };
}

function makeNonce(): string {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function escaped(text: string): string {
    return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
