// Where files come from that no editor has open: a disk, or a client that holds them.

import type { Connection } from 'vscode-languageserver';
import type { ClientRequests } from './protocol.js';

export interface Files {
    /** The text of a file; undefined if there is none that can be read. */
    read(uri: string): Promise<string | undefined>;
    /** All files with an ending, those of policies if none is given, in a folder and below, in order. */
    find(folder: string, ending?: string): Promise<readonly string[]>;
}

/** Folders that hold no policies of this workspace, and may be huge. */
export const SKIPPED_FOLDERS: ReadonlySet<string> = new Set([
    'node_modules',
    '.git',
    '.hg',
    '.svn',
    '.vscode-test',
    'out',
    'dist',
]);

/** No files but those that are open. */
export const NO_FILES: Files = { read: async () => undefined, find: async () => [] };

/** More files than any workspace of policies has; beyond it the rest is read only when used. */
export const MAX_INDEXED_FILES = 5_000;

/** The same for their characters together: to check so many takes two minutes. */
export const MAX_INDEXED_LENGTH = 64_000_000;

/** Files that a client holds (a web editor, a virtual workspace). */
export function clientFiles(connection: Connection): Files {
    return {
        read: async (uri) => {
            const result: ClientRequests['tenet/readFile']['result'] = await connection.sendRequest('tenet/readFile', {
                uri,
            });
            return typeof result?.text === 'string' ? result.text : undefined;
        },
        find: async (folder, ending = '.tenet') => {
            const result: ClientRequests['tenet/findFiles']['result'] = await connection.sendRequest(
                'tenet/findFiles',
                { folder, pattern: `**/*${ending}` },
            );
            return Array.isArray(result?.uris) ? result.uris.slice(0, MAX_INDEXED_FILES) : [];
        },
    };
}
