// One HTML page without scripts that loads nothing: reports as people read and print them.

import { escapeXml } from './xml.js';

/** The page with its one heading of the first level; `body` is markup, everything in it escaped already. */
export function htmlPage(title: string, body: string): string {
    return `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeXml(title)}</title><style>${STYLE}</style></head><body><main>
<h1>${escapeXml(title)}</h1>
${body}
</main></body></html>
`;
}

/** Lists up to this length are opened on paper; of longer ones the number has to do. */
const FEW = 5;

/** A list of markup behind its number: `3 scenarios`. */
export function countedList(items: readonly string[], noun: string): string {
    const count = `${items.length} ${noun}${items.length === 1 ? '' : 's'}`;
    const list = items.map((item) => `<li>${item}</li>`).join('');
    const kind = items.length <= FEW ? ' class="few"' : '';
    return `<details${kind}><summary>${count}</summary><ul>${list}</ul></details>`;
}

/** Rows of markup under headings of text; the first cell of each row is its heading. */
export function htmlTable(kind: string, headings: readonly string[], rows: readonly (readonly string[])[]): string {
    const head = headings.map((heading) => `<th scope="col">${escapeXml(heading)}</th>`).join('');
    const body = rows.map(([first = '', ...rest]) => {
        return `<tr><th scope="row">${first}</th>${rest.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
    });
    return `<table class="${kind}"><thead><tr>${head}</tr></thead>\n<tbody>${body.join('\n')}</tbody></table>`;
}

/** Something that is not as it should be; said in words, and not by colour alone. */
export function lacking(text: string): string {
    return `<strong class="lacking">${escapeXml(text)}</strong>`;
}

const STYLE = `
:root { color-scheme: light dark; }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: CanvasText; background: Canvas; }
main { max-width: 72rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin: 2.2rem 0 .3rem; } h3 { font-size: 1.02rem; margin: 1.4rem 0 .4rem; }
h2, h3 { break-after: avoid; }
a { color: light-dark(#0a2f9c, #8ab4ff); }
table { border-collapse: collapse; } tr { break-inside: avoid; }
.figures td, .figures th, .items td, .items th { padding: .2rem 1rem .2rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid color-mix(in srgb, CanvasText 18%, transparent); overflow-wrap: break-word; }
.items td, .items th { overflow-wrap: anywhere; }
.items { width: 100%; } .items tbody th { font-weight: 400; } .items tbody th:nth-last-child(2) { width: 55%; }
.items td { min-width: 9rem; }
.items ul, .plain { margin: .2rem 0; padding-left: 1.2rem; }
summary { cursor: pointer; }
.text { font: 13px/1.45 ui-monospace, monospace; width: 100%; }
.text td { white-space: pre-wrap; overflow-wrap: anywhere; vertical-align: top; padding: 0 .5rem; }
.text td:nth-child(1), .text td:nth-child(2) { text-align: right; white-space: nowrap; user-select: none; }
.taken td:nth-child(2) { border-left: 4px solid #2e8b57; }
.untaken td { background: color-mix(in srgb, #d1495b 18%, transparent); }
.untaken td:nth-child(2) { border-left: 4px solid #d1495b; font-weight: bold; }
.text tr:target td { outline: 2px solid currentcolor; }
.lacking { color: light-dark(#9b1226, #ff9aa8); }
.beyond { font-style: italic; }
@media print {
  @page { margin: 16mm; }
  :root { color-scheme: light; }
  main { max-width: none; padding: 0; }
  body { font-size: 10pt; } .text { font-size: 8.5pt; }
  a { color: inherit; text-decoration: none; }
  summary { list-style: none; }
  .few::details-content { content-visibility: visible; display: block; }
  .untaken td, .taken td { print-color-adjust: exact; }
}
`;
