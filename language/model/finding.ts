// Findings: everything Tenet says about a text. One record for all of them, so that the editor, the command line and
// every report show the same words.

import type { Origin } from './origin.js';
import type { Facts } from './value.js';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

export interface Finding {
    /** Stable, kebab-case; the tables of all codes stand in `model/codes.ts` and `analysis/codes.ts`. */
    readonly code: string;
    readonly severity: Severity;
    /** One sentence: what is wrong and what would be right. Plain text with names in ‘quotes’; untrusted. */
    readonly message: string;
    readonly origin: Origin;
    readonly related?: readonly { readonly message: string; readonly origin: Origin }[];
    /** Machine-readable halves of a mismatch. */
    readonly expected?: string;
    readonly actual?: string;
    /** A near miss: what the author probably meant, to be put in place of the text at `origin`. */
    readonly suggestion?: string;
    /** A smallest case that shows it; replaying it shows what the message claims. */
    readonly witness?: Witness;
    /** The text at `origin` can never matter (editors fade it). */
    readonly unnecessary?: boolean;
    /** Of a part of a condition, or a whole one: what may stand in its place without a change to any case. */
    readonly equals?: 'yes' | 'no';
    /** A safe repair: edits to the text, all to be applied together. `repair/fix.ts` fills it in for hosts. */
    readonly fix?: Fix;
}

export interface Fix {
    /** What it does, as "Remove the unreachable answer". */
    readonly title: string;
    readonly edits: readonly { readonly origin: Origin; readonly text: string }[];
}

export interface Witness {
    /** Facts in the order of their declaration; the fewest that matter. */
    readonly facts: Facts;
    /** Whether no case with fewer differences from the defaults shows it. */
    readonly smallest: boolean;
}
