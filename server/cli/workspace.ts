// The files of a run, read and checked: what every subcommand starts from.

import {
    type CheckedFile,
    checkFile,
    type FileReader,
    loadProject,
    type Policy,
    type Project,
} from '../../language/index.js';
import { NO_SUCH_FILE } from './file-error.js';
import { findPolicyFiles, nameOfFile } from './files.js';
import { readText } from './read.js';
import { plain, type Terminal } from './terminal.js';

export interface Workspace {
    readonly project: Project;
    /** The files asked for, in order. */
    readonly files: readonly CheckedFile[];
    /** One line for each file asked for that could not be read. */
    readonly problems: readonly string[];
    /** One line for each other file that is there and could not be read; a finding says where it is used. */
    readonly hints: readonly string[];
}

/** Reads and checks the files that `given` names; without any, all below the current folder. */
export async function loadWorkspace(given: readonly string[]): Promise<Workspace> {
    const found = await findPolicyFiles(given);
    const reader = diskReader();
    const project = await loadProject(reader, found.paths);
    const files = found.paths.flatMap((path) => {
        const file = project.files.get(path);
        return file ? [checkFile(project, file)] : [];
    });
    const problems = [...found.problems];
    const hints: string[] = [];
    for (const [path, message] of reader.problems) {
        const line = `${nameOfFile(path)}: ${message}`;
        if (found.paths.includes(path)) problems.push(line);
        else if (!message.startsWith(NO_SUCH_FILE)) hints.push(line);
    }
    return { project, files, problems, hints };
}

export interface DiskReader extends FileReader {
    /** What could not be read of what was asked for, by path. */
    readonly problems: ReadonlyMap<string, string>;
}

/** Reads files from the disk. */
export function diskReader(): DiskReader {
    const problems = new Map<string, string>();
    return {
        problems,
        read: async (path) => {
            const read = await readText(path);
            if (read.kind === 'text') return read.text;
            problems.set(path, read.message);
            return undefined;
        },
    };
}

/** Says on standard error what could not be read. */
export function noteProblems({ problems, hints }: Workspace, terminal: Terminal): void {
    for (const line of [...problems, ...hints]) terminal.note(`tenet: ${plain(line)}`);
}

/** Whether a file has a policy and no errors. */
export function isSound(file: CheckedFile): file is CheckedFile & { readonly policy: Policy } {
    return file.policy !== undefined && hasNoErrors(file);
}

export function hasNoErrors({ findings }: CheckedFile): boolean {
    return findings.every(({ severity }) => severity !== 'error');
}
