// Which files are meant where a client names paths that came, went or changed: a folder is named alone, for all in it.

import { SKIPPED_FOLDERS } from './files.js';
import { isInside, plainUri } from './uris.js';

export interface Surroundings {
    /** Files that are known already. */
    readonly known: readonly string[];
    isInWorkspace(uri: string): boolean;
    /** Policies in a folder; none where it is no folder. */
    find(folder: string): Promise<readonly string[]>;
}

/** The paths themselves, and the files in those that are folders: known ones that may be gone, and new ones. */
export async function filesNamed(
    clientUris: readonly string[],
    { known, isInWorkspace, find }: Surroundings,
): Promise<ReadonlySet<string>> {
    const folders = new Set(known.flatMap(foldersAround));
    const named = new Set<string>();
    for (const uri of clientUris.map(plainUri)) {
        named.add(uri);
        if (folders.has(uri)) for (const each of known) if (isInside(each, uri)) named.add(each);
        if (!isInWorkspace(uri) || isNoFolder(uri)) continue;
        for (const each of await find(uri).catch(() => [])) named.add(plainUri(each));
    }
    return named;
}

/** By its name, so that a flood of other files costs nothing. */
function isNoFolder(uri: string): boolean {
    const path = uri.split('/');
    return /\.[a-z]\w*$/i.test(path.at(-1) ?? '') || path.some((name) => SKIPPED_FOLDERS.has(name));
}

function foldersAround(uri: string): readonly string[] {
    const path = uri.split('/');
    return path.slice(1).map((_, at) => path.slice(0, at + 1).join('/'));
}
