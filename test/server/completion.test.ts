// Completion by what is expected where the cursor is, `<|>`: by type, by what the words before it mean, and by what is
// there already. What comes first must be right as it stands.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CompletionItem } from 'vscode-languageserver-protocol';
import { applyEdits, example, memoryFiles, positionIn, TestClient, unmark } from './client.js';

const FOLDER = 'file:///offers/';
const URI = `${FOLDER}small.tenet`;

const DISK = new Map([
    [`${FOLDER}small.md`, '# Kinds\n\n1. All kinds.\n\n# Prices\n'],
    [`${FOLDER}shared/words.tenet`, 'outcome later "Later" as pending\n'],
]);

let client: TestClient;
beforeEach(async () => {
    client = await TestClient.start({
        capabilities: { textDocument: { completion: { completionItem: { snippetSupport: true } } } },
        files: memoryFiles(DISK),
        folders: [FOLDER],
    });
});
afterEach(() => {
    expect(client.logs).toEqual([]);
    client.close();
});

const SMALL = `policy small "Small"
  source "small.md"

choice Kind "Kind" { car "Car"  van "Van"  bike "Bike" }
choice Paper "Paper" { lease "Lease"  licence "Licence" }
category heavy "Heavy" of Kind { van }
fact kind "What kind?": Kind
fact other "What other kind?": Kind or unknown
fact price "What price?": money GBP
fact fee "What fee?": money GBP
fact size "What size?": number from 0 to 20 step 0.1
fact paid "Paid?": yes/no
fact doubt "In doubt?": yes/no or unknown
fact day "What day?": date
fact papers "Which papers?": set of Paper
parameter limit "Limit" = £50
parameter widest "Widest" = 5
parameter opened "Opened" = 2024-01-01
define cheap "Cheap" = price <= limit
define strange "Strange" = doubt or paid
define total "Total" = size + 1
score need "Need" { 5 when paid  3 when cheap }
outcome granted "Granted" as accept
outcome refused "Refused" as refuse
`;

const RULES = `principle P1 "Kind" {
  ask kind
    heavy => refused
    car   => next
    bike  => granted
}
principle P2 "Price" {
  step a "Cheap" { ask cheap  yes => granted  no => next }
  step b "Size" {
    table | size | => |
          | over widest | => refused |
          | - | => granted |
  }
}
on granted {
  must "write to them"
  must tell owner "send the \\"card\\""
}
case one { kind: car  price: £20 }
`;

/** What is offered at the cursor, best first. */
async function items(marked: string): Promise<readonly CompletionItem[]> {
    const [position] = client.open(URI, marked);
    const found = await client.at_<CompletionItem[]>(
        'textDocument/completion',
        URI,
        position ?? { line: 0, character: 0 },
    );
    return [...found].sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
}

async function labels(marked: string): Promise<readonly string[]> {
    return (await items(marked)).map(({ label }) => label);
}

/** The text with an item in its place. */
async function taken(marked: string, wanted: string): Promise<string> {
    const item = (await items(marked)).find(({ label }) => label === wanted);
    if (!item?.textEdit || !('range' in item.textEdit)) throw new Error(`‘${wanted}’ is not offered.`);
    return applyEdits(unmark(marked).text, [item.textEdit]);
}

describe('answers', () => {
    const ask = (subject: string, answers = '') =>
        `${SMALL}principle P "P" {\n  ask ${subject}\n${answers}    <|>\n}\n`;

    test('in one go are the values alone, and only those that nothing covers yet', async () => {
        expect((await labels(ask('kind')))[0]).toBe('car, van, bike');
        expect(await labels(ask('kind'))).toContain('heavy');
        expect((await labels(ask('other')))[0]).toBe('car, van, bike, unknown');
        const offered = await labels(ask('kind', '    heavy => granted\n'));
        expect(offered[0]).toBe('car, bike');
        expect(offered).not.toContain('van');
    });

    test('are by the type of a definition, and unknown only where it can be', async () => {
        const cheap = await labels(ask('cheap'));
        expect(cheap[0]).toBe('yes, no');
        expect(cheap).not.toContain('unknown');
        expect((await labels(ask('strange')))[0]).toBe('yes, no, unknown');
        const total = await labels(ask('total'));
        for (const wrong of ['yes', 'no', 'unknown', 'limit', 'car']) expect(total).not.toContain(wrong);
        expect(total).toEqual(expect.arrayContaining(['at most', 'at least', 'over', 'under']));
    });

    test('have bounds only where there is an order', async () => {
        for (const subject of ['kind', 'paid', 'cheap']) {
            const offered = await labels(ask(subject));
            for (const bound of ['at most', 'over', 'under', 'to']) expect(offered).not.toContain(bound);
        }
        expect(await labels(ask('price'))).toEqual(expect.arrayContaining(['at most', 'over']));
        expect(await labels(`${SMALL}principle P { ask kind\n car <|> }`)).not.toContain('to');
    });

    test('compare with what has the type of the question', async () => {
        expect(await labels(ask('price', '    at most <|> => granted\n').replace('    <|>\n}', '}'))).toEqual([
            'limit',
        ]);
        for (const bound of ['over', 'under', 'at least', '£5 to'])
            expect(await labels(`${SMALL}principle P { ask price\n ${bound} <|>`)).toEqual(['limit']);
        expect(await labels(`${SMALL}principle P { ask total\n over <|>`)).toEqual(['widest']);
    });

    test('of an open question are offered though nothing declares what it asks', async () => {
        expect((await labels(ask('nobody')))[0]).toBe('yes, no');
    });
});

describe('words of the language', () => {
    test('mean what they mean, though they could be names', async () => {
        const scenario = (text: string) => labels(`${SMALL}${RULES}scenario "S" like one { ${text}<|> }\n`);
        expect(await scenario('expect path ')).toEqual(['P1', 'P2']);
        const missing = await scenario('expect missing ');
        expect(missing).toContain('size');
        expect(missing).not.toContain('expect');
        expect(await taken(`${SMALL}${RULES}scenario "S" { expect missing <|> }`, 'size')).toContain('missing size }');
        expect(await scenario('expect duty "')).toEqual(['send the "card"', 'write to them']);
        expect(await scenario('expect no duty "')).toHaveLength(2);
        expect(await labels(`${SMALL}scenario <|>`)).toEqual(['table']);
        expect(await labels(`${SMALL}mandatory <|>`)).toEqual(['category']);
    });

    test('that are no names are followed as ever', async () => {
        for (const text of ['paid and ', 'paid or ', 'not ', 'paid and not '])
            expect((await labels(`${SMALL}define x = ${text}<|>`))[0]).toBe('cheap');
        expect(await labels(`${SMALL}define x = price is <|>`)).toEqual(['known', 'not', 'unknown']);
        expect(await labels(`${SMALL}define x = papers is <|>`)).toContain('empty');
    });

    test('are names as well where something is called so', async () => {
        const named = `${SMALL}outcome path "Path" as refer\n${RULES}scenario "S" like one { expect path <|> }\n`;
        expect(await labels(named)).toEqual(expect.arrayContaining(['P1', 'at', 'size']));
    });

    test('speak of the path in duties alone', async () => {
        const condition = await labels(`${SMALL}${RULES}define x = <|>`);
        expect(condition).not.toContain('decided by');
        const after = await labels(`${SMALL}${RULES}define x = paid <|>`);
        for (const wrong of ['answered', 'asked', 'has']) expect(after).not.toContain(wrong);
        expect(after).toEqual(expect.arrayContaining(['and', 'or', 'is']));
        expect(await labels(`${SMALL}define x = papers <|>`)).toContain('has');
        const duty = await labels(`${SMALL}${RULES}on refused { must "go" when <|> }`);
        expect(duty).toEqual(expect.arrayContaining(['decided by', 'P1', 'paid']));
        const path = await labels(`${SMALL}${RULES}on refused { must "go" when P1 <|> }`);
        expect(path).toEqual(expect.arrayContaining(['answered', 'asked']));
        expect(path).not.toContain('has');
        expect(path).not.toContain('is');
    });
});

describe('the path in a duty', () => {
    const when = (text: string) => `${SMALL}${RULES}on refused { must "go" when ${text}<|> }`;

    test('offers the answers of the rule as they are', async () => {
        expect(await labels(when('P1 answered '))).toEqual(expect.arrayContaining(['heavy', 'car', 'bike']));
        expect(await labels(when('P2.a answered '))).toEqual(expect.arrayContaining(['yes', 'no']));
        expect(await labels(when('P2.a answered '))).not.toContain('unknown');
        expect(await taken(when('P2.a answered '), 'yes')).toContain('P2.a answered yes }');
        expect(await labels(when('P2.b answered '))).toEqual(expect.arrayContaining(['row 1', 'row 2']));
    });

    test('offers the steps of a rule', async () => {
        expect(await labels(when('P2.'))).toEqual(['a', 'b']);
    });
});

describe('the path in a scenario', () => {
    test('comes before the facts that may follow it', async () => {
        // Facts that the flow asks for come first among facts, once the flow is known.
        await labels(`${SMALL}${RULES}<|>`);
        const offered = await labels(`${SMALL}${RULES}scenario "S" { expect path P2.a <|> }`);
        expect(offered).toContain('kind');
        expect(offered.slice(0, 2)).toEqual(['no', 'yes']);
    });
});

describe('a scenario table', () => {
    const table = (row: string) =>
        `${SMALL}${RULES}scenario table "T" like one {\n  | kind | size | expect |\n  ${row}`;

    test('takes values in its cells, and verdicts in the last column', async () => {
        expect(await labels(table('| <|> | 5 | granted |\n}'))).toEqual(['bike', 'car', 'van']);
        expect(await labels(table('| car | <|> | granted |\n}'))).toEqual([]);
        const last = await labels(table('| car | 5 | <|> |\n}'));
        expect(last).toEqual(expect.arrayContaining(['granted', 'refused', 'missing', 'no outcome']));
        expect(last).not.toContain('car');
        expect(await labels(table('| car | 5 | granted at <|> |\n}'))).toEqual(['P1', 'P2']);
        expect(await labels(table('| car | 5 | missing <|> |\n}'))).toContain('paid');
    });
});

describe('names in a condition', () => {
    const define = async (text: string) => [...(await labels(`${SMALL}define x = ${text}<|>`))];

    test('are of the type that is compared with', async () => {
        expect((await define('price < ')).sort()).toEqual(['fee', 'limit', 'price']);
        expect((await define('day < ')).sort()).toEqual(['day', 'opened']);
        expect((await define('size + 1 >= ')).sort()).toEqual(['count of', 'need', 'size', 'total', 'widest']);
        expect((await define('kind = ')).sort()).toEqual(['bike', 'car', 'kind', 'other', 'van']);
        expect((await define('paid and size = ')).sort()).toEqual(['count of', 'need', 'size', 'total', 'widest']);
        expect(await define('paid = ')).toEqual(expect.arrayContaining(['yes', 'no', 'cheap', 'doubt']));
        expect(await define('paid = ')).not.toContain('price');
    });

    test('never are the name that is being defined', async () => {
        expect(await labels(`${SMALL}define x = <|>\n`)).not.toContain('x');
        expect(await labels(`${SMALL}define x = paid\ndefine y = <|>\n`)).toContain('x');
    });

    test('come first where they fit best', async () => {
        const bands = await labels(`${SMALL}score s { points for <|> }`);
        const firstCondition = bands.findIndex((label) => ['paid', 'doubt', 'cheap'].includes(label));
        for (const wanted of ['price', 'size', 'kind', 'total'])
            expect(bands.indexOf(wanted)).toBeLessThan(firstCondition);
        for (const wrong of ['papers', 'limit']) expect(bands).not.toContain(wrong);
        expect((await define(''))[0]).toBe('cheap');
    });
});

describe('texts', () => {
    test('are offered before their quotation mark', async () => {
        expect(await taken(`${SMALL}principle P "P" cites <|> {`, 'Prices')).toContain('cites "Prices" {');
        expect(await taken(`${SMALL}use <|>`, 'shared/words.tenet')).toContain('use "shared/words.tenet"');
        expect(await taken(`${SMALL}${RULES}scenario "S" { expect duty <|> }`, 'send the "card"')).toContain(
            'expect duty "send the \\"card\\"" }',
        );
    });

    test('are offered as texts where they are no names', async () => {
        const tagged = `${SMALL}scenario "S" { tagged "two words" }\nscenario "T" { tagged <|> }\n`;
        expect(await taken(tagged, 'two words')).toContain('scenario "T" { tagged "two words" }');
    });

    test('are the files that are there', async () => {
        client.open(`${FOLDER}notes.md`, '# Notes\n');
        expect(await labels('policy x "X"\n  source "<|>"\n')).toEqual(['notes.md', 'small.md']);
        expect(await taken('policy x "X"\n  source <|>\n', 'small.md')).toContain('source "small.md"');
    });
});

describe('lists', () => {
    test('without a comma go on too', async () => {
        expect(await labels(`${SMALL}category light of Kind { car <|> }`)).toEqual(['bike', 'van']);
        expect(await labels(`${SMALL}category light of Kind { from 2024-01-01 { car } <|> }`)).toEqual(['from']);
    });

    test('go on with a comma', async () => {
        const scenario = (papers: string) => `${SMALL}scenario "S" { papers: ${papers} }`;
        expect(await labels(scenario('{ lease <|> }'))).toEqual([', licence']);
        expect(await taken(scenario('{ lease <|> }'), ', licence')).toContain('{ lease, licence }');
        expect(await taken(scenario('{ lease lic<|> }'), ', licence')).toContain('{ lease, licence }');
        expect(await labels(scenario('{ lease, <|> }'))).toEqual(['licence']);
        expect(await labels(scenario('{ lease, licence <|> }'))).toEqual([]);
        expect(await labels(`${SMALL}define x = papers has any of lease <|>`)).toContain(', licence');
        expect(await labels(`${SMALL}${RULES}on granted <|> {`)).toEqual([', refused']);
        expect(await labels(`${SMALL}${RULES}on granted, <|> {`)).toEqual(['refused']);
        expect(await labels(`${SMALL}principle P { ask kind\n car, <|> => granted }`)).not.toContain('car');
    });
});

test('every word that stands in an example is offered in its place', async () => {
    const { uri, text } = example('examples/parking-permit/parking-permit.tenet');
    client.open(uri, text);
    const missed: string[] = [];
    let looked = 0;
    for (const { 0: word, index } of text.matchAll(/"[^"]*"|\/\/.*|[A-Za-z][\w-]*/g)) {
        const [before, after] = [text.slice(0, index), text.slice(index + word.length)];
        const line = before.slice(before.lastIndexOf('\n') + 1);
        if (!/^[A-Za-z]/.test(word) || isNew(line) || /^\/no|yes\/$/.test(`${after.slice(0, 3)}${line.slice(-4)}`))
            continue;
        client.changes(uri, [{ text: before + after }]);
        const found = await client.at_<CompletionItem[]>(
            'textDocument/completion',
            uri,
            positionIn(before, before.length),
        );
        looked++;
        if (!found.some(({ label }) => label.split(' ').includes(word))) missed.push(`${line}<|>${word}`);
    }
    expect(looked).toBeGreaterThan(200);
    expect(missed).toEqual([]);
});

/** Whether a new name comes next on the line. */
function isNew(line: string): boolean {
    return (
        /\b(?:policy|category|fact|parameter|outcome|exempt|principle|review|case|step)\s+$/.test(line) ||
        line.startsWith('choice ')
    );
}
