// The page of the flowchart panel: a tool bar, a search, and a place for the picture, which carries presentation attributes
// alone.

import * as vscode from 'vscode';
import { escaped, type PageContent } from '../page/document.js';

export function flowchartPage(): PageContent {
    const { t } = vscode.l10n;
    const button = (action: string, text: string, title: string, more = ''): string =>
        `<button type="button" data-action="${action}" title="${escaped(title)}"${more}>${escaped(text)}</button>`;
    const symbol = (action: string, text: string, title: string): string =>
        `<button type="button" data-action="${action}" title="${escaped(title)}" aria-label="${escaped(title)}">${text}</button>`;
    const keys = keyHelp().map(
        ([key, text]) => `<tr><th scope="row"><kbd>${escaped(key)}</kbd></th><td>${escaped(text)}</td></tr>`,
    );
    const relations = [
        ['only', t('Matches only')],
        ['before', t('What comes before')],
        ['after', t('What comes after')],
        ['both', t('Before and after')],
    ].map(([value = '', text = '']) => `<option value="${value}">${escaped(text)}</option>`);
    const body = `<main>
<div id="tools" role="toolbar" aria-label="${escaped(t('Flowchart'))}">
${button('case', t('Case ▾'), t('Pick the case whose path is shown'))}
${button('overlay', t('Overlay ▾'), t('What is laid over the picture: a path, coverage, changes'))}
${button('parts', t('Parts ▾'), t('Fold parts to one card each, or unfold them'))}
${button('outcomes', t('Outcomes'), t('One card for every place that decides, or one for every outcome'))}
${symbol('direction', '↓ →', t('From top to bottom, or from left to right'))}
${button('search', t('Search'), t('Find cards by their text (/)'))}
${button('fit', t('Fit'), t('Show the whole picture (0)'))}
${symbol('zoomOut', '−', t('Smaller (-)'))}
${symbol('zoomIn', '+', t('Larger (+)'))}
${button('export', t('Export ▾'), t('Save as SVG, PNG, sheets to print, Mermaid or text'))}
${button('copy', t('Copy'), t('Copy the picture (C)'))}
${button('pin', t('Pin'), t('Keep this policy while other files are opened'), ' aria-pressed="false"')}
${symbol('help', '?', t('Keys (?)'))}
</div>
<div id="search" role="search" hidden>
<input id="query" type="search" autocomplete="off" spellcheck="false" placeholder="${escaped(t('Find cards'))}" aria-label="${escaped(t('Find cards'))}">
<span id="found" role="status"></span>
${symbol('previousMatch', '↑', t('Previous match (Shift+Enter)'))}
${symbol('nextMatch', '↓', t('Next match (Enter)'))}
<select id="relation" aria-label="${escaped(t('Also highlight'))}">${relations.join('')}</select>
${symbol('closeSearch', '✕', t('Close the search (Escape)'))}
</div>
<div id="suppositions" role="region" aria-label="${escaped(t('Suppositions'))}" hidden>
<span id="supposed"></span>
${button('clearSuppositions', t('Clear'), t('Show the case as it is'))}
${button('saveScenario', t('Save as Scenario'), t('Write the case, with what is supposed, into the file'))}
</div>
<div id="banner" role="status" hidden></div>
<div id="chart" tabindex="-1"></div>
<div id="summary" aria-live="polite"></div>
</main>
<div id="menu" role="menu" aria-label="${escaped(t('Suppose'))}" hidden></div>
<dialog id="help" aria-labelledby="helpTitle"><h2 id="helpTitle">${escaped(t('Keys'))}</h2>
<table>${keys.join('')}</table>
<form method="dialog"><button>${escaped(t('Close'))}</button></form></dialog>`;
    return { title: t('Flowchart'), words: words(), body };
}

function keyHelp(): readonly (readonly [keys: string, text: string])[] {
    const { t } = vscode.l10n;
    return [
        ['↓  →', t('go on; where there are several ways, they are told first')],
        ['1 … 9, Y, N', t('choose a way')],
        ['↑  ←', t('go back the way you came')],
        ['Home  End', t('go to the start, to the outcome')],
        ['Enter', t('go to the source')],
        ['Space', t('fold or unfold a part')],
        ['S', t('suppose an answer')],
        ['/', t('search')],
        ['T', t('the same in words')],
        ['C', t('copy the picture')],
        ['L', t('show the legend')],
        ['+  -  0', t('larger, smaller, whole picture')],
        ['Escape', t('close what is open')],
    ];
}

/** Sentences that the page composes; `{0}` and `{1}` are filled in. */
function words(): Readonly<Record<string, string>> {
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
