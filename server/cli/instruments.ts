// `tenet test --coverage conditions`, `--suggest` and `--mutate`: how much the scenarios of each policy say of it, and the
// scenarios that they lack.

import {
    BudgetExceeded,
    type ConditionCoverage,
    conditionCoverage,
    coverageDrafts,
    type Draft,
    format,
    type MutationReport,
    mutate,
    mutationDrafts,
    type Policy,
    reachJson,
    reachOf,
    type Scenario,
} from '../../language/index.js';
import { isSound } from './check.js';
import { type ExitCode, FINE, FOUND, WRONG, WrongUsage } from './exit.js';
import { nameOfFile } from './files.js';
import { conditionLines, mutationJson, mutationLines } from './instruments-text.js';
import { writeOutput } from './output.js';
import { appendScenarios } from './save-scenario.js';
import { counted, plain, type Terminal, withoutColours } from './terminal.js';
import { loadWorkspace, noteProblems, type Workspace } from './workspace.js';

export interface InstrumentOptions {
    readonly coverage?: string;
    readonly suggest?: boolean | string;
    readonly mutate?: boolean;
    readonly minCoverage?: number;
    readonly minScore?: number;
    readonly filter?: string;
    readonly json?: boolean;
    readonly out?: string;
}

/** A policy with all scenarios that were named. */
export interface Subject {
    readonly uri: string;
    readonly policy: Policy;
    readonly scenarios: readonly Scenario[];
    /** Measured where it was asked for; null where the policy is too entangled. */
    readonly coverage?: ConditionCoverage | null;
    readonly mutation?: MutationReport;
    readonly drafts?: readonly Draft[];
    /** No fewer scenarios meet what is open. */
    readonly atLeast?: number;
}

export async function instruments(
    paths: readonly string[],
    options: InstrumentOptions,
    terminal: Terminal,
): Promise<ExitCode> {
    const workspace = await loadWorkspace(paths);
    noteProblems(workspace, terminal);
    const subjects = subjectsOf(workspace, options.filter ?? '');
    if (subjects.length === 0) terminal.note('tenet: there is no policy without errors here');
    const measured = subjects.map((subject) => measure(subject, options, terminal));
    const shown = options.out === undefined ? terminal : withoutColours(terminal);
    const text = options.json
        ? `${JSON.stringify({ version: 1, policies: measured.map(subjectJson) }, null, 2)}\n`
        : `${measured.flatMap((subject) => subjectLines(subject, options, shown)).join('\n')}\n`;
    await writeOutput(terminal, options.out, text);
    if (typeof options.suggest === 'string') await saveDrafts(options.suggest, measured, terminal);
    if (workspace.problems.length > 0) return WRONG;
    const isEnough = measured.every((subject) => reaches(subject, options, terminal));
    return subjects.length > 0 && isEnough ? FINE : FOUND;
}

function subjectsOf({ files }: Workspace, filter: string): readonly Subject[] {
    const subjects = new Map<string, { policy: Policy; scenarios: Scenario[] }>();
    const wanted = filter.toLowerCase();
    for (const file of files) {
        const uri = file.policyFile?.uri;
        if (uri === undefined || !isSound(file)) continue;
        const known = subjects.get(uri) ?? { policy: file.policy, scenarios: [] };
        subjects.set(uri, known);
        known.scenarios.push(
            ...file.scenarios.filter(({ title, tags }) =>
                [title, ...tags].some((text) => text.toLowerCase().includes(wanted)),
            ),
        );
    }
    return [...subjects].map(([uri, { policy, scenarios }]) => ({ uri, policy, scenarios }));
}

function measure(subject: Subject, options: InstrumentOptions, terminal: Terminal): Subject {
    const { policy, scenarios } = subject;
    if (options.mutate) {
        const mutation = mutate(policy, scenarios, { onProgress: (count) => showCount(count, terminal) });
        if (terminal.showsProgress) process.stderr.write('\r\u001b[K');
        return {
            ...subject,
            mutation,
            ...(options.suggest ? { drafts: mutationDrafts(policy, mutation, scenarios) } : {}),
        };
    }
    try {
        const coverage = conditionCoverage(
            policy,
            scenarios.map(({ facts }) => facts),
        );
        if (!options.suggest) return { ...subject, coverage };
        const { drafts, suite } = coverageDrafts(coverage, scenarios);
        return { ...subject, coverage, drafts, atLeast: suite.atLeast };
    } catch (error) {
        if (!(error instanceof BudgetExceeded)) throw error;
        terminal.note(`tenet: ${plain(policy.name)} is too entangled to tell which conditions can be reached`);
        return { ...subject, coverage: null };
    }
}

/** How far it is, where somebody watches. */
function showCount(count: number, { showsProgress }: Terminal): void {
    if (showsProgress && count % CHANGES_BETWEEN === 0) {
        process.stderr.write(`\r\u001b[K${counted(count, 'change')} looked at`);
    }
}

const CHANGES_BETWEEN = 20;

function subjectLines(subject: Subject, options: InstrumentOptions, terminal: Terminal): readonly string[] {
    const lines = subject.mutation ? mutationLines(subject, terminal) : conditionLines(subject, terminal);
    if (options.suggest !== true || !subject.drafts || subject.drafts.length === 0) return lines;
    return [...lines, '', format(subject.drafts.map(({ text }) => text).join('\n')).trimEnd(), ''];
}

function subjectJson(subject: Subject): object {
    const { coverage } = subject;
    const titles = subject.scenarios.map(({ title }) => title);
    return {
        policy: subject.policy.name,
        scenarios: subject.scenarios.length,
        ...(coverage ? { conditions: reachJson(reachOf(coverage, titles), nameOfFile) } : {}),
        ...(subject.mutation ? { mutation: mutationJson(subject.policy, subject.mutation) } : {}),
        ...(subject.drafts
            ? { suggested: subject.drafts.map(({ title, text }) => ({ title, text: format(text) })) }
            : {}),
        ...(subject.atLeast === undefined ? {} : { atLeast: subject.atLeast }),
    };
}

async function saveDrafts(into: string, subjects: readonly Subject[], terminal: Terminal): Promise<void> {
    const drafts = subjects.flatMap((subject) => subject.drafts ?? []);
    if (subjects.length > 1) throw new WrongUsage(`--suggest ${into}: name the files of one policy only`);
    if (drafts.length === 0) return;
    await appendScenarios(
        into,
        drafts.map(({ text }) => text),
        HEADING,
    );
    terminal.note(`${counted(drafts.length, 'scenario')} written to ${plain(into)}, tagged ‘review’.`);
}

const HEADING = '// ---- suggested by Tenet: what each expects is what the policy does, to be reviewed';

function reaches({ policy, coverage, mutation }: Subject, options: InstrumentOptions, terminal: Terminal): boolean {
    if (coverage === null) return false;
    const { met, of } = coverage?.figures.all ?? { met: 0, of: 0 };
    const percent = of === 0 ? 100 : (100 * met) / of;
    if (coverage && options.minCoverage !== undefined && percent < options.minCoverage) {
        terminal.note(
            `tenet: scenarios meet ${percent.toFixed(1)} % of ${plain(policy.name)}, less than ${options.minCoverage} %`,
        );
        return false;
    }
    if (mutation && options.minScore !== undefined && mutation.score < options.minScore) {
        terminal.note(
            `tenet: scenarios notice ${mutation.score.toFixed(1)} % of the changes to ${plain(policy.name)}, less than ${options.minScore} %`,
        );
        return false;
    }
    return true;
}
