// Where a command writes: results to standard output, everything else to standard error, colours only on a terminal. No
// text of a policy reaches a terminal as a command: what could steer one is made visible first.

import { eastAsianWidth } from 'get-east-asian-width';
import pc from 'picocolors';

export type Colours = ReturnType<typeof pc.createColors>;

export interface Terminal {
    /** For results. */
    readonly colours: Colours;
    /** For notes. */
    readonly noteColours: Colours;
    /** Columns to wrap texts at; infinite where nobody looks. */
    readonly width: number;
    /** Whether notes are seen as they are written, so that progress is worth showing. */
    readonly showsProgress: boolean;
    /** Writes results; resolves once more may be written. */
    write(text: string | Uint8Array): Promise<void>;
    /** Writes a line beside the results. */
    note(text: string): void;
}

const NARROWEST = 60;
const WIDEST = 120;

/** The terminal of this process. */
export function processTerminal(): Terminal {
    const { stdout, stderr } = process;
    return {
        colours: pc.createColors(isColoured(stdout)),
        noteColours: pc.createColors(isColoured(stderr)),
        width: stdout.isTTY ? Math.max(NARROWEST, Math.min(stdout.columns || WIDEST, WIDEST)) : Infinity,
        showsProgress: stderr.isTTY === true,
        write: (text) =>
            new Promise((resolve) => {
                if (stdout.write(text)) resolve();
                else stdout.once('drain', resolve);
            }),
        note: (text) => {
            stderr.write(`${text}\n`);
        },
    };
}

/** The same terminal for results that go to a file. */
export function withoutColours(terminal: Terminal): Terminal {
    return { ...terminal, colours: pc.createColors(false), width: Infinity };
}

function isColoured(stream: NodeJS.WriteStream): boolean {
    const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
    if (NO_COLOR) return false;
    if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0';
    return stream.isTTY === true && TERM !== 'dumb';
}

/** A policy's text on one line, with everything that could move the cursor or turn the text around made visible. */
export function plain(text: string): string {
    return text.replace(/\s*[\r\n]+\s*/g, ' ').replace(STEERING, (character) => (character === '\t' ? ' ' : '�'));
}

/** Control characters, marks of direction, halves of pairs. */
const STEERING = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\p{Cs}/gu;

/** Columns that a plain text takes. */
export function columnsOf(text: string): number {
    let columns = 0;
    for (const character of text) {
        if (/\p{M}|\u200d|\ufe0f/u.test(character)) continue;
        columns += eastAsianWidth(character.codePointAt(0) as number);
    }
    return columns;
}

/** Pads a plain text to a number of columns. */
export function padded(text: string, columns: number): string {
    return text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
}

/** Breaks a plain text into lines between words. */
export function wrapped(text: string, width: number): readonly string[] {
    const lines: string[] = [];
    let line = '';
    for (const word of text.split(' ')) {
        const longer = line === '' ? word : `${line} ${word}`;
        if (line !== '' && columnsOf(longer) > width) {
            lines.push(line);
            line = word;
        } else {
            line = longer;
        }
    }
    return [...lines, line];
}

/** `1 scenario`, `12 scenarios`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
    return `${count.toLocaleString('en-GB')} ${count === 1 ? noun : plural}`;
}
