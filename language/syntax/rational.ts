// Exact fractions, for constants while a policy is read. At run time everything is a scaled integer.

export interface Rational {
    readonly numerator: bigint;
    /** Greater than zero; the fraction is in lowest terms. */
    readonly denominator: bigint;
}

export const ZERO: Rational = { numerator: 0n, denominator: 1n };
export const ONE: Rational = { numerator: 1n, denominator: 1n };

/** @throws RangeError if the denominator is zero: callers check that first */
export function rational(numerator: bigint | number, denominator: bigint | number = 1n): Rational {
    let n = BigInt(numerator);
    let d = BigInt(denominator);
    if (d === 0n) throw new RangeError('A fraction needs a denominator other than zero.');
    if (d < 0n) {
        n = -n;
        d = -d;
    }
    const divisor = greatestCommonDivisor(n, d);
    return divisor === 1n ? { numerator: n, denominator: d } : { numerator: n / divisor, denominator: d / divisor };
}

/** Reads a decimal such as `-12.50`. */
export function parseDecimal(text: string): Rational {
    const negative = text.startsWith('-');
    const [whole = '0', fraction = ''] = text.replace(/^[+-]/, '').split('.');
    const value = BigInt(whole + fraction);
    return rational(negative ? -value : value, 10n ** BigInt(fraction.length));
}

export function add(a: Rational, b: Rational): Rational {
    return rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

export function multiply(a: Rational, b: Rational): Rational {
    return rational(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** @throws RangeError if `b` is zero */
export function divide(a: Rational, b: Rational): Rational {
    return rational(a.numerator * b.denominator, a.denominator * b.numerator);
}

export function compare(a: Rational, b: Rational): number {
    const difference = a.numerator * b.denominator - b.numerator * a.denominator;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The value in units of `1/scale` as a safe integer; undefined if it is no whole number of them, or too large. */
export function toScaled(value: Rational, scale: number): number | undefined {
    const scaled = value.numerator * BigInt(scale);
    if (scaled % value.denominator !== 0n) return undefined;
    const result = Number(scaled / value.denominator);
    return Number.isSafeInteger(result) ? result : undefined;
}

/** Greatest common divisor (Euclid), never negative. */
export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
    let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
    while (y !== 0n) [x, y] = [y, x % y];
    return x;
}

export function leastCommonMultiple(a: bigint, b: bigint): bigint {
    return (a / greatestCommonDivisor(a, b)) * b;
}
