// `tenet check`: everything that can be said of policies without running them, worst first.

import {
    analyse,
    analyseScenarios,
    type CheckedFile,
    type CheckReport,
    checkJson,
    compareBySeverity,
    type Finding,
    githubCommands,
    type Policy,
    type Project,
    type ReportedFinding,
    type Severity,
    sarifLog,
    uniqueFindings,
    withFixes,
} from '../../language/index.js';
import { VERSION } from '../version.js';
import { helpOf, severityOf, titleOf } from './codes.js';
import { type ExitCode, FINE, FOUND, WRONG, WrongUsage } from './exit.js';
import { nameOfFile } from './files.js';
import { countText, findingTeller } from './finding-text.js';
import { writeOutput } from './output.js';
import { applyRepairs } from './repair.js';
import { counted, type Terminal, withoutColours } from './terminal.js';
import { loadWorkspace, noteProblems, type Workspace } from './workspace.js';

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
    const all = await findingsOf(workspace);
    const least = options.severity ?? DEFAULT_SEVERITY[formatOf(options)];
    const wanted = all.filter(({ finding }) => RANKS[finding.severity] <= RANKS[least]);
    const report: CheckReport = {
        findings: wanted,
        files: workspace.files.length,
        ...(fixed === undefined ? {} : { fixed }),
    };
    const text = await render(report, options, workspace.project, options.out ? withoutColours(terminal) : terminal);
    await writeOutput(terminal, options.out, text);
    if (all.length > wanted.length) {
        const hidden = counted(all.length - wanted.length, 'finding');
        terminal.note(terminal.noteColours.dim(`${hidden} below ‘${least}’ not shown`));
    }
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

/** What checking and proof say of the files, each finding once, worst first. */
export async function findingsOf({ files, project }: Workspace): Promise<readonly ReportedFinding[]> {
    const policies = new Map<Finding, Policy>();
    const findings: Finding[] = [];
    const analysed = new Set<string>();
    const add = (found: readonly Finding[], policy: Policy | undefined): void => {
        findings.push(...found);
        if (policy) for (const each of found) policies.set(each, policy);
    };
    for (const file of files) {
        add(file.findings, file.policy);
        const uri = file.policyFile?.uri;
        if (uri === undefined || analysed.has(uri) || !isSound(file)) continue;
        analysed.add(uri);
        add(analyse(file.policy), file.policy);
        const suites = files.filter((each) => each.policyFile?.uri === uri && isSound(each));
        const scenarios = suites.flatMap((each) => each.scenarios);
        add(analyseScenarios(file.policy, scenarios), file.policy);
        // Between two policies, Ctrl-C is heard.
        await new Promise((resolve) => setImmediate(resolve));
    }
    const unique = [...uniqueFindings(findings)].sort(compareBySeverity);
    const repaired = withFixes(unique, project.files.values());
    return repaired.map((finding, index) => {
        const policy = policies.get(unique[index] as Finding);
        return policy ? { finding, policy } : { finding };
    });
}

/** Whether a file has a policy and no errors. */
export function isSound(file: CheckedFile): file is CheckedFile & { readonly policy: Policy } {
    return file.policy !== undefined && file.findings.every(({ severity }) => severity !== 'error');
}

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
