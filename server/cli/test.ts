// `tenet test`: runs the scenarios of policies and suites, and says what they take of their policies.

import {
    BudgetExceeded,
    conditionCoverage,
    coverageHtml,
    coverageJson,
    junitXml,
    type PolicyCoverage,
    type Project,
    percentTaken,
    percentText,
    reachOf,
    summarise,
    type TestReport,
    tapText,
    testJson,
} from '../../language/index.js';
import { helpOf } from './codes.js';
import { type ExitCode, FINE, FOUND, WRONG, WrongUsage } from './exit.js';
import { nameOfFile } from './files.js';
import { writeOutput } from './output.js';
import { runSuites } from './run-suites.js';
import { plain, type Terminal, withoutColours } from './terminal.js';
import { testText } from './test-text.js';
import { loadWorkspace, noteProblems } from './workspace.js';

export interface TestOptions {
    readonly filter?: string;
    readonly reporter?: 'text' | 'junit' | 'json' | 'tap';
    readonly json?: boolean;
    readonly coverage?: 'text' | 'json' | 'html' | 'conditions';
    readonly suggest?: boolean | string;
    readonly mutate?: boolean | 'text' | 'json' | 'html';
    readonly minScore?: number;
    readonly coverageOut?: string;
    readonly minCoverage?: number;
    readonly paths?: boolean;
    readonly watch?: boolean;
    readonly out?: string;
}

export async function test(paths: readonly string[], options: TestOptions, terminal: Terminal): Promise<ExitCode> {
    if (options.json && options.reporter && options.reporter !== 'json') {
        throw new WrongUsage(`--json and --reporter ${options.reporter} cannot go together`);
    }
    if (options.mutate || options.suggest || options.coverage === 'conditions') {
        return (await import('./instruments.js')).instruments(paths, options, terminal);
    }
    if (options.coverageOut !== undefined && (options.coverage ?? 'text') === 'text') {
        throw new WrongUsage('--coverage-out needs --coverage json or --coverage html');
    }
    if (!options.watch) return (await runOnce(paths, options, terminal)).code;
    const { repeat } = await import('./watch.js');
    return repeat(async () => {
        const { project } = await runOnce(paths, options, terminal);
        return [...(paths.length === 0 ? ['.'] : paths), ...project.files.keys(), ...project.sources.keys()];
    }, terminal);
}

async function runOnce(
    paths: readonly string[],
    options: TestOptions,
    terminal: Terminal,
): Promise<{ readonly code: ExitCode; readonly project: Project }> {
    const workspace = await loadWorkspace(paths);
    const { project } = workspace;
    noteProblems(workspace, terminal);
    const ran = runSuites(workspace.files, options.filter);
    // What no case can take cannot be demanded of scenarios.
    const isProved = options.coverage !== undefined || options.minCoverage !== undefined;
    const report = isProved ? { ...ran, coverage: ran.coverage.map((each) => withReach(each)) } : ran;
    const text = render(report, project, options, options.out ? withoutColours(terminal) : terminal);
    await writeOutput(terminal, options.out, text);
    await writeCoverage(report, project, options, terminal);
    const { scenarios, failed, broken } = summarise(report);
    const isCovered = coversEnough(report, options, terminal);
    if (workspace.problems.length > 0) return { code: WRONG, project };
    if (scenarios === 0 && broken === 0) {
        const which =
            options.filter === undefined ? '' : ` with ‘${plain(options.filter)}’ in its title, tags or file name`;
        terminal.note(`tenet: there is no scenario${which}`);
        return { code: FOUND, project };
    }
    return { code: failed > 0 || broken > 0 || !isCovered ? FOUND : FINE, project };
}

function render(report: TestReport, project: Project, options: TestOptions, terminal: Terminal): string {
    switch (options.json ? 'json' : (options.reporter ?? 'text')) {
        case 'json':
            return `${JSON.stringify(testJson(report, nameOfFile, helpOf), null, 2)}\n`;
        case 'junit':
            return junitXml(report, nameOfFile);
        case 'tap':
            return tapText(report, nameOfFile);
        case 'text': {
            // What some of the scenarios cover says little of the policy.
            const isPart = options.filter !== undefined && options.minCoverage === undefined;
            const showsCoverage = options.coverage === 'text' ? 'answers' : isPart ? 'no' : 'summary';
            return testText(report, project, { showsCoverage, showsPaths: options.paths === true }, terminal);
        }
    }
}

async function writeCoverage(
    report: TestReport,
    project: Project,
    { coverage, coverageOut }: TestOptions,
    terminal: Terminal,
): Promise<void> {
    if (coverage !== 'json' && coverage !== 'html') return;
    const out = coverageOut ?? `tenet-coverage.${coverage}`;
    const textOf = (uri: string) => project.files.get(uri)?.text;
    const text =
        coverage === 'json'
            ? `${JSON.stringify(coverageJson(report.coverage, nameOfFile), null, 2)}\n`
            : coverageHtml(report.coverage, nameOfFile, textOf);
    await writeOutput(terminal, out, text);
    terminal.note(`Coverage written to ${out}.`);
}

/** What the scenarios reach down to conditions and bounds, with proof of what no case can. */
function withReach(each: PolicyCoverage): PolicyCoverage {
    const scenarios = each.results.map(({ scenario }) => scenario);
    try {
        const found = conditionCoverage(
            each.policy,
            scenarios.map(({ facts }) => facts),
        );
        const titles = scenarios.map(({ title }) => title);
        return { ...each, reach: reachOf(found, titles) };
    } catch (error) {
        if (!(error instanceof BudgetExceeded)) throw error;
        return { ...each, reach: null };
    }
}

function coversEnough({ coverage }: TestReport, { minCoverage }: TestOptions, terminal: Terminal): boolean {
    if (minCoverage === undefined) return true;
    const low = coverage.filter((each) => percentTaken(each) < minCoverage);
    for (const each of low) {
        const percent = percentText(percentTaken(each));
        terminal.note(`tenet: scenarios cover ${percent} of ${each.policy.name}, less than ${minCoverage} %`);
    }
    return low.length === 0;
}
