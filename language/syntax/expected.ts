// Words for what the parser expected and found.

import type { IToken, TokenType } from 'chevrotain';

const KINDS: Readonly<Record<string, string>> = {
    ID: 'a name',
    STRING: 'a text in quotes',
    NUMBER: 'a number',
    DATE: 'a date such as 2025-01-31',
    MONEY: 'an amount such as £50',
    DURATION: 'a duration such as 20 minutes',
    PERCENT: 'a percentage',
    EOF: 'the end of the declaration',
};

/** At most this many are listed: a longer list helps nobody. */
const LISTED_AT_MOST = 8;

/** "‘}’", "a name or ‘when’", "an answer, …": what could stand here. */
export function describeExpected(tokens: readonly TokenType[]): string {
    const words = [...new Set(tokens.map((token) => KINDS[token.name] ?? `‘${token.name}’`))];
    const literals = [
        'a number',
        'a date such as 2025-01-31',
        'an amount such as £50',
        'a duration such as 20 minutes',
    ];
    const values = literals.every((word) => words.includes(word))
        ? [...words.filter((word) => !literals.includes(word) && word !== 'a percentage'), 'a value']
        : words;
    if (values.length > LISTED_AT_MOST) return 'something else';
    if (values.length <= 1) return values[0] ?? 'something else';
    return `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}

/** "‘fact’", or "the end of the declaration". */
export function describeToken(token: IToken | undefined, place: 'start' | 'middle' = 'middle'): string {
    if (!token || token.tokenType.name === 'EOF' || token.image === '') {
        return place === 'start' ? 'The end of the declaration' : 'the end of the declaration';
    }
    return `‘${token.image.length > 30 ? `${token.image.slice(0, 30)}…` : token.image}’`;
}
