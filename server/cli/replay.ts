// `tenet replay`: a record decided again with the policy as it is now; says that it comes out the same, or what differs.

import { readFile } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import {
    type DecisionRecord,
    type Policy,
    type Replay,
    readRecord,
    replay as replayRecord,
} from '../../language/index.js';
import { isSound } from './check.js';
import { type ExitCode, FINE, FOUND, WrongUsage } from './exit.js';
import { tellFileError } from './file-error.js';
import { nameOfFile } from './files.js';
import { type LoadedPolicy, loadPolicy } from './load-policy.js';
import { writeOutput } from './output.js';
import { sourcesOf } from './sources.js';
import { plain, type Terminal } from './terminal.js';
import { loadWorkspace } from './workspace.js';

export interface ReplayOptions {
    readonly json?: boolean;
    readonly out?: string;
}

export async function replay(
    name: string,
    path: string | undefined,
    options: ReplayOptions,
    terminal: Terminal,
): Promise<ExitCode> {
    const text = await readFile(name, 'utf8').catch(async (error) => {
        throw new WrongUsage(`${name}: ${await tellFileError(error, name)}`);
    });
    const read = readRecord(text.replace(/^\ufeff/, ''));
    if (read.kind === 'problem') throw new WrongUsage(`${name}: ${read.message}`);
    const loaded =
        path === undefined
            ? await policyNamed(read.record.policy.name)
            : await loadPolicy(resolve(path).replaceAll(sep, '/'), terminal);
    if (!loaded) return FOUND;
    const found = replayRecord(loaded.policy, await sourcesOf(loaded), read.record);
    const shown = options.json
        ? `${JSON.stringify(replayJson(found), null, 2)}\n`
        : `${replayLines(read.record, loaded.policy, found, terminal).join('\n')}\n`;
    await writeOutput(terminal, options.out, shown);
    return found.same ? FINE : FOUND;
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

/** In the form of docs/json/replay.schema.json. */
function replayJson({ same, differences, changedFiles }: Replay): object {
    return { version: 1, same, differences, changedFiles };
}

function replayLines(
    record: DecisionRecord,
    policy: Policy,
    { same, differences, changedFiles }: Replay,
    { colours }: Terminal,
): readonly string[] {
    const files = changedFiles.map(({ name, change }) => `${plain(name)} ${change}`);
    const source =
        files.length === 0
            ? 'The files of the policy are the same.'
            : `The files of the policy are not what they were: ${files.join(', ')}.`;
    if (same) {
        const what = plain(record.verdict.text);
        return [`${colours.green('✓')} Same decision by ${plain(policy.title ?? policy.name)}: ${what}`, `  ${source}`];
    }
    return [
        `${colours.red('✗')} The decision differs.`,
        ...differences.flatMap(({ what, then, now }) => [
            `  ${colours.bold(what)}`,
            `    then: ${plain(then)}`,
            `    now:  ${plain(now)}`,
        ]),
        `  ${source}`,
    ];
}
