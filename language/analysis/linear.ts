// Whether a few linear constraints have a solution in whole numbers, and one if so. Exact: Fourier–Motzkin elimination,
// tightened by common divisors, is exact where one of each combined pair has coefficient 1; elsewhere the dark shadow
// of the Omega test (Pugh 1991) may say yes, and what is left is split in halves.

import { BudgetExceeded } from './diagram.js';
import { greatestCommonDivisor, type Interval } from './interval.js';

/** Σ factors[i] · x[i] ≤ bound. */
export interface Constraint {
    readonly factors: readonly number[];
    readonly bound: number;
}

/** Where a variable without bounds is cut off before it is split in halves. */
const FARTHEST = 2 ** 40;

/** Values within the box that satisfy all constraints, near zero where they are free; undefined if there are none. */
export function solve(constraints: readonly Constraint[], box: readonly Interval[]): readonly number[] | undefined {
    const all = [...constraints, ...box.flatMap((interval, i) => bounds(interval, i, box.length))];
    const real = eliminate(all, box.length, 'real');
    if (!real) return undefined;
    if (real.exact) return pointOf(real.rounds, box.length);
    const dark = eliminate(all, box.length, 'dark');
    if (dark) return pointOf(dark.rounds, box.length);
    return splitWidest(constraints, box);
}

function splitWidest(constraints: readonly Constraint[], box: readonly Interval[]): readonly number[] | undefined {
    const closed = box.map(({ low, high }) => ({ low: Math.max(low, -FARTHEST), high: Math.min(high, FARTHEST) }));
    let widest = 0;
    closed.forEach((interval, i) => {
        if (widthOf(interval) > widthOf(closed[widest] as Interval)) widest = i;
    });
    const { low, high } = closed[widest] as Interval;
    if (low >= high) {
        const point = closed.map((interval) => interval.low);
        return closed.every((interval) => interval.low <= interval.high) && satisfies(constraints, point)
            ? point
            : undefined;
    }
    const middle = Math.floor((low + high) / 2);
    const half = (interval: Interval) => closed.map((each, i) => (i === widest ? interval : each));
    return solve(constraints, half({ low, high: middle })) ?? solve(constraints, half({ low: middle + 1, high }));
}

function satisfies(constraints: readonly Constraint[], point: readonly number[]): boolean {
    return constraints.every(
        ({ factors, bound }) => factors.reduce((sum, factor, i) => sum + factor * (point[i] as number), 0) <= bound,
    );
}

function widthOf({ low, high }: Interval): number {
    return high - low;
}

function bounds({ low, high }: Interval, index: number, count: number): readonly Constraint[] {
    const unit = (sign: number) => Array.from({ length: count }, (_, i) => (i === index ? sign : 0));
    const found: Constraint[] = [];
    if (Number.isFinite(high)) found.push({ factors: unit(1), bound: high });
    if (Number.isFinite(low)) found.push({ factors: unit(-1), bound: -low });
    return found;
}

/** A variable and the constraints that stood when it was eliminated. */
interface Round {
    readonly variable: number;
    readonly constraints: readonly Constraint[];
}

interface Elimination {
    /** Whether a real solution means that there is a whole one. */
    readonly exact: boolean;
    readonly rounds: readonly Round[];
}

/** Undefined if the shadow is empty. */
function eliminate(
    constraints: readonly Constraint[],
    count: number,
    shadow: 'real' | 'dark',
): Elimination | undefined {
    let standing: readonly Constraint[] | undefined = tightened(constraints);
    let exact = true;
    const rounds: Round[] = [];
    const left = new Set(Array.from({ length: count }, (_, i) => i));
    while (standing && left.size > 0) {
        const variable = cheapestVariable(standing, left);
        left.delete(variable);
        rounds.push({ variable, constraints: standing });
        const next: Constraint[] = standing.filter(({ factors }) => factors[variable] === 0);
        const upper = standing.filter(({ factors }) => (factors[variable] as number) > 0);
        const lower = standing.filter(({ factors }) => (factors[variable] as number) < 0);
        for (const high of upper) {
            for (const low of lower) {
                const p = high.factors[variable] as number;
                const q = -(low.factors[variable] as number);
                const isTight = p === 1 || q === 1;
                if (!isTight) exact = false;
                const slack = shadow === 'dark' && !isTight ? (p - 1) * (q - 1) : 0;
                next.push({
                    factors: high.factors.map((factor, i) => factor * q + (low.factors[i] as number) * p),
                    bound: high.bound * q + low.bound * p - slack,
                });
            }
        }
        standing = tightened(next);
    }
    return standing && { exact, rounds };
}

/** Divided by common divisors, the strongest of each direction only; undefined if one can never hold. */
function tightened(constraints: readonly Constraint[]): readonly Constraint[] | undefined {
    const strongest = new Map<string, Constraint>();
    for (const { factors, bound } of constraints) {
        const divisor = factors.reduce(greatestCommonDivisor, 0);
        if (divisor === 0) {
            if (bound < 0) return undefined;
            continue;
        }
        const reduced = { factors: factors.map((factor) => factor / divisor), bound: Math.floor(bound / divisor) };
        if (!Number.isSafeInteger(reduced.bound) || !reduced.factors.every(Number.isSafeInteger)) {
            throw new BudgetExceeded('numbers too large to compare exactly');
        }
        const key = reduced.factors.join();
        const other = strongest.get(key);
        if (!other || reduced.bound < other.bound) strongest.set(key, reduced);
    }
    return [...strongest.values()];
}

/** The variable whose elimination adds the fewest constraints, exact ones first. */
function cheapestVariable(constraints: readonly Constraint[], left: ReadonlySet<number>): number {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const variable of left) {
        let upper = 0;
        let lower = 0;
        let inexact = 0;
        for (const { factors } of constraints) {
            const factor = factors[variable] as number;
            if (factor > 0) upper++;
            if (factor < 0) lower++;
            if (Math.abs(factor) > 1) inexact = 1000;
        }
        const price = upper * lower - upper - lower + inexact;
        if (price < least) {
            least = price;
            best = variable;
        }
    }
    return best;
}

/** Fills the variables in, last eliminated first, each as near to zero as it may be. */
function pointOf(rounds: readonly Round[], count: number): readonly number[] {
    const point = new Array<number>(count).fill(0);
    const known = new Set<number>();
    for (const { variable, constraints } of [...rounds].reverse()) {
        let low = Number.NEGATIVE_INFINITY;
        let high = Number.POSITIVE_INFINITY;
        for (const { factors, bound } of constraints) {
            const factor = factors[variable] as number;
            if (factor === 0) continue;
            let rest = bound;
            for (const other of known) rest -= (factors[other] as number) * (point[other] as number);
            if (factor > 0) high = Math.min(high, Math.floor(rest / factor));
            else low = Math.max(low, Math.ceil(rest / factor));
        }
        point[variable] = low <= 0 && high >= 0 ? 0 : low > 0 ? low : high;
        known.add(variable);
    }
    return point;
}
