// The 93 cases of the crime assessment policy, decided by `tenet decide` with both readings of it and compared with
// everything that the oracle holds.

import { describe, expect, test } from 'vitest';
import { tenet, useTenet } from '../cli/tenet.js';
import { EXAMPLES } from '../support.js';
import {
    type DecidedCase,
    intendedPath,
    literalPath,
    obligationsOf,
    oracleCases,
    outcomeOf,
    pendingOf,
    reasonOf,
    ruleOf,
} from './oracle.js';

const CASES = oracleCases();

/** The only two words for one thing: without an offence the literal text says nothing, and we say what is missing. */
const LITERAL_OUTCOMES: Readonly<Record<string, string>> = { S07: 'incomplete' };

useTenet();

describe('tenet decide', () => {
    test('has an oracle of 93 cases', () => {
        expect(CASES).toHaveLength(93);
    });

    test('decides the intended policy as the oracle does: outcome, path, obligations, reason, rule', async () => {
        const decided = await decideAll(EXAMPLES.asIntended);
        const told = CASES.map((each, index) => {
            const verdict = decided[index] as DecidedCase;
            return {
                id: each.id,
                outcome: outcomeOf(verdict),
                path: intendedPath(each, verdict),
                obligations: obligationsOf(verdict),
                reason: reasonOf(verdict),
                pending: pendingOf(verdict),
                rule: ruleOf(verdict),
            };
        });
        expect(told).toEqual(CASES.map(({ id, intended }) => ({ id, ...intended })));
    });

    test('decides the literal policy as the oracle does: outcome and path', async () => {
        const decided = await decideAll(EXAMPLES.asPublished);
        const told = CASES.map((each, index) => {
            const verdict = decided[index] as DecidedCase;
            return { id: each.id, outcome: outcomeOf(verdict), path: literalPath(each, verdict) };
        });
        const expected = CASES.map(({ id, literal }) => ({
            id,
            outcome: LITERAL_OUTCOMES[id] ?? literal.outcome,
            path: literal.path,
        }));
        expect(told).toEqual(expected);
    });
});

async function decideAll(policy: string): Promise<readonly DecidedCase[]> {
    const input = CASES.map(({ facts }) => JSON.stringify(facts)).join('\n');
    const run = await tenet(['decide', policy, '--facts', '-'], { input });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const lines = run.stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(CASES.length);
    return lines.map((line) => JSON.parse(line) as DecidedCase);
}
