// The interview: it asks what the case needs and nothing else, and what it says is still possible is exactly that.

import { describe, expect, test, vi } from 'vitest';
import type { Policy } from '../../language/model/policy.js';
import type { Facts } from '../../language/model/value.js';
import {
    answered,
    type Interview,
    interview,
    NO_ANSWERS,
    notKnown,
    takenBack,
} from '../../language/review/interview.js';
import { endOf } from '../../language/review/nearest.js';
import { interpret } from '../../language/run/interpret.js';
import { checkExample, EXAMPLES } from '../support.js';
import { forSmallPolicies, hasSums, someOf } from './random.js';

vi.setConfig({ testTimeout: 60_000 });

/** Answers from a whole case until nothing is asked any more; every state on the way. */
function held(policy: Policy, facts: Facts): readonly { readonly state: Interview; readonly given: Facts }[] {
    const states: { state: Interview; given: Facts }[] = [];
    let answers = NO_ANSWERS;
    for (let left = policy.facts.length + 1; left >= 0; left--) {
        const state = interview(policy, answers);
        states.push({ state, given: answers.facts });
        if (!state.next) return states;
        const { name } = state.next.fact;
        expect(answers.facts.has(name)).toBe(false);
        const value = facts.get(name);
        answers = value === undefined ? notKnown(policy, answers, name) : answered(answers, name, value);
    }
    throw new Error('The interview does not end.');
}

describe('on random policies', () => {
    test('ends in the verdict of the case, and what it lists as open is what brute force finds', () => {
        let compared = 0;
        forSmallPolicies(120, 600, ({ policy, cases }) => {
            for (const facts of someOf(cases, 3)) {
                const states = held(policy, facts);
                const last = states.at(-1)?.state;
                const expected = interpret(policy, facts);
                expect(last?.verdict.kind).toBe(expected.kind);
                expect(endOf(last?.verdict ?? expected)).toBe(endOf(expected));
                expect(last?.verdict.duties).toStrictEqual(expected.duties);
                for (const { state, given } of states) {
                    expect(state.exact).toBe(true);
                    const alike = cases.filter((each) =>
                        [...given].every(([name, value]) => JSON.stringify(each.get(name)) === JSON.stringify(value)),
                    );
                    const ends = new Set(alike.map((each) => endOf(interpret(policy, each))));
                    const possible = new Set<string | null>(state.possible);
                    if (state.maybeNone) possible.add(null);
                    // Every end that is there is listed.
                    for (const end of ends) expect(possible).toContain(end);
                    if (hasSums(policy)) continue;
                    expect(possible).toEqual(ends);
                    compared++;
                }
            }
        });
        expect(compared).toBeGreaterThan(300);
    });

    test('what it calls no longer needed changes nothing', () => {
        let looked = 0;
        forSmallPolicies(80, 400, ({ policy, cases }) => {
            const [facts] = someOf(cases, 1);
            if (!facts) return;
            for (const { state, given } of held(policy, facts)) {
                const names = new Set(state.notNeeded.map((fact) => fact.name));
                if (names.size === 0) continue;
                const alike = cases.filter((each) =>
                    [...given].every(([name, value]) => JSON.stringify(each.get(name)) === JSON.stringify(value)),
                );
                const groups = new Map<string, Set<string | null>>();
                for (const each of alike) {
                    const rest = JSON.stringify([...each].filter(([name]) => !names.has(name)));
                    groups.set(rest, (groups.get(rest) ?? new Set()).add(JSON.stringify(interpret(policy, each).path)));
                }
                for (const ends of groups.values()) expect(ends.size).toBe(1);
                looked++;
            }
        });
        expect(looked).toBeGreaterThan(50);
    });
});

describe.each([EXAMPLES.intendedSuite, EXAMPLES.publishedSuite])('on %s', (path) => {
    test('comes to the outcome of every scenario that has one', async () => {
        const { policy, scenarios } = await checkExample(path);
        if (!policy) throw new Error('no policy');
        for (const scenario of someOf(scenarios, 40)) {
            const expected = interpret(policy, scenario.facts);
            const state = held(policy, scenario.facts).at(-1)?.state;
            expect(`${scenario.title}: ${endOf(state?.verdict ?? expected)}`).toBe(
                `${scenario.title}: ${endOf(expected)}`,
            );
        }
    });
});

describe('the crime assessment policy', () => {
    const loaded = checkExample(EXAMPLES.asIntended);
    const crime = async () => {
        const { policy } = await loaded;
        if (!policy) throw new Error('no policy');
        return policy;
    };

    test('asks for the day first, then for the offence, and groups by rule', async () => {
        const policy = await crime();
        const state = interview(policy, NO_ANSWERS);
        expect(state.next?.fact.name).toBe('assessmentDate');
        expect(state.open.map(({ fact }) => fact.name).slice(0, 3)).toEqual([
            'assessmentDate',
            'offence',
            'injuryMinor',
        ]);
        const victim = state.open.find(({ fact }) => fact.name === 'victimSupports');
        expect(victim).toMatchObject({
            text: 'Does the victim support a prosecution by the police?',
            doNotKnow: 'unknown',
            why: 'P1 Victim asks it.',
        });
        expect(victim?.rule?.name).toBe('P1');
        expect(victim?.citations.map(({ text }) => text)).toContain('Principle 1');
        expect(state.possible).toEqual(['in', 'out', 'refer', 'snt']);
        expect(state.maybeNone).toBe(false);
    });

    test('a homicide needs no further question', async () => {
        const policy = await crime();
        const answers = answered(answered(NO_ANSWERS, 'assessmentDate', 17_700), 'offence', 'homicide');
        const state = interview(policy, answers);
        // What the officer proposes only settles a duty.
        expect(state.open.map(({ fact }) => fact.name)).toEqual(['officerProposes']);
        expect(state.next?.why).toBe(
            'It settles whether this must be done: discuss the departure with your supervisor.',
        );
        expect(state.possible).toEqual(['in']);
        expect(state.notNeeded.map(({ name }) => name)).toContain('victimSupports');
    });

    test('a day before the policy ends the interview', async () => {
        const policy = await crime();
        const state = interview(policy, answered(NO_ANSWERS, 'assessmentDate', 17_000));
        expect(state.next).toBeNull();
        expect(state.verdict.kind).toBe('not-effective');
    });

    test('not known is unknown where that may be, else the default or missing', async () => {
        const policy = await crime();
        const unknown = notKnown(policy, NO_ANSWERS, 'victimSupports');
        expect(unknown.facts.get('victimSupports')).toBeNull();
        const missing = notKnown(policy, NO_ANSWERS, 'offence');
        expect(missing).toEqual({ facts: new Map(), skipped: new Set(['offence']) });
        // Without the offence nothing after it can be asked; the day still can.
        expect(interview(policy, missing).open.map(({ fact }) => fact.name)).toEqual(['assessmentDate']);
        const state = interview(policy, notKnown(policy, missing, 'assessmentDate'));
        expect(state.next).toBeNull();
        expect(state.verdict).toMatchObject({ kind: 'missing', missing: ['offence'] });
        const byDefault = notKnown(policy, NO_ANSWERS, 'cctvKnown');
        expect(interview(policy, byDefault).notNeeded.map(({ name }) => name)).toContain('cctvReady');
    });

    test('an earlier answer can be changed, and taken back', async () => {
        const policy = await crime();
        const burglary = answered(answered(NO_ANSWERS, 'assessmentDate', 17_700), 'offence', 'burglary');
        const asked = interview(policy, burglary).next?.fact.name;
        expect(asked).toBe('victimSupports');
        const changed = answered(answered(burglary, 'victimSupports', true), 'offence', 'gbh');
        expect([...changed.facts.keys()]).toEqual(['assessmentDate', 'offence', 'victimSupports']);
        expect(interview(policy, changed).next?.fact.name).toBe('injuryMinor');
        expect(interview(policy, takenBack(changed, 'offence')).next?.fact.name).toBe('offence');
    });
});
