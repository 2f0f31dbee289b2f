// The results of a test run, as every report is made from them: suites of scenarios, files that cannot be run, and what
// was covered of each policy.

import type { Finding } from '../model/finding.js';
import type { Policy } from '../model/policy.js';
import type { Coverage } from '../run/coverage.js';
import type { ScenarioResult } from '../run/scenarios.js';
import type { Reach } from './reach.js';

export interface TestReport {
    readonly suites: readonly SuiteResults[];
    readonly broken: readonly BrokenFile[];
    readonly coverage: readonly PolicyCoverage[];
}

/** The scenarios of one file. */
export interface SuiteResults {
    readonly uri: string;
    readonly policy: Policy;
    readonly results: readonly ScenarioResult[];
    /** How long they took; measured by the host. */
    readonly seconds?: number;
}

/** A file with errors: none of its scenarios were run. */
export interface BrokenFile {
    readonly uri: string;
    /** Its errors, at least one. */
    readonly findings: readonly Finding[];
}

/** What all suites of a policy together made use of. */
export interface PolicyCoverage {
    readonly policy: Policy;
    /** The file with the rules. */
    readonly uri: string;
    readonly coverage: Coverage;
    /** What it was counted from. */
    readonly results: readonly ScenarioResult[];
    /** Down to conditions and bounds, where that was asked for; null where the policy is too entangled to tell. */
    readonly reach?: Reach | null;
}

export interface TestSummary {
    readonly scenarios: number;
    readonly passed: number;
    readonly failed: number;
    /** Files that could not be run. */
    readonly broken: number;
}

export function summarise({ suites, broken }: TestReport): TestSummary {
    const results = suites.flatMap((suite) => suite.results);
    const passed = results.filter((result) => result.passed).length;
    return { scenarios: results.length, passed, failed: results.length - passed, broken: broken.length };
}
