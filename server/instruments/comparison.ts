// The decisions of a policy against those of another version of it: every case by proof, scenarios one by one.

import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Course } from '../../language/analysis/compare.js';
import type { Policy } from '../../language/index.js';
import type { Tone } from '../../language/model/policy.js';
import { datesNote, tellFacts, tellInput } from '../../language/report/compare.js';
import {
    type CaseChange,
    type ChangeGroup,
    type ChangeKind,
    changesOutcome,
    groupChanges,
    type ScenarioChange,
    scenarioChanges,
} from '../../language/review/change-groups.js';
import { CHANGE_LABELS, changesHeadline, nameOfCases, outcomeText } from '../../language/review/changes-report.js';
import { expectedText } from '../../language/run/path.js';
import { loadProject } from '../../language/syntax/project.js';
import { basePolicy } from '../base.js';
import { findCase } from '../cases.js';
import { onClient, policyRef, tellDecision } from '../decision.js';
import type * as Protocol from '../protocol.js';
import type { CompareParams, CompareResult, VersionFilesParams, VersionFilesResult } from '../protocol.js';
import { givenFacts } from '../runs.js';
import { type RunScenario, resultsOfPolicy } from '../scenarios.js';
import { encodedUri, plainUri } from '../uris.js';
import type { Workshop } from '../workshop.js';
import type { Workspace } from '../workspace.js';

/** What is still to be read of another version before it can be compared. */
export async function filesOfVersion({ uri, files }: VersionFilesParams): Promise<VersionFilesResult> {
    const known = new Map(Object.entries(files).map(([each, text]) => [plainUri(each), text]));
    const wanted = new Set<string>();
    const read = async (each: string): Promise<string | undefined> => {
        if (!known.has(each)) wanted.add(each);
        return known.get(each) ?? undefined;
    };
    await loadProject({ read }, [plainUri(uri)]);
    return { wanted: [...wanted].map(encodedUri) };
}

export async function compareVersions(
    workspace: Workspace,
    workshop: Workshop,
    params: CompareParams,
    token: CancellationToken,
): Promise<CompareResult> {
    const found = findCase(workspace, { kind: 'facts', uri: params.uri, facts: {} });
    if (found.kind === 'problem') throw new ResponseError(LSPErrorCodes.RequestFailed, found.message);
    const { policy, policyUri } = found;
    const { label, uri, files } = params.base;
    const base = await basePolicy(uri, files);
    if (!base) {
        const message = files[uri] === null ? `${label} has no such file.` : `The version ${label} has errors.`;
        throw new ResponseError(LSPErrorCodes.RequestFailed, message);
    }
    const results = resultsOfPolicy(workspace, policyUri);
    const scenarios = scenarioChanges(base, results);
    const comparison = await workshop.do('compare', { before: base, after: policy }, token);
    const flips = scenarios.filter(changesOutcome).length;
    const teller: Teller = { workspace, base, policy, policyUri };
    const report =
        params.format &&
        (await workshop.do(
            'report',
            {
                format: params.format,
                comparison,
                before: base,
                after: policy,
                label,
                flips: scenarios.flatMap((change) => {
                    const { before, after, scenario } = change;
                    if (!before) return [];
                    const [was, is] = [expectedText(before), expectedText(after)];
                    return [
                        { scenario: scenario.scenario, before: was, after: is, changesOutcome: changesOutcome(change) },
                    ];
                }),
                scenarios: results.length,
            },
            token,
        ));
    const incomparable = new Set(scenarios.flatMap(({ before, scenario }) => (before ? [] : [scenario.id])));
    return {
        policy: policyRef(workspace, policyUri, policy),
        headline: changesHeadline(comparison, flips, results.length),
        notes: datesNote(comparison),
        inputs: comparison.inputs.map(tellInput),
        groups: groupChanges(comparison, base, policy, scenarios).map((group) => tellGroup(teller, group)),
        equal: comparison.equal ?? null,
        compared: results.flatMap(({ id }) => (incomparable.has(id) ? [] : [id])),
        ...(report === undefined ? {} : { report }),
    };
}

interface Teller {
    readonly workspace: Workspace;
    readonly base: Policy;
    readonly policy: Policy;
    readonly policyUri: string;
}

const TONE_OF: Readonly<Partial<Record<ChangeKind, Tone>>> = {
    'newly-accepted': 'accept',
    'newly-refused': 'refuse',
    'newly-referred': 'refer',
    'newly-pending': 'pending',
};

function tellGroup(teller: Teller, { kind, cases, scenarios }: ChangeGroup<RunScenario>): Protocol.ChangeGroup {
    return {
        kind,
        label: CHANGE_LABELS[kind],
        tone: TONE_OF[kind] ?? null,
        cases: cases.map((each) => tellCases(teller, kind, each)),
        scenarios: scenarios.map((each) => tellScenario(teller, each)),
    };
}

function tellCases({ workspace, base, policy }: Teller, kind: ChangeKind, change: CaseChange): Protocol.CaseChange {
    const { rule, before, after, was, is, example } = change;
    const [text, facts] = example ? [tellFacts(example, base, policy), givenFacts(policy, example)] : ['', {}];
    const course = ({ text, origin }: Course): Protocol.ChangedCourse => ({
        text,
        origin: origin ? onClient(workspace, origin) : null,
    });
    return {
        label: nameOfCases(change),
        description: kind === 'rules' ? `${before.text} → ${after.text}` : `${outcomeText(was)} → ${outcomeText(is)}`,
        rule,
        before: course(before),
        after: course(after),
        example: example && { text, facts },
    };
}

function tellScenario(
    { workspace, base, policy, policyUri }: Teller,
    change: ScenarioChange<RunScenario>,
): Protocol.ScenarioChange {
    const { id, scenario } = change.scenario;
    const { facts } = scenario;
    const pathOf = (of: Policy, verdict: typeof change.after) =>
        tellDecision(workspace, { policy: of, policyUri, facts, verdict, stale: false });
    const after = expectedText(change.after);
    const before = change.before && expectedText(change.before);
    const decision = pathOf(policy, change.after);
    return {
        id,
        title: scenario.title,
        description: before === null ? 'it gives facts that the other version does not have' : `${before} → ${after}`,
        before,
        after,
        changesOutcome: changesOutcome(change),
        pathBefore: change.before ? pathOf(base, change.before).text : '',
        pathAfter: decision.text,
        steps: decision.steps,
        origin: onClient(workspace, scenario.titleOrigin),
    };
}
