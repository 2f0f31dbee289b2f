// From what the user names to files: paths, folders and patterns become paths of policy files, and a name for each of them
// as people know it.

import { isAbsolute, relative, resolve, sep } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { isFolder } from './file-error.js';
import { placeIn } from './revisions.js';

export interface FoundFiles {
    /** Absolute, with `/`, each once, sorted as found. */
    readonly paths: readonly string[];
    /** One line each, for what was named and leads to no file. */
    readonly problems: readonly string[];
}

const POLICY_FILES = '**/*.tenet';
const NEVER = ['**/node_modules/**', '**/out/**', '**/.git/**'];

/** The policy files that `given` names: files, folders, patterns; without any, those below the current folder. */
export async function findPolicyFiles(given: readonly string[]): Promise<FoundFiles> {
    const paths = new Set<string>();
    const problems: string[] = [];
    for (const name of given.length === 0 ? ['.'] : given) {
        const path = resolve(name);
        if (await isFolder(path)) {
            const found = await search(POLICY_FILES, path);
            if (found.length === 0) problems.push(`${given.length === 0 ? 'here' : name}: there is no .tenet file`);
            for (const each of found) paths.add(each);
        } else if (isDynamicPattern(name)) {
            const found = await search(name.replaceAll('\\', '/'), process.cwd());
            if (found.length === 0) problems.push(`${name}: no file matches this pattern`);
            for (const each of found) paths.add(each);
        } else {
            paths.add(path.replaceAll(sep, '/'));
        }
    }
    return { paths: [...paths], problems };
}

async function search(pattern: string, folder: string): Promise<readonly string[]> {
    const options = {
        cwd: folder,
        absolute: true,
        ignore: NEVER,
        followSymbolicLinks: false,
        expandDirectories: false,
    };
    const found = await glob([pattern], options);
    return found.map((each) => each.replaceAll(sep, '/')).sort();
}

/** A file as people know it: relative to the current folder if it lies in it. */
export function nameOfFile(path: string): string {
    const past = placeIn(path);
    if (past) return `${past.revision}:${nameOfFile(past.path)}`;
    const name = relative(process.cwd(), path);
    return name === '' || name.startsWith('..') || isAbsolute(name) ? path : name.replaceAll(sep, '/');
}
