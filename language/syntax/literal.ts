// Literals: what the text of a number, an amount, a duration, a date or a percentage means, exactly.

import type { Literal } from '../generated/ast.js';
import { dayFromIso } from '../model/calendar.js';
import { type DurationUnit, type QuantityType, SECONDS_IN } from '../model/type.js';
import { multiply, parseDecimal, type Rational, rational } from './rational.js';

/** Decimal places that a number keeps if its fact declares no step. */
export const NUMBER_SCALE = 6;

export type LiteralReading =
    | { readonly type: QuantityType; readonly value: Rational }
    | { readonly problem: 'date-invalid' | 'too-many-decimals' | 'unit-mismatch'; readonly message: string };

const SYMBOLS: Readonly<Record<string, string>> = { '£': 'GBP', '€': 'EUR', $: 'USD', '¥': 'JPY' };

/** Reads a literal; quantities are in whole units (pounds, seconds, days), not in the scaled ones of the model. */
export function readLiteral(literal: Literal): LiteralReading {
    switch (literal.$type) {
        case 'NumberLiteral':
            return { type: numberType(decimalsOf(literal.text)), value: parseDecimal(literal.text) };
        case 'PercentLiteral': {
            const value = multiply(parseDecimal(literal.text.slice(0, -1)), rational(1, 100));
            return { type: numberType(decimalsOf(literal.text) + 2), value };
        }
        case 'MoneyLiteral':
            return readMoney(literal.text);
        case 'DurationLiteral':
            return readDuration(literal.text);
        case 'DateLiteral': {
            const day = dayFromIso(literal.text);
            if (day !== undefined) return { type: { kind: 'date' }, value: rational(day) };
            return { problem: 'date-invalid', message: `‘${literal.text}’ is not a date of the calendar.` };
        }
    }
}

export function numberType(scale: number): QuantityType {
    return { kind: 'number', scale: Math.max(0, Math.min(NUMBER_SCALE, scale)) };
}

export function decimalsOf(text: string): number {
    return text.split('.')[1]?.replace(/\D.*/, '').length ?? 0;
}

/** Decimal places of a currency's minor unit (ISO 4217, as the host's `Intl` knows them). Undefined: no such code. */
export function currencyScale(currency: string): number | undefined {
    if (!/^[A-Z]{3}$/.test(currency)) return undefined;
    let scale = currencyScales.get(currency);
    if (scale === undefined) {
        scale =
            new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
        currencyScales.set(currency, scale);
    }
    return scale;
}

/** Asking `Intl` costs more than reading the literal. */
const currencyScales = new Map<string, number>();

function readMoney(text: string): LiteralReading {
    const [, sign = '', unit = '', amount = ''] = /^(-?)([£€$¥]|[A-Z]{3})\s*(.*)$/.exec(text) ?? [];
    const currency = SYMBOLS[unit] ?? unit;
    const scale = currencyScale(currency) ?? 2;
    const digits = amount.replaceAll(',', '');
    if (decimalsOf(digits) > scale) {
        return {
            problem: 'too-many-decimals',
            message: `‘${text}’ has too many decimals: ${currency} has ${scale === 0 ? 'none' : `at most ${scale}`}.`,
        };
    }
    return { type: { kind: 'money', currency, scale }, value: parseDecimal(sign + digits) };
}

function readDuration(text: string): LiteralReading {
    const [, amount = '0', word = ''] = /^([+-]?[\d.]+)\s*([a-z]+)$/.exec(text) ?? [];
    const unit = durationUnit(word);
    if (!unit) {
        return {
            problem: 'unit-mismatch',
            message: `A ${word.replace(/s$/, '')} has no fixed length: give ‘${text}’ in weeks or days.`,
        };
    }
    const value = multiply(parseDecimal(amount), rational(SECONDS_IN[unit]));
    if (value.denominator !== 1n) {
        return { problem: 'too-many-decimals', message: `‘${text}’ is not a whole number of seconds.` };
    }
    return { type: { kind: 'duration', unit }, value };
}

/** A bare number as a literal of the type: `5` as `£5`, or as `5 minutes`. Undefined where nothing was left out. */
export function withUnit(
    literal: { readonly $type: string; readonly text?: string },
    type: QuantityType,
): string | undefined {
    if (literal.$type !== 'NumberLiteral' || literal.text === undefined) return undefined;
    if (type.kind === 'duration') return `${literal.text} ${type.unit}`;
    if (type.kind !== 'money') return undefined;
    const symbol = Object.entries(SYMBOLS).find(([, currency]) => currency === type.currency)?.[0];
    const sign = literal.text.startsWith('-') ? '-' : '';
    const amount = literal.text.replace(/^[+-]/, '');
    return symbol ? `${sign}${symbol}${amount}` : sign ? undefined : `${type.currency} ${amount}`;
}

/** `minute` and `minutes` → `minutes`; undefined for months, years and what is no unit. */
export function durationUnit(word: string): DurationUnit | undefined {
    const plural = word.endsWith('s') ? word : `${word}s`;
    return Object.hasOwn(SECONDS_IN, plural) ? (plural as DurationUnit) : undefined;
}
