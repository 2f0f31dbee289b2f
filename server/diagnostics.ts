// Findings as an editor shows them.

import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import type { Finding, Severity } from '../language/index.js';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
    error: DiagnosticSeverity.Error,
    warning: DiagnosticSeverity.Warning,
    information: DiagnosticSeverity.Information,
    hint: DiagnosticSeverity.Hint,
};

export interface Presentation {
    readonly clientUri: (uri: string) => string;
    /** Address of the folder with a page for each code; without it there are no links. */
    readonly pages?: string | undefined;
}

/** More than this many in one file help nobody; the worst ones stay. */
export const MAX_DIAGNOSTICS = 500;

export function diagnosticOf(finding: Finding, { clientUri, pages }: Presentation): Diagnostic {
    const { code, severity, message, origin, related = [], unnecessary } = finding;
    return {
        range: origin.range,
        severity: SEVERITIES[severity],
        code,
        ...(pages === undefined ? {} : { codeDescription: { href: `${pages}${encodeURIComponent(code)}.md` } }),
        source: 'tenet',
        message,
        ...(unnecessary ? { tags: [DiagnosticTag.Unnecessary] } : {}),
        ...(related.length === 0
            ? {}
            : {
                  relatedInformation: related.map((each) => ({
                      message: each.message,
                      location: { uri: clientUri(each.origin.uri), range: each.origin.range },
                  })),
              }),
    };
}

/** All findings of one file, the worst ones first kept where there are too many. */
export function diagnosticsOf(findings: readonly Finding[], presentation: Presentation): Diagnostic[] {
    const shown = findings.map((finding) => diagnosticOf(finding, presentation));
    if (shown.length <= MAX_DIAGNOSTICS) return shown;
    const ranked = [...shown].sort((a, b) => (a.severity ?? 1) - (b.severity ?? 1));
    const kept = new Set(ranked.slice(0, MAX_DIAGNOSTICS));
    return shown.filter((each) => kept.has(each));
}
