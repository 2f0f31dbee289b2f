// Coverage in the editor's own views: a rule is a declaration (counted where it decided), what it asks is a statement, and
// each answer a branch by its own words. Which scenario reached what is asked of the server when somebody looks.

import * as vscode from 'vscode';
import type { CoverageFile, CoveragePart, CoverageResult, CoverageRule } from '../../server/protocol.js';
import { toRange } from '../positions.js';
import type { TestRuns } from '../scenarios/test-runs.js';
import type { TestTree } from '../scenarios/test-tree.js';
import type { ServerLink } from '../server/link.js';

/** More than this many reasons are counted. */
const MOST_REASONS = 10;

export function createCoverageProfile(
    link: ServerLink,
    controller: vscode.TestController,
    tree: TestTree,
    runs: TestRuns,
): vscode.TestRunProfile {
    const coverRun = async (run: vscode.TestRun, name: string): Promise<void> => {
        const result = await link.request('tenet/coverage', { run: name, parts: true });
        for (const file of result.files) {
            if (file.scenarios.length > 0) run.addCoverage(new RuleCoverage(file, tree));
        }
        run.appendOutput(`${outputOf(result).join('\r\n')}\r\n`);
    };
    const profile = controller.createRunProfile(
        vscode.l10n.t('Run with rule coverage'),
        vscode.TestRunProfileKind.Coverage,
        (request, token) => runs.run(request, token, { cover: coverRun }),
        true,
    );
    profile.loadDetailedCoverage = async (_, coverage) =>
        coverage instanceof RuleCoverage ? detailsOfFile(coverage.file) : [];
    profile.loadDetailedCoverageForTest = async (_, coverage, item, token) => {
        if (!(coverage instanceof RuleCoverage)) return [];
        const only = { uri: coverage.file.uri, scenarios: [item.id], parts: true };
        const { files } = await link.request('tenet/coverage', only, token);
        return files.flatMap(detailsOfFile);
    };
    return profile;
}

/** What a run reached of one policy. */
export class RuleCoverage extends vscode.FileCoverage {
    readonly file: CoverageFile;

    constructor(file: CoverageFile, tree: TestTree) {
        const questions = file.rules
            .flatMap((rule) => rule.questions)
            .filter(({ answers }) => answers.some(isPossible));
        const answers = questions.flatMap((question) => question.answers.filter(isPossible));
        const rules = file.rules.filter(isReachable);
        const whole = (file.parts ?? []).filter(isWhole);
        const sides = (file.parts ?? []).filter((part) => !isWhole(part));
        const count = <T>(all: readonly T[], holds: (each: T) => boolean): vscode.TestCoverageCount =>
            new vscode.TestCoverageCount(all.filter(holds).length, all.length);
        super(
            vscode.Uri.parse(file.uri),
            count([...questions, ...whole], (each) => each.count > 0),
            count([...answers, ...sides], (each) => each.count > 0),
            count(rules, (rule) => rule.decided > 0),
            file.scenarios.flatMap((id) => tree.item(id) ?? []),
        );
        this.file = file;
    }
}

function detailsOfFile({ rules, parts = [] }: CoverageFile): vscode.FileCoverageDetail[] {
    return [...rules.flatMap(detailsOf), ...detailsOfParts(parts)];
}

/** Outcomes and duties as statements; the sides of conditions and bounds as branches of the text that they stand in. */
function detailsOfParts(parts: readonly CoveragePart[]): vscode.StatementCoverage[] {
    const byPlace = new Map<string, CoveragePart[]>();
    for (const part of parts) {
        const key = JSON.stringify([isWhole(part), part.range]);
        const together = byPlace.get(key);
        if (together) together.push(part);
        else byPlace.set(key, [part]);
    }
    return [...byPlace.values()].flatMap((together) => {
        const [first] = together;
        if (!first) return [];
        const range = toRange(first.range);
        const count = Math.max(...together.map((part) => part.count));
        if (isWhole(first)) return [new vscode.StatementCoverage(count, range)];
        const branches = together.map((part) => new vscode.BranchCoverage(part.count, range, part.text));
        return [new vscode.StatementCoverage(count, range, branches)];
    });
}

function isWhole({ kind }: CoveragePart): boolean {
    return kind === 'outcome' || kind === 'duty';
}

/** Rules, questions and answers; what no case can reach is no gap, and is left out. */
function detailsOf(rule: CoverageRule): vscode.FileCoverageDetail[] {
    if (!isReachable(rule)) return [];
    const title = rule.title === null ? rule.name : `${rule.name} ${rule.title}`;
    return [
        // The name stands in the first line; the rest is what the questions say.
        new vscode.DeclarationCoverage(title, rule.decided, toRange(rule.range).start),
        ...rule.questions.flatMap(({ count, range, answers }) => {
            const possible = answers.filter(isPossible);
            if (possible.length === 0) return [];
            const branches = possible.map(
                (answer) => new vscode.BranchCoverage(answer.count, toRange(answer.range), `“${answer.label}”`),
            );
            return [new vscode.StatementCoverage(count, toRange(range), branches)];
        }),
    ];
}

/** The sum in one sentence, then what was left out and why, then what there is to do about the rest. */
function outputOf({ summary, files }: CoverageResult): readonly string[] {
    const all = files.flatMap(({ rules }) => rules.flatMap(({ questions }) => questions));
    const beyond = all.flatMap(({ rule, answers }) =>
        answers.flatMap(({ label, beyondReach }) => (beyondReach === null ? [] : [{ rule, label, why: beyondReach }])),
    );
    const told = beyond
        .slice(0, MOST_REASONS)
        .map(({ rule, label, why }) => `  ⊘ ${vscode.l10n.t('{0} “{1}” is left out: {2}', rule, label, why)}`);
    const more = beyond.length - told.length;
    const gaps = all.flatMap(({ rule, answers }) =>
        answers.filter((answer) => isPossible(answer) && answer.count === 0).map(({ label }) => `${rule} “${label}”`),
    );
    const open = gaps.slice(0, MOST_REASONS).join(', ');
    const rest = gaps.length > MOST_REASONS ? vscode.l10n.t(' and {0} more', gaps.length - MOST_REASONS) : '';
    return [
        summary,
        ...told,
        ...(more > 0 ? [`  ⊘ ${vscode.l10n.t('and {0} more', more)}`] : []),
        ...files.flatMap(tellParts),
        ...(gaps.length > 0
            ? [
                  vscode.l10n.t('Never taken: {0}{1}.', open, rest),
                  vscode.l10n.t('“Tenet: Generate Missing Scenarios” writes scenarios that take them.'),
              ]
            : []),
    ];
}

/** Conditions and bounds in one sentence, and what of them no case can reach. */
function tellParts({ policy, parts, partsBeyondReach = [] }: CoverageFile): readonly string[] {
    const name = policy.title ?? policy.name;
    if (!parts) return [vscode.l10n.t('{0}: conditions and bounds are too entangled to be told apart.', name)];
    const tell = (kind: CoveragePart['kind'], words: string): string => {
        const all = parts.filter((part) => part.kind === kind);
        return vscode.l10n.t('{0}: {1} of {2}', words, all.filter(({ count }) => count > 0).length, all.length);
    };
    const told = [
        tell('condition', vscode.l10n.t('conditions that decided, both ways')),
        tell('bound', vscode.l10n.t('bounds, on both sides')),
        tell('duty', vscode.l10n.t('duties that applied')),
    ].join(' · ');
    const shown = partsBeyondReach.slice(0, MOST_REASONS);
    const more = partsBeyondReach.length - shown.length;
    return [
        `${name}: ${told}.`,
        ...shown.map((text) => `  ⊘ ${vscode.l10n.t('{0} is left out: no case can be so.', text)}`),
        ...(more > 0 ? [`  ⊘ ${vscode.l10n.t('and {0} more', more)}`] : []),
    ];
}

function isPossible({ beyondReach }: { readonly beyondReach: string | null }): boolean {
    return beyondReach === null;
}

function isReachable({ questions }: CoverageRule): boolean {
    return questions.some(({ answers }) => answers.some(isPossible));
}
