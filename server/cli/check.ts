// `tenet check`: everything that can be said of policies without running them, worst first.

import {
    type CheckReport,
    checkJson,
    githubCommands,
    type Project,
    type Severity,
    sarifLog,
} from '../../language/index.js';
import { VERSION } from '../version.js';
import { helpOf, severityOf, titleOf } from './codes.js';
import { type ExitCode, FINE, FOUND, WRONG, WrongUsage } from './exit.js';
import { nameOfFile } from './files.js';
import { countText, findingTeller } from './finding-text.js';
import { findingsOf } from './found.js';
import { writeOutput } from './output.js';
import { applyRepairs } from './repair.js';
import { counted, type Terminal, withoutColours } from './terminal.js';
import { loadWorkspace, noteProblems } from './workspace.js';

type CheckFormat = 'text' | 'json' | 'sarif' | 'github';

export interface CheckOptions {
    readonly format?: CheckFormat;
    readonly json?: boolean;
    readonly severity?: Severity;
    readonly fix?: boolean;
    readonly out?: string;
}

export async function check(paths: readonly string[], options: CheckOptions, terminal: Terminal): Promise<ExitCode> {
    if (options.json && options.format && options.format !== 'json') {
        throw new WrongUsage(`--json and --format ${options.format} cannot go together`);
    }
    let workspace = await loadWorkspace(paths);
    let fixed: number | undefined;
    if (options.fix) {
        fixed = await applyRepairs(workspace, options.severity ?? 'information');
        if (fixed > 0) workspace = await loadWorkspace(paths);
    }
    noteProblems(workspace, terminal);
    const found = await findingsOf(workspace);
    const format = formatOf(options);
    const least = options.severity ?? DEFAULT_SEVERITY[format];
    const wanted = found.findings.filter(({ finding }) => RANKS[finding.severity] <= RANKS[least]);
    const allowed = found.allowed.filter(({ finding }) => RANKS[finding.severity] <= RANKS[least]);
    const report: CheckReport = {
        findings: wanted,
        allowed,
        files: workspace.files.length,
        ...(fixed === undefined ? {} : { fixed }),
    };
    const text = await render(report, options, workspace.project, options.out ? withoutColours(terminal) : terminal);
    await writeOutput(terminal, options.out, text);
    const note = (count: number, what: string): void => {
        if (count > 0) terminal.note(terminal.noteColours.dim(`${counted(count, 'finding')} ${what}`));
    };
    note(found.findings.length - wanted.length, `below ‘${least}’ not shown`);
    // Where they are listed they need no counting.
    if (format === 'text' || format === 'github') note(allowed.length, 'allowed');
    if (workspace.problems.length > 0) return WRONG;
    const failing = options.severity ?? 'warning';
    return wanted.some(({ finding }) => RANKS[finding.severity] <= RANKS[failing]) ? FOUND : FINE;
}

/** Hints are for an editor, which shows them faintly, and for machines. */
const DEFAULT_SEVERITY: Readonly<Record<CheckFormat, Severity>> = {
    text: 'information',
    github: 'information',
    json: 'hint',
    sarif: 'hint',
};

export const RANKS: Readonly<Record<Severity, number>> = { error: 0, warning: 1, information: 2, hint: 3 };

function formatOf({ format, json }: CheckOptions): CheckFormat {
    return json ? 'json' : (format ?? 'text');
}

async function render(
    report: CheckReport,
    options: CheckOptions,
    project: Project,
    terminal: Terminal,
): Promise<string> {
    switch (formatOf(options)) {
        case 'json':
            return `${JSON.stringify(checkJson(report, nameOfFile, helpOf), null, 2)}\n`;
        case 'sarif': {
            const words = { toolVersion: VERSION, nameOf: nameOfFile, titleOf, helpOf, severityOf };
            return `${JSON.stringify(sarifLog(report, words), null, 2)}\n`;
        }
        case 'github':
            return githubCommands(report, nameOfFile);
        case 'text':
            return renderText(report, project, terminal);
    }
}

function renderText(report: CheckReport, project: Project, terminal: Terminal): string {
    const { colours } = terminal;
    const textOf = (uri: string) => project.files.get(uri)?.text ?? project.sources.get(uri);
    const tell = findingTeller(textOf, terminal);
    const files = counted(report.files, 'file');
    const repairs = report.fixed ? `${counted(report.fixed, 'repair')} made. ` : '';
    // Nothing was read: the reason stands on standard error.
    if (report.files === 0) return '';
    const isGrave = report.findings.some(
        ({ finding }) => finding.severity === 'error' || finding.severity === 'warning',
    );
    const mark = isGrave ? colours.bold(colours.red('✗')) : colours.green('✓');
    const said =
        report.findings.length === 0
            ? `${files} checked: nothing to say.`
            : `${countText(report.findings.map(({ finding }) => finding))} in ${files}.`;
    const summary = `${mark} ${repairs}${said}`;
    return `${[...report.findings.map(tell), summary].join('\n')}\n`;
}
