// What would change an outcome, over the wire.

import type { CancellationToken } from 'vscode-languageserver';
import type { KnownCase } from '../cases.js';
import { labelOf } from '../decision.js';
import type { WhatWouldChangeResult } from '../protocol.js';
import { givenFacts } from '../runs.js';
import type { Workshop } from '../workshop.js';
import { outcomeNamed } from './interview.js';

/** The nearest changes that lead elsewhere, the fewest facts first. */
export async function whatWouldChange(
    workshop: Workshop,
    known: KnownCase,
    wanted: string | undefined,
    token: CancellationToken,
): Promise<WhatWouldChangeResult> {
    const { policy, facts } = known;
    const outcome = wanted === undefined ? {} : { outcome: wanted };
    const changes = await workshop.do('changes', { policy, facts, ...outcome }, token);
    return {
        changes: changes.map(({ text, facts: changed, verdict }) => ({
            text,
            facts: givenFacts(policy, changed),
            label: labelOf(policy, verdict),
            outcome: verdict.kind === 'outcome' ? (outcomeNamed(policy, verdict.outcome) ?? null) : null,
            decidedBy: verdict.kind === 'outcome' ? verdict.decidedBy : null,
        })),
    };
}
