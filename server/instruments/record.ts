// The record of a decision, made from what the editor has: the texts on the screen are the version that is recorded.

import type { CancellationToken } from 'vscode-languageserver';
import type { KnownCase } from '../cases.js';
import { namedFrom } from '../edition.js';
import type { RecordParams, TextResult } from '../protocol.js';
import { VERSION } from '../version.js';
import type { Workshop } from '../workshop.js';
import type { Workspace } from '../workspace.js';

export async function writeRecord(
    workspace: Workspace,
    workshop: Workshop,
    known: KnownCase,
    params: RecordParams,
    token: CancellationToken,
): Promise<TextResult> {
    const texts = namedFrom(known.policyUri, workspace.lastGoodOf(known.policyUri)?.files ?? []);
    const { policy, facts } = known;
    const { format, by, at, reference } = params;
    const context = {
        ...(by === undefined ? {} : { by }),
        ...(at === undefined ? {} : { at }),
        ...(reference === undefined ? {} : { reference }),
    };
    const tool = `Tenet ${VERSION}`;
    return { text: await workshop.do('record', { policy, facts, texts, tool, format, ...context }, token) };
}
