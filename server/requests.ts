// The handlers of every message of `protocol.ts`. Each is one line to a function that does the work.

import { type CancellationToken, type Connection, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { decodeFacts } from '../language/index.js';
import type { ActiveCase } from './active-case.js';
import { decideCase, findCase } from './cases.js';
import { changedScenarios } from './changed.js';
import type { Changes } from './changes.js';
import type { Charts } from './charts.js';
import { coverageOfWorkspace, takeAnswer } from './coverage.js';
import { policyRef } from './decision.js';
import { evaluate } from './evaluate.js';
import { listFacts } from './fact-info.js';
import type { InlineTextBoard } from './inline-texts.js';
import { compareVersions, filesOfVersion } from './instruments/comparison.js';
import { whatWouldChange } from './instruments/flips.js';
import { askNext } from './instruments/interview.js';
import { missingScenarios } from './instruments/missing-scenarios.js';
import { writeRecord } from './instruments/record.js';
import { supposeAnswerOf } from './instruments/suppose.js';
import type {
    CaseRef,
    PoliciesResult,
    Requests,
    RunResultsParams,
    SaveScenarioParams,
    ScenarioFile,
    Settings,
    Status,
} from './protocol.js';
import { listBreakpoints, replayCase } from './replay.js';
import type { Runs } from './runs.js';
import { acceptActual, saveScenario } from './scenario-text.js';
import type { Scope } from './server.js';
import { listTests } from './test-tree.js';
import { turns } from './turns.js';
import { plainUri } from './uris.js';
import type { Workshop } from './workshop.js';
import type { Workspace } from './workspace.js';

export interface Instruments {
    readonly workspace: Workspace;
    readonly activeCase: ActiveCase;
    readonly board: InlineTextBoard;
    readonly runs: Runs;
    readonly charts: Charts;
    readonly changes: Changes;
    readonly workshop: Workshop;
    readonly settings: () => Settings;
    readonly status: () => Status;
    /** The active case, or what is known of runs, is another one now. */
    readonly changed: () => void;
    /** Waits for files and catches bugs, as for every other request. */
    readonly guarded: <R>(token: CancellationToken, compute: () => R | Promise<R>, scope?: Scope) => Promise<R>;
}

/** Answers all requests beyond the standard ones. */
export function answerRequests(connection: Connection, instruments: Instruments): void {
    const { workspace, activeCase, board, runs, charts, changes, workshop, settings, guarded } = instruments;
    const answer = <M extends keyof Requests>(
        method: M,
        compute: (
            params: Requests[M]['params'],
            token: CancellationToken,
        ) => Requests[M]['result'] | Promise<Requests[M]['result']>,
    ): void => {
        const respond = (params: Requests[M]['params'], token: CancellationToken): Promise<unknown> =>
            guarded(token, () => compute(params ?? {}, token), WHOLE.has(method) ? 'workspace' : 'file');
        connection.onRequest(method as string, respond);
    };

    answer('tenet/policies', () => listPolicies(workspace));
    answer('tenet/policyOf', ({ uri }) => {
        const policyUri = workspace.policyUriOf(plainUri(uri));
        const policy = policyUri === undefined ? undefined : workspace.lastGoodOf(policyUri)?.policy;
        return policyUri !== undefined && policy ? policyRef(workspace, policyUri, policy) : null;
    });
    answer('tenet/scenarios', async ({ uri }, token) => {
        const giveWay = turns();
        const files: ScenarioFile[] = [];
        for (const each of uri === undefined ? workspace.each() : [plainUri(uri)]) {
            const found = listTests(workspace, each);
            if (found) files.push(found);
            await giveWay();
            if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
        }
        return { files };
    });
    answer('tenet/run', async (params, token) => {
        const send = (results: Omit<RunResultsParams, 'run'>): void =>
            void connection.sendNotification('tenet/runResults', { run: params.run, ...results });
        const summary = await runs.run(params, {
            started: (started) => send({ started, results: [] }),
            done: (results) => send({ started: [], results }),
            stopped: () => token.isCancellationRequested,
        });
        instruments.changed();
        if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
        return summary;
    });
    answer('tenet/changedScenarios', (params) => changedScenarios(workspace, runs, params));
    answer('tenet/setActiveCase', (params) => {
        const state = activeCase.set(params);
        instruments.changed();
        return state;
    });
    answer('tenet/inlineTexts', ({ uri }) => board.textsOf(plainUri(uri), settings().inlineResults.maxLength));
    answer('tenet/inlineHover', ({ uri, line }) => ({ hover: board.hoverAt(plainUri(uri), line) }));
    answer('tenet/decide', ({ case: ref, suppose }) => decideCase(workspace, ref, suppose));
    answer('tenet/facts', ({ uri }) => listFacts(workspace, plainUri(uri)));
    answer('tenet/coverage', ({ uri, run, scenarios, parts = false }, token) => {
        const policyUri = uri === undefined ? undefined : workspace.policyUriOf(plainUri(uri));
        const ofRun = run === undefined ? undefined : runs.countedBy(run);
        const counted = scenarios === undefined ? ofRun : new Set(scenarios);
        return coverageOfWorkspace(workspace, workshop, policyUri, { counted, parts }, token);
    });
    answer('tenet/flowchart', (params, token) => charts.draw(params, settings().flowchart, token));
    answer('tenet/exportFlowchart', (params, token) => charts.export(params, settings().flowchart, token));
    answer('tenet/trace', ({ case: ref, suppose }) => replayCase(workspace, known(workspace, ref, suppose)));
    answer('tenet/evaluate', ({ case: ref, suppose, expression }) =>
        evaluate(workspace, known(workspace, ref, suppose), expression),
    );
    answer('tenet/breakpoints', ({ uri, policy }) =>
        listBreakpoints(workspace, plainUri(uri), policy === undefined ? undefined : plainUri(policy)),
    );
    answer('tenet/saveScenario', (params) => save(workspace, params));
    answer('tenet/acceptActual', ({ id }) => acceptActual(workspace, id));
    answer('tenet/ask', (params, token) => askNext(workspace, workshop, params, token));
    answer('tenet/whatWouldChange', (params, token) =>
        whatWouldChange(workshop, known(workspace, params.case, params.suppose), params.outcome, token),
    );
    answer('tenet/setBase', async (params) => {
        await changes.give(params);
        return null;
    });
    answer('tenet/versionFiles', (params) => filesOfVersion(params));
    answer('tenet/supposeAnswer', (params, token) =>
        supposeAnswerOf(workshop, known(workspace, params.case, params.suppose), params, token),
    );
    answer('tenet/compare', (params, token) => compareVersions(workspace, workshop, params, token));
    answer('tenet/record', (params, token) =>
        writeRecord(workspace, workshop, known(workspace, params.case, params.suppose), params, token),
    );
    answer('tenet/missingScenarios', ({ uri }, token) => missingScenarios(workspace, workshop, plainUri(uri), token));
    answer('tenet/takeAnswer', (params, token) => takeAnswer(workspace, workshop, params, token));
    answer('tenet/status', () => instruments.status());
}

/** Requests about all files. */
const WHOLE: ReadonlySet<keyof Requests> = new Set([
    'tenet/policies',
    'tenet/scenarios',
    'tenet/run',
    'tenet/changedScenarios',
    'tenet/coverage',
    'tenet/compare',
]);

function listPolicies(workspace: Workspace): PoliciesResult {
    const policies: PoliciesResult['policies'][number][] = [];
    for (const uri of workspace.each()) {
        const checked = workspace.lastGoodOf(uri);
        const { policy } = checked ?? {};
        if (!policy || checked?.header?.$type !== 'PolicyHeader') continue;
        const scenarios = workspace
            .suitesOf(uri)
            .reduce((sum, each) => sum + (workspace.outline(each)?.scenarios ?? 0), 0);
        const errors = workspace.findingsOf(uri).filter(({ severity }) => severity === 'error').length;
        const { range } = policy.origin;
        const ref = policyRef(workspace, uri, policy);
        const current = workspace.checked(uri) === checked;
        const rules = policy.rules.length;
        policies.push({ ...ref, origin: { uri: ref.uri, range }, rules, scenarios, errors, current });
    }
    return { policies };
}

function save(
    workspace: Workspace,
    { uri, title, case: ref, facts, expect }: SaveScenarioParams,
): Requests['tenet/saveScenario']['result'] {
    const plain = plainUri(uri);
    const policyUri = workspace.policyUriOf(plain);
    const policy = policyUri === undefined ? undefined : workspace.lastGoodOf(policyUri)?.policy;
    if (!policy) return { edit: null, reason: 'This file belongs to no policy that can be decided.' };
    if (ref) {
        const found = findCase(workspace, ref, facts);
        if (found.kind === 'problem') return { edit: null, reason: found.message };
        return saveScenario(workspace, plain, { title, facts: found.facts, expect });
    }
    const decoded = decodeFacts(policy, facts);
    if (decoded.kind === 'problem') return { edit: null, reason: decoded.problem.message };
    return saveScenario(workspace, plain, { title, facts: decoded.facts, expect });
}

/** The case that is meant; a client that names one that is not there is told why. */
function known(workspace: Workspace, ref: CaseRef, suppose: Parameters<typeof findCase>[2]) {
    const found = findCase(workspace, ref, suppose);
    if (found.kind === 'problem') throw new ResponseError(LSPErrorCodes.RequestFailed, found.message);
    return found;
}
