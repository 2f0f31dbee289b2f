// A case and the decision that it gets, with its path.

import type { Origin } from '../../language/model/origin.js';
import type { Tone } from '../../language/model/policy.js';
import type { PolicyRef } from './documents.js';

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
