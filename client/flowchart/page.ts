// The page of the flowchart panel: a tool bar, a search, and a place for the picture. Its policy allows one script and one
// style sheet of the extension and nothing else; the picture carries presentation attributes alone.

import * as vscode from 'vscode';

export function pageOf(webview: vscode.Webview, extensionUri: vscode.Uri): string {
    const address = (...path: string[]): string =>
        webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, ...path)).toString();
    const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src ${webview.cspSource}; font-src ${webview.cspSource}`;
    const l10n = (text: string): string => escaped(vscode.l10n.t(text));
    const button = (action: string, text: string, title: string, more = ''): string =>
        `<button type="button" data-action="${action}" title="${l10n(title)}"${more}>${l10n(text)}</button>`;
    const symbol = (action: string, text: string, title: string): string =>
        `<button type="button" data-action="${action}" title="${l10n(title)}" aria-label="${l10n(title)}">${text}</button>`;
    const keys = KEYS.map(
        ([key, text]) => `<tr><th scope="row"><kbd>${escaped(key)}</kbd></th><td>${l10n(text)}</td></tr>`,
    );
    const relations = [
        ['only', 'Matches only'],
        ['before', 'What comes before'],
        ['after', 'What comes after'],
        ['both', 'Before and after'],
    ].map(([value = '', text = '']) => `<option value="${value}">${l10n(text)}</option>`);
    return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${address('client', 'media', 'flowchart.css')}">
<title>${l10n('Flowchart')}</title></head>
<body data-texts="${escaped(JSON.stringify(texts()))}">
<main>
<div id="tools" role="toolbar" aria-label="${l10n('Flowchart')}">
${button('case', 'Case ▾', 'Pick the case whose path is shown')}
${button('overlay', 'Overlay ▾', 'What is laid over the picture: a path, coverage, changes')}
${button('parts', 'Parts ▾', 'Fold parts to one card each, or unfold them')}
${button('outcomes', 'Outcomes', 'One card for every place that decides, or one for every outcome')}
${symbol('direction', '↓ →', 'From top to bottom, or from left to right')}
${button('search', 'Search', 'Find cards by their text (/)')}
${button('fit', 'Fit', 'Show the whole picture (0)')}
${symbol('zoomOut', '−', 'Smaller (-)')}
${symbol('zoomIn', '+', 'Larger (+)')}
${button('export', 'Export ▾', 'Save as SVG, PNG, sheets to print, Mermaid or text')}
${button('copy', 'Copy', 'Copy the picture (C)')}
${button('pin', 'Pin', 'Keep this policy while other files are opened', ' aria-pressed="false"')}
${symbol('help', '?', 'Keys (?)')}
</div>
<div id="search" role="search" hidden>
<input id="query" type="search" autocomplete="off" spellcheck="false" placeholder="${l10n('Find cards')}" aria-label="${l10n('Find cards')}">
<span id="found" role="status"></span>
${symbol('previousMatch', '↑', 'Previous match (Shift+Enter)')}
${symbol('nextMatch', '↓', 'Next match (Enter)')}
<select id="relation" aria-label="${l10n('Also highlight')}">${relations.join('')}</select>
${symbol('closeSearch', '✕', 'Close the search (Escape)')}
</div>
<div id="suppositions" role="region" aria-label="${l10n('Suppositions')}" hidden>
<span id="supposed"></span>
${button('clearSuppositions', 'Clear', 'Show the case as it is')}
${button('saveScenario', 'Save as Scenario', 'Write the case, with what is supposed, into the file')}
</div>
<div id="banner" role="status" hidden></div>
<div id="chart" tabindex="-1"></div>
<div id="summary" aria-live="polite"></div>
</main>
<div id="menu" role="menu" aria-label="${l10n('Suppose')}" hidden></div>
<dialog id="help" aria-labelledby="helpTitle"><h2 id="helpTitle">${l10n('Keys')}</h2>
<table>${keys.join('')}</table>
<form method="dialog"><button>${l10n('Close')}</button></form></dialog>
<script src="${address('out', 'client', 'flowchart.js')}"></script>
</body></html>`;
}

const KEYS: readonly (readonly [string, string])[] = [
    ['↓  →', 'go on; where there are several ways, they are told first'],
    ['1 … 9, Y, N', 'choose a way'],
    ['↑  ←', 'go back the way you came'],
    ['Home  End', 'go to the start, to the outcome'],
    ['Enter', 'go to the source'],
    ['Space', 'fold or unfold a part'],
    ['S', 'suppose an answer'],
    ['/', 'search'],
    ['T', 'the same in words'],
    ['C', 'copy the picture'],
    ['L', 'show the legend'],
    ['+  -  0', 'larger, smaller, whole picture'],
    ['Escape', 'close what is open'],
];

/** Sentences that the page composes; `{0}` and `{1}` are filled in. */
function texts(): Readonly<Record<string, string>> {
    const { t } = vscode.l10n;
    return {
        found: t('{0} of {1}', '{0}', '{1}'),
        notFound: t('No card'),
        ways: t('{0} ways on. {1}', '{0}', '{1}'),
        noWay: t('The path ends here.'),
        noAnswers: t('There is nothing to suppose at this card.'),
        suppose: t('Suppose: {0}', '{0}'),
        copied: t('The picture is in the clipboard.'),
        busy: t('Drawing …'),
        to: t('to {0}', '{0}'),
    };
}

function escaped(text: string): string {
    return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
