// What becomes of an interview that has come to its end: a scenario, a record, what would change it, or another answer.

import { type Answers, nearestChanges, recordMarkdown, type Verdict } from '../../language/index.js';
import { answersLines } from './ask-text.js';
import { WrongUsage } from './exit.js';
import { changeLines } from './explain.js';
import { nameOfFile } from './files.js';
import type { Keyboard } from './keyboard.js';
import type { LoadedPolicy } from './load-policy.js';
import { writeOutput } from './output.js';
import { formatOf, makeRecord, renderRecord } from './record.js';
import type { RecordSayings } from './record-context.js';
import { refuseTakenTitle, saveScenario } from './save-scenario.js';
import { plain, type Terminal } from './terminal.js';

type Decided = Pick<Answers, 'facts'> & { readonly verdict: Verdict };

export interface Over {
    readonly answers: Answers;
    readonly order: readonly string[];
    readonly verdict: Verdict;
    /** What can be asked for now. */
    readonly hint: readonly string[];
}

export interface Ending {
    /** Writes the case as a scenario; gives what to say of it. */
    save(title: string, decided: Decided): Promise<string>;
    /** Writes the record; gives what to say of it. */
    record(file: string, decided: Decided): Promise<string>;
    /** Does what is asked for, until the person leaves or takes an answer back. */
    hear(lines: Keyboard, over: Over, say: (texts: readonly string[]) => Promise<void>): Promise<Left>;
}

export type Left = { readonly kind: 'leave' } | { readonly kind: 'back'; readonly number?: number };

export function endingFor(
    loaded: LoadedPolicy,
    { into, ...said }: RecordSayings & { readonly into: string },
    terminal: Terminal,
): Ending {
    const { policy } = loaded;
    const save = async (title: string, { facts, verdict }: Decided) => {
        await refuseTakenTitle(into, title, policy);
        await saveScenario(into, policy, { title, facts, verdict });
        return `Saved as ‘${plain(title)}’ in ${plain(nameOfFile(into))}.`;
    };
    const record = async (file: string, { facts }: Decided) => {
        const format = formatOf(undefined, file);
        await writeOutput(terminal, file, renderRecord(await makeRecord(loaded, facts, said), format));
        return `Record written to ${plain(file)}.`;
    };
    const done = async (text: string, { answers, order, verdict }: Over): Promise<readonly string[]> => {
        const decided = { facts: answers.facts, verdict };
        const [, command = '', rest = ''] = /^(\S+)\s*(.*)$/su.exec(text) ?? [];
        switch (command.toLowerCase()) {
            case 'a':
                return answersLines(policy, answers, order);
            case 'e':
                return changeLines(policy, nearestChanges(policy, answers.facts));
            case 'p':
                return recordMarkdown(await makeRecord(loaded, answers.facts, said))
                    .trimEnd()
                    .split('\n');
            case 's':
                return [rest === '' ? '  A title, please: s TITLE.' : await save(rest, decided)];
            case 'r':
                return [rest === '' ? '  A file, please: r FILE.' : await record(rest, decided)];
            default:
                return [`  ‘${plain(text)}’ means nothing here: e, s TITLE, p, r FILE, a, b, or q to leave.`];
        }
    };
    const hear: Ending['hear'] = async (lines, over, say) => {
        for (;;) {
            const line = await lines.next();
            const text = line.kind === 'end' ? 'q' : line.text.trim();
            if (/^q(uit)?$/i.test(text)) return { kind: 'leave' };
            if (text === '') {
                // One Enter too many after the last question must not lose the case.
                await say(over.hint);
                continue;
            }
            const back = /^(?:b|back)(?:\s+(\d+))?$/i.exec(text);
            if (back) return { kind: 'back', ...(back[1] === undefined ? {} : { number: Number(back[1]) }) };
            try {
                await say(await done(text, over));
            } catch (error) {
                if (!(error instanceof WrongUsage)) throw error;
                await say([`  ${plain(error.message)}`]);
            }
        }
    };
    return { save, record, hear };
}
