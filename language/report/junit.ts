// Results of a test run as JUnit XML, as Jenkins, GitLab and Azure DevOps read it.

import { failureHeadline, failureLines } from './failure.js';
import { type NameOfFile, placeOf } from './place.js';
import { type BrokenFile, type SuiteResults, summarise, type TestReport } from './test-report.js';
import { element } from './xml.js';

export function junitXml(report: TestReport, nameOf: NameOfFile): string {
    const { scenarios, failed, broken } = summarise(report);
    const seconds = report.suites.reduce((sum, suite) => sum + (suite.seconds ?? 0), 0);
    const root = element(
        'testsuites',
        { name: 'Tenet', tests: scenarios + broken, failures: failed, errors: broken, time: seconds.toFixed(3) },
        [
            ...report.suites.map((suite) => suiteElement(suite, nameOf)),
            ...report.broken.map((file) => brokenElement(file, nameOf)),
        ],
    );
    return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}

function suiteElement({ uri, policy, results, seconds = 0 }: SuiteResults, nameOf: NameOfFile): string {
    const failures = results.filter((result) => !result.passed).length;
    const file = nameOf(uri);
    const counts = { tests: results.length, failures, errors: 0, skipped: 0, time: seconds.toFixed(3) };
    const cases = results.map((result) => {
        const { scenario } = result;
        const { line } = placeOf(scenario.titleOrigin, nameOf);
        const attributes = { name: scenario.title, classname: policy.name, file, line, time: '0.000' };
        if (result.passed) return element('testcase', attributes);
        const told = failureLines(policy, result).join('\n');
        return element('testcase', attributes, [
            element('failure', { type: 'expectation', message: failureHeadline(result) }, `${file}:${line}\n${told}`),
        ]);
    });
    return element('testsuite', { name: file, ...counts }, cases);
}

function brokenElement({ uri, findings }: BrokenFile, nameOf: NameOfFile): string {
    const file = nameOf(uri);
    const told = findings.map(({ message, origin, code }) => {
        const place = placeOf(origin, nameOf);
        return `${place.file}:${place.line}:${place.column} ${code}: ${message}`;
    });
    const error = element('error', { type: 'error', message: findings[0]?.message ?? '' }, told.join('\n'));
    const counts = { tests: 1, failures: 0, errors: 1, skipped: 0, time: '0.000' };
    const testcase = element('testcase', { name: 'the file has errors', classname: file, file, time: '0.000' }, [
        error,
    ]);
    return element('testsuite', { name: file, ...counts }, [testcase]);
}
