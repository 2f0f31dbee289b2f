// Decision records: what they say of both readings of the example, that nothing in them is obeyed, and that they replay.

import { createHash } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import type { Policy } from '../../language/model/policy.js';
import type { Facts } from '../../language/model/value.js';
import { type DecisionRecord, hashSources, type Sources } from '../../language/review/record.js';
import { readRecord, recordJson } from '../../language/review/record-json.js';
import { recordOf } from '../../language/review/record-of.js';
import { escapeMarkdown, recordHtml, recordMarkdown } from '../../language/review/record-text.js';
import { replay } from '../../language/review/replay.js';
import { expectValid } from '../cli/tenet.js';
import { check, checkExample, EXAMPLES } from '../support.js';
import { expectAccessible, HAS_BROWSER } from './browser.js';
import { forSmallPolicies } from './random.js';

vi.setConfig({ testTimeout: 120_000 });

const SOURCES: Sources = { sha256: '0'.repeat(64), files: [{ name: 'policy.tenet', sha256: '1'.repeat(64) }] };
const CONTEXT = { sources: SOURCES, tool: 'tenet 0.0.0' };

async function recordFor(
    suite: string,
    title: string,
): Promise<{ policy: Policy; record: DecisionRecord; facts: Facts }> {
    const { policy, scenarios } = await checkExample(suite);
    const scenario = scenarios.find((each) => each.title.startsWith(title));
    if (!policy || !scenario) throw new Error('no such scenario');
    const record = recordOf(policy, scenario.facts, {
        ...CONTEXT,
        by: 'An officer',
        at: '2024-06-01',
        reference: 'R-1',
    });
    return { policy, record, facts: scenario.facts };
}

/** Texts that try to get out of Markdown and HTML. */
const ATTACKS = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(2)>',
    '](javascript:alert(3)) ![x](http://evil.example/y.png) @somebody',
    '| --- | <b>x</b> `code` ~~gone~~ https://evil.example www.evil.example',
] as const;

const quoted = (text: string | undefined) => JSON.stringify(text);

async function hostile(): Promise<{ policy: Policy; record: DecisionRecord }> {
    const [a, b, c, d] = ATTACKS.map(quoted);
    const { policy, findings } = await check(`policy hostile ${a}
choice Constructor ${b} { toString ${c}  valueOf ${d} }
fact constructor ${a}: Constructor
fact __proto__ ${b}: yes/no default no
outcome hasOwnProperty ${c} as refer
outcome isPrototypeOf ${d} as refuse
principle P1 ${a} cites ${b} {
  note ${c}
  ask ${d} constructor
    toString => hasOwnProperty because ${a}
    valueOf  => isPrototypeOf because ${b}
}
on any outcome { must tell victim ${c} cites ${d} }
`);
    if (!policy) throw new Error(JSON.stringify(findings));
    const deviation = { proposed: ATTACKS[0], rationale: ATTACKS[1], supervisor: ATTACKS[2] };
    return {
        policy,
        record: recordOf(policy, new Map([['constructor', 'toString']]), {
            ...CONTEXT,
            by: ATTACKS[0],
            reference: ATTACKS[3],
            deviation,
        }),
    };
}

describe('says', () => {
    test.each([
        [EXAMPLES.intendedSuite, 'S48', 'intended-out'],
        [EXAMPLES.intendedSuite, 'S70', 'intended-refer'],
        [EXAMPLES.publishedSuite, 'S23', 'published-no-outcome'],
        [EXAMPLES.publishedSuite, 'S54', 'published-out'],
    ])('%s %s as it should', async (suite, title, name) => {
        const { record } = await recordFor(suite, title);
        await expect(recordMarkdown(record)).toMatchFileSnapshot(`golden/${name}.md`);
        expectValid('record', JSON.parse(recordJson(record)));
    });

    test('where each fact comes from, and why rules were not reached', async () => {
        const { record } = await recordFor(EXAMPLES.intendedSuite, 'S48');
        const sources = new Map(record.facts.map(({ name, source }) => [name, source]));
        expect(sources.get('offence')).toBe('given');
        expect(sources.get('cctvKnown')).toBe('default');
        expect(sources.get('value')).toBe('unknown');
        expect(sources.get('assessmentDate')).toBe('missing');
        const why = new Map(record.notReached.map((each) => [each.rule, each.why]));
        expect(why.get('GBH')).toBe('it is asked only when offence is gbh, which was not established');
        expect(why.get('VL')).toBe('P5 had decided the case');
        expect(record.readings).toContain('I-12');
    });

    test('a referral, a deviation, and the exceptions looked at', async () => {
        const { record } = await recordFor(EXAMPLES.intendedSuite, 'S70');
        expect(record.referral).toEqual({ for: 'a supervisor decides cases of public interest', decision: null });
        const { record: gbh } = await recordFor(EXAMPLES.intendedSuite, 'S08');
        expect(gbh.exceptions).toEqual([{ rule: 'M', exception: 'except 1', applied: true }]);
    });

    test('a line for every rule, be it reached or not', () => {
        forSmallPolicies(60, 400, ({ policy, cases }) => {
            for (const facts of cases.slice(0, 3)) {
                const record = recordOf(policy, facts, CONTEXT);
                for (const rule of policy.rules) {
                    const isOn = record.path.some(
                        (step) => step.rule === rule.name || step.rule.startsWith(`${rule.name}.`),
                    );
                    const isLeft = record.notReached.some((each) => each.rule === rule.name);
                    const stopped = record.verdict.kind !== 'outcome';
                    expect(isOn && isLeft).toBe(false);
                    expect(isOn || isLeft || stopped).toBe(true);
                }
            }
        });
    });
});

describe('hostile texts', () => {
    test('are escaped in Markdown', async () => {
        const markdown = recordMarkdown((await hostile()).record);
        expect(markdown).not.toMatch(/(^|[^\\])</m);
        expect(markdown).not.toContain('https://');
        expect(markdown).not.toMatch(/(^|[^\\])\]\(/);
        expect(markdown).not.toContain('@somebody');
        expect(escapeMarkdown('a\nb | c')).toBe('a b \\| c');
    });

    test('are escaped in HTML, which refers to nothing outside', async () => {
        const html = recordHtml((await hostile()).record);
        expect(html).not.toMatch(/<(script|img|iframe|b)[\s>]/);
        expect(html).not.toMatch(/<[^>]*\s(src|href)=|url\(|@import/);
        expect(html).toContain('&lt;script&gt;');
    });

    test('survive as JSON', async () => {
        const { record, policy } = await hostile();
        const read = readRecord(recordJson(record));
        if (read.kind !== 'record') throw new Error(read.message);
        expect(read.record).toStrictEqual(JSON.parse(JSON.stringify(record)));
        expect(replay(policy, SOURCES, read.record).same).toBe(true);
    });
});

test.skipIf(!HAS_BROWSER)('axe finds nothing in the printed record, and nothing is fetched or run', async () => {
    const records = [await recordFor(EXAMPLES.intendedSuite, 'S70'), await hostile()];
    await expectAccessible(records.map(({ record }) => recordHtml(record)));
});

describe('replay', () => {
    test('says the same of every scenario', async () => {
        for (const suite of [EXAMPLES.intendedSuite, EXAMPLES.publishedSuite]) {
            const { policy, scenarios } = await checkExample(suite);
            if (!policy) throw new Error('no policy');
            for (const { facts } of scenarios.slice(0, 12)) {
                const read = readRecord(recordJson(recordOf(policy, facts, CONTEXT)));
                if (read.kind !== 'record') throw new Error(read.message);
                expect(replay(policy, SOURCES, read.record)).toMatchObject({
                    same: true,
                    differences: [],
                    changedFiles: [],
                });
            }
        }
    });

    test('says what differs once a limit has changed', async () => {
        const { record } = await recordFor(EXAMPLES.intendedSuite, 'S25');
        const edited = await checkExample(EXAMPLES.asIntended, (_, text) => text.replace('= £50', '= £40'));
        if (!edited.policy) throw new Error('no policy');
        const found = replay(
            edited.policy,
            { ...SOURCES, files: [{ name: 'policy.tenet', sha256: '2'.repeat(64) }] },
            record,
        );
        expect(found.same).toBe(false);
        expect(found.changedFiles).toEqual([{ name: 'policy.tenet', change: 'changed' }]);
        expect(found.differences.map(({ what }) => what)).toEqual(['deciding rule', 'reason', 'path']);
        expect(found.differences[0]).toEqual({ what: 'deciding rule', then: 'P3.c', now: 'VL.c' });
    });

    test('says which facts are none any more', async () => {
        const { record } = await recordFor(EXAMPLES.intendedSuite, 'S25');
        const edited = await checkExample(EXAMPLES.asIntended, (_, text) =>
            text.replaceAll('other-theft', 'some-theft'),
        );
        if (!edited.policy) throw new Error('no policy');
        const { differences } = replay(edited.policy, SOURCES, record);
        expect(differences[0]?.what).toBe('fact');
        expect(differences[0]?.now).toContain('other-theft');
    });

    test.each([
        ['nothing', 'not JSON'],
        ['[]', 'not a decision record'],
        ['{"kind":"tenet-decision-record","version":2}', 'version 2'],
        ['{"kind":"tenet-decision-record","version":1}', '‘policy’'],
    ])('refuses %s', (text, message) => {
        const read = readRecord(text);
        expect(read).toMatchObject({ kind: 'problem' });
        expect(read.kind === 'problem' && read.message).toContain(message);
    });

    test('the version of a policy is that of its texts: names and contents count, line ends and order do not', async () => {
        const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
        const of = async (...files: { name: string; text: string }[]) => (await hashSources(files, sha256)).sha256;
        const [a, b] = [
            { name: 'a', text: 'x\ny' },
            { name: 'b', text: 'z' },
        ];
        expect(await of(a, b)).toBe(await of(b, { name: 'a', text: 'x\r\ny' }));
        expect(await of(a, b)).not.toBe(await of(a, { name: 'c', text: 'z' }));
        expect(await of(a, b)).not.toBe(await of(a, { name: 'b', text: 'z ' }));
    });
});
