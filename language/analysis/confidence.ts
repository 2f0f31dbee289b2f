// How sure a share is that was estimated from samples: the interval of Clopper and Pearson (1934), which holds the true
// share in at least 95 of 100 estimates, however small the share.

import type { Shares } from './count.js';

/** Shares from 0 to 1. */
export interface ShareInterval {
    readonly low: number;
    readonly high: number;
}

/** Where the share of `count` lies; both ends are the same where it is exact. */
export function intervalOf({ total, exact }: Pick<Shares, 'total' | 'exact'>, count: bigint): ShareInterval {
    if (total === 0n) return { low: 0, high: exact ? 0 : 1 };
    if (exact) {
        const share = Number((count * PRECISION) / total) / Number(PRECISION);
        return { low: share, high: share };
    }
    return clopperPearson(Number(count), Number(total));
}

const PRECISION = 10n ** 12n;

/** The interval for `hits` out of `samples`, with this much on either side outside it. */
export function clopperPearson(hits: number, samples: number, outside = 0.025): ShareInterval {
    return {
        low: hits === 0 ? 0 : quantile(outside, hits, samples - hits + 1),
        high: hits === samples ? 1 : quantile(1 - outside, hits + 1, samples - hits),
    };
}

/** The point below which this much of the beta distribution lies, by bisection: its density never vanishes inside. */
function quantile(probability: number, a: number, b: number): number {
    let [low, high] = [0, 1];
    for (let round = 0; round < 60; round++) {
        const middle = (low + high) / 2;
        if (betaBelow(middle, a, b) < probability) low = middle;
        else high = middle;
    }
    return (low + high) / 2;
}

/** The regularised incomplete beta function, by Lentz's continued fraction (Abramowitz and Stegun 26.5.8). */
function betaBelow(x: number, a: number, b: number): number {
    if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
    // The fraction converges fast on one side of the mean alone.
    if (x > (a + 1) / (a + b + 2)) return 1 - betaBelow(1 - x, b, a);
    const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
    let c = 1;
    let d = 1 / notZero(1 - ((a + b) * x) / (a + 1));
    let fraction = d;
    for (let m = 1; m < MOST_TERMS; m++) {
        const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
        const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
        let step = 1;
        for (const term of [even, odd]) {
            d = 1 / notZero(1 + term * d);
            c = notZero(1 + term / c);
            step = d * c;
            fraction *= step;
        }
        if (Math.abs(step - 1) < 1e-14) break;
    }
    return front * fraction;
}

const MOST_TERMS = 10_000;

function notZero(value: number): number {
    return Math.abs(value) < 1e-300 ? 1e-300 : value;
}

/** Stirling's series, after stepping up to where it is exact to the last digits. */
function logGamma(x: number): number {
    let shift = 0;
    let at = x;
    for (; at < 12; at++) shift -= Math.log(at);
    const square = 1 / (at * at);
    const series = (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680))) / at;
    return shift + (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series;
}
