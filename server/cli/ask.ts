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
import { answerLine, answersLines, endLines, openLines, questionLines, whyLines } from './ask-text.js';
import { type ExitCode, FINE, FOUND, INTERRUPTED } from './exit.js';
import { keyboard } from './keyboard.js';
import { loadPolicy } from './load-policy.js';
import { writeOutput } from './output.js';
import { formatOf, makeRecord, renderRecord } from './record.js';
import { refuseTakenTitle, saveScenario } from './save-scenario.js';
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
    const format = options.record === undefined ? undefined : formatOf(undefined, options.record);
    const into = options.into === undefined ? loaded.checked.file.uri : resolve(options.into).replaceAll(sep, '/');
    if (options.save !== undefined) await refuseTakenTitle(into, options.save, policy);
    const held = await hold(policy, terminal);
    if (held.kind === 'interrupted') {
        await terminal.write('\n');
        return INTERRUPTED;
    }
    const { answers, state } = held;
    await terminal.write(`${endLines(policy, answers, state, held.kind === 'over', terminal).join('\n')}\n`);
    if (held.kind === 'stopped') return FOUND;
    if (options.save !== undefined) {
        await saveScenario(into, policy, { title: options.save, facts: answers.facts, verdict: state.verdict });
        terminal.note(`Saved as ‘${plain(options.save)}’ in ${plain(options.into ?? path)}.`);
    }
    if (options.record !== undefined && format !== undefined) {
        await writeOutput(
            terminal,
            options.record,
            renderRecord(await makeRecord(loaded, answers.facts, options), format),
        );
        terminal.note(`Record written to ${plain(options.record)}.`);
    }
    return state.verdict.kind === 'outcome' ? FINE : FOUND;
}

interface Held {
    /** `stopped`: the person left, or the answers ran out. */
    readonly kind: 'over' | 'stopped' | 'interrupted';
    readonly answers: Answers;
    readonly state: Interview;
}

/** Asks until nothing is left to ask. */
async function hold(policy: Policy, terminal: Terminal): Promise<Held> {
    const lines = keyboard();
    let answers = NO_ANSWERS;
    let state = interview(policy, answers);
    const say = (texts: readonly string[]) => terminal.write(texts.map((text) => `${text}\n`).join(''));
    await say([terminal.colours.bold(plain(policy.title ?? policy.name)), terminal.colours.dim(HELP)]);
    try {
        let shown: InterviewQuestion | undefined;
        for (let question = state.next; question; question = state.next) {
            if (question.fact.name !== shown?.fact.name) await say(questionLines(policy, question, state, terminal));
            shown = question;
            const line = await lines.next();
            if (line.kind === 'interrupted') return { kind: 'interrupted', answers, state };
            if (line.kind === 'end') return { kind: 'stopped', answers, state };
            const read = readAnswer(policy, question, line.text);
            switch (read.kind) {
                case 'value':
                    answers = answered(answers, question.fact.name, read.value);
                    await say([answerLine(policy, question.fact, read.value, terminal)]);
                    break;
                case 'do not know':
                    answers = notKnown(policy, answers, question.fact.name);
                    await say([terminal.colours.dim(`  → ${NOT_KNOWN[question.doNotKnow]}`)]);
                    break;
                case 'back': {
                    const names = [...answers.facts.keys(), ...answers.skipped];
                    const name = read.number === undefined ? names.at(-1) : names[read.number - 1];
                    if (name === undefined) await say(['  There is no such answer to take back.']);
                    else answers = takenBack(answers, name);
                    break;
                }
                case 'list':
                    await say(answersLines(policy, answers));
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
            state = interview(policy, answers);
        }
        return { kind: 'over', answers, state };
    } finally {
        lines.close();
    }
}

const HELP =
    '? why am I asked · u don’t know · b back · b 2 change answer 2 · a answers · o what is still open · q leave';

const NOT_KNOWN: Readonly<Record<InterviewQuestion['doNotKnow'], string>> = {
    unknown: 'unknown',
    default: 'not known: the default counts',
    missing: 'not known: it stays missing',
};
