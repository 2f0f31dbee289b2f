// A verdict as JSON, in the one form that all outputs of the command line share.

import type { Verdict } from '../run/verdict.js';

export interface VerdictJson {
    readonly verdict: Verdict['kind'];
    readonly outcome: string | null;
    readonly decidedBy: string | null;
    readonly reason: string | null;
    readonly path: readonly { readonly rule: string; readonly answer: string }[];
    readonly duties: readonly { readonly modality: string; readonly audience: string | null; readonly text: string }[];
    readonly missing: readonly string[];
}

export function verdictJson(verdict: Verdict): VerdictJson {
    const { kind } = verdict;
    return {
        verdict: kind,
        outcome: kind === 'outcome' ? verdict.outcome : null,
        decidedBy: kind === 'outcome' ? verdict.decidedBy : null,
        reason: kind === 'outcome' ? verdict.reason : null,
        path: verdict.path.map(({ rule, label }) => ({ rule, answer: label })),
        duties: verdict.duties.map(({ modality, audience, text }) => ({ modality, audience, text })),
        missing: verdict.missing,
    };
}
