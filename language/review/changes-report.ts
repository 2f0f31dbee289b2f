// What changes between two versions as one text: Markdown for a pull request, JSON for tools, a page to read and print.
// The headline comes first, in the same words everywhere.

import type { Comparison } from '../analysis/compare.js';
import type { Policy } from '../model/policy.js';
import { datesNote, escaped, renderComparisonMarkdown, tellFacts, tellInput } from '../report/compare.js';
import { comparisonJson, type ScenarioFlip } from '../report/comparison-json.js';
import { htmlPage, htmlTable } from '../report/html-page.js';
import { type NameOfFile, type Place, placeOf } from '../report/place.js';
import { escapeXml } from '../report/xml.js';
import { type CaseChange, type ChangeGroup, type ChangeKind, groupChanges } from './change-groups.js';

export interface ChangesReport {
    readonly comparison: Comparison;
    readonly before: Policy;
    readonly after: Policy;
    /** `HEAD`, or the name of a file. */
    readonly label: string;
    readonly flips: readonly ScenarioFlip[];
    /** Scenarios that were decided twice. */
    readonly scenarios: number;
}

export type ReportFormat = 'markdown' | 'json' | 'html';

export function changesReport(report: ChangesReport, format: ReportFormat, nameOf: NameOfFile): string {
    switch (format) {
        case 'markdown':
            return changesMarkdown(report);
        case 'json':
            return `${JSON.stringify(comparisonJson(report, nameOf), undefined, 2)}\n`;
        case 'html':
            return changesHtml(report, nameOf);
    }
}

/** `3 of 12 scenarios and 2 kinds of case change outcome`. */
export function changesHeadline(comparison: Comparison, flips: number, scenarios: number): string {
    const kinds = comparison.classes.reduce((sum, { changes }) => sum + changes.length, 0);
    const ofCases = kinds === 1 ? '1 kind of case' : `${kinds} kinds of case`;
    if (comparison.equal === undefined) {
        return `${flips} of ${scenarios} scenarios change outcome; the two versions are too entangled to compare every case`;
    }
    if (kinds === 0 && flips === 0) return 'No case has another outcome';
    if (scenarios === 0) return `${ofCases} ${kinds === 1 ? 'changes' : 'change'} outcome`;
    return `${flips} of ${scenarios} scenarios and ${ofCases} change outcome`;
}

export const CHANGE_LABELS: Readonly<Record<ChangeKind, string>> = {
    'newly-accepted': 'Newly accepted',
    'newly-refused': 'Newly refused',
    'newly-referred': 'Newly referred',
    'newly-pending': 'Newly pending',
    undecided: 'Newly undecided',
    'changed-outcome': 'Other outcome',
    'other-reason': 'Same outcome, other reason',
    rules: 'Other way, same outcome',
    'not-comparable': 'Cannot be compared',
};

/** `P2 Income: over £16,000`. */
export function nameOfCases({ rule, title, where }: Pick<CaseChange, 'rule' | 'title' | 'where'>): string {
    const name = title === null ? rule : `${rule} ${title}`;
    return where === 'always' ? `${name}: every case that comes to it` : `${name}: ${where}`;
}

export function outcomeText(outcome: string | null): string {
    return outcome ?? 'no outcome';
}

function changesMarkdown({ comparison, before, after, flips, scenarios }: ChangesReport): string {
    const changed = flips.filter(({ changesOutcome }) => changesOutcome);
    const heading = `**${escaped(changesHeadline(comparison, changed.length, scenarios))}**`;
    const shown = changed.slice(0, MOST_ROWS);
    const rows = shown.map((flip) => `| ${[flip.scenario.title, flip.before, flip.after].map(escaped).join(' | ')} |`);
    const rest = changed.length - shown.length;
    const table = ['| scenario | before | after |', '| --- | --- | --- |', ...rows].join('\n');
    return [
        heading,
        ...(rows.length > 0 ? [`### Scenarios\n\n${table}`] : []),
        ...(rest > 0 ? [`… and ${rest} more.`] : []),
        renderComparisonMarkdown(comparison, before, after),
    ].join('\n\n');
}

/** A table that people still read. */
const MOST_ROWS = 20;

function changesHtml(report: ChangesReport, nameOf: NameOfFile): string {
    const { comparison, before, after, label, flips, scenarios } = report;
    const changed = flips.filter(({ changesOutcome }) => changesOutcome).length;
    const title = `Changes of ${after.title ?? after.name}`;
    const groups = groupChanges(comparison, before, after, []);
    const inputs = comparison.inputs.map((input) => `<li>${escapeXml(tellInput(input))}</li>`);
    const rows = flips.map((flip) => [
        escapeXml(flip.scenario.title),
        escapeXml(flip.before),
        escapeXml(flip.after),
        escapeXml(placeText(placeOf(flip.scenario.titleOrigin, nameOf))),
    ]);
    return htmlPage(
        title,
        [
            `<p><strong>${escapeXml(changesHeadline(comparison, changed, scenarios))}.</strong></p>`,
            `<p>Compared with ${escapeXml(label)}.</p>`,
            ...datesNote(comparison).map((note) => `<p>${escapeXml(note)}</p>`),
            ...groups.map((group) => groupHtml(group, before, after)),
            ...(inputs.length > 0 ? [`<h2>What a case can say</h2>\n<ul class="plain">${inputs.join('')}</ul>`] : []),
            ...(rows.length > 0
                ? [`<h2>Scenarios</h2>\n${htmlTable('items', ['Scenario', 'Before', 'After', 'Where'], rows)}`]
                : []),
        ].join('\n'),
    );
}

function groupHtml({ kind, cases }: ChangeGroup<unknown>, before: Policy, after: Policy): string {
    const isWay = kind === 'rules';
    const rows = cases.map((change) => [
        escapeXml(nameOfCases(change)),
        escapeXml(isWay ? change.before.text : `${outcomeText(change.was)}: ${change.before.text}`),
        escapeXml(isWay ? change.after.text : `${outcomeText(change.is)}: ${change.after.text}`),
        ...(isWay ? [] : [escapeXml(change.example ? tellFacts(change.example, before, after) : '')]),
    ]);
    const headings = ['Cases', 'Before', 'After', ...(isWay ? [] : ['For example'])];
    return `<h2>${escapeXml(CHANGE_LABELS[kind])} (${cases.length})</h2>\n${htmlTable('items', headings, rows)}`;
}

function placeText({ file, line }: Place): string {
    return `${file}, line ${line}`;
}
