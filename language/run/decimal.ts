// Decimals out of data files as scaled whole numbers, exactly: a JSON number is read through its shortest decimal text,
// so 49.99 is 4999 pence, and digits that a fact does not keep are an error, never rounded away.

export type DecimalReading =
    | { readonly kind: 'read'; readonly value: number }
    | { readonly kind: 'not a number' }
    | { readonly kind: 'too many decimals' }
    | { readonly kind: 'too large' };

const NOT_A_NUMBER: DecimalReading = { kind: 'not a number' };

/** The decimal as a whole number of 10^-scale, if it is one and a safe integer. */
export function readDecimal(given: number | string, scale: number): DecimalReading {
    if (typeof given === 'number' && Number.isSafeInteger(given)) {
        const value = given * 10 ** scale;
        return Number.isSafeInteger(value) ? { kind: 'read', value: value + 0 } : { kind: 'too large' };
    }
    const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/.exec(String(given));
    if (!parts || (typeof given === 'string' && parts[4] !== undefined)) return NOT_A_NUMBER;
    const [, sign, whole, decimals = '', exponent = '0'] = parts as unknown as [
        string,
        string,
        string,
        string?,
        string?,
    ];
    const digits = (whole + decimals).replace(/0+$/, '');
    // The value is digits · 10^power in units of 10^-scale, with the zeros at the end taken off the digits.
    const power = Number(exponent) - decimals.length + scale + (whole.length + decimals.length - digits.length);
    if (/^0*$/.test(digits)) return { kind: 'read', value: 0 };
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
