// The foot of a printed sheet: which policy it is of, in which version, in force when, and when it was made. What the
// policy does not say comes from the host, for the language has neither clock nor disk.

import { isoFromDay } from '../model/calendar.js';
import type { Policy } from '../model/policy.js';

/** Which version of a policy is drawn, and when; what the host knows of it. */
export interface Edition {
    /** The SHA-256 of its files in hexadecimal, as records of decisions have it. */
    readonly sha256?: string;
    /** What git calls the last commit; and whether the text was changed since. */
    readonly commit?: { readonly name: string; readonly isChanged: boolean };
    /** The day of the picture, as `2026-11-22`. */
    readonly generated?: string;
}

/** As many as tell versions of one policy apart, and fit on a line. */
const HASH_DIGITS = 12;

/** `Title · version 3f2a9c01b2d4 · commit 1a2b3c4 · in force from 2017-09-04 · generated 2026-11-22` */
export function imprintOf({ name, title, effective: { from, until } }: Policy, edition: Edition): string {
    const { sha256, commit, generated } = edition;
    const start = from === undefined ? '' : ` from ${isoFromDay(from)}`;
    const end = until === undefined ? '' : ` until ${isoFromDay(until)}`;
    return [
        title ?? name,
        ...(sha256 === undefined ? [] : [`version ${sha256.slice(0, HASH_DIGITS)}`]),
        ...(commit ? [`commit ${commit.name}${commit.isChanged ? ' with changes since' : ''}`] : []),
        ...(start + end === '' ? [] : [`in force${start}${end}`]),
        ...(generated === undefined ? [] : [`generated ${generated}`]),
    ].join(' · ');
}
