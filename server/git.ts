// Committed versions of files on the disk, by the `git` of the machine. A node entry point.

import { execFile } from 'node:child_process';
import { basename, dirname } from 'node:path';
import { URI } from 'vscode-uri';
import type { Revisions } from './changes.js';

/** More is no policy. */
const MOST_BYTES = 16 * 1024 * 1024;

export const gitRevisions: Revisions = {
    head: async (uri) => {
        const path = pathOf(uri);
        if (path === undefined) return undefined;
        return (await git(dirname(path), 'rev-parse', '--verify', '--quiet', 'HEAD^{commit}'))?.trim();
    },
    read: async (uri, commit) => {
        const path = pathOf(uri);
        return path === undefined ? undefined : git(dirname(path), 'cat-file', 'blob', `${commit}:./${basename(path)}`);
    },
    describe: async (uri, commit) => {
        const path = pathOf(uri);
        if (path === undefined) return undefined;
        return (await git(dirname(path), 'describe', '--always', '--tags', '--abbrev=7', commit))?.trim();
    },
};

/**
 * A folder that nobody trusts yet may say in its settings what git runs to fetch an object that it lacks: nothing is
 * fetched, nobody is asked, nothing is written.
 */
const HARMLESS = {
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
};

/** What git says; undefined if it refuses, or is not there. */
function git(folder: string, ...args: readonly string[]): Promise<string | undefined> {
    return new Promise((done) => {
        const env = { ...process.env, ...HARMLESS };
        const options = { env, maxBuffer: MOST_BYTES, windowsHide: true };
        // Not from within the folder: Windows would look for the program there first.
        execFile('git', ['-C', folder, ...args], options, (error, stdout) => done(error ? undefined : stdout));
    });
}

function pathOf(uri: string): string | undefined {
    const parsed = URI.parse(uri);
    return parsed.scheme === 'file' ? parsed.fsPath : undefined;
}
