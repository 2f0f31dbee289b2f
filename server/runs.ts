// Runs of scenarios and checks: results come in small batches, and a run that is cancelled stops between two of them.

import type { CheckedFile, Finding, ScenarioResult as LanguageResult, Policy } from '../language/index.js';
import { printFacts } from '../language/index.js';
import { factsJson } from '../language/report/place.js';
import { acceptText, canAccept } from './accept.js';
import { onClient, tellDecision, tellResult } from './decision.js';
import { blocksOf } from './failure-blocks.js';
import { fingerprintOfAll, fingerprintsIn, policyFingerprint } from './fingerprints.js';
import { outcomesWithoutScenario } from './outcomes-seen.js';
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
import { type KnownScenario, resultsIn, resultsOfPolicy, scenariosIn, uriOfId } from './scenarios.js';
import { type Check, checksOf } from './test-tree.js';
import { encodedUri, plainUri } from './uris.js';
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
    /** Policies with checks that have been run. */
    private readonly provedIn = new Set<string>();
    /** What a scenario or check was like when it last ran, and when it last passed, by its id. */
    private readonly lastRun = new Map<string, string>();
    private readonly lastPass = new Map<string, string>();
    /** Those of which it was told that their results are out of date. */
    private readonly outdated = new Set<string>();
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

    /**
     * The scenarios and checks in these files and their policies that ran and may come out otherwise by now, each told once
     * until it runs again; where that is all of a file, the file.
     */
    newlyOutdated(uris: readonly string[]): readonly string[] {
        const involved = new Set(uris.flatMap((uri) => [uri, this.workspace.policyUriOf(uri) ?? uri]));
        return [...involved].flatMap((uri) => {
            const hasRun = this.ran.has(uri) || this.provedIn.has(uri);
            const checked = hasRun ? this.workspace.checked(uri) : undefined;
            if (!checked) return [];
            const [found, fresh]: [string[], string[]] = [[], []];
            for (const [id, like] of this.like(uri, checked)) {
                const last = this.lastRun.get(id);
                if (last === undefined || this.outdated.has(id)) continue;
                (last === like ? fresh : found).push(id);
            }
            for (const id of found) this.outdated.add(id);
            return found.length > 1 && fresh.length === 0 ? [this.workspace.clientUri(uri)] : found;
        });
    }

    async run(params: RunParams, listener: RunListener): Promise<RunSummary> {
        const wanted = selection(this.workspace, params);
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
            const checked = wanted.hasAny(uri) ? this.workspace.checked(uri) : undefined;
            if (!checked) continue;
            const like = params.affectedOnly ? this.like(uri, checked) : undefined;
            const isAffected = ({ id }: { readonly id: string }): boolean =>
                like === undefined || this.lastRun.get(id) !== like.get(id);
            const scenarios = scenariosIn(checked).filter(
                (each) => wanted.has(each.id, each.tableId, uri) && isAffected(each),
            );
            for (let at = 0; at < scenarios.length; at += BATCH) {
                const batch = scenarios.slice(at, at + BATCH);
                listener.started(batch.map(({ id }) => id));
                await pause();
                if (listener.stopped()) return { ...sum, summary: 'Stopped.' };
                report(batch.map((each) => this.decided(checked, each)));
            }
            if (scenarios.length > 0) this.ran.add(uri);
            const checks = checksOf(this.workspace, uri).filter(
                (each) => wanted.has(each.id, `${encodedUri(uri)}#check`, uri) && isAffected(each),
            );
            if (checks.length === 0) continue;
            listener.started(checks.map(({ id }) => id));
            await this.proofs.finished();
            if (listener.stopped()) return { ...sum, summary: 'Stopped.' };
            this.provedIn.add(uri);
            report(checks.map((check) => this.proved(uri, check)));
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
        this.note(known.id, like);
        if (like !== undefined && result.kind !== 'skipped' && result.passed) this.lastPass.set(known.id, like);
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

    /** What each scenario and check of a file is like now; nothing where its policy has errors. */
    private like(uri: string, checked: CheckedFile): ReadonlyMap<string, string> {
        const { policy } = checked;
        if (!policy) return fingerprintsIn(checked);
        const all = new Map(fingerprintsIn(checked));
        for (const { id, about } of checksOf(this.workspace, uri))
            all.set(id, about === 'proof' ? policyFingerprint(policy) : this.likeAll(uri));
        return all;
    }

    /** The same for a policy with all its scenarios together. */
    private likeAll(policyUri: string): string {
        const files = this.workspace.suitesOf(policyUri).flatMap((uri) => this.workspace.checked(uri) ?? []);
        return fingerprintOfAll(files);
    }

    private proved(uri: string, check: Check): TestResult {
        const result = this.checkResult(uri, check);
        const checked = this.workspace.checked(uri);
        this.note(check.id, checked && this.like(uri, checked).get(check.id));
        return result;
    }

    private note(id: string, like: string | undefined): void {
        this.outdated.delete(id);
        if (like !== undefined) this.lastRun.set(id, like);
    }

    private checkResult(uri: string, check: Check): TestResult {
        const { id } = check;
        const clientUri = this.workspace.clientUri(uri);
        const skipped = (reason: string): TestResult => ({ kind: 'skipped', id, uri: clientUri, reason });
        const proved = this.proofs.findingsOf(uri);
        const policy = this.workspace.checked(uri)?.policy;
        if (!policy || !proved?.current) return skipped('The policy has errors: nothing can be proved of it.');
        // Of no rules everything can be proved, and nothing is meant by it.
        if (policy.flow.length === 0) return skipped('There are no rules yet.');
        if (check.about === 'scenarios') return this.seenResult(uri, check, policy, proved.findings);
        const against = proved.findings.filter(check.fails);
        const open = proved.findings.find(({ code }) => code === 'not-decided');
        if (against.length === 0 && open) return skipped(open.message);
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

    /** Whether the scenarios come to every outcome. */
    private seenResult(uri: string, { id }: Check, policy: Policy, findings: readonly Finding[]): TestResult {
        const clientUri = this.workspace.clientUri(uri);
        const all = resultsOfPolicy(this.workspace, uri);
        if (all.length === 0) return { kind: 'skipped', id, uri: clientUri, reason: 'There are no scenarios yet.' };
        const verdicts = all.map(({ result }) => result.verdict);
        const failures = outcomesWithoutScenario(policy, verdicts, findings).map(
            ({ name, title, origin }): CheckResult['failures'][number] => ({
                message: `No scenario comes to ${title === undefined ? `‘${name}’` : `“${title}” (${name})`}.`,
                ...NOTHING_TO_COMPARE,
                origin: onClient(this.workspace, origin),
                related: [],
            }),
        );
        const passed = failures.length === 0;
        const text = passed ? '✓ every outcome has a scenario' : `✗ ${failures[0]?.message}`;
        return { kind: 'check', id, uri: clientUri, passed, text, failures };
    }
}

/** Failures of a scenario, each with both sides as blocks of text. */
export function failuresOf(workspace: Workspace, policy: Policy, result: LanguageResult): readonly Failure[] {
    return result.failures.map(({ expectation, expected, actual }) => ({
        message: `${actual}, but ${expected} was expected`,
        ...blocksOf(policy, result, expectation),
        origin: onClient(workspace, expectation.origin),
        ...(canAccept(expectation) ? { accept: `Accept actual: ${acceptText(result)}` } : {}),
    }));
}

/** Facts as a client gives them back. */
export function givenFacts(policy: Policy, facts: Parameters<typeof factsJson>[1]): GivenFacts {
    return factsJson(policy, facts);
}

/** A client shows the message alone. */
const NOTHING_TO_COMPARE = { expected: '', actual: '' } as const;

/** What speaks against a check, with the case that shows it. */
function checkFailure(workspace: Workspace, policy: Policy, finding: Finding): CheckResult['failures'][number] {
    const { message, code, origin, related = [], witness } = finding;
    const facts = witness ? printFacts(policy, witness.facts).map((fact) => `  ${fact}`) : [];
    return {
        message: facts.length === 0 ? message : [message, 'The case:', ...facts].join('\n'),
        ...NOTHING_TO_COMPARE,
        origin: onClient(workspace, origin),
        code,
        ...(witness ? { witness: givenFacts(policy, witness.facts) } : {}),
        related: related.map((each) => ({ message: each.message, origin: onClient(workspace, each.origin) })),
    };
}

interface Selection {
    /** Whether anything in a file may have been asked for. */
    hasAny(uri: string): boolean;
    /** Whether an item was: itself, what it stands in, or its file; and not left out in the same way. */
    has(id: string, parent: string | undefined, uri: string): boolean;
}

/** A policy is asked for with all its suites; what is left out is only what is named. */
function selection(workspace: Workspace, { ids, exclude = [] }: RunParams): Selection {
    const named = ids?.filter((id) => !id.includes('#')).flatMap((id) => workspace.suitesOf(plainUri(id)));
    const asked = ids && new Set([...ids, ...(named ?? [])]);
    const files = asked && new Set([...asked].map((id) => plainUri(uriOfId(id))));
    const leftOut = new Set(exclude);
    const isIn = (set: ReadonlySet<string>, id: string, parent: string | undefined, uri: string): boolean =>
        set.has(id) || (parent !== undefined && set.has(parent)) || set.has(encodedUri(uri)) || set.has(uri);
    return {
        hasAny: (uri) => files === undefined || files.has(uri),
        has: (id, parent, uri) =>
            (asked === undefined || isIn(asked, id, parent, uri)) && !isIn(leftOut, id, parent, uri),
    };
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
