// Results of a test run as TAP version 14, with the details of failures as YAML (JSON texts are YAML).

import { failureHeadline, failureLines } from './failure.js';
import { type NameOfFile, placeOf } from './place.js';
import { summarise, type TestReport } from './test-report.js';
import { visible } from './visible.js';

export function tapText(report: TestReport, nameOf: NameOfFile): string {
    const { scenarios, broken } = summarise(report);
    const lines = ['TAP version 14', `1..${scenarios + broken}`];
    let number = 0;
    for (const { uri, policy, results } of report.suites) {
        lines.push(`# ${visible(nameOf(uri))}`);
        for (const result of results) {
            const { scenario, passed } = result;
            lines.push(`${passed ? 'ok' : 'not ok'} ${++number} - ${description(scenario.title)}`);
            if (passed) continue;
            const { file, line } = placeOf(scenario.titleOrigin, nameOf);
            lines.push(
                ...details({
                    message: failureHeadline(result),
                    severity: 'fail',
                    at: `${file}:${line}`,
                    told: failureLines(policy, result),
                }),
            );
        }
    }
    for (const { uri, findings } of report.broken) {
        lines.push(`not ok ${++number} - ${description(nameOf(uri))} has errors`);
        const told = findings.map(({ message, origin }) => `${placeOf(origin, nameOf).line}: ${message}`);
        lines.push(...details({ message: told[0] ?? '', severity: 'error', at: nameOf(uri), told }));
    }
    return `${lines.join('\n')}\n`;
}

function details(entries: Readonly<Record<string, string | readonly string[]>>): readonly string[] {
    const lines = Object.entries(entries).flatMap(([key, value]) =>
        typeof value === 'string'
            ? [`  ${key}: ${JSON.stringify(visible(value))}`]
            : [`  ${key}:`, ...value.map((each) => `    - ${JSON.stringify(visible(each))}`)],
    );
    return ['  ---', ...lines, '  ...'];
}

/** A description has no line breaks, and its hash signs start no directive. */
function description(text: string): string {
    return visible(text).replace(/[\\#]/g, (character) => `\\${character}`);
}
