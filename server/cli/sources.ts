// The version of a policy: the hashes of its own file and of all that it uses, named relative to its folder.

import { createHash } from 'node:crypto';
import { dirname, relative, sep } from 'node:path';
import { filesOf, hashSources, type Sources } from '../../language/index.js';
import type { LoadedPolicy } from './load-policy.js';

export async function sourcesOf({ checked, project }: Pick<LoadedPolicy, 'checked' | 'project'>): Promise<Sources> {
    const own = checked.policyFile ?? checked.file;
    const folder = dirname(own.uri);
    const files = filesOf(project, own).map(({ uri, text }) => {
        return { name: relative(folder, uri).replaceAll(sep, '/'), text };
    });
    return hashSources(files, (text) => createHash('sha256').update(text, 'utf8').digest('hex'));
}
