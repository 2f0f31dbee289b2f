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
    const found = trace(policy, facts);
    if (!found) return false;
    // Bands are judged without a way through the flow.
    const isOnWay = finding.code !== 'band-gap' && finding.code !== 'band-overlap';
    const isUnknown = finding.code === 'condition-may-be-unknown';
    if (isOnWay && !isUnknown && interpret(policy, facts).kind === 'missing') return false;
    if (finding.code === 'order-matters' || finding.code === 'band-overlap') return bothFit(policy, finding, facts);
    return expectedFindings(policy, [found]).has(key(finding.code, finding.origin));
}

/** Of an overlap one case shows that both fit; that neither is the special case of the other takes more. */
function bothFit(policy: Policy, finding: Finding, facts: Facts): boolean {
    const lines = [finding.origin, ...(finding.related ?? []).map(({ origin }) => origin)].map((at) =>
        JSON.stringify(at),
    );
    const answers = policy.flow.flatMap((node) =>
        node.answers.map(({ when, labelOrigin }) => ({ when, at: labelOrigin })),
    );
    const bands = policy.scores.flatMap((score) => score.parts.flatMap((part) => part.branches));
    const named = [...answers, ...bands.map(({ when, origin }) => ({ when, at: origin }))].filter(({ at }) => {
        return lines.includes(JSON.stringify(at));
    });
    return named.length >= 2 && named.every(({ when }) => truthOf(policy, facts, when) === 'yes');
}

export function sizeOf(seen: ReadonlyMap<string, number>): number {
    return [...seen.values()].reduce((sum, count) => sum + count, 0);
}
