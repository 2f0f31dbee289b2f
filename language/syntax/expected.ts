// Words for what the parser expected and found. The parser's own messages only carry the names of the tokens
// (`encodeExpected`); `syntax-problems.ts` turns them into sentences.

import type { IToken, TokenType } from 'chevrotain';

/** What the parser could have gone on with, and how many tokens after the one it complains about that was. */
export interface Expected {
    readonly names: readonly string[];
    readonly ahead: number;
}

export function encodeExpected({ names, ahead }: Expected): string {
    return JSON.stringify([ahead, ...names]);
}

export function decodeExpected(message: string): Expected | undefined {
    if (!message.startsWith('[')) return undefined;
    const [ahead, ...names] = JSON.parse(message) as [number, ...string[]];
    return { names, ahead };
}

/** Follows the paths of the grammar along the tokens as far as any goes, and gives what could come next there. */
export function expectedAlong(paths: readonly (readonly TokenType[])[], actual: readonly IToken[]): Expected {
    let alive = paths.filter((path) => path.length > 0);
    for (let ahead = 0; ; ahead++) {
        const token = actual[ahead];
        const here = alive.filter((path) => path.length > ahead);
        const matching = token ? here.filter((path) => matches(token, path[ahead] as TokenType)) : [];
        // A word of the language is meant as that word, though it could be a name.
        const exact = matching.filter((path) => path[ahead] === token?.tokenType);
        const next = (exact.length > 0 ? exact : matching).filter((path) => path.length > ahead + 1);
        if (next.length === 0)
            return { names: [...new Set(here.map((path) => (path[ahead] as TokenType).name))], ahead };
        alive = next;
    }
}

/** "‘}’", "a name or ‘when’", "an answer, …": what could stand here, in the grammar rule `rule`. */
export function describeExpected(rule: string, names: readonly string[]): string {
    const phrase = PHRASES.find(
        (each) => each.needs.every((name) => names.includes(name)) && (each.in?.test(rule) ?? true),
    );
    if (phrase) return phrase.words;
    const words = [...new Set(names.map((name) => KINDS[name] ?? `‘${name}’`))];
    if (words.length > LISTED_AT_MOST) return 'something else';
    if (words.length <= 1) return words[0] ?? 'something else';
    return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** "‘fact’", or "the end of the declaration". */
export function describeToken(token: IToken | undefined): string {
    if (!token || token.tokenType.name === 'EOF' || token.image === '') return 'the end of the declaration';
    return `‘${token.image.length > 30 ? `${token.image.slice(0, 30)}…` : token.image}’`;
}

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
const LISTED_AT_MOST = 6;

/** Long lists of tokens under the name that people have for them; the first that fits is taken. */
const PHRASES: readonly { readonly in?: RegExp; readonly needs: readonly string[]; readonly words: string }[] = [
    { in: /^Answer$/, needs: ['=>'], words: '‘=>’ and where this answer leads' },
    { in: /^TableRow$/, needs: ['=>'], words: '‘=>’ and where this row leads' },
    { in: /^(Exemption|Except)$/, needs: ['=>'], words: '‘=>’ and where such a case goes' },
    { in: /^Band$/, needs: ['=>'], words: '‘=>’ and the points' },
    { in: /^Given$/, needs: [':'], words: '‘:’ and the value of the fact' },
    { in: /^(PointsBands|Band)$/, needs: ['over'], words: 'a band such as ‘under 5’, ‘5 to 10’ or ‘otherwise’' },
    { in: /^(TableRow|TableCell)$/, needs: ['over'], words: 'a cell such as ‘yes’, ‘at most £50’ or ‘-’' },
    { needs: ['otherwise', 'over'], words: 'an answer such as ‘yes’, ‘at most £50’ or ‘otherwise’' },
    { needs: ['over', 'under'], words: 'an answer such as ‘yes’ or ‘at most £50’' },
    { needs: ['not', '(', 'count'], words: 'a condition or a value' },
    { needs: ['(', 'count'], words: 'a value' },
    { needs: ['next', 'go'], words: '‘next’, ‘go to …’ or an outcome' },
    { needs: ['missing', 'ID'], words: 'an outcome, ‘missing …’, ‘no outcome’ or ‘not effective’' },
    { needs: ['yes/no', 'date'], words: 'a type: yes/no, number, money, duration, date, ‘set of …’ or a choice' },
    { needs: ['step', 'ask'], words: '‘ask’, ‘table’ or ‘step’' },
    { needs: ['ask', 'table'], words: '‘ask’ or ‘table’' },
    { needs: ['expect', 'tagged'], words: 'a fact with its value, ‘expect …’ or ‘tagged …’' },
    { needs: ['NUMBER', 'MONEY', 'DATE'], words: 'a value' },
];

function matches(token: IToken, type: TokenType): boolean {
    return token.tokenType === type || type.categoryMatchesMap?.[token.tokenTypeIdx] === true;
}
