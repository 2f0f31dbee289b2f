// The decision record: everything that a reviewer wants to know of one decision, as plain data that goes into a file as
// JSON and can be replayed from it years later. Texts are as the policy has them, unescaped.

import type { Modality, Tone } from '../model/policy.js';
import type { JsonValue } from '../report/place.js';

export const RECORD_VERSION = 1;

export interface DecisionRecord {
    readonly kind: 'tenet-decision-record';
    readonly version: typeof RECORD_VERSION;
    readonly policy: RecordedPolicy;
    /** Who made it, when, with what; null where nobody said. */
    readonly made: { readonly by: string | null; readonly at: string | null; readonly tool: string };
    /** Of the case, in whatever system holds it. */
    readonly reference: string | null;
    readonly verdict: RecordedVerdict;
    readonly facts: readonly RecordedFact[];
    readonly path: readonly RecordedStep[];
    /** Exceptions that were looked at on the way. */
    readonly exceptions: readonly { readonly rule: string; readonly exception: string; readonly applied: boolean }[];
    readonly notReached: readonly { readonly rule: string; readonly title: string | null; readonly why: string }[];
    readonly changes: RecordedChanges;
    readonly duties: readonly RecordedDuty[];
    /** Outcomes that refer the case to somebody: to whom, for what, and what they decided. */
    readonly referral: { readonly to: string | null; readonly for: string; readonly decision: string | null } | null;
    readonly deviation: Deviation | null;
    /** Readings (I-1) and defects (D01) of the source that the notes on the way name. */
    readonly readings: readonly string[];
}

export interface RecordedPolicy {
    readonly name: string;
    readonly title: string | null;
    readonly effective: { readonly from: string | null; readonly until: string | null };
    /** The day whose versions of lists and limits count; null where the case gives none, so that the newest do. */
    readonly asOf: string | null;
    /** Whether the policy has a fact for that day at all. */
    readonly dated: boolean;
    /** The document that citations point into. */
    readonly source: string | null;
    readonly sources: Sources;
}

/** The files that a policy is made of, by their content. */
export interface Sources {
    /** Of all files together: the version of the policy. */
    readonly sha256: string;
    readonly files: readonly { readonly name: string; readonly sha256: string }[];
}

export interface RecordedVerdict {
    readonly kind: 'outcome' | 'missing' | 'no-outcome' | 'not-effective';
    readonly outcome: { readonly name: string; readonly title: string | null; readonly tone: Tone } | null;
    readonly decidedBy: string | null;
    readonly reason: string | null;
    /** Facts still needed. */
    readonly missing: readonly string[];
    /** In a sentence. */
    readonly text: string;
}

export interface RecordedFact {
    readonly name: string;
    readonly question: string | null;
    readonly source: 'given' | 'default' | 'unknown' | 'missing';
    /** As `tenet decide` reads it; null for unknown and missing. */
    readonly value: JsonValue;
    readonly text: string;
    /** Whether a question on the way read it. */
    readonly read: boolean;
}

export interface RecordedStep {
    readonly rule: string;
    readonly title: string | null;
    /** As written in the policy. */
    readonly question: string;
    readonly answer: string;
    /** The same in words, with titles in place of names and the limits of the day in place of parameters. */
    readonly inWords: { readonly question: string; readonly answer: string };
    readonly led: string;
    readonly decides: boolean;
    readonly facts: readonly {
        readonly name: string;
        readonly text: string;
        readonly source: RecordedFact['source'];
    }[];
    readonly citations: readonly string[];
    readonly notes: readonly string[];
    /** The answers not taken, and where they would have led. */
    readonly others: readonly { readonly answer: string; readonly inWords: string; readonly led: string }[];
}

export interface RecordedChanges {
    /** False where the policy is too entangled to prove them. */
    readonly proved: boolean;
    /** The fewest facts first. */
    readonly list: readonly {
        readonly change: string;
        /** Names of the facts that change. */
        readonly facts: readonly string[];
        readonly outcome: string | null;
        readonly title: string | null;
        readonly decidedBy: string | null;
    }[];
}

export interface RecordedDuty {
    readonly modality: Modality;
    readonly audience: string | null;
    readonly text: string;
    readonly citations: readonly string[];
    /** Stated in the source that is cited, or inferred by whoever wrote the policy down. */
    readonly basis: 'stated' | 'inferred';
    readonly done: boolean;
}

/** Somebody decided otherwise than the policy does. */
export interface Deviation {
    readonly proposed: string;
    readonly rationale: string;
    readonly supervisor: string | null;
}

/** What the policy and the case do not say themselves. */
export interface RecordContext {
    readonly sources: Sources;
    readonly tool: string;
    readonly by?: string;
    readonly at?: string;
    readonly reference?: string;
    readonly deviation?: Deviation;
    /** To whom a case that is referred went, and what they decided. */
    readonly referral?: { readonly to?: string; readonly decision?: string };
    /** Words of the duties that are done. */
    readonly done?: readonly string[];
}

/** Makes the version of a policy out of its files; line ends do not count. */
export async function hashSources(
    files: readonly { readonly name: string; readonly text: string }[],
    sha256: (text: string) => string | Promise<string>,
): Promise<Sources> {
    const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    const hashed = await Promise.all(
        sorted.map(async ({ name, text }) => ({ name, sha256: await sha256(text.replace(/\r\n?/g, '\n')) })),
    );
    const list = hashed.map((file) => `${file.sha256}  ${file.name}\n`).join('');
    return { sha256: await sha256(list), files: hashed };
}
