// Questions that are too large for one diagram: they are cut up, and the verdicts stay the same.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Condition } from '../../language/model/condition.js';
import type { Policy } from '../../language/model/policy.js';
import { compile } from '../../language/run/compile.js';
import { interpret } from '../../language/run/interpret.js';
import { cases } from '../generate/cases.js';
import { policy } from '../support.js';
import { asking, fact } from './deciding.js';

function expectAgreement(of: Policy, numRuns: number): Set<string> {
    const { decide } = compile(of);
    const seen = new Set<string>();
    fc.assert(
        fc.property(cases(of), (facts) => {
            const expected = interpret(of, facts);
            seen.add(expected.kind === 'outcome' ? expected.outcome : expected.kind);
            expect(decide(facts)).toStrictEqual(expected);
        }),
        { numRuns },
    );
    return seen;
}

describe('large questions', () => {
    test('a condition whose parts overlap everywhere', () => {
        const facts = Array.from({ length: 40 }, (_, index) => ({
            ...fact(`f${index}`),
            maybeUnknown: index % 3 === 0,
        }));
        const at = (index: number): Condition => {
            const inner: Condition = { kind: 'fact', fact: `f${index % 40}` };
            return index % 2 === 0 ? inner : { kind: 'not', of: inner };
        };
        const clauses = Array.from({ length: 60 }, (_, index): Condition => {
            return { kind: 'or', of: [at(index * 7 + 1), at(index * 11 + 2), at(index * 17 + 4), at(index * 3 + 5)] };
        });
        const seen = expectAgreement(asking({ kind: 'at-least', count: 54, of: clauses }, facts), 400);
        expect([...seen].sort()).toEqual(['missing', 'no', 'unknown', 'yes']);
    });

    test('a table of many rows over many columns', async () => {
        const columns = Array.from({ length: 6 }, (_, index) => `x${index}`);
        const rows = Array.from({ length: 120 }, (_, row) => {
            const cells = columns.map((_, column) => {
                const from = (row * 31 + column * 17) % 90;
                return row % 6 === column ? '-' : `${from} to ${Math.min(120, from + 25 + (column % 3) * 20)}`;
            });
            return `| ${cells.join(' | ')} | => ${['granted', 'refused', 'referred'][row % 3]} |`;
        });
        const table = await policy(`policy test "Test"
            ${columns.map((name) => `fact ${name}: number from 0 to 120 or unknown`).join('\n')}
            outcome granted as accept
            outcome refused as refuse
            outcome referred as refer
            principle P { table | ${columns.join(' | ')} | => | ${rows.join('\n')} }
        `);
        const seen = expectAgreement(table, 600);
        expect(seen.has('no-outcome')).toBe(true);
        expect(seen.size).toBeGreaterThan(2);
    });

    test('a set of more values than a word has bits', async () => {
        const names = Array.from({ length: 70 }, (_, index) => `v${index}`);
        const sets = await policy(`policy test "Test"
            choice Many { ${names.join(' ')} }
            fact held: set of Many or unknown  fact one: Many
            outcome granted as accept
            outcome refused as refuse
            outcome referred as refer
            principle P1 { ask held has all of v1, v29, v30, v31, v59, v60, v69 yes => granted no => next unknown => next }
            principle P2 { ask held has any of v29, v30, v61 yes => refused no => next unknown => referred }
            principle P3 { ask one v0, v35, v69 => granted otherwise => next }
            principle P4 { ask held is empty yes => granted no => refused }
        `);
        const seen = expectAgreement(sets, 2_000);
        expect([...seen].sort()).toEqual(['granted', 'missing', 'referred', 'refused']);
    });
});
