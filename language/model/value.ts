// The values that facts take. Everything with a magnitude is an exact, scaled integer, so that no result depends on
// binary floating point:
//
//   number    units of 10^-scale (scale: decimal places of the fact, at most 6)
//   money     minor units of the currency (pence)
//   duration  seconds
//   date      days since 1970-01-01 (proleptic Gregorian calendar, no time zone)

/** A fact that was looked into and could not be established. It is a value, unlike a missing fact. */
export const UNKNOWN = null;
export type Unknown = typeof UNKNOWN;

/**
 * One value: `boolean` for yes/no, the value's name for a choice, a safe integer for number, money, duration and date,
 * distinct value names for a set, `null` for unknown.
 */
export type Value = boolean | string | number | readonly string[] | Unknown;

/** The facts of one case, by name. A fact that is not in the map was not given. */
export type Facts = ReadonlyMap<string, Value>;

/** Days since 1970-01-01. */
export type Day = number;

/**
 * A thing that changes over time: versions in ascending order of `from`, each in force until the next one starts. The
 * first version's `from` is `null` when it has always been in force. There is at least one version.
 */
export type Dated<T> = readonly { readonly from: Day | null; readonly value: T }[];

/** The version in force on `day`; the newest one if no day is given, the oldest one before all versions start. */
export function versionOn<T>(versions: Dated<T>, day: Day | undefined): T {
    let index = versions.length - 1;
    if (day !== undefined) while (index > 0 && (versions[index]?.from ?? -Infinity) > day) index--;
    return (versions[index] as { value: T }).value;
}
