// Scenarios as plain data: the facts of a case, with what is expected of it.

import type { Origin } from './origin.js';
import type { Facts } from './value.js';

export interface Scenario {
    readonly title: string;
    /** Author's tags and the defect ids among them, in order. */
    readonly tags: readonly string[];
    /** Facts given, those of the cases it is like included. */
    readonly facts: Facts;
    /** Where each fact was given. */
    readonly givenAt: ReadonlyMap<string, Origin>;
    readonly expectations: readonly Expectation[];
    /** The scenario, or the row of a scenario table. */
    readonly origin: Origin;
    /** The title in it; of a row, its first cell. */
    readonly titleOrigin: Origin;
    /** Rows only: the title of the table and the number of the row, from 1. */
    readonly table?: { readonly title: string; readonly row: number };
}

export type Expectation = (
    | { readonly kind: 'outcome'; readonly outcome: string; readonly at?: string }
    | { readonly kind: 'missing'; readonly facts: readonly string[] }
    | { readonly kind: 'no-outcome' }
    | { readonly kind: 'not-effective' }
    | { readonly kind: 'duty'; readonly text: string }
    | { readonly kind: 'no-duty'; readonly text: string }
    | { readonly kind: 'path'; readonly steps: readonly PathStepExpectation[] }
) & { readonly origin: Origin };

export interface PathStepExpectation {
    readonly rule: string;
    /** Labels of the answers that satisfy it; absent: any. */
    readonly answers?: readonly string[];
    /** As written, for messages: `P1 yes`. */
    readonly text: string;
}

/** Scenarios of one policy, out of its own file and its suites, in source order. */
export interface Suite {
    readonly policy: string;
    readonly uri: string;
    readonly scenarios: readonly Scenario[];
}
