// `tenet decide`: the verdict of every case, one line of JSON each, in a stream of any length.

import { resolve, sep } from 'node:path';
import { compile, type DecidedLine, factDecoder, lineDecider, type Policy } from '../../language/index.js';
import type { CaseText } from './cases.js';
import { explained } from './decision-text.js';
import { type ExitCode, FINE, FOUND, WrongUsage } from './exit.js';
import { caseOfFacts, casesOf } from './facts-input.js';
import { loadPolicy } from './load-policy.js';
import { openOutput, terminalOutput } from './output.js';
import { startProgress } from './progress.js';
import { recordWriter } from './record-cases.js';
import { counted, plain, type Terminal, withoutColours } from './terminal.js';

export interface DecideOptions {
    readonly facts?: string;
    readonly fact?: readonly string[];
    readonly explain?: boolean;
    readonly json?: boolean;
    readonly out?: string;
    /** Where the records of the cases go: a folder, a file of lines, or the file of one case. */
    readonly record?: string;
    readonly by?: string;
    readonly at?: string;
}

/** Texts are written in pieces of about this many characters. */
const PIECE = 256 * 1024;

export async function decide(path: string, options: DecideOptions, terminal: Terminal): Promise<ExitCode> {
    if (options.explain && options.json) throw new WrongUsage('--explain tells in words: leave out --json');
    if ((options.facts === undefined) === (options.fact === undefined)) {
        throw new WrongUsage('give the cases with --facts FILE, or one case with --fact name=value …');
    }
    const loaded = await loadPolicy(resolve(path).replaceAll(sep, '/'), terminal);
    if (!loaded) return FOUND;
    const { policy } = loaded;
    const batches =
        options.facts === undefined ? [[caseOfFacts(policy, options.fact ?? [])]] : casesOf(options.facts, terminal);
    const decideCase = caseDecider(policy, options, terminal);
    const records =
        options.record === undefined ? undefined : await recordWriter(options.record, loaded, options.facts, options);
    const output = options.out === undefined ? terminalOutput(terminal) : await openOutput(options.out);
    const progress = startProgress(terminal, (text) => process.stderr.write(text));
    let count = 0;
    let failed = 0;
    try {
        let piece = '';
        for await (const batch of batches) {
            for (const each of batch) {
                const decided = decideCase(each);
                piece += `${decided.text}\n`;
                count++;
                if (!decided.ok) failed++;
                else if (records) {
                    await records.add(each);
                    progress.report(count);
                }
                if (piece.length < PIECE) continue;
                await output.write(piece);
                piece = '';
                progress.report(count);
            }
            // Whoever feeds us line by line may wait for the answer.
            if (piece !== '') await output.write(piece);
            piece = '';
        }
        await output.finish();
        await records?.finish();
    } catch (error) {
        await output.abandon();
        await records?.abandon();
        throw error;
    }
    progress.finish(count);
    if (records) terminal.note(`${counted(records.count, 'record')} written to ${plain(options.record ?? '')}.`);
    if (failed > 0) terminal.note(`tenet: ${failed} of ${counted(count, 'case')} could not be decided`);
    return failed > 0 ? FOUND : FINE;
}

function caseDecider(policy: Policy, options: DecideOptions, terminal: Terminal): (each: CaseText) => DecidedLine {
    if (options.explain) {
        const tools = { policy, compiled: compile(policy), decoder: factDecoder(policy) };
        const shown = options.out === undefined ? terminal : withoutColours(terminal);
        return (each) => explained(each, tools, shown);
    }
    const decideLine = lineDecider(policy);
    return (each) => {
        if (each.kind === 'case') return decideLine(each.line, each.text);
        return { text: JSON.stringify({ line: each.line, error: each.message }), ok: false };
    };
}
