// The record of a decision, made from what the editor has: the texts on the screen are the version that is recorded.

import { hashSources } from '../../language/review/record.js';
import { recordJson } from '../../language/review/record-json.js';
import { recordOf } from '../../language/review/record-of.js';
import { recordHtml, recordMarkdown } from '../../language/review/record-text.js';
import { fileName } from '../../language/syntax/paths.js';
import { sourceOf } from '../../language/syntax/project.js';
import type { KnownCase } from '../cases.js';
import type { RecordParams, TextResult } from '../protocol.js';
import { VERSION } from '../version.js';
import type { Workspace } from '../workspace.js';

export async function writeRecord(workspace: Workspace, known: KnownCase, params: RecordParams): Promise<TextResult> {
    const files = workspace.lastGoodOf(known.policyUri)?.files ?? [];
    const texts = files.flatMap((file) => {
        const source = sourceOf(file);
        const document = source === undefined ? undefined : workspace.source(source);
        return [
            { name: fileName(file.uri), text: file.text },
            ...(source === undefined || document === undefined ? [] : [{ name: fileName(source), text: document }]),
        ];
    });
    const { by, at, reference } = params;
    const record = recordOf(known.policy, known.facts, {
        sources: await hashSources(texts, sha256),
        tool: `Tenet ${VERSION}`,
        ...(by === undefined ? {} : { by }),
        ...(at === undefined ? {} : { at }),
        ...(reference === undefined ? {} : { reference }),
    });
    switch (params.format) {
        case 'json':
            return { text: recordJson(record) };
        case 'html':
            return { text: recordHtml(record) };
        case 'markdown':
            return { text: recordMarkdown(record) };
    }
}

async function sha256(text: string): Promise<string> {
    const digest = await globalThis.crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
    return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
