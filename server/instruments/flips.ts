// What would change an outcome, over the wire.

import { nearestChanges } from '../../language/review/nearest.js';
import type { KnownCase } from '../cases.js';
import { labelOf } from '../decision.js';
import type { WhatWouldChangeResult } from '../protocol.js';
import { givenFacts } from '../runs.js';
import { outcomeNamed } from './interview.js';

/** The nearest changes that lead elsewhere, the fewest facts first. */
export function whatWouldChange(known: KnownCase, wanted: string | undefined): WhatWouldChangeResult {
    const { policy, facts } = known;
    const changes = nearestChanges(policy, facts, wanted === undefined ? {} : { outcome: wanted });
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
