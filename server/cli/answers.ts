// What somebody means by a line typed at a question. Values come first: a choice may have a value called `b`.

import { factDecoder, type InterviewQuestion, isoFromDay, type Policy, type Value } from '../../language/index.js';

export type ReadAnswer =
    | { readonly kind: 'value'; readonly value: Value }
    | { readonly kind: 'do not know' }
    /** Takes back the last answer, or the one with the number. */
    | { readonly kind: 'back'; readonly number?: number }
    | { readonly kind: 'list' }
    | { readonly kind: 'open' }
    | { readonly kind: 'why' }
    | { readonly kind: 'leave' }
    | { readonly kind: 'problem'; readonly message: string };

export function readAnswer(policy: Policy, question: InterviewQuestion, line: string): ReadAnswer {
    const text = line.trim();
    const { fact, doNotKnow } = question;
    const values = valuesOf(policy, question);
    if (values.includes(text)) return decode(policy, question, fact.type.kind === 'set' ? [text] : text);
    const word = text.toLowerCase();
    const command = COMMANDS[word];
    if (command) return command;
    const back = /^(?:b|back) +(\d+)$/.exec(word);
    if (back) return { kind: 'back', number: Number(back[1]) };
    if (word === '') {
        if (doNotKnow === 'default') return { kind: 'do not know' };
        return { kind: 'problem', message: `An answer, please: ${expected(question)}; u if nobody knows.` };
    }
    switch (fact.type.kind) {
        case 'boolean':
            if (/^(y|yes|n|no)$/.test(word)) return { kind: 'value', value: word.startsWith('y') };
            return { kind: 'problem', message: `‘${text}’ is neither yes nor no.` };
        case 'choice':
            return decode(policy, question, named(values, text) ?? text);
        case 'set': {
            if (word === 'none') return { kind: 'value', value: [] };
            const parts = text.split(/[\s,]+/).filter((part) => part !== '');
            return decode(
                policy,
                question,
                parts.map((part) => named(values, part) ?? part),
            );
        }
        case 'date':
            return decode(policy, question, word === 'today' ? today() : text);
        case 'number':
        case 'money':
        case 'duration':
            return decode(policy, question, text);
    }
}

/** The values of a choice or set, in order. */
export function valuesOf(policy: Policy, { fact: { type } }: InterviewQuestion): readonly string[] {
    if (type.kind !== 'choice' && type.kind !== 'set') return [];
    return policy.choices.find(({ name }) => name === type.choice)?.values.map(({ name }) => name) ?? [];
}

/** What to type, in a few words. */
export function expected({ fact: { type } }: InterviewQuestion): string {
    switch (type.kind) {
        case 'boolean':
            return 'y or n';
        case 'choice':
            return 'a number or a name';
        case 'set':
            return 'numbers or names with commas, or none';
        case 'number':
            return type.unit === undefined ? 'a number' : `a number of ${type.unit}`;
        case 'money':
            return `an amount in ${type.currency}`;
        case 'duration':
            return `a duration, as 20 minutes; a bare number is ${type.unit}`;
        case 'date':
            return 'a date as YYYY-MM-DD, or today';
    }
}

const COMMANDS: Readonly<Record<string, ReadAnswer>> = Object.assign(Object.create(null), {
    u: { kind: 'do not know' },
    unknown: { kind: 'do not know' },
    '?': { kind: 'why' },
    why: { kind: 'why' },
    b: { kind: 'back' },
    back: { kind: 'back' },
    a: { kind: 'list' },
    o: { kind: 'open' },
    q: { kind: 'leave' },
});

/** By number, by name in any case, or by the only name that begins so. */
function named(values: readonly string[], text: string): string | undefined {
    const number = /^\d+$/.test(text) ? values[Number(text) - 1] : undefined;
    if (number !== undefined) return number;
    const word = text.toLowerCase();
    const exact = values.find((value) => value.toLowerCase() === word);
    if (exact !== undefined) return exact;
    const starting = values.filter((value) => value.toLowerCase().startsWith(word));
    return starting.length === 1 ? starting[0] : undefined;
}

function decode(policy: Policy, { fact }: InterviewQuestion, json: unknown): ReadAnswer {
    // A bare number is one, for the unit of the fact goes without saying.
    const isNumber = typeof json === 'string' && fact.type.kind === 'duration' && /^\d{1,15}$/.test(json);
    const decoded = factDecoder(policy).value(fact, isNumber ? Number(json) : json);
    if (decoded.kind === 'value') return { kind: 'value', value: decoded.value };
    return { kind: 'problem', message: decoded.problem.message };
}

function today(): string {
    const now = new Date();
    return isoFromDay(Math.floor(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / 86_400_000));
}
