// Findings as JSON, in the form of docs/json/check.schema.json.

import type { Finding, Severity } from '../model/finding.js';
import type { Origin } from '../model/origin.js';
import type { Policy } from '../model/policy.js';
import { factsJson, type NameOfFile, placeOf } from './place.js';

export const CHECK_JSON_VERSION = 1;

/** A finding with the policy whose facts its witness speaks of. */
export interface ReportedFinding {
    readonly finding: Finding;
    readonly policy?: Policy;
}

/** A finding that a comment allows. */
export interface ReportedAllowed extends ReportedFinding {
    /** As the author wrote it. */
    readonly reason: string;
    /** The comment. */
    readonly origin: Origin;
}

export type SeverityCounts = Readonly<Record<Severity, number>>;

export interface CheckReport {
    /** Worst first. */
    readonly findings: readonly ReportedFinding[];
    /** Worst first; none of them is among the findings. */
    readonly allowed: readonly ReportedAllowed[];
    /** Files checked, those that they use left out. */
    readonly files: number;
    /** Repairs that were made, where they were asked for. */
    readonly fixed?: number;
}

export function checkJson(report: CheckReport, nameOf: NameOfFile, helpOf: (code: string) => string): object {
    return {
        version: CHECK_JSON_VERSION,
        files: report.files,
        findings: report.findings.map((each) => findingJson(each, nameOf, helpOf)),
        allowed: report.allowed.map((each) => ({
            reason: each.reason,
            place: placeOf(each.origin, nameOf),
            finding: findingJson(each, nameOf, helpOf),
        })),
        summary: countSeverities(report.findings.map(({ finding }) => finding)),
        ...(report.fixed === undefined ? {} : { fixed: report.fixed }),
    };
}

export function findingJson(
    { finding, policy }: ReportedFinding,
    nameOf: NameOfFile,
    helpOf: (code: string) => string,
): object {
    const { code, severity, message, origin, related, expected, actual, suggestion, witness, unnecessary, fix } =
        finding;
    return {
        code,
        severity,
        message,
        place: placeOf(origin, nameOf),
        help: helpOf(code),
        related: (related ?? []).map((each) => ({ message: each.message, place: placeOf(each.origin, nameOf) })),
        ...(expected === undefined ? {} : { expected }),
        ...(actual === undefined ? {} : { actual }),
        ...(suggestion === undefined ? {} : { suggestion }),
        ...(witness && policy
            ? { witness: { facts: factsJson(policy, witness.facts), smallest: witness.smallest } }
            : {}),
        ...(unnecessary ? { unnecessary } : {}),
        ...(fix
            ? {
                  fix: {
                      title: fix.title,
                      edits: fix.edits.map((edit) => ({ place: placeOf(edit.origin, nameOf), text: edit.text })),
                  },
              }
            : {}),
    };
}

export function countSeverities(findings: readonly Finding[]): SeverityCounts {
    const counts = { error: 0, warning: 0, information: 0, hint: 0 };
    for (const { severity } of findings) counts[severity]++;
    return counts;
}
