// What stands at the line ends for the active case: values with their distance to the limit, in conditions, questions,
// rows and definitions; and what the hover there leads to.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { TestClient } from './client.js';

const uri = 'file:///line-ends.tenet';

const POLICY = `policy ends "Line ends"
choice Vehicle "Vehicle" { car "Car"  van "Van"  lorry "Heavy lorry" }
fact income: money GBP or unknown
fact rent: money GBP default £0
fact age: number from 0 to 120
fact vehicle: Vehicle
fact applied: date default 2025-04-04
fact abused "Is there domestic abuse?": yes/no default no
parameter limit = £18,000
define spare = income - rent
define rich = income > £1,000,000
score need { 2 when abused  3 when age > 30 }
outcome out as refuse
outcome granted as accept
exempt A "The rich" { when income > £1,000,000 => out }
exempt B "The late" { when applied > 2025-04-01 and vehicle is van => out }
exempt C "The old" {
  when age >= 60 => out
  except when abused => next cites "s 9(2)"
}
principle P1 "Income" {
  ask income
    at most limit => next
    £18,000.01 to £20,000 => next
    over £20,000 => next
    unknown => next
}
principle P2 "Spare" {
  ask spare
    at most £10,000 => next
    otherwise => next
}
principle P3 "Age" {
  ask age >= 18
    yes => next
    no => out
}
principle P4 "Need" {
  ask need
    at least 4 => out
    otherwise => next
}
principle P5 "Table" {
  table | vehicle | age      | => |
        | van     | -        | => out     |
        | car     | under 30 | => granted |
        | -       | -        | => granted |
}
`;

let client: TestClient;
beforeEach(async () => {
    client = await TestClient.start({ initializationOptions: { tenet: { commands: true } } });
    client.open(uri, POLICY);
});
afterEach(() => {
    expect(client.logs).toEqual([]);
    client.close();
});

async function textsFor(facts: object): Promise<(part: string) => string | undefined> {
    const state = await client.tenet('tenet/setActiveCase', { case: { kind: 'facts', uri, facts: { ...facts } } });
    expect(state.problem).toBeNull();
    const { texts } = await client.tenet('tenet/inlineTexts', { uri });
    return (part) => texts.find(({ line }) => line === client.at(uri, part).line)?.text;
}

const CASE = { income: '£21,400', age: 34, vehicle: 'car' };

test('tells by how much a limit was missed, of facts that may be unknown too', async () => {
    const line = await textsFor(CASE);
    expect(line('at most limit =>')).toBe('✗ no · income is £21,400, limit £18,000 (£3,400 over)');
    expect(line('£18,000.01 to')).toBe('✗ no · income is £21,400, limit £20,000 (£1,400 over)');
    expect(line('over £20,000')).toBe('✓ over £20,000 · income is £21,400');
    const exact = await textsFor({ ...CASE, income: '£15,000' });
    expect(exact('at most limit =>')).toBe('✓ at most £18,000 · income is £15,000');
    const unknown = await textsFor({ ...CASE, income: null });
    expect(unknown('at most limit =>')).toBe('✗ no · income is unknown');
    expect(unknown('    unknown => next')).toBe('✗ unknown · income is unknown');
});

test('tells what settled a condition, and no more', async () => {
    const line = await textsFor(CASE);
    expect(line('exempt A')).toBe('✗ no · income is £21,400, limit £1,000,000 (£978,600 under)');
    expect(line('define rich')).toBe('✗ no · income is £21,400, limit £1,000,000 (£978,600 under)');
    // The date holds; that it is no van decides.
    expect(line('exempt B')).toBe('✗ no · vehicle is car');
    const early = await textsFor({ ...CASE, vehicle: 'van', applied: '2025-03-31' });
    expect(early('exempt B')).toBe('✗ no · applied is 2025-03-31, limit 2025-04-01 (1 day before)');
    expect(line('when age >= 60')).toBe('✗ no · age is 34, limit 60 (26 under)');
    expect(line('yes => next')).toBe('✓ yes · age is 34');
    const young = await textsFor({ ...CASE, age: 12 });
    expect(young('no => out')).toMatch(/^■ decides: out/);
});

test('names what was worked out: definitions and scores', async () => {
    const line = await textsFor({ ...CASE, rent: '£1,000' });
    expect(line('at most £10,000')).toBe('✗ no · spare is £20,400, limit £10,000 (£10,400 over)');
    expect(line('at least 4')).toBe('✗ no · need is 3, limit 4 (1 under)');
});

test('says of rows that were tried first why they did not match', async () => {
    const line = await textsFor(CASE);
    expect(line('| van     |')).toBe('✗ no · vehicle is car');
    expect(line('| car     |')).toBe('✗ no · age is 34, limit 30 (4 over)');
    expect(line('| -       |')).toMatch(/^■ decides/);
});

test('says which exception was used, with its citation', async () => {
    const line = await textsFor({ ...CASE, age: 70, abused: true });
    expect(line('except when')).toBe('⤺ exception s 9(2) used: abused = yes');
    const without = await textsFor({ ...CASE, age: 70 });
    expect(without('except when')).toBe('✗ no · abused is no');
});

test('says a title that is only its name once', async () => {
    const line = await textsFor({ ...CASE, vehicle: 'lorry' });
    expect(line('exempt B')).toBe('✗ no · vehicle is lorry (Heavy lorry)');
});

test('hovers lead to the path', async () => {
    const suite = 'file:///line-ends.scenarios.tenet';
    client.open(
        suite,
        `scenarios for ends\nuse "line-ends.tenet"\nscenario "A (car)" { income: £1  age: 20  vehicle: car  expect granted }\n`,
    );
    const id = `${suite}#A (car)`;
    await client.tenet('tenet/run', { run: 'run', ids: [suite] });
    /** Of the first text. */
    const hoverIn = async (from: TestClient, document: string): Promise<string | null> => {
        const { texts } = await from.tenet('tenet/inlineTexts', { uri: document });
        const { hover } = await from.tenet('tenet/inlineHover', { uri: document, line: texts[0]?.line ?? -1 });
        return hover;
    };
    const links = (hover: string | null): readonly [string, string, unknown][] =>
        [...(hover ?? '').matchAll(/\[([^\]]+)\]\(command:([\w.]+)\?([^)]*)\)/g)].map(([, text, command, args]) => [
            text ?? '',
            command ?? '',
            JSON.parse(decodeURIComponent(args ?? '')),
        ]);
    expect(links(await hoverIn(client, suite))).toEqual([
        ['Show path', 'tenet.showPath', [suite, id]],
        ['Peek', 'tenet.peekPath', [suite, id]],
        ['Use as active case', 'tenet.useAsActiveCase', [suite, id]],
        ['Copy as text', 'tenet.copyPath', [suite, id]],
    ]);
    await client.tenet('tenet/setActiveCase', { case: { kind: 'scenario', id } });
    expect(links(await hoverIn(client, uri))).toEqual([
        ['Show path', 'tenet.showPath', []],
        ['Peek', 'tenet.peekPath', []],
        ['Copy as text', 'tenet.copyPath', []],
        ['What would change this?', 'tenet.whatChanges', [uri]],
    ]);
    const plain = await TestClient.start();
    plain.open(uri, client.text(uri));
    await plain.tenet('tenet/setActiveCase', { case: { kind: 'facts', uri, facts: CASE } });
    const bare = await hoverIn(plain, uri);
    expect(bare).toMatch(/decided by/);
    expect(bare).not.toContain('command:');
    expect(await plain.tenet('tenet/inlineHover', { uri, line: 0 })).toEqual({ hover: null });
    plain.close();
});
