// Runs over the wire: what belongs to a policy runs with it, what is out of date is told, and failures say what moved.

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TestResult } from '../../server/protocol.js';
import { TestClient } from './client.js';

const policy = 'file:///permits/permits.tenet';
const suite = 'file:///permits/permits.scenarios.tenet';
const other = 'file:///permits/other.tenet';

const POLICY = `policy permits "Permits"
fact income: money GBP
fact local: yes/no default yes
parameter limit = £16,000
outcome granted "Granted" as accept
outcome refused "Refused" as refuse
outcome referred "Referred" as refer
principle P1 "Income" {
  ask income
    at most limit => granted because "within the limit"
    over limit    => refused because "over the limit"
}
on refused { must "say why" }
guarantee "Nobody local is refused" { when local  never refused }
`;

const SUITE = `scenarios for permits
use "permits.tenet"
scenario "Below" { income: £15,000  expect granted at P1 }
scenario "Above" { income: £16,000.01  expect granted }
`;

const OTHER = `policy other "Other"
fact old: yes/no
outcome yesPlease as accept
outcome noThanks as refuse
principle Q { ask old  yes => yesPlease  no => noThanks }
scenario "Old" { old: yes  expect yesPlease }
`;

let client: TestClient;
beforeEach(async () => {
    client = await TestClient.start({ initializationOptions: { tenet: { commands: true } } });
});
afterEach(() => {
    expect(client.logs).toEqual([]);
    client.close();
});

async function run(params: object = {}): Promise<ReadonlyMap<string, TestResult>> {
    client.forgetReceived();
    await client.tenet('tenet/run', { run: 'run', ...params });
    const results = client.notifications('tenet/runResults').flatMap((each) => each.results);
    return new Map(results.map((result) => [result.id, result]));
}

test('runs the scenarios of its suites with a policy, and nothing of other policies', async () => {
    client.open(policy, POLICY);
    client.open(suite, SUITE);
    client.open(other, OTHER);
    const results = await run({ ids: [policy] });
    expect([...results.keys()].filter((id) => !id.includes('#check/'))).toEqual([`${suite}#Below`, `${suite}#Above`]);
    expect([...results.keys()].some((id) => id.startsWith(other))).toBe(false);
    expect([...(await run({ ids: [suite] })).keys()]).toEqual([`${suite}#Below`, `${suite}#Above`]);
    const left = await run({ ids: [policy], exclude: [policy, `${suite}#Above`] });
    expect([...left.keys()]).toEqual([`${suite}#Below`]);
});

test('shows a failure as blocks of which a diff tells what moved', async () => {
    client.open(policy, POLICY);
    client.open(suite, SUITE);
    const result = (await run({ ids: [suite] })).get(`${suite}#Above`);
    expect(result).toMatchObject({
        failures: [
            {
                message: 'refused at P1, but granted was expected',
                expected: 'granted',
                actual: 'refused\ndecided by P1\nbecause over the limit\nP1 £16,000.01 is over £16,000',
            },
        ],
    });
    const failures = async (expectation: string): Promise<readonly object[]> => {
        client.open(suite, SUITE.replace('expect granted }', `expect ${expectation} }`));
        const again = (await run({ ids: [suite] })).get(`${suite}#Above`);
        return again?.kind === 'scenario' ? again.failures.map(({ expected, actual }) => [expected, actual]) : [];
    };
    expect(await failures('refused at P1')).toEqual([]);
    const decided = 'refused\ndecided by P1\nbecause over the limit\nP1 £16,000.01 is over £16,000';
    expect(await failures('missing income')).toEqual([['needs income', decided]]);
    expect(await failures('no outcome')).toEqual([['no outcome', decided]]);
    expect(await failures('no duty "say why"')).toEqual([['no duties', 'duty “say why”']]);
    expect(await failures('path P1 at most limit')).toEqual([['P1 at most limit', 'P1 over limit']]);
});

test('says of a guarantee with which case it breaks, and compares nothing', async () => {
    client.open(policy, POLICY);
    const result = (await run()).get(`${policy}#check/guarantee/Nobody local is refused`);
    expect(result).toMatchObject({ passed: false, failures: [{ expected: '', actual: '' }] });
    const message = result?.kind === 'check' ? result.failures[0]?.message : '';
    expect(message).toMatch(/\nThe case:\n {2}income: £16,000\.01(\n {2}local: yes)?$/);
});

test('proves nothing of a policy without rules', async () => {
    client.open(policy, 'policy empty "Empty"\nguarantee "Never" { never out }\noutcome out as refuse\n');
    const results = [...(await run()).values()];
    expect(results.length).toBeGreaterThan(2);
    expect(new Set(results.map((each) => each.kind === 'skipped' && each.reason))).toEqual(
        new Set(['There are no rules yet.']),
    );
});

test('checks that every outcome has a scenario, but for those that no case ends in', async () => {
    client.open(policy, POLICY);
    const id = `${policy}#check/scenarios`;
    expect((await run()).get(id)).toMatchObject({ kind: 'skipped', reason: 'There are no scenarios yet.' });
    client.open(suite, SUITE.replace('scenario "Above"', '// "Above"'));
    expect((await run()).get(id)).toMatchObject({
        passed: false,
        text: '✗ No scenario comes to “Refused” (refused).',
        failures: [{ origin: { uri: policy, range: { start: { line: 5 } } }, expected: '', actual: '' }],
    });
    client.open(suite, SUITE);
    expect((await run()).get(id)).toMatchObject({ passed: true, text: '✓ every outcome has a scenario' });
});

test('tells which results are out of date, once', async () => {
    client.open(policy, POLICY);
    client.open(suite, SUITE);
    client.open(other, OTHER);
    await client.until(() =>
        client.notifications('tenet/scenariosChanged').some(({ uris }) => uris.includes(other) && uris.includes(suite)),
    );
    await run();
    const outdated = (): readonly string[] =>
        client.notifications('tenet/scenariosChanged').flatMap((each) => each.outdated);
    const after = async (uri: string, part: string, replacement: string): Promise<readonly string[]> => {
        client.forgetReceived();
        client.edit(uri, part, replacement);
        const told = (): boolean => client.notifications('tenet/scenariosChanged').length > 0;
        await client.until(told, outdated);
        return outdated();
    };
    // Only one scenario of the suite, and what is checked of all of them.
    expect(await after(suite, '£15,000', '£14,000')).toEqual([`${suite}#Below`, `${policy}#check/scenarios`]);
    expect(await after(suite, '£14,000', '£13,000')).toEqual([]);
    expect(await after(policy, 'policy permits', '// about permits\npolicy permits')).toEqual([]);
    await run({ ids: [suite] });
    expect(await after(policy, '£16,000', '£15,000')).toEqual(expect.arrayContaining([suite]));
    await run();
    expect(await after(policy, '£15,000', '£14,000')).toEqual(expect.arrayContaining([suite, policy]));
    expect(await after(policy, '£14,000', '£13,000')).toEqual([]);
});

test('runs checks again only where they may come out otherwise', async () => {
    client.open(policy, POLICY);
    client.open(suite, SUITE);
    await run();
    expect([...(await run({ affectedOnly: true })).keys()]).toEqual([]);
    client.edit(suite, '£15,000', '£14,000');
    expect([...(await run({ affectedOnly: true })).keys()]).toEqual([`${suite}#Below`, `${policy}#check/scenarios`]);
});
