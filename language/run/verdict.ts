// What deciding a case gives: a verdict with the path that led to it, as plain data. A step of a path holds nothing of
// the case itself, so every case that takes an answer shares one step; `consulted` adds the facts it rests on.

import type { Origin } from '../model/origin.js';
import type { Citation, FlowNode, Modality, Target } from '../model/policy.js';

export type Verdict = OutcomeVerdict | MissingVerdict | NoOutcomeVerdict | NotEffectiveVerdict;

interface Trace {
    /** The answers taken, in order; rules passed over by their guard leave no trace. */
    readonly path: readonly PathStep[];
    /** What is to be done; empty unless there is an outcome. */
    readonly duties: readonly AppliedDuty[];
    /** Facts still needed, in the order of their declaration: for a verdict, or for duties beside an outcome. */
    readonly missing: readonly string[];
}

export interface OutcomeVerdict extends Trace {
    readonly kind: 'outcome';
    readonly outcome: string;
    /** The rule or step that gave the outcome as it finally stands: `P4.a`, `PI`. */
    readonly decidedBy: string;
    /** The step of the path that did. */
    readonly decidedAt: number;
    readonly reason: string | null;
}

export interface MissingVerdict extends Trace {
    readonly kind: 'missing';
    /** The flow node that cannot be answered, or passed over, without the missing facts. */
    readonly at: number;
}

export interface NoOutcomeVerdict extends Trace {
    readonly kind: 'no-outcome';
    /** The flow node that has no answer for the case; null where the flow runs past its last rule. */
    readonly at: number | null;
}

export interface NotEffectiveVerdict extends Trace {
    readonly kind: 'not-effective';
}

/** One question of the flow and the answer taken there. */
export interface PathStep {
    /** Index of the flow node. */
    readonly node: number;
    /** Index of the answer in it. */
    readonly answer: number;
    /** The rule or step: `P4.a`; of a review its name. */
    readonly rule: string;
    readonly kind: FlowNode['kind'];
    /** Title of the rule or step. */
    readonly title: string | null;
    /** As shown to people. */
    readonly question: string;
    /** As written in the policy: `yes`, `at most £50`, `row 2`. */
    readonly label: string;
    readonly target: Target;
    /** Of the step, of its principle, then of the answer. */
    readonly citations: readonly Citation[];
    /** The answer in the text. */
    readonly origin: Origin;
}

export interface AppliedDuty {
    /** Index in `Policy.duties`. */
    readonly index: number;
    readonly modality: Modality;
    readonly audience: string | null;
    readonly text: string;
    readonly citations: readonly Citation[];
}
