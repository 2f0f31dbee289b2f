// Runs the scenarios of policy files and suites, each once, and counts what they take of their policies.

import {
    type CheckedFile,
    compile,
    coverageOf,
    type Policy,
    type PolicyCoverage,
    runScenarios,
    type Scenario,
    type ScenarioResult,
    type SuiteResults,
    type TestReport,
    type Verdict,
} from '../../language/index.js';
import { nameOfFile } from './files.js';
import { isSound } from './workspace.js';

/** From this many scenarios on, compiling the policy first is quicker. */
const WORTH_COMPILING = 300;

export function runSuites(files: readonly CheckedFile[], filter = ''): TestReport {
    const suites: SuiteResults[] = [];
    const ran = new Map<string, { readonly policy: Policy; readonly of: ScenarioResult[] }>();
    for (const file of files) {
        const policyUri = file.policyFile?.uri;
        if (!isSound(file) || policyUri === undefined) continue;
        const { policy } = file;
        const scenarios = file.scenarios.filter((scenario) => matches(scenario, file.file.uri, filter));
        const start = performance.now();
        const results = [...runScenarios(policy, scenarios, ...evaluatorFor(policy, scenarios.length))];
        const seconds = (performance.now() - start) / 1_000;
        if (results.length > 0) suites.push({ uri: file.file.uri, policy, results, seconds });
        const known = ran.get(policyUri) ?? { policy, of: [] };
        known.of.push(...results);
        ran.set(policyUri, known);
    }
    const broken = files.flatMap((file) => {
        const findings = file.findings.filter(({ severity }) => severity === 'error');
        return findings.length === 0 ? [] : [{ uri: file.file.uri, findings }];
    });
    const coverage = [...ran].map(([uri, { policy, of }]): PolicyCoverage => {
        const verdicts = of.map(({ verdict }) => verdict);
        return { uri, policy, coverage: coverageOf(policy, verdicts), results: of };
    });
    return { suites, broken, coverage };
}

function evaluatorFor(policy: Policy, count: number): [] | [(facts: Scenario['facts']) => Verdict] {
    return count < WORTH_COMPILING ? [] : [compile(policy).decide];
}

function matches({ title, tags }: Scenario, uri: string, filter: string): boolean {
    const wanted = filter.toLowerCase();
    return [title, nameOfFile(uri), ...tags].some((text) => text.toLowerCase().includes(wanted));
}
