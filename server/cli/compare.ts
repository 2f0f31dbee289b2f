// `tenet compare`: which cases two policies treat differently, and which scenarios come out otherwise.

import { resolve, sep } from 'node:path';
import {
    type ComparisonOptions,
    compare as compareCases,
    comparisonJson,
    type Facts,
    interpret,
    type Policy,
    renderComparisonMarkdown,
    renderComparisonText,
    type ScenarioFlip,
    tellVerdict,
    type Verdict,
} from '../../language/index.js';
import { type ExitCode, FINE, FOUND, WrongUsage } from './exit.js';
import { nameOfFile } from './files.js';
import { placeText } from './finding-text.js';
import { type LoadedPolicy, loadPolicy } from './load-policy.js';
import { writeOutput } from './output.js';
import { addressIn, isRevision, placeIn, revisionReader } from './revisions.js';
import { scenariosOf } from './suites.js';
import { type Colours, counted, plain, type Terminal, withoutColours } from './terminal.js';
import { diskReader } from './workspace.js';

type Aspect = NonNullable<ComparisonOptions['also']>[number];

export interface CompareOptions {
    readonly format?: 'text' | 'json' | 'md';
    readonly json?: boolean;
    /** Compared beside the outcome; `all` is everything. */
    readonly also?: readonly (Aspect | 'all')[];
    readonly out?: string;
}

export async function compare(
    old: string,
    now: string,
    options: CompareOptions,
    terminal: Terminal,
): Promise<ExitCode> {
    if (options.json && options.format && options.format !== 'json') {
        throw new WrongUsage(`--json and --format ${options.format} cannot go together`);
    }
    const before = await loadPolicy(await addressOf(old, now), terminal, revisionReader(diskReader()));
    const after = await loadPolicy(await addressOf(now, old), terminal, revisionReader(diskReader()));
    if (!before || !after) return FOUND;
    const comparison = compareCases(before.policy, after.policy, { also: aspectsOf(options) });
    const flips = await flipsOf(before, after);
    const compared = { comparison, before: before.policy, after: after.policy, flips };
    const text = render(compared, options, options.out ? withoutColours(terminal) : terminal);
    await writeOutput(terminal, options.out, text);
    const isSame = comparison.equal === true && comparison.classes.length === 0 && flips.length === 0;
    return isSame && comparison.inputs.length === 0 ? FINE : FOUND;
}

function aspectsOf({ also = [] }: CompareOptions): readonly Aspect[] {
    return also.includes('all') ? ['rule', 'reason', 'duties'] : also.filter((each) => each !== 'all');
}

type Compared = Parameters<typeof comparisonJson>[0];

async function addressOf(name: string, other: string): Promise<string> {
    if (!isRevision(name)) return resolve(name).replaceAll(sep, '/');
    return addressIn(name, isRevision(other) ? undefined : other);
}

/** The scenarios of both sides, each once, whose verdict is another one in the new policy. */
async function flipsOf(before: LoadedPolicy, after: LoadedPolicy): Promise<readonly ScenarioFlip[]> {
    const newer = await knownScenarios(after);
    const titles = new Set(newer.map(({ title }) => title));
    const older = (await knownScenarios(before)).filter(({ title }) => !titles.has(title));
    return [...newer, ...older].flatMap((scenario) => {
        const [was, is] = [before, after].map(({ policy }) => interpret(policy, factsIn(policy, scenario.facts)));
        if (!was || !is) return [];
        const [told, tells] = [tellVerdict(before.policy, was), tellVerdict(after.policy, is)];
        const changesOutcome = shortOf(was) !== shortOf(is);
        return told === tells ? [] : [{ scenario, before: told, after: tells, changesOutcome }];
    });
}

function shortOf(verdict: Verdict): string {
    return verdict.kind === 'outcome' ? verdict.outcome : `${verdict.kind} ${verdict.missing.join(' ')}`;
}

/** Of a revision those in the file alone: its folder is not on the disk. */
async function knownScenarios(loaded: LoadedPolicy) {
    return placeIn(loaded.checked.file.uri) ? loaded.checked.scenarios : scenariosOf(loaded);
}

function factsIn(policy: Policy, facts: Facts): Facts {
    const names = new Set(policy.facts.map(({ name }) => name));
    return new Map([...facts].filter(([name]) => names.has(name)));
}

function render(compared: Compared, { format, json }: CompareOptions, { colours }: Terminal): string {
    const { comparison, before, after, flips } = compared;
    switch (json ? 'json' : (format ?? 'text')) {
        case 'json':
            return `${JSON.stringify(comparisonJson(compared, nameOfFile), null, 2)}\n`;
        case 'md':
            return renderComparisonMarkdown(comparison, before, after) + flipsMarkdown(flips);
        case 'text':
            return `${linesPlain(renderComparisonText(comparison, before, after))}\n${flipsText(flips, colours)}`;
    }
}

/** The text may hold texts of the policies; line by line nothing in it can steer a terminal. */
function linesPlain(text: string): string {
    return text.split('\n').map(plain).join('\n');
}

function flipsText(flips: readonly ScenarioFlip[], colours: Colours): string {
    const changed = flips.filter(({ changesOutcome }) => changesOutcome);
    const lines = changed.flatMap(({ scenario, before, after }) => [
        `  ${plain(scenario.title)}  ${colours.blue(placeText(scenario.titleOrigin))}`,
        `    ${colours.red(before)} → ${colours.green(after)}`,
    ]);
    const verb = changed.length === 1 ? 'comes' : 'come';
    const heading = colours.bold(`${counted(changed.length, 'scenario')} ${verb} out otherwise`);
    const rest = flips.length - changed.length;
    return [
        ...(changed.length > 0 ? ['', heading, ...lines] : []),
        ...(rest > 0 ? ['', colours.dim(restText(rest, changed.length > 0))] : []),
        '',
    ].join('\n');
}

function restText(count: number, isMore: boolean): string {
    return `${counted(count, isMore ? 'more scenario' : 'scenario')} with the same outcome by another rule`;
}

function flipsMarkdown(flips: readonly ScenarioFlip[]): string {
    const changed = flips.filter(({ changesOutcome }) => changesOutcome);
    const rest = flips.length - changed.length;
    const cell = (text: string) => plain(text).replace(/[\\|`*_<>[\]]/g, (character) => `\\${character}`);
    const rows = changed.map(
        ({ scenario, before, after }) => `| ${[scenario.title, before, after].map(cell).join(' | ')} |`,
    );
    const table = ['\n### Scenarios\n', '| scenario | before | after |', '| --- | --- | --- |', ...rows, ''];
    return [
        ...(changed.length > 0 ? table : []),
        ...(rest > 0 ? ['', `${restText(rest, changed.length > 0)}.`, ''] : []),
    ].join('\n');
}
