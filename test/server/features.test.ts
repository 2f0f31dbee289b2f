// Each standard feature on the example policies, and on small texts where a rule of the language is at stake. `<|>` marks
// the cursor.

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: snippets are written so.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type {
    CallHierarchyItem,
    CompletionItem,
    DocumentLink,
    DocumentSymbol,
    FoldingRange,
    Hover,
    Location,
    LocationLink,
    SelectionRange,
    SemanticTokens,
    SemanticTokensDelta,
    SignatureHelp,
    TextEdit,
    WorkspaceEdit,
    WorkspaceSymbol,
} from 'vscode-languageserver-protocol';
import { applyEdits, example, TestClient, textIn } from './client.js';

const policy = example('examples/crime-assessment/as-intended.tenet');
const suite = example('examples/crime-assessment/as-intended.scenarios.tenet');
const vocabulary = example('examples/crime-assessment/vocabulary.tenet');
const parking = example('examples/parking-permit/parking-permit.tenet');

let client: TestClient;
beforeEach(async () => {
    client = await TestClient.start({
        capabilities: { textDocument: { completion: { completionItem: { snippetSupport: true } } } },
        initializationOptions: { tenet: { commands: true } },
    });
});
afterEach(() => {
    expect(client.logs).toEqual([]);
    client.close();
});

const SMALL = `policy small "Small"
  source "small.md"

choice Kind "Kind" { car "Car"  van "Van"  bike "Bike" }
category motor "Motor vehicle" of Kind { car van }
fact kind "What kind?": Kind or unknown
fact price "What price?": money GBP
fact paid "Paid?": yes/no
parameter limit "Limit" = £50
define cheap "Cheap" = price <= limit
outcome granted "Granted" as accept
outcome refused "Refused" as refuse
principle P1 "Kind" {
  ask kind
    motor   => next
    bike    => granted
    unknown => refused
}
principle P2 "Price" {
  step a "Cheap" { ask cheap  yes => granted  no => next }
  step b "Paid"  { ask paid   yes => granted  no => refused }
}
case one { kind: car  price: £20 }
scenario "First" like one { expect granted at P2.a }
`;

const open = (text: string) => client.open('file:///small.tenet', text);
const at = <R>(method: string, position: { line: number; character: number } | undefined, more: object = {}) =>
    client.at_<R>(`textDocument/${method}`, 'file:///small.tenet', position ?? { line: 0, character: 0 }, more);
const marked = (part: string, replacement: string) => SMALL.replace(part, replacement);

describe('navigation', () => {
    test('goes to what a name means, in other files too', async () => {
        client.open(policy.uri, policy.text);
        const position = client.at(policy.uri, 'ask victimSupports', 6);
        const [link] = await client.at_<LocationLink[]>('textDocument/definition', policy.uri, position);
        expect(link?.targetUri).toBe(vocabulary.uri);
        expect(textIn(vocabulary.text, link?.targetSelectionRange as never)).toBe('victimSupports');
        expect(textIn(vocabulary.text, link?.targetRange as never)).toMatch(/^fact victimSupports .*unknown$/);
    });

    test('goes from a citation to its heading, from `use` to the file', async () => {
        client.open(policy.uri, policy.text);
        const cited = await client.at_<LocationLink[]>(
            'textDocument/definition',
            policy.uri,
            client.at(policy.uri, '"Victim" cites "Principle 1"', 20),
        );
        expect(cited[0]?.targetUri).toMatch(/crime-assessment-policy\.md$/);
        const source = example('examples/crime-assessment/crime-assessment-policy.md');
        expect(textIn(source.text, cited[0]?.targetRange as never)).toMatch(/Principle 1/);
        const used = await client.at_<LocationLink[]>(
            'textDocument/definition',
            policy.uri,
            client.at(policy.uri, '"vocabulary.tenet"', 3),
        );
        expect(used[0]?.targetUri).toBe(vocabulary.uri);
    });

    test('goes from a fact to its choice', async () => {
        const [position] = open(marked('ask kind', 'ask ki<|>nd'));
        const [link] = await at<LocationLink[]>('typeDefinition', position);
        expect(textIn(client.text('file:///small.tenet'), link?.targetSelectionRange as never)).toBe('Kind');
    });

    test('finds all uses, in suites too, and marks those on the screen', async () => {
        client.open(policy.uri, policy.text);
        client.open(suite.uri, suite.text);
        const position = client.at(policy.uri, 'step d "It is ready"', 5);
        const references = await client.at_<Location[]>('textDocument/references', policy.uri, position, {
            context: { includeDeclaration: false },
        });
        const files = new Map<string, number>();
        for (const { uri } of references) files.set(uri, (files.get(uri) ?? 0) + 1);
        expect(files.get(suite.uri)).toBeGreaterThan(2);
        for (const { uri, range } of references) expect(textIn(client.text(uri), range)).toBe('d');
        const highlights = await client.at_<{ range: never }[]>('textDocument/documentHighlight', policy.uri, position);
        expect(highlights.length).toBe((files.get(policy.uri) ?? 0) + 1);
    });

    test('lists what a file holds', async () => {
        open(SMALL);
        const [root] = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', {
            textDocument: { uri: 'file:///small.tenet' },
        });
        expect(root?.name).toBe('small');
        expect(root?.children?.map(({ name }) => name)).toEqual(
            'Kind motor kind price paid limit cheap granted refused P1 P2 one First'.split(' '),
        );
        expect(root?.children?.find(({ name }) => name === 'P2')?.children?.map(({ name }) => name)).toEqual([
            'a',
            'b',
        ]);
        const check = (symbol: DocumentSymbol): void => {
            for (const child of symbol.children ?? []) {
                expect(child.range.start.line).toBeGreaterThanOrEqual(symbol.range.start.line);
                expect(child.range.end.line).toBeLessThanOrEqual(symbol.range.end.line);
                check(child);
            }
        };
        if (root) check(root);
    });

    test('finds names of the workspace by their letters', async () => {
        client.open(policy.uri, policy.text);
        const found = await client.request<WorkspaceSymbol[]>('workspace/symbol', { query: 'vicsup' });
        expect(found.map(({ name }) => name)).toContain('victimSupports');
    });

    test('shows what leads to a rule and where it goes', async () => {
        open(SMALL);
        const [item] = await client.at_<CallHierarchyItem[]>(
            'textDocument/prepareCallHierarchy',
            'file:///small.tenet',
            client.at('file:///small.tenet', 'principle P2', 10),
        );
        const incoming = await client.request<{ from: CallHierarchyItem; fromRanges: never[] }[]>(
            'callHierarchy/incomingCalls',
            { item },
        );
        expect(incoming.map(({ from }) => from.name)).toEqual(['P1']);
        expect(textIn(SMALL, incoming[0]?.fromRanges[0] as never)).toBe('next');
        const [cheap] = await client.at_<CallHierarchyItem[]>(
            'textDocument/prepareCallHierarchy',
            'file:///small.tenet',
            client.at('file:///small.tenet', 'define cheap', 8),
        );
        const users = await client.request<{ from: CallHierarchyItem }[]>('callHierarchy/incomingCalls', {
            item: cheap,
        });
        expect(users.map(({ from }) => from.name)).toEqual(['P2.a']);
        const used = await client.request<{ to: CallHierarchyItem }[]>('callHierarchy/outgoingCalls', { item: cheap });
        expect(used.map(({ to }) => to.name).sort()).toEqual(['limit', 'price']);
    });

    test('finds steps by their qualified names, and titles whatever their blanks', async () => {
        client.open(policy.uri, policy.text);
        const names = async (query: string) =>
            (await client.request<WorkspaceSymbol[]>('workspace/symbol', { query })).map(({ name }) => name);
        expect((await names('P3.b'))[0]).toBe('P3.b');
        expect((await names('victim  supports'))[0]).toBe('victimSupports');
        expect(await names('low value limit')).toContain('lowValueLimit');
    });

    test('shows steps in a hierarchy as themselves', async () => {
        open(SMALL);
        const uri = 'file:///small.tenet';
        const prepare = async (part: string, within: number) => {
            const position = client.at(uri, part, within);
            return (await client.at_<CallHierarchyItem[]>('textDocument/prepareCallHierarchy', uri, position))[0];
        };
        const step = await prepare('step a', 5);
        expect(textIn(SMALL, step?.range as never)).toBe('step a "Cheap" { ask cheap  yes => granted  no => next }');
        const users = await client.request<{ from: CallHierarchyItem }[]>('callHierarchy/incomingCalls', {
            item: await prepare('define cheap', 8),
        });
        expect(users.map(({ from }) => from.name)).toEqual(['P2.a']);
    });

    test('links citations and files', async () => {
        client.open(policy.uri, policy.text);
        const links = await client.request<DocumentLink[]>('textDocument/documentLink', {
            textDocument: { uri: policy.uri },
        });
        const texts = links.map(({ range }) => textIn(policy.text, range));
        expect(texts).toContain('vocabulary.tenet');
        expect(texts).toContain('Principle 3 Note');
        const cited = links[texts.indexOf('Principle 1')];
        expect(cited?.target).toMatch(/crime-assessment-policy\.md#L\d+$/);
    });

    test('folds rules and grows selections', async () => {
        const [position] = open(marked('price <= limit', 'pri<|>ce <= limit'));
        const folds = await client.request<FoldingRange[]>('textDocument/foldingRange', {
            textDocument: { uri: 'file:///small.tenet' },
        });
        const line = (part: string) => client.at('file:///small.tenet', part).line;
        expect(folds).toContainEqual({ startLine: line('principle P1'), endLine: line('principle P2') - 1 });
        const [selection] = await client.request<SelectionRange[]>('textDocument/selectionRange', {
            textDocument: { uri: 'file:///small.tenet' },
            positions: [position],
        });
        const texts: string[] = [];
        for (let each = selection; each; each = each.parent) texts.push(textIn(SMALL, each.range));
        expect(texts.slice(0, 3)).toEqual(['price', 'price <= limit', 'define cheap "Cheap" = price <= limit']);
        expect(texts.at(-1)).toBe(SMALL);
    });
});

describe('rename', () => {
    test('renames in all files that see the name', async () => {
        client.open(policy.uri, policy.text);
        client.open(suite.uri, suite.text);
        const position = client.at(policy.uri, 'ask victimSupports', 6);
        const prepared = await client.at_<{ placeholder: string }>('textDocument/prepareRename', policy.uri, position);
        expect(prepared.placeholder).toBe('victimSupports');
        const { changes = {} } = await client.at_<WorkspaceEdit>('textDocument/rename', policy.uri, position, {
            newName: 'victimAgrees',
        });
        expect(
            Object.keys(changes)
                .map((uri) => uri.split('/').at(-1))
                .sort(),
        ).toEqual(['as-intended.scenarios.tenet', 'as-intended.tenet', 'cases.tenet', 'vocabulary.tenet']);
        const renamed = applyEdits(policy.text, changes[policy.uri] ?? []);
        expect(renamed).not.toMatch(/victimSupports/);
        expect(renamed.length).toBe(policy.text.length - 2 * (policy.text.split('victimSupports').length - 1));
    });

    test('keeps quotation marks where a name is a title', async () => {
        const [position] = open(
            `${marked('"First"', '"Fi<|>rst"')}scenario "Second" like "First" { expect granted }\n`,
        );
        const { changes = {} } = await at<WorkspaceEdit>('rename', position, { newName: 'The "first" one' });
        const text = applyEdits(client.text('file:///small.tenet'), changes['file:///small.tenet'] ?? []);
        expect(text).toContain('scenario "The \\"first\\" one" like one');
        expect(text).toContain('scenario "Second" like "The \\"first\\" one"');
    });

    test.each([
        ['price', 'limit', 'There is a parameter ‘limit’ already.'],
        ['price', 'two words', '‘two words’ is no name'],
        ['price', 'otherwise', '‘otherwise’ is a word of the language'],
        ['car', 'van', 'There is a value of Kind ‘van’ already.'],
    ])('refuses %s → %s', async (name, newName, message) => {
        const [position] = open(SMALL.replace(new RegExp(`\\b${name}\\b`), `${name}<|>`));
        await expect(at('rename', position, { newName })).rejects.toThrow(message);
    });

    test('refuses where a declaration cannot be read, for a use could be missed', async () => {
        const [position] = open(`${SMALL.replace('fact price', 'fact pri<|>ce')}define broken = price <=\n`);
        await expect(at('prepareRename', position)).rejects.toThrow('names ‘price’ cannot be read');
    });

    test('says that a word of the language cannot be renamed', async () => {
        const [position] = open(marked('ask kind', 'as<|>k kind'));
        await expect(at('prepareRename', position)).rejects.toThrow('no name here');
    });
});

const LONG = {
    appliedOn: '2025-06-02',
    vehicle: 'car',
    length: 6,
    papers: ['licence', 'lease'],
};

describe('hover', () => {
    const value = async (text: string) => {
        const [position] = open(text);
        const hover = await at<Hover | null>('hover', position);
        return hover && (hover.contents as { value: string }).value;
    };

    test('tells a fact, its default and where it is used', async () => {
        expect(await value(marked('define cheap "Cheap" = price', 'define cheap "Cheap" = pri<|>ce'))).toBe(
            '```tenet\nfact price "What price?": money GBP\n```\n\nNot given: missing, wherever an answer needs it\n\nUsed in 2 places',
        );
    });

    test('tells what the active case says of it', async () => {
        client.open(parking.uri, parking.text);
        await client.tenet('tenet/setActiveCase', {
            case: { kind: 'scenario', id: `${parking.uri}#After misuse` },
        });
        const position = client.at(parking.uri, 'principle P1', 10);
        const hover = await client.at_<Hover>('textDocument/hover', parking.uri, position);
        const { value: text } = hover.contents as { value: string };
        // The value comes first, then what the rule is and rests on, then the scenarios, then what can be done.
        const order = [
            '**yes** in “After misuse”',
            '```tenet',
            '> ',
            'Decides 2 of 20 scenarios, asked in 16',
            '[Show on flowchart](command:tenet.openFlowchartToSide?',
        ].map((part) => text.indexOf(part));
        expect(order).not.toContain(-1);
        expect(order).toEqual([...order].sort((a, b) => a - b));
        expect(order[0]).toBe(0);
    });

    test('tells of an answer what became of it in the active case, and why', async () => {
        client.open(parking.uri, parking.text);
        const says = async (part: string, within = 0): Promise<string> => {
            const position = client.at(parking.uri, part, within);
            const hover = await client.at_<Hover | null>('textDocument/hover', parking.uri, position);
            return (hover?.contents as { value: string } | undefined)?.value ?? '';
        };
        expect(await says('yes => next')).toMatch(/^Taken by 12 of 20 scenarios\n\n\[Show on flowchart\]/);
        await client.tenet('tenet/setActiveCase', {
            case: { kind: 'facts', uri: parking.uri, facts: LONG, title: 'A long car' },
        });
        expect(await says('yes => next')).toMatch(/^\*\*yes\*\* in “A long car”: papers is lease, licence/);
        expect(await says('no  => refusedForNow')).toMatch(
            /^\*\*not tried\*\* in “A long car”: “yes” came first\n\n→ refusedForNow\n\nTaken by/,
        );
        expect(await says('| van     | over longest |', 2 + 'van     | '.length)).toMatch(
            /^\*\*no\*\* in “A long car”: vehicle is car\n\n→ referred because an officer looks at long vans/,
        );
        expect(await says('when vehicle is freeVehicle', 13)).toMatch(/^\*\*no\*\* in “A long car”: vehicle is car\n/);
        expect(await says('pending => referred')).toMatch(/^\*\*not reached\*\* in “A long car”/);
        const rule = await says('principle P2', 10);
        expect(rule).toMatch(/^\*\*row 2\*\* in “A long car”\n\nbecause the vehicle is too long\n\n```tenet/);
    });

    test('tells how many of all cases come to a rule, once they are counted', async () => {
        client.open('file:///small.tenet', SMALL);
        const hover = async (part: string): Promise<string> => {
            const found = await client.at_<Hover>(
                'textDocument/hover',
                'file:///small.tenet',
                client.at('file:///small.tenet', part, 10),
            );
            return (found.contents as { value: string }).value;
        };
        let text = '';
        // Counting follows the proofs; nothing tells that it is done.
        while (!text.includes('case space')) {
            await new Promise((resolve) => setTimeout(resolve, 50));
            text = await hover('principle P1');
        }
        // Four values of the kind, unknown among them: a bike and unknown are decided, a car and a van go on.
        expect(text).toContain('Reached by all of the case space, decides 50 %');
        expect(await hover('principle P2')).toContain('Reached by 50 % of the case space');
    });

    test('shows the paragraph that is cited', async () => {
        client.open(policy.uri, policy.text);
        const position = client.at(policy.uri, '"GBH / 4" {', 3);
        const hover = await client.at_<Hover>('textDocument/hover', policy.uri, position);
        expect((hover.contents as { value: string }).value).toMatch(/^\[GBH \/ 4\]\(file:.*#L\d+\)\n\n> /);
    });

    test('escapes what could become markup', async () => {
        const hostile = marked('"Cheap"', '"[click](command:evil) ![x](http://e.vil) <img src=x> ```"');
        const text = await value(hostile.replace('define cheap', 'define che<|>ap'));
        // The declaration stands in a fence that the text cannot close.
        expect(text?.startsWith('````tenet\n')).toBe(true);
        expect(text?.split('````')).toHaveLength(3);
    });

    test('explains a word of the language', async () => {
        expect(await value(marked('motor   => next', 'motor   => ne<|>xt'))).toMatch(
            /^`next`: Go on with the next step/,
        );
        expect(await value(marked('"What kind?"', '"What ne<|>xt?"'))).toBeNull();
    });
});

describe('completion', () => {
    const items = async (text: string) => {
        const [position] = open(text);
        const found = await at<CompletionItem[]>('completion', position);
        return [...found].sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
    };
    const labels = async (text: string) => (await items(text)).map(({ label }) => label);

    test('offers the answers that are missing, and those only', async () => {
        const offered = await labels(marked('    bike    => granted\n    unknown => refused\n', '    <|>\n'));
        expect(offered.slice(0, 2)).toEqual(['bike, unknown', 'bike']);
        expect(offered).not.toContain('motor');
        expect(offered).not.toContain('price');
    });

    test('offers values and categories of the right choice', async () => {
        expect(await labels(`${SMALL}define x = kind is <|>`)).toEqual(
            expect.arrayContaining(['car', 'van', 'bike', 'motor', 'known', 'unknown', 'not']),
        );
        expect(await labels(`${SMALL}define x = kind is car or <|>`)).not.toContain('paid2');
    });

    test('offers where a rule can lead: forward, and outcomes', async () => {
        const targets = await labels(marked('bike    => granted', 'bike    => <|>'));
        expect(targets).toEqual(expect.arrayContaining(['next', 'go to', 'granted', 'refused']));
        expect(targets).not.toContain('price');
        expect(await labels(marked('bike    => granted', 'bike    => go to <|>'))).toEqual(['P2']);
        expect(await labels(marked('bike    => granted', 'bike    => go to P2.<|>'))).toEqual(['a', 'b']);
    });

    test('offers facts that a scenario does not give yet first', async () => {
        const offered = await items(`${SMALL}scenario "Second" like one {\n  <|>\n}\n`);
        const facts = offered.filter(({ detail }) => detail?.endsWith('?'));
        expect(facts.map(({ label }) => label)).toEqual(['paid', 'kind', 'price']);
        expect(facts[0]?.textEdit).toMatchObject({ newText: 'paid: ${1|yes,no|}' });
        expect(offered.map(({ label }) => label)).toEqual(expect.arrayContaining(['expect', 'tagged']));
    });

    test('offers values by the type of the fact', async () => {
        expect(await labels(`${SMALL}scenario "Second" { paid: <|> }\n`)).toEqual(['no', 'yes']);
        expect(await labels(`${SMALL}scenario "Second" { kind: <|> }\n`)).toEqual(['bike', 'car', 'unknown', 'van']);
    });

    test('offers outcomes, rules and answers to expect', async () => {
        expect(await labels(`${SMALL}scenario "S" like one { expect <|> }\n`)).toEqual(
            expect.arrayContaining(['granted', 'refused', 'no outcome', 'not effective', 'missing', 'path', 'duty']),
        );
        expect(await labels(`${SMALL}scenario "S" like one { expect granted at <|> }\n`)).toEqual(['P1', 'P2']);
        expect(await labels(`${SMALL}scenario "S" like one { expect path P1 <|> }\n`)).toEqual(
            expect.arrayContaining(['motor', 'bike', 'unknown']),
        );
        expect(await labels(`${SMALL}scenario "S" like <|>`)).toEqual(expect.arrayContaining(['one', 'First']));
    });

    test('offers headings inside quotation marks, and closes them', async () => {
        client.open(policy.uri, policy.text);
        client.edit(policy.uri, 'cites "Principle 1" {', 'cites "Prin {');
        const position = client.at(policy.uri, 'cites "Prin {', 'cites "Prin'.length);
        const found = await client.at_<CompletionItem[]>('textDocument/completion', policy.uri, position);
        const item = found.find(({ label }) => label === 'Principle 1');
        expect(item?.textEdit).toMatchObject({ newText: 'Principle 1"' });
    });

    test('offers types, choices and columns', async () => {
        expect(await labels(`${SMALL}fact x: <|>`)).toEqual(
            expect.arrayContaining(['yes/no', 'number', 'money', 'duration', 'date', 'set of', 'Kind']),
        );
        expect(await labels(`${SMALL}scenario table "T" like one {\n  | kind | <|>`)).toEqual([
            'paid',
            'price',
            'expect',
        ]);
        expect(await labels(`${SMALL}scenario table "T" like one {\n  | kind | expect |\n  | <|>`)).toEqual(
            expect.arrayContaining(['car', 'van']),
        );
    });

    test('offers declarations with their outlines at the start of a line', async () => {
        const offered = await items(`${SMALL}\nprin<|>`);
        expect(offered.find(({ label }) => label === 'principle')?.textEdit).toMatchObject({
            newText: expect.stringContaining('ask ${3:fact}'),
        });
        expect(offered.map(({ label }) => label)).not.toContain('policy');
    });

    test('offers nothing in a comment or where a new name stands', async () => {
        expect(await labels(`${SMALL}// ask <|>`)).toEqual([]);
        expect(await labels(`${SMALL}fact <|>`)).toEqual([]);
    });

    test('tells more of an item when it is looked at', async () => {
        const found = await items(`${SMALL}define x = <|>`);
        const item = found.find(({ label }) => label === 'cheap');
        expect(item?.documentation).toBeUndefined();
        const resolved = await client.request<CompletionItem>('completionItem/resolve', item as never);
        expect((resolved.documentation as { value: string }).value).toContain('define cheap "Cheap" = price <= limit');
    });

    test('says which column of a table the cursor is in', async () => {
        const [position] = open(`${SMALL}scenario table "T" like one {\n  | kind | price | expect |\n  | car | £<|>`);
        const help = await at<SignatureHelp>('signatureHelp', position);
        expect(help.signatures[0]?.label).toBe('| kind | price | expect |');
        expect(help.activeParameter).toBe(1);
    });
});

describe('looks', () => {
    const tokens = async () => {
        const { data } = await client.request<SemanticTokens>('textDocument/semanticTokens/full', {
            textDocument: { uri: 'file:///small.tenet' },
        });
        const lines = client.text('file:///small.tenet').split('\n');
        let [line, character] = [0, 0];
        const found: string[] = [];
        for (let index = 0; index < data.length; index += 5) {
            const [down = 0, right = 0, length = 0, type = 0] = data.slice(index, index + 4);
            [line, character] = [line + down, down > 0 ? right : character + right];
            found.push(`${lines[line]?.slice(character, character + length)}:${type}`);
        }
        return found;
    };

    test('colours names by what they name, and words only where they are words', async () => {
        open('fact date "When?": date\noutcome next-one as accept\ndefine x = date is known\n');
        expect(await tokens()).toEqual([
            'fact:0',
            'date:7',
            '"When?":1',
            'date:0',
            'outcome:0',
            'next-one:10',
            'as:0',
            'define:0',
            'x:9',
            'date:7',
            'is:0',
            'known:0',
        ]);
    });

    test('sends only what changed', async () => {
        open(SMALL);
        const textDocument = { uri: 'file:///small.tenet' };
        const full = await client.request<SemanticTokens>('textDocument/semanticTokens/full', { textDocument });
        client.edit('file:///small.tenet', 'define cheap', 'define cheaper');
        const delta = await client.request<SemanticTokensDelta>('textDocument/semanticTokens/full/delta', {
            textDocument,
            previousResultId: full.resultId,
        });
        expect(delta.edits.length).toBe(1);
        expect(delta.edits[0]?.data?.length ?? 0).toBeLessThan(full.data.length / 2);
        const range = await client.request<SemanticTokens>('textDocument/semanticTokens/range', {
            textDocument,
            range: { start: { line: 0, character: 0 }, end: { line: 0, character: 30 } },
        });
        expect(range.data.length).toBe(15);
    });

    test('formats a file, a selection, and a table as it is typed', async () => {
        const messy = `${SMALL}scenario table "T" like one {\n| kind|price|expect|\n|car|£20|granted|\n}\n`;
        open(messy);
        const textDocument = { uri: 'file:///small.tenet' };
        const options = { tabSize: 2, insertSpaces: true };
        const edits = await client.request<TextEdit[]>('textDocument/formatting', { textDocument, options });
        expect(applyEdits(messy, edits)).toContain('  | kind | price | expect  |\n  | car  | £20   | granted |\n');
        const typed = await client.request<TextEdit[]>('textDocument/onTypeFormatting', {
            textDocument,
            options,
            ch: '|',
            position: client.at('file:///small.tenet', '|car|£20|granted|', '|car|£20|granted|'.length),
        });
        expect(applyEdits(messy, typed)).toContain('  | car  | £20   | granted |\n');
        const range = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
        const ranged = await client.request<TextEdit[]>('textDocument/rangeFormatting', {
            textDocument,
            options,
            range,
        });
        expect(applyEdits(messy, ranged)).toContain('| kind|price|expect|');
    });

    test('shows parameters where the user wants them', async () => {
        client.close();
        client = await TestClient.start({
            capabilities: { workspace: { configuration: true } },
            settings: { inlayHints: { parameters: true } },
        });
        open(SMALL);
        const hints = await client.request<{ label: string; position: never }[]>('textDocument/inlayHint', {
            textDocument: { uri: 'file:///small.tenet' },
            range: { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } },
        });
        expect(hints).toEqual([
            expect.objectContaining({
                label: ': £50',
                position: client.at('file:///small.tenet', 'price <= limit', 'price <= limit'.length),
            }),
        ]);
    });
});
