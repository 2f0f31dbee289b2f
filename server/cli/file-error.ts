// What may be wrong with a file, in words.

import { readlink, stat } from 'node:fs/promises';

export const NO_SUCH_FILE = 'there is no such file';

const WORDS: Readonly<Record<string, string>> = {
    ENOENT: NO_SUCH_FILE,
    ENOTDIR: `${NO_SUCH_FILE} (a part of its path is not a folder)`,
    EISDIR: 'this is a folder, not a file',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    ELOOP: 'this is a symbolic link that leads back to itself',
    ENAMETOOLONG: 'this name is too long',
    EMFILE: 'too many files are open',
    ENFILE: 'too many files are open',
    ENOSPC: 'the disk is full',
    EROFS: 'this disk cannot be written to',
    ENXIO: 'this is not a regular file',
};

/** What the system says, in words. */
export function tellSystemError(error: unknown): string {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return WORDS[code] ?? (code === '' ? String(error) : `the system says ${code}`);
}

/** What the system says of a file, in words. */
export async function tellFileError(error: unknown, path: string): Promise<string> {
    const told = tellSystemError(error);
    if (told !== NO_SUCH_FILE) return told;
    const target = await readlink(path).catch(() => undefined);
    return target === undefined ? told : `this is a link to ${target}, which does not exist`;
}

/** Whether a path leads to a folder. */
export async function isFolder(path: string): Promise<boolean> {
    return stat(path).then(
        (found) => found.isDirectory(),
        () => false,
    );
}
