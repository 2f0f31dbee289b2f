// The types of facts, definitions and expressions.

export type Type = BooleanType | ChoiceType | SetType | QuantityType;

export interface BooleanType {
    readonly kind: 'boolean';
}

export interface ChoiceType {
    readonly kind: 'choice';
    readonly choice: string;
}

export interface SetType {
    readonly kind: 'set';
    readonly choice: string;
}

/** Types whose values are scaled integers (`value.ts` gives the units). */
export type QuantityType = NumberType | MoneyType | DurationType | DateType;

export interface NumberType {
    readonly kind: 'number';
    /** Decimal places kept, 0 to 6. */
    readonly scale: number;
    /** For people, as "metres". */
    readonly unit?: string;
}

export interface MoneyType {
    readonly kind: 'money';
    /** ISO 4217 code. */
    readonly currency: string;
    /** Decimal places of the currency's minor unit. */
    readonly scale: number;
}

export interface DurationType {
    readonly kind: 'duration';
    /** The unit of bare numbers in data files; values are in seconds all the same. */
    readonly unit: DurationUnit;
}

export interface DateType {
    readonly kind: 'date';
}

export type DurationUnit = 'seconds' | 'minutes' | 'hours' | 'days' | 'weeks';

export const SECONDS_IN: Readonly<Record<DurationUnit, number>> = {
    seconds: 1,
    minutes: 60,
    hours: 3_600,
    days: 86_400,
    weeks: 604_800,
};
