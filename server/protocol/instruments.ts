// Instruments for whoever reviews a policy: the questions, what would change a case, the record of a decision.

import type { Origin } from '../../language/model/origin.js';
import type { Tone } from '../../language/model/policy.js';
import type { CaseParams, CitationRef, Decision, GivenFacts } from './deciding.js';
import type { PolicyRef } from './documents.js';
import type { FactInfo } from './facts.js';

export interface AskParams {
    readonly uri: string;
    /** In the order in which they were answered. */
    readonly facts: GivenFacts;
    /** Facts that the person did not know and that may not be unknown. */
    readonly skipped?: readonly string[];
}

/** The value unknown, the default, or that the fact stays missing. */
export type DoNotKnow = 'unknown' | 'default' | 'missing';

export interface AskResult {
    readonly policy: PolicyRef;
    /** Still needed, the next one first. */
    readonly open: readonly (FactInfo & {
        readonly why: string;
        readonly citations: readonly CitationRef[];
        /** What *don't know* comes to. */
        readonly doNotKnow: DoNotKnow;
        /** The question of the flow that needs it; null where a version or a duty does. */
        readonly asked: Origin | null;
    })[];
    /** In the order of the flow. */
    readonly answered: readonly (FactInfo & {
        /** For people: `£35`, `yes`, `unknown`, `not known`. */
        readonly text: string;
        /** The person did not know it, and it is left out. */
        readonly skipped: boolean;
        readonly doNotKnow: DoNotKnow;
    })[];
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
