// Adds scenarios to a suite or policy file, formatted, and only if the file then says what it should: nothing else in it
// changes, and it is replaced at once or not at all.

import { readFile } from 'node:fs/promises';
import {
    type CheckedFile,
    checkFile,
    format,
    loadProject,
    type Policy,
    type ScenarioDraft,
    scenarioText,
} from '../../language/index.js';
import { WrongUsage } from './exit.js';
import { tellFileError } from './file-error.js';
import { nameOfFile } from './files.js';
import { openOutput } from './output.js';
import { plain } from './terminal.js';
import { diskReader, isSound } from './workspace.js';

export async function saveScenario(path: string, policy: Policy, draft: ScenarioDraft): Promise<void> {
    await refuseTakenTitle(path, draft.title, policy);
    await appendScenarios(path, [scenarioText(policy, draft)]);
}

/** Adds declarations, in canonical form, at the end of the file. */
export async function appendScenarios(path: string, texts: readonly string[], heading?: string): Promise<void> {
    const before = await readFile(path, 'utf8').catch(async (error) => {
        throw new WrongUsage(`${nameOfFile(path)}: ${await tellFileError(error, path)}`);
    });
    const newline = /\r\n|\n/.exec(before)?.[0] ?? '\n';
    const added = format(texts.join('\n')).trimEnd();
    const parts = [before.trimEnd(), ...(heading === undefined ? [] : [heading]), added];
    const after = `${parts.join('\n\n').replace(/\r?\n/g, newline)}${newline}`;
    const count = (file: CheckedFile) => file.scenarios.length;
    const [old, now] = [await checked(path, before), await checked(path, after)];
    if (!isSound(now) || count(now) !== count(old) + texts.length) {
        throw new WrongUsage(`${nameOfFile(path)}: the scenario cannot be written here; nothing was changed`);
    }
    const output = await openOutput(path);
    try {
        await output.write(after);
        await output.finish();
    } catch (error) {
        await output.abandon();
        throw error;
    }
}

/** A file that scenarios cannot go into, or that has one with this title, is said before any work is lost. */
export async function refuseTakenTitle(path: string, title: string, policy: Policy): Promise<void> {
    const file = await checked(path, undefined);
    if (file.policy?.name !== policy.name || !isSound(file)) {
        throw new WrongUsage(
            `${nameOfFile(path)}: this is no sound file of the policy ‘${policy.name}’ or a suite of it`,
        );
    }
    if (file.scenarios.some((scenario) => scenario.title === title)) {
        throw new WrongUsage(
            `${nameOfFile(path)}: there is a scenario ‘${plain(title)}’ already; choose another title`,
        );
    }
}

async function checked(path: string, text: string | undefined): Promise<CheckedFile> {
    const disk = diskReader();
    const read = async (uri: string) => (uri === path && text !== undefined ? text : disk.read(uri));
    const project = await loadProject({ read }, [path]);
    const file = project.files.get(path);
    if (!file) throw new WrongUsage(`${nameOfFile(path)}: ${disk.problems.get(path) ?? 'this file cannot be read'}`);
    return checkFile(project, file);
}
