// What replaying records has to say, in lines and as JSON (docs/json/replay.schema.json).

import type { Replay } from '../../language/index.js';
import type { Replayed } from './replay.js';
import { counted, plain, type Terminal } from './terminal.js';

export function replayJson(replayed: readonly Replayed[]): object {
    const same = replayed.filter(({ found }) => found.same).length;
    return {
        version: 1,
        records: replayed.map(({ name, record, found: { same, differences, changedFiles } }) => {
            return { record: name, reference: record.reference, same, differences, changedFiles };
        }),
        same,
        differ: replayed.length - same,
    };
}

/** One record is told at length; of several those that differ, and the sums. */
export function replayText(replayed: readonly Replayed[], terminal: Terminal): string {
    const { colours } = terminal;
    const [only] = replayed;
    if (!only) return 'No record was replayed.\n';
    if (replayed.length === 1) return `${replayLines(only, terminal).join('\n')}\n`;
    const differing = replayed.filter(({ found }) => !found.same);
    const same = replayed.length - differing.length;
    const sums =
        differing.length === 0
            ? `${colours.green('✓')} All ${counted(same, 'record')} give the same decision.`
            : `${colours.red('✗')} ${differing.length} of ${counted(replayed.length, 'record')} give another decision.`;
    const files = new Map(
        replayed.flatMap(({ found }) => found.changedFiles.map(({ name, change }) => [name, change])),
    );
    return `${[
        ...differing.flatMap((each) => [...headLines(each, terminal), ...differenceLines(each.found, terminal), '']),
        sums,
        filesLine([...files].map(([name, change]) => ({ name, change }))),
    ].join('\n')}\n`;
}

function headLines({ name, record }: Replayed, { colours }: Terminal): readonly string[] {
    const reference = record.reference === null ? '' : `  ${colours.dim(plain(record.reference))}`;
    return [`${colours.red('✗')} ${colours.bold(plain(name))}${reference}`];
}

function replayLines({ record, policyTitle, found }: Replayed, terminal: Terminal): readonly string[] {
    const { colours } = terminal;
    const files = filesLine(found.changedFiles);
    if (found.same) {
        return [`${colours.green('✓')} Same decision by ${plain(policyTitle)}: ${plain(record.verdict.text)}`, files];
    }
    return [`${colours.red('✗')} The decision differs.`, ...differenceLines(found, terminal), files];
}

function differenceLines({ differences }: Replay, { colours }: Terminal): readonly string[] {
    return differences.flatMap(({ what, then, now }) => [
        `  ${colours.bold(what)}`,
        `    then: ${plain(then)}`,
        `    now:  ${plain(now)}`,
    ]);
}

function filesLine(changed: readonly { readonly name: string; readonly change: string }[]): string {
    if (changed.length === 0) return '  The files of the policy are the same.';
    const files = changed.map(({ name, change }) => `${plain(name)} ${change}`);
    return `  The files of the policy are not what they were: ${files.join(', ')}.`;
}
