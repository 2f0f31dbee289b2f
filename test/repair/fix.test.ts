// Safe repairs are safe: on random policies every one of them keeps the outcome of every case, makes its finding go away,
// brings no error, keeps comments, and leaves a text that was laid out as the formatter lays it out so.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../language/analysis/analyse.js';
import { applyEdits, format } from '../../language/format/format.js';
import type { CheckedFile, Facts, Finding, Fix, Policy } from '../../language/index.js';
import { createRepairer } from '../../language/repair/fix.js';
import { interpret } from '../../language/run/interpret.js';
import { offsetAt, positionsOf } from '../../server/positions.js';
import { everyCase } from '../analysis/oracle.js';
import { drawn } from '../generate/draw.js';
import { randomText } from '../generate/text.js';
import { check } from '../support.js';

const POLICIES = 60;

describe('on random policies', () => {
    test('each repair keeps every outcome and ends its finding', async () => {
        const seen = new Map<string, number>();
        const texts = drawn((draw) => ({ text: randomText(draw), isLaidOut: draw.chance(70) }));
        let tried = 0;
        for (let seed = 1; tried < POLICIES; seed++) {
            await fc.assert(
                fc.asyncProperty(texts, async ({ text: written, isLaidOut }) => {
                    const text = isLaidOut ? format(written) : written;
                    const before = await studied(text);
                    if (!before.policy || errors(before.findings).length > 0) return;
                    tried++;
                    const repairer = createRepairer(before.findings, [before.file]);
                    for (const finding of before.findings) {
                        const fix = repairer.fixOf(finding);
                        if (!fix) continue;
                        seen.set(finding.code, (seen.get(finding.code) ?? 0) + 1);
                        const after = await expectSafe(text, before, fix.edits);
                        // What is not redundant beside an answer may be so without it.
                        const most =
                            count(before.findings, finding.code) - (finding.code === 'answer-redundant' ? 0 : 1);
                        expect(
                            count(after.findings, finding.code),
                            `${finding.code} ${finding.message}`,
                        ).toBeLessThanOrEqual(most);
                    }
                    const together = repairer.fixOfAll(before.findings);
                    if (together.length > 0) await expectSafe(text, before, together);
                }),
                { numRuns: 25, seed, endOnFailure: true, includeErrorInReport: true },
            );
        }
        for (const code of EXERCISED) expect(seen.get(code) ?? 0, code).toBeGreaterThan(1);
    }, 600_000);
});

const EXERCISED = [
    'answer-unreachable',
    'otherwise-unreachable',
    'except-no-effect',
    'answer-redundant',
    'answers-mergeable',
    'condition-always-true-here',
    'condition-always-false-here',
    'condition-no-effect',
    'duty-always',
    'fact-unused',
    'definition-unused',
];

interface Studied extends CheckedFile {
    readonly findings: readonly Finding[];
}

async function studied(text: string): Promise<Studied> {
    const checked = await check(text);
    const proved = checked.policy ? analyse(checked.policy) : [];
    return { ...checked, findings: [...checked.findings, ...proved] };
}

async function expectSafe(text: string, before: Studied, edits: Fix['edits']): Promise<Studied> {
    const fixed = edited(text, edits);
    const after = await studied(fixed);
    const [old, now] = [before.policy, after.policy] as const;
    const told = `${text}\n---\n${fixed}`;
    expect(
        errors(after.findings).filter((each) => !errors(before.findings).includes(each)),
        told,
    ).toStrictEqual([]);
    if (!old || !now) throw new Error(`no policy any more:\n${told}`);
    expect(differences(old, now), told).toStrictEqual([]);
    expect(comments(fixed), told).toStrictEqual(comments(text));
    if (format(text) === text) expect(format(fixed), told).toBe(fixed);
    return after;
}

/** Cases that fare differently: another outcome, reason or duty. */
function differences(before: Policy, after: Policy): readonly unknown[] {
    const cases =
        fates.get(before) ?? (everyCase(before, 5_000) ?? []).map((facts) => ({ facts, fate: told(before, facts) }));
    fates.set(before, cases);
    expect(cases.length).toBeGreaterThan(0);
    return cases.filter(({ facts, fate }) => fate !== told(after, facts)).map(({ facts }) => [...facts]);
}

const fates = new WeakMap<Policy, readonly { readonly facts: Facts; readonly fate: string }[]>();

function told(policy: Policy, facts: Facts): string {
    const verdict = interpret(policy, facts);
    if (verdict.kind !== 'outcome') return verdict.kind;
    return JSON.stringify([verdict.outcome, verdict.reason, verdict.duties.map(({ index }) => index)]);
}

function edited(text: string, edits: Fix['edits']): string {
    const lines = positionsOf(text);
    const changes = edits.map(({ origin, text: put }) => {
        const offset = offsetAt(text, lines, origin.range.start);
        return { offset, length: offsetAt(text, lines, origin.range.end) - offset, text: put };
    });
    return applyEdits(
        text,
        changes.sort((a, b) => a.offset - b.offset),
    );
}

function comments(text: string): readonly string[] {
    return text.match(/\/\/.*/g) ?? [];
}

function errors(findings: readonly Finding[]): readonly string[] {
    return findings.flatMap(({ code, severity }) => (severity === 'error' && TEXTUAL.has(code) ? [code] : []));
}

/** Errors of proof are what is repaired; those of the text must not come up. */
const TEXTUAL = {
    has: (code: string) => !/^(answer|step)-unreachable|^no-decision|^unknown-not-handled/.test(code),
};

function count(findings: readonly Finding[], code: string): number {
    return findings.filter((finding) => finding.code === code).length;
}

describe('the text that is left', () => {
    const PRINCIPLE = `policy p "P"

fact a: yes/no
fact b: yes/no
fact n: number from 0 to 9
outcome granted as accept
outcome refused as refuse

principle P1 {
  ask a
    yes => next
    no  => refused
}

principle P2 {
  BODY
}
`;
    const CASES: readonly (readonly [name: string, before: string, after: string])[] = [
        [
            'a part and its operator',
            'ask b and a  yes => granted  no => refused',
            'ask b  yes => granted  no => refused',
        ],
        [
            'brackets that nothing needs any more',
            'ask b and (n > 3 and a)  yes => granted  no => refused',
            'ask b and n > 3  yes => granted  no => refused',
        ],
        [
            'brackets that are needed',
            'ask b and (n > 3 or n = 1 or not a)  yes => granted  no => refused',
            'ask b and (n > 3 or n = 1)  yes => granted  no => refused',
        ],
        [
            'a row with its line, and columns as wide as they must be',
            `table | a   | n           | => |
        | no  | at least 9  | => granted |
        // the rest
        | -   | at most 5   | => granted |
        | yes | over 5      | => refused |`,
            `table | a   | n         | => |
        // the rest
        | -   | at most 5 | => granted |
        | yes | over 5    | => refused |`,
        ],
        [
            'a guard with its line',
            'only when a\n  ask b  yes => granted  no => refused',
            'ask b  yes => granted  no => refused',
        ],
    ];
    test.each(CASES)('is %s', async (_, before, after) => {
        const text = format(PRINCIPLE.replace('BODY', before));
        const found = await studied(text);
        const proved = found.findings.filter(({ code }) => !code.endsWith('-unused'));
        const edits = createRepairer(found.findings, [found.file]).fixOfAll(proved);
        expect(edited(text, edits)).toBe(format(PRINCIPLE.replace('BODY', after)));
    });

    test('keeps an answer that a scenario or a duty names', async () => {
        const text = PRINCIPLE.replace('BODY', 'ask b and a  yes => granted  no => refused').replace(
            'no  => refused\n}\n\nprinciple P2',
            'no  => refused\n}\n\nprinciple P3 {\n  ask a\n    yes => next\n    no  => refused\n}\n\nprinciple P2',
        );
        const fixesOf = async (more: string) => {
            const { findings, file } = await studied(text + more);
            const repairer = createRepairer(findings, [file]);
            return findings.flatMap((finding) => repairer.fixOf(finding)?.title ?? []);
        };
        expect(await fixesOf('')).toContain('Remove this answer');
        const scenario = 'scenario "S" {\n  a: yes  b: yes  n: 1\n  expect path P1 yes, P3 no, P2 yes\n}\n';
        expect(await fixesOf(`\n${scenario}`)).not.toContain('Remove this answer');
        const duty = 'on any outcome {\n  must "look" when P3 answered no\n}\n';
        expect(await fixesOf(`\n${duty}`)).not.toContain('Remove this answer');
    });

    test('keeps what a scenario gives, and removes what nothing names', async () => {
        const text = PRINCIPLE.replace('BODY', 'ask b  yes => granted  no => refused');
        const { findings, file } = await studied(text);
        const edits = createRepairer(findings, [file]).fixOfAll(findings);
        expect(edited(text, edits)).toBe(text.replace('fact n: number from 0 to 9\n', ''));
        const given = await studied(`${text}\nscenario "S" { a: yes  b: yes  n: 1  expect granted }\n`);
        expect(createRepairer(given.findings, [given.file]).fixOfAll(given.findings)).toStrictEqual([]);
    });

    test.each([
        ['laid out', ''],
        ['laid out in another way', '   '],
    ])('is all that is used, of neighbours that nothing uses, %s', async (_, more) => {
        const head = (facts: string) =>
            PRINCIPLE.replace(/fact n.*\n/, facts).replace('BODY', 'ask b  yes => granted  no => refused');
        const idle = ['one', 'second', 'third-one', 'four'].map((name) => `fact ${name}: ${more}yes/no\n`);
        const text = head(idle.join(''));
        const { findings, file } = await studied(text);
        expect(findings.map(({ code }) => code).filter((code) => code === 'fact-unused')).toHaveLength(4);
        const edits = createRepairer(findings, [file]).fixOfAll(findings);
        expect(edited(text, edits)).toBe(head(''));
    });

    test('is free of neighbours beside another repair', async () => {
        const text = PRINCIPLE.replace('fact b: yes/no\n', 'fact b: yes/no\nfact c: yes/no fact d: yes/no\n').replace(
            'BODY',
            'ask b and a  yes => granted  no => refused',
        );
        const { findings, file } = await studied(text);
        const edits = createRepairer(findings, [file]).fixOfAll(findings);
        expect(edited(text, edits)).toBe(
            PRINCIPLE.replace('fact n: number from 0 to 9\n', '').replace(
                'BODY',
                'ask b  yes => granted  no => refused',
            ),
        );
    });
});
