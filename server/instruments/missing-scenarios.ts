// The scenarios that a policy lacks, as an edit to the file that shall hold them.

import type { CancellationToken } from 'vscode-languageserver';
import { withLineEnds } from '../edits.js';
import { positionAt, positionsOf } from '../positions.js';
import type { MissingScenariosResult } from '../protocol.js';
import { resultsOfPolicy } from '../scenarios.js';
import type { Workshop } from '../workshop.js';
import type { Workspace } from '../workspace.js';

export async function missingScenarios(
    workspace: Workspace,
    workshop: Workshop,
    uri: string,
    token: CancellationToken,
): Promise<MissingScenariosResult> {
    const policyUri = workspace.policyUriOf(uri);
    const policy = policyUri === undefined ? undefined : workspace.checked(policyUri)?.policy;
    const home = workspace.checked(uri)?.header ? uri : policyUri;
    const text = home === undefined ? undefined : workspace.file(home)?.text;
    if (policyUri === undefined || !policy || home === undefined || text === undefined)
        return { edit: null, reason: 'There is no policy without errors.', summary: '' };
    const scenarios = resultsOfPolicy(workspace, policyUri).map(({ scenario }) => scenario);
    const { drafts, suite } = await workshop.do('missing', { policy, scenarios }, token);
    if (drafts.length === 0) {
        const reason = 'The scenarios meet everything that any case can meet.';
        return { edit: null, reason, summary: reason };
    }
    const least = suite.atLeast === drafts.length ? 'no fewer can' : `no suite with fewer than ${suite.atLeast} can`;
    const meet = drafts.length === 1 ? '1 scenario meets' : `${drafts.length} scenarios meet`;
    const summary = `${meet} what none met so far; ${least}.`;
    const end = positionAt(positionsOf(text), text.length);
    const added = `${text.endsWith('\n') ? '' : '\n'}\n${drafts.map((draft) => draft.text).join('\n')}`;
    const newText = withLineEnds(text, added);
    const changes = { [workspace.clientUri(home)]: [{ range: { start: end, end }, newText }] };
    return { edit: { changes }, reason: null, summary };
}
