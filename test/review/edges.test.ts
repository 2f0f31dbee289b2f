// Policies and cases at the edges: without rules, without facts, with dates alone, with the largest numbers.

import { describe, expect, test } from 'vitest';
import { conditionCoverage } from '../../language/review/coverage.js';
import { answered, interview, NO_ANSWERS } from '../../language/review/interview.js';
import { mutate } from '../../language/review/mutate.js';
import { nearestChanges } from '../../language/review/nearest.js';
import { recordOf } from '../../language/review/record-of.js';
import { recordHtml, recordMarkdown } from '../../language/review/record-text.js';
import { suggestScenarios } from '../../language/review/suggest.js';
import { whyNot } from '../../language/review/why-not.js';
import { policy } from '../support.js';

const CONTEXT = { sources: { sha256: '', files: [] }, tool: 'tenet' };

describe('a policy without rules', () => {
    const TEXT = 'policy nothing "Nothing"\nfact a: yes/no\noutcome granted as accept\n';

    test('asks nothing, changes nothing, and can be recorded', async () => {
        const nothing = await policy(TEXT);
        expect(interview(nothing, NO_ANSWERS)).toMatchObject({ next: null, possible: [], maybeNone: true });
        expect(nearestChanges(nothing, new Map([['a', true]]))).toEqual([]);
        expect(whyNot(nothing, new Map(), 'granted')).toEqual({ kind: 'never' });
        expect(conditionCoverage(nothing, [new Map()]).figures.all).toEqual({ met: 0, of: 0, infeasible: 1 });
        expect(mutate(nothing, [])).toMatchObject({ score: 100, missed: [] });
        const record = recordOf(nothing, new Map(), CONTEXT);
        expect(record.verdict.text).toBe('No outcome: the policy ends without one.');
        expect(recordMarkdown(record)).toContain('Nothing');
        expect(recordHtml(record)).toContain('Nothing');
    });
});

test('a policy without facts is decided at once', async () => {
    const always = await policy(
        'policy always "Always"\noutcome granted as accept\nexempt E { when 1 < 2 => granted }\n',
    );
    expect(interview(always, NO_ANSWERS)).toMatchObject({ next: null, possible: ['granted'], maybeNone: false });
    const coverage = conditionCoverage(always, []);
    expect(suggestScenarios(coverage).scenarios.map(({ facts }) => facts.size)).toEqual([0]);
});

describe('sums over several facts', () => {
    const TEXT = `policy net "Net"
fact gross "Gross?": money GBP from £0
fact costs "Costs?": money GBP from £0
outcome rich as refuse
outcome poor as accept
principle P1 "Net" { ask "Is it much?" gross - costs > £100  yes => rich  no => poor }
`;

    test('are as exact as the numbers given', async () => {
        const net = await policy(TEXT);
        const given = answered(NO_ANSWERS, 'gross', 10_000);
        // £100 less any costs is never over £100.
        expect(interview(net, given).possible).toEqual(['poor']);
        expect(interview(net, answered(NO_ANSWERS, 'gross', 10_001)).possible).toEqual(['rich', 'poor']);
    });

    test('change by the fact that is there, exactly at the bound', async () => {
        const net = await policy(TEXT);
        const changes = nearestChanges(
            net,
            new Map([
                ['gross', 15_000],
                ['costs', 10_000],
            ]),
        );
        expect(changes.map(({ facts }) => [...facts])).toEqual([[['costs', 4_999]], [['gross', 20_001]]]);
    });
});

test('the largest numbers are no trouble', async () => {
    const large = await policy(`policy large "Large"
fact much "How much?": money GBP
outcome rich as refuse
outcome poor as accept
principle P1 "Much" { ask much  at most £50 => poor  over £50 => rich }
`);
    const [change] = nearestChanges(large, new Map([['much', Number.MAX_SAFE_INTEGER - 1]]));
    expect(change?.text).toBe('much at most £50');
    expect([...(change?.facts ?? [])]).toEqual([['much', 5_000]]);
});
