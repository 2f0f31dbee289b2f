// Coverage as one HTML page without scripts: each policy's text with the number of scenarios that take each answer.

import type { Policy } from '../model/policy.js';
import { percentTaken, percentText } from './coverage-report.js';
import type { NameOfFile } from './place.js';
import type { PolicyCoverage } from './test-report.js';
import { escapeXml } from './xml.js';

export function coverageHtml(
    coverages: readonly PolicyCoverage[],
    nameOf: NameOfFile,
    textOf: (uri: string) => string | undefined,
): string {
    const sections = coverages.map((each, index) => section(each, index, nameOf(each.uri), textOf(each.uri) ?? ''));
    const rows = coverages.map((each, index) => {
        const { taken, of, cases } = each.coverage;
        const link = `<a href="#policy-${index}">${escapeXml(titleOf(each.policy))}</a>`;
        const percent = percentText(percentTaken(each));
        return `<tr><td>${link}</td><td>${cases}</td><td>${taken} of ${of}</td><td>${percent}</td></tr>`;
    });
    return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Coverage</title><style>${STYLE}</style></head><body><main>
<h1>Coverage</h1>
<table class="summary"><thead><tr><th>Policy</th><th>Scenarios</th><th>Answers taken</th><th></th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>
${sections.join('\n')}
</main></body></html>
`;
}

function section(covered: PolicyCoverage, index: number, file: string, text: string): string {
    const marks = marksOf(covered);
    const rows = text.split(/\r\n|\n|\r/).map((line, number) => {
        const counts = marks.get(number) ?? [];
        const isUntaken = counts.includes(0);
        const shown = counts.map((count) => (count === 0 ? 'not taken' : `${count}×`)).join(' ');
        const kind = counts.length === 0 ? '' : isUntaken ? ' class="untaken"' : ' class="taken"';
        return `<tr${kind}><td>${number + 1}</td><td>${shown}</td><td>${escapeXml(line)}</td></tr>`;
    });
    return `<section id="policy-${index}"><h2>${escapeXml(titleOf(covered.policy))}</h2>
<p>${escapeXml(file)}</p><table class="text"><tbody>${rows.join('\n')}</tbody></table></section>`;
}

/** How often the answers that start on a line were taken; those of a review once for all its nodes. */
function marksOf({ policy, uri, coverage }: PolicyCoverage): ReadonlyMap<number, readonly number[]> {
    const places = new Map<string, { readonly line: number; count: number }>();
    for (const node of policy.flow) {
        for (const [index, answer] of node.answers.entries()) {
            if (answer.origin.uri !== uri) continue;
            const key = JSON.stringify([answer.origin.range, answer.label]);
            const place = places.get(key) ?? { line: answer.origin.range.start.line, count: 0 };
            place.count += coverage.answers[node.index]?.[index] ?? 0;
            places.set(key, place);
        }
    }
    const lines = new Map<number, number[]>();
    for (const { line, count } of places.values()) lines.set(line, [...(lines.get(line) ?? []), count]);
    return lines;
}

function titleOf(policy: Policy): string {
    return policy.title ?? policy.name;
}

const STYLE = `
:root { color-scheme: light dark; }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: CanvasText; background: Canvas; }
main { max-width: 72rem; margin: 0 auto; padding: 1rem; }
table { border-collapse: collapse; }
.summary td, .summary th { padding: .2rem 1rem .2rem 0; text-align: left; }
.text { font: 13px/1.45 ui-monospace, monospace; width: 100%; }
.text td { white-space: pre-wrap; overflow-wrap: anywhere; vertical-align: top; padding: 0 .5rem; }
.text td:nth-child(1), .text td:nth-child(2) { text-align: right; white-space: nowrap; opacity: .75; user-select: none; }
.taken td:nth-child(2) { border-left: 4px solid #2e8b57; }
.untaken td { background: color-mix(in srgb, #d1495b 22%, transparent); }
.untaken td:nth-child(2) { border-left: 4px solid #d1495b; opacity: 1; font-weight: bold; }
`;
