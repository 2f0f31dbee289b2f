// Coverage as an editor gets it: what scenarios reach, what none of them does and what no case can; and the scenarios that
// close the gaps, replayed.

import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { answersBeyondReach } from '../../language/analysis/beyond-reach.js';
import { interpret } from '../../language/run/interpret.js';
import type { CoverageResult, EditResult } from '../../server/protocol.js';
import { allCases, isComplete } from '../generate/cases.js';
import { policies } from '../generate/policy.js';
import { applyEdits, TestClient } from './client.js';

const URI = 'file:///p.tenet';
const TEXT = `policy p

fact a: yes/no
fact n: number from 0 to 10 step 1

outcome x "Granted" as accept
outcome y "Refused" as refuse

principle P1 "First" {
  ask a
    yes => next
    no => y
}
principle P2 "Second" {
  ask n
    at most 5 => x
    over 5 => y
}
principle P3 "Never" {
  ask a
    yes => x
    no => y
}

scenario "low" { a: yes  n: 3  expect x }
scenario "none" { a: no  n: 3  expect y }
`;

let client: TestClient;

beforeEach(async () => {
    client = await TestClient.start();
    client.open(URI, TEXT);
});
afterEach(() => client.close());

const answersOf = ({ files }: CoverageResult) =>
    (files[0]?.rules ?? []).flatMap(({ questions }) =>
        questions.flatMap(({ rule, answers }) => answers.map((each) => ({ rule, ...each }))),
    );

test('tells how often each answer was taken, by whom, and what no case can take', async () => {
    const result = await client.tenet('tenet/coverage', { uri: URI });
    expect(answersOf(result).map(({ rule, label, count, scenarios }) => [rule, label, count, scenarios])).toEqual([
        ['P1', 'yes', 1, [`${URI}#low`]],
        ['P1', 'no', 1, [`${URI}#none`]],
        ['P2', 'at most 5', 1, [`${URI}#low`]],
        ['P2', 'over 5', 0, []],
        ['P3', 'yes', 0, []],
        ['P3', 'no', 0, []],
    ]);
    expect(answersOf(result).map(({ beyondReach }) => beyondReach)).toEqual([
        null,
        null,
        null,
        null,
        expect.stringMatching(/^No case comes to .P3/),
        expect.stringMatching(/^No case comes to .P3/),
    ]);
    expect(result.summary).toBe(
        'Rules that decided at least one scenario: 2 of 3 · answers taken: 3 of 4 (2 that no case can take are left out) · outcomes seen: 2 of 2.',
    );
});

test('counts only the scenarios that are asked for', async () => {
    const result = await client.tenet('tenet/coverage', { uri: URI, scenarios: [`${URI}#none`] });
    expect(answersOf(result).flatMap(({ rule, label, count }) => (count > 0 ? [`${rule} ${label}`] : []))).toEqual([
        'P1 no',
    ]);
});

test('counts conditions, bounds, duties and outcomes where asked to', async () => {
    const plain = await client.tenet('tenet/coverage', { uri: URI });
    expect(plain.files[0]?.parts).toBeUndefined();
    const { files } = await client.tenet('tenet/coverage', { uri: URI, parts: true });
    expect(files[0]?.parts?.map(({ kind, text, count }) => `${kind}: ${text} (${count})`)).toEqual([
        'bound: P2 turns on ‘n’ being 5 (0)',
        'bound: P2 turns on ‘n’ being 6 (0)',
        'outcome: a case ends in ‘x’ (1)',
        'outcome: a case ends in ‘y’ (1)',
    ]);
});

test('writes the scenario that takes an answer, which then does', async () => {
    const edit = await client.tenet('tenet/takeAnswer', { uri: URI, rule: 'P2', label: 'over 5' });
    apply(edit);
    const result = await client.tenet('tenet/coverage', { uri: URI });
    const taken = answersOf(result).find(({ rule, label }) => rule === 'P2' && label === 'over 5');
    expect(taken).toMatchObject({ count: 1, scenarios: [`${URI}#P2 answers over 5`] });
    const summary = await client.tenet('tenet/run', { run: '1', ids: [`${URI}#P2 answers over 5`] });
    expect(summary).toMatchObject({ passed: 1, failed: 0 });
});

test('says why there is no scenario for an answer', async () => {
    const refused = await client.tenet('tenet/takeAnswer', { uri: URI, rule: 'P3', label: 'yes' });
    expect(refused).toMatchObject({ edit: null, reason: expect.stringMatching(/^No case comes to .P3/) });
    const unknown = await client.tenet('tenet/takeAnswer', { uri: URI, rule: 'P9', label: 'yes' });
    expect(unknown).toMatchObject({ edit: null, reason: expect.stringMatching(/P9/) });
});

test('the missing scenarios close every gap that can be closed', async () => {
    const missing = await client.tenet('tenet/missingScenarios', { uri: URI });
    expect(missing.summary).toMatch(/scenarios? meets? what none met so far/);
    apply(missing);
    const open = answersOf(await client.tenet('tenet/coverage', { uri: URI })).filter(
        ({ count, beyondReach }) => count === 0 && beyondReach === null,
    );
    expect(open).toEqual([]);
});

test('answers beyond reach are exactly those that no case takes', () => {
    let beyond = 0;
    fc.assert(
        fc.property(policies(), (policy) => {
            const cases = allCases(policy, 600, 'too');
            if (!cases) return;
            const spans = policy.facts.filter(({ type }) => type.kind === 'duration').map(({ name }) => name);
            // No time is shorter than none.
            const possible = cases.filter((facts) => spans.every((name) => Number(facts.get(name) ?? 0) >= 0));
            const taken = new Set(
                possible.flatMap((facts) => interpret(policy, facts).path.map(({ rule, label }) => `${rule} ${label}`)),
            );
            const never = new Set(
                policy.flow.flatMap(({ rule, answers }) => answers.map(({ label }) => `${rule} ${label}`)),
            );
            for (const each of taken) never.delete(each);
            beyond += never.size;
            const found = answersBeyondReach(policy)
                .map(({ rule, label }) => `${rule} ${label}`)
                .sort();
            if (isComplete(policy)) expect(found).toEqual([...never].sort());
            // Another case than those tried may take what none of them did.
            else expect(found.filter((each) => !never.has(each))).toEqual([]);
        }),
        { numRuns: 150, includeErrorInReport: true, endOnFailure: true },
    );
    expect(beyond).toBeGreaterThan(50);
}, 60_000);

function apply({ edit }: EditResult): void {
    expect(edit).not.toBeNull();
    const edits = edit?.changes[URI] ?? [];
    const text = applyEdits(client.text(URI), edits);
    client.changes(URI, [{ text }]);
}
