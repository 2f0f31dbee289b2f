// A failed scenario in lines of text, for reports that hold texts.

import type { Policy } from '../model/policy.js';
import { printFacts } from '../model/print.js';
import { tellPath } from '../run/path.js';
import type { ScenarioResult } from '../run/scenarios.js';

/** `expected in at M, got out at P3.c` of the first failure. */
export function failureHeadline({ failures }: ScenarioResult): string {
    const [first] = failures;
    return first ? `expected ${first.expected}, got ${first.actual}` : '';
}

/** Every failure, the facts and the path. */
export function failureLines(policy: Policy, { scenario, verdict, failures }: ScenarioResult): readonly string[] {
    const facts = printFacts(policy, scenario.facts);
    const path = tellPath(policy, verdict, scenario.facts);
    return [
        ...failures.flatMap(({ expected, actual }) => [`expected: ${expected}`, `     got: ${actual}`]),
        `given: ${facts.length === 0 ? 'nothing' : facts.join(', ')}`,
        ...(path.length === 0 ? ['path: no question was asked'] : ['path:', ...path.map((line) => `  ${line}`)]),
    ];
}
