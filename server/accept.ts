// What a failing scenario would have to expect, so that it passes as it comes out now.

import type { Expectation, ScenarioResult } from '../language/index.js';
import { expectedText } from '../language/run/path.js';
import type { Verdict } from '../language/run/verdict.js';

/** A duty that is expected and does not apply cannot be repaired by another word. */
export function canAccept(expectation: Expectation): boolean {
    return expectation.kind !== 'duty' && expectation.kind !== 'no-duty';
}

/** What a failing scenario would expect once it is accepted, in words. */
export function acceptText({ failures, verdict }: ScenarioResult): string {
    const accepted = failures.map(({ expectation }) => expectation).filter(canAccept);
    const kinds = new Set(accepted.map(({ kind }) => (kind === 'path' ? 'path' : 'verdict')));
    const path = kinds.has('path') && verdict.path.length > 0 ? [pathText(verdict)] : [];
    return [...(kinds.has('verdict') ? [expectedText(verdict)] : []), ...path].join(' · ');
}

export function pathText({ path }: Verdict): string {
    // An answer of several patterns cannot be told from the next step: it stands in quotation marks.
    return `path ${path.map(({ rule, label }) => `${rule} ${label.includes(',') ? `"${label}"` : label}`).join(', ')}`;
}
