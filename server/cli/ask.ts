// `tenet ask`: the policy asks about a case in the terminal, question by question and by keyboard alone; only what is
// still needed, with the reason for each question. Works as well with the answers on standard input.

import { resolve, sep } from 'node:path';
import {
    type Answers,
    answered,
    type Interview,
    type InterviewQuestion,
    interview,
    NO_ANSWERS,
    notKnown,
    type Policy,
    takenBack,
} from '../../language/index.js';
import { readAnswer } from './answers.js';
import { type Ending, endingFor } from './ask-end.js';
import {
    answerLine,
    answersLines,
    endLines,
    lessToAskLines,
    openLines,
    questionLines,
    stoppedLines,
    takenBackLine,
    whyLines,
} from './ask-text.js';
import { type ExitCode, FINE, FOUND } from './exit.js';
import { keyboard } from './keyboard.js';
import { loadPolicy } from './load-policy.js';
import { formatOf } from './record.js';
import { refuseTakenTitle } from './save-scenario.js';
import { plain, type Terminal } from './terminal.js';

export interface AskOptions {
    readonly save?: string;
    readonly into?: string;
    readonly record?: string;
    readonly by?: string;
    readonly at?: string;
    readonly reference?: string;
}

export async function ask(path: string, options: AskOptions, terminal: Terminal): Promise<ExitCode> {
    const loaded = await loadPolicy(resolve(path).replaceAll(sep, '/'), terminal);
    if (!loaded) return FOUND;
    const { policy } = loaded;
    // What could not be written in the end is said before the first question.
    if (options.record !== undefined) formatOf(undefined, options.record);
    const into = options.into === undefined ? loaded.checked.file.uri : resolve(options.into).replaceAll(sep, '/');
    if (options.save !== undefined) await refuseTakenTitle(into, options.save, policy);
    const ending = endingFor(loaded, { ...options, into }, terminal);
    const held = await hold(policy, ending, terminal);
    const { answers, state } = held;
    if (held.kind === 'stopped') {
        await terminal.write(`${stoppedLines(terminal).join('\n')}\n`);
        return FOUND;
    }
    const draft = { facts: answers.facts, verdict: state.verdict };
    if (options.save !== undefined) terminal.note(await ending.save(options.save, draft));
    if (options.record !== undefined) terminal.note(await ending.record(options.record, draft));
    return state.verdict.kind === 'outcome' ? FINE : FOUND;
}

interface Held {
    /** `stopped`: the person left, or the answers ran out. */
    readonly kind: 'over' | 'stopped';
    readonly answers: Answers;
    readonly state: Interview;
}

/** Asks until nothing is left to ask, and then what is to become of it. */
async function hold(policy: Policy, ending: Ending, terminal: Terminal): Promise<Held> {
    const lines = keyboard();
    let answers = NO_ANSWERS;
    /** The facts in the order in which they were answered. */
    let order: readonly string[] = [];
    let state = interview(policy, answers);
    const say = (texts: readonly string[]) => terminal.write(texts.map((text) => `${text}\n`).join(''));
    const take = async (name: string, now: Answers) => {
        const before = state;
        answers = now;
        if (!order.includes(name)) order = [...order, name];
        state = interview(policy, answers);
        await say(lessToAskLines(before, state, name, terminal));
    };
    const takeBack = async (number: number | undefined) => {
        const name = number === undefined ? order.at(-1) : order[number - 1];
        if (name === undefined) return say(['  There is no such answer to take back.']);
        await say([takenBackLine(policy, name, terminal)]);
        answers = takenBack(answers, name);
        order = order.filter((each) => each !== name);
        state = interview(policy, answers);
    };
    await say([terminal.colours.bold(plain(policy.title ?? policy.name)), terminal.colours.dim(HELP)]);
    try {
        let shown: InterviewQuestion | undefined;
        for (;;) {
            const question = state.next;
            if (!question) {
                await say(endLines(policy, answers, state, terminal));
                const hint = lines.isTerminal ? [terminal.colours.dim(END_HELP)] : [];
                await say(hint);
                const left = await ending.hear(lines, { answers, order, verdict: state.verdict, hint }, say);
                if (left.kind === 'leave') return { kind: 'over', answers, state };
                await takeBack(left.number);
                shown = undefined;
                continue;
            }
            if (question.fact.name !== shown?.fact.name) await say(questionLines(policy, question, state, terminal));
            shown = question;
            const line = await lines.next();
            if (line.kind === 'end') return { kind: 'stopped', answers, state };
            const read = readAnswer(policy, question, line.text);
            const { name } = question.fact;
            switch (read.kind) {
                case 'value':
                    await say([answerLine(policy, question.fact, read.value, terminal)]);
                    await take(name, answered(answers, name, read.value));
                    break;
                case 'do not know':
                    await say([terminal.colours.dim(`  → ${NOT_KNOWN[question.doNotKnow]}`)]);
                    await take(name, notKnown(policy, answers, name));
                    break;
                case 'back':
                    await takeBack(read.number);
                    break;
                case 'list':
                    await say(answersLines(policy, answers, order));
                    continue;
                case 'open':
                    await say(openLines(policy, state));
                    continue;
                case 'why':
                    await say(whyLines(question, terminal));
                    continue;
                case 'leave':
                    return { kind: 'stopped', answers, state };
                case 'problem':
                    await say([`  ${plain(read.message)}`]);
                    continue;
            }
            shown = undefined;
        }
    } finally {
        lines.close();
    }
}

const HELP =
    '? why am I asked · u don’t know · b back · b 2 change answer 2 · a answers · o what is still open · q leave';

const END_HELP =
    'e what would change this · s TITLE save as a scenario · p show the record · r FILE write it · b back · b 2 change answer 2 · q leave';

const NOT_KNOWN: Readonly<Record<InterviewQuestion['doNotKnow'], string>> = {
    unknown: 'unknown',
    default: 'not known: the default counts',
    missing: 'not known: it stays missing',
};
