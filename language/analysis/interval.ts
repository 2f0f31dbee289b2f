// Intervals of whole numbers and the points at which comparisons cut them. Cutting is exact: within one interval no
// comparison that was cut for can tell two numbers apart.

import type { ComparisonOperator } from '../model/condition.js';
import { compares } from '../model/operator.js';

/** All whole numbers from `low` to `high`, both included; infinite ends are open. */
export interface Interval {
    readonly low: number;
    readonly high: number;
}

export const EVERYTHING: Interval = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

/** The first numbers of new intervals that `factor · x + constant ⋈ 0` asks for; `factor` is not 0. */
export function cutsOf(operator: ComparisonOperator, factor: number, constant: number): readonly number[] {
    const from = -floorOfQuotient(constant, factor);
    const past = floorOfQuotient(-constant, factor) + 1;
    switch (operator) {
        case '<':
        case '>=':
            return [factor > 0 ? from : past];
        case '<=':
        case '>':
            return [factor > 0 ? past : from];
        case '=':
        case '!=':
            return [from, past];
    }
}

/** Exact for all safe integers. */
function floorOfQuotient(dividend: number, divisor: number): number {
    const [a, b] = [BigInt(dividend), BigInt(divisor)];
    const quotient = a / b;
    const isBelow = a % b !== 0n && a < 0n !== b < 0n;
    return Number(isBelow ? quotient - 1n : quotient) || 0;
}

/** `factor · x + constant ⋈ 0`, exactly. */
export function holdsFor(x: number, operator: ComparisonOperator, factor: number, constant: number): boolean {
    const value = factor * x + constant;
    if (Number.isSafeInteger(factor * x) && Number.isSafeInteger(value)) return compares(value, operator);
    return compares(Number(BigInt(factor) * BigInt(x) + BigInt(constant)), operator);
}

/** A number of the interval. */
export function memberOf({ low, high }: Interval): number {
    if (Number.isFinite(low)) return low;
    return Number.isFinite(high) ? high : 0;
}

export function intersection(a: Interval, b: Interval): Interval {
    return { low: Math.max(a.low, b.low), high: Math.min(a.high, b.high) };
}

/** The domain cut into intervals, each starting at a cut; cuts outside it do not count. */
export function partition(domain: Interval, cuts: Iterable<number>): readonly Interval[] {
    const inside = [...new Set(cuts)].filter((cut) => cut > domain.low && cut <= domain.high).sort((a, b) => a - b);
    const starts = [domain.low, ...inside];
    return starts.map((low, i) => ({ low, high: (inside[i] ?? domain.high + 1) - 1 }));
}

export function greatestCommonDivisor(a: number, b: number): number {
    let x = Math.abs(a);
    let y = Math.abs(b);
    while (y !== 0) [x, y] = [y, x % y];
    return x;
}
