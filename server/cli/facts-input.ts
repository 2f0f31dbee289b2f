// Where the cases of `tenet decide` come from: a file, standard input, or facts given one by one.

import { createReadStream } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { Policy } from '../../language/index.js';
import { type CaseSplitter, type CaseText, caseSplitter, lineSplitter } from './cases.js';
import { WrongUsage } from './exit.js';
import { isFolder, tellFileError } from './file-error.js';
import { decoded } from './read.js';
import type { Terminal } from './terminal.js';

const CHUNK_BYTES = 256 * 1024;

/** The cases of a file, or of standard input where it is named `-`, in batches. */
export async function* casesOf(name: string, terminal: Terminal): AsyncGenerator<readonly CaseText[]> {
    if (name !== '-' && (await isFolder(name))) throw new WrongUsage(`${name}: this is a folder, not a file`);
    if (name === '-' && process.stdin.isTTY) terminal.note('Reading cases from the keyboard, one a line; Ctrl-D ends.');
    const stream = name === '-' ? process.stdin : createReadStream(name, { highWaterMark: CHUNK_BYTES });
    const splitter: CaseSplitter = /\.(jsonl|ndjson)$/i.test(name) ? lineSplitter() : caseSplitter();
    const decoder = new StringDecoder('utf8');
    let isFirst = true;
    try {
        for await (const chunk of stream as AsyncIterable<Buffer>) {
            let text = decoder.write(chunk);
            if (isFirst) {
                refuseOtherEncodings(name, chunk);
                text = text.replace(/^\ufeff/, '');
                isFirst = false;
            }
            yield splitter.push(text);
        }
    } catch (error) {
        if (error instanceof WrongUsage) throw error;
        throw new WrongUsage(`${name}: ${await tellFileError(error, name)}`);
    }
    yield splitter.push(decoder.end());
    yield splitter.end();
}

/** The beginning of a file shows whether it is text at all; what is not UTF-8 later on spoils no more than its line. */
function refuseOtherEncodings(name: string, chunk: Buffer): void {
    const read = decoded(chunk.subarray(0, BYTES_LOOKED_AT), { isWhole: false });
    if (read.kind === 'problem') throw new WrongUsage(`${name === '-' ? 'standard input' : name}: ${read.message}`);
}

const BYTES_LOOKED_AT = 4_096;

/** The case made of `name=value` texts, as JSON. */
export function caseOfFacts(policy: Policy, given: readonly string[]): CaseText {
    const entries = new Map<string, unknown>();
    for (const each of given) {
        const at = each.indexOf('=');
        if (at <= 0) throw new WrongUsage(`--fact ${each}: write it as name=value`);
        const name = each.slice(0, at).trim();
        if (entries.has(name)) throw new WrongUsage(`--fact ${name}: this fact is given twice`);
        entries.set(name, jsonValueOf(policy, name, each.slice(at + 1).trim()));
    }
    return { kind: 'case', line: 1, text: JSON.stringify(Object.fromEntries(entries)) };
}

/** What a text on the command line stands for in JSON. */
function jsonValueOf(policy: Policy, name: string, text: string): unknown {
    switch (policy.facts.find((fact) => fact.name === name)?.type.kind) {
        case 'boolean':
            return text === 'true' ? true : text === 'false' ? false : text;
        case 'set':
            return text === 'unknown' ? text : setOf(text);
        default:
            return text;
    }
}

/** `a,b`, `{ a, b }`, `["a","b"]`; nothing is the empty set. */
function setOf(text: string): readonly string[] {
    const inside = text.replace(/^[{[]\s*|\s*[}\]]$/g, '');
    return inside === '' ? [] : inside.split(/\s*,\s*/).map((each) => each.replace(/^"(.*)"$/, '$1'));
}
