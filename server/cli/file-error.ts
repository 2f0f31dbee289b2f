// What may be wrong with a file, in words.

import { readlink, stat } from 'node:fs/promises';

export const NO_SUCH_FILE = 'there is no such file';

/** What the system says of a file, in words. */
export async function tellFileError(error: unknown, path: string): Promise<string> {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    switch (code) {
        case 'ENOENT': {
            const target = await readlink(path).catch(() => undefined);
            return target === undefined ? NO_SUCH_FILE : `this is a link to ${target}, which does not exist`;
        }
        case 'ENOTDIR':
            return `${NO_SUCH_FILE} (a part of its path is not a folder)`;
        case 'EISDIR':
            return 'this is a folder, not a file';
        case 'EACCES':
        case 'EPERM':
            return 'permission denied';
        case 'ELOOP':
            return 'this is a symbolic link that leads back to itself';
        case 'ENAMETOOLONG':
            return 'this name is too long';
        case 'EMFILE':
        case 'ENFILE':
            return 'too many files are open';
        case 'ENOSPC':
            return 'the disk is full';
        case 'EROFS':
            return 'this disk cannot be written to';
        case 'ENXIO':
            return 'this is not a regular file';
        default:
            return code === '' ? String(error) : `the system says ${code}`;
    }
}

/** Whether a path leads to a folder. */
export async function isFolder(path: string): Promise<boolean> {
    return stat(path).then(
        (found) => found.isDirectory(),
        () => false,
    );
}
