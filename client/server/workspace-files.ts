// Reads and finds files for a server that cannot: in the browser, and in folders that are no folders on a disk. A file
// is never larger than what a person would write; anything over the limit counts as unreadable.

import * as vscode from 'vscode';
import type { ServerLink } from './link.js';

const MAX_FILE_BYTES = 8 * 1024 * 1024;
const MAX_FILES = 5000;
const MAX_DEPTH = 12;
const IGNORED_FOLDERS = new Set(['node_modules', '.git', 'out', 'dist']);

export function answerFileRequests(link: ServerLink): void {
    link.answer('tenet/readFile', async ({ uri }) => ({ text: await readText(vscode.Uri.parse(uri)) }));
    link.answer('tenet/findFiles', async ({ folder, pattern }) => {
        const ending = pattern.slice(pattern.lastIndexOf('.'));
        const found: vscode.Uri[] = [];
        await collectFiles(vscode.Uri.parse(folder), ending, MAX_DEPTH, found);
        return { uris: found.map((uri) => uri.toString()).sort() };
    });
}

async function readText(uri: vscode.Uri): Promise<string | null> {
    try {
        const { size } = await vscode.workspace.fs.stat(uri);
        if (size > MAX_FILE_BYTES) return null;
        return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    } catch {
        return null;
    }
}

/** Walks by itself, since `workspace.findFiles` never answers in file systems without a search provider. */
async function collectFiles(folder: vscode.Uri, ending: string, depth: number, found: vscode.Uri[]): Promise<void> {
    if (depth === 0 || found.length >= MAX_FILES) return;
    let entries: [string, vscode.FileType][];
    try {
        entries = await vscode.workspace.fs.readDirectory(folder);
    } catch {
        return;
    }
    for (const [name, type] of entries) {
        const uri = vscode.Uri.joinPath(folder, name);
        if (type & vscode.FileType.Directory) {
            if (!IGNORED_FOLDERS.has(name)) await collectFiles(uri, ending, depth - 1, found);
        } else if (name.endsWith(ending)) found.push(uri);
    }
}
