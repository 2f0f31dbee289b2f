// The table of all finding codes. A code is stable: suppressions, dashboards and doc pages hang on it. Severities are
// what a reviewer should do about it: an error stops the policy from being used, a warning wants a look.

import type { Severity } from './finding.js';

interface CodeEntry {
    readonly severity: Severity;
    /** What it is, in the words of a heading. */
    readonly title: string;
}

const entry = (severity: Severity, title: string): CodeEntry => ({ severity, title });

/** Findings about the text itself: names, types, units, order. Found while typing. */
export const SYNTAX_CODES = {
    'syntax-error': entry('error', 'Something that the language does not allow here'),
    'text-not-closed': entry('error', 'A text without its closing quotation mark'),
    'comment-not-closed': entry('error', 'A comment without its end'),
    'nested-too-deeply': entry('error', 'Brackets nested too deeply'),
    'too-many-operators': entry('error', 'An expression that is too long'),
    'file-too-large': entry('error', 'A file that is too large'),
    'header-misplaced': entry('error', 'A policy or suite header that is not the first declaration'),
    'rule-outside-policy': entry('error', 'A rule, duty or guarantee outside a policy file'),
    'use-not-found': entry('error', 'A used file that does not exist'),
    'use-cycle': entry('error', 'Files that use each other in a circle'),
    'source-not-found': entry('error', 'A source document that does not exist'),
    'policy-not-found': entry('error', 'A suite whose policy is not in the files it uses'),
    'name-unknown': entry('error', 'A name that is not declared'),
    'name-duplicate': entry('error', 'A name that is declared twice'),
    'name-reserved': entry('error', 'A name that is a word of the language'),
    'type-mismatch': entry('error', 'A value or expression of the wrong type'),
    'unit-mismatch': entry('error', 'Quantities of different units'),
    'not-linear': entry('error', 'Arithmetic that cannot be proved'),
    'division-by-zero': entry('error', 'A division by zero'),
    'too-many-decimals': entry('error', 'More decimals than the type keeps'),
    'number-too-large': entry('error', 'A number that is too large'),
    'date-invalid': entry('error', 'A date that is not in the calendar'),
    'range-invalid': entry('error', 'A range whose end lies before its start'),
    'value-out-of-range': entry('error', 'A value outside the range of its fact'),
    'unknown-not-allowed': entry('error', 'Unknown for a fact that may not be unknown'),
    'definition-cycle': entry('error', 'Definitions that depend on themselves'),
    'refines-cycle': entry('error', 'Outcomes that refine each other in a circle'),
    'version-overlap': entry('error', 'Two versions that start on the same day, or out of order'),
    'version-gap': entry('error', 'No version in force when the policy starts'),
    'clock-missing': entry('warning', 'Dated versions without a date to choose by'),
    'flow-backward': entry('error', 'A way back in the flow'),
    'target-not-allowed': entry('error', 'A target that cannot stand here'),
    'table-columns': entry('error', 'A row with too many or too few cells'),
    'answer-duplicate': entry('error', 'An answer that is written twice'),
    'answer-after-otherwise': entry('error', 'An answer after ‘otherwise’'),
    'path-condition-misplaced': entry('error', 'A condition on the path outside a duty'),
    'citation-dangling': entry('error', 'A citation that the source does not contain'),
    'case-cycle': entry('error', 'Cases that are like each other in a circle'),
    'given-duplicate': entry('error', 'A fact that is given twice'),
    'fact-unused': entry('warning', 'A fact that no rule reads'),
    'category-unused': entry('warning', 'A category that nothing uses'),
    'parameter-unused': entry('warning', 'A parameter that nothing uses'),
    'definition-unused': entry('warning', 'A definition that nothing uses'),
    'score-unused': entry('warning', 'A score that nothing uses'),
    'outcome-unused': entry('warning', 'An outcome that nothing leads to'),
    'citation-uncovered': entry('information', 'A heading of the source that no rule cites'),
    'scenario-duplicate-title': entry('warning', 'Two scenarios with one title'),
    'expectation-missing': entry('warning', 'A scenario that expects nothing'),
    'allow-unknown-code': entry('warning', 'An allow of a finding that does not exist'),
    'allow-not-possible': entry('warning', 'An allow of something that cannot be allowed'),
    'allow-without-reason': entry('warning', 'An allow without a reason'),
    'allow-unused': entry('warning', 'An allow that allows nothing'),
} as const satisfies Record<string, CodeEntry>;

export type SyntaxFindingCode = keyof typeof SYNTAX_CODES;
