// Which version of a policy a picture is of: the hash of its files, what git calls the last commit, and the day. The same
// files in the same commit are the same version, whether the command line or an editor asks.

import type { Edition } from '../language/flowchart/imprint.js';
import { hashSources } from '../language/review/record.js';
import type { Revisions } from './changes.js';
import { sha256 } from './sha256.js';
import { encodedUri } from './uris.js';

export interface EditionHost {
    /** Absent where there is no git. */
    readonly revisions?: Revisions;
    /** Seconds since 1970, of the environment variable `SOURCE_DATE_EPOCH`: the day of what is to be made again alike. */
    readonly sourceDateEpoch?: string;
}

/**
 * The edition of a policy.
 *
 * @param files all that the policy uses, its own file last; their addresses unescaped
 */
export async function editionOf(
    files: readonly { readonly uri: string; readonly text: string }[],
    { revisions, sourceDateEpoch }: EditionHost,
): Promise<Edition> {
    const { sha256: hash } = await hashSources(namedFrom(files.at(-1)?.uri ?? '', files), sha256);
    const commit = revisions && (await commitOf(files, revisions));
    return { sha256: hash, generated: dayOf(sourceDateEpoch), ...(commit ? { commit } : {}) };
}

/** The files by their paths from the folder of `home`, which is how the command line names them too. */
export function namedFrom(
    home: string,
    files: readonly { readonly uri: string; readonly text: string }[],
): readonly { readonly name: string; readonly text: string }[] {
    return files.map(({ uri, text }) => ({ name: relativeTo(home, uri), text }));
}

/** Undefined where one of the files is in no repository, or not in its last commit. */
async function commitOf(
    files: readonly { readonly uri: string; readonly text: string }[],
    { head, read, describe }: Revisions,
): Promise<Edition['commit']> {
    const home = files.at(-1);
    const commit = home && (await head(encodedUri(home.uri)));
    if (!home || commit === undefined) return undefined;
    const committed = await Promise.all(files.map(({ uri }) => read(encodedUri(uri), commit)));
    if (committed.includes(undefined)) return undefined;
    const isChanged = files.some(({ text }, index) => unixLines(text) !== unixLines(committed[index] ?? ''));
    return { name: (await describe(encodedUri(home.uri), commit)) ?? commit.slice(0, 7), isChanged };
}

/** A byte order mark and the kind of line ends are no change. */
function unixLines(text: string): string {
    return text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}

/** Where the reader is, unless the picture is to be the same everywhere. */
function dayOf(sourceDateEpoch: string | undefined): string {
    if (sourceDateEpoch !== undefined && /^\d{1,11}$/.test(sourceDateEpoch)) {
        return new Date(Number(sourceDateEpoch) * 1000).toISOString().slice(0, 10);
    }
    const now = new Date();
    const two = (part: number): string => String(part).padStart(2, '0');
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** `../shared/words.tenet`: the path to a file from the folder of another one. */
function relativeTo(from: string, to: string): string {
    const [folders, path] = [from.split('/').slice(0, -1), to.split('/')];
    const differing = folders.findIndex((folder, index) => folder !== path[index]);
    const shared = differing < 0 ? folders.length : differing;
    return [...folders.slice(shared).map(() => '..'), ...path.slice(shared)].join('/');
}
