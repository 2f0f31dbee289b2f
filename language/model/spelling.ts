// Near misses in spelling: what somebody probably meant.

import { distance } from 'fastest-levenshtein';

/** The candidate that is closest in spelling, if close enough to be meant. Two letters that changed places are one slip. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
    let best: string | undefined;
    // In names of one or two characters (`P1`, `a`) every other one is near, so that nothing is.
    let bestDistance = name.length < 3 ? 1 : Math.max(1, Math.floor(name.length / 3)) + 1;
    const lower = name.toLowerCase();
    for (const candidate of candidates) {
        if (Math.abs(candidate.length - name.length) >= bestDistance || candidate === name) continue;
        const far = candidate.toLowerCase() === lower ? 0 : slips(name, candidate);
        if (far < bestDistance) {
            best = candidate;
            bestDistance = far;
        }
    }
    return best;
}

/** How many slips lie between two spellings; two neighbouring letters that changed places are one. */
export function slips(a: string, b: string): number {
    return swapped(a, b) ? 1 : distance(a, b);
}

/** Whether two neighbouring letters changed places, and nothing else. */
function swapped(a: string, b: string): boolean {
    if (a.length !== b.length) return false;
    let at = 0;
    while (at < a.length && a[at] === b[at]) at++;
    return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}
