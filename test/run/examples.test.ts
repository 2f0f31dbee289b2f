// The example policies decided: their own scenarios, and the two evaluators against each other on random cases.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Policy } from '../../language/model/policy.js';
import type { Scenario } from '../../language/model/scenario.js';
import { compile } from '../../language/run/compile.js';
import { interpret } from '../../language/run/interpret.js';
import { tellPath } from '../../language/run/path.js';
import { runScenarios } from '../../language/run/scenarios.js';
import { cases } from '../generate/cases.js';
import { checkExample, EXAMPLES } from '../support.js';

const SUITES = [EXAMPLES.intendedSuite, EXAMPLES.publishedSuite, EXAMPLES.grants, EXAMPLES.parking];

describe.each(SUITES)('%s', (path) => {
    test('every scenario passes', async () => {
        const { policy, scenarios } = await decided(path);
        const results = [...runScenarios(policy, scenarios)];
        expect(results.length).toBeGreaterThan(0);
        const failed = results.filter((result) => !result.passed);
        const told = failed.map(({ scenario, failures, verdict }) => ({
            title: scenario.title,
            failures: failures.map(({ expected, actual }) => `expected ${expected}, got ${actual}`),
            path: tellPath(policy, verdict),
        }));
        expect(told).toEqual([]);
    });

    test('both evaluators agree', async () => {
        const { policy } = await decided(path);
        const { decide } = compile(policy);
        fc.assert(
            fc.property(cases(policy), (facts) => {
                expect(decide(facts)).toStrictEqual(interpret(policy, facts));
            }),
            { numRuns: 3_000 },
        );
    });
});

async function decided(path: string): Promise<{ readonly policy: Policy; readonly scenarios: readonly Scenario[] }> {
    const { policy, scenarios } = await checkExample(path);
    if (!policy) throw new Error(`${path} has no policy`);
    return { policy, scenarios };
}
