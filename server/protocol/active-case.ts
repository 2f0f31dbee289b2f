// The case whose values and path the editor shows, and the texts at the line ends.

import type { Range } from '../../language/model/origin.js';
import type { Tone } from '../../language/model/policy.js';
import type { CaseRef, Decision, GivenFacts } from './deciding.js';

export interface SetActiveCaseParams {
    readonly case: CaseRef | null;
    readonly suppose?: GivenFacts;
}

export interface ActiveCaseState {
    /** Another than was set where the scenario is called otherwise by now. */
    readonly case: CaseRef | null;
    /** Its title, or `Case` for facts without one. */
    readonly title: string | null;
    readonly isAdHoc: boolean;
    readonly suppose: GivenFacts;
    readonly decision: Decision | null;
    /** For the status bar, in about 60 letters: `Adult, local → Accept`, `… → Refer, expected Accept`, `…: case is gone`. */
    readonly status: string | null;
    /** The active case is a scenario, and what it expects is not what it gets. */
    readonly failing: boolean;
    /** Why there is no decision: `The case is gone: …` */
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
}

export interface InlineHoverParams {
    readonly uri: string;
    readonly line: number;
}

export interface InlineHoverResult {
    /** The whole path behind the text of the line, as Markdown, escaped; null where no text stands. */
    readonly hover: string | null;
}
