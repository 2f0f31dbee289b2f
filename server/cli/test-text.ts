// The results of a test run for people: a line for each scenario or a row of dots, then each failure with what was
// expected, what came instead and the path, then the sums.

import {
    type FailedExpectation,
    type PolicyCoverage,
    type Project,
    percentTaken,
    percentText,
    type ScenarioResult,
    type SuiteResults,
    summarise,
    type TestReport,
    takeable,
    tellVerdict,
    type UntakenAnswer,
    untakenAnswers,
    type Verdict,
} from '../../language/index.js';
import { nameOfFile } from './files.js';
import { findingTeller, placeText } from './finding-text.js';
import { pathLines } from './path-text.js';
import { type Colours, columnsOf, counted, padded, plain, type Terminal, wrapped } from './terminal.js';

/** More scenarios than this are shown as dots. */
const MOST_LINES = 100;
const DOTS_IN_A_ROW = 80;

export interface TestTextOptions {
    readonly showsCoverage: 'no' | 'summary' | 'answers';
    /** Under each scenario its verdict and the path in short. */
    readonly showsPaths: boolean;
}

export function testText(report: TestReport, project: Project, options: TestTextOptions, terminal: Terminal): string {
    const { colours } = terminal;
    const { scenarios } = summarise(report);
    const parts: string[] = [];
    if (scenarios > MOST_LINES && !options.showsPaths) parts.push(dots(report, colours));
    else for (const suite of report.suites) parts.push(suiteLines(suite, options, terminal));
    for (const suite of report.suites) {
        for (const result of suite.results) if (!result.passed) parts.push(failureText(suite, result, terminal));
    }
    parts.push(...brokenTexts(report, project, terminal));
    if (options.showsCoverage === 'answers') {
        parts.push(
            ...report.coverage
                .filter((each) => untakenAnswers(each).length > 0)
                .map((each) => untakenText(each, terminal)),
        );
    }
    parts.push(summaryText(report, options, colours));
    return `${parts.join('\n\n')}\n`;
}

function dots({ suites }: TestReport, colours: Colours): string {
    return suites
        .map(({ uri, results }) => {
            const marks = results.map(({ passed }) => (passed ? colours.green('·') : colours.red('✗')));
            const rows: string[] = [];
            for (let at = 0; at < marks.length; at += DOTS_IN_A_ROW) {
                rows.push(`  ${marks.slice(at, at + DOTS_IN_A_ROW).join('')}`);
            }
            return [colours.bold(plain(nameOfFile(uri))), ...rows].join('\n');
        })
        .join('\n');
}

function suiteLines(
    { uri, policy, results }: SuiteResults,
    { showsPaths }: TestTextOptions,
    { colours, width }: Terminal,
): string {
    const lines = results.flatMap(({ scenario, passed, verdict }) => {
        const mark = passed ? colours.green('✓') : colours.red('✗');
        const tags = scenario.tags.length === 0 ? '' : colours.dim(`  ${scenario.tags.map(plain).join(', ')}`);
        const line = `  ${mark} ${plain(scenario.title)}${tags}`;
        if (!showsPaths) return [line];
        const path = verdict.path.map(({ rule, label }) => `${rule} ${label}`).join(' → ');
        const end = tellVerdict(policy, verdict);
        const told = path === '' ? end : `${end} · ${path}`;
        return [line, ...wrapped(plain(told), width - 6).map((part) => `      ${colours.dim(part)}`)];
    });
    return [colours.bold(plain(nameOfFile(uri))), ...lines].join('\n');
}

function failureText({ policy }: SuiteResults, result: ScenarioResult, { colours, width }: Terminal): string {
    const { scenario, failures, verdict } = result;
    const lines = [
        `${colours.red(colours.bold('✗'))} ${colours.bold(plain(scenario.title))}`,
        `  ${colours.blue(placeText(scenario.titleOrigin))}`,
    ];
    for (const failure of failures) lines.push(...expectationLines(failure, verdict, { colours, width }));
    const mark = failures.find(({ differsAt }) => differsAt !== undefined)?.differsAt;
    const telling = {
        policy,
        facts: scenario.facts,
        colours,
        width: width - 2,
        ...(mark === undefined ? {} : { mark }),
    };
    lines.push(`  ${colours.dim('path')}`, ...pathLines(verdict, telling).map((line) => `  ${line}`));
    return lines.join('\n');
}

/** What a line of the scenario expects, and what came instead. */
function expectationLines(
    { expected, actual, expectation }: FailedExpectation,
    verdict: Verdict,
    { colours, width }: Pick<Terminal, 'colours' | 'width'>,
): readonly string[] {
    const say = (heading: string, text: string, paint: (text: string) => string): readonly string[] =>
        wrapped(plain(text), width - 14).map(
            (line, index) => `  ${colours.dim(padded(index === 0 ? heading : '', 10))}  ${paint(line)}`,
        );
    const got =
        expectation.kind === 'duty' && verdict.duties.length > 0
            ? verdict.duties.map(({ text }) => `duty “${text}”`)
            : [expectation.kind === 'no-duty' && verdict.kind === 'outcome' ? 'this duty' : actual];
    return [
        ...say('expected', `${expected}`, colours.green),
        ...got.flatMap((text, index) => say(index === 0 ? 'got' : '', text, colours.red)),
    ];
}

/** The errors of all files, each once; files that only suffer from them are named. */
function brokenTexts({ broken }: TestReport, project: Project, terminal: Terminal): readonly string[] {
    const { colours } = terminal;
    const tell = findingTeller((uri) => project.files.get(uri)?.text, terminal);
    const told = new Set<string>();
    return broken.map(({ uri, findings }) => {
        const fresh = findings.filter((finding) => {
            const key = JSON.stringify([finding.code, finding.origin, finding.message]);
            return !told.has(key) && told.add(key);
        });
        const elsewhere = [...new Set(findings.map(({ origin }) => nameOfFile(origin.uri)))].map(plain).join(', ');
        const what = fresh.length > 0 ? `has ${counted(fresh.length, 'error')}` : `was not run: see ${elsewhere}`;
        const head = `${colours.red(colours.bold('✗'))} ${colours.bold(plain(nameOfFile(uri)))} ${what}`;
        return [head, ...fresh.map((finding) => `\n${tell({ finding }).trimEnd()}`)].join('\n');
    });
}

function untakenText(covered: PolicyCoverage, { colours }: Terminal): string {
    const untaken = untakenAnswers(covered);
    const width = Math.max(...untaken.map(({ answer }) => columnsOf(placeText(answer.origin))));
    const line = ({ node, answer }: UntakenAnswer) => {
        const of = node.reviewing === undefined ? '' : colours.dim(` (of ${node.reviewing})`);
        const place = colours.blue(padded(placeText(answer.origin), width));
        return `  ${place}  ${node.rule} ${plain(answer.label)}${of}`;
    };
    const listed = (heading: string, which: readonly UntakenAnswer[]) =>
        which.length === 0 ? [] : [[colours.bold(heading), ...which.map(line)].join('\n')];
    return [
        ...listed(
            `No scenario takes these answers of ${covered.policy.name}`,
            untaken.filter(({ isBeyond }) => !isBeyond),
        ),
        ...listed(
            `No case at all takes these answers of ${covered.policy.name}, with proof`,
            untaken.filter(({ isBeyond }) => isBeyond),
        ),
    ].join('\n\n');
}

function summaryText(report: TestReport, { showsCoverage }: TestTextOptions, colours: Colours): string {
    const { scenarios, failed, broken } = summarise(report);
    const isFine = failed === 0 && broken === 0;
    const mark = isFine ? colours.green('✓') : colours.red(colours.bold('✗'));
    const ran =
        scenarios === 0
            ? 'no scenario was run'
            : failed === 0
              ? `${counted(scenarios, 'scenario')} passed`
              : `${failed} of ${counted(scenarios, 'scenario')} failed`;
    const lines = [`${mark} ${broken === 0 ? '' : `${counted(broken, 'file')} with errors, `}${ran}`];
    if (showsCoverage !== 'no') {
        const names = report.coverage.map(({ policy }) => policy.name);
        const width = Math.max(0, ...names.map(columnsOf));
        for (const [index, each] of report.coverage.entries()) {
            const { taken } = each.coverage;
            const of = takeable(each);
            const name = padded(names[index] as string, width);
            const beyond = each.coverage.of - of;
            const note = beyond === 0 ? '' : `; ${beyond} more that no case can take`;
            lines.push(`  coverage  ${name}  ${taken} of ${of} answers  ${percentText(percentTaken(each))}${note}`);
        }
    }
    return lines.join('\n');
}
