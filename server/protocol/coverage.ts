// What scenarios came to, rule by rule and answer by answer.

import type { Range } from '../../language/model/origin.js';
import type { PolicyRef } from './documents.js';

export interface CoverageParams {
    /** A run with `coverage`; absent: all scenarios as they stand. */
    readonly run?: string;
    readonly uri?: string;
    /** Only these scenarios. */
    readonly scenarios?: readonly string[];
    /** Count outcomes, duties, conditions and bounds as well. */
    readonly parts?: boolean;
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
    /** Where they were asked for, and the policy is not too entangled to tell; those of its own file. */
    readonly parts?: readonly CoveragePart[];
    /** In words, what of these no case at all can reach, with proof. */
    readonly partsBeyondReach?: readonly string[];
}

/** An outcome, a duty, a condition that alone decides, or one side of a bound. */
export interface CoveragePart {
    readonly kind: 'outcome' | 'duty' | 'condition' | 'bound';
    /** `P2 turns on ‘income’ being £16,000` */
    readonly text: string;
    readonly range: Range;
    readonly count: number;
}

export interface CoverageRule {
    readonly name: string;
    readonly title: string | null;
    readonly range: Range;
    readonly asked: number;
    readonly decided: number;
    readonly questions: readonly CoverageQuestion[];
}

export interface CoverageQuestion {
    readonly rule: string;
    readonly text: string;
    readonly range: Range;
    readonly count: number;
    readonly answers: readonly CoverageAnswer[];
}

export interface CoverageAnswer {
    readonly label: string;
    readonly range: Range;
    readonly count: number;
    /** Ids of the scenarios that took it, at most 100. */
    readonly scenarios: readonly string[];
    /** Why no case at all can take it; such an answer counts for nothing. Null where some case can, or that is open. */
    readonly beyondReach: string | null;
}

export interface TakeAnswerParams {
    /** The policy, or a suite of it that shall hold the scenario. */
    readonly uri: string;
    readonly rule: string;
    readonly label: string;
}
