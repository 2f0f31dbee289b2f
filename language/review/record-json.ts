// Records in files: JSON out, and back in with everything checked that replaying needs.

import { type DecisionRecord, RECORD_VERSION } from './record.js';

export function recordJson(record: DecisionRecord): string {
    return `${JSON.stringify(record, null, 2)}\n`;
}

export type ReadRecord =
    | { readonly kind: 'record'; readonly record: DecisionRecord }
    | { readonly kind: 'problem'; readonly message: string };

/** Reads a record; says in a sentence what is wrong with what is none. */
export function readRecord(text: string): ReadRecord {
    let json: unknown;
    try {
        json = JSON.parse(text);
    } catch {
        return problem('this is not JSON, so it is no decision record');
    }
    if (!isObject(json) || json.kind !== 'tenet-decision-record')
        return problem('this is not a decision record of Tenet');
    if (json.version !== RECORD_VERSION) {
        return problem(
            `this record is of version ${String(json.version)}, and only version ${RECORD_VERSION} is known`,
        );
    }
    const wrong = Object.entries(SHAPE).find(([name, isRight]) => !isRight(json[name]));
    if (wrong) return problem(`‘${wrong[0]}’ of this record is missing or not what it should be`);
    return { kind: 'record', record: json as unknown as DecisionRecord };
}

const SHAPE: Readonly<Record<string, (value: unknown) => boolean>> = {
    policy: (value) =>
        isObject(value) &&
        isText(value.name) &&
        isObject(value.sources) &&
        isText(value.sources.sha256) &&
        isListOf(value.sources.files, (file) => isObject(file) && isText(file.name) && isText(file.sha256)),
    verdict: (value) =>
        isObject(value) &&
        isText(value.kind) &&
        (value.outcome === null || (isObject(value.outcome) && isText(value.outcome.name))) &&
        isTextOrNull(value.decidedBy) &&
        isTextOrNull(value.reason) &&
        isListOf(value.missing, isText),
    facts: (value) =>
        isListOf(
            value,
            (fact) =>
                isObject(fact) && isText(fact.name) && isText(fact.source) && isText(fact.text) && 'value' in fact,
        ),
    path: (value) => isListOf(value, (step) => isObject(step) && isText(step.rule) && isText(step.answer)),
    duties: (value) => isListOf(value, (duty) => isObject(duty) && isText(duty.modality) && isText(duty.text)),
};

function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): boolean {
    return typeof value === 'string';
}

function isTextOrNull(value: unknown): boolean {
    return value === null || isText(value);
}

function isListOf(value: unknown, isRight: (each: unknown) => boolean): boolean {
    return Array.isArray(value) && value.every(isRight);
}

function problem(message: string): ReadRecord {
    return { kind: 'problem', message };
}
