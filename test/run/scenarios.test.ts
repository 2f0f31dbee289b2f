// Scenario results in words, the telling of a path, and coverage.

import { describe, expect, test } from 'vitest';
import { compile } from '../../language/run/compile.js';
import { coverageOf } from '../../language/run/coverage.js';
import { tellPath } from '../../language/run/path.js';
import { runScenarios } from '../../language/run/scenarios.js';
import { check } from '../support.js';

const POLICY = `policy test "Test" effective from 2024-04-01 as of day
    fact day: date  fact resident "Does the applicant live in the zone?": yes/no  fact late: yes/no or unknown
    fact value: money GBP default £5
    outcome granted as accept
    outcome refused as refuse
    principle P1 "Residence" { ask resident yes => next no => refused because "not resident" }
    principle P2 { only when resident step a "Value" { ask value at most £50 => next over £50 => refused } step b { ask late no => granted } }
    on refused { must "give reasons" must "explain" when late }
`;

async function results(scenarios: string) {
    const { policy, scenarios: lowered, findings } = await check(`${POLICY}\n${scenarios}`);
    expect(findings.filter((finding) => finding.severity === 'error')).toEqual([]);
    if (!policy) throw new Error('no policy');
    const plain = [...runScenarios(policy, lowered)];
    expect([...runScenarios(policy, lowered, compile(policy).decide)]).toStrictEqual(plain);
    return { policy, results: plain };
}

describe('scenarios', () => {
    test('pass where every expectation holds', async () => {
        const { results: all } = await results(`
            scenario "outcome" { resident: no expect refused expect refused at P1 expect duty "give reasons" expect no duty "explain" }
            scenario "step of a rule" { resident: yes value: £50.01 expect refused at P2 expect path P1 yes, P2.a }
            scenario "whole path" { resident: yes late: no expect granted at P2.b expect path P1 yes, P2.a at most £50, P2.b no }
            scenario "missing" { expect missing resident }
            scenario "no outcome" { resident: yes expect no outcome }
            scenario "before" { day: 2024-03-31 expect not effective }
        `);
        expect(all.filter((result) => !result.passed)).toEqual([]);
        expect(all).toHaveLength(6);
    });

    test('fail with what was expected and what there is', async () => {
        const { results: all } = await results(`
            scenario "1" { resident: no expect granted }
            scenario "2" { resident: no expect refused at P2 }
            scenario "3" { resident: no expect duty "explain" expect no duty "give reasons" }
            scenario "4" { expect refused expect missing resident, late expect duty "give reasons" }
            scenario "5" { resident: yes late: no expect path P1 yes, P2.a over £50, P2.b no }
            scenario "6" { resident: yes late: no expect path P1 }
            scenario "7" { resident: yes late: no expect path P1, P2.a, P2.b, P1 }
            scenario "8" { resident: yes expect not effective expect granted }
            scenario "9" { resident: no expect no outcome expect missing resident }
        `);
        const failures = all.map((each) =>
            each.failures.map(({ expected, actual, differsAt }) => [expected, actual, differsAt]),
        );
        const path = 'P1 yes, P2.a at most £50, P2.b no';
        expect(failures).toEqual([
            [['granted', 'refused at P1', undefined]],
            [['refused at P2', 'refused at P1', undefined]],
            [
                ['duty “explain”', '“give reasons”', undefined],
                ['no duty “give reasons”', '“give reasons”', undefined],
            ],
            [
                ['refused', 'missing resident', undefined],
                ['missing resident, late', 'missing resident', undefined],
                ['duty “give reasons”', 'missing resident', undefined],
            ],
            [['P1 yes, P2.a over £50, P2.b no', path, 2]],
            [['P1', path, 2]],
            [['P1, P2.a, P2.b, P1', path, 4]],
            [
                ['not effective', 'no outcome (P2.b has no answer)', undefined],
                ['granted', 'no outcome (P2.b has no answer)', undefined],
            ],
            [
                ['no outcome', 'refused at P1', undefined],
                ['missing resident', 'refused at P1', undefined],
            ],
        ]);
        expect(all.map((each) => each.passed)).toEqual(new Array(9).fill(false));
    });

    test('their path can be told, with the facts it rests on', async () => {
        const { policy, results: all } = await results(
            'scenario "s" { resident: yes late: unknown expect no outcome }',
        );
        const { verdict, scenario } = all[0] ?? expect.fail();
        expect(tellPath(policy, verdict)).toEqual([
            'P1 Residence — Does the applicant live in the zone? yes → next',
            'P2.a Value — value at most £50 → next',
        ]);
        expect(tellPath(policy, verdict, scenario.facts)).toEqual([
            'P1 Residence — Does the applicant live in the zone? yes → next (resident: yes)',
            'P2.a Value — value at most £50 → next (resident: yes, value: £5, by default)',
        ]);
    });
});

describe('coverage', () => {
    test('counts answers, rules, outcomes and duties', async () => {
        const { policy, results: all } = await results(`
            scenario "1" { resident: no expect refused }
            scenario "2" { resident: yes value: £60 late: yes expect refused }
            scenario "3" { resident: yes expect no outcome }
            scenario "4" { expect missing resident }
            scenario "5" { day: 2024-03-31 expect not effective }
        `);
        const coverage = coverageOf(
            policy,
            all.map((result) => result.verdict),
        );
        expect(coverage).toEqual({
            cases: 5,
            answers: [[2, 1], [1, 1], [0]],
            asked: [4, 2, 1],
            rules: [4, 2],
            outcomes: [0, 2],
            duties: [2, 1],
            missing: 1,
            noOutcome: 1,
            notEffective: 1,
            taken: 4,
            of: 5,
        });
    });
});
