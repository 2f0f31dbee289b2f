// A small change to a policy: a mistake that somebody might make.

import { isoFromDay } from '../model/calendar.js';
import type { Origin } from '../model/origin.js';
import type { Policy } from '../model/policy.js';
import type { Dated, Day } from '../model/value.js';

export type MutantKind = 'answer' | 'bound' | 'order' | 'list' | 'condition' | 'duty' | 'version';

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

/** A dated value with one of its versions, not the first, starting a day late; undefined if that leaves it no day. */
export function startingLate<T>(versions: Dated<T>, index: number): Dated<T> | undefined {
    const from = versions[index]?.from ?? null;
    if (index === 0 || from === null || versions[index + 1]?.from === from + 1) return undefined;
    return versions.map((each, i) => (i === index ? { ...each, from: from + 1 } : each));
}

/** `the version from 2024-04-01 starts a day late` */
export function lateText(from: Day | null): string {
    return `the version${from === null ? '' : ` from ${isoFromDay(from)}`} starts a day late`;
}
