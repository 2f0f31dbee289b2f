// What there is to know of a finding code: its heading, its severity, and where it is explained.

import { ANALYSIS_CODES, type Severity, SYNTAX_CODES } from '../../language/index.js';

const CODES: Readonly<Record<string, { readonly severity: Severity; readonly title: string }>> = {
    ...SYNTAX_CODES,
    ...ANALYSIS_CODES,
};

export function titleOf(code: string): string {
    return CODES[code]?.title ?? code;
}

export function severityOf(code: string): Severity {
    return CODES[code]?.severity ?? 'error';
}

/** The page that explains a code, in the package. */
export function helpOf(code: string): string {
    return `docs/findings/${code}.md`;
}
