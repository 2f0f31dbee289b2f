// Findings as workflow commands, which show up beside the changed lines of a pull request.

import type { Severity } from '../model/finding.js';
import { printFacts } from '../model/print.js';
import type { CheckReport, ReportedFinding } from './check-json.js';
import { type NameOfFile, placeOf } from './place.js';
import { visible } from './visible.js';

const COMMANDS: Readonly<Record<Severity, string>> = {
    error: 'error',
    warning: 'warning',
    information: 'notice',
    hint: 'notice',
};

export function githubCommands(report: CheckReport, nameOf: NameOfFile): string {
    return report.findings.map((each) => `${annotation(each, nameOf)}\n`).join('');
}

function annotation({ finding, policy }: ReportedFinding, nameOf: NameOfFile): string {
    const { file, line, column, endLine, endColumn } = placeOf(finding.origin, nameOf);
    const example = finding.witness && policy ? printFacts(policy, finding.witness.facts).join(', ') : '';
    const message = example === '' ? finding.message : `${finding.message}\nFor example: ${example}`;
    // Columns are only understood within one line, and their end is included.
    const columns = line === endLine ? `,col=${column},endColumn=${Math.max(column, endColumn - 1)}` : '';
    const place = `file=${property(file)},line=${line},endLine=${endLine}${columns}`;
    return `::${COMMANDS[finding.severity]} ${place},title=${property(finding.code)}::${escapeMessage(message)}`;
}

function escapeMessage(text: string): string {
    const lines = text
        .split(/\r\n|\n|\r/)
        .map(visible)
        .join('\n');
    return lines.replace(/[%\n]/g, (character) => encodeURIComponent(character));
}

function property(text: string): string {
    return visible(text).replace(/[%:,]/g, (character) => encodeURIComponent(character));
}
