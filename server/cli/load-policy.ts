// The one policy that a command works on.

import {
    type CheckedFile,
    checkFile,
    type FileReader,
    loadProject,
    type Policy,
    type Project,
} from '../../language/index.js';
import { WrongUsage } from './exit.js';
import { nameOfFile } from './files.js';
import { countText, findingTeller } from './finding-text.js';
import { plain, type Terminal } from './terminal.js';
import { diskReader } from './workspace.js';

export interface LoadedPolicy {
    readonly policy: Policy;
    /** The file that was named: the policy's own, or a suite of it. */
    readonly checked: CheckedFile;
    readonly project: Project;
}

/** Loads the policy of a file, or of a suite; says what is wrong and gives undefined if it has errors. */
export async function loadPolicy(
    path: string,
    terminal: Terminal,
    reader: FileReader & { readonly problems: ReadonlyMap<string, string> } = diskReader(),
): Promise<LoadedPolicy | undefined> {
    const project = await loadProject(reader, [path]);
    const file = project.files.get(path);
    if (!file) throw new WrongUsage(`${nameOfFile(path)}: ${reader.problems.get(path) ?? 'this file cannot be read'}`);
    const checked = checkFile(project, file);
    const errors = checked.findings.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) {
        const colours = terminal.noteColours;
        const tell = findingTeller((uri) => project.files.get(uri)?.text, { ...terminal, colours });
        for (const finding of errors.slice(0, MOST_ERRORS)) terminal.note(tell({ finding }));
        terminal.note(`tenet: ${plain(nameOfFile(path))}: ${countText(errors)}, so there is nothing to decide with`);
        return undefined;
    }
    if (!checked.policy) throw new WrongUsage(`${nameOfFile(path)}: this file has no policy, only a vocabulary`);
    return { policy: checked.policy, checked, project };
}

/** The rest is for `tenet check`. */
const MOST_ERRORS = 5;
