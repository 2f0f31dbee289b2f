// Verbs for tests: text in, model or findings out.

import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { type CheckedFile, checkFile, loadProject, type Policy } from '../language/index.js';

/** Checks a file made of `text`; `others` are further files by path. */
export async function check(text: string, others: Readonly<Record<string, string>> = {}): Promise<CheckedFile> {
    const files: Readonly<Record<string, string>> = { ...others, 'test.tenet': text };
    const read = async (uri: string) => (Object.hasOwn(files, uri) ? files[uri] : undefined);
    const project = await loadProject({ read }, ['test.tenet']);
    const file = project.files.get('test.tenet');
    if (!file) throw new Error('The test file was not read.');
    return checkFile(project, file);
}

/** The policy of a text; fails on any error in it. */
export async function policy(text: string, others: Readonly<Record<string, string>> = {}): Promise<Policy> {
    const checked = await check(text, others);
    expect(checked.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    if (!checked.policy) throw new Error('The text has no policy.');
    return checked.policy;
}

/** Checks a file on the disk, relative to the repository, with all that it uses; `edit` may change texts on the way. */
export async function checkExample(path: string, edit = (_uri: string, text: string) => text): Promise<CheckedFile> {
    const read = async (uri: string) => {
        try {
            return edit(uri, readFileSync(uri, 'utf8'));
        } catch {
            return undefined;
        }
    };
    const project = await loadProject({ read }, [path]);
    const file = project.files.get(path);
    if (!file) throw new Error(`${path} was not read.`);
    return checkFile(project, file);
}

/** The example files. */
export const EXAMPLES = {
    asIntended: 'examples/crime-assessment/as-intended.tenet',
    asPublished: 'examples/crime-assessment/as-published.tenet',
    intendedSuite: 'examples/crime-assessment/as-intended.scenarios.tenet',
    publishedSuite: 'examples/crime-assessment/as-published.scenarios.tenet',
    grants: 'examples/grant-priority/grant-priority.tenet',
    parking: 'examples/parking-permit/parking-permit.tenet',
} as const;
