// Every message between Tenet's server and a client beyond the Language Server Protocol: names, parameters, results.
// Types and constants only. An editor that sends none of them still gets every standard feature; what each message means
// in use stands in `docs/protocol.md`.
//
// Words: a *run* executes scenarios and checks · a *check* is something proved of a policy · a *case* is a set of facts ·
// the *active case* is the one whose values and path the editor shows.

import type { Direction, Scene } from '../language/flowchart/scene.js';
import type { Origin, Position, Range } from '../language/model/origin.js';
import type { Tone } from '../language/model/policy.js';
import type { Type } from '../language/model/type.js';

export type { Direction, Origin, Position, Range, Scene, Tone };

/** Raised when a message changes its meaning; client and server ship together, so this only guards other clients. */
export const PROTOCOL_VERSION = 1;

/** Requests that the client sends. A cancelled request fails with the standard `RequestCancelled`. */
export interface Requests {
    'tenet/policies': { params: Record<string, never>; result: PoliciesResult };
    'tenet/scenarios': { params: ScenariosParams; result: ScenariosResult };
    'tenet/run': { params: RunParams; result: RunSummary };
    'tenet/setActiveCase': { params: SetActiveCaseParams; result: ActiveCaseState };
    'tenet/inlineTexts': { params: DocumentParams; result: InlineTexts };
    'tenet/decide': { params: DecideParams; result: DecideResult };
    'tenet/facts': { params: DocumentParams; result: FactsResult };
    'tenet/coverage': { params: CoverageParams; result: CoverageResult };
    'tenet/flowchart': { params: FlowchartParams; result: FlowchartResult };
    'tenet/exportFlowchart': { params: ExportFlowchartParams; result: ExportResult };
    'tenet/ask': { params: AskParams; result: AskResult };
    'tenet/whatWouldChange': { params: WhatWouldChangeParams; result: WhatWouldChangeResult };
    'tenet/compare': { params: CompareParams; result: CompareResult };
    'tenet/record': { params: RecordParams; result: TextResult };
    'tenet/trace': { params: CaseParams; result: TraceResult };
    'tenet/breakpoints': { params: DocumentParams; result: BreakpointsResult };
    'tenet/saveScenario': { params: SaveScenarioParams; result: EditResult };
    'tenet/acceptActual': { params: AcceptActualParams; result: EditResult };
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

/** `initializationOptions` of the client; all are optional, and an editor that gives none gets a plain server. */
export interface InitializationOptions {
    readonly tenet?: {
        /** Lenses and hovers may name the commands of `ClientCommands`. */
        readonly commands?: boolean;
        /** Files are read through `tenet/readFile` and found through `tenet/findFiles` (web, virtual workspaces). */
        readonly files?: boolean;
        /** How findings come; without it by push, or by pull if the client asks for that and can be told to ask again. */
        readonly diagnostics?: 'push' | 'pull';
        /** The folder with the pages about findings, as an address that ends in `/`; codes link there. */
        readonly docs?: string;
    };
}

/** `workspace/configuration`, section `tenet`; the server asks again when the client says that it changed. */
export interface Settings {
    readonly codeLens: 'all' | 'results' | 'off';
    readonly inlineResults: {
        readonly mode: 'live' | 'onSave' | 'off';
        readonly maxLength: number;
        readonly dimUnreached: boolean;
    };
    readonly inlayHints: {
        /** `limit: £16,000` after a parameter. */
        readonly parameters: boolean;
        /** The title after the name of a rule or outcome. */
        readonly titles: boolean;
        /** What holds for a name of a category. */
        readonly categories: boolean;
    };
    readonly proofs: 'live' | 'onSave' | 'off';
    readonly flowchart: { readonly direction: Direction; readonly outcomes: 'repeated' | 'shared' };
}

/** Commands of the client that lenses, hovers and code actions name, with their arguments. */
export interface ClientCommands {
    /** Runs the given items; without any, all of the document. */
    'tenet.runScenarios': readonly [uri: string, ids?: readonly string[]];
    'tenet.openFlowchartToSide': readonly [uri: string, rule?: string];
    'tenet.ask': readonly [uri: string];
    'tenet.showPath': readonly [uri: string, id: string];
    'tenet.useAsActiveCase': readonly [uri: string, id: string];
    'tenet.acceptActual': readonly [uri: string, id: string];
    'tenet.showScenarios': readonly [uri: string, position: Position, locations: readonly Origin[]];
    'tenet.whatChanges': readonly [uri: string];
    'tenet.copyPath': readonly [];
    'tenet.showChanges': readonly [uri: string];
    /** After a scenario was written: select its title so that the author can say what it is about. */
    'tenet.rename': readonly [uri: string, position: Position];
}

// ---- documents and policies

export interface DocumentParams {
    readonly uri: string;
}

/** A policy as pickers and headings name it. */
export interface PolicyRef {
    readonly uri: string;
    readonly name: string;
    readonly title: string | null;
}

export interface PoliciesResult {
    /** In order of their URIs. */
    readonly policies: readonly (PolicyRef & {
        readonly origin: Origin;
        readonly rules: number;
        readonly scenarios: number;
        readonly errors: number;
        /** Whether the text can be decided by now; if not, the last good version answers. */
        readonly current: boolean;
    })[];
}

// ---- scenarios and checks

export interface ScenariosParams {
    /** Only those of one file; without it, of the workspace and all open files. */
    readonly uri?: string;
}

export interface ScenariosResult {
    /** Policies and suites that have scenarios or checks, in order of their URIs. */
    readonly files: readonly ScenarioFile[];
}

export interface ScenarioFile {
    readonly uri: string;
    /** File name, as the tree shows it. */
    readonly label: string;
    /** Absent if the suite's policy was not found. */
    readonly policy?: PolicyRef;
    /** Where the tree leads: the header. */
    readonly range: Range;
    /** In source order; the checks of a policy come last. */
    readonly items: readonly TestNode[];
}

/** An id is `uri#table/title`, `uri#title`, `uri#check/name`, made unique within the file; it is stable over line moves. */
export type TestNode =
    | {
          readonly kind: 'scenario';
          readonly id: string;
          readonly label: string;
          /** What is expected, in short: `refused at P1`. */
          readonly description: string;
          readonly range: Range;
          readonly titleRange: Range;
          /** Author's tags, then `outcome:…`. */
          readonly tags: readonly string[];
      }
    | {
          readonly kind: 'table';
          readonly id: string;
          readonly label: string;
          readonly range: Range;
          readonly titleRange: Range;
          readonly tags: readonly string[];
          /** Its rows, as scenarios. */
          readonly items: readonly TestNode[];
      }
    | {
          /** The heading over a policy's checks. */
          readonly kind: 'checks';
          readonly id: string;
          readonly label: string;
          readonly range: Range;
          readonly items: readonly TestNode[];
      }
    | {
          readonly kind: 'check';
          readonly id: string;
          /** `Every case gets exactly one outcome`, or the title of a guarantee. */
          readonly label: string;
          readonly description: string;
          readonly range: Range;
      };

export interface ScenariosChangedParams {
    /** Ask again for these files. */
    readonly uris: readonly string[];
}

export interface RunParams {
    /** Chosen by the client; results come with it. */
    readonly run: string;
    /** Scenarios, tables, headings, checks, or whole files by URI; absent: everything. */
    readonly ids?: readonly string[];
    readonly exclude?: readonly string[];
    /** Keep counts for `tenet/coverage` under the name of the run. */
    readonly coverage?: boolean;
    /** Only those whose result could have changed since they last ran. */
    readonly affectedOnly?: boolean;
}

export interface RunResultsParams {
    readonly run: string;
    /** Those that are now being worked on. */
    readonly started: readonly string[];
    readonly results: readonly TestResult[];
}

export interface RunSummary {
    readonly passed: number;
    readonly failed: number;
    /** Their file has errors, or a proof was too large. */
    readonly skipped: number;
    /** One sentence for the end of the output. */
    readonly summary: string;
}

export type TestResult = ScenarioResult | CheckResult | SkippedResult;

export interface ScenarioResult {
    readonly kind: 'scenario';
    readonly id: string;
    readonly uri: string;
    readonly passed: boolean;
    /** `✓ out · P1 yes → P2 no → P3 £35 is at most £50` */
    readonly text: string;
    readonly decision: Decision;
    readonly failures: readonly Failure[];
}

export interface Failure {
    /** `Refer, but Approve was expected` */
    readonly message: string;
    /** Blocks of text for a diff: outcome, deciding rule, reasons, one a line. */
    readonly expected: string;
    readonly actual: string;
    /** The expectation. */
    readonly origin: Origin;
    /** Whether `tenet/acceptActual` can repair it, and the words for it: `Accept actual: Refer`. */
    readonly accept?: string;
}

export interface CheckResult {
    readonly kind: 'check';
    readonly id: string;
    readonly uri: string;
    readonly passed: boolean;
    /** `✓ proved for all cases` */
    readonly text: string;
    readonly failures: readonly (Failure & {
        /** A finding's code, for its page. */
        readonly code: string;
        /** A case that shows it; `tenet/saveScenario` writes it down. */
        readonly witness?: GivenFacts;
        readonly related: readonly { readonly message: string; readonly origin: Origin }[];
    })[];
}

export interface SkippedResult {
    readonly kind: 'skipped';
    readonly id: string;
    readonly uri: string;
    readonly reason: string;
}

// ---- deciding a case

/** Facts by name as JSON, in the form that data files have: `yes`/`no` as booleans, money as `"£35"` or a number. */
export type GivenFacts = { readonly [fact: string]: unknown };

export type CaseRef =
    | { readonly kind: 'scenario'; readonly id: string }
    | { readonly kind: 'facts'; readonly uri: string; readonly facts: GivenFacts; readonly title?: string };

export interface CaseParams {
    readonly case: CaseRef;
    /** Facts put in place of those of the case (what-if); null makes one unknown, or takes it away if it may not be. */
    readonly suppose?: GivenFacts;
}

export type DecideParams = CaseParams;

export type DecideResult =
    | { readonly kind: 'decision'; readonly decision: Decision }
    | { readonly kind: 'problem'; readonly message: string; readonly fact?: string };

/** A verdict with its path, in words and in data. */
export interface Decision {
    readonly policy: PolicyRef;
    readonly verdict: 'outcome' | 'missing' | 'no-outcome' | 'not-effective';
    /** `out`, `needs: income`, `no outcome`, `not effective`. */
    readonly label: string;
    readonly outcome: { readonly name: string; readonly title: string | null; readonly tone: Tone } | null;
    /** The rule or step that gave the outcome as it stands: `P4.a`. */
    readonly decidedBy: string | null;
    readonly reason: string | null;
    readonly steps: readonly DecisionStep[];
    /** Facts still needed, in the order of their declaration. */
    readonly missing: readonly { readonly fact: string; readonly question: string | null; readonly origin: Origin }[];
    readonly duties: readonly {
        readonly text: string;
        readonly modality: 'must' | 'should' | 'may';
        readonly audience: string | null;
        readonly citations: readonly CitationRef[];
    }[];
    /** The path in words, a line a step, the outcome last: what *Copy path as text* copies. */
    readonly text: string;
    /** Decided by a version before the last edits, because the text has errors now. */
    readonly stale: boolean;
}

export interface DecisionStep {
    /** From 1. */
    readonly number: number;
    /** Rule or step: `P4.a`. */
    readonly rule: string;
    readonly title: string | null;
    readonly kind: 'exemption' | 'question' | 'table' | 'review';
    readonly question: string;
    /** As written: `yes`, `at most £50`, `row 2`. */
    readonly answer: string;
    /** The answer with the value it rests on: `£35 is at most £50`. */
    readonly short: string;
    /** `4. Is income within the limit? no (21,400 > 18,000)`, for a stack trace. */
    readonly text: string;
    readonly values: readonly FactValue[];
    /** Where it led: `next`, `go to P4`, `out because …`. */
    readonly led: string;
    readonly decides: boolean;
    readonly citations: readonly CitationRef[];
    /** The answer in the text. */
    readonly origin: Origin;
    /** The question or rule in the text. */
    readonly ruleOrigin: Origin;
}

export interface FactValue {
    readonly fact: string;
    readonly question: string | null;
    /** For people: `£35`, `yes`, `unknown`. */
    readonly text: string;
    readonly source: 'given' | 'default' | 'unknown';
}

export interface CitationRef {
    readonly text: string;
    /** Where it is cited. */
    readonly origin: Origin;
    /** The heading in the source document. */
    readonly target?: Origin;
}

export interface FactsResult {
    /** Null if the file belongs to no policy. */
    readonly policy: PolicyRef | null;
    /** In the order of the flow, then those it never asks. */
    readonly facts: readonly FactInfo[];
}

export interface FactInfo {
    readonly name: string;
    readonly question: string | null;
    readonly type: Type;
    /** `money in GBP, from £0` */
    readonly typeText: string;
    readonly maybeUnknown: boolean;
    readonly default: string | null;
    /** Values of a choice or set. */
    readonly values: readonly { readonly name: string; readonly title: string | null }[];
    readonly origin: Origin;
}

// ---- the active case

export interface SetActiveCaseParams {
    readonly case: CaseRef | null;
    readonly suppose?: GivenFacts;
}

export interface ActiveCaseState {
    readonly case: CaseRef | null;
    /** Its title, or `Case` for facts without one. */
    readonly title: string | null;
    readonly isAdHoc: boolean;
    readonly suppose: GivenFacts;
    readonly decision: Decision | null;
    /** For the status bar: `Adult, local → Accept`, `… → Refer, expected Accept`. */
    readonly status: string | null;
    /** The active case is a scenario, and what it expects is not what it gets. */
    readonly failing: boolean;
    /** Why there is no decision: `The scenario is gone.` */
    readonly problem: string | null;
}

/** What stands at the line ends of one document. */
export interface InlineTexts {
    readonly uri: string;
    /** Of the document that it was computed for; null if it is not open. */
    readonly version: number | null;
    readonly texts: readonly InlineText[];
    /** Lines of rules that the case did not come to, for dimming. */
    readonly unreached: readonly Range[];
    /** The text changed since and does not decide; show at half strength. */
    readonly stale: boolean;
}

export interface InlineText {
    readonly line: number;
    /** Short enough for the setting; the rest is in the hover. */
    readonly text: string;
    readonly kind:
        | 'holds'
        | 'fails'
        | 'decides'
        | 'missing'
        | 'also'
        | 'exception'
        | 'problem'
        | 'passed'
        | 'failed'
        | 'unreachable';
    /** Of the outcome, on deciding lines and verdicts. */
    readonly tone?: Tone;
    /** Markdown, escaped. */
    readonly hover: string;
    readonly range: Range;
}

// ---- coverage

export interface CoverageParams {
    /** A run with `coverage`; absent: all scenarios as they stand. */
    readonly run?: string;
    readonly uri?: string;
}

export interface CoverageResult {
    readonly files: readonly CoverageFile[];
    /** `Rules that decided at least one scenario: 9 of 12 · …` */
    readonly summary: string;
}

export interface CoverageFile {
    readonly uri: string;
    readonly policy: PolicyRef;
    readonly rules: readonly CoverageRule[];
    /** Ids of the scenarios that were counted. */
    readonly scenarios: readonly string[];
}

export interface CoverageRule {
    readonly name: string;
    readonly title: string | null;
    readonly range: Range;
    readonly asked: number;
    readonly decided: number;
    readonly questions: readonly {
        readonly rule: string;
        readonly text: string;
        readonly range: Range;
        readonly count: number;
        readonly answers: readonly {
            readonly label: string;
            readonly range: Range;
            readonly count: number;
            /** Ids of the scenarios that took it, at most 100. */
            readonly scenarios: readonly string[];
        }[];
    }[];
}

// ---- flowchart

export interface FlowchartParams {
    readonly uri: string;
    /** Names the view, so that positions are kept while its policy is edited; without it, laid out afresh. */
    readonly view?: string;
    readonly direction?: Direction;
    readonly outcomes?: 'repeated' | 'shared';
    /** Parts (principles) shown as one card; absent: as many as make the picture readable. */
    readonly folded?: readonly string[];
    /** Colours: the editor's own variables, or fixed ones. */
    readonly theme: ChartTheme;
    readonly overlay?: OverlayParams;
}

export type ChartTheme =
    | { readonly kind: 'editor'; readonly base: 'light' | 'dark' | 'contrast-light' | 'contrast-dark' }
    | { readonly kind: 'fixed'; readonly base: 'light' | 'dark' };

export interface OverlayParams {
    /** The path of a case; `active` follows the active case. */
    readonly case?: CaseRef | 'active';
    readonly suppose?: GivenFacts;
    readonly coverage?: boolean;
    /** What no case comes to, and problems. */
    readonly findings?: boolean;
    /** Against another version of the same files. */
    readonly changes?: { readonly files: FileTexts };
    /** The card at which a replay stands. */
    readonly position?: string;
}

export type FlowchartResult =
    | {
          readonly kind: 'chart';
          readonly policy: PolicyRef;
          readonly scene: Scene;
          /** Complete, escaped, without scripts or remote references. */
          readonly svg: string;
          /** Spoken: `Path: 11 questions. Outcome: Accept, Band B (s 13(2)).` */
          readonly summary: string;
          readonly parts: readonly { readonly id: string; readonly title: string; readonly folded: boolean }[];
          /** The text has errors: this is the last version without. */
          readonly stale: { readonly message: string; readonly line: number } | null;
          readonly findings: Readonly<Record<string, string>>;
      }
    | { readonly kind: 'none'; readonly message: string };

export interface FlowchartChangedParams {
    /** Views of these policies are out of date. */
    readonly uris: readonly string[];
}

export interface ExportFlowchartParams extends Omit<FlowchartParams, 'view' | 'theme'> {
    readonly format: 'svg' | 'png' | 'html' | 'mermaid' | 'text';
    readonly theme?: 'light' | 'dark';
    /** PNG only: 1, 2 or 3. */
    readonly scale?: number;
    readonly footer?: string;
}

export type ExportResult =
    | { readonly kind: 'text'; readonly name: string; readonly text: string }
    | { readonly kind: 'bytes'; readonly name: string; readonly base64: string }
    | { readonly kind: 'problem'; readonly message: string };

// ---- instruments

export interface AskParams {
    readonly uri: string;
    /** In the order in which they were answered. */
    readonly facts: GivenFacts;
    /** Facts that the person did not know and that may not be unknown. */
    readonly skipped?: readonly string[];
}

export interface AskResult {
    readonly policy: PolicyRef;
    /** Still needed, the next one first. */
    readonly open: readonly (FactInfo & {
        readonly why: string;
        readonly citations: readonly CitationRef[];
        /** What *don't know* comes to. */
        readonly doNotKnow: 'unknown' | 'default' | 'missing';
    })[];
    readonly answered: readonly FactValue[];
    /** Facts that cannot matter any more. */
    readonly notNeeded: readonly { readonly fact: string; readonly question: string | null }[];
    readonly possible: readonly { readonly name: string; readonly title: string | null; readonly tone: Tone }[];
    /** The case may end without an outcome. */
    readonly maybeNone: boolean;
    /** What is open and possible is proved; else more is listed than there may be. */
    readonly exact: boolean;
    readonly decision: Decision;
}

export interface WhatWouldChangeParams extends CaseParams {
    /** Only ways to this outcome. */
    readonly outcome?: string;
}

export interface WhatWouldChangeResult {
    /** Fewest facts first. */
    readonly changes: readonly {
        /** `value over £50` */
        readonly text: string;
        /** The facts that change, with a value each that serves. */
        readonly facts: GivenFacts;
        readonly label: string;
        readonly outcome: { readonly name: string; readonly title: string | null; readonly tone: Tone } | null;
        readonly decidedBy: string | null;
    }[];
}

/** Texts of files by URI, of another version. */
export type FileTexts = { readonly [uri: string]: string };

export interface CompareParams {
    readonly uri: string;
    /** The other version: its policy file, and the files that it uses. */
    readonly base: { readonly uri: string; readonly files: FileTexts; readonly label: string };
    readonly format?: 'markdown' | 'json';
}

export interface CompareResult {
    /** `3 of 12 scenarios and 2 kinds of case change outcome` */
    readonly headline: string;
    readonly groups: readonly CompareGroup[];
    /** Whether every case has the same outcome in both; null if that could not be decided. */
    readonly equal: boolean | null;
    /** The whole report, where a format was asked for. */
    readonly report?: string;
}

export interface CompareGroup {
    readonly kind:
        | 'newly-accepted'
        | 'newly-refused'
        | 'changed-outcome'
        | 'other-reason'
        | 'undecided'
        | 'not-comparable'
        | 'rules';
    readonly label: string;
    readonly items: readonly {
        readonly label: string;
        readonly description: string;
        readonly origin?: Origin;
        /** A case of this kind. */
        readonly witness?: GivenFacts;
        readonly scenario?: string;
    }[];
}

export interface RecordParams extends CaseParams {
    readonly format: 'markdown' | 'json' | 'html';
    /** Who decides, when, and the reference of the case. */
    readonly by?: string;
    readonly at?: string;
    readonly reference?: string;
}

export interface TextResult {
    readonly text: string;
}

// ---- replaying a case (debugger)

export interface TraceResult {
    readonly policy: PolicyRef;
    readonly decision: Decision;
    /** Where the replay can stand, in order; the last is the end. */
    readonly events: readonly TraceEvent[];
}

export interface TraceEvent {
    readonly kind: 'question' | 'answer' | 'exception' | 'passed-over' | 'missing' | 'decided' | 'end';
    /** `Rule 4.2 Income limit (no)` */
    readonly name: string;
    readonly rule: string;
    readonly origin: Origin;
    /** The answer that was taken; absent before it is. */
    readonly answer?: string;
    /** Depth of the stack: rule within principle. */
    readonly frames: readonly { readonly name: string; readonly origin: Origin }[];
    readonly values: readonly FactValue[];
    readonly outcomeSoFar: string | null;
    readonly stillOpen: readonly string[];
}

export interface BreakpointsResult {
    /** Lines that a replay can stop at. */
    readonly places: readonly { readonly range: Range; readonly rule: string }[];
    /** Rules, for function breakpoints. */
    readonly rules: readonly string[];
}

// ---- edits

export interface SaveScenarioParams {
    /** The policy or suite that shall hold it. */
    readonly uri: string;
    readonly title?: string;
    readonly facts: GivenFacts;
    /** Without an expectation the actual one is written. */
    readonly expect?: string;
}

export interface AcceptActualParams {
    readonly id: string;
}

/** For the client to apply as one step; null: there is nothing to do, and why. */
export interface EditResult {
    readonly edit: WorkspaceEdit | null;
    readonly reason: string | null;
    /** What to select afterwards, as it stands after the edit. */
    readonly select?: Origin;
}

/** As in the Language Server Protocol. */
export interface WorkspaceEdit {
    readonly changes: {
        readonly [uri: string]: readonly { readonly range: Range; readonly newText: string }[];
    };
}

export interface MissingScenariosResult extends EditResult {
    /** `4 scenarios reach the 6 answers that none reached; no fewer can.` */
    readonly summary: string;
}

// ---- status

export interface Status {
    readonly state: 'starting' | 'indexing' | 'checking' | 'proving' | 'ready';
    /** `Tenet: 14 rules, no problems` */
    readonly text: string;
    readonly policies: number;
    readonly scenarios: number;
    readonly errors: number;
    readonly warnings: number;
    /** From 0 to 1 while indexing. */
    readonly progress?: number;
}

// ---- files, for clients that hold them

export interface ReadFileResult {
    /** Null: no such file, or not readable. */
    readonly text: string | null;
}

export interface FindFilesParams {
    /** A workspace folder. */
    readonly folder: string;
    /** A glob: any depth, ending in `.tenet`. */
    readonly pattern: string;
}

export interface FindFilesResult {
    readonly uris: readonly string[];
}
