// Runs of scenarios and checks: results come in small batches, and a run that is cancelled stops between two of them.

import type { CheckedFile, Expectation, Finding, ScenarioResult as LanguageResult, Policy } from '../language/index.js';
import { printFacts } from '../language/index.js';
import { factsJson } from '../language/report/place.js';
import { expectedText } from '../language/run/path.js';
import { labelOf, onClient, shortStep, tellDecision, tellResult } from './decision.js';
import { fingerprintsIn, policyFingerprint } from './fingerprints.js';
import type { Proofs } from './proofs.js';
import type {
    CheckResult,
    Failure,
    GivenFacts,
    RunParams,
    RunSummary,
    ScenarioResult,
    TestResult,
} from './protocol.js';
import { type KnownScenario, resultsIn, scenariosIn } from './scenarios.js';
import { type Check, checksOf } from './test-tree.js';
import { encodedUri } from './uris.js';
import type { Workspace } from './workspace.js';

export interface RunListener {
    started(ids: readonly string[]): void;
    done(results: readonly TestResult[]): void;
    /** Asked between two batches; throws or answers true to stop. */
    stopped(): boolean;
}

/** Enough that 10,000 scenarios take 100 messages, and few enough that the first result comes at once. */
const BATCH = 100;

export class Runs {
    /** Files with scenarios that have been run: their verdicts stand at the line ends from then on. */
    private readonly ran = new Set<string>();
    /** What a scenario was like when it last ran, and when it last passed, by its id. */
    private readonly lastRun = new Map<string, string>();
    private readonly lastPass = new Map<string, string>();
    /** The policies whose checks have been run, as they were then. */
    private readonly provedAs = new Map<string, string>();
    /** Ids counted by runs with coverage. */
    private readonly counted = new Map<string, ReadonlySet<string>>();

    constructor(
        private readonly workspace: Workspace,
        private readonly proofs: Proofs,
    ) {}

    hasRun(uri: string): boolean {
        return this.ran.has(uri);
    }

    /** What a scenario was like when it last passed; undefined if it never did. */
    lastPassed(id: string): string | undefined {
        return this.lastPass.get(id);
    }

    /** The scenarios that a run with coverage counted. */
    countedBy(run: string): ReadonlySet<string> | undefined {
        return this.counted.get(run);
    }

    async run(params: RunParams, listener: RunListener): Promise<RunSummary> {
        const wanted = selection(params);
        const sum = { passed: 0, failed: 0, skipped: 0 };
        const counted = new Set<string>();
        const report = (results: readonly TestResult[]): void => {
            for (const result of results) {
                if (result.kind === 'skipped') sum.skipped++;
                else if (result.passed) sum.passed++;
                else sum.failed++;
                if (result.kind === 'scenario') counted.add(result.id);
            }
            listener.done(results);
        };
        for (const uri of this.workspace.each()) {
            const checked = this.workspace.checked(uri);
            if (!checked) continue;
            const isAffected = (each: KnownScenario): boolean =>
                !params.affectedOnly || this.lastRun.get(each.id) !== fingerprintsIn(checked).get(each.id);
            const scenarios = scenariosIn(checked).filter(
                (each) => wanted(each.id, each.tableId, uri) && isAffected(each),
            );
            for (let at = 0; at < scenarios.length; at += BATCH) {
                const batch = scenarios.slice(at, at + BATCH);
                listener.started(batch.map(({ id }) => id));
                await pause();
                if (listener.stopped()) return { ...sum, summary: 'Stopped.' };
                report(batch.map((each) => this.decided(checked, each)));
            }
            if (scenarios.length > 0) this.ran.add(uri);
            const checks = checksOf(this.workspace, uri).filter(({ id }) =>
                wanted(id, `${encodedUri(uri)}#check`, uri),
            );
            const policy = checked.policy && policyFingerprint(checked.policy);
            const isProved = params.affectedOnly && policy !== undefined && this.provedAs.get(uri) === policy;
            if (checks.length === 0 || isProved) continue;
            listener.started(checks.map(({ id }) => id));
            await this.proofs.finished();
            if (listener.stopped()) return { ...sum, summary: 'Stopped.' };
            report(checks.map((check) => this.checkResult(uri, check)));
            if (policy !== undefined && params.ids === undefined) this.provedAs.set(uri, policy);
        }
        if (params.coverage) this.remember(params.run, counted);
        return { ...sum, summary: tellSum(sum) };
    }

    private remember(run: string, counted: ReadonlySet<string>): void {
        this.counted.set(run, counted);
        // A client keeps no more than a few runs on the screen.
        const [oldest] = this.counted.keys();
        if (this.counted.size > 20 && oldest !== undefined) this.counted.delete(oldest);
    }

    private decided(checked: CheckedFile, known: KnownScenario): TestResult {
        const result = this.resultOf(checked, known);
        const like = fingerprintsIn(checked).get(known.id);
        if (like === undefined) return result;
        this.lastRun.set(known.id, like);
        if (result.kind !== 'skipped' && result.passed) this.lastPass.set(known.id, like);
        return result;
    }

    private resultOf(checked: CheckedFile, { id, uri, scenario }: KnownScenario): TestResult {
        const result = resultsIn(checked).get(id);
        const { policy, policyFile } = checked;
        const clientUri = this.workspace.clientUri(uri);
        if (!result || !policy || !policyFile) {
            return {
                kind: 'skipped',
                id,
                uri: clientUri,
                reason: 'The policy has errors: look at its problems first.',
            };
        }
        const decided = {
            policy,
            policyUri: policyFile.uri,
            facts: scenario.facts,
            verdict: result.verdict,
            stale: false,
        };
        return {
            kind: 'scenario',
            id,
            uri: clientUri,
            passed: result.passed,
            text: tellResult(policy, result, scenario.facts),
            decision: tellDecision(this.workspace, decided),
            failures: failuresOf(this.workspace, policy, result),
        } satisfies ScenarioResult;
    }

    private checkResult(uri: string, { id, fails }: Check): TestResult {
        const clientUri = this.workspace.clientUri(uri);
        const proved = this.proofs.findingsOf(uri);
        const policy = this.workspace.checked(uri)?.policy;
        if (!policy || !proved?.current) {
            return {
                kind: 'skipped',
                id,
                uri: clientUri,
                reason: 'The policy has errors: nothing can be proved of it.',
            };
        }
        const against = proved.findings.filter(fails);
        const open = proved.findings.find(({ code }) => code === 'not-decided');
        if (against.length === 0 && open) return { kind: 'skipped', id, uri: clientUri, reason: open.message };
        const passed = against.every(({ severity }) => severity !== 'error' && severity !== 'warning');
        return {
            kind: 'check',
            id,
            uri: clientUri,
            passed,
            text: passed ? '✓ proved for all cases' : `✗ ${against[0]?.message}`,
            failures: passed ? [] : against.map((finding) => checkFailure(this.workspace, policy, finding)),
        };
    }
}

/** Failures of a scenario, each with both sides as blocks of text. */
export function failuresOf(workspace: Workspace, policy: Policy, result: LanguageResult): readonly Failure[] {
    const { scenario, verdict, failures } = result;
    return failures.map(({ expectation, expected, actual }) => ({
        message: `${actual}, but ${expected} was expected`,
        expected: block(policy, scenario.facts, verdict, expected),
        actual: block(policy, scenario.facts, verdict, actual, true),
        origin: onClient(workspace, expectation.origin),
        ...(canAccept(expectation) ? { accept: `Accept actual: ${expectedText(verdict)}` } : {}),
    }));
}

/** A duty that is expected and does not apply cannot be repaired by another word. */
export function canAccept(expectation: Expectation): boolean {
    return expectation.kind !== 'duty' && expectation.kind !== 'no-duty';
}

/** Facts as a client gives them back. */
export function givenFacts(policy: Policy, facts: Parameters<typeof factsJson>[1]): GivenFacts {
    return factsJson(policy, facts);
}

function block(
    policy: Policy,
    facts: LanguageResult['scenario']['facts'],
    verdict: LanguageResult['verdict'],
    headline: string,
    withPath = false,
): string {
    if (!withPath) return headline;
    const way = verdict.path.map((step) => `  ${shortStep(policy, facts, step)}`);
    return [headline === '' ? labelOf(policy, verdict) : headline, ...way].join('\n');
}

function checkFailure(workspace: Workspace, policy: Policy, finding: Finding): CheckResult['failures'][number] {
    const { message, code, origin, related = [], witness } = finding;
    const facts = witness ? printFacts(policy, witness.facts).join('\n') : '';
    return {
        message,
        expected: 'no such case',
        actual: facts === '' ? message : facts,
        origin: onClient(workspace, origin),
        code,
        ...(witness ? { witness: givenFacts(policy, witness.facts) } : {}),
        related: related.map((each) => ({ message: each.message, origin: onClient(workspace, each.origin) })),
    };
}

/** Whether an item was asked for: itself, what it stands in, or its file; and not left out in the same way. */
function selection({ ids, exclude = [] }: RunParams): (id: string, parent: string | undefined, uri: string) => boolean {
    const asked = ids && new Set(ids);
    const leftOut = new Set(exclude);
    const isIn = (set: ReadonlySet<string>, id: string, parent: string | undefined, uri: string): boolean =>
        set.has(id) || (parent !== undefined && set.has(parent)) || set.has(encodedUri(uri)) || set.has(uri);
    return (id, parent, uri) =>
        (asked === undefined || isIn(asked, id, parent, uri)) && !isIn(leftOut, id, parent, uri);
}

function tellSum({ passed, failed, skipped }: { passed: number; failed: number; skipped: number }): string {
    const count = passed + failed + skipped;
    const parts = [`${passed} of ${count} pass`, ...(failed > 0 ? [`${failed} fail`] : [])];
    if (skipped > 0) parts.push(`${skipped} could not be run`);
    return `${parts.join(', ')}.`;
}

/** Lets cancellations and edits through. */
function pause(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, 0));
}
