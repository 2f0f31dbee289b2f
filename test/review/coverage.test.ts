// Coverage of conditions: what is called in reach is reached, by cases that are run again, and nothing else is; suggested
// suites meet all of it.

import { describe, expect, test, vi } from 'vitest';
import type { Condition } from '../../language/model/condition.js';
import type { Policy } from '../../language/model/policy.js';
import type { Facts } from '../../language/model/value.js';
import { REVIEW_LIMITS } from '../../language/review/case-cells.js';
import { conditionCoverage, obligationsMet } from '../../language/review/coverage.js';
import { answerDraft, coverageDrafts } from '../../language/review/drafts.js';
import { leavesOf } from '../../language/review/leaves.js';
import { type Obligation, obligationsOver } from '../../language/review/obligations.js';
import { scenariosFor } from '../../language/review/suggest.js';
import { interpret, truthOf } from '../../language/run/interpret.js';
import { check, checkExample, EXAMPLES } from '../support.js';
import { forSmallPolicies, hasSums } from './random.js';

vi.setConfig({ testTimeout: 120_000 });

/** The condition with yes or no in place of the part at the end of the way; definitions are entered. */
function putting(policy: Policy, condition: Condition, way: readonly number[], value: 'yes' | 'no'): Condition {
    const [first, ...rest] = way;
    if (first === undefined) return { kind: 'constant', value };
    const inside = (part: Condition) => putting(policy, part, rest, value);
    switch (condition.kind) {
        case 'not':
        case 'established':
            return { ...condition, of: inside(condition.of) };
        case 'and':
        case 'or':
        case 'at-least':
            return { ...condition, of: condition.of.map((part, index) => (index === first ? inside(part) : part)) };
        case 'known':
            if (condition.of.kind !== 'condition') throw new Error('no way');
            return { ...condition, of: { kind: 'condition', condition: inside(condition.of.condition) } };
        case 'definition': {
            const found = policy.definitions.find(({ name }) => name === condition.name)?.value;
            if (found?.kind !== 'condition') throw new Error('no condition');
            return inside(found.condition);
        }
        default:
            throw new Error('no way');
    }
}

/** By brute force, for guards: which leaf, being yes or no, decides whether a case that comes to it is asked. */
function guardsThatDecide(policy: Policy, facts: Facts, found: Set<string>): void {
    const verdict = interpret(policy, facts);
    if (verdict.kind === 'not-effective') return;
    let at = policy.start;
    let step = 0;
    while (at !== null) {
        const node: Policy['flow'][number] | undefined = policy.flow[at];
        if (!node) return;
        let skip: Policy['flow'][number]['answers'][number]['target'] | undefined;
        for (const { guard, skip: past } of node.guards) {
            for (const { condition, way } of leavesOf(policy, guard.condition)) {
                const steps = way.split('.').slice(1).map(Number);
                const holds = (value: 'yes' | 'no') =>
                    truthOf(policy, facts, putting(policy, guard.condition, steps, value)) === 'yes';
                const leaf = truthOf(policy, facts, condition);
                if (holds('yes') !== holds('no') && leaf !== 'unknown') {
                    const { line, character } = guard.origin.range.start;
                    found.add(`${node.rule} ${line}:${character}${way} ${leaf}`);
                }
            }
            if (truthOf(policy, facts, guard.condition) !== 'yes') {
                skip = past;
                break;
            }
        }
        const target: typeof skip = skip ?? verdict.path[step++]?.target;
        if (!target || target.kind === 'end') return;
        at = target.kind === 'go' ? target.to : target.then;
    }
}

const guardKey = ({ id, rule }: Obligation) => {
    const parts = new RegExp(`^condition ${rule} (\\d+:\\d+[.\\d]*) .* (yes|no)$`, 's').exec(id);
    return parts ? `${rule} ${parts[1]} ${parts[2]}` : id;
};

describe('on random policies', () => {
    test('answers, outcomes and duties are in reach exactly where some case takes them', () => {
        let infeasible = 0;
        forSmallPolicies(150, 1_000, ({ policy, cases }) => {
            if (hasSums(policy)) return;
            const { obligations } = conditionCoverage(policy, []);
            const verdicts = cases.map((facts) => interpret(policy, facts));
            const taken = new Set(
                verdicts.flatMap(({ path }) => path.map(({ rule, label }) => `answer ${rule} ${label}`)),
            );
            for (const verdict of verdicts) if (verdict.kind === 'outcome') taken.add(`outcome ${verdict.outcome}`);
            for (const { duties } of verdicts) for (const { index, text } of duties) taken.add(`duty ${index} ${text}`);
            const isPlain = ({ kind }: Obligation) => kind === 'answer' || kind === 'outcome' || kind === 'duty';
            expect(new Set(obligations.feasible.filter(isPlain).map(({ id }) => id))).toEqual(taken);
            infeasible += obligations.infeasible.filter(isPlain).length;
        });
        expect(infeasible).toBeGreaterThan(100);
    });

    test('parts of guards decide exactly where brute force says so', () => {
        let compared = 0;
        forSmallPolicies(150, 1_000, ({ policy, cases }) => {
            if (hasSums(policy)) return;
            const guards = new Set(
                policy.flow.flatMap((node) =>
                    node.guards.map(
                        ({ guard }) => `${guard.origin.range.start.line}:${guard.origin.range.start.character}`,
                    ),
                ),
            );
            const { obligations } = conditionCoverage(policy, []);
            const isOfGuard = (key: string) => guards.has(/ (\d+:\d+)/.exec(key)?.[1] ?? '');
            const expected = new Set<string>();
            for (const facts of cases) guardsThatDecide(policy, facts, expected);
            const found = obligations.feasible
                .filter(({ kind }) => kind === 'condition')
                .map(guardKey)
                .filter(isOfGuard);
            expect(new Set(found)).toEqual(expected);
            compared += expected.size;
        });
        expect(compared).toBeGreaterThan(50);
    });

    test('a suggested suite meets everything in reach, and is no smaller than its bound', () => {
        forSmallPolicies(150, 1_000, ({ policy }) => {
            const { obligations } = conditionCoverage(policy, []);
            const suite = scenariosFor(policy, obligations, obligations.feasible);
            const met = new Set(suite.scenarios.flatMap(({ facts }) => obligationsMet(obligations, facts)));
            expect(obligations.feasible.filter((each) => !met.has(each)).map(({ text }) => text)).toEqual([]);
            expect(suite.scenarios.length).toBeGreaterThanOrEqual(suite.atLeast);
            for (const { facts, verdict } of suite.scenarios) expect(interpret(policy, facts)).toStrictEqual(verdict);
        });
    });
});

describe('of policies too large for whole cases', () => {
    test('a suggested suite still meets everything in reach', () => {
        forSmallPolicies(150, 1_000, ({ policy }) => {
            const obligations = obligationsOver(policy, REVIEW_LIMITS, false);
            const suite = scenariosFor(policy, obligations, obligations.feasible);
            const met = new Set(suite.scenarios.flatMap(({ facts }) => obligationsMet(obligations, facts)));
            expect(obligations.feasible.filter((each) => !met.has(each)).map(({ text }) => text)).toEqual([]);
            // What can be reached does not depend on the way it is found out.
            const whole = obligationsOver(policy, REVIEW_LIMITS, true);
            const ids = whole.feasible.map(({ id }) => id);
            expect(ids).toEqual(expect.arrayContaining(obligations.feasible.map(({ id }) => id)));
            expect(whole.infeasible.map(({ id }) => id)).toEqual(
                expect.arrayContaining(obligations.infeasible.map(({ id }) => id)),
            );
            const most = scenariosFor(policy, whole, whole.feasible);
            expect(suite.atLeast).toBeLessThanOrEqual(most.scenarios.length);
        });
    });
});

describe.each([EXAMPLES.intendedSuite, EXAMPLES.publishedSuite])('the scenarios of %s', (path) => {
    test('meet everything that any case can', async () => {
        const { policy, scenarios } = await checkExample(path);
        if (!policy) throw new Error('no policy');
        const { met, figures } = conditionCoverage(
            policy,
            scenarios.map(({ facts }) => facts),
        );
        expect(met.filter(({ by }) => by.length === 0).map(({ obligation }) => obligation.text)).toEqual([]);
        expect(figures.all.met).toBe(figures.all.of);
        expect(figures.condition.of).toBeGreaterThan(20);
    });

    test('leave open what fewer scenarios do not meet', async () => {
        const { policy, scenarios } = await checkExample(path);
        if (!policy) throw new Error('no policy');
        const fewer = scenarios.filter(({ title }) => /^S0/.test(title)).map(({ facts }) => facts);
        const { met, figures } = conditionCoverage(policy, fewer);
        const open = met.filter(({ by }) => by.length === 0).map(({ obligation }) => obligation.text);
        expect(open).toContain('P4.c answers ‘yes’');
        expect(open).not.toContain('M answers ‘yes’');
        expect(figures.all.of - figures.all.met).toBe(open.length);
    });
});

test('drafts are scenarios that pass, and reach what they say', async () => {
    const path = EXAMPLES.asIntended;
    const { policy } = await checkExample(path);
    if (!policy) throw new Error('no policy');
    const { drafts, suite } = coverageDrafts(conditionCoverage(policy, []), []);
    // One case can meet no two of a family of obligations that large.
    expect(suite.atLeast).toBeGreaterThan(15);
    expect(drafts.length).toBeLessThanOrEqual(suite.atLeast + 3);
    const text = drafts.map((draft) => draft.text).join('\n');
    const again = await checkExample(path, (uri, source) => (uri === path ? `${source}\n${text}` : source));
    expect(again.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(again.scenarios).toHaveLength(drafts.length);
    for (const scenario of again.scenarios) expect(scenario.tags).toEqual(['review']);
    const coverage = conditionCoverage(
        policy,
        again.scenarios.map(({ facts }) => facts),
    );
    expect(coverage.figures.all.met).toBe(coverage.figures.all.of);
});

test('a scenario for an answer takes that answer', async () => {
    const path = EXAMPLES.asPublished;
    const { policy } = await checkExample(path);
    if (!policy) throw new Error('no policy');
    const drafts = policy.flow.flatMap((node) =>
        node.answers.map((answer, index) => ({ node, answer, draft: answerDraft(policy, node.index, index, []) })),
    );
    expect(drafts.filter(({ draft }) => draft).length).toBe(22);
    const text = drafts.flatMap(({ draft }) => (draft ? [draft.text] : [])).join('\n');
    const again = await checkExample(path, (uri, source) => (uri === path ? `${source}\n${text}` : source));
    expect(again.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    for (const { node, answer, draft } of drafts) {
        if (!draft) continue;
        const facts = again.scenarios.find(({ title }) => title === draft.title)?.facts ?? new Map();
        const taken = interpret(policy, facts).path.map(({ rule, label }) => `${rule} ${label}`);
        expect(taken).toContain(`${node.rule} ${answer.label}`);
    }
});

test('both sides of a bound are wanted, in the steps in which people give the fact', async () => {
    const { policy } = await check(`policy wait "Waiting"
fact waiting "How long?": duration in minutes
fact paid "How much?": money GBP
outcome long as refuse
outcome short as accept
principle P1 "Wait" { ask waiting  at most 20 minutes => next  over 20 minutes => long }
principle P2 "Paid" { ask paid  under £50 => short  at least £50 => long }
`);
    if (!policy) throw new Error('no policy');
    const { obligations } = conditionCoverage(policy, []);
    const bounds = obligations.feasible.filter(({ kind }) => kind === 'bound').map(({ text }) => text);
    expect(bounds).toEqual([
        'P1 turns on ‘waiting’ being 20 minutes',
        'P1 turns on ‘waiting’ being 21 minutes',
        'P2 turns on ‘paid’ being £49.99',
        'P2 turns on ‘paid’ being £50',
    ]);
    const meets = (waiting: number, paid: number) =>
        obligationsMet(
            obligations,
            new Map([
                ['waiting', waiting],
                ['paid', paid],
            ]),
        )
            .filter(({ kind }) => kind === 'bound')
            .map(({ text }) => text);
    expect(meets(1_200, 4_999)).toEqual([bounds[0], bounds[2]]);
    expect(meets(1_260, 4_999)).toEqual([bounds[1]]);
    expect(meets(1_140, 5_001)).toEqual([]);
});
