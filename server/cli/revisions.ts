// Files as they were: `git:REV` and `git:REV:path` read policies, and all that they use, out of a git repository. Such a
// file is named `git://REV/path`, so that what it uses is looked for in the same revision.

import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { WrongUsage } from './exit.js';
import { decoded } from './read.js';
import type { DiskReader } from './workspace.js';

const SCHEME = 'git://';

/** Whether a name on the command line speaks of a revision. */
export function isRevision(name: string): boolean {
    return name.startsWith('git:');
}

/**
 * The address of a file in a revision.
 *
 * @param name `git:REV` or `git:REV:path`
 * @param path the file meant where the name has none
 */
export async function addressIn(name: string, path: string | undefined): Promise<string> {
    const [, revision = '', named] = /^git:([^:]*)(?::(.+))?$/.exec(name) ?? [];
    const file = named ?? path;
    if (file === undefined) throw new WrongUsage(`${name}: write git:REV:path where both sides are revisions`);
    // A leading dash would be an option of git.
    const known =
        !revision.startsWith('-') &&
        revision !== '' &&
        (await git('rev-parse', '--verify', '--quiet', `${revision}^{commit}`));
    if (!known) throw new WrongUsage(`${name}: git knows no revision ‘${revision}’ here`);
    return `${SCHEME}${encodeURIComponent(revision)}${resolve(file).replaceAll(sep, '/')}`;
}

/** Reads files of revisions by their addresses, and others from the disk. */
export function revisionReader(disk: DiskReader): DiskReader {
    const problems = new Map<string, string>();
    const read = async (uri: string): Promise<string | undefined> => {
        const place = placeIn(uri);
        if (!place) return disk.read(uri);
        const bytes = await show(place);
        if (!bytes) {
            problems.set(uri, 'there is no such file in this revision');
            return undefined;
        }
        const found = decoded(bytes);
        if (found.kind === 'text') return found.text;
        problems.set(uri, found.message);
        return undefined;
    };
    return {
        read,
        get problems() {
            return new Map([...disk.problems, ...problems]);
        },
    };
}

/** The revision and path of an address; undefined for files on the disk. */
export function placeIn(uri: string): { readonly revision: string; readonly path: string } | undefined {
    const [, revision, path] = /^git:\/\/([^/]+)(\/.*)$/.exec(uri) ?? [];
    if (revision === undefined || path === undefined) return undefined;
    return { revision: decodeURIComponent(revision), path: /^\/[A-Za-z]:\//.test(path) ? path.slice(1) : path };
}

async function show({
    revision,
    path,
}: {
    readonly revision: string;
    readonly path: string;
}): Promise<Buffer | undefined> {
    const top = (await git('rev-parse', '--show-toplevel'))?.toString('utf8').trimEnd();
    if (top === undefined) return undefined;
    // The current folder may be reached by a link that git does not know of.
    const here = await realpath(process.cwd());
    const inside = relative(top, resolve(here, relative(process.cwd(), path))).replaceAll(sep, '/');
    return git('cat-file', 'blob', `${revision}:${inside}`);
}

/** More is no policy. */
const MOST_BYTES = 16 * 1024 * 1024;

function git(...args: readonly string[]): Promise<Buffer | undefined> {
    return new Promise((done, failed) => {
        execFile('git', args, { encoding: 'buffer', maxBuffer: MOST_BYTES }, (error, stdout) => {
            if (error && 'code' in error && error.code === 'ENOENT') failed(new WrongUsage('git is not installed'));
            else done(error ? undefined : stdout);
        });
    });
}
