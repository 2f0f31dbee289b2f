// Mutation: a change that is called no change gives no case another outcome, one that is missed gives the case shown
// another, and the scenarios offered notice it.

import { describe, expect, test, vi } from 'vitest';
import { mutationDrafts } from '../../language/review/drafts.js';
import { mutantsOf } from '../../language/review/mutants.js';
import { mutate } from '../../language/review/mutate.js';
import { endOf } from '../../language/review/nearest.js';
import { differInDutiesAlone, otherDuties } from '../../language/review/same-duties.js';
import { interpret } from '../../language/run/interpret.js';
import { runScenarios } from '../../language/run/scenarios.js';
import { check, checkExample, EXAMPLES } from '../support.js';
import { forSmallPolicies, hasSums } from './random.js';

vi.setConfig({ testTimeout: 180_000 });

describe('on random policies', () => {
    test('equivalent changes are equivalent, and the others are shown by their case', () => {
        const counts = { equivalent: 0, missed: 0, undecided: 0 };
        const kinds = new Set<string>();
        forSmallPolicies(40, 300, ({ policy, cases }) => {
            const { equivalent, missed, noticed, undecided } = mutate(policy, []);
            counts.undecided += undecided.length;
            for (const mutant of equivalent) {
                const changed = cases.find(
                    (facts) => endOf(interpret(policy, facts)) !== endOf(interpret(mutant.policy, facts)),
                );
                expect(changed && `${mutant.text}: ${JSON.stringify([...changed])}`).toBeUndefined();
                if (!differInDutiesAlone(policy, mutant.policy)) continue;
                const other = cases.find(
                    (facts) => otherDuties(interpret(policy, facts), interpret(mutant.policy, facts)).length > 0,
                );
                expect(other && `${mutant.text}: ${JSON.stringify([...other])}`).toBeUndefined();
            }
            for (const { mutant, facts, verdict, changed } of missed) {
                kinds.add(mutant.kind);
                expect(interpret(policy, facts)).toStrictEqual(verdict);
                expect(interpret(mutant.policy, facts)).toStrictEqual(changed);
                const isOther = endOf(changed) !== endOf(verdict) || otherDuties(changed, verdict).length > 0;
                expect(isOther ? '' : mutant.text).toBe('');
            }
            // Without scenarios only guarantees can notice anything.
            for (const { by } of noticed) expect(by.kind).toBe('guarantee');
            counts.equivalent += equivalent.length;
            counts.missed += missed.length;
        });
        expect(counts.equivalent).toBeGreaterThan(100);
        expect(counts.missed).toBeGreaterThan(100);
        // Many facts compared with each other are given up on, which is said.
        expect(counts.undecided).toBeLessThan(counts.missed / 20);
        expect([...kinds].sort()).toEqual(['answer', 'bound', 'condition', 'duty', 'list', 'order', 'version']);
    });

    test('every changed policy is a policy: nodes in order, targets forward', () => {
        forSmallPolicies(60, 600, ({ policy, cases }) => {
            for (const { policy: changed, text } of mutantsOf(policy)) {
                expect(
                    changed.flow.map((node) => node.index),
                    text,
                ).toEqual(changed.flow.map((_, index) => index));
                for (const node of changed.flow) {
                    for (const { target } of node.answers) {
                        const to = target.kind === 'go' ? target.to : target.kind === 'end' ? null : target.then;
                        if (to !== null) expect(to, text).toBeGreaterThan(node.index);
                    }
                }
                const [facts] = cases;
                if (facts) interpret(changed, facts);
            }
            if (hasSums(policy)) return;
        });
    });
});

describe.each([EXAMPLES.intendedSuite, EXAMPLES.publishedSuite, EXAMPLES.parking, EXAMPLES.grants])(
    'the scenarios of %s',
    (path) => {
        test('notice every change that gives some case another outcome', async () => {
            const { policy, scenarios } = await checkExample(path);
            if (!policy) throw new Error('no policy');
            const report = mutate(policy, scenarios);
            expect(report.missed.map(({ mutant }) => mutant.text)).toEqual([]);
            expect(report.score).toBe(100);
            expect(report.undecided).toEqual([]);
            expect(report.noticed.length).toBeGreaterThan(50);
        });
    },
);

test('the first 93 scenarios of the published text left something open, and the drafts close it', async () => {
    const { policy, scenarios } = await checkExample(EXAMPLES.publishedSuite);
    if (!policy) throw new Error('no policy');
    const first = scenarios.slice(0, 93);
    const before = mutate(policy, first);
    expect(before.missed.map(({ mutant }) => mutant.text)).toContain(
        'mandatoryCrime (from 2018-04-01): ‘kidnap’ is left out',
    );
    expect(before.score).toBeLessThan(95);
    const drafts = mutationDrafts(policy, before, first);
    expect(drafts.length).toBeGreaterThan(0);
    const text = drafts.map((draft) => draft.text).join('\n');
    const again = await checkExample(EXAMPLES.asPublished, (uri, source) =>
        uri === EXAMPLES.asPublished ? `${source}\n${text}` : source,
    );
    expect(again.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect([...runScenarios(policy, again.scenarios)].filter(({ passed }) => !passed)).toEqual([]);
    expect(mutate(policy, [...first, ...again.scenarios]).score).toBe(100);
});

test('a guarantee notices what no scenario does', async () => {
    const { policy } = await check(`policy tiny "Tiny"
fact old "Is it old?": yes/no
outcome granted as accept
outcome refused as refuse
principle P1 "Age" { ask old  yes => refused  no => granted }
guarantee "Nothing old" { when old  never granted }
`);
    if (!policy) throw new Error('no policy');
    const { noticed, missed } = mutate(policy, []);
    expect(noticed.map(({ mutant, by }) => `${mutant.text} | ${by.title}`)).toContain(
        'P1: ‘yes’ leads to ‘granted’ instead of ‘refused’ | Nothing old',
    );
    expect(missed.map(({ mutant }) => mutant.text)).toContain('P1: ‘no’ leads to ‘refused’ instead of ‘granted’');
});

test('a duty left out, hung on too much, or asked for under another condition is noticed by what scenarios say of it', async () => {
    const text = (expectations: string) => `policy tiny "Tiny"
fact old "Is it old?": yes/no
fact big "Is it big?": yes/no default no
outcome granted as accept
outcome refused as refuse
principle P1 "Age" { ask old  yes => refused  no => granted }
on refused {
  must "write a letter" when big and P1 answered yes
}
${expectations}
`;
    const without = await check(text('scenario "An old one" { old: yes  expect refused }'));
    if (!without.policy) throw new Error('no policy');
    const report = mutate(without.policy, without.scenarios);
    const duties = (missed: typeof report.missed) =>
        missed.flatMap(({ mutant }) => (mutant.text.includes('the duty') ? [mutant.text] : []));
    expect(duties(report.missed)).toEqual([
        'the duty ‘write a letter’ on refused is left out',
        'the duty ‘write a letter’ on refused applies without ‘when big and P1 answered yes’',
        'the duty ‘write a letter’ on refused: ‘big and P1 answered yes’ with ‘or’ instead of ‘and’',
        'the duty ‘write a letter’ on refused: ‘big’ is left out',
        'the duty ‘write a letter’ on refused: ‘big’ is turned around',
        'the duty ‘write a letter’ on refused: ‘P1 answered yes’ is turned around',
    ]);
    // On granted the condition is never yes, and on refused P1 always answers yes.
    expect(report.equivalent.map((mutant) => mutant.text)).toEqual([
        'the duty ‘write a letter’ on refused applies after any outcome',
        'the duty ‘write a letter’ on refused: ‘P1 answered yes’ is left out',
    ]);
    const drafts = mutationDrafts(without.policy, report, without.scenarios);
    const again = await check(text(drafts.map((draft) => draft.text).join('\n')));
    expect(again.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(mutate(without.policy, again.scenarios).score).toBe(100);
});

test('a version that starts a day late is noticed on its first day alone', async () => {
    const { policy, scenarios } = await checkExample(EXAMPLES.parking);
    if (!policy) throw new Error('no policy');
    const later = scenarios.filter(({ facts }) => facts.get('appliedOn') !== FIRST_OF_APRIL);
    const { missed } = mutate(policy, later);
    expect(missed.filter(({ mutant }) => mutant.kind === 'version').map(({ mutant }) => mutant.text)).toEqual([
        'P2: in ‘length over longest’ the version from 2026-04-01 starts a day late',
        'P2: in ‘length over longest’ the version from 2026-04-01 starts a day late',
        'freeVehicle: the version from 2026-04-01 starts a day late',
    ]);
    for (const { mutant, facts } of missed) {
        if (mutant.kind === 'version') expect(facts.get('appliedOn')).toBe(FIRST_OF_APRIL);
    }
});

const FIRST_OF_APRIL = Date.UTC(2026, 3, 1) / 86_400_000;
