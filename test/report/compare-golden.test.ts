// Comparisons of the two encodings of the example, as they are read: by people who know neither policy.

import { beforeAll, describe, expect, test } from 'vitest';
import { type Comparison, compare } from '../../language/analysis/compare.js';
import type { Policy } from '../../language/model/policy.js';
import { renderComparisonMarkdown, renderComparisonText } from '../../language/report/compare.js';
import { comparisonJson } from '../../language/report/comparison-json.js';
import { interpret } from '../../language/run/interpret.js';
import { checkExample, EXAMPLES, policy } from '../support.js';

describe.each([
    ['published-intended', EXAMPLES.asPublished, EXAMPLES.asIntended],
    ['intended-published', EXAMPLES.asIntended, EXAMPLES.asPublished],
])('%s', (name, old, now) => {
    let [before, after]: Policy[] = [];
    let compared: Comparison;
    beforeAll(async () => {
        [before, after] = await Promise.all([policyOf(old), policyOf(now)]);
        compared = compare(before, after);
    });

    test('as text', async () => {
        const text = renderComparisonText(compared, before as Policy, after as Policy);
        await expect(`${text}\n`).toMatchFileSnapshot(`golden/compare-${name}.txt`);
    });

    test('as Markdown', async () => {
        const text = renderComparisonMarkdown(compared, before as Policy, after as Policy);
        await expect(text).toMatchFileSnapshot(`golden/compare-${name}.md`);
    });

    test('as JSON', async () => {
        const sides = { before: before as Policy, after: after as Policy };
        const json = comparisonJson({ comparison: compared, ...sides, flips: [] }, (uri) => uri);
        await expect(`${JSON.stringify(json, null, 2)}\n`).toMatchFileSnapshot(`golden/compare-${name}.json.txt`);
    });

    test('who is said to have decided before did', () => {
        let told = 0;
        for (const { before: was, after: is, changes } of compared.classes) {
            for (const [side, { text }] of [[before, was] as const, [after, is] as const]) {
                const rules = /^decided by (.*) → /u.exec(text)?.[1]?.split(/, | or /u);
                if (!rules) continue;
                for (const { example } of changes) {
                    const verdict = interpret(side as Policy, example);
                    const rule = verdict.kind === 'outcome' ? verdict.decidedBy : '';
                    expect(rules.some((each) => rule === each || rule.startsWith(`${each}.`))).toBe(true);
                    told++;
                }
            }
        }
        expect(told).toBeGreaterThan(3);
    });
});

describe('where one of the policies does not come to a rule', () => {
    const text = (more: string, yes: string) => `policy p "P"
fact paid: yes/no
fact proved: yes/no
outcome granted as accept
outcome refused as refuse
principle P1 "Fee" {
  ask paid
    yes => ${yes}
    no  => refused
}
${more}`;
    const P2 = `principle P2 "Proof" {
  ask proved
    yes => granted
    no  => refused
}`;

    test('the one has it, and had decided before', async () => {
        const compared = compare(await policy(text(P2, 'granted')), await policy(text(P2, 'next')));
        expect(compared.classes.map(({ rule, before, after }) => [rule, before.text, after.text])).toStrictEqual([
            ['P2', 'decided by P1 → granted', 'no → refused'],
        ]);
    });

    test('the one does not have it', async () => {
        const compared = compare(await policy(text('', 'granted')), await policy(text(P2, 'next')));
        expect(compared.classes.map(({ rule, before, after }) => [rule, before.text, after.text])).toStrictEqual([
            ['P2', 'no such rule → granted', 'no → refused'],
        ]);
    });
});

async function policyOf(path: string): Promise<Policy> {
    const { policy: found } = await checkExample(path);
    if (!found) throw new Error(`no policy in ${path}`);
    return found;
}
