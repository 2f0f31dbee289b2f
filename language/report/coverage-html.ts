// Coverage as one HTML page: for each policy how much of it the scenarios reach, what none of them does, what no case can,
// by whom each answer is taken, and the text with the numbers beside it.

import type { Policy } from '../model/policy.js';
import { isNeverTaken, percentTaken, percentText, takeable, takersOf } from './coverage-report.js';
import { countedList, htmlPage, htmlTable, lacking } from './html-page.js';
import type { NameOfFile } from './place.js';
import { OBLIGATION_KINDS, type Reach, type ReachedObligation, type ToldObligation } from './reach.js';
import type { PolicyCoverage } from './test-report.js';
import { escapeXml } from './xml.js';

export function coverageHtml(
    coverages: readonly PolicyCoverage[],
    nameOf: NameOfFile,
    textOf: (uri: string) => string | undefined,
): string {
    const rows = coverages.map((each, index) => {
        const { taken, cases } = each.coverage;
        const of = takeable(each);
        const link = `<a href="#policy-${index}">${escapeXml(titleOf(each.policy))}</a>`;
        const percent = percentText(percentTaken(each));
        return [link, String(cases), `${taken} of ${of} (${percent})`, reachedText(each.reach)];
    });
    const sections = coverages.map((each, index) => section(each, index, nameOf, textOf(each.uri) ?? ''));
    const headings = ['Policy', 'Scenarios', 'Answers taken', 'Reached down to conditions'];
    return htmlPage('Coverage', `${htmlTable('figures', headings, rows)}\n${sections.join('\n')}`);
}

function reachedText(reach: Reach | null | undefined): string {
    if (!reach) return 'not measured';
    const { met, of, infeasible } = reach.figures.all;
    const percent = of === 0 ? '' : ` (${percentText((100 * met) / of)})`;
    return `${met} of ${of}${percent}${infeasible === 0 ? '' : `; ${infeasible} more out of reach of every case`}`;
}

function section(covered: PolicyCoverage, index: number, nameOf: NameOfFile, text: string): string {
    const { policy, uri, reach } = covered;
    const place: PlaceLink = ({ origin }) => {
        const line = origin.range.start.line + 1;
        const name = `line ${line}`;
        if (origin.uri !== uri) return escapeXml(`${nameOf(origin.uri)}, ${name}`);
        return `<a href="#policy-${index}-line-${line}">${name}</a>`;
    };
    const parts = [
        `<h2>${escapeXml(titleOf(policy))}</h2>\n<p>${escapeXml(nameOf(uri))}</p>`,
        ...(reach ? reachParts(reach, place) : []),
        ...(reach === null
            ? ['<p>This policy is too entangled to tell which of its conditions can be reached.</p>']
            : []),
        `<h3>Who takes each answer</h3>\n${takersTable(covered, place)}`,
        `<h3>The text</h3>\n${textTable(covered, index, text)}`,
    ];
    return `<section id="policy-${index}">${parts.join('\n')}</section>`;
}

type PlaceLink = (told: Pick<ToldObligation, 'origin'>) => string;

function reachParts({ figures, obligations, infeasible }: Reach, place: PlaceLink): readonly string[] {
    const open = obligations.filter(({ scenarios }) => scenarios.length === 0);
    const rows = OBLIGATION_KINDS.flatMap(([kind, label]) => {
        const { met, of, infeasible: beyond } = figures[kind];
        if (of + beyond === 0) return [];
        return [[capital(label), met < of ? lacking(`${met} of ${of}`) : `${met} of ${of}`, String(beyond)]];
    });
    const list = (told: readonly ToldObligation[]) =>
        `<ul class="plain">${told.map((each) => `<li>${escapeXml(each.text)} (${place(each)})</li>`).join('\n')}</ul>`;
    const reached = OBLIGATION_KINDS.flatMap(([kind, label]) => {
        const own = obligations.filter((each) => each.kind === kind && kind !== 'answer');
        return own.length === 0 ? [] : [`<h3>${capital(label)}</h3>\n${reachedTable(own, place)}`];
    });
    return [
        htmlTable('figures', ['What scenarios should reach', 'Reached', 'Proved out of reach of every case'], rows),
        open.length === 0
            ? '<p>The scenarios reach everything that any case can reach.</p>'
            : `<h3>No scenario reaches</h3>\n${list(open)}`,
        ...(infeasible.length === 0
            ? []
            : [
                  `<h3>No case at all reaches</h3>\n<p>This is proved over every case, so it is not counted. It often says that the text has a part without effect.</p>\n${list(infeasible)}`,
              ]),
        ...reached,
    ];
}

function reachedTable(obligations: readonly ReachedObligation[], place: PlaceLink): string {
    const rows = obligations.map((each) => [
        `${escapeXml(each.text)} (${place(each)})`,
        each.scenarios.length === 0 ? lacking('no scenario') : countedList(each.scenarios.map(escapeXml), 'scenario'),
    ]);
    return htmlTable('items', ['What', 'Reached by'], rows);
}

function takersTable(covered: PolicyCoverage, place: PlaceLink): string {
    const { policy, reach } = covered;
    const rows = policy.flow.flatMap((node) =>
        node.answers.map((answer, index) => {
            const of = node.reviewing === undefined ? '' : ` (of ${node.reviewing})`;
            const takers = takersOf(covered, node.index, index);
            const nobody = isNeverTaken(reach, node.index, index)
                ? '<span class="beyond">out of reach of every case, with proof</span>'
                : lacking('no scenario');
            return [
                `${escapeXml(`${node.rule} ${answer.label}${of}`)} (${place({ origin: answer.labelOrigin })})`,
                takers.length === 0 ? nobody : countedList(takers.map(escapeXml), 'scenario'),
            ];
        }),
    );
    return htmlTable('items', ['Answer', 'Taken by'], rows);
}

function textTable(covered: PolicyCoverage, index: number, text: string): string {
    const marks = marksOf(covered);
    const rows = text.split(/\r\n|\n|\r/).map((line, number) => {
        const counts = marks.get(number) ?? [];
        const isUntaken = counts.includes(0);
        const shown = counts.map((count) => (count === 0 ? 'not taken' : `${count}×`)).join(' ');
        const kind = counts.length === 0 ? '' : isUntaken ? ' class="untaken"' : ' class="taken"';
        const id = `policy-${index}-line-${number + 1}`;
        return `<tr id="${id}"${kind}><td>${number + 1}</td><td>${shown}</td><td>${escapeXml(line)}</td></tr>`;
    });
    return `<table class="text"><tbody>${rows.join('\n')}</tbody></table>`;
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

function capital(text: string): string {
    return `${text[0]?.toUpperCase()}${text.slice(1)}`;
}
