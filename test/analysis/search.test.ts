// The search for single cases against the brute-force oracle, with every question put to the solver: it must find just what
// trying every case finds, and its witnesses must show what they claim. The solver itself against truth tables.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../language/analysis/analyse.js';
import { BudgetExceeded } from '../../language/analysis/diagram.js';
import { findBrokenGuarantees } from '../../language/analysis/guarantees.js';
import { luby, negated, Solver } from '../../language/analysis/solver.js';
import { createStudy } from '../../language/analysis/study.js';
import { generatePolicy } from '../bench/generate-policy.js';
import { type Draw, drawn } from '../generate/draw.js';
import { randomPolicy } from '../generate/policy.js';
import { everyCase, expectedFindings, key, trace } from './oracle.js';
import { witnessFaults } from './replay.js';

const POLICIES = 500;
const MOST_CASES = 1_500;

const SEARCHED = new Set([
    'step-unreachable',
    'answer-unreachable',
    'otherwise-unreachable',
    'except-no-effect',
    'review-never',
    'outcome-unreachable',
    'no-decision',
    'unknown-not-handled',
    'guarantee-broken',
    'guarantee-vacuous',
]);

test('finds what trying every case finds, with no set of cases', () => {
    const seen = new Map<string, number>();
    let tried = 0;
    for (let seed = 1; tried < POLICIES; seed++) {
        for (const policy of fc.sample(drawn(randomPolicy), { numRuns: 200, seed })) {
            const cases = everyCase(policy, MOST_CASES);
            if (!cases || policy.start === null || tried === POLICIES) continue;
            const traces = cases.flatMap((facts) => trace(policy, facts) ?? []);
            // Values of single facts say nothing of sums over several.
            if (traces.length === 0 || /"terms":\[[^\]]*\},\{/u.test(JSON.stringify(policy))) continue;
            tried++;
            const findings = analyse(policy, { engine: 'search' }).filter(({ code }) => SEARCHED.has(code));
            for (const { code } of findings) seen.set(code, (seen.get(code) ?? 0) + 1);
            expect(witnessFaults(policy, findings)).toStrictEqual([]);
            const found = new Set(findings.map(({ code, origin }) => key(code, origin)));
            const expected = [...expectedFindings(policy, traces)].filter((each) =>
                SEARCHED.has(each.split(' ')[0] ?? ''),
            );
            expect([...found].sort()).toStrictEqual(expected.sort());
        }
    }
    for (const code of SEARCHED) expect(seen.get(code) ?? 0, code).toBeGreaterThan(1);
}, 300_000);

test('stands in for guarantees whose cases alone grow too large', () => {
    const policy = generatePolicy({ facts: 100, seed: 3 });
    const guaranteed = (budget?: number) => {
        const found = analyse(policy, { extent: 'quick', ...(budget === undefined ? {} : { budget }) });
        expect(found.filter(({ message }) => message.includes('to prove its guarantees'))).toStrictEqual([]);
        expect(witnessFaults(policy, found)).toStrictEqual([]);
        return found.filter(({ code }) => code.startsWith('guarantee')).map(({ code, origin }) => key(code, origin));
    };
    const expected = guaranteed();
    expect(expected.length).toBeGreaterThan(0);
    expect(guaranteed(BUDGET)).toStrictEqual(expected);
    // By diagrams alone that is too few: the check is left open.
    const study = createStudy(policy, { budget: BUDGET, shouldStop: () => false });
    expect(() => findBrokenGuarantees(study)).toThrow(BudgetExceeded);
});

/** Nodes that are enough to walk the flow, and not for the guarantees. */
const BUDGET = 12_000;

describe('the solver', () => {
    test('agrees with truth tables, whatever was asked and added before', () => {
        let satisfied = 0;
        let refuted = 0;
        for (const { size, rounds } of fc.sample(drawn(randomClauses), { numRuns: 400, seed: 7 })) {
            const solver = new Solver();
            const variables = Array.from({ length: size }, () => solver.newVariable());
            const clauses: (readonly number[])[] = [];
            for (const { added, assumed } of rounds) {
                const literal = (of: number) => (of < 0 ? negated(variables[-of - 1] ?? 0) : (variables[of - 1] ?? 0));
                for (const clause of added) solver.add(...clause.map(literal));
                clauses.push(...added);
                const model = solver.solve(assumed.map(literal), 1_000_000);
                const isModel = (bits: number) => {
                    const holds = (of: number) => ((bits >> (Math.abs(of) - 1)) & 1) === (of > 0 ? 1 : 0);
                    return clauses.every((clause) => clause.some(holds)) && assumed.every(holds);
                };
                const all = Array.from({ length: 2 ** size }, (_, bits) => bits);
                if (model) {
                    satisfied++;
                    expect(isModel(variables.reduce((bits, _, i) => bits | ((model[i] ?? 0) << i), 0))).toBe(true);
                } else {
                    refuted++;
                    expect(model).toBe(false);
                    expect(all.some(isModel)).toBe(false);
                }
            }
        }
        expect(satisfied).toBeGreaterThan(100);
        expect(refuted).toBeGreaterThan(100);
    }, 60_000);

    test('learns enough to place six pigeons in five holes nowhere', () => {
        const solver = new Solver();
        const at = Array.from({ length: 6 }, () => Array.from({ length: 5 }, () => solver.newVariable()));
        for (const holes of at) solver.add(...holes);
        for (const [i, one] of at.entries()) {
            for (const other of at.slice(i + 1)) {
                for (const [hole, literal] of one.entries()) solver.add(negated(literal), negated(other[hole] ?? 0));
            }
        }
        expect(solver.solve([], 1)).toBeUndefined();
        expect(solver.solve([], 1_000_000)).toBe(false);
        expect(solver.conflicts).toBeGreaterThan(10);
    });

    test('restarts in Luby’s rhythm', () => {
        expect(Array.from({ length: 15 }, (_, i) => luby(i))).toEqual([1, 1, 2, 1, 1, 2, 4, 1, 1, 2, 1, 1, 2, 4, 8]);
    });
});

/** Clauses over up to nine variables, added in rounds with assumptions; a literal is a number from 1 on, or its negative. */
function randomClauses(draw: Draw) {
    const size = draw.int(3, 9);
    const literal = () => draw.int(1, size) * (draw.chance(50) ? 1 : -1);
    const rounds = draw.times(1, 4, () => ({
        added: draw.times(1, 3 * size, () => draw.times(1, 4, literal)),
        assumed: draw.times(0, 3, literal),
    }));
    return { size, rounds };
}
