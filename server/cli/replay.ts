// `tenet replay`: records decided again with the policy as it is now; says of each that it comes out the same, or what
// differs.

import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { glob } from 'tinyglobby';
import {
    type DecisionRecord,
    type Replay,
    readRecord,
    replay as replayRecord,
    type Sources,
} from '../../language/index.js';
import { type ExitCode, FINE, FOUND, WRONG, WrongUsage } from './exit.js';
import { isFolder, tellFileError } from './file-error.js';
import { nameOfFile } from './files.js';
import { type LoadedPolicy, loadPolicy } from './load-policy.js';
import { writeOutput } from './output.js';
import { replayJson, replayText } from './replay-text.js';
import { sourcesOf } from './sources.js';
import { plain, type Terminal, withoutColours } from './terminal.js';
import { isSound, loadWorkspace } from './workspace.js';

export interface ReplayOptions {
    readonly policy?: string;
    readonly json?: boolean;
    readonly out?: string;
}

/** A record with where it stands: its file, and its line if the file holds several. */
export interface Replayed {
    readonly name: string;
    readonly record: DecisionRecord;
    readonly policyTitle: string;
    readonly found: Replay;
}

export async function replay(names: readonly string[], options: ReplayOptions, terminal: Terminal): Promise<ExitCode> {
    const { records, policy } = await namedOnes(names, options.policy);
    const known = knownPolicies(policy, terminal);
    const replayed: Replayed[] = [];
    const problems: string[] = [];
    for (const each of await recordsIn(records)) {
        const read = each.kind === 'text' ? readRecord(each.text) : each;
        if (read.kind === 'problem') {
            problems.push(`${each.name}: ${read.message}`);
            continue;
        }
        const { record } = read;
        const loaded = await known(record.policy.name);
        if (!loaded) return FOUND;
        const found = replayRecord(loaded.policy, loaded.sources, record);
        const policyTitle = loaded.policy.title ?? loaded.policy.name;
        replayed.push({ name: each.name, record, policyTitle, found });
    }
    const [problem] = problems;
    if (problem !== undefined && replayed.length === 0 && problems.length === 1) throw new WrongUsage(problem);
    for (const each of problems) terminal.note(`tenet: ${plain(each)}`);
    const shown = options.out === undefined ? terminal : withoutColours(terminal);
    const text = options.json ? `${JSON.stringify(replayJson(replayed), null, 2)}\n` : replayText(replayed, shown);
    await writeOutput(terminal, options.out, text);
    if (problems.length > 0) return WRONG;
    return replayed.every(({ found }) => found.same) ? FINE : FOUND;
}

/** Of what was named, the records; a policy file may stand behind them. */
async function namedOnes(
    names: readonly string[],
    policy: string | undefined,
): Promise<{ readonly records: readonly string[]; readonly policy: string | undefined }> {
    const last = names.at(-1);
    if (policy !== undefined || last === undefined || extname(last) !== '.tenet') return { records: names, policy };
    if (names.length === 1) throw new WrongUsage(`${last}: name the record before the policy`);
    return { records: names.slice(0, -1), policy: last };
}

type NamedText =
    | { readonly kind: 'text'; readonly name: string; readonly text: string }
    | { readonly kind: 'problem'; readonly name: string; readonly message: string };

/** The records of files, of folders, and of files with one on each line. */
async function recordsIn(names: readonly string[]): Promise<readonly NamedText[]> {
    const texts: NamedText[] = [];
    for (const name of names) {
        const files = (await isFolder(name)) ? await filesIn(name) : [name];
        if (files.length === 0) throw new WrongUsage(`${name}: there is no .json or .jsonl file in this folder`);
        for (const file of files) {
            try {
                texts.push(...textsIn(file, (await readFile(file, 'utf8')).replace(/^\ufeff/, '')));
            } catch (error) {
                texts.push({ kind: 'problem', name: file, message: await tellFileError(error, file) });
            }
        }
    }
    return texts;
}

function textsIn(name: string, text: string): readonly NamedText[] {
    if (!/\.(jsonl|ndjson)$/i.test(name)) return [{ kind: 'text', name, text }];
    return text.split('\n').flatMap((line, index): readonly NamedText[] => {
        return line.trim() === '' ? [] : [{ kind: 'text', name: `${name}, line ${index + 1}`, text: line }];
    });
}

async function filesIn(folder: string): Promise<readonly string[]> {
    const found = await glob(['**/*.{json,jsonl,ndjson}'], {
        cwd: folder,
        absolute: true,
        expandDirectories: false,
        followSymbolicLinks: false,
    });
    return found.sort().map(nameOfFile);
}

type Known = LoadedPolicy & { readonly sources: Sources };

/** Each policy is loaded once; undefined if it has errors, which have been told. */
function knownPolicies(path: string | undefined, terminal: Terminal): (name: string) => Promise<Known | undefined> {
    const known = new Map<string, Known>();
    return async (name) => {
        const key = path ?? name;
        const before = known.get(key);
        if (before) return before;
        const loaded =
            path === undefined
                ? await policyNamed(name)
                : await loadPolicy(resolve(path).replaceAll(sep, '/'), terminal);
        if (!loaded) return undefined;
        const found = { ...loaded, sources: await sourcesOf(loaded) };
        known.set(key, found);
        return found;
    };
}

/** The policy of that name below the current folder. */
async function policyNamed(name: string): Promise<LoadedPolicy> {
    const { files, project } = await loadWorkspace([]);
    const fitting = files.filter((file) => file.policy?.name === name && file.policyFile?.uri === file.file.uri);
    const [checked] = fitting;
    const shown = `‘${plain(name)}’`;
    if (!checked) throw new WrongUsage(`there is no policy ${shown} below this folder: name its file after the record`);
    if (fitting.length > 1) {
        const places = fitting.map(({ file }) => nameOfFile(file.uri)).join(', ');
        throw new WrongUsage(`the policy ${shown} is in several files (${places}): name one after the record`);
    }
    if (!isSound(checked))
        throw new WrongUsage(`${nameOfFile(checked.file.uri)}: this policy has errors; see tenet check`);
    return { policy: checked.policy, checked, project };
}
