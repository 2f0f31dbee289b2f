// The pages of coverage and mutation: what they say, that axe finds nothing in them, and that no text of a policy is obeyed.

import { expect, test, vi } from 'vitest';
import { mutationHtml } from '../../language/index.js';
import type { Policy } from '../../language/model/policy.js';
import type { Scenario } from '../../language/model/scenario.js';
import { coverageHtml } from '../../language/report/coverage-html.js';
import { coverageJson } from '../../language/report/coverage-report.js';
import type { PolicyCoverage } from '../../language/report/test-report.js';
import { conditionCoverage, reachOf } from '../../language/review/coverage.js';
import { mutate } from '../../language/review/mutate.js';
import { coverageOf } from '../../language/run/coverage.js';
import { runScenarios } from '../../language/run/scenarios.js';
import { expectValid } from '../cli/tenet.js';
import { check, checkExample, EXAMPLES } from '../support.js';
import { expectAccessible, HAS_BROWSER } from './browser.js';

vi.setConfig({ testTimeout: 120_000 });

interface Subject {
    readonly policy: Policy;
    readonly scenarios: readonly Scenario[];
    readonly text: string;
}

const nameOf = (uri: string) => uri;

function covered({ policy, scenarios }: Subject): PolicyCoverage {
    const results = [...runScenarios(policy, scenarios)];
    const verdicts = results.map(({ verdict }) => verdict);
    const found = conditionCoverage(
        policy,
        scenarios.map(({ facts }) => facts),
    );
    const titles = scenarios.map(({ title }) => title);
    return {
        policy,
        uri: policy.origin.uri,
        coverage: coverageOf(policy, verdicts),
        results,
        reach: reachOf(found, titles),
    };
}

function pagesOf(subjects: readonly Subject[]): { readonly coverage: string; readonly mutation: string } {
    const coverages = subjects.map(covered);
    const textOf = (uri: string) => subjects.find(({ policy }) => policy.origin.uri === uri)?.text;
    const mutated = subjects.map(({ policy, scenarios }) => ({ policy, mutation: mutate(policy, scenarios) }));
    return { coverage: coverageHtml(coverages, nameOf, textOf), mutation: mutationHtml(mutated, nameOf) };
}

async function example(path: string, most = Number.POSITIVE_INFINITY): Promise<Subject> {
    const { policy, scenarios } = await checkExample(path);
    if (!policy) throw new Error('no policy');
    return { policy, scenarios: scenarios.slice(0, most), text: 'policy' };
}

async function hostile(): Promise<Subject> {
    const text = `policy a "<script>alert(1)</script>\u202e&amp;"
fact b "<img src=x onerror=alert(2)>": yes/no
fact d "=cmd|' /C calc'!A0": number from 0 to 10
outcome c "</title><script>alert(3)</script>" as accept
outcome e "\\"'><svg onload=alert(4)>" as refuse
principle P1 "</table><iframe src=https://example.org>" {
  ask b
    yes => c because "<b>bold</b>"
    no  => next
}
principle P2 "\u001b[31m" { ask d  at most 4 => c  over 4 => e }
on c { must tell victim "<a href=javascript:alert(5)>press</a>" when b }
guarantee "<u>never</u>" { when b  never e }
scenario "</li></details><script>alert(6)</script>" { b: yes  expect c }
`;
    const { policy, scenarios, findings } = await check(text);
    if (!policy) throw new Error(findings.map(({ message }) => message).join('\n'));
    return { policy, scenarios, text };
}

test('coverage says who takes each answer, what nobody does, and what no case can', async () => {
    const { coverage } = pagesOf([await example(EXAMPLES.publishedSuite, 60)]);
    expect(coverage).toContain('<h3>No scenario reaches</h3>');
    expect(coverage).toMatch(/<li>P3\.d answers ‘no’|<li>[^<]+ turns on ‘/);
    expect(coverage).toContain('<h3>No case at all reaches</h3>');
    expect(coverage).toContain('<li>VL.b answers ‘yes’');
    expect(coverage).toMatch(
        /VL\.b yes \([^)]*\)<\/th><td><span class="beyond">out of reach of every case, with proof/,
    );
    expect(coverage).toMatch(/M yes \(.*<summary>\d+ scenarios<\/summary><ul><li>S01 Homicide/);
    expect(coverage).toContain('<strong class="lacking">no scenario</strong>');
});

test('the figures of the page are those of the JSON', async () => {
    const subject = await example(EXAMPLES.publishedSuite, 60);
    const json = coverageJson([covered(subject)], nameOf) as {
        policies: {
            answers: { taken: number; scenarios: string[] }[];
            takeable: number;
            conditions: { figures: object };
        }[];
    };
    expectValid('coverage', json);
    const [policy] = json.policies;
    for (const { taken, scenarios } of policy?.answers ?? []) expect(scenarios).toHaveLength(taken);
    expect(policy?.takeable).toBe(22);
    const { figures } = covered(subject).reach ?? {};
    expect(policy?.conditions.figures).toEqual(figures);
    const { all } = figures ?? {};
    expect(pagesOf([subject]).coverage).toContain(`${all?.met} of ${all?.of}`);
});

test('mutation says what nothing notices, with a case and both outcomes', async () => {
    const { mutation } = pagesOf([await example(EXAMPLES.publishedSuite, 60)]);
    expect(mutation).toContain('<h3>Nothing notices</h3>');
    expect(mutation).toContain('the duty ‘keep to the Victims&#39; Code’ is left out');
    expect(mutation).toMatch(/in at M with “keep to the Victims&#39; Code”<\/td><td>in at M without “/);
    expect(mutation).toContain('Changes that make no difference to any case, with proof');
});

test('no text of a policy is obeyed', async () => {
    for (const page of Object.values(pagesOf([await hostile()]))) {
        expect(page).not.toMatch(/<(script|img|iframe|svg|b|u)[\s>]/);
        expect(page).not.toMatch(/<[^>]*\s(src|onload|onerror)=/);
        expect(page).not.toMatch(/href="(?!#)/);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about.
        expect(page).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
        expect(page).toContain('&lt;script&gt;');
    }
});

test.skipIf(!HAS_BROWSER)('axe finds nothing, and nothing is fetched or run', async () => {
    const some = pagesOf([await example(EXAMPLES.publishedSuite, 60), await example(EXAMPLES.grants, 4)]);
    const bad = pagesOf([await hostile()]);
    await expectAccessible([some.coverage, some.mutation, bad.coverage, bad.mutation]);
});
