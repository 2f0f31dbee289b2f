// Results of a test run as JSON, in the form of docs/json/test.schema.json.

import { findingJson } from './check-json.js';
import { coverageJson } from './coverage-report.js';
import { factsJson, type NameOfFile, placeOf } from './place.js';
import { type SuiteResults, summarise, type TestReport } from './test-report.js';
import { verdictJson } from './verdict-json.js';

export const TEST_JSON_VERSION = 1;

export function testJson(report: TestReport, nameOf: NameOfFile, helpOf: (code: string) => string): object {
    return {
        version: TEST_JSON_VERSION,
        suites: report.suites.map((suite) => suiteJson(suite, nameOf)),
        broken: report.broken.map(({ uri, findings }) => ({
            file: nameOf(uri),
            findings: findings.map((finding) => findingJson({ finding }, nameOf, helpOf)),
        })),
        coverage: coverageJson(report.coverage, nameOf),
        summary: summarise(report),
    };
}

function suiteJson({ uri, policy, results }: SuiteResults, nameOf: NameOfFile): object {
    return {
        file: nameOf(uri),
        policy: policy.name,
        scenarios: results.map(({ scenario, passed, verdict, failures }) => ({
            title: scenario.title,
            passed,
            tags: scenario.tags,
            place: placeOf(scenario.titleOrigin, nameOf),
            ...(scenario.table ? { table: scenario.table } : {}),
            facts: factsJson(policy, scenario.facts),
            ...verdictJson(verdict),
            failures: failures.map(({ expectation, expected, actual, differsAt }) => ({
                expected,
                actual,
                place: placeOf(expectation.origin, nameOf),
                ...(differsAt === undefined ? {} : { differsAt }),
            })),
        })),
    };
}
