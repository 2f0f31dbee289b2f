// One thing that completion offers.

import type { Name } from '../../language/syntax/symbols.js';

export interface Candidate {
    readonly label: string;
    readonly kind:
        | 'keyword'
        | 'declaration'
        | 'value'
        | 'literal'
        | 'category'
        | 'fact'
        | 'parameter'
        | 'definition'
        | 'score'
        | 'outcome'
        | 'rule'
        | 'case'
        | 'choice'
        | 'citation'
        | 'file'
        | 'text';
    readonly detail?: string;
    /** What typed letters are compared with, if it is not the label. */
    readonly filter?: string;
    /** What is inserted, if it is not the label; plain. */
    readonly insert?: string;
    /** What is inserted where the editor knows snippets. */
    readonly snippet?: string;
    /** What it says in full; of a name its hover. */
    readonly documentation?: string;
    readonly symbol?: Name;
    /** Lower comes first; 5 if left out. */
    readonly rank?: number;
}

/** As it stands between quotation marks. */
export function escapeText(text: string): string {
    return text.replace(/["\\]/g, '\\$&');
}

/** A candidate that is inserted as a text. */
export function quoted(candidate: Candidate): Candidate {
    const { label, insert = label } = candidate;
    return { ...candidate, insert: `"${escapeText(insert)}"` };
}
