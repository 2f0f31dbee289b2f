// Another version of a policy, from the texts of its files.

import { checkFile, loadProject, type Policy } from '../language/index.js';
import type { FileTexts } from './protocol.js';
import { plainUri } from './uris.js';

/** The policy of another version of the files; undefined if it has errors. */
export async function basePolicy(uri: string, files: FileTexts): Promise<Policy | undefined> {
    const texts = new Map(Object.entries(files).map(([each, text]) => [plainUri(each), text]));
    const home = plainUri(uri);
    const project = await loadProject({ read: async (each) => texts.get(each) ?? undefined }, [home]);
    const file = project.files.get(home);
    return file && checkFile(project, file).policy;
}
