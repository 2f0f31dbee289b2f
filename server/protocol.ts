// Every message between Tenet's server and a client beyond the Language Server Protocol: names, parameters, results.
// Types and constants only; a file a topic stands in `protocol/`, and this one is the door to all of them. An editor that
// sends none of them still gets every standard feature; what each message means in use stands in `docs/protocol.md`.
//
// Words: a *run* executes scenarios and checks · a *check* is something proved of a policy · a *case* is a set of facts ·
// the *active case* is the one whose values and path the editor shows.

import type {
    ActiveCaseState,
    InlineHoverParams,
    InlineHoverResult,
    InlineTexts,
    SetActiveCaseParams,
} from './protocol/active-case.js';
import type { ChangedParams, ChangedResult } from './protocol/changed.js';
import type {
    BaseVersion,
    CompareParams,
    CompareResult,
    VersionFilesParams,
    VersionFilesResult,
} from './protocol/comparison.js';
import type { CoverageParams, CoverageResult, TakeAnswerParams } from './protocol/coverage.js';
import type { CaseParams, DecideParams, DecideResult } from './protocol/deciding.js';
import type { DocumentParams, PoliciesResult, PolicyRef } from './protocol/documents.js';
import type { AcceptActualParams, EditResult, MissingScenariosResult, SaveScenarioParams } from './protocol/edits.js';
import type { FactsResult } from './protocol/facts.js';
import type { FindFilesParams, FindFilesResult, ReadFileResult } from './protocol/files.js';
import type {
    ExportFlowchartParams,
    ExportResult,
    FlowchartChangedParams,
    FlowchartParams,
    FlowchartResult,
    SupposeAnswerParams,
    SupposeAnswerResult,
} from './protocol/flowchart.js';
import type {
    AskParams,
    AskResult,
    RecordParams,
    TextResult,
    WhatWouldChangeParams,
    WhatWouldChangeResult,
} from './protocol/instruments.js';
import type {
    BreakpointsParams,
    BreakpointsResult,
    EvaluateParams,
    EvaluateResult,
    TraceResult,
} from './protocol/replay.js';
import type {
    RunParams,
    RunResultsParams,
    RunSummary,
    ScenariosChangedParams,
    ScenariosParams,
    ScenariosResult,
} from './protocol/scenarios.js';
import type { Status } from './protocol/status.js';

export type { Direction, Scene } from '../language/flowchart/scene.js';
export type { Origin, Position, Range } from '../language/model/origin.js';
export type { Tone } from '../language/model/policy.js';
export type * from './protocol/active-case.js';
export type * from './protocol/changed.js';
export type * from './protocol/comparison.js';
export type * from './protocol/coverage.js';
export type * from './protocol/deciding.js';
export type * from './protocol/documents.js';
export type * from './protocol/edits.js';
export type * from './protocol/facts.js';
export type * from './protocol/files.js';
export type * from './protocol/flowchart.js';
export type * from './protocol/instruments.js';
export type * from './protocol/replay.js';
export type * from './protocol/scenarios.js';
export type * from './protocol/start.js';
export type * from './protocol/status.js';

/** Raised when a message changes its meaning; client and server ship together, so this only guards other clients. */
export const PROTOCOL_VERSION = 1;

/** Requests that the client sends. A cancelled request fails with the standard `RequestCancelled`. */
export interface Requests {
    'tenet/policies': { params: Record<string, never>; result: PoliciesResult };
    'tenet/scenarios': { params: ScenariosParams; result: ScenariosResult };
    'tenet/run': { params: RunParams; result: RunSummary };
    'tenet/changedScenarios': { params: ChangedParams; result: ChangedResult };
    'tenet/setActiveCase': { params: SetActiveCaseParams; result: ActiveCaseState };
    'tenet/inlineTexts': { params: DocumentParams; result: InlineTexts };
    'tenet/inlineHover': { params: InlineHoverParams; result: InlineHoverResult };
    'tenet/decide': { params: DecideParams; result: DecideResult };
    'tenet/facts': { params: DocumentParams; result: FactsResult };
    'tenet/coverage': { params: CoverageParams; result: CoverageResult };
    'tenet/flowchart': { params: FlowchartParams; result: FlowchartResult };
    'tenet/exportFlowchart': { params: ExportFlowchartParams; result: ExportResult };
    'tenet/supposeAnswer': { params: SupposeAnswerParams; result: SupposeAnswerResult };
    'tenet/ask': { params: AskParams; result: AskResult };
    'tenet/whatWouldChange': { params: WhatWouldChangeParams; result: WhatWouldChangeResult };
    'tenet/setBase': { params: BaseVersion; result: null };
    'tenet/versionFiles': { params: VersionFilesParams; result: VersionFilesResult };
    'tenet/compare': { params: CompareParams; result: CompareResult };
    'tenet/record': { params: RecordParams; result: TextResult };
    'tenet/trace': { params: CaseParams; result: TraceResult };
    'tenet/evaluate': { params: EvaluateParams; result: EvaluateResult };
    'tenet/breakpoints': { params: BreakpointsParams; result: BreakpointsResult };
    'tenet/saveScenario': { params: SaveScenarioParams; result: EditResult };
    'tenet/acceptActual': { params: AcceptActualParams; result: EditResult };
    'tenet/takeAnswer': { params: TakeAnswerParams; result: EditResult };
    'tenet/missingScenarios': { params: DocumentParams; result: MissingScenariosResult };
    'tenet/policyOf': { params: DocumentParams; result: PolicyRef | null };
    'tenet/status': { params: Record<string, never>; result: Status };
}

/** Notifications that the server sends. */
export interface ServerNotifications {
    'tenet/scenariosChanged': ScenariosChangedParams;
    'tenet/runResults': RunResultsParams;
    'tenet/activeCaseChanged': ActiveCaseState;
    'tenet/inlineTextsChanged': InlineTexts;
    'tenet/flowchartChanged': FlowchartChangedParams;
    'tenet/statusChanged': Status;
}

/** Requests that the server sends, to clients whose `InitializationOptions` say that they answer them. */
export interface ClientRequests {
    'tenet/readFile': { params: DocumentParams; result: ReadFileResult };
    'tenet/findFiles': { params: FindFilesParams; result: FindFilesResult };
}
