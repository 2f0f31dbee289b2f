// The order in which findings are shown.

import type { Finding, Severity } from '../model/finding.js';

const RANKS: Readonly<Record<Severity, number>> = { error: 0, warning: 1, information: 2, hint: 3 };

/** By file, then by place, then by code. */
export function compareFindings(a: Finding, b: Finding): number {
    const [x, y] = [a.origin.range.start, b.origin.range.start];
    return text(a.origin.uri, b.origin.uri) || x.line - y.line || x.character - y.character || text(a.code, b.code);
}

/** Worst first, then by place. */
export function compareBySeverity(a: Finding, b: Finding): number {
    return RANKS[a.severity] - RANKS[b.severity] || compareFindings(a, b);
}

function text(a: string, b: string): number {
    return a < b ? -1 : a > b ? 1 : 0;
}
