// The foot of a printed sheet: which policy it is of, in which version, in force when, and when it was made; or what an
// author wants to have there. What the policy does not say comes from the host, for the language has neither clock nor disk.

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

/** Parts of a foot, as a template names them in braces. */
const PARTS = ['title', 'version', 'commit', 'effective', 'generated'] as const;

/** `Title · version 3f2a9c01b2d4 · commit 1a2b3c4 · in force from 2017-09-04 · generated 2026-11-22` */
export const DEFAULT_FOOT = PARTS.map((part) => `{${part}}`).join(' · ');

/**
 * The foot of a sheet. What stands between two `·` goes where nothing is known of the parts that it names: a policy that
 * is in no repository leaves no gap for its commit.
 *
 * @param template text with parts in braces, as `Housing department · {title} · {commit}`; other braces are text
 */
export function imprintOf(policy: Policy, edition: Edition, template = DEFAULT_FOOT): string {
    const parts: ReadonlyMap<string, string> = new Map(PARTS.map((part) => [part, partOf(part, policy, edition)]));
    const filledIn = template.split('·').flatMap((piece) => {
        const named = [...piece.matchAll(/\{(\w+)\}/g)].flatMap(([, name = '']) => parts.get(name) ?? []);
        if (named.length > 0 && named.every((text) => text === '')) return [];
        return piece.replace(/\{(\w+)\}/g, (braces, name) => parts.get(name) ?? braces).trim() || [];
    });
    return filledIn.join(' · ');
}

function partOf(
    part: (typeof PARTS)[number],
    { name, title, effective: { from, until } }: Policy,
    { sha256, commit, generated }: Edition,
): string {
    switch (part) {
        case 'title':
            return title ?? name;
        case 'version':
            return sha256 === undefined ? '' : `version ${sha256.slice(0, HASH_DIGITS)}`;
        case 'commit':
            return commit ? `commit ${commit.name}${commit.isChanged ? ' with changes since' : ''}` : '';
        case 'effective': {
            const start = from === undefined ? '' : ` from ${isoFromDay(from)}`;
            const end = until === undefined ? '' : ` until ${isoFromDay(until)}`;
            return start + end === '' ? '' : `in force${start}${end}`;
        }
        case 'generated':
            return generated === undefined ? '' : `generated ${generated}`;
    }
}
