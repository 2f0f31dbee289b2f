// Where results go: to standard output, or to a file that appears only once it is whole.

import { rmSync } from 'node:fs';
import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { WrongUsage } from './exit.js';
import { isFolder, tellFileError } from './file-error.js';
import type { Terminal } from './terminal.js';

export interface Output {
    write(text: string | Uint8Array): Promise<void>;
    /** Puts the file in its place; what was there before is replaced at once. */
    finish(): Promise<void>;
    /** Leaves everything as it was. */
    abandon(): Promise<void>;
}

/** Standard output. */
export function terminalOutput(terminal: Terminal): Output {
    const nothing = async () => {};
    return { write: (text) => terminal.write(text), finish: nothing, abandon: nothing };
}

/** Writes a whole result to the file named `out`, or to standard output if there is none. */
export async function writeOutput(
    terminal: Terminal,
    out: string | undefined,
    text: string | Uint8Array,
): Promise<void> {
    const output = out === undefined ? terminalOutput(terminal) : await openOutput(out);
    await output.write(text);
    await output.finish();
}

/** Files that are being written; removed when the command is interrupted. */
const unfinished = new Set<string>();

/** Removes what is half-written, at once. */
export function removeUnfinished(): void {
    for (const path of unfinished) rmSync(path, { force: true });
}

/** Opens a file for results; nothing is seen of it before it is finished. */
export async function openOutput(name: string): Promise<Output> {
    const failed = async (error: unknown, path = name): Promise<never> => {
        throw new WrongUsage(`${name}: ${await tellFileError(error, path)}`);
    };
    // A link stays a link, and a file keeps its permissions.
    const path = await realpath(name).catch(() => name);
    const before = await stat(path).catch(() => undefined);
    if (before?.isDirectory()) throw new WrongUsage(`${name}: this is a folder, not a file`);
    if (before && !before.isFile()) {
        // A device or a pipe cannot be replaced, only written to.
        const device = await open(path, 'w').catch(failed);
        const close = () => device.close();
        return { write: (text) => device.writeFile(text).catch(failed), finish: close, abandon: close };
    }
    const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.partial`);
    unfinished.add(temporary);
    const file: FileHandle = await open(temporary, 'w', before?.mode).catch(async (error) => {
        if (!(await isFolder(dirname(path)))) throw new WrongUsage(`${name}: there is no such folder`);
        return failed(error, dirname(path));
    });
    const abandon = async () => {
        await file.close().catch(() => {});
        await rm(temporary, { force: true });
        unfinished.delete(temporary);
    };
    const giveUp = async (error: unknown): Promise<never> => {
        await abandon();
        return failed(error);
    };
    return {
        write: (text) => file.writeFile(text).catch(giveUp),
        finish: async () => {
            await file.close();
            await rename(temporary, path).catch(giveUp);
            unfinished.delete(temporary);
        },
        abandon,
    };
}
