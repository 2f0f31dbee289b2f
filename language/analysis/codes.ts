// The codes of what the analysis proves, with their severities; the same form as the codes of the text (`model/codes.ts`).

import type { Severity } from '../model/finding.js';

const entry = (severity: Severity, title: string) => ({ severity, title });

export const ANALYSIS_CODES = {
    'step-unreachable': entry('error', 'A rule or step that no case comes to'),
    'answer-unreachable': entry('error', 'An answer or row that no case gets'),
    'otherwise-unreachable': entry('information', 'An ‘otherwise’ with nothing left to take'),
    'answer-always': entry('hint', 'A question that every case answers alike'),
    'outcome-unreachable': entry('warning', 'An outcome that no case ends in'),
    'review-never': entry('warning', 'A review that never looks at a case'),
    'except-no-effect': entry('warning', 'An exception that no case falls under'),
    'no-decision': entry('error', 'Cases that end without an outcome'),
    'unknown-not-handled': entry('error', 'An unknown fact that no answer is given for'),
    'condition-always-true-here': entry('warning', 'A condition that is always yes where it stands'),
    'condition-always-false-here': entry('warning', 'A condition that is never yes where it stands'),
    'condition-no-effect': entry('warning', 'A part of a condition that decides nothing'),
    'condition-may-be-unknown': entry('information', 'A condition that counts as no where it is unknown'),
    'definition-constant': entry('warning', 'A definition that is the same in every case'),
    'definitions-equal': entry('information', 'Two definitions that say the same'),
    'answers-conflict': entry('error', 'Rows of a unique table that overlap and lead apart'),
    'answers-overlap-same': entry('information', 'Rows of a unique table that overlap'),
    'order-matters': entry('warning', 'Answers that overlap and lead apart'),
    'answer-redundant': entry('information', 'An answer whose cases would fare the same without it'),
    'answers-mergeable': entry('hint', 'Answers that lead to the same and could be one'),
    'step-redundant': entry('warning', 'A rule or step that changes no outcome'),
    'distinction-no-effect': entry('hint', 'A distinction on which no outcome depends'),
    'value-only-in-otherwise': entry('hint', 'Values that no rule names'),
    'fact-irrelevant': entry('warning', 'A fact that is asked for and never changes an outcome'),
    'guarantee-broken': entry('error', 'A guarantee that does not hold'),
    'guarantee-vacuous': entry('warning', 'A guarantee that speaks of no case'),
    'mandatory-not-exempted': entry('error', 'A mandatory category that no exemption decides'),
    'mandatory-decided-early': entry('error', 'A mandatory category decided before its exemption'),
    'duty-never': entry('warning', 'A duty that never applies'),
    'duty-always': entry('information', 'A duty whose condition always holds'),
    'band-gap': entry('warning', 'Values for which a score has no band'),
    'band-overlap': entry('warning', 'Bands of a score that overlap'),
    'answer-dead-in-period': entry('warning', 'An answer that no case gets in some period'),
    'impossible-facts': entry('error', 'Declarations that no case can satisfy'),
    'scenario-impossible': entry('warning', 'A scenario that no case can satisfy'),
    'scenario-duplicate': entry('information', 'Two scenarios that are the same case to the policy'),
    'scenario-fact-irrelevant': entry('hint', 'A fact of a scenario that its way through the policy does not need'),
    'not-decided': entry('warning', 'A question too large to be answered'),
} as const satisfies Record<string, { readonly severity: Severity; readonly title: string }>;

export type AnalysisCode = keyof typeof ANALYSIS_CODES;
