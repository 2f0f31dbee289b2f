// Comparisons of random policies with edits of themselves, against trying every case: no changed case is missed, none is
// claimed, and every example shows what it says.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare } from '../../language/analysis/compare.js';
import type { FlowNode, Policy } from '../../language/model/policy.js';
import type { Facts } from '../../language/model/value.js';
import { renderComparisonMarkdown, renderComparisonText } from '../../language/report/compare.js';
import { interpret } from '../../language/run/interpret.js';
import { type Draw, drawn } from '../generate/draw.js';
import { randomPolicy } from '../generate/policy.js';
import { everyCase } from './oracle.js';

const POLICIES = 250;
const MOST_CASES = 1_500;

describe('compare', () => {
    test('says just which outcomes change into which, with examples that show it', () => {
        let tried = 0;
        let changed = 0;
        const pairs = drawn((draw) => {
            const policy = randomPolicy(draw);
            return { before: policy, after: edited(draw, policy) };
        });
        fc.assert(
            fc.property(pairs, ({ before, after }) => {
                const cases = everyCase(before, MOST_CASES);
                if (!cases || before.start === null) return;
                const comparison = compare(before, after);
                if (comparison.equal === undefined) return;
                tried++;
                const expected = new Set<string>();
                for (const facts of cases) {
                    const [left, right] = [outcomeOf(before, facts), outcomeOf(after, facts)];
                    if (left !== right) expected.add(`${left} → ${right}`);
                }
                const changes = comparison.classes.flatMap((each) => each.changes);
                const found = new Set(changes.map((change) => `${change.before} → ${change.after}`));
                for (const each of expected) expect([...found]).toContain(each);
                for (const change of changes) {
                    expect(outcomeOf(before, change.example)).toBe(change.before);
                    expect(outcomeOf(after, change.example)).toBe(change.after);
                }
                expect(comparison.equal).toBe(changes.length === 0);
                if (changes.length > 0) changed++;
            }),
            { numRuns: POLICIES, seed: 5, includeErrorInReport: true },
        );
        expect(tried).toBeGreaterThan(POLICIES / 2);
        expect(changed).toBeGreaterThan(30);
    }, 300_000);

    test('on request says which rules and reasons change', () => {
        let changed = 0;
        const pairs = drawn((draw) => {
            const policy = randomPolicy(draw);
            return { before: policy, after: edited(draw, policy) };
        });
        for (const { before, after } of fc.sample(pairs, { numRuns: 120, seed: 8 })) {
            const cases = everyCase(before, MOST_CASES);
            if (!cases || before.start === null) continue;
            const comparison = compare(before, after, { also: ['rule', 'reason'] });
            if (comparison.equal === undefined) continue;
            const expected = new Set<string>();
            for (const facts of cases) {
                const [left, right] = [decisionOf(before, facts), decisionOf(after, facts)];
                if (left !== right) expected.add(`${left} → ${right}`);
            }
            const changes = comparison.classes.flatMap((each) => each.changes);
            const found = changes.map(
                ({ decisions }) => `${JSON.stringify(decisions?.before)} → ${JSON.stringify(decisions?.after)}`,
            );
            for (const each of expected) expect(found).toContain(each);
            for (const { decisions, example } of changes) {
                expect(decisionOf(before, example)).toBe(JSON.stringify(decisions?.before));
                expect(decisionOf(after, example)).toBe(JSON.stringify(decisions?.after));
            }
            if (changes.length > 0) changed++;
        }
        expect(changed).toBeGreaterThan(10);
    }, 120_000);

    test('on request says which duties change, whatever on the path they hang on', () => {
        let changed = 0;
        let onPath = 0;
        const pairs = drawn((draw) => {
            const policy = randomPolicy(draw);
            return { before: policy, after: withOtherDuties(draw, draw.chance(50) ? edited(draw, policy) : policy) };
        });
        for (const { before, after } of fc.sample(pairs, { numRuns: 500, seed: 21 })) {
            const cases = everyCase(before, MOST_CASES);
            if (!cases || before.start === null) continue;
            const comparison = compare(before, after, { also: ['duties'] });
            if (comparison.equal === undefined) continue;
            const expected = new Set<string>();
            for (const facts of cases) {
                const [left, right] = [dutiesOf(before, facts), dutiesOf(after, facts)];
                if (left !== right) expected.add(`${left} → ${right}`);
            }
            const changes = comparison.classes.flatMap((each) => each.changes);
            const found = changes.map(
                ({ decisions }) => `${JSON.stringify(decisions?.before)} → ${JSON.stringify(decisions?.after)}`,
            );
            for (const each of expected) expect(found).toContain(each);
            for (const { decisions, example } of changes) {
                expect(dutiesOf(before, example)).toBe(JSON.stringify(decisions?.before));
                expect(dutiesOf(after, example)).toBe(JSON.stringify(decisions?.after));
            }
            expect(comparison.equal).toBe(changes.length === 0);
            if (changes.length > 0) changed++;
            if (changes.length > 0 && /"kind":"(decided-by|answered|asked)"/u.test(JSON.stringify(before.duties)))
                onPath++;
            for (const render of [renderComparisonText, renderComparisonMarkdown]) {
                expect(render(comparison, before, after)).not.toMatch(/undefined|null|\[object/u);
            }
        }
        expect(changed).toBeGreaterThan(60);
        expect(onPath).toBeGreaterThan(20);
    }, 120_000);

    test('a policy is equal to itself', () => {
        for (const policy of fc.sample(drawn(randomPolicy), { numRuns: 30, seed: 3 })) {
            expect(compare(policy, structuredClone(policy))).toMatchObject({ equal: true, classes: [] });
        }
    });

    test('reports are bounded and escape what a policy says', () => {
        const [policy] = fc.sample(drawn(randomPolicy), { numRuns: 1, seed: 3 }) as [Policy];
        const change = {
            before: '<b>|',
            after: null,
            toneBefore: 'accept',
            toneAfter: null,
            example: new Map(),
        } as const;
        const part = {
            rule: 'P1',
            before: { text: 'a' },
            after: { text: 'b' },
            where: 'x'.repeat(300),
            changes: [change],
        };
        const comparison = { equal: false, inputs: [], classes: new Array(1_000).fill(part), datesApart: false };
        for (const render of [renderComparisonText, renderComparisonMarkdown]) {
            const text = render(comparison, policy, policy);
            expect(text.length).toBeLessThanOrEqual(60_000);
            expect(text).toMatch(/and \d+ parts more/u);
        }
        expect(renderComparisonMarkdown(comparison, policy, policy)).toContain('\\<b\\>\\|');
    });
});

function outcomeOf(policy: Policy, facts: Facts): string | null {
    const verdict = interpret(policy, facts);
    if (verdict.kind === 'outcome') return verdict.outcome;
    return verdict.kind === 'no-outcome' || verdict.kind === 'not-effective' ? null : 'missing';
}

function decisionOf(policy: Policy, facts: Facts): string {
    const verdict = interpret(policy, facts);
    if (verdict.kind !== 'outcome') return 'null';
    return JSON.stringify({ outcome: verdict.outcome, rule: verdict.decidedBy, reason: verdict.reason });
}

function dutiesOf(policy: Policy, facts: Facts): string {
    const verdict = interpret(policy, facts);
    if (verdict.kind !== 'outcome') return 'null';
    const duties = verdict.duties.map(({ modality, audience, text }) => ({ modality, audience, text }));
    // What a duty needs to know the example must give.
    return JSON.stringify({ outcome: verdict.outcome, duties, ...(verdict.missing.length > 0 ? verdict : {}) });
}

/** The policy with one duty gone, said of every outcome, without its condition, with another's, or in other words. */
function withOtherDuties(draw: Draw, policy: Policy): Policy {
    if (policy.duties.length === 0) return policy;
    const [index, other] = [draw.int(0, policy.duties.length - 1), draw.pick(policy.duties)];
    const duties = policy.duties.flatMap((duty, i) => {
        if (i !== index) return [duty];
        const { when: _, ...bare } = duty;
        switch (draw.int(0, 4)) {
            case 0:
                return [];
            case 1:
                return [{ ...duty, on: [], onWritten: [] }];
            case 2:
                return [bare];
            case 3:
                return [other.when ? { ...bare, when: other.when } : bare];
            default:
                return [{ ...duty, text: `${duty.text} in writing` }];
        }
    });
    return { ...policy, duties };
}

/** The policy with one edit: an answer gone, led elsewhere, or swapped with the next, or a rule left out. */
function edited(draw: Draw, policy: Policy): Policy {
    const places = policy.flow.filter((node) => node.kind !== 'review' && node.answers.length > 0);
    if (places.length === 0) return policy;
    const node = draw.pick(places);
    const index = draw.int(0, node.answers.length - 1);
    const flow = policy.flow.map((each): FlowNode => {
        if (each !== node) return each;
        const answers = [...node.answers];
        const answer = answers[index];
        if (!answer) return each;
        switch (draw.int(0, 2)) {
            case 0:
                answers.splice(index, 1);
                break;
            case 1:
                answers[index] = {
                    ...answer,
                    target: { kind: 'decide', outcome: 'refused', citations: [], then: null, origin: answer.origin },
                };
                break;
            default:
                answers.reverse();
        }
        return { ...node, answers };
    });
    return { ...policy, flow };
}
