// Witnesses put to the interpreter: what a finding claims of its case must be what the case then does.

import type { Finding } from '../../language/model/finding.js';
import type { Policy } from '../../language/model/policy.js';
import type { Facts } from '../../language/model/value.js';
import { interpret, truthOf } from '../../language/run/interpret.js';
import { expectedFindings, key, trace } from './oracle.js';

/** Findings whose witness does not show what they claim. */
export function witnessFaults(policy: Policy, findings: readonly Finding[]): readonly string[] {
    return findings.flatMap((finding) => {
        if (!finding.witness) return CLAIM_CASES.has(finding.code) ? [`${finding.code} has no witness`] : [];
        const { facts } = finding.witness;
        return shows(policy, finding, facts)
            ? []
            : [`${key(finding.code, finding.origin)}: ${JSON.stringify([...facts])}`];
    });
}

/** Codes that claim of one case what the oracle would say of it alone. */
const CLAIM_CASES = new Set([
    'no-decision',
    'unknown-not-handled',
    'guarantee-broken',
    'mandatory-not-exempted',
    'mandatory-decided-early',
    'answers-conflict',
    'answers-overlap-same',
    'band-gap',
]);

function shows(policy: Policy, finding: Finding, facts: Facts): boolean {
    const verdict = interpret(policy, facts);
    const found = trace(policy, facts);
    if (!found) return false;
    switch (finding.code) {
        case 'band-gap':
        case 'band-overlap':
        case 'order-matters':
        case 'condition-may-be-unknown':
            break;
        default:
            if (verdict.kind === 'missing') return false;
    }
    if (finding.code === 'order-matters' || finding.code === 'band-overlap') return true;
    if (finding.code === 'condition-may-be-unknown') return true;
    return expectedFindings(policy, [found]).has(key(finding.code, finding.origin));
}

export function sizeOf(seen: ReadonlyMap<string, number>): number {
    return [...seen.values()].reduce((sum, count) => sum + count, 0);
}

export { truthOf };
