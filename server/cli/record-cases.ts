// `tenet decide --record`: the record of every case decided, as files of a folder, lines of one file, or the one file of a
// single case.

import { mkdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { factDecoder, recordOf } from '../../language/index.js';
import { VERSION } from '../version.js';
import type { CaseText } from './cases.js';
import { WrongUsage } from './exit.js';
import { isFolder, tellFileError } from './file-error.js';
import type { LoadedPolicy } from './load-policy.js';
import { type Output, openOutput } from './output.js';
import { formatOf, type RecordFormat, renderRecord } from './record.js';
import { contextOf, type RecordSayings } from './record-context.js';
import { sourcesOf } from './sources.js';

export interface RecordWriter {
    /** Writes the record of a case; one that cannot be decided has none. */
    add(each: CaseText): Promise<void>;
    finish(): Promise<void>;
    abandon(): Promise<void>;
    /** Records written. */
    readonly count: number;
}

/** `from` names where the cases come from: with the line it is the reference of each. */
export async function recordWriter(
    to: string,
    loaded: LoadedPolicy,
    from: string | undefined,
    said: RecordSayings,
): Promise<RecordWriter> {
    const { policy } = loaded;
    const sources = await sourcesOf(loaded);
    const decoder = factDecoder(policy);
    const now = { ...said, at: said.at ?? `${new Date().toISOString().slice(0, 19)}Z` };
    const keeper = await keeperFor(to);
    const place = from === '-' ? 'standard input' : from && basename(from);
    let count = 0;
    return {
        add: async (each) => {
            if (each.kind === 'problem') return;
            const decoded = decoder.facts(parsed(each.text));
            if (decoded.kind === 'problem') return;
            const reference = now.reference ?? (place === undefined ? undefined : `${place}:${each.line}`);
            const { facts } = decoded;
            const context = contextOf(policy, facts, { ...now, ...(reference === undefined ? {} : { reference }) });
            const record = recordOf(policy, facts, { ...context, sources, tool: `tenet ${VERSION}` });
            await keeper.write(each.line, (format) => renderRecord(record, format));
            count++;
        },
        finish: () => keeper.finish(),
        abandon: () => keeper.abandon(),
        get count() {
            return count;
        },
    };
}

/** Undefined if it is no JSON; whoever decides the case says so. */
function parsed(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}

interface Keeper {
    write(line: number, render: (format: RecordFormat) => string): Promise<void>;
    finish(): Promise<void>;
    abandon(): Promise<void>;
}

async function keeperFor(to: string): Promise<Keeper> {
    if (await isFolder(to)) return folderKeeper(to);
    const extension = extname(to).toLowerCase();
    if (extension === '.jsonl' || extension === '.ndjson') return lineKeeper(await openOutput(to));
    if (extension !== '') return singleKeeper(to, formatOf(undefined, to));
    await mkdir(to, { recursive: true }).catch(async (error) => {
        throw new WrongUsage(`${to}: ${await tellFileError(error, to)}`);
    });
    return folderKeeper(to);
}

function folderKeeper(folder: string): Keeper {
    return {
        write: (line, render) => writeWhole(join(folder, `case-${String(line).padStart(6, '0')}.json`), render('json')),
        finish: async () => {},
        abandon: async () => {},
    };
}

function lineKeeper(output: Output): Keeper {
    return {
        write: (_, render) => output.write(`${JSON.stringify(JSON.parse(render('json')))}\n`),
        finish: () => output.finish(),
        abandon: () => output.abandon(),
    };
}

function singleKeeper(file: string, format: RecordFormat): Keeper {
    let isWritten = false;
    return {
        write: async (_, render) => {
            if (isWritten) {
                throw new WrongUsage(
                    `--record ${basename(file)} holds one case: name a folder, or a .jsonl file, for several`,
                );
            }
            isWritten = true;
            await writeWhole(file, render(format));
        },
        finish: async () => {},
        abandon: async () => {},
    };
}

async function writeWhole(file: string, text: string): Promise<void> {
    const output = await openOutput(file);
    await output.write(text);
    await output.finish();
}
