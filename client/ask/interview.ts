// The state of an interview as plain data, and how it is told: what the server says about a case becomes the lines and the
// card that the page shows.

import * as vscode from 'vscode';
import type { AskResult, FactInfo, GivenFacts } from '../../server/protocol.js';
import type { Answer, AskState, End, Interview, QuestionCard } from './messages.js';

export function factsOf({ answers }: Interview): GivenFacts {
    return Object.fromEntries(answers.flatMap((each) => (each.kind === 'given' ? [[each.fact, each.value]] : [])));
}

export function skippedOf({ answers }: Interview): readonly string[] {
    return answers.flatMap((each) => (each.kind === 'skipped' ? [each.fact] : []));
}

/** With one more answer, or with an earlier one changed in its place. */
export function withAnswer({ uri, answers }: Interview, answer: Answer): Interview {
    const at = answers.findIndex(({ fact }) => fact === answer.fact);
    return { uri, answers: at < 0 ? [...answers, answer] : answers.with(at, answer) };
}

export function withoutLast({ uri, answers }: Interview): Interview {
    return { uri, answers: answers.slice(0, -1) };
}

type OpenQuestion = AskResult['open'][number];
type AnsweredQuestion = AskResult['answered'][number];

/** @param changing the fact whose earlier answer is being changed */
export function tellState(interview: Interview, result: AskResult, changing: string | undefined): AskState {
    const { open, answered, notNeeded, policy } = result;
    const numbers = new Map([...answered, ...open].map(({ name }, index) => [name, `Q${index + 1}`]));
    const numberOf = ({ name }: FactInfo): string => numbers.get(name) ?? '';
    const changed = answered.find(({ name }) => name === changing);
    const [next] = open;
    const card = changed ? cardOfAnswered(changed, numberOf(changed), interview) : next && cardOf(next, numberOf(next));
    return {
        interview,
        title: policy.title ?? policy.name,
        soFar: tellSoFar(result),
        answered: answered.map((each) => ({
            fact: each.name,
            text: `${numberOf(each)} ${questionOf(each)}`,
            answer: each.text,
        })),
        card: card ?? null,
        later: open.slice(1).map(questionOf),
        notNeeded: notNeeded.map(({ fact, question }) => question ?? fact),
        end: next || changed ? null : tellEnd(result),
    };
}

export function questionOf({ name, question }: Pick<FactInfo, 'name' | 'question'>): string {
    return question ?? name;
}

function tellSoFar({ possible, maybeNone, open, decision, exact }: AskResult): string {
    const { t } = vscode.l10n;
    if (open.length === 0) return t('Decided: {0}', decision.outcome?.title ?? decision.label);
    const outcomes = possible.map(({ name, title }) => title ?? name);
    const all = [...outcomes, ...(maybeNone ? [t('no outcome')] : [])].join(', ');
    return exact ? t('Still possible: {0}', all) : t('Still possible, as far as can be told: {0}', all);
}

function cardOf(question: OpenQuestion, number: string): QuestionCard {
    return {
        ...inputOf(question, number),
        why: question.why,
        citations: question.citations.map(({ text }) => text),
        changing: false,
        before: [],
    };
}

function cardOfAnswered(question: AnsweredQuestion, number: string, { answers }: Interview): QuestionCard {
    const answer = answers.find(({ fact }) => fact === question.name);
    const value = answer?.kind === 'given' ? answer.value : undefined;
    const before = Array.isArray(value) ? value.map(String) : value === undefined ? [] : [String(value)];
    return { ...inputOf(question, number), why: '', citations: [], changing: true, before };
}

function inputOf(
    question: FactInfo & Pick<OpenQuestion, 'doNotKnow'>,
    number: string,
): Pick<QuestionCard, 'fact' | 'number' | 'text' | 'input' | 'doNotKnow'> {
    const { t } = vscode.l10n;
    const meaning = {
        unknown: t('the answer is “unknown”'),
        default: t('{0} counts', question.default ?? ''),
        missing: t('the case may stay undecided'),
    };
    return {
        fact: question.name,
        number,
        text: questionOf(question),
        input: kindOfInput(question),
        doNotKnow: meaning[question.doNotKnow],
    };
}

function kindOfInput({ type, values, typeText }: FactInfo): QuestionCard['input'] {
    const { t } = vscode.l10n;
    switch (type.kind) {
        case 'boolean':
            return {
                kind: 'one',
                choices: [
                    { value: 'yes', label: t('Yes'), key: 'Y' },
                    { value: 'no', label: t('No'), key: 'N' },
                ],
            };
        case 'choice':
        case 'set':
            return {
                kind: type.kind === 'choice' ? 'one' : 'many',
                choices: values.map(({ name, title }, index) => ({
                    value: name,
                    label: title ?? name,
                    key: index < 9 ? String(index + 1) : '',
                })),
            };
        case 'date':
            return { kind: 'date' };
        default:
            return { kind: 'text', hint: typeText };
    }
}

function tellEnd({ decision, answered }: AskResult): End {
    const { t } = vscode.l10n;
    const { outcome, label, reason, decidedBy, duties, steps } = decision;
    const assumptions = answered.filter(({ skipped, text }) => skipped || text === 'unknown');
    return {
        tone: outcome?.tone ?? null,
        outcome: outcome?.title ?? label,
        because: reason ?? (decidedBy === null ? '' : t('decided by {0}', decidedBy)),
        assumptions: assumptions.map((each) => `${questionOf(each)} ${each.text}`),
        steps: steps.map(({ question, answer, decides }) => ({ text: `${question} ${answer}`, decides })),
        duties: duties.map(({ text, modality, audience }) =>
            audience === null ? `${modality} ${text}` : t('{0} tell {1}: {2}', modality, audience, text),
        ),
    };
}

/** The decision for the person whom it is about: outcome, reason, what it rests on, what follows. */
export function letterText({ decision, answered }: AskResult): string {
    const { t } = vscode.l10n;
    const { outcome, label, reason, duties } = decision;
    const known = answered.filter(({ skipped }) => !skipped);
    const used = new Set(decision.steps.flatMap(({ values }) => values.map(({ fact }) => fact)));
    const lines = known.filter(({ name }) => used.has(name)).map((each) => `- ${questionOf(each)} ${each.text}`);
    const told = duties.filter(({ audience }) => audience !== null).map(({ text }) => `- ${text}`);
    return [
        `${outcome?.title ?? label}${reason === null ? '.' : `: ${reason}.`}`,
        ...(lines.length > 0 ? ['', t('This rests on:'), ...lines] : []),
        ...(told.length > 0 ? ['', t('You should know:'), ...told] : []),
        '',
    ].join('\n');
}
