// Decimals out of data files as scaled whole numbers, exactly: a JSON number is read through its shortest decimal text,
// so 49.99 is 4999 pence, and digits that a fact does not keep are an error, never rounded away.

export type DecimalReading =
    | { readonly kind: 'read'; readonly value: number }
    | { readonly kind: 'not a number' }
    | { readonly kind: 'too many decimals' }
    /** A JSON number that may not be what was written: it holds fewer digits than the file may have had. */
    | { readonly kind: 'too many digits' }
    | { readonly kind: 'too large' };

/** The decimal as a whole number of 10^-scale, if it is one and a safe integer. */
export function readDecimal(given: number | string, scale: number): DecimalReading {
    if (typeof given === 'string') return readText(given, scale, /^(-?)(\d+)(?:\.(\d+))?$/);
    const read = Number.isSafeInteger(given) ? readWhole(given, scale) : readText(String(given), scale, SHORTEST_TEXT);
    return read.kind === 'read' && Math.abs(read.value) >= FIRST_INEXACT ? { kind: 'too many digits' } : read;
}

/** Doubles hold every decimal of 15 digits, but not every one of 16 (IEEE 754). */
const FIRST_INEXACT = 10 ** 15;

const SHORTEST_TEXT = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,3}))?$/;

function readWhole(given: number, scale: number): DecimalReading {
    const value = given * 10 ** scale;
    // Adding nothing turns -0 into 0.
    return Number.isSafeInteger(value) ? { kind: 'read', value: value + 0 } : { kind: 'too large' };
}

function readText(text: string, scale: number, shape: RegExp): DecimalReading {
    const parts = shape.exec(text);
    if (!parts) return { kind: 'not a number' };
    const [, sign, whole = '', decimals = '', exponent = '0'] = parts;
    const written = whole + decimals;
    const digits = written.replace(/0+$/, '');
    if (/^0*$/.test(digits)) return { kind: 'read', value: 0 };
    // The value is digits · 10^power in units of 10^-scale.
    const power = Number(exponent) - decimals.length + scale + (written.length - digits.length);
    if (power < 0) return { kind: 'too many decimals' };
    if (power > MOST_DIGITS) return { kind: 'too large' };
    const value = Number(digits + '0'.repeat(power));
    return Number.isSafeInteger(value) ? { kind: 'read', value: sign === '-' ? -value : value } : { kind: 'too large' };
}

/** Digits of the largest safe integer; more zeros than that make any number too large. */
const MOST_DIGITS = 16;

/** `1,234,567` without its commas; undefined where they do not stand before every third digit. */
export function withoutGrouping(text: string): string | undefined {
    if (!text.includes(',')) return text;
    return /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(',', '') : undefined;
}
