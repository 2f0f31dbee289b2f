// Decision records: what they say of both readings of the example, that nothing in them is obeyed, and that they replay.

import { createHash } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import type { Policy } from '../../language/model/policy.js';
import type { Facts, Value } from '../../language/model/value.js';
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
            referral: { to: ATTACKS[1], decision: ATTACKS[2] },
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
        expect(record.referral).toEqual({
            to: null,
            for: 'a supervisor decides cases of public interest',
            decision: null,
        });
        const { record: gbh } = await recordFor(EXAMPLES.intendedSuite, 'S08');
        expect(gbh.exceptions).toEqual([{ rule: 'M', exception: 'except 1', applied: true }]);
    });

    // What reviewers want of a record, number by number as in the list of their needs.
    test('everything that a reviewer wants to know', async () => {
        const { policy, scenarios } = await checkExample(EXAMPLES.intendedSuite);
        const scenario = scenarios.find(({ title }) => title.startsWith('S70'));
        if (!policy || !scenario) throw new Error('no such scenario');
        const facts = new Map(scenario.facts).set('assessmentDate', Date.UTC(2018, 2, 31) / 86_400_000);
        const record = recordOf(policy, facts, {
            ...CONTEXT,
            by: 'An officer',
            at: '2024-06-01T10:00:00Z',
            reference: 'R-1',
            deviation: { proposed: 'Assessed in', rationale: 'They belong to a memorial', supervisor: 'An inspector' },
            referral: { to: 'The duty inspector', decision: 'Assess in' },
            done: ['write the reasons on the DETS screen of CRIS'],
        });
        const text = recordMarkdown(record);
        const html = recordHtml(record);
        expectValid('record', JSON.parse(recordJson(record)));
        const shown = (...lines: readonly string[]) => {
            for (const line of lines) {
                expect(text).toContain(line);
                for (const part of line.split(/\*\*|\||- \[.\]/)) {
                    expect(html).toContain(
                        part
                            .trim()
                            .replaceAll("'", '&#39;')
                            .replace(/:$|^- /, ''),
                    );
                }
            }
        };
        // 1: policy, version, variant, date in force, hash of the source; tool; time; who ran it.
        shown(
            'Crime assessment (crimeAssessment)',
            '**In force:** from 2017-09-04',
            '**Lists and limits:** as of 2018-03-31',
        );
        shown(SOURCES.sha256, SOURCES.files[0]?.sha256 ?? '', 'tenet 0.0.0', '2024-06-01T10:00:00Z', 'An officer');
        // 2: case reference; facts, each with where it comes from.
        shown('**Case:** R-1', '| £45 | given | yes |', '| none (Nobody) | default | yes |');
        // 3: outcome, the rule that gives it, what is pending.
        shown(
            '**Referred to a supervisor, decided by PI (Public interest), because a supervisor decides cases of public',
        );
        // 4: the path with wording, answer, facts, where it led, citation; what was not reached and why.
        shown(
            '| P3.b Amount | What is the stolen or damaged property worth? | At most £50 | value: £45 | on to P3.c | Principle 3 |',
        );
        shown('- P4 CCTV: P3.c (no) led past it');
        // 5: the deciding rule, and the exceptions looked at; no exception is looked at here.
        expect(record.path.filter(({ decides }) => decides).map(({ rule }) => rule)).toEqual(['PI']);
        // 6: what would have changed it.
        shown(
            'What has the supervisor decided? supervisorDecision is snt → Handed to the Safer Neighbourhood Team, decided by PI',
        );
        // 7: obligations: to whom, wording, citation, stated or inferred, ticked or open.
        shown('- [ ] Must put the case to a supervisor for decision (Public Interest / 2)');
        shown('- [x] Must write the reasons on the DETS screen of CRIS (Recording / 1)');
        expect(record.duties.every(({ basis }) => basis === 'stated')).toBe(true);
        // 8: referral: to whom, for what, the decision received.
        shown('**To:** The duty inspector', '**For:** a supervisor decides cases', '**Decision received:** Assess in');
        // 9: deviation: what was proposed, why, who was consulted.
        shown(
            '**Proposed outcome:** Assessed in',
            '**Rationale:** They belong to a memorial',
            '**Supervisor consulted:** An inspector',
        );
        // 10: readings and defects relied on.
        expect(record.readings).toContain('I-7');
        shown('- I-7');
    });

    test('which questions are still to be answered, and which duty no source states', async () => {
        const { policy } = await check(`policy tiny "Tiny"
fact old "Is it old?": yes/no
fact big "Is it big?": yes/no
outcome kept "Kept" as accept
principle P1 "Age" { ask old  yes => kept  no => kept }
on kept {
  must "write a letter" when big
  must "send it"
}
`);
        if (!policy) throw new Error('no policy');
        const record = recordOf(policy, new Map([['old', true]]), CONTEXT);
        expect(record.verdict.missing).toEqual(['big']);
        const text = recordMarkdown(record);
        expect(text).toContain('## Still to be known\n\n- Is it big?');
        expect(text).toContain('- [ ] Must send it (inferred: no passage of the source is cited)');
        expect(text).toContain('**Decided by:** not said');
    });

    test('the limits of the day of the case, not those of today', async () => {
        const { policy } = await checkExample(EXAMPLES.parking);
        if (!policy) throw new Error('no policy');
        const answerOn = (year: number) => {
            const facts = new Map<string, Value>([
                ['appliedOn', Date.UTC(year, 4, 1) / 86_400_000],
                ['vehicle', 'van'],
                ['papers', ['lease', 'licence']],
                ['length', 4.9 * 10],
            ]);
            return recordOf(policy, facts, CONTEXT).policy.asOf;
        };
        expect([answerOn(2025), answerOn(2026)]).toEqual(['2025-05-01', '2026-05-01']);
        const { policy: dated } = await check(`policy tiny "Tiny" as of day
fact day "Which day?": date
fact worth "What is it worth?": money GBP
parameter limit =
  from 2020-01-01 £10
  from 2024-01-01 £20
outcome kept as accept
outcome sold as refuse
principle P1 "Worth" { ask worth  at most limit => kept  over limit => sold }
`);
        if (!dated) throw new Error('no policy');
        const answers = [2022, 2025].map((year) => {
            const facts = new Map([
                ['day', Date.UTC(year, 0, 1) / 86_400_000],
                ['worth', 500],
            ]);
            return recordOf(dated, facts, CONTEXT).path[0]?.inWords.answer;
        });
        expect(answers).toEqual(['At most £10', 'At most £20']);
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
