// Which scenarios may come out otherwise than they did: against another version of their files, such as the last commit,
// or since they last passed.

import { type CheckedFile, checkFile, loadProject } from '../language/index.js';
import { fingerprintOf } from './fingerprints.js';
import type { ChangedParams, ChangedResult, FileTexts } from './protocol.js';
import type { Runs } from './runs.js';
import { scenariosIn } from './scenarios.js';
import { plainUri } from './uris.js';
import type { Workspace } from './workspace.js';

export async function changedScenarios(
    workspace: Workspace,
    runs: Runs,
    { bases }: ChangedParams,
): Promise<ChangedResult> {
    const byFile = new Map(bases.map(({ uri, files }) => [plainUri(uri), files]));
    const ids: string[] = [];
    const open: string[] = [];
    for (const uri of workspace.uris()) {
        const checked = workspace.checked(uri);
        if (!checked) continue;
        const files = byFile.get(uri);
        const before = files && fingerprintsIn(await checkedIn(uri, files));
        for (const [id, fingerprint] of fingerprintsIn(checked)) {
            const known = before ? before.get(id) : runs.lastPassed(id);
            if (!before && known === undefined) open.push(id);
            else if (fingerprint !== known) ids.push(id);
        }
    }
    return { ids, open };
}

/** Nothing where the policy has errors: then nothing is known of what its scenarios come to. */
function fingerprintsIn(checked: CheckedFile | undefined): ReadonlyMap<string, string> {
    const { policy } = checked ?? {};
    if (!checked || !policy) return new Map();
    return new Map(scenariosIn(checked).map(({ id, scenario }) => [id, fingerprintOf(policy, scenario)]));
}

async function checkedIn(uri: string, files: FileTexts): Promise<CheckedFile | undefined> {
    const texts = new Map(Object.entries(files).map(([each, text]) => [plainUri(each), text ?? undefined]));
    const project = await loadProject({ read: async (each) => texts.get(each) }, [uri]);
    const file = project.files.get(uri);
    return file && checkFile(project, file);
}
