// `tenet record`: the record of one decision, to be kept, printed, or replayed later.

import { extname, resolve, sep } from 'node:path';
import {
    type DecisionRecord,
    type Facts,
    recordHtml,
    recordJson,
    recordMarkdown,
    recordOf,
} from '../../language/index.js';
import { VERSION } from '../version.js';
import { type CaseOptions, caseFrom } from './case-input.js';
import { type ExitCode, FINE, FOUND, WrongUsage } from './exit.js';
import { type LoadedPolicy, loadPolicy } from './load-policy.js';
import { writeOutput } from './output.js';
import { contextOf, type RecordSayings } from './record-context.js';
import { sourcesOf } from './sources.js';
import type { Terminal } from './terminal.js';

export type RecordFormat = 'json' | 'md' | 'html';

export interface RecordOptions extends CaseOptions, RecordSayings {
    readonly format?: RecordFormat;
    readonly json?: boolean;
    readonly out?: string;
}

export async function record(path: string, options: RecordOptions, terminal: Terminal): Promise<ExitCode> {
    const format = formatOf(options.json ? 'json' : options.format, options.out);
    const loaded = await loadPolicy(resolve(path).replaceAll(sep, '/'), terminal);
    if (!loaded) return FOUND;
    const made = await makeRecord(loaded, await caseFrom(loaded, options), options);
    await writeOutput(terminal, options.out, renderRecord(made, format));
    return FINE;
}

export async function makeRecord(loaded: LoadedPolicy, facts: Facts, said: RecordSayings): Promise<DecisionRecord> {
    const context = contextOf(loaded.policy, facts, said);
    return recordOf(loaded.policy, facts, { ...context, sources: await sourcesOf(loaded), tool: `tenet ${VERSION}` });
}

/** What was asked for, else what the name of the file says. */
export function formatOf(format: RecordFormat | undefined, out: string | undefined): RecordFormat {
    if (format !== undefined) return format;
    if (out === undefined) return 'md';
    switch (extname(out).toLowerCase()) {
        case '.json':
            return 'json';
        case '.md':
        case '.markdown':
            return 'md';
        case '.html':
        case '.htm':
            return 'html';
        default:
            throw new WrongUsage(`${out}: a record is .json, .md or .html; or say which with --format`);
    }
}

export function renderRecord(made: DecisionRecord, format: RecordFormat): string {
    switch (format) {
        case 'json':
            return recordJson(made);
        case 'md':
            return recordMarkdown(made);
        case 'html':
            return recordHtml(made);
    }
}
