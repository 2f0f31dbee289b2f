// One line of JSON in, one line of JSON out: the facts of a case, and its verdict in the form that `docs/` describes. A
// line that cannot be decided gives a line with an error; the others are not affected.

import type { Policy } from '../model/policy.js';
import { compile } from './compile.js';
import { factDecoder, isObject } from './facts.js';
import { type Row, type Slot, writeValue } from './row.js';
import type { AppliedDuty, OutcomeVerdict, PathStep, Verdict } from './verdict.js';

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
    const decoder = factDecoder(policy);
    const { slotOf, blank, width } = compiled.layout;
    const row: Row = new Float64Array(width);

    return (line, text) => {
        let json: unknown;
        try {
            json = JSON.parse(text);
        } catch (error) {
            return failed(line, `This line is not JSON: ${(error as SyntaxError).message}.`);
        }
        if (!isObject(json)) return failed(line, decoder.noObject(json).message);
        row.set(blank);
        for (const name of Object.keys(json)) {
            const slot = slotOf.get(name);
            if (!slot) return failed(line, decoder.unknownName(name, json[name]).message);
            if (writePlain(row, slot, json[name])) continue;
            const decoded = decoder.value(slot.fact, json[name]);
            if (decoded.kind === 'problem') return failed(line, decoded.problem.message);
            writeValue(row, slot, decoded.value, 0);
        }
        return { text: printVerdict(line, compiled.decideRow(row)), ok: true };
    };
}

/** A verdict as the line that `tenet decide` writes. */
export function printVerdict(line: number, verdict: Verdict): string {
    const how = verdict.kind === 'outcome' ? decisionText(verdict) : '"outcome":null,"decidedBy":null,"reason":null';
    const path = joined(verdict.path, stepText);
    const duties = joined(verdict.duties, dutyText);
    const missing = joined(verdict.missing, quoted);
    return `{"line":${line},"verdict":"${verdict.kind}",${how},"path":[${path}],"duties":[${duties}],"missing":[${missing}]}`;
}

/** Writes the values that need no reading: most of most lines. */
function writePlain(row: Row, slot: Slot, json: unknown): boolean {
    if (typeof json === 'boolean' && slot.fact.type.kind === 'boolean') {
        row[slot.at] = json ? 1 : 0;
        return true;
    }
    const position =
        typeof json === 'string' && slot.fact.type.kind === 'choice' ? slot.positions.get(json) : undefined;
    if (position === undefined) return false;
    row[slot.at] = position;
    return true;
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
