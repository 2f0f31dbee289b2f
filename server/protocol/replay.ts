// Replaying a case step by step, for debuggers.

import type { Origin, Range } from '../../language/model/origin.js';
import type { CaseParams, Decision } from './deciding.js';
import type { DocumentParams, PolicyRef } from './documents.js';

export interface TraceResult {
    readonly policy: PolicyRef;
    /** Of the scenario, or what the case is called. */
    readonly title: string;
    readonly decision: Decision;
    /** What a scenario expects and does not get: `granted, but refused was expected`; null where it passes. */
    readonly failure: string | null;
    /** In the order of the flow, those that nobody gave included. */
    readonly facts: readonly TracedFact[];
    /** As they are in force on the day of the case. */
    readonly parameters: readonly NamedValue[];
    /** Where the replay can stand, in order; never empty, the last is the end. */
    readonly events: readonly TraceEvent[];
}

export interface TracedFact {
    readonly name: string;
    readonly question: string | null;
    /** `money GBP from £0` */
    readonly typeText: string;
    /** For people: `£35`, `yes`, `unknown`, `not given`. */
    readonly text: string;
    readonly source: 'given' | 'default' | 'unknown' | 'missing';
    /** What may be put in its place, where that can be listed. */
    readonly values: readonly string[];
}

export interface NamedValue {
    readonly name: string;
    readonly title: string | null;
    readonly text: string;
}

export interface TraceEvent {
    readonly kind: /** An `only when`. */
        | 'guard'
        | 'question'
        /** An answer is tried; `truth` says whether it is taken. */
        | 'answer'
        /** Parts of what is looked at. */
        | 'condition'
        | 'definition'
        | 'score'
        | 'points'
        /** The case cannot go on: a fact is not there, or no answer fits. */
        | 'missing'
        | 'no-outcome'
        | 'end';
    /** The rule or step, which is also the card of the flowchart; null for a policy that does not apply. */
    readonly rule: string | null;
    readonly origin: Origin;
    /** 1 where a rule is worked on, more inside its conditions, definitions and scores. */
    readonly depth: number;
    /** Innermost first: definitions gone into, the rule or step, its principle, the policy. */
    readonly frames: readonly { readonly name: string; readonly origin: Origin }[];
    /** `no`, `over incomeLimit? yes`, `3 points`: what was looked at and how it came out. */
    readonly text: string;
    readonly truth?: 'yes' | 'no' | 'unknown' | 'missing';
    /** Whether an answer was taken, which makes a step of the path. */
    readonly taken?: boolean;
    /** The answer is an exception to an exemption. */
    readonly exception?: boolean;
    /** The answer that gives the outcome as it finally stands. */
    readonly decides?: boolean;
    /** Facts that are looked at here. */
    readonly facts: readonly string[];
    /** One of them is unknown. */
    readonly unknown: boolean;
    /** A definition or score that is worked out here. */
    readonly worked?: NamedValue;
    /** Steps of the decision's path that are behind. */
    readonly steps: number;
    /** The outcome as it stands, with its rule and reason. */
    readonly outcome: { readonly text: string; readonly rule: string; readonly reason: string | null } | null;
    /** Facts that have not been looked at and may still matter. */
    readonly open: readonly string[];
}

export interface BreakpointsParams extends DocumentParams {
    /** The policy that is replayed, where the file may serve several. */
    readonly policy?: string;
}

export interface BreakpointsResult {
    /** The policy whose cases come past this file; null if it has none. */
    readonly policy: PolicyRef | null;
    /** Places that a replay can stop at, in order. */
    readonly places: readonly { readonly range: Range; readonly rule: string; readonly label: string }[];
    /** Declarations, so that a line can be told what it is: those of rules lead to their first place. */
    readonly declarations: readonly { readonly range: Range; readonly keyword: string; readonly name: string | null }[];
    /** Rules, for function breakpoints. */
    readonly rules: readonly string[];
}

export interface EvaluateParams extends CaseParams {
    /** A name, a condition or a sum, as a definition would have it: `income + £50 > incomeLimit`. */
    readonly expression: string;
}

export type EvaluateResult =
    | {
          readonly kind: 'value';
          /** For people: `yes`, `£35`, `missing: income`. */
          readonly text: string;
          /** Conditions only. */
          readonly truth: 'yes' | 'no' | 'unknown' | 'missing' | null;
          /** `condition`, `money GBP` */
          readonly typeText: string;
      }
    | { readonly kind: 'problem'; readonly message: string };
