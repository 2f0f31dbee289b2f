// The oracle of the crime assessment policy, and how its words map to those of the two example policies: the one table of
// path labels, obligations, outcomes and reasons.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a line of `oracle.jsonl` holds. */
export interface OracleCase {
    readonly id: string;
    readonly title: string;
    readonly facts: Readonly<Record<string, unknown>>;
    readonly literal: { readonly outcome: string; readonly path: readonly string[] };
    readonly intended: {
        readonly outcome: string;
        readonly path: readonly string[];
        readonly obligations: readonly string[];
        readonly reason: string;
        readonly pending: readonly string[];
        readonly rule: string;
    };
}

/** A line that `tenet decide` writes. */
export interface DecidedCase {
    readonly verdict: 'outcome' | 'missing' | 'no-outcome' | 'not-effective';
    readonly outcome: string | null;
    readonly decidedBy: string | null;
    readonly reason: string | null;
    readonly path: readonly { readonly rule: string; readonly answer: string }[];
    readonly duties: readonly { readonly text: string }[];
    readonly missing: readonly string[];
}

export function oracleCases(): readonly OracleCase[] {
    const lines = readFileSync(join(import.meta.dirname, 'oracle.jsonl'), 'utf8').split('\n');
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as OracleCase);
}

// ---- outcomes

/** The oracle's name of a verdict. */
export function outcomeOf({ verdict, outcome }: DecidedCase): string {
    switch (verdict) {
        case 'outcome':
            return outcome ?? '';
        case 'missing':
            return 'incomplete';
        case 'no-outcome':
            return 'undetermined';
        case 'not-effective':
            return 'not-applicable';
    }
}

// ---- paths

/** What a step of a path is called by the oracle; `null`: the oracle does not name it. */
type Labels = Readonly<Record<string, string | null>>;

const SAME: Labels = { yes: 'yes', no: 'no', unknown: 'unknown' };

const INTENDED_STEPS: Readonly<Record<string, (answer: string) => string | null>> = {
    M: named('M', { yes: 'yes', no: 'no', 'except 1': 'yes' }),
    GBH: named('GBH', { yes: 'technical', no: 'serious', unknown: 'doubt' }),
    P1: named('P1', SAME),
    P2: named('P2', SAME),
    'P3.a': named('P3', { yes: null, no: 'not-listed' }),
    'P3.b': named('P3', { 'at most lowValueLimit': 'low', 'over lowValueLimit': 'over', unknown: 'unknown' }),
    'P3.c': named('P3', { yes: null, no: null }),
    'P4.a': named('P4a', SAME),
    'P4.b': named('P4b', { ...SAME, unknown: 'no' }),
    'P4.c': named('P4c', SAME),
    'P4.d': named('P4d', SAME),
    P5: named('P5', SAME),
    P6: named('P6', SAME),
    'VL.a': named('VL', { yes: 'tracker', no: null }),
    'VL.b': named('VL', { yes: 'vrm', no: null }),
    'VL.c': named('VL', { yes: 'items', no: 'none' }),
};

/** The same but where the published text asks other questions. */
const LITERAL_STEPS: typeof INTENDED_STEPS = {
    ...INTENDED_STEPS,
    'P3.b': named('P3', { 'row 1': 'low', 'row 2': 'over' }),
};

function named(step: string, labels: Labels): (answer: string) => string | null {
    return (answer) => {
        const label = labels[answer];
        if (label === undefined) throw new Error(`the oracle has no word for ${step} ${answer}`);
        return label === null ? null : `${step}:${label}`;
    };
}

/** The oracle's path of a case that the intended policy has decided. */
export function intendedPath({ facts }: OracleCase, decided: DecidedCase): readonly string[] {
    return [
        ...beforeQuestions(decided),
        ...decided.path.flatMap(({ rule, answer }) => {
            if (rule === 'PI') return reviewLabels(facts, answer);
            const label = INTENDED_STEPS[rule]?.(answer);
            return label === null || label === undefined ? [] : [label];
        }),
    ];
}

/** A review of the public interest, and the supervisor's decision if there is one. */
function reviewLabels(facts: OracleCase['facts'], answer: string): readonly string[] {
    const asked = `PI:${String(facts.publicInterest)}`;
    return answer === 'none' ? [asked] : [asked, `SUP:${answer}`];
}

/** The oracle's path of a case that the literal policy has decided. A gap is a step of its own there. */
export function literalPath({ facts }: OracleCase, decided: DecidedCase): readonly string[] {
    const path = decided.path.flatMap(({ rule, answer }) => LITERAL_STEPS[rule]?.(answer) ?? []);
    return [...beforeQuestions(decided), ...path, ...gapAfter(path, facts, decided)];
}

function beforeQuestions({ verdict, missing }: DecidedCase): readonly string[] {
    if (verdict === 'not-effective') return ['D:not-in-force'];
    return verdict === 'missing' && missing.includes('offence') ? ['M:unknown'] : [];
}

/** Where the published text is silent the oracle says at which question. */
function gapAfter(path: readonly string[], facts: OracleCase['facts'], { verdict }: DecidedCase): readonly string[] {
    if (verdict !== 'no-outcome') return [];
    if (path.at(-1) === 'M:no') return ['P1:unknown'];
    return facts.suspectIdentifiedBy === 'police' ? ['P3:gap'] : ['P3:unknown'];
}

// ---- obligations

const OBLIGATIONS: Readonly<Record<string, string>> = {
    "keep to the Victims' Code": 'O-VCOP',
    'ask a supervisor for advice': 'O-SUPERVISOR-ADVICE',
    'put the case to a supervisor for decision': 'O-SUPERVISOR-DECISION',
    'the crime is on record': 'V-RECORDED',
    'there will be a further investigation': 'V-FURTHER',
    'which officer will investigate': 'V-OFFICER',
    "keep the victim's expectations realistic": 'O-EXPECTATIONS',
    'the police respect your wish to leave it there': 'V-RESPECT',
    'no lead is proportionate to follow': 'V-NO-LEADS',
    'the report is closed; new information can change that': 'V-CLOSED',
    'hand the case to the Safer Neighbourhood Team': 'O-SNT',
    'the police use their professional judgement': 'V-JUDGEMENT',
    'please keep reporting crime, and why': 'V-KEEP-REPORTING',
    'a closed report is not forgotten': 'V-NOT-FORGOTTEN',
    'write the reasons on the DETS screen of CRIS': 'O-RATIONALE',
    'assess again when the CCTV is ready': 'O-REVIEW-CCTV',
    'request a scene of crime officer through CRIS and CAD': 'O-SOCO',
    'assess again when the forensic result is in': 'O-REVIEW-SOCO',
    'discuss the departure with your supervisor': 'O-DEVIATION-DISCUSS',
    'record the discussion on the DETS pages of CRIS': 'O-DEVIATION-DOCUMENT',
};

/** The oracle's names of the duties of a case, in order. */
export function obligationsOf({ duties }: DecidedCase): readonly string[] {
    return duties.map(({ text }) => OBLIGATIONS[text] ?? `unnamed: ${text}`);
}

/** What the oracle lists as pending, told by the duties to assess again. */
export function pendingOf(decided: DecidedCase): readonly string[] {
    const obligations = obligationsOf(decided);
    return [
        ...(obligations.includes('O-REVIEW-CCTV') ? ['cctv'] : []),
        ...(obligations.includes('O-REVIEW-SOCO') ? ['soco'] : []),
    ];
}

// ---- reasons

const REASONS: Readonly<Record<string, string>> = {
    'a mandatory crime is always investigated': 'mandatory',
    'GBH that is not technical is a mandatory crime': 'mandatory',
    'it is in doubt whether this is technical GBH': 'doubt',
    "the victim's wish is not known": 'doubt',
    'the victim does not support a prosecution': 'victim-declines',
    'the suspect is identified': 'suspect-identified',
    'the value is within the low-value limit and no suspect is known': 'low-value',
    'CCTV identifies the offender': 'cctv',
    'a forensic examination is the only lead': 'forensic-only',
    'the vehicle is known or suspected': 'fuel-vehicle-known',
    'nothing is known against the vehicle': 'fuel-vehicle-not-known',
    'the tracker is active': 'tracker-active',
    "the suspect's vehicle is recorded": 'vehicle-recorded',
    'the items left at the scene have yet to be examined': 'items-left-at-scene',
    'no viable lead remains': 'no-viable-lead',
    'a supervisor decides cases of public interest': 'public-interest',
    'the supervisor assesses the crime in, in the public interest': 'public-interest',
    'the supervisor hands the case to the Safer Neighbourhood Team': 'public-interest',
};

/** The oracle's code for the reason of a case. */
export function reasonOf(decided: DecidedCase): string {
    switch (decided.verdict) {
        case 'missing':
            return 'offence-not-classified';
        case 'not-effective':
            return 'policy-not-in-force';
        case 'no-outcome':
            return 'undetermined';
        case 'outcome':
            return REASONS[decided.reason ?? ''] ?? `unnamed: ${decided.reason}`;
    }
}

// ---- rules

/** The last question before any review, as the oracle counts its rules. */
const RULES: Readonly<Record<string, string>> = {
    'M yes': 'R3',
    'GBH unknown': 'R2',
    'GBH no': 'R3',
    'P1 unknown': 'R4',
    'P1 no': 'R5',
    'P2 yes': 'R6',
    'P3.c no': 'R7',
    'P4.d yes': 'R10',
    'P5 yes': 'R11',
    'P6 yes': 'R12',
    'P6 no': 'R13',
    'VL.a yes': 'R14',
    'VL.b yes': 'R14',
    'VL.c yes': 'R15',
    'VL.c no': 'R16',
};

/** The oracle tells apart whether fuel theft came to Principle 6 by its value or by the other leads. */
const WITHIN_LIMIT: Readonly<Record<string, string>> = { R12: 'R8', R13: 'R9' };

/** The oracle's rule that decides a case, reviews aside. */
export function ruleOf({ verdict, path }: DecidedCase): string {
    if (verdict === 'not-effective') return 'R0';
    if (verdict === 'missing') return 'R1';
    const last = path.filter(({ rule }) => rule !== 'PI').at(-1);
    const rule = RULES[`${last?.rule} ${last?.answer}`] ?? `unnamed: ${last?.rule} ${last?.answer}`;
    const isWithin = path.some((step) => step.rule === 'P3.c' && step.answer === 'yes');
    return (isWithin ? WITHIN_LIMIT[rule] : undefined) ?? rule;
}
