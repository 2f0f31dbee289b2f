// "Compare with the last commit" as a run of the Test Explorer: a scenario fails where it is decided otherwise than in the
// other version, with both sides as a diff and its present path as the stack trace; kinds of case that change stand at
// the policy.

import * as vscode from 'vscode';
import type { CaseChange, ChangeGroup, CompareResult, ScenarioChange } from '../../server/protocol.js';
import { toLocation } from '../positions.js';
import type { TestTree } from '../scenarios/test-tree.js';
import type { ServerLink } from '../server/link.js';
import { messageOf } from './comparison.js';
import { readVersion, usualVersion, type Version } from './versions.js';

/** Groups that change no outcome are no failures. */
const QUIET: ReadonlySet<ChangeGroup['kind']> = new Set(['other-reason', 'rules', 'not-comparable']);

export interface CompareProfile extends vscode.Disposable {
    readonly run: (request: vscode.TestRunRequest, token: vscode.CancellationToken) => Promise<Told>;
}

/** Ids of what was said to fail and to pass. */
export interface Told {
    readonly failed: readonly string[];
    readonly passed: readonly string[];
}

export function registerCompareProfile(
    link: ServerLink,
    tree: TestTree,
    controller: vscode.TestController,
): CompareProfile {
    const run = (request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<Told> =>
        compareRun({ link, tree, controller }, request, token);
    const profile = controller.createRunProfile(
        vscode.l10n.t('Compare with last commit'),
        vscode.TestRunProfileKind.Run,
        async (request, token) => void (await run(request, token)),
        false,
    );
    return { run, dispose: () => profile.dispose() };
}

type RecordedRun = Pick<vscode.TestRun, 'started' | 'skipped' | 'appendOutput' | 'end'> &
    Told & {
        fail(item: vscode.TestItem, messages: readonly vscode.TestMessage[]): void;
        pass(item: vscode.TestItem): void;
    };

/** The run, and what it was told. */
function recording(run: vscode.TestRun): RecordedRun {
    const [failed, passed]: [string[], string[]] = [[], []];
    return {
        failed,
        passed,
        started: (item) => run.started(item),
        skipped: (item) => run.skipped(item),
        appendOutput: (text, location, item) => run.appendOutput(text, location, item),
        end: () => run.end(),
        fail: (item, messages) => {
            failed.push(item.id);
            run.failed(item, messages);
        },
        pass: (item) => {
            passed.push(item.id);
            run.passed(item);
        },
    };
}

interface Parts {
    readonly link: ServerLink;
    readonly tree: TestTree;
    readonly controller: vscode.TestController;
}

async function compareRun(
    { link, tree, controller }: Parts,
    request: vscode.TestRunRequest,
    token: vscode.CancellationToken,
): Promise<Told> {
    const run = recording(controller.createTestRun(request, vscode.l10n.t('Compare with last commit')));
    const chosen = chosenItems(request, controller);
    const policies = new Map<string, vscode.TestItem[]>();
    for (const item of chosen) {
        const policy = tree.files.find(({ uri }) => uri === item.uri?.toString())?.policy?.uri;
        if (policy === undefined) run.skipped(item);
        else policies.set(policy, [...(policies.get(policy) ?? []), item]);
    }
    try {
        for (const [policy, items] of policies) {
            if (token.isCancellationRequested) break;
            for (const item of items) run.started(item);
            await comparePolicy(link, run, policy, items, tree, token);
        }
    } finally {
        run.end();
    }
    return run;
}

async function comparePolicy(
    link: ServerLink,
    run: RecordedRun,
    uri: string,
    items: readonly vscode.TestItem[],
    tree: TestTree,
    token: vscode.CancellationToken,
): Promise<void> {
    try {
        const version = await readVersion(link, uri, usualVersion(vscode.Uri.parse(uri)), token);
        const { name: _, ...base } = version;
        const result = await link.request('tenet/compare', { uri, base }, token);
        tell(run, items, result, version);
        const home = tree.item(uri);
        const messages = kindsOf(result).map((each) => kindMessage(each, version, home));
        if (home && messages.length > 0) run.fail(home, messages);
        run.appendOutput(`${result.policy.title ?? result.policy.name}: ${result.headline}.\r\n`);
    } catch (error) {
        if (token.isCancellationRequested) return;
        for (const item of items) run.skipped(item);
        run.appendOutput(`${vscode.workspace.asRelativePath(vscode.Uri.parse(uri))}: ${messageOf(error)}\r\n`);
    }
}

function tell(run: RecordedRun, items: readonly vscode.TestItem[], result: CompareResult, version: Version): void {
    const flips = new Map(
        result.groups.flatMap(({ scenarios }) => scenarios.map((change) => [change.id, change] as const)),
    );
    const compared = new Set(result.compared);
    for (const item of items) {
        const flip = flips.get(item.id);
        if (flip?.changesOutcome) run.fail(item, [flipMessage(flip, version)]);
        else if (compared.has(item.id)) run.pass(item);
        else run.skipped(item);
        if (flip) run.appendOutput(`${item.label}: ${flip.description}\r\n`, undefined, item);
    }
}

function flipMessage(flip: ScenarioChange, { label }: Version): vscode.TestMessage {
    const text = vscode.l10n.t('{0}, but {1} at {2}', flip.after, flip.before ?? '', label);
    const message = vscode.TestMessage.diff(
        text,
        `${flip.before ?? ''}\n${flip.pathBefore}`,
        `${flip.after}\n${flip.pathAfter}`,
    );
    message.location = toLocation(flip.origin);
    message.stackTrace = [...flip.steps].reverse().map((step) => {
        const { uri, range } = toLocation(step.origin);
        return new vscode.TestMessageStackFrame(step.text, uri, range.start);
    });
    return message;
}

interface KindOfCase {
    readonly group: ChangeGroup;
    readonly change: CaseChange;
}

function kindsOf({ groups }: CompareResult): readonly KindOfCase[] {
    return groups.flatMap((group) => (QUIET.has(group.kind) ? [] : group.cases.map((change) => ({ group, change }))));
}

function kindMessage({ group, change }: KindOfCase, { label }: Version, home?: vscode.TestItem): vscode.TestMessage {
    const { before, after, example } = change;
    const text = `${group.label}: ${change.label} (${change.description})`;
    const facts = example ? `\n${vscode.l10n.t('for example')}: ${example.text}` : '';
    const message = vscode.TestMessage.diff(text, `${before.text}${facts}`, `${after.text}${facts}`);
    message.expectedOutput = `${label}: ${message.expectedOutput}`;
    if (after.origin) message.location = toLocation(after.origin);
    else if (home?.uri && home.range) message.location = new vscode.Location(home.uri, home.range);
    return message;
}

/** Scenarios that were asked for; proofs are about one version alone. */
function chosenItems(request: vscode.TestRunRequest, controller: vscode.TestController): readonly vscode.TestItem[] {
    const excluded = new Set((request.exclude ?? []).map(({ id }) => id));
    const leaves = (item: vscode.TestItem): readonly vscode.TestItem[] => {
        if (excluded.has(item.id)) return [];
        if (item.children.size > 0) return [...item.children].flatMap(([, child]) => leaves(child));
        return item.id.includes('#check/') ? [] : [item];
    };
    return (request.include ?? [...controller.items].map(([, item]) => item)).flatMap(leaves);
}
