// The record of a decision, in one of its forms.

import type { Facts, Policy } from '../../language/index.js';
import { hashSources } from '../../language/review/record.js';
import { recordJson } from '../../language/review/record-json.js';
import { recordOf } from '../../language/review/record-of.js';
import { recordHtml, recordMarkdown } from '../../language/review/record-text.js';
import type { RecordParams } from '../protocol.js';
import { sha256 } from '../sha256.js';

export interface RecordInput extends Pick<RecordParams, 'format' | 'by' | 'at' | 'reference'> {
    readonly policy: Policy;
    readonly facts: Facts;
    /** The policy and what it uses, as they are on the screen, named from the folder of the policy. */
    readonly texts: readonly { readonly name: string; readonly text: string }[];
    readonly tool: string;
}

export async function recordText(input: RecordInput): Promise<string> {
    const { policy, facts, texts, tool, by, at, reference } = input;
    const record = recordOf(policy, facts, {
        sources: await hashSources(texts, sha256),
        tool,
        ...(by === undefined ? {} : { by }),
        ...(at === undefined ? {} : { at }),
        ...(reference === undefined ? {} : { reference }),
    });
    switch (input.format) {
        case 'json':
            return recordJson(record);
        case 'html':
            return recordHtml(record);
        case 'markdown':
            return recordMarkdown(record);
    }
}
