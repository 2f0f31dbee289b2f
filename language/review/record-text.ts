// A record as Markdown and as a page to print. Every text of the policy and the case is escaped: it is shown and never
// obeyed; the page loads nothing and runs nothing.

import { escapeMarkup, readable } from '../flowchart/escape.js';
import type { DecisionRecord } from './record.js';
import { type Part, partsOfRecord } from './record-parts.js';

export function recordMarkdown(record: DecisionRecord): string {
    const { title, lead, parts } = partsOfRecord(record);
    const blocks = [`# ${escapeMarkdown(title)}`, `**${escapeMarkdown(lead)}**`, ...parts.map(partMarkdown)];
    return `${blocks.join('\n\n')}\n`;
}

export function recordHtml(record: DecisionRecord): string {
    const { title, lead, parts } = partsOfRecord(record);
    return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeMarkup(title)}</h1>
<p class="lead">${escapeMarkup(lead)}</p>
${parts.map(partHtml).join('\n')}
</main>
</body>
</html>
`;
}

/** Text for any place in a line of Markdown, GitHub's tables and mentions included. */
export function escapeMarkdown(text: string): string {
    return readable(text)
        .replace(/\s*\n\s*/g, ' ')
        .replace(/[\\`*_{}[\]<>#+!|~&]/g, '\\$&')
        .replace(/@/g, '&#64;')
        .replace(/:\/\//g, '&#58;//')
        .replace(/www\./gi, '$&\u200b')
        .replace(/^(\d+)([.)])/, '$1\\$2')
        .replace(/^([-=])/, '\\$1');
}

function partMarkdown(part: Part): string {
    const heading = `## ${escapeMarkdown(part.heading)}\n\n`;
    switch (part.kind) {
        case 'pairs':
            return (
                heading +
                part.pairs.map(([label, text]) => `- **${escapeMarkdown(label)}:** ${escapeMarkdown(text)}`).join('\n')
            );
        case 'table':
            return (
                heading +
                [
                    row(part.columns),
                    row(
                        part.columns.map(() => '---'),
                        false,
                    ),
                    ...part.rows.map((each) => row(each)),
                ].join('\n')
            );
        case 'checklist':
            return (
                heading +
                part.items.map(({ text, done }) => `- [${done ? 'x' : ' '}] ${escapeMarkdown(text)}`).join('\n')
            );
        case 'list':
            return heading + part.items.map((item) => `- ${escapeMarkdown(item)}`).join('\n');
    }
}

function row(cells: readonly string[], isText = true): string {
    return `| ${cells.map((cell) => (isText ? escapeMarkdown(cell) : cell)).join(' | ')} |`;
}

function partHtml(part: Part, index: number): string {
    const id = `part-${index + 1}`;
    return `<section aria-labelledby="${id}">\n<h2 id="${id}">${escapeMarkup(part.heading)}</h2>\n${bodyHtml(part, id)}\n</section>`;
}

function bodyHtml(part: Part, id: string): string {
    const text = escapeMarkup;
    switch (part.kind) {
        case 'pairs':
            return `<dl>${part.pairs.map(([label, value]) => `<dt>${text(label)}</dt><dd>${text(value)}</dd>`).join('\n')}</dl>`;
        case 'table': {
            const head = part.columns.map((column) => `<th scope="col">${text(column)}</th>`).join('');
            const rows = part.rows.map(([first = '', ...rest]) => {
                return `<tr><th scope="row">${text(first)}</th>${rest.map((cell) => `<td${LONG_WORD.test(cell) ? ' class="long"' : ''}>${text(cell)}</td>`).join('')}</tr>`;
            });
            return `<table aria-labelledby="${id}"><thead><tr>${head}</tr></thead>\n<tbody>${rows.join('\n')}</tbody></table>`;
        }
        case 'checklist': {
            const items = part.items.map(({ text: item, done }, at) => {
                const box = `<input type="checkbox" id="${id}-${at}"${done ? ' checked' : ''}>`;
                return `<li>${box} <label for="${id}-${at}">${text(item)}</label></li>`;
            });
            return `<ul class="checklist">${items.join('\n')}</ul>`;
        }
        case 'list':
            return `<ul>${part.items.map((item) => `<li>${text(item)}</li>`).join('\n')}</ul>`;
    }
}

/** Hashes and the like may be broken anywhere; other words stay whole. */
const LONG_WORD = /\S{30}/;

const STYLE = `
:root { color-scheme: light; }
body { margin: 0; font: 11pt/1.45 system-ui, sans-serif; color: #1f2328; background: #fff; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 1.6rem 0 .4rem; break-after: avoid; }
.lead { font-size: 1.15rem; font-weight: 600; border-left: 4px solid #0a2f9c; padding-left: .8rem; }
table { border-collapse: collapse; width: 100%; } tr { break-inside: avoid; }
th, td { border: 1px solid #5a6b7b; padding: .25rem .5rem; text-align: left; vertical-align: top; overflow-wrap: break-word; }
.long { overflow-wrap: anywhere; }
th[scope="row"] { font-weight: 600; } thead th { background: #eef1f4; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: 0; } dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
.checklist { list-style: none; padding-left: 0; }
@media print { main { max-width: none; padding: 0; } @page { margin: 18mm; } }
`;
