// `tenet test --coverage conditions`, `--suggest` and `--mutate`: how much the scenarios of each policy say of it, and the
// scenarios that they lack.

import {
    BudgetExceeded,
    type ConditionCoverage,
    conditionCoverage,
    countMutants,
    coverageDrafts,
    type Draft,
    format,
    type MutationReport,
    mutationDrafts,
    mutationHtml,
    mutationSteps,
    type Policy,
    reachJson,
    reachOf,
    type Scenario,
} from '../../language/index.js';
import { type ExitCode, FINE, FOUND, WRONG, WrongUsage } from './exit.js';
import { nameOfFile } from './files.js';
import { conditionLines, mutationJson, mutationLines } from './instruments-text.js';
import { writeOutput } from './output.js';
import { appendScenarios } from './save-scenario.js';
import { counted, plain, type Terminal, withoutColours } from './terminal.js';
import { isSound, loadWorkspace, noteProblems, type Workspace } from './workspace.js';

export interface InstrumentOptions {
    readonly coverage?: string;
    readonly suggest?: boolean | string;
    readonly mutate?: boolean | 'text' | 'json' | 'html';
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
    const measured: Subject[] = [];
    for (const subject of subjects) measured.push(await measure(subject, options, terminal));
    await writeOutput(terminal, options.out, render(measured, options, terminal));
    if (typeof options.suggest === 'string') await saveDrafts(options.suggest, measured, terminal);
    if (workspace.problems.length > 0) return WRONG;
    const isEnough = measured.every((subject) => reaches(subject, options, terminal));
    return subjects.length > 0 && isEnough ? FINE : FOUND;
}

function render(subjects: readonly Subject[], options: InstrumentOptions, terminal: Terminal): string {
    if (options.json || options.mutate === 'json') {
        return `${JSON.stringify({ version: 1, policies: subjects.map(subjectJson) }, null, 2)}\n`;
    }
    if (options.mutate === 'html') {
        const mutated = subjects.flatMap(({ policy, mutation }) => (mutation ? [{ policy, mutation }] : []));
        return mutationHtml(mutated, nameOfFile);
    }
    const shown = options.out === undefined ? terminal : withoutColours(terminal);
    return `${subjects.flatMap((subject) => subjectLines(subject, options, shown)).join('\n')}\n`;
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

async function measure(subject: Subject, options: InstrumentOptions, terminal: Terminal): Promise<Subject> {
    const { policy, scenarios } = subject;
    if (options.mutate) {
        const mutation = await mutated(policy, scenarios, terminal);
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

/** Mutation in small pieces: how far it is where somebody watches, and Ctrl-C is heard in between. */
async function mutated(policy: Policy, scenarios: readonly Scenario[], terminal: Terminal): Promise<MutationReport> {
    const all = terminal.showsProgress ? countMutants(policy) : 0;
    const clear = () => {
        if (terminal.showsProgress) process.stderr.write('\r\u001b[K');
    };
    process.prependOnceListener('SIGINT', clear);
    try {
        const steps = mutationSteps(policy, scenarios);
        for (let paused = performance.now(); ; ) {
            const step = steps.next();
            if (step.done) return step.value;
            if (performance.now() - paused < PIECE_MILLISECONDS) continue;
            if (terminal.showsProgress) {
                const told = `${step.value} of ${counted(all, 'change')} to ${plain(policy.name)} looked at`;
                process.stderr.write(`\r\u001b[K${told}`);
            }
            await new Promise((resolve) => setImmediate(resolve));
            paused = performance.now();
        }
    } finally {
        clear();
        process.removeListener('SIGINT', clear);
    }
}

const PIECE_MILLISECONDS = 100;

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
