// Days since 1970-01-01 and their ISO form `YYYY-MM-DD`, in the proleptic Gregorian calendar. Only dates that exist are
// read; the conversion is exact and knows neither clock nor time zone.

import type { Day } from './value.js';

/** The day that `YYYY-MM-DD` names, or undefined if there is no such date. */
export function dayFromIso(text: string): Day | undefined {
    const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
    if (!parts) return undefined;
    const year = Number(parts[1]);
    const month = Number(parts[2]);
    const day = Number(parts[3]);
    if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
    return dayFromCivil(year, month, day);
}

/** `YYYY-MM-DD`; years outside 0 to 9999 get a sign and six digits, as ISO 8601 has them. */
export function isoFromDay(day: Day): string {
    const { year, month, date } = civilFromDay(day);
    const years = year >= 0 && year <= 9999 ? pad(year, 4) : `${year < 0 ? '-' : '+'}${pad(Math.abs(year), 6)}`;
    return `${years}-${pad(month, 2)}-${pad(date, 2)}`;
}

const DAYS_IN_ERA = 146_097; // 400 years
const DAYS_TO_1970 = 719_468; // from 0000-03-01

// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": days_from_civil and civil_from_days. Years start in
// March, so that the leap day is the last one.

function dayFromCivil(year: number, month: number, date: number): Day {
    const y = month <= 2 ? year - 1 : year;
    const era = Math.floor(y / 400);
    const yearOfEra = y - era * 400;
    const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1;
    const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
    return era * DAYS_IN_ERA + dayOfEra - DAYS_TO_1970;
}

function civilFromDay(day: Day): { readonly year: number; readonly month: number; readonly date: number } {
    const z = day + DAYS_TO_1970;
    const era = Math.floor(z / DAYS_IN_ERA);
    const dayOfEra = z - era * DAYS_IN_ERA;
    const yearOfEra = Math.floor(
        (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
    );
    const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
    const shifted = Math.floor((5 * dayOfYear + 2) / 153);
    const month = shifted < 10 ? shifted + 3 : shifted - 9;
    const date = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
    return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, date };
}

function daysInMonth(year: number, month: number): number {
    if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
    return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function pad(value: number, width: number): string {
    return String(value).padStart(width, '0');
}
