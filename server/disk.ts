// Files on the disk. A node entry point: nothing that runs in a browser may import it.

import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { URI } from 'vscode-uri';
import { type Files, MAX_INDEXED_FILES, SKIPPED_FOLDERS } from './files.js';

/** Larger files are refused before they are read; the language refuses them as well. */
const MAX_BYTES = 16_000_000;

export const diskFiles: Files = {
    read: async (uri) => {
        const path = pathOf(uri);
        if (path === undefined) return undefined;
        try {
            const { size } = await stat(path);
            return size > MAX_BYTES ? undefined : await readFile(path, 'utf8');
        } catch {
            return undefined;
        }
    },
    find: async (folder, ending = '.tenet') => {
        const path = pathOf(folder);
        if (path === undefined) return [];
        const found: string[] = [];
        await collect(path, ending, found, 0);
        return found.sort().map((each) => URI.file(each).toString());
    },
};

async function collect(folder: string, ending: string, found: string[], depth: number): Promise<void> {
    if (depth > 20 || found.length >= MAX_INDEXED_FILES) return;
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
        if (found.length >= MAX_INDEXED_FILES) return;
        const path = join(folder, entry.name);
        if (entry.isDirectory()) {
            if (!SKIPPED_FOLDERS.has(entry.name)) await collect(path, ending, found, depth + 1);
        } else if (entry.isFile() && entry.name.toLowerCase().endsWith(ending)) {
            found.push(path);
        }
    }
}

function pathOf(uri: string): string | undefined {
    const parsed = URI.parse(uri);
    return parsed.scheme === 'file' ? parsed.fsPath : undefined;
}
