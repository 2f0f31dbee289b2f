// Intervals of estimated shares against sums of the binomial distribution, and estimates against exact counts.

import { expect, test } from 'vitest';
import { clopperPearson, intervalOf } from '../../language/analysis/confidence.js';
import { countShares } from '../../language/analysis/count.js';
import { generatePolicy } from '../bench/generate-policy.js';

/** The probability of at most `hits` of `samples`, term by term. */
function atMost(hits: number, samples: number, share: number): number {
    let term = (1 - share) ** samples;
    let sum = term;
    for (let k = 1; k <= hits; k++) {
        term *= ((samples - k + 1) / k) * (share / (1 - share));
        sum += term;
    }
    return sum;
}

test.each([
    [0, 10],
    [1, 10],
    [5, 10],
    [10, 10],
    [3, 200],
    [77, 200],
    [150, 200],
    [250, 1_000],
])('%i hits of %i samples', (hits, samples) => {
    const { low, high } = clopperPearson(hits, samples);
    if (hits === 0) expect(low).toBe(0);
    else expect(1 - atMost(hits - 1, samples, low)).toBeCloseTo(0.025, 9);
    if (hits === samples) expect(high).toBe(1);
    else expect(atMost(hits, samples, high)).toBeCloseTo(0.025, 9);
});

test('an estimate holds the exact shares nearly always, and is the same each time', () => {
    let held = 0;
    let asked = 0;
    for (let seed = 1; seed <= 12; seed++) {
        const policy = generatePolicy({ facts: 14, seed });
        const exact = countShares(policy);
        const estimate = countShares(policy, { mostCounted: 0 });
        expect(exact?.exact).toBe(true);
        expect(estimate?.exact).toBe(false);
        expect(countShares(policy, { mostCounted: 0 })).toStrictEqual(estimate);
        if (!exact || !estimate) continue;
        for (const [outcome, count] of exact.outcomes) {
            const { low: share } = intervalOf(exact, count);
            const { low, high } = intervalOf(estimate, estimate.outcomes.get(outcome) ?? 0n);
            asked++;
            if (low <= share && share <= high) held++;
        }
    }
    expect(asked).toBe(60);
    // 57 would be 95 of 100; one policy’s outcomes hang together.
    expect(held).toBeGreaterThanOrEqual(54);
});

test('a share that is exact is a point', () => {
    expect(intervalOf({ total: 4n * 10n ** 30n, exact: true }, 10n ** 30n)).toEqual({ low: 0.25, high: 0.25 });
});
