// Two versions of a policy side by side.

import type { Origin } from '../../language/model/origin.js';
import type { Tone } from '../../language/model/policy.js';
import type { Decision, GivenFacts } from './deciding.js';
import type { PolicyRef } from './documents.js';

/** Texts of files by URI, of another version; null: it has no such file. */
export type FileTexts = { readonly [uri: string]: string | null };

export interface VersionFilesParams {
    /** The policy file of the other version. */
    readonly uri: string;
    /** What is known of it so far. */
    readonly files: FileTexts;
}

export interface VersionFilesResult {
    /** Files that the known ones use, and that are not known yet; none: the version is whole. */
    readonly wanted: readonly string[];
}

/** With which version the lens of a policy compares: without any, with what is committed, where the server can read that. */
export interface BaseVersion {
    /** The policy. */
    readonly uri: string;
    /** Files by the addresses that they have now; null: forget what was given. */
    readonly base: { readonly files: FileTexts; readonly label: string } | null;
}

export interface CompareParams {
    readonly uri: string;
    /** The other version: its policy file, and the files that it uses. */
    readonly base: { readonly uri: string; readonly files: FileTexts; readonly label: string };
    readonly format?: 'markdown' | 'json' | 'html';
}

export interface CompareResult {
    readonly policy: PolicyRef;
    /** `3 of 12 scenarios and 2 kinds of case change outcome` */
    readonly headline: string;
    /** What else a reader has to know, as that the two never apply on the same day. */
    readonly notes: readonly string[];
    /** Facts, values and outcomes that only one of the versions has, or that have changed, a sentence each. */
    readonly inputs: readonly string[];
    readonly groups: readonly ChangeGroup[];
    /** Whether every case has the same outcome in both; null if that could not be decided. */
    readonly equal: boolean | null;
    /** Scenarios that were decided by both versions. */
    readonly compared: readonly string[];
    /** The whole report, where a format was asked for. */
    readonly report?: string;
}

export interface ChangeGroup {
    readonly kind:
        | 'newly-accepted'
        | 'newly-refused'
        | 'newly-referred'
        | 'newly-pending'
        | 'undecided'
        | 'changed-outcome'
        | 'other-reason'
        | 'rules'
        | 'not-comparable';
    /** `Newly accepted` */
    readonly label: string;
    readonly tone: Tone | null;
    readonly cases: readonly CaseChange[];
    readonly scenarios: readonly ScenarioChange[];
}

/** Cases that part at one rule and change in one way. */
export interface CaseChange {
    /** `P2 Income: over £16,000` */
    readonly label: string;
    /** `refused → granted` */
    readonly description: string;
    /** The rule or step, which is also the card of the flowchart. */
    readonly rule: string;
    /** What each version does there, and where that stands in its files. */
    readonly before: ChangedCourse;
    readonly after: ChangedCourse;
    readonly example: { readonly text: string; readonly facts: GivenFacts } | null;
}

export interface ChangedCourse {
    /** `over incomeLimit → refused` */
    readonly text: string;
    readonly origin: Origin | null;
}

export interface ScenarioChange {
    readonly id: string;
    readonly title: string;
    /** `refused at P2 → granted at P2` */
    readonly description: string;
    /** As after `expect`; null where the other version does not know a fact of the scenario. */
    readonly before: string | null;
    readonly after: string;
    /** Whether the outcome is another one, and not only its rule or reason. */
    readonly changesOutcome: boolean;
    /** Both paths, a step a line. */
    readonly pathBefore: string;
    readonly pathAfter: string;
    readonly steps: Decision['steps'];
    readonly origin: Origin;
}
