// Code actions and lenses: what is offered, what the text is afterwards, and that the finding is gone then.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CodeAction, CodeLens } from 'vscode-languageserver-protocol';
import { applyEdits, example, memoryFiles, TestClient } from './client.js';

const URI = 'file:///small.tenet';
const files = new Map<string, string>();
let client: TestClient;
beforeEach(async () => {
    files.clear();
    client = await TestClient.start({
        files: memoryFiles(files),
        initializationOptions: { tenet: { commands: true } },
    });
});
afterEach(() => {
    expect(client.logs).toEqual([]);
    client.close();
});

const SMALL = `policy small "Small"
choice Kind "Kind" { car "Car"  van "Van"  bike "Bike" }
fact kind "What kind?": Kind or unknown
fact price "What price?": money GBP
fact paid "Paid?": yes/no
outcome granted "Granted" as accept
outcome refused "Refused" as refuse
outcome referred "Referred" as refer
principle P1 "Kind" {
  ask kind
    car     => next
    bike    => granted
    van     => refused
    unknown => referred
}
principle P2 "Price" {
  // the price decides
  ask price
    at most £50 => granted
    over £50    => next
}
principle P3 "Paid" { ask paid  yes => granted  no => refused }
scenario "First" { kind: car  price: £20  expect granted at P2 }
`;

async function actions(text: string, only?: readonly string[]): Promise<CodeAction[]> {
    const [start, end] = client.open(URI, text);
    const range = { start, end: end ?? start };
    const context = { diagnostics: [], ...(only ? { only } : {}) };
    return client.request<CodeAction[]>('textDocument/codeAction', { textDocument: { uri: URI }, range, context });
}

/** The text after the action of this title. */
async function after(text: string, title: string | RegExp, only?: readonly string[]): Promise<string> {
    const all = await actions(text, only);
    const found = all.find((each) => (typeof title === 'string' ? each.title === title : title.test(each.title)));
    if (!found) throw new Error(`There is no ‘${title}’ among ${all.map((each) => each.title).join(' · ')}`);
    return applyEdits(client.text(URI), found.edit?.changes?.[URI] ?? []);
}

const edit = (part: string, replacement: string) => SMALL.replace(part, replacement);

describe('repairs', () => {
    test('puts a near miss in place', async () => {
        expect(await after(edit('ask kind', 'ask ki<|>nde'), 'Change to ‘kind’')).toBe(SMALL);
    });

    test.each([
        ['a fact', 'ask ol<|>der  ', 'ask kind', /Declare fact ‘older’/, 'fact older "Older?": '],
        [
            'an outcome',
            'bike    => al<|>lowed',
            'bike    => granted',
            'Declare outcome ‘allowed’',
            'outcome allowed "Allowed"',
        ],
        ['a value', 'bo<|>at    => granted', 'bike    => granted', 'Add value ‘boat’', 'bike "Bike"  boat "Boat" }'],
    ])('declares %s', async (_, replacement, part, title, expected) => {
        expect(await after(edit(part, replacement), title)).toContain(expected);
    });

    test('guesses the type of a fact from how it is used', async () => {
        const text = SMALL.replace(
            /principle P3.*\n/,
            'principle P3 "Age" { ask w<|>aited  at most 3 days => granted  otherwise => refused }\n',
        );
        expect(await after(text, /Declare fact/)).toContain('fact waited "Waited?": duration\n');
    });

    test('uses the file that declares a name', async () => {
        files.set('file:///lib/words.tenet', 'fact older "Older?": yes/no\n');
        client.close();
        client = await TestClient.start({ files: memoryFiles(files), folders: ['file:///'] });
        await client.tenet('tenet/policies', {});
        await client.until(() => client.count('tenet/statusChanged') > 1);
        const text = await after(edit('ask kind', 'ask ol<|>der'), /^Use ‘words\.tenet’/);
        expect(text).toContain('policy small "Small"\n\nuse "lib/words.tenet"\n');
    });

    test('adds what an ask lacks, aligned with the others', async () => {
        const text = edit('    van     => refused\n    unknown => referred\n', '').replace('ask kind', 'ask ki<|>nd');
        expect(await after(text, 'Add the missing answers: van, unknown', ['refactor'])).toContain(
            '    bike    => granted\n    van     => next\n    unknown => referred\n}',
        );
    });

    test('adds the answer for unknown once the proof asks for it', async () => {
        const text = edit('    unknown => referred\n', '').replace('ask kind', 'ask ki<|>nd');
        client.open(URI, text.replace('<|>', ''));
        await client.until(() => client.codes(URI).includes('unknown-not-handled'));
        client.closeDocument(URI);
        client.open(URI, text.replace('<|>', ''));
        const range = { start: client.at(URI, 'ask kind', 4), end: client.at(URI, 'ask kind', 4) };
        const found = await client.request<CodeAction[]>('textDocument/codeAction', {
            textDocument: { uri: URI },
            range,
            context: { diagnostics: [] },
        });
        const action = found.find(({ title }) => title === 'Add ‘unknown => referred’');
        expect(applyEdits(client.text(URI), action?.edit?.changes?.[URI] ?? [])).toBe(
            edit('    van     => refused\n    unknown => referred', '    van     => refused\n    unknown => referred'),
        );
        const witness = found.find(({ title }) => title === 'Add this case as a scenario');
        const added = applyEdits(client.text(URI), witness?.edit?.changes?.[URI] ?? []);
        expect(added).toMatch(
            /\nscenario "No outcome at P1(: kind unknown)?" \{\n {2}(kind: unknown\n {2})?expect no outcome\n\}\n$/,
        );
        expect(witness?.command).toMatchObject({ command: 'tenet.rename' });
    });

    test('removes an answer that no case gets, and leaves comments', async () => {
        const text = edit(
            '    over £50    => next\n',
            '    over £50    => next\n    over £90    => refused // too much\n',
        );
        client.open(URI, text);
        await client.until(() => client.codes(URI).includes('answer-unreachable'));
        const position = client.at(URI, 'over £90');
        const found = await client.request<CodeAction[]>('textDocument/codeAction', {
            textDocument: { uri: URI },
            range: { start: position, end: position },
            context: { diagnostics: [] },
        });
        const action = found.find(({ title }) => title === 'Remove this answer');
        expect(applyEdits(text, action?.edit?.changes?.[URI] ?? [])).toBe(
            text.replace('    over £90    => refused // too much\n', '    // too much\n'),
        );
    });

    test('removes what nothing uses', async () => {
        const text = edit('fact price', 'fact idle "Idle?": yes/no\nfact price').replace('fact idle', 'fact id<|>le');
        expect(await after(text, 'Remove the fact ‘idle’')).toBe(SMALL);
    });

    test('closes texts and comments', async () => {
        expect(await after(edit('"Small"', '"Small<|>'), 'Close the text')).toBe(SMALL);
        expect(await after(`${SMALL}/<|>* note`, 'End the comment with this line')).toBe(`${SMALL}/* note */`);
    });

    test('lets a fact be unknown', async () => {
        const text = edit('kind: car  price: £20', 'kind: car  price: unk<|>nown');
        expect(await after(text, 'Declare ‘price’ as ‘or unknown’')).toContain('money GBP or unknown\n');
    });

    test('accepts what a failing scenario gets', async () => {
        const text = edit('expect granted at P2', 'expect ref<|>used at P3');
        expect(await after(text, 'Accept actual: granted at P2')).toBe(SMALL);
    });

    test('fixes all that is safe at once', async () => {
        const text = edit('ask kind', 'ask kidn').replace('=> granted', '=> grantd').replace('policy', '<|>policy');
        expect(await after(text, 'Fix everything that can be fixed safely', ['source.fixAll'])).toBe(SMALL);
    });
});

describe('changes of form', () => {
    test('extracts a definition', async () => {
        const text = edit('ask paid ', 'ask <|>not paid and price > £9<|> ');
        expect(await after(text, 'Extract to a definition')).toContain(
            'define condition = not paid and price > £9\n\nprinciple P3 "Paid" { ask condition  yes',
        );
    });

    test('inlines a definition', async () => {
        const text = edit('outcome granted', 'define ok = paid or price = £0 // why\noutcome granted').replace(
            'ask paid',
            'ask not o<|>k',
        );
        const inlined = await after(text, 'Inline ‘ok’ (used once)');
        expect(inlined).toContain('ask not (paid or price = £0)  yes');
        expect(inlined).toContain('// why\noutcome granted');
        expect(inlined).not.toContain('define');
    });

    test('makes a question a table, and back', async () => {
        const table = await after(edit('ask kind', 'ask ki<|>nd'), 'Convert to a table');
        expect(table).toContain(
            '  table | kind    | => |\n        | car     | => next     |\n        | bike    | => granted  |\n',
        );
        client.closeDocument(URI);
        const back = await after(table.replace('table | kind', 'table | ki<|>nd'), 'Convert to a question');
        expect(back.replace(/ +/g, ' ')).toBe(SMALL.replace(/ +/g, ' '));
    });

    test('puts `use` in order', async () => {
        const text = edit('choice Kind', 'use "b.tenet"\nuse "a.tenet"\nuse "b.tenet"\n\nchoice <|>Kind');
        expect(await after(text, 'Organise ‘use’', ['source.organizeImports'])).toBe(
            edit('choice Kind', 'use "a.tenet"\nuse "b.tenet"\n\nchoice Kind'),
        );
    });

    const BANDS = (answers: readonly string[]): string =>
        edit(
            'at most £50 => granted\n    over £50    => next',
            answers.map((each, index) => (index === 0 ? `<|>${each}` : each)).join('\n    '),
        );

    test('sorts bands that keep apart, which changes no decision', async () => {
        const bands = ['over £80       => next', '£50.01 to £80  => refused', 'at most £50    => granted'];
        const sorted = await after(BANDS(bands), 'Sort the bands');
        expect(sorted).toContain(`ask price\n    ${[...bands].reverse().join('\n    ')}\n}`);
        client.closeDocument(URI);
        const again = await actions(sorted.replace('at most £50 ', '<|>at most £50 '));
        expect(again.map(({ title }) => title)).not.toContain('Sort the bands');
        client.closeDocument(URI);
        // Where one takes what is left of the other the order counts, and it may be meant.
        const nested = await actions(BANDS(['at most £50 => granted', 'at most £20 => refused', 'over £50 => next']));
        expect(nested.map(({ title }) => title)).not.toContain('Sort the bands');
    });

    test('sorts bands of which one hides another, once that is proved', async () => {
        const text = BANDS(['at most £50 => granted', 'at most £20 => refused', 'over £50    => next']);
        client.open(URI, text.replace('<|>', ''));
        await client.until(() => client.codes(URI).includes('answer-unreachable'));
        const position = client.at(URI, 'at most £20');
        const context = { diagnostics: [] };
        const range = { start: position, end: position };
        const all = await client.request<CodeAction[]>('textDocument/codeAction', {
            textDocument: { uri: URI },
            range,
            context,
        });
        const found = all.find(({ title }) => title === 'Sort the bands');
        expect(found?.kind).toBe('quickfix');
        expect(applyEdits(client.text(URI), found?.edit?.changes?.[URI] ?? [])).toContain(
            '    at most £20 => refused\n    at most £50 => granted\n    over £50    => next\n',
        );
    });

    test('merges bands that come to the same', async () => {
        const ladder = BANDS(['at most £20 => granted', 'at most £50 => granted', 'over £50    => next']);
        expect(await after(ladder, 'Merge bands that come to the same')).toContain(
            'ask price\n    at most £50 => granted\n    over £50    => next\n',
        );
        client.closeDocument(URI);
        const beside = BANDS(['£10 to £20 => granted', '£20.01 to £50 => granted', 'otherwise => next']);
        expect(await after(beside, 'Merge bands that come to the same')).toContain(
            'ask price\n    £10 to £20, £20.01 to £50 => granted\n    otherwise => next\n',
        );
    });

    test('extracts what scenarios have in common to a case', async () => {
        const more = `scenario "Second" { kind: car  price: £20  paid: yes  expect granted at P2 }
scenario "Third" {
  kind: car
  // a note
  price: £20
  expect granted at P2
}
`;
        const text = `${edit('scenario "First"', 'scenario <|>"First"')}${more}`;
        const extracted = await after(text, 'Extract what 3 scenarios have in common to a case');
        expect(extracted).toContain(`case common {
  kind: car
  price: £20
}

scenario "First" like common { expect granted at P2 }
scenario "Second" like common { paid: yes  expect granted at P2 }
scenario "Third" like common {
  // a note
  expect granted at P2
}
`);
        client.closeDocument(URI);
        client.open(URI, extracted);
        const { files } = await client.tenet('tenet/scenarios', { uri: URI });
        const ids = files[0]?.items.flatMap(({ kind, id }) => (kind === 'scenario' ? [id] : [])) ?? [];
        expect(await client.tenet('tenet/run', { run: '1', ids })).toMatchObject({ passed: 3, failed: 0 });
    });

    test('exempts a category that has to be', async () => {
        const text = edit('fact kind', 'mandatory category mustPass "Must pass" of Kind { bike }\nfact kind').replace(
            'bike    => granted',
            'bike    => refused',
        );
        client.open(URI, text);
        await client.until(() => client.codes(URI).includes('mandatory-not-exempted'));
        const finding = client.diagnostics.get(URI)?.find(({ code }) => code === 'mandatory-not-exempted');
        const all = await client.request<CodeAction[]>('textDocument/codeAction', {
            textDocument: { uri: URI },
            range: finding?.range,
            context: { diagnostics: [] },
        });
        const exempt = all.find(({ title }) => title === 'Exempt ‘mustPass’');
        expect(applyEdits(text, exempt?.edit?.changes?.[URI] ?? [])).toContain(
            'exempt E {\n  when kind is mustPass => granted\n}\n\nprinciple P1',
        );
    });

    test('creates a scenario that takes an answer', async () => {
        client.close();
        const capabilities = { textDocument: { codeAction: { resolveSupport: { properties: ['edit'] } } } };
        client = await TestClient.start({ files: memoryFiles(files), capabilities });
        const [action] = (await actions(edit('bike    =>', 'bi<|>ke    =>'), ['refactor.rewrite'])).filter(
            ({ title }) => title.startsWith('Create'),
        );
        expect(action).toMatchObject({ title: 'Create a scenario that takes ‘bike’ here' });
        const resolved = await client.request<CodeAction>('codeAction/resolve', action as never);
        expect(applyEdits(SMALL, resolved.edit?.changes?.[URI] ?? [])).toContain(
            '\nscenario "P1 answers bike" {\n  kind: bike\n  expect granted at P1\n}\n',
        );
        client.closeDocument(URI);
        const taken = await actions(edit('car     =>', 'c<|>ar     =>'), ['refactor.rewrite']);
        expect(taken.filter(({ title }) => title.startsWith('Create'))).toEqual([]);
    });

    test('offers nothing that needs no change', async () => {
        expect(await actions(edit('policy', '<|>policy'))).toEqual([]);
    });
});

describe('lenses', () => {
    const lenses = async (uri: string) => {
        const found = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
        expect(found.every(({ command }) => command === undefined)).toBe(true);
        const resolved = await Promise.all(found.map((each) => client.request<CodeLens>('codeLens/resolve', each)));
        return resolved.map(({ range, command }) => `${range.start.line + 1}: ${command?.title}`);
    };

    test('say what the scenarios say', async () => {
        client.open(URI, SMALL.replace('granted at P2 }', 'refused at P3 }'));
        expect(await lenses(URI)).toEqual([
            '1: ▶ 1 scenario: 0 pass, 1 fails',
            '1: Flowchart',
            '1: Ask',
            '9: no scenario is decided here',
            '16: decides 1 of 1 scenario',
            '22: no scenario is decided here',
            '23: Accept actual: granted at P2',
            '23: Show path',
            '23: Use as active case',
        ]);
    });

    test('lead from what no scenario is decided by to what can be done about it', async () => {
        client.close();
        const capabilities = { textDocument: { codeAction: { resolveSupport: { properties: ['edit'] } } } };
        const initializationOptions = { tenet: { commands: true } };
        client = await TestClient.start({ files: memoryFiles(files), capabilities, initializationOptions });
        client.open(URI, SMALL);
        const textDocument = { uri: URI };
        const found = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument });
        const resolved = await Promise.all(found.map((each) => client.request<CodeLens>('codeLens/resolve', each)));
        const lens = resolved.filter(({ command }) => command?.command === 'tenet.showFixes').at(-1);
        expect(lens?.command?.title).toBe('no scenario is decided here');
        const [uri, position] = lens?.command?.arguments ?? [];
        expect([uri, position]).toEqual([URI, client.at(URI, 'principle P3', 'principle '.length)]);
        const range = { start: position, end: position };
        const context = { diagnostics: [] };
        const all = await client.request<CodeAction[]>('textDocument/codeAction', { textDocument, range, context });
        expect(all.map(({ title }) => title)).toEqual([
            'Create a scenario that takes ‘yes’ here',
            'Create a scenario that takes ‘no’ here',
        ]);
        const [first] = await Promise.all(
            all.map((each) => client.request<CodeAction>('codeAction/resolve', each as never)),
        );
        const text = applyEdits(SMALL, first?.edit?.changes?.[URI] ?? []);
        expect(text).toMatch(/scenario "P3 answers yes" \{[^}]*paid: yes/);
    });

    test('count suites as well, and at most three stand on a line', async () => {
        client.close();
        client = await TestClient.start({ initializationOptions: { tenet: { commands: true } } });
        const policy = example('examples/crime-assessment/as-intended.tenet');
        const suite = example('examples/crime-assessment/as-intended.scenarios.tenet');
        client.open(policy.uri, policy.text);
        client.open(suite.uri, suite.text);
        const found = await lenses(policy.uri);
        expect(found[0]).toMatch(/^1: ▶ \d+ scenarios: all pass$/);
        const perLine = new Map<string, number>();
        for (const each of found)
            perLine.set(each.split(':')[0] ?? '', (perLine.get(each.split(':')[0] ?? '') ?? 0) + 1);
        expect(Math.max(...perLine.values())).toBeLessThanOrEqual(3);
    });

    test('name no command that an editor does not have', async () => {
        client.close();
        client = await TestClient.start();
        client.open(URI, SMALL);
        const found = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: URI } });
        const resolved = await Promise.all(found.map((each) => client.request<CodeLens>('codeLens/resolve', each)));
        expect(resolved.map(({ command }) => command?.command)).toEqual(['', '', '', '']);
    });
});
