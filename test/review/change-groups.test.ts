// What changes between two versions, told apart by whom it concerns: checked against deciding every case of a small policy
// by both.

import { describe, expect, test } from 'vitest';
import { compare, type Facts, interpret, type Policy } from '../../language/index.js';
import { groupChanges, scenarioChanges } from '../../language/review/change-groups.js';
import { changesReport } from '../../language/review/changes-report.js';
import { check, policy as policyOf } from '../support.js';

const scenariosOf = async (text: string) => (await check(text)).scenarios;

const TEXT = `policy p "P"
fact age "How old?": number from 0 to 99
fact here "Lives here?": yes/no
outcome in as accept
outcome out as refuse
outcome ask as refer
principle A { ask age
  under 18 => out because "young"
  otherwise => next }
principle B { ask here
  yes => in
  no => ask }
scenario "young" { age: 17  here: yes  expect out }
scenario "old" { age: 40  here: yes  expect in }
scenario "far" { age: 40  here: no  expect ask }
`;

const CHANGES: readonly (readonly [name: string, from: string, to: string, kinds: readonly string[]])[] = [
    ['a limit that goes down', 'under 18', 'under 16', ['newly-accepted', 'newly-referred']],
    ['a limit that goes up', 'under 18', 'under 21', ['newly-refused']],
    ['an answer that goes', '  no => ask }', '  }', ['undecided']],
    ['another reason', '"young"', '"too young"', ['other-reason']],
    ['nothing', '', '', []],
];

describe('changes are told apart by what they mean', () => {
    for (const [name, from, to, kinds] of CHANGES) {
        test(name, async () => {
            const [before, after] = [await policyOf(TEXT), await policyOf(TEXT.replace(from, to))];
            const results = (await scenariosOf(TEXT.replace(from, to))).map((scenario) => ({
                scenario,
                result: { verdict: interpret(after, scenario.facts) },
            }));
            const groups = groupChanges(compare(before, after), before, after, scenarioChanges(before, results));
            expect(groups.map(({ kind }) => kind)).toEqual(kinds);
            // Every case that the groups speak of is there, and no other.
            const told = new Set(groups.flatMap(({ cases }) => cases.map(({ was, is }) => `${was} ${is}`)));
            const real = new Set(
                everyCase().flatMap((facts) => {
                    const [was, is] = [outcomeOf(before, facts), outcomeOf(after, facts)];
                    return was === is ? [] : [`${was} ${is}`];
                }),
            );
            expect([...told].filter((each) => each.split(' ')[0] !== each.split(' ')[1]).sort()).toEqual(
                [...real].sort(),
            );
        });
    }
});

test('a scenario whose facts the other version does not have is not compared', async () => {
    const after = await policyOf(TEXT);
    const before = await policyOf(
        TEXT.replace(/fact here.*\n/, '')
            .replace(/principle B[\s\S]*?ask \}/, 'principle B { ask age  otherwise => in }')
            .replace(/scenario[\s\S]*/, ''),
    );
    const results = (await scenariosOf(TEXT)).map((scenario) => ({
        scenario,
        result: { verdict: interpret(after, scenario.facts) },
    }));
    const groups = groupChanges(compare(before, after), before, after, scenarioChanges(before, results));
    expect(groups.at(-1)).toMatchObject({ kind: 'not-comparable' });
    expect(groups.at(-1)?.scenarios).toHaveLength(3);
});

test('a report of very many scenarios stays short, and says how many it leaves out', async () => {
    const [before, after] = [await policyOf(TEXT), await policyOf(TEXT.replace('under 18', 'under 21'))];
    const [scenario] = await scenariosOf(TEXT);
    if (!scenario) throw new Error('there is a scenario');
    const flips = Array.from({ length: 5000 }, () => ({ scenario, before: 'in', after: 'out', changesOutcome: true }));
    const report = { comparison: compare(before, after), before, after, label: 'HEAD', flips, scenarios: 5000 };
    const text = changesReport(report, 'markdown', (uri) => uri);
    expect(text.length).toBeLessThan(60_000);
    expect(text).toMatch(/^\*\*5000 of 5000 scenarios/);
    expect(text).toContain('4980 more');
});

/** Numbers keep six decimals. */
const MILLION = 1_000_000;

function everyCase(): readonly Facts[] {
    return Array.from({ length: 100 }, (_, age) => age * MILLION).flatMap((age) =>
        [true, false].map(
            (here): Facts =>
                new Map<string, number | boolean>([
                    ['age', age],
                    ['here', here],
                ]),
        ),
    );
}

function outcomeOf(policy: Policy, facts: Facts): string | null {
    const verdict = interpret(policy, facts);
    return verdict.kind === 'outcome' ? verdict.outcome : null;
}
