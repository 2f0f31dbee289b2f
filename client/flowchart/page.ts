// The page of the flowchart panel: a tool bar and a place for the picture. Its policy allows one script and one style
// sheet of the extension and nothing else; the picture carries presentation attributes alone.

import * as vscode from 'vscode';

export function pageOf(webview: vscode.Webview, extensionUri: vscode.Uri): string {
    const address = (...path: string[]): string =>
        webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, ...path)).toString();
    const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src ${webview.cspSource}; font-src ${webview.cspSource}; img-src data:`;
    const button = (action: string, text: string, title: string): string =>
        `<button type="button" data-action="${action}" title="${title}">${text}</button>`;
    const l10n = vscode.l10n.t;
    return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${address('client', 'media', 'flowchart.css')}">
<title>${l10n('Flowchart')}</title></head>
<body>
<div id="tools" role="toolbar" aria-label="${l10n('Flowchart')}">
${button('case', l10n('Case'), l10n('Pick the case whose path is shown'))}
${button('direction', '↓ →', l10n('Top to bottom, or left to right'))}
${button('outcomes', l10n('Outcomes'), l10n('One card for every place that decides, or one for every outcome'))}
${button('coverage', l10n('Coverage'), l10n('How many scenarios take each way'))}
${button('fit', l10n('Fit'), l10n('Show the whole picture (0)'))}
${button('zoomOut', '−', l10n('Smaller (-)'))}
${button('zoomIn', '+', l10n('Larger (+)'))}
${button('export', l10n('Export'), l10n('Save as SVG, PNG, HTML, Mermaid or text'))}
</div>
<div id="banner" role="status" hidden></div>
<div id="chart" tabindex="-1"></div>
<div id="summary" aria-live="polite"></div>
<script src="${address('out', 'client', 'flowchart.js')}"></script>
</body></html>`;
}
