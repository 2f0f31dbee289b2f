// What `tenet ask` says: the questions with the outcomes that are still possible, why they are asked, and the end.

import {
    type Answers,
    describeValue,
    type Interview,
    type InterviewQuestion,
    type Policy,
    type Value,
    verdictSentence,
} from '../../language/index.js';
import { expected, valuesOf } from './answers.js';
import { counted, plain, type Terminal } from './terminal.js';

type Fact = InterviewQuestion['fact'];

export function questionLines(
    policy: Policy,
    question: InterviewQuestion,
    state: Interview,
    { colours }: Terminal,
): readonly string[] {
    const { rule, fact, text } = question;
    const head = rule ? `${rule.name}${rule.title === undefined ? '' : ` ${plain(rule.title)}`}` : 'Before all else';
    const where = rule || question.node ? head : question.why.startsWith('It settles') ? 'What is to be done' : head;
    const values = valuesOf(policy, question);
    const titles = policy.choices.flatMap((choice) => {
        const { type } = fact;
        return (type.kind === 'choice' || type.kind === 'set') && type.choice === choice.name ? choice.values : [];
    });
    const standard =
        fact.default === undefined ? '' : `; Enter for ${plain(describeValue(policy, fact, fact.default))}`;
    return [
        '',
        colours.dim(`${where} · so far: ${possibleText(policy, state)}`),
        `${colours.bold(plain(text))} ${colours.dim(`(${expected(question)}${standard})`)}`,
        ...values.map((name, index) => {
            const title = titles[index]?.title;
            return `  ${String(index + 1).padStart(2)}  ${name}${title === undefined ? '' : `  ${colours.dim(plain(title))}`}`;
        }),
    ];
}

/** `open, still possible: Assessed in, Assessed out`. */
function possibleText(policy: Policy, { possible, maybeNone, exact }: Interview): string {
    const names = possible.map((name) => outcomeTitle(policy, name));
    if (maybeNone) names.push('no outcome');
    const [only] = names;
    if (names.length === 1 && only !== undefined) return `${only} is certain`;
    return `open, still possible: ${names.join(', ')}${exact ? '' : ' (not proved)'}`;
}

export function answerLine(policy: Policy, fact: Fact, value: Value, { colours }: Terminal): string {
    return colours.dim(`  → ${plain(describeValue(policy, fact, value))}`);
}

export function whyLines({ why, citations, node, rule }: InterviewQuestion, { colours }: Terminal): readonly string[] {
    const notes = [...(rule?.notes ?? []), ...stepNotes(rule, node?.rule)];
    const cited = [...new Set(citations.map(({ text }) => text))];
    return [
        `  ${plain(why)}`,
        ...notes.map((note) => `  ${plain(note)}`),
        ...(cited.length > 0 ? [colours.dim(`  See ${cited.map(plain).join('; ')}.`)] : []),
    ];
}

function stepNotes(rule: InterviewQuestion['rule'], name: string | undefined): readonly string[] {
    return rule?.kind === 'principle' ? (rule.steps.find((step) => step.name === name)?.notes ?? []) : [];
}

/** The answers in the order in which they were given. */
export function answersLines(policy: Policy, { facts }: Answers, names: readonly string[]): readonly string[] {
    if (names.length === 0) return ['  Nothing has been answered yet.'];
    return names.map((name, index) => {
        const fact = policy.facts.find((each) => each.name === name) as Fact;
        const value = facts.get(name);
        const text = value === undefined ? 'not known' : describeValue(policy, fact, value);
        return `  ${String(index + 1).padStart(2)}  ${plain(fact.question ?? name)} ${plain(text)}`;
    });
}

export function openLines(policy: Policy, state: Interview): readonly string[] {
    return [
        `  So far: ${possibleText(policy, state)}.`,
        ...state.open.map(({ text }, index) => `  ${index === 0 ? 'Now' : 'Perhaps'}: ${plain(text)}`),
        ...(state.notNeeded.length > 0 ? [`  No longer needed (${state.notNeeded.length}):`] : []),
        ...state.notNeeded.map(({ name, question }) => `    ${plain(question ?? name)}`),
    ];
}

/** Questions that an answer made needless. */
export function lessToAskLines(
    before: Interview,
    now: Interview,
    answered: string,
    { colours }: Terminal,
): readonly string[] {
    const known = new Set(before.notNeeded.map(({ name }) => name));
    const fewer = now.notNeeded.filter(({ name }) => !known.has(name) && name !== answered);
    if (fewer.length === 0 || !now.next) return [];
    return [colours.dim(`  No longer needed: ${counted(fewer.length, 'question')} (o lists them)`)];
}

export function takenBackLine(policy: Policy, name: string, { colours }: Terminal): string {
    const question = policy.facts.find((fact) => fact.name === name)?.question ?? name;
    return colours.dim(`  Taken back: ${plain(question)}`);
}

export function stoppedLines({ colours }: Terminal): readonly string[] {
    return ['', colours.yellow('Stopped before the end: the case is not decided.')];
}

/** The decision in a sentence, what it rests on that nobody knew, and what is to be done. */
export function endLines(
    policy: Policy,
    answers: Answers,
    { verdict, notNeeded }: Interview,
    { colours }: Terminal,
): readonly string[] {
    const tone = policy.outcomes.find(({ name }) => verdict.kind === 'outcome' && name === verdict.outcome)?.tone;
    const paint = tone === 'accept' ? colours.green : tone === 'refuse' ? colours.red : colours.yellow;
    const skipped = policy.facts.filter(({ name }) => answers.skipped.has(name));
    const missing = skipped.filter(({ name }) => verdict.missing.includes(name));
    const assumed = skipped.flatMap((fact) => {
        if (fact.default === undefined) return [];
        return [`  Assumed: ${plain(fact.question ?? fact.name)} ${plain(describeValue(policy, fact, fact.default))}`];
    });
    const unknown = policy.facts.filter(({ name }) => answers.facts.get(name) === null);
    return [
        '',
        colours.bold(paint(plain(verdictSentence(policy, verdict)))),
        ...assumed,
        ...[...missing, ...unknown].map(({ name, question }) => `  Nobody knew: ${plain(question ?? name)}`),
        ...(verdict.duties.length > 0 ? ['To be done:'] : []),
        ...verdict.duties.map(({ modality, audience, text }) => {
            return `  [ ] ${modality} ${audience === null ? '' : `tell ${plain(audience)}: `}${plain(text)}`;
        }),
        colours.dim(`${counted(answers.facts.size, 'answer')}; ${counted(notNeeded.length, 'question')} not needed.`),
    ];
}

function outcomeTitle(policy: Policy, name: string): string {
    return plain(policy.outcomes.find((outcome) => outcome.name === name)?.title ?? name);
}
