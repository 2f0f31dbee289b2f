// Reading files as text. Whatever may be wrong with a file is a value: one line that says what it is and, where it helps,
// what to do.

import { constants, open } from 'node:fs/promises';
import { MAX_FILE_LENGTH } from '../../language/index.js';
import { tellFileError } from './file-error.js';

export type ReadText =
    | { readonly kind: 'text'; readonly text: string; readonly hasMark: boolean }
    | { readonly kind: 'problem'; readonly message: string };

/** No text of the greatest length takes more; three bytes for a character of the basic plane are the most. */
const MOST_BYTES = 3 * MAX_FILE_LENGTH;

/** The text of a file, without its byte order mark. */
export async function readText(path: string): Promise<ReadText> {
    try {
        // Opened without waiting: a pipe that nobody writes to would hold the command up for ever.
        const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
        try {
            const { size, ...kind } = await file.stat().then((found) => ({
                size: found.size,
                isFile: found.isFile(),
                isFolder: found.isDirectory(),
            }));
            if (kind.isFolder) return problem('this is a folder, not a file');
            if (!kind.isFile) return problem('this is not a regular file');
            if (size > MOST_BYTES) {
                return problem(`this file is too large (${megabytes(size)}; the limit is ${megabytes(MOST_BYTES)})`);
            }
            return decoded(await file.readFile());
        } finally {
            await file.close();
        }
    } catch (error) {
        return problem(await tellFileError(error, path));
    }
}

/** Text out of bytes, or why they are no text. */
export function decoded(bytes: Uint8Array, { isWhole } = { isWhole: true }): ReadText {
    const [first, second, third] = bytes;
    if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
        return problem('this file is in UTF-16: save it as UTF-8');
    }
    const nul = bytes.indexOf(0);
    if (nul >= 0) return problem(`this is not a text file (there is a NUL byte at position ${nul + 1})`);
    const hasMark = first === 0xef && second === 0xbb && third === 0xbf;
    try {
        const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !isWhole });
        return { kind: 'text', text, hasMark };
    } catch {
        return problem('this file is not in UTF-8: save it as UTF-8');
    }
}

function problem(message: string): ReadText {
    return { kind: 'problem', message };
}

function megabytes(bytes: number): string {
    return `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`;
}
