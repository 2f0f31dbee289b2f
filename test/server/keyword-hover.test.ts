// Hovers over words of the language: each is told by what it means where it stands, `<|>`.

import { AstUtils, GrammarAST } from 'langium';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Hover } from 'vscode-languageserver-protocol';
import { parserServices } from '../../language/syntax/parser.js';
import { grammarRuleOf } from '../../server/completion/position.js';
import { isExplained } from '../../server/features/keyword-hover.js';
import { TestClient, textIn } from './client.js';

const URI = 'file:///words.tenet';

const TEXT = `policy words "Words"
  effective from 2024-01-01 until 2030-12-31 as of day
choice Kind "Kind" { car "Car"  van "Van" }
mandatory category heavy "Heavy" of Kind { van }
category light "Light" of Kind { from 2024-01-01 { car } }
fact kind "Kind?": Kind or unknown
fact day "Day?": date
fact size "Size?": number from 0 to 20 step 0.1
fact wait "Wait?": duration in days
fact paid "Paid?": yes/no default no
fact bag "Bag?": set of Kind
parameter most "Most" = £50
define a "A" = kind is car or van and paid
define b "B" = bag has any of car or not paid
define c "C" = bag has car or count of (paid, a) >= 1
score s "S" { 5 when paid  points for size when a { at most 5 => 1  otherwise => 2 } }
outcome granted "Granted" as accept
outcome better "Better" refines granted
exempt E "E" { when kind is known => granted because "so" except when paid => next }
principle P "P" {
  note "A note"
  only when bag is not empty
  ask size
    at most 5 => next
    5 to 7    => go to Q
    unknown   => granted
    otherwise => better
}
principle Q "Q" { table | kind | size | => |
  | - | under 5 | => granted | }
review R "R" of granted { ask paid yes => better no => next }
on any outcome { must tell owner "go" when decided by P }
guarantee "G" { when a always granted or better }
case base { kind: car }
scenario "One" like base { expect path P at most 5, Q row 1 expect no duty "go" tagged x }
scenario table "Two" like base { | size | expect | | 5 | missing kind | }
`;

let client: TestClient;
beforeAll(async () => {
    client = await TestClient.start();
});
afterAll(() => {
    expect(client.logs).toEqual([]);
    client.close();
});

/** What is told at the cursor in a piece of the text, and of which words. */
async function told(marked: string): Promise<readonly [string, string] | null> {
    const part = marked.replace('<|>', '');
    if (!TEXT.includes(part)) throw new Error(`‘${part}’ is not in the text.`);
    const [position] = client.open(URI, TEXT.replace(part, marked));
    const hover = await client.at_<Hover | null>('textDocument/hover', URI, position ?? { line: 0, character: 0 });
    if (!hover?.range) return null;
    // What the case and the scenarios say of an answer stands before it.
    const paragraphs = (hover.contents as { value: string }).value.split('\n\n');
    return [textIn(client.text(URI), hover.range), paragraphs.at(-1) ?? ''];
}

describe('a word of the language', () => {
    test.each([
        ['o<|>nly when bag', 'only when', '`only when`: The rule is asked only where'],
        ['only wh<|>en bag', 'only when', '`only when`: The rule is asked only where'],
        ['at mo<|>st 5 => next', 'at most', '`at most`: This value or less'],
        ['un<|>der 5', 'under', '`under`: Less'],
        ['kind i<|>s car', 'is', '`is`: A value'],
        ['bag is n<|>ot empty', 'is not', '`is not`: None'],
        ['is not em<|>pty', 'empty', '`empty`: The set'],
        ['bag has an<|>y of', 'has any of', '`has any of`: The set holds at least one'],
        ['bag h<|>as car', 'has', '`has`: The set holds this'],
        ['car o<|>r van and', 'or', '`or`: One of these'],
        ['or n<|>ot paid', 'not', '`not`: No where'],
        ['van an<|>d paid', 'and', '`and`: Both'],
        ['li<|>ke base { expect', 'like', '`like`: Starts from another case'],
        ['{ exp<|>ect path', 'expect', '`expect`: What must come'],
        ['| exp<|>ect |', 'expect', '`expect`: The last column'],
        ['other<|>wise => better', 'otherwise', '`otherwise`: All known values that no other answer'],
        ['other<|>wise => 2', 'otherwise', '`otherwise`: All known values that no other band'],
        ['unkno<|>wn   => granted', 'unknown', '`unknown`: '],
        ['y<|>es => better', 'yes', '`yes`: '],
        ['default n<|>o', 'no', '`no`: '],
        ['prin<|>ciple P', 'principle', '`principle`: A rule that asks'],
        ['manda<|>tory category', 'mandatory', '`mandatory`: A category whose'],
        ['mandatory cate<|>gory', 'category', '`category`: Some values'],
        ['scenario ta<|>ble', 'scenario table', '`scenario table`: Many cases'],
        ['on any out<|>come', 'any outcome', '`any outcome`: Whatever'],
        ['out<|>come granted', 'outcome', '`outcome`: What a case can end in'],
        ['effective fr<|>om', 'effective from', '`effective from`: The first day'],
        ['| <|>- |', '-', '`-`: '],
        ['or unkno<|>wn\nfact day', 'or unknown', '`or unknown`: The fact may'],
    ])('%s', async (marked, words, says) => {
        const found = await told(marked);
        expect(found?.[0]).toBe(words);
        expect(found?.[1].slice(0, says.length)).toBe(says);
    });

    test('is none in a text or a comment', async () => {
        expect(await told('"A n<|>ote"')).toBeNull();
        const [position] = client.open(URI, `${TEXT}// only wh<|>en\n`);
        expect(await client.at_('textDocument/hover', URI, position ?? { line: 0, character: 0 })).toBeNull();
    });

    test('is told though what follows is broken', async () => {
        const [position] = client.open(URI, `${TEXT}principle X "X" { on<|>ly when paid ask ask\n`);
        const hover = await client.at_<Hover>('textDocument/hover', URI, position ?? { line: 0, character: 0 });
        expect((hover.contents as { value: string }).value).toContain('`only when`');
    });
});

test('no word of the grammar is without its meaning', () => {
    const words = AstUtils.streamAllContents(parserServices().Grammar)
        .filter(GrammarAST.isKeyword)
        .filter(({ value }) => /^[a-z]/.test(value))
        .map((keyword) => ({ word: keyword.value, rule: grammarRuleOf(keyword) }))
        .toArray();
    expect(words.length).toBeGreaterThan(80);
    expect(words.filter(({ word, rule }) => !isExplained(word, rule))).toEqual([]);
});
