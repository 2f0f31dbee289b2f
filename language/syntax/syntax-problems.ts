// What is wrong with a declaration that does not parse, in words that help its author: one problem, the first, at the
// place where something is to be changed.

import type { ILexingError, IRecognitionException, IToken } from 'chevrotain';
import { decodeExpected, describeExpected, describeToken } from './expected.js';
import { problemAt, type Situation, type SyntaxProblem } from './situation.js';
import { findSlip } from './slips.js';

/** The first problem of a declaration; undefined if there is none. */
export function firstProblem(
    text: string,
    tokens: readonly IToken[],
    lexerErrors: readonly ILexingError[],
    parserErrors: readonly IRecognitionException[],
): SyntaxProblem | undefined {
    // Chevrotain gives the end of the text the offset NaN, Langium -1.
    const offsetOf = (token: IToken) => (token.startOffset >= 0 ? token.startOffset : text.length);
    const stray = lexerErrors.reduce<ILexingError | undefined>(
        (first, error) => (first && first.offset <= error.offset ? first : error),
        undefined,
    );
    const error = parserErrors.reduce<IRecognitionException | undefined>(
        (first, each) => (first && offsetOf(first.token) <= offsetOf(each.token) ? first : each),
        undefined,
    );
    if (stray && (!error || stray.offset <= offsetOf(error.token))) return strayProblem(stray, text);
    if (!error) return undefined;
    const start = offsetOf(error.token);
    const found = tokens.findIndex((token) => token.startOffset >= start);
    const expected = decodeExpected(error.message) ?? { names: [], ahead: 0 };
    const at = (found < 0 ? tokens.length : found) + expected.ahead;
    const rule = (error.context?.ruleStack?.at(-1) ?? '').replace('\u200b', '');
    return parserProblem({ text, tokens, at, rule, expected });
}

function parserProblem(situation: Situation): SyntaxProblem {
    const { tokens, at, rule, expected } = situation;
    const slip = findSlip(situation);
    if (slip) return slip;
    const token = tokens[at];
    if (rule === '') {
        const message =
            token?.image === '}' ? 'There is one ‘}’ too many here.' : `${describeToken(token)} does not belong here.`;
        return problemAt(situation, at, message);
    }
    return problemAt(
        situation,
        at,
        `Expected ${describeExpected(rule, expected.names)} but found ${describeToken(token)}.`,
    );
}

/** Characters that the language does not have, with what stands for them. */
const INSTEAD: ReadonlyMap<string, string> = new Map([
    ['&&', 'and'],
    ['&', 'and'],
    ['!', 'not '],
    ['≥', '>='],
    ['≤', '<='],
    ['≠', '!='],
    ['–', '-'],
    ['—', '-'],
    ['−', '-'],
    ['×', '*'],
    ['÷', '/'],
    ['“', '"'],
    ['”', '"'],
    ['„', '"'],
    ['«', '"'],
    ['»', '"'],
    ['→', '=>'],
    ['⇒', '=>'],
]);

function strayProblem({ offset, length }: ILexingError, text: string): SyntaxProblem {
    const found = String.fromCodePoint(text.codePointAt(offset) ?? 0xfffd);
    const wrong = ['&&'].find((each) => text.startsWith(each, offset)) ?? found;
    const instead = INSTEAD.get(wrong);
    if (instead) {
        const message = `For ‘${wrong}’ write ‘${instead.trim()}’.`;
        return { code: 'syntax-error', offset, length: wrong.length, message, suggestion: instead };
    }
    if (/\p{L}/u.test(found)) {
        const message = `‘${found}’ cannot stand in a name: names have the letters a to z, digits, ‘_’ and hyphens inside.`;
        return { code: 'syntax-error', offset, length: found.length, message };
    }
    const shown = printable(text.slice(offset, offset + Math.min(length, 20)));
    return { code: 'syntax-error', offset, length, message: `‘${shown}’ does not belong here.` };
}

function printable(text: string): string {
    return text.replace(/\p{Cc}|\p{Cs}/gu, '·');
}
