// A small change to a policy: a mistake that somebody might make.

import { isoFromDay } from '../model/calendar.js';
import type { Origin } from '../model/origin.js';
import type { Policy } from '../model/policy.js';
import type { Day } from '../model/value.js';

export type MutantKind = 'answer' | 'bound' | 'order' | 'list' | 'condition';

export interface Mutant {
    readonly kind: MutantKind;
    /** What was changed, in words: `P1: ‘no’ leads to ‘in’ instead of ‘out’`. */
    readonly text: string;
    readonly origin: Origin;
    readonly policy: Policy;
}

/** ` (from 2024-04-01)`, ` (first version)`: how a change names the version that it concerns. */
export function versionStartText(from: Day | null): string {
    return from === null ? ' (first version)' : ` (from ${isoFromDay(from)})`;
}
