// A place in the text of a declaration where the parser could not go on, and a problem told at it.

import type { IToken } from 'chevrotain';
import type { Expected } from './expected.js';

/** A syntax error, relative to the text that was parsed. */
export interface SyntaxProblem {
    readonly code: 'syntax-error' | 'name-reserved';
    readonly offset: number;
    readonly length: number;
    readonly message: string;
    /** To be put in place of the text at the problem. */
    readonly suggestion?: string;
}

export interface Situation {
    readonly text: string;
    readonly tokens: readonly IToken[];
    /** Index of the token that does not fit; the number of tokens at the end. */
    readonly at: number;
    /** The grammar rule; empty for something left over after the declaration. */
    readonly rule: string;
    readonly expected: Expected;
}

/** A problem at a token; past the last one it points to the last character, after which something is lacking. */
export function problemAt(
    { tokens, text }: Situation,
    at: number,
    message: string,
    suggestion?: string,
): SyntaxProblem {
    const token = tokens[at];
    const last = tokens.at(-1);
    const end = last ? last.startOffset + last.image.length : text.trimEnd().length;
    const place = token
        ? { offset: token.startOffset, length: token.image.length }
        : { offset: Math.max(0, end - 1), length: Math.min(1, end) };
    return { code: 'syntax-error', ...place, message, ...(suggestion === undefined || !token ? {} : { suggestion }) };
}
