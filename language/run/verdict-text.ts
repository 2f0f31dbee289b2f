// The texts of verdicts. All cases of a policy share the steps of their paths and their duties, so a verdict that came
// before is found again by walking along them, and its text is not put together twice.

import type { Verdict } from './verdict.js';

/** More ways through a policy than this are not remembered; all others still are. */
const MOST_KNOWN = 50_000;

interface Known {
    text: string | undefined;
    readonly next: Map<object, Known>;
}

/** `print` with a memory; `print` must depend on nothing but the verdict. */
export function rememberingTexts(print: (verdict: Verdict) => string): (verdict: Verdict) => string {
    const known = new Map<Verdict['kind'], Known>();
    let count = 0;
    return (verdict) => {
        // What is missing depends on the case, not on the way alone.
        if (verdict.missing.length > 0) return print(verdict);
        let at = known.get(verdict.kind);
        if (!at) {
            at = { text: undefined, next: new Map() };
            known.set(verdict.kind, at);
        }
        for (const passed of [verdict.path, verdict.duties]) {
            for (const each of passed) {
                let next = at.next.get(each);
                if (!next) {
                    if (count >= MOST_KNOWN) return print(verdict);
                    count++;
                    next = { text: undefined, next: new Map() };
                    at.next.set(each, next);
                }
                at = next;
            }
        }
        at.text ??= flat(print(verdict));
        return at.text;
    };
}

/**
 * A text put together from pieces stays a tree of them, and is walked and copied anew wherever it is used. Its bytes read
 * back are one piece.
 */
function flat(text: string): string {
    return new TextDecoder().decode(new TextEncoder().encode(text));
}
