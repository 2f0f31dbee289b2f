// What would change a decision: every change does, none is missing, and no smaller one would.

import { describe, expect, test, vi } from 'vitest';
import type { Policy } from '../../language/model/policy.js';
import type { Facts } from '../../language/model/value.js';
import { endOf, nearestChanges } from '../../language/review/nearest.js';
import { whyNot } from '../../language/review/why-not.js';
import { interpret } from '../../language/run/interpret.js';
import { tellVerdict } from '../../language/run/path.js';
import { checkExample, EXAMPLES } from '../support.js';
import { forSmallPolicies, hasSums, someOf } from './random.js';

vi.setConfig({ testTimeout: 60_000 });

function differences(a: Facts, b: Facts): readonly string[] {
    return [...a.keys()].filter((name) => JSON.stringify(a.get(name)) !== JSON.stringify(b.get(name)));
}

/** For each other end the fewest facts that differ, and the single facts that lead there. */
function bruteForce(policy: Policy, facts: Facts, cases: readonly Facts[]) {
    const now = endOf(interpret(policy, facts));
    const fewest = new Map<string | null, number>();
    const single = new Set<string>();
    for (const other of cases) {
        const end = endOf(interpret(policy, other));
        if (end === now) continue;
        const changed = differences(facts, other);
        fewest.set(end, Math.min(fewest.get(end) ?? Infinity, changed.length));
        if (changed.length === 1) single.add(`${changed[0]} → ${end}`);
    }
    return { fewest, single };
}

describe('on random policies', () => {
    test('finds every single fact that changes the end, and else the fewest facts', () => {
        let changesSeen = 0;
        forSmallPolicies(120, 600, ({ policy, cases }) => {
            for (const facts of someOf(cases, 2)) {
                const found = nearestChanges(policy, facts);
                const now = endOf(interpret(policy, facts));
                for (const change of found) {
                    changesSeen++;
                    expect(endOf(change.verdict)).not.toBe(now);
                    expect(interpret(policy, change.whole)).toStrictEqual(change.verdict);
                    expect(differences(change.whole, facts)).toEqual(
                        [...change.facts.keys()]
                            .filter((name) => change.whole.has(name))
                            .sort((a, b) => [...change.whole.keys()].indexOf(a) - [...change.whole.keys()].indexOf(b)),
                    );
                }
                if (hasSums(policy)) continue;
                const { fewest, single } = bruteForce(policy, facts, cases);
                const foundSingle = found.filter((change) => change.facts.size === 1);
                expect(
                    new Set(foundSingle.map((change) => `${[...change.facts.keys()][0]} → ${endOf(change.verdict)}`)),
                ).toEqual(single);
                for (const [end, count] of fewest) {
                    const least = Math.min(
                        ...found.filter((change) => endOf(change.verdict) === end).map((change) => change.facts.size),
                    );
                    expect(least).toBe(count);
                }
            }
        });
        expect(changesSeen).toBeGreaterThan(150);
    });
});

describe('the crime assessment policy', () => {
    const told = async (title: string) => {
        const { policy, scenarios } = await checkExample(EXAMPLES.intendedSuite);
        const scenario = scenarios.find((each) => each.title.startsWith(title));
        if (!policy || !scenario) throw new Error('no such scenario');
        return nearestChanges(policy, scenario.facts).map(
            ({ text, verdict }) => `${text} → ${tellVerdict(policy, verdict)}`,
        );
    };

    test('names the bound', async () => {
        expect(await told('S38')).toContain('cctvViewingMinutes at most 20 minutes → in at P4.d');
    });

    test('names several facts where one is not enough', async () => {
        expect((await told('S36')).at(-1)).toBe(
            'publicInterest: government-property and supervisorDecision: snt → snt at PI',
        );
    });

    test('says what is missing, and what it could come to', async () => {
        expect(await told('S07')).toContain('offence: homicide → in at M');
    });

    test('changes a day outside the policy’s dates first', async () => {
        expect((await told('S03'))[0]).toBe('assessmentDate: 2018-04-01 → out at P3.c');
    });

    test('why not', async () => {
        const { policy, scenarios } = await checkExample(EXAMPLES.publishedSuite);
        if (!policy) throw new Error('no policy');
        const facts = scenarios.find(({ title }) => title.startsWith('S25'))?.facts ?? new Map();
        expect(whyNot(policy, facts, 'out')).toMatchObject({ kind: 'it-does' });
        // Nothing leads to the neighbourhood team as the text stands.
        expect(whyNot(policy, facts, 'snt')).toEqual({ kind: 'never' });
        const reason = whyNot(policy, facts, 'in');
        if (reason.kind !== 'change') throw new Error('no change');
        // One fact is enough, and the ways part as late as can be.
        expect(reason.change.text).toBe('suspectIdentifiedBy is victim or witness');
        expect(reason.parting).toMatchObject({
            here: { rule: 'P2', label: 'no' },
            there: { rule: 'P2', label: 'yes' },
        });
    });
});
