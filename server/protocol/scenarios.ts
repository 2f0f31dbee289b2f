// Scenarios and checks as a tree, and their runs.

import type { Origin, Range } from '../../language/model/origin.js';
import type { Decision, GivenFacts } from './deciding.js';
import type { PolicyRef } from './documents.js';

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
    /**
     * Scenarios and checks by id, whole files by URI, whose last results are out of date: what they hang on has changed since
     * they ran. Each is told once until it runs again.
     */
    readonly outdated: readonly string[];
}

export interface RunParams {
    /** Chosen by the client; results come with it. */
    readonly run: string;
    /** Scenarios, tables, headings, checks, or whole files by URI, a policy with its suites; absent: everything. */
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
    /** Their file has errors or no rules yet, or a proof was too large. */
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
    /** Blocks of text for a diff: outcome, deciding rule, reasons, one a line. Both empty: the message says it all. */
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
    /** `✓ proved for all cases`, `✓ every outcome has a scenario` */
    readonly text: string;
    readonly failures: readonly (Failure & {
        /** A finding's code, for its page, where it is one. */
        readonly code?: string;
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
