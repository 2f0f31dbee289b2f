// Which scenarios may come out otherwise than they did: against another version of their files, such as the last commit,
// or since they last passed.

import { type CheckedFile, checkFile, loadProject } from '../language/index.js';
import { fingerprintsIn } from './fingerprints.js';
import type { ChangedParams, ChangedResult, FileTexts } from './protocol.js';
import type { Runs } from './runs.js';
import { plainUri } from './uris.js';
import type { Workspace } from './workspace.js';

export async function changedScenarios(
    workspace: Workspace,
    runs: Runs,
    params: ChangedParams,
): Promise<ChangedResult> {
    const byFile = new Map(params.bases.map(({ uri, files }) => [plainUri(uri), files]));
    const ids: string[] = [];
    const open: string[] = [];
    for (const uri of workspace.each()) {
        const checked = workspace.checked(uri);
        if (!checked) continue;
        const files = byFile.get(uri);
        const before = files && (await fingerprintsBefore(uri, files));
        for (const [id, fingerprint] of fingerprintsIn(checked)) {
            const known = before ? before.get(id) : runs.lastPassed(id);
            if (!before && known === undefined) {
                if (params.alsoOpen) open.push(id);
            } else if (fingerprint !== known) ids.push(id);
        }
    }
    return { ids, open };
}

const NONE: ReadonlyMap<string, string> = new Map();

/** The scenarios of a file in another version; the last one asked for is kept, since commits are rare. */
async function fingerprintsBefore(uri: string, files: FileTexts): Promise<ReadonlyMap<string, string>> {
    const key = JSON.stringify(files);
    const known = bases.get(uri);
    if (known?.key === key) return known.found;
    const checked = await checkedIn(uri, files);
    const found = checked ? fingerprintsIn(checked) : NONE;
    bases.set(uri, { key, found });
    return found;
}

const bases = new Map<string, { readonly key: string; readonly found: ReadonlyMap<string, string> }>();

async function checkedIn(uri: string, files: FileTexts): Promise<CheckedFile | undefined> {
    const texts = new Map(Object.entries(files).map(([each, text]) => [plainUri(each), text ?? undefined]));
    const project = await loadProject({ read: async (each) => texts.get(each) }, [uri]);
    const file = project.files.get(uri);
    return file && checkFile(project, file);
}
