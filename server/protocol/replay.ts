// Replaying a case step by step, for debuggers.

import type { Origin, Range } from '../../language/model/origin.js';
import type { Decision, FactValue } from './deciding.js';
import type { PolicyRef } from './documents.js';

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
