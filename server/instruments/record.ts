// The record of a decision, made from what the editor has: the texts on the screen are the version that is recorded.

import type { CancellationToken } from 'vscode-languageserver';
import { fileName } from '../../language/syntax/paths.js';
import { sourceOf } from '../../language/syntax/project.js';
import type { KnownCase } from '../cases.js';
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
    const files = workspace.lastGoodOf(known.policyUri)?.files ?? [];
    const texts = files.flatMap((file) => {
        const source = sourceOf(file);
        const document = source === undefined ? undefined : workspace.source(source);
        return [
            { name: fileName(file.uri), text: file.text },
            ...(source === undefined || document === undefined ? [] : [{ name: fileName(source), text: document }]),
        ];
    });
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
