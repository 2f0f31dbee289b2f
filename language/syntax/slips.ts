// Common slips, each known by the tokens around it and told in words of its own: a misspelt keyword, a text without
// quotes, `==`, a comma between values.

import type { IToken } from 'chevrotain';
import { nearest } from '../model/spelling.js';
import { describeToken } from './expected.js';
import { RESERVED_WORDS } from './reserved.js';
import { problemAt, type Situation, type SyntaxProblem } from './situation.js';
import { DECLARATION_WORDS } from './split.js';

/** The slip that was made here; undefined if it is none of the common ones. */
export function findSlip(situation: Situation): SyntaxProblem | undefined {
    for (const find of SLIPS) {
        const problem = find(situation);
        if (problem) return problem;
    }
    return undefined;
}

type Slip = (situation: Situation) => SyntaxProblem | undefined;

/** Common slips, each known by the tokens around it; the first that fits is reported. */
const SLIPS: readonly Slip[] = [
    // `fcat a: yes/no`
    (situation) => {
        const first = situation.tokens[0];
        if (situation.at !== 0 || !first || DECLARATION_WORDS.has(first.image)) return undefined;
        if (first.image === '}') return problemAt(situation, 0, 'There is one ‘}’ too many here.');
        const suggestion = SYNONYMS.get(first.image.toLowerCase()) ?? nearest(first.image, DECLARATION_WORDS);
        const hint = suggestion ? ` Did you mean ‘${suggestion}’?` : '';
        return problemAt(situation, 0, `No declaration starts with ${describeToken(first)}.${hint}`, suggestion);
    },
    // `fact and: yes/no`
    (situation) => {
        const { at, tokens, expected } = situation;
        const word = tokens[at]?.image ?? '';
        if (!RESERVED_WORDS.has(word) || !expected.names.every((name) => name === 'ID' || name === 'STRING'))
            return undefined;
        if (!expected.names.includes('ID')) return undefined;
        const message = `‘${word}’ is a word of the language and cannot be a name: choose another.`;
        return { ...problemAt(situation, at, message), code: 'name-reserved' };
    },
    // `because the vehicle is exempt`
    (situation) => {
        const { at, tokens } = situation;
        const before = tokens[at - 1]?.image ?? '';
        if (!TEXT_FOLLOWS.has(before) || isText(tokens[at])) return undefined;
        return problemAt(
            situation,
            at,
            `Expected a text in quotes after ‘${before}’ but found ${describeToken(tokens[at])}.`,
        );
    },
    // `next because "…"`, `granted cites "…" because "…"`
    (situation) => {
        const { at, tokens } = situation;
        if (tokens[at - 1]?.image !== 'because' || !isText(tokens[at])) return undefined;
        const message = '‘because’ gives the reason of an outcome: it stands right after it, before ‘cites’.';
        return problemAt(situation, at - 1, message);
    },
    // `ask a note "…"`
    (situation) => {
        const { at, tokens } = situation;
        const note = [at, at - 1].find((index) => tokens[index]?.image === 'note' && isText(tokens[index + 1]));
        return note === undefined
            ? undefined
            : problemAt(
                  situation,
                  note,
                  '‘note’ stands first within the braces, before ‘only when’, ‘ask’ and the rest.',
              );
    },
    // `colour is 5`
    (situation) => {
        const { at, tokens, rule } = situation;
        const word = tokens[at]?.image ?? '';
        if ((word !== 'is' && word !== 'has') || at === 0 || rule === 'Comparison') return undefined;
        let next = at + 1;
        if (word === 'is' && tokens[next]?.image === 'not') next++;
        if (word === 'has' && /^(any|all)$/.test(tokens[next]?.image ?? '') && tokens[next + 1]?.image === 'of')
            next += 2;
        if (isName(tokens[next]) || tokens[at - 1]?.tokenType.name === 'STRING') return undefined;
        const what = word === 'is' ? 'a value, a category, ‘known’, ‘unknown’ or ‘empty’' : 'a value or a category';
        return problemAt(situation, next, `Expected ${what} after ‘${word}’ but found ${describeToken(tokens[next])}.`);
    },
    // `yes =>  no => granted`
    (situation) => {
        const { at, tokens } = situation;
        if (tokens[at]?.image !== '=>' || tokens[at - 2]?.image !== '=>') return undefined;
        return problemAt(situation, at - 2, '‘=>’ leads nowhere: put ‘next’, ‘go to …’ or an outcome after it.');
    },
    // `=> goto P4`, `=> go P4`, `=> to P4`
    (situation) => {
        const { at, tokens } = situation;
        for (const index of [at - 2, at - 1]) {
            const word = tokens[index]?.image ?? '';
            if (/^(go|goto|to)$/.test(word) && tokens[index - 1]?.image === '=>' && isName(tokens[index + 1])) {
                return problemAt(
                    situation,
                    index,
                    `‘${word}’ is not how to go on: write ‘go to ${tokens[index + 1]?.image}’.`,
                    'go to',
                );
            }
        }
        return undefined;
    },
    // `yes -> granted`, `no = granted`
    (situation) => {
        const { at, tokens, expected } = situation;
        const [word, after] = [tokens[at]?.image, tokens[at + 1]?.image];
        if (!expected.names.includes('=>') || (word !== '=' && !(word === '-' && after === '>'))) return undefined;
        const length = word === '-' ? 2 : 1;
        return { ...problemAt(situation, at, 'An answer and where it leads have ‘=>’ between them.', '=>'), length };
    },
    // `a == b`, `a <> b`, `a || b`, `income => £5`
    (situation) => {
        const { at, tokens, text } = situation;
        for (const index of [at - 1, at]) {
            const token = tokens[index];
            const pair = token && text.slice(token.startOffset, token.startOffset + 2);
            const instead = DOUBLED.get(pair ?? '');
            if (instead)
                return { ...problemAt(situation, index, `For ‘${pair}’ write ‘${instead}’.`, instead), length: 2 };
        }
        if (tokens[at]?.image !== '=>' || situation.rule !== '') return undefined;
        return problemAt(situation, at, 'For “at least” write ‘>=’; ‘=>’ stands before where an answer leads.', '>=');
    },
    // `income > and badge`: what follows an operator is no operand.
    (situation) => {
        const { at, tokens } = situation;
        const [before, word] = [tokens[at - 1], tokens[at]?.image ?? ''];
        if (!/^(!?=|[<>]=?|[-+*/]|and|or)$/.test(word) || !before || !/[\w)%]$/.test(before.image)) return undefined;
        if (situation.rule !== '' && /^(=|-)$/.test(word)) return undefined;
        if (word === '/' && tokens[at + 1]?.image === 'no') {
            const length = (tokens[at + 1] as IToken).startOffset + 2 - before.startOffset;
            return { ...problemAt(situation, at - 1, '‘yes/no’ is written without spaces.', 'yes/no'), length };
        }
        if (/^["(\w£€$¥]/.test(tokens[at + 1]?.image ?? '') && !RESERVED_WORDS.has(tokens[at + 1]?.image ?? ''))
            return undefined;
        const next = describeToken(tokens[at + 1]);
        return problemAt(situation, at + 1, `Expected a value after ‘${word}’ but found ${next}.`);
    },
    // `income -£5`, `size -1`
    (situation) => {
        const { at, tokens } = situation;
        const [before, word] = [tokens[at - 1], tokens[at]?.image ?? ''];
        if (!/^[+-]./.test(word) || !before || !/[\w)%]$/.test(before.image)) return undefined;
        const [sign, rest] = [word.slice(0, 1), word.slice(1)];
        const what =
            sign === '-' ? 'A subtraction has spaces around its minus.' : 'An addition has spaces around its plus.';
        return problemAt(situation, at, what, `${sign} ${rest}`);
    },
    // `£5 - £10 => next`
    (situation) => {
        const { at, tokens, rule } = situation;
        if (tokens[at]?.image !== '-' || !/^(Answer|Band|TableRow)$/.test(rule)) return undefined;
        return problemAt(situation, at, 'A range is written with ‘to’: ‘£5 to £10’.', 'to');
    },
    // `5 pounds`, `5 per cent`
    (situation) => {
        const { at, tokens } = situation;
        const [number, unit] = [tokens[at - 1], tokens[at]];
        const write = UNIT_WORDS.get(unit?.image ?? '');
        if (!unit || !write || number?.tokenType.name !== 'NUMBER') return undefined;
        const instead = write(number.image);
        const end = tokens[at + 1]?.image === 'cent' ? (tokens[at + 1] as IToken) : unit;
        const length = end.startOffset + end.image.length - number.startOffset;
        const message = `For ‘${number.image} ${unit.image}’ write ‘${instead}’.`;
        return { ...problemAt(situation, at - 1, message, instead), length };
    },
    // `outcome granted accept`, `outcome granted as accept refines other`
    (situation) => {
        const { at, tokens } = situation;
        const word = tokens[at]?.image ?? '';
        if (tokens[0]?.image !== 'outcome') return undefined;
        if (word === 'refines') return problemAt(situation, at, '‘refines’ stands before ‘as’.');
        if (!/^(accept|refuse|refer|pending)$/.test(word)) return undefined;
        return problemAt(situation, at, `A tone stands after ‘as’: ‘as ${word}’.`, `as ${word}`);
    },
    // `principle P4 { when badge …`, `principle P3 { step a { … } ask …`
    (situation) => {
        const { at, tokens, rule } = situation;
        if (!/^(Principle|Step|Review|Body|Question|Table)$/.test(rule)) return undefined;
        switch (tokens[at]?.image) {
            case 'when':
                return problemAt(situation, at, 'For ‘when’ write ‘only when’.', 'only when');
            case 'ask':
            case 'table':
            case 'unique':
                if (!situation.expected.names.includes('}')) return undefined;
                return problemAt(
                    situation,
                    at,
                    'A principle asks one thing, or has steps that each ask one: put this into a step.',
                );
            case ',':
                return problemAt(situation, at, 'Answers stand one after the other, without commas.', '');
            default:
                return undefined;
        }
    },
    // `must applicant "…"`
    (situation) => {
        const { at, tokens, rule } = situation;
        if (rule !== 'Duty' || !isName(tokens[at]) || !isText(tokens[at + 1])) return undefined;
        const word = tokens[at]?.image;
        return problemAt(situation, at, `Who is told stands after ‘tell’: ‘tell ${word}’.`, `tell ${word}`);
    },
    // A row whose last cell has no `|`.
    (situation) => {
        const { at, tokens, rule, expected } = situation;
        if (rule !== 'ScenarioRow' || !expected.names.includes(tokens[at]?.tokenType.name ?? '')) return undefined;
        return problemAt(
            situation,
            at - expected.ahead,
            'A row is its cells and then what is expected, each followed by ‘|’.',
        );
    },
    // `fact doubt: yes/no unknown`
    (situation) => {
        const { at, tokens } = situation;
        if (tokens[at]?.image !== 'unknown' || tokens[0]?.image !== 'fact') return undefined;
        return problemAt(situation, at, 'A fact that may be unknown is declared ‘or unknown’.', 'or unknown');
    },
    // `fact papers: set Paper`
    (situation) => {
        const { at, tokens } = situation;
        if (tokens[at - 1]?.image !== 'set' || tokens[at - 2]?.image !== ':' || !isName(tokens[at])) return undefined;
        return problemAt(
            situation,
            at,
            `A set is declared with its choice: ‘set of ${tokens[at]?.image}’.`,
            `of ${tokens[at]?.image}`,
        );
    },
    // `fact length: number between 0 and 20`
    (situation) => {
        const { at, tokens } = situation;
        if (tokens[at]?.image !== 'between') return undefined;
        return problemAt(situation, at, 'A range is written ‘from … to …’; an answer ‘… to …’.');
    },
    // `count of a, b >= 2`
    (situation) => {
        const { at, tokens } = situation;
        const of = tokens[at]?.image === 'of' ? at : tokens[at - 1]?.image === 'of' ? at - 1 : -1;
        const bare = tokens[at]?.image === '(' && tokens[at - 1]?.image === 'count';
        if (!bare && (of < 1 || tokens[of - 1]?.image !== 'count')) return undefined;
        return problemAt(situation, at, 'A count has its conditions in parentheses: ‘count of (a, b, c) >= 2’.');
    },
    // `above £5 => next`
    (situation) => {
        const { at, tokens } = situation;
        const word = tokens[at - 1]?.image ?? '';
        const instead = BOUND_WORDS.get(word);
        if (!instead || !tokens[at] || tokens[at]?.image === '=>') return undefined;
        return problemAt(situation, at - 1, `For ‘${word}’ write ‘${instead}’.`, instead);
    },
    // `3 if badge`, `granted unless misused`
    (situation) => {
        const { at, tokens, expected } = situation;
        const word = tokens[at]?.image;
        if (word === 'unless') return problemAt(situation, at, 'For ‘unless’ write ‘except when’.', 'except when');
        if (word !== 'if' || !(expected.names.includes('when') || situation.rule === 'Guarantee')) return undefined;
        return problemAt(situation, at, 'For ‘if’ write ‘when’.', 'when');
    },
    // `{ red, green }`, `a: yes, b: no`
    (situation) => {
        const { at, tokens, rule } = situation;
        if (tokens[at]?.image !== ',') return undefined;
        if (/^(Choice|Category|CategoryVersion)$/.test(rule)) {
            return problemAt(situation, at, 'Values stand side by side, without commas.', '');
        }
        if (/^(Case|Scenario)$/.test(rule))
            return problemAt(situation, at, 'Facts stand side by side, without commas.', '');
        return undefined;
    },
    // `principle P4 title {`
    (situation) => {
        const { at, tokens, expected } = situation;
        if (at !== 2 || !isName(tokens[at]) || !expected.names.some((name) => /^[{:=]$/.test(name))) return undefined;
        if (!['{', ':', '='].includes(tokens[at + 1]?.image ?? '')) return undefined;
        const word = tokens[at]?.image ?? '';
        return problemAt(
            situation,
            at,
            `‘${word}’ does not belong here; a title stands in quotes: ‘"${word}"’.`,
            `"${word}"`,
        );
    },
    // `=> granted "the reason"`, `cites "Papers" "Title" {`
    (situation) => {
        const { at, tokens, expected } = situation;
        if (!isText(tokens[at])) return undefined;
        if (tokens[at - 2]?.image === '=>' && isName(tokens[at - 1])) {
            return problemAt(situation, at, 'The reason of an outcome stands after ‘because’.');
        }
        if (!isText(tokens[at - 1]) || !expected.names.some((name) => name === '{' || name === '=')) return undefined;
        return problemAt(situation, at, 'A title stands right after the name, before ‘cites’.');
    },
    // A brace that is never closed.
    (situation) => {
        const { at, tokens } = situation;
        if (at < tokens.length) return undefined;
        const open =
            tokens.filter(({ image }) => image === '{').length - tokens.filter(({ image }) => image === '}').length;
        if (open <= 0) return undefined;
        const word = tokens.find(({ image }) => DECLARATION_WORDS.has(image))?.image ?? 'declaration';
        return problemAt(situation, at, `The ${NOUNS.get(word) ?? word} is not closed: put ‘}’ at its end.`);
    },
];

/** Words of other languages for those of this one. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
    ['rule', 'principle'],
    ['question', 'principle'],
    ['exemption', 'exempt'],
    ['definition', 'define'],
    ['enum', 'choice'],
    ['import', 'use'],
    ['include', 'use'],
    ['test', 'scenario'],
    ['when', 'on'],
]);

const DOUBLED: ReadonlyMap<string, string> = new Map([
    ['==', '='],
    ['<>', '!='],
    ['=<', '<='],
    ['||', 'or'],
]);

const UNIT_WORDS: ReadonlyMap<string, (amount: string) => string> = new Map([
    ['pounds', (amount) => `£${amount}`],
    ['pound', (amount) => `£${amount}`],
    ['euros', (amount) => `€${amount}`],
    ['euro', (amount) => `€${amount}`],
    ['dollars', (amount) => `$${amount}`],
    ['per', (amount) => `${amount}%`],
    ['percent', (amount) => `${amount}%`],
]);

const BOUND_WORDS: ReadonlyMap<string, string> = new Map([
    ['above', 'over'],
    ['below', 'under'],
    ['upto', 'at most'],
]);

const NOUNS: ReadonlyMap<string, string> = new Map([
    ['exempt', 'exemption'],
    ['define', 'definition'],
    ['on', 'list of duties'],
    ['mandatory', 'category'],
]);

const TEXT_FOLLOWS: ReadonlySet<string> = new Set(['because', 'cites', 'note', 'guarantee']);

function isText(token: IToken | undefined): boolean {
    return token?.tokenType.name === 'STRING';
}

function isName(token: IToken | undefined): boolean {
    return token !== undefined && /^[A-Za-z_]/.test(token.image) && !RESERVED_WORDS.has(token.image);
}
