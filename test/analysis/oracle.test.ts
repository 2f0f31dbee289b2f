// The analysis against the brute-force oracle, on random policies: never a false alarm, never a miss, and every witness,
// replayed by the interpreter, shows what it claims.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyse } from '../../language/analysis/analyse.js';
import type { Finding } from '../../language/model/finding.js';
import type { Policy } from '../../language/model/policy.js';
import { drawn } from '../generate/draw.js';
import { randomPolicy } from '../generate/policy.js';
import { everyCase, expectedFindings, key, type Trace, trace } from './oracle.js';
import { sizeOf, witnessFaults } from './replay.js';

/** Policies that are small enough to be tried out and can be decided. */
const POLICIES = 500;
const MOST_CASES = 1_500;

test('finds what trying every case finds, and nothing else', () => {
    const seen = new Map<string, number>();
    let tried = 0;
    let incomplete = 0;
    const strict = drawn((draw) => stricter(randomPolicy(draw), draw.chance(50), draw.chance(60)));
    for (let seed = 1; tried < POLICIES; seed++) {
        fc.assert(
            fc.property(strict, (policy) => {
                const cases = everyCase(policy, MOST_CASES);
                if (!cases || policy.start === null) return;
                const findings = analyse(policy);
                if (findings.some((finding) => finding.code === 'not-decided')) return;
                const traces = cases.flatMap((facts) => trace(policy, facts) ?? []);
                if (traces.length === 0) return;
                tried++;
                for (const finding of findings) seen.set(finding.code, (seen.get(finding.code) ?? 0) + 1);
                expect(witnessFaults(policy, findings)).toStrictEqual([]);
                if (isComplete(policy)) compareAll(policy, traces, findings);
                else {
                    incomplete++;
                    compareSome(policy, traces, findings);
                }
            }),
            { numRuns: 200, seed, includeErrorInReport: true },
        );
    }
    expect(incomplete).toBeLessThan(tried / 2);
    // Each class must have come up, or the comparison says nothing of it.
    for (const code of EXERCISED) expect(seen.get(code) ?? 0, code).toBeGreaterThan(1);
    expect(sizeOf(seen)).toBeGreaterThan(1_000);
}, 600_000);

const EXERCISED = [
    'step-unreachable',
    'answer-unreachable',
    'otherwise-unreachable',
    'outcome-unreachable',
    'review-never',
    'except-no-effect',
    'no-decision',
    'unknown-not-handled',
    'condition-always-true-here',
    'condition-always-false-here',
    'condition-no-effect',
    'condition-may-be-unknown',
    'definition-constant',
    'definitions-equal',
    'answers-conflict',
    'answers-overlap-same',
    'order-matters',
    'answer-redundant',
    'fact-irrelevant',
    'answer-always',
    'answers-mergeable',
    'step-redundant',
    'value-only-in-otherwise',
    'distinction-no-effect',
    'guarantee-broken',
    'guarantee-vacuous',
    'mandatory-not-exempted',
    'duty-never',
    'duty-always',
    'band-gap',
    'band-overlap',
    'answer-dead-in-period',
];

function compareAll(policy: Policy, traces: readonly Trace[], findings: readonly Finding[]): void {
    const found = new Set(findings.map((finding) => key(finding.code, finding.origin)));
    const expected = expectedFindings(policy, traces);
    expect([...found].sort()).toStrictEqual([...expected].sort());
}

/** Where not every case was tried: what some case shows must be found, what no case may show must not be shown. */
function compareSome(policy: Policy, traces: readonly Trace[], findings: readonly Finding[]): void {
    const found = new Set(findings.map((finding) => key(finding.code, finding.origin)));
    const expected = expectedFindings(policy, traces);
    for (const each of expected) if (SHOWN_BY_ONE.test(each)) expect([...found]).toContain(each);
    for (const each of found) if (SHOWN_BY_NONE.test(each)) expect([...expected]).toContain(each);
}

const SHOWN_BY_ONE = /^(no-decision|unknown-not-handled|answers-conflict|guarantee-broken|band-gap|mandatory-) /u;
const SHOWN_BY_NONE = /^(step-unreachable|outcome-unreachable|review-never|guarantee-vacuous) /u;

/** With tables said to be unique and categories said to be mandatory: random policies have neither. */
function stricter(policy: Policy, unique: boolean, mandatory: boolean): Policy {
    return {
        ...policy,
        flow: policy.flow.map((node) => ({ ...node, unique: unique && node.kind === 'table' })),
        categories: policy.categories.map((category) => ({ ...category, mandatory })),
    };
}

/** Whether the cases tried are all there are to the policy: values of single facts say nothing of sums. */
function isComplete(policy: Policy): boolean {
    let complete = true;
    JSON.stringify(policy, (_, value) => {
        if (Array.isArray(value?.terms) && value.terms.length > 1) complete = false;
        return value;
    });
    return complete;
}
