// One line of JSON in, one line of JSON out: the facts of a case, and its verdict in the form that `docs/` describes. A
// line that cannot be decided gives a line with an error; the others are not affected.

import type { Policy } from '../model/policy.js';
import { compile } from './compile.js';
import { jsonEncoder } from './encode-json.js';
import type { Row } from './row.js';
import type { AppliedDuty, OutcomeVerdict, PathStep, Verdict } from './verdict.js';
import { rememberingTexts } from './verdict-text.js';

export interface DecidedLine {
    readonly text: string;
    /** False if the line says why the case could not be decided. */
    readonly ok: boolean;
}

/** Decides the case in line number `line`. */
export type DecideLine = (line: number, text: string) => DecidedLine;

/** Prepares the deciding of lines for a policy. */
export function lineDecider(policy: Policy): DecideLine {
    const compiled = compile(policy);
    const encode = jsonEncoder(policy, compiled.layout);
    const row: Row = new Float64Array(compiled.layout.width);
    const printKnown = rememberingTexts(printWithoutLine);

    return (line, text) => {
        let json: unknown;
        try {
            json = JSON.parse(text);
        } catch (error) {
            return failed(line, `This line is not JSON: ${(error as SyntaxError).message}.`);
        }
        const problem = encode(json, row, 0);
        return problem
            ? failed(line, problem.message)
            : { text: `{"line":${line},${printKnown(compiled.decideRow(row))}`, ok: true };
    };
}

/** A verdict as the line that `tenet decide` writes. */
export function printVerdict(line: number, verdict: Verdict): string {
    return `{"line":${line},${printWithoutLine(verdict)}`;
}

function printWithoutLine(verdict: Verdict): string {
    const how = verdict.kind === 'outcome' ? decisionText(verdict) : '"outcome":null,"decidedBy":null,"reason":null';
    const path = joined(verdict.path, stepText);
    const duties = joined(verdict.duties, dutyText);
    const missing = joined(verdict.missing, quoted);
    return `"verdict":"${verdict.kind}",${how},"path":[${path}],"duties":[${duties}],"missing":[${missing}]}`;
}

function failed(line: number, error: string): DecidedLine {
    return { text: `{"line":${line},"error":${JSON.stringify(error)}}`, ok: false };
}

// Steps and duties are shared by all cases of a compiled policy, so their texts are made once.
const decisionTexts = new WeakMap<PathStep, string>();
const stepTexts = new WeakMap<PathStep, string>();
const dutyTexts = new WeakMap<AppliedDuty, string>();

function decisionText(verdict: OutcomeVerdict): string {
    const step = verdict.path[verdict.decidedAt] as PathStep;
    const known = decisionTexts.get(step);
    if (known !== undefined) return known;
    const { outcome, decidedBy, reason } = verdict;
    const text = `"outcome":${quoted(outcome)},"decidedBy":${quoted(decidedBy)},"reason":${orNull(reason)}`;
    decisionTexts.set(step, text);
    return text;
}

function stepText(step: PathStep): string {
    const known = stepTexts.get(step);
    if (known !== undefined) return known;
    const text = `{"rule":${JSON.stringify(step.rule)},"answer":${JSON.stringify(step.label)}}`;
    stepTexts.set(step, text);
    return text;
}

function dutyText(duty: AppliedDuty): string {
    const known = dutyTexts.get(duty);
    if (known !== undefined) return known;
    const { modality, audience, text: what } = duty;
    const text = `{"modality":"${modality}","audience":${orNull(audience)},"text":${JSON.stringify(what)}}`;
    dutyTexts.set(duty, text);
    return text;
}

function orNull(text: string | null): string {
    return text === null ? 'null' : quoted(text);
}

function quoted(text: string): string {
    return JSON.stringify(text);
}

function joined<T>(items: readonly T[], print: (item: T) => string): string {
    let text = '';
    for (const item of items) text += text === '' ? print(item) : `,${print(item)}`;
    return text;
}
