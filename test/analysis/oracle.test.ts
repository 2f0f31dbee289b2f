// The analysis against the brute-force oracle, on random policies: never a false alarm, never a miss, and every witness,
// replayed by the interpreter, shows what it claims.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyse } from '../../language/analysis/analyse.js';
import type { Finding } from '../../language/model/finding.js';
import type { Policy } from '../../language/model/policy.js';
import { isComplete } from '../generate/cases.js';
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
        // Not shrunk: a policy that fails takes long to make smaller, and its number says how to come by it again.
        for (const [index, policy] of fc.sample(strict, { numRuns: 200, seed }).entries()) {
            const cases = everyCase(policy, MOST_CASES);
            if (!cases || policy.start === null) continue;
            const findings = analyse(policy);
            if (findings.some((finding) => finding.code === 'not-decided')) continue;
            const traces = cases.flatMap((facts) => trace(policy, facts) ?? []);
            if (traces.length === 0) continue;
            tried++;
            for (const finding of findings) seen.set(finding.code, (seen.get(finding.code) ?? 0) + 1);
            const name = `policy ${index} of seed ${seed}`;
            expect(witnessFaults(policy, findings), name).toStrictEqual([]);
            if (!isComplete(policy)) incomplete++;
            const { missing, extra } = compared(policy, traces, findings);
            expect({ missing, extra }, `${name}:\n${JSON.stringify(policy)}`).toStrictEqual({ missing: [], extra: [] });
        }
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

interface Compared {
    readonly missing: readonly string[];
    readonly extra: readonly string[];
}

/**
 * What is not found though it should be, and what is found though it should not. Where not every case was tried, what
 * some case shows must be found all the same, and what no case may show must not be.
 */
function compared(policy: Policy, traces: readonly Trace[], findings: readonly Finding[]): Compared {
    const isWhole = isComplete(policy);
    const found = new Set(findings.map((finding) => key(finding.code, finding.origin)));
    const expected = expectedFindings(policy, traces);
    const missing = [...expected].filter((each) => !found.has(each) && (isWhole || SHOWN_BY_ONE.test(each)));
    const extra = [...found].filter((each) => !expected.has(each) && (isWhole || SHOWN_BY_NONE.test(each)));
    return { missing: missing.sort(), extra: extra.sort() };
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
