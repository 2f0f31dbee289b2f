// Which outcomes of a policy no scenario comes to, of those that some case may come to.

import type { Finding, Policy } from '../language/index.js';
import type { Outcome } from '../language/model/policy.js';
import type { Verdict } from '../language/run/verdict.js';
import { contains } from './positions.js';

/** An outcome is seen where a scenario comes to it, or to one that refines it. */
export function outcomesWithoutScenario(
    policy: Policy,
    verdicts: readonly Verdict[],
    findings: readonly Finding[],
): readonly Outcome[] {
    const seen = new Set(verdicts.flatMap((verdict) => (verdict.kind === 'outcome' ? [verdict.outcome] : [])));
    const led = new Set(
        policy.flow.flatMap(({ answers }) =>
            answers.flatMap(({ target }) => (target.kind === 'decide' ? [target.outcome] : [])),
        ),
    );
    const unreachable = findings.filter(({ code }) => code === 'outcome-unreachable');
    return policy.outcomes.filter((outcome) => {
        const { name, origin } = outcome;
        const family = policy.outcomes.filter((each) => each === outcome || each.refines.includes(name));
        if (family.some((each) => seen.has(each.name)) || !family.some((each) => led.has(each.name))) return false;
        return !unreachable.some(
            (finding) => finding.origin.uri === origin.uri && contains(origin.range, finding.origin.range),
        );
    });
}
