// Scenarios over the wire: found, run, shown as the active case, written down.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CodeLens } from 'vscode-languageserver-protocol';
import { applyEdits, example, TestClient } from './client.js';

const policy = example('examples/crime-assessment/as-intended.tenet');
const suite = example('examples/crime-assessment/as-intended.scenarios.tenet');
const parking = example('examples/parking-permit/parking-permit.tenet');

let client: TestClient;
beforeEach(async () => {
    client = await TestClient.start({ initializationOptions: { tenet: { commands: true } } });
});
afterEach(() => {
    expect(client.logs).toEqual([]);
    client.close();
});

test('lists scenarios, tables and checks in source order', async () => {
    client.open(parking.uri, parking.text);
    const { files } = await client.tenet('tenet/scenarios', { uri: parking.uri });
    expect(files[0]?.policy?.name).toBe('parkingPermit');
    expect(files[0]?.items.map(({ kind, label }) => `${kind}: ${label}`)).toEqual([
        'table: Versions and limits',
        'table: Papers and hardship',
        'scenario: After misuse',
        'scenario: Misuse is held against free vehicles alone',
        'checks: Checks',
    ]);
    const [table] = files[0]?.items ?? [];
    const rows = table?.kind === 'table' ? table.items : [];
    expect(rows[1]).toMatchObject({ label: 'row 2 · 2025-04-01, car, 5', description: '→ granted at P2' });
    expect(rows[1]?.id).toBe(`${parking.uri}#Versions and limits/2`);
});

test('runs what is asked for and streams the results', async () => {
    client.open(suite.uri, suite.text);
    const id = `${suite.uri}#S04 First day of the policy`;
    const summary = await client.tenet('tenet/run', { run: 'one', ids: [id] });
    expect(summary).toEqual({ passed: 1, failed: 0, skipped: 0, summary: '1 of 1 pass.' });
    const [started, done] = client.notifications('tenet/runResults');
    expect(started).toEqual({ run: 'one', started: [id], results: [] });
    expect(done?.results[0]).toMatchObject({
        passed: true,
        text: '✓ out · M no → P1 yes → P2 no → P3.a yes → P3.b £20 is at most £50 → P3.c no',
    });
});

test('runs all scenarios and proofs of a policy', async () => {
    client.open(parking.uri, parking.text);
    const summary = await client.tenet('tenet/run', { run: 'all' });
    expect(summary).toMatchObject({ failed: 0, skipped: 0 });
    const results = client.notifications('tenet/runResults').flatMap((each) => each.results);
    expect(results.filter(({ kind }) => kind === 'check').map((each) => each.kind === 'check' && each.text)).toEqual([
        '✓ proved for all cases',
        '✓ proved for all cases',
        '✓ every outcome has a scenario',
        '✓ proved for all cases',
    ]);
    expect(results.filter(({ kind }) => kind === 'scenario')).toHaveLength(20);
});

test('says what was expected and what came instead, and accepts it', async () => {
    client.open(parking.uri, parking.text);
    client.edit(parking.uri, '| granted at P2  |\n  | 2025-04-01 | van ', '| refused at P2  |\n  | 2025-04-01 | van ');
    const id = `${parking.uri}#Versions and limits/2`;
    await client.tenet('tenet/run', { run: '1', ids: [id] });
    const [result] = client.notifications('tenet/runResults').flatMap((each) => each.results);
    expect(result).toMatchObject({ passed: false, text: '✗ got granted at P2, expected refused at P2' });
    const failure = result?.kind === 'scenario' ? result.failures[0] : undefined;
    expect(failure).toMatchObject({ accept: 'Accept actual: granted at P2', expected: 'refused\ndecided by P2' });
    const { edit } = await client.tenet('tenet/acceptActual', { id });
    const text = applyEdits(client.text(parking.uri), edit?.changes[parking.uri] ?? []);
    expect(text.replace(/ +/g, ' ')).toBe(parking.text.replace(/ +/g, ' '));
});

test('shows the active case on the lines, and moves on with the text', async () => {
    client.open(policy.uri, policy.text);
    client.open(suite.uri, suite.text);
    const id = `${suite.uri}#S04 First day of the policy`;
    const state = await client.tenet('tenet/setActiveCase', { case: { kind: 'scenario', id } });
    expect(state).toMatchObject({ status: 'S04 First day of the policy → out', failing: false, problem: null });
    const { texts } = await client.tenet('tenet/inlineTexts', { uri: policy.uri });
    const line = (part: string) => texts.find((each) => each.line === client.at(policy.uri, part).line)?.text;
    expect(line('at most lowValueLimit => next')).toBe('✓ at most £50 · value is £20');
    expect(line('no  => out because "the value is within')).toBe('■ decides: Assessed out · step 6 of 6');
    client.change(policy.uri, { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, '\n');
    const moved = await client.tenet('tenet/inlineTexts', { uri: policy.uri });
    expect(moved.texts.map((each) => each.line - 1)).toEqual(texts.map((each) => each.line));
});

const BESIDE = `policy beside "Beside"
fact young: yes/no
fact barred: yes/no
fact amount: money GBP
outcome out as refuse
outcome granted as accept
principle P1 "Under 18" { ask young  yes => out  no => next }
principle P2 "Barred" { ask barred  yes => out  no => next }
principle P3 "Amount" {
  table | amount       | => |
        | at most £10  | => granted |
        | at most £100 | => granted |
        | at most £50  | => out     |
        | -            | => out     |
}
`;

test('says at the line ends what is also true, and what nothing comes to', async () => {
    const uri = 'file:///beside.tenet';
    client.open(uri, BESIDE);
    await client.until(() => client.codes(uri).includes('answer-unreachable'));
    const lines = async (): Promise<Record<number, string>> => {
        const { texts } = await client.tenet('tenet/inlineTexts', { uri });
        return Object.fromEntries(texts.map(({ line, text }) => [line, text]));
    };
    const dead = client.at(uri, '| at most £50 ').line;
    expect((await lines())[dead]).toBe('⊘ cannot be reached: ‘row 1’ comes first (line 11) and 1 more');
    const set = (facts: object) =>
        client.tenet('tenet/setActiveCase', { case: { kind: 'facts', uri, facts: { ...facts } } });
    await set({ young: true, barred: true, amount: 5 });
    const early = await lines();
    expect(early[client.at(uri, 'principle P2').line]).toBe('↷ also true, but “Under 18” (line 7) decided first');
    expect(early[client.at(uri, '| at most £10 ').line]).toBe('↷ also true, but “Under 18” (line 7) decided first');
    await set({ young: false, barred: false, amount: 5 });
    const late = await lines();
    expect(late[client.at(uri, 'principle P2').line]).not.toContain('also');
    expect(late[client.at(uri, '| at most £100').line]).toBe('↷ also true, but “row 1” (line 11) decided first');
});

test('says against the version that a client gives how many scenarios change', async () => {
    client.open(parking.uri, parking.text);
    const before = parking.text.replace('from 2025-04-01 5\n', 'from 2025-04-01 4\n');
    expect(before).not.toBe(parking.text);
    const titles = async (): Promise<readonly string[]> => {
        const textDocument = { uri: parking.uri };
        const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument });
        const resolved = lenses.slice(0, 3).map((lens) => client.request<CodeLens>('codeLens/resolve', lens));
        return (await Promise.all(resolved)).map(({ command }) => command?.title ?? '');
    };
    const base = { files: { [parking.uri]: before }, label: 'main' };
    await client.tenet('tenet/setBase', { uri: parking.uri, base });
    expect((await titles())[1]).toMatch(/^[1-9]\d* of 20 scenarios changes? outcome vs main$/);
    await client.tenet('tenet/setBase', { uri: parking.uri, base: null });
    expect(await titles()).toEqual(['▶ 20 scenarios: all pass', 'Flowchart', 'Ask']);
});

test('keeps what lenses and the status say while the policy has errors', async () => {
    const uri = 'file:///kept.tenet';
    client.open(
        uri,
        `${BESIDE}scenario "Young" { young: yes  barred: no  amount: £5  expect granted }
`,
    );
    const titles = async (): Promise<readonly string[]> => {
        const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
        const resolved = lenses.map((lens) => client.request<CodeLens>('codeLens/resolve', lens));
        return (await Promise.all(resolved)).map(({ command }) => command?.title ?? '');
    };
    await client.until(() => client.codes(uri).includes('answer-unreachable'));
    const before = await titles();
    expect(before).toEqual([
        '▶ 1 scenario: 0 pass, 1 fails',
        'Flowchart',
        'Ask',
        'decides 1 of 1 scenario',
        'no scenario is decided here',
        'no scenario is decided here',
        'Accept actual: out at P1',
        'Show path',
        'Use as active case',
    ]);
    const failing = { status: 'Young → out, expected granted', failing: true };
    const id = `${uri}#Young`;
    expect(await client.tenet('tenet/setActiveCase', { case: { kind: 'scenario', id } })).toMatchObject(failing);
    const codes = client.codes(uri).length;
    client.edit(uri, 'fact barred: yes/no', 'fact barred: ((');
    await client.until(() => client.codes(uri).length > codes);
    expect(await titles()).toEqual(before);
    client.edit(uri, 'fact barred: ((', 'fact barred: yes/no');
    client.edit(uri, 'ask barred', 'ask ((');
    client.edit(uri, 'policy beside', '// two\n\npolicy beside');
    await client.until(() => client.codes(uri).length > codes);
    expect(await titles()).toEqual(before);
    const state = await client.tenet('tenet/setActiveCase', { case: { kind: 'scenario', id } });
    expect(state).toMatchObject({ ...failing, decision: { stale: true } });
});

test('keeps the texts while the policy has errors', async () => {
    client.open(policy.uri, policy.text);
    client.open(suite.uri, suite.text);
    const id = `${suite.uri}#S04 First day of the policy`;
    await client.tenet('tenet/setActiveCase', { case: { kind: 'scenario', id } });
    const { texts } = await client.tenet('tenet/inlineTexts', { uri: policy.uri });
    client.edit(policy.uri, 'ask victimSupports', 'ask');
    const stale = await client.tenet('tenet/inlineTexts', { uri: policy.uri });
    expect(stale.stale).toBe(true);
    expect(stale.texts.map(({ text }) => text)).toEqual(texts.map(({ text }) => text));
});

test('decides facts, says what is missing, and names a fact that is not there', async () => {
    client.open(parking.uri, parking.text);
    const facts = { appliedOn: '2025-06-01', vehicle: 'car', papers: ['lease', 'licence'] };
    const decided = await client.tenet('tenet/decide', { case: { kind: 'facts', uri: parking.uri, facts } });
    expect(decided).toMatchObject({ decision: { verdict: 'missing', label: 'needs: length' } });
    const wrong = await client.tenet('tenet/decide', {
        case: { kind: 'facts', uri: parking.uri, facts: { lenght: 3 } },
    });
    expect(wrong).toMatchObject({ kind: 'problem', fact: 'lenght' });
    const supposed = await client.tenet('tenet/decide', {
        case: { kind: 'facts', uri: parking.uri, facts },
        suppose: { length: 4 },
    });
    expect(supposed).toMatchObject({ decision: { label: 'granted', decidedBy: 'P2' } });
});

test('writes a case down as a scenario that passes', async () => {
    client.open(parking.uri, parking.text);
    const facts = { appliedOn: '2025-06-01', vehicle: 'van', papers: ['lease', 'licence'], length: 6 };
    const { edit } = await client.tenet('tenet/saveScenario', { uri: parking.uri, title: 'A "long" van', facts });
    const edits = edit?.changes[parking.uri] ?? [];
    for (const { range, newText } of edits) client.change(parking.uri, range, newText);
    expect(client.text(parking.uri)).toContain('scenario "A \\"long\\" van" {\n');
    const summary = await client.tenet('tenet/run', { run: '1', ids: [`${parking.uri}#A "long" van`] });
    expect(summary).toMatchObject({ passed: 1, failed: 0 });
});

test('counts coverage by answer', async () => {
    client.open(parking.uri, parking.text);
    const { files, summary } = await client.tenet('tenet/coverage', { uri: parking.uri });
    expect(files[0]?.rules.map(({ name, asked, decided }) => [name, asked, decided])).toEqual([
        ['E', 18, 2],
        ['P1', 16, 2],
        ['P2', 12, 12],
        ['H', 3, 2],
    ]);
    expect(summary).toContain('Rules that decided at least one scenario: 4 of 4');
});

test('draws the flowchart with the active case over it', async () => {
    client.open(parking.uri, parking.text);
    const id = `${parking.uri}#After misuse`;
    await client.tenet('tenet/setActiveCase', { case: { kind: 'scenario', id } });
    const chart = await client.tenet('tenet/flowchart', {
        uri: parking.uri,
        view: 'v',
        theme: { kind: 'editor', base: 'dark' },
        overlay: { case: 'active', coverage: true, findings: true },
    });
    expect(chart.kind).toBe('chart');
    if (chart.kind !== 'chart') return;
    expect(chart.svg).toMatch(/^<svg /);
    expect(chart.summary).toMatch(/^Path: 3 questions\. Outcome: Granted/);
    expect(chart.stale).toBeNull();
    expect(chart.scene.cards.find(({ id: card }) => card === 'P1')?.origin?.uri).toBe(parking.uri);
    const text = await client.tenet('tenet/exportFlowchart', { uri: parking.uri, format: 'text' });
    expect(text).toMatchObject({ kind: 'text', name: expect.stringMatching(/^parking-?permit--flow\.txt$/i) });
    const sheets = { uri: parking.uri, format: 'html', paper: 'A3', footer: 'For the file · {title}' } as const;
    const html = await client.tenet('tenet/exportFlowchart', sheets);
    expect(html).toMatchObject({ text: expect.stringContaining('@page { size: A3;') });
    expect(html).toMatchObject({ text: expect.stringContaining('<footer><span>For the file · Residents') });
});

test('asks only what is needed, and says what would change the outcome', async () => {
    client.open(parking.uri, parking.text);
    const facts = { appliedOn: '2025-06-01', vehicle: 'motorcycle', misused: false };
    const asked = await client.tenet('tenet/ask', { uri: parking.uri, facts });
    expect(asked.open).toEqual([]);
    expect(asked.decision.label).toBe('granted');
    const first = await client.tenet('tenet/ask', { uri: parking.uri, facts: {} });
    expect(first.open.length).toBeGreaterThan(3);
    expect(first.possible.map(({ name }) => name)).toContain('granted');
    const { changes } = await client.tenet('tenet/whatWouldChange', {
        case: {
            kind: 'facts',
            uri: parking.uri,
            facts: { ...facts, vehicle: 'car', papers: ['lease', 'licence'], length: 5.1 },
        },
    });
    expect(changes.map(({ text, label }) => `${text}: ${label}`)).toEqual(
        expect.arrayContaining(['length from 0 to 5: granted']),
    );
});

test('compares with another version, scenario by scenario', async () => {
    client.open(parking.uri, parking.text);
    const before = parking.text.replace('from 2025-04-01 5\n', 'from 2025-04-01 4\n');
    const result = await client.tenet('tenet/compare', {
        uri: parking.uri,
        base: { uri: parking.uri, files: { [parking.uri]: before }, label: 'HEAD' },
    });
    expect(result.headline).toMatch(/^\d+ of \d+ scenarios and 3 kinds of case change outcome$/);
    expect(result.equal).toBe(false);
    const [first] = result.groups;
    expect(first).toMatchObject({ kind: 'newly-accepted', label: 'Newly accepted', tone: 'accept' });
    expect(first?.cases).toHaveLength(3);
    expect(first?.scenarios.length).toBeGreaterThan(1);
    expect(result.compared.length).toBeGreaterThan(first?.scenarios.length ?? 0);
    for (const { example, before, after } of first?.cases ?? []) {
        expect(before.origin?.uri).toBe(parking.uri);
        expect(after.origin?.uri).toBe(parking.uri);
        const ref = { kind: 'facts', uri: parking.uri, facts: example?.facts ?? {} } as const;
        expect(await client.tenet('tenet/decide', { case: ref })).toMatchObject({
            decision: { outcome: { tone: 'accept' } },
        });
    }
});

test('asks for the files of another version until it has them all', async () => {
    const [policy, words] = ['file:///v/a.tenet', 'file:///v/words.tenet'];
    const files = { [policy]: 'policy a\n\nuse "words.tenet"\n' };
    expect(await client.tenet('tenet/versionFiles', { uri: policy, files: {} })).toEqual({ wanted: [policy] });
    expect(await client.tenet('tenet/versionFiles', { uri: policy, files })).toEqual({ wanted: [words] });
    const whole = { ...files, [words]: null };
    expect(await client.tenet('tenet/versionFiles', { uri: policy, files: whole })).toEqual({ wanted: [] });
});

test('reports a comparison as a page in which no text of a policy is markup', async () => {
    const text = parking.text.replace(/^policy (\S+) "[^"]*"/m, 'policy $1 "<img src=x>"');
    client.open(parking.uri, text);
    const before = text.replace('from 2025-04-01 5\n', 'from 2025-04-01 4\n');
    const base = { uri: parking.uri, files: { [parking.uri]: before }, label: '<script>' };
    const { report } = await client.tenet('tenet/compare', { uri: parking.uri, base, format: 'html' });
    expect(report).toMatch(/\d+ of \d+ scenarios and 3 kinds of case change outcome/);
    expect(report).toContain('&lt;img src=x&gt;');
    expect(report).not.toMatch(/<img|<script/);
    const markdown = await client.tenet('tenet/compare', { uri: parking.uri, base, format: 'markdown' });
    expect(markdown.report).toMatch(/^\*\*\d+ of \d+ scenarios/);
});

test('writes the record of a decision, and the scenarios that are missing', async () => {
    const few = parking.text.replace(/^scenario table "Papers[^}]*?(\{[^}]*\}[^}]*)*?\n\}\n/m, '');
    expect(few.length).toBeLessThan(parking.text.length);
    client.open(parking.uri, few);
    const ref = { kind: 'scenario', id: `${parking.uri}#After misuse` } as const;
    const { text } = await client.tenet('tenet/record', { case: ref, format: 'markdown', by: 'A <b>person</b>' });
    expect(text).toContain('Granted');
    expect(text).not.toContain('<b>');
    const { edit, summary } = await client.tenet('tenet/missingScenarios', { uri: parking.uri });
    expect(summary).toMatch(/^\d+ scenarios meet what none met so far/);
    for (const { range, newText } of edit?.changes[parking.uri] ?? []) client.change(parking.uri, range, newText);
    const run = await client.tenet('tenet/run', { run: '1' });
    expect(run).toMatchObject({ failed: 0, skipped: 0 });
    const again = await client.tenet('tenet/missingScenarios', { uri: parking.uri });
    expect(again.edit).toBeNull();
});

test('a record names the version of the policy as the command line does', async () => {
    client.open(suite.uri, suite.text);
    const ref = { kind: 'scenario', id: `${suite.uri}#S04 First day of the policy` } as const;
    const { text } = await client.tenet('tenet/record', { case: ref, format: 'json' });
    const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');
    const files = ['as-intended.tenet', 'vocabulary.tenet'].map((name) => ({
        name,
        sha256: sha256(readFileSync(`examples/crime-assessment/${name}`)),
    }));
    const all = sha256(files.map((file) => `${file.sha256}  ${file.name}\n`).join(''));
    expect(JSON.parse(text)).toMatchObject({ policy: { sources: { sha256: all, files } } });
});
