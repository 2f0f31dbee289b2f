// Two versions of a policy side by side.

import type { Origin } from '../../language/model/origin.js';
import type { GivenFacts } from './deciding.js';

/** Texts of files by URI, of another version. */
export type FileTexts = { readonly [uri: string]: string };

export interface CompareParams {
    readonly uri: string;
    /** The other version: its policy file, and the files that it uses. */
    readonly base: { readonly uri: string; readonly files: FileTexts; readonly label: string };
    readonly format?: 'markdown' | 'json';
}

export interface CompareResult {
    /** `3 of 12 scenarios and 2 kinds of case change outcome` */
    readonly headline: string;
    readonly groups: readonly CompareGroup[];
    /** Whether every case has the same outcome in both; null if that could not be decided. */
    readonly equal: boolean | null;
    /** The whole report, where a format was asked for. */
    readonly report?: string;
}

export interface CompareGroup {
    readonly kind:
        | 'newly-accepted'
        | 'newly-refused'
        | 'changed-outcome'
        | 'other-reason'
        | 'undecided'
        | 'not-comparable'
        | 'rules';
    readonly label: string;
    readonly items: readonly {
        readonly label: string;
        readonly description: string;
        readonly origin?: Origin;
        /** A case of this kind. */
        readonly witness?: GivenFacts;
        readonly scenario?: string;
    }[];
}
