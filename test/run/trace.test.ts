// What a case comes past, against the path that the interpreter gives for it, on random policies; and the order of it in a
// policy that can be read.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interpret, truthOf } from '../../language/run/interpret.js';
import { factsAhead, type TraceEvent, traceCase } from '../../language/run/trace.js';
import { cases } from '../generate/cases.js';
import { policies } from '../generate/policy.js';
import { policy } from '../support.js';

const POLICIES = 300;

describe('a trace', () => {
    test('takes the answers of the path, step by step, and says what every condition says', () => {
        const kinds = new Map<string, number>();
        const policiesWithCases = policies().chain((each) => cases(each).map((facts) => ({ each, facts })));
        fc.assert(
            fc.property(policiesWithCases, ({ each, facts }) => {
                const { events, verdict } = traceCase(each, facts);
                expect(verdict).toStrictEqual(interpret(each, facts));
                for (const { kind } of events) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
                const taken = events.filter(({ kind, truth }) => kind === 'answer' && truth === 'yes');
                expect(taken.map(({ node, answer }) => ({ node, answer }))).toEqual(
                    verdict.path.map(({ node, answer }) => ({ node, answer })),
                );
                expect(taken.map(({ steps }) => steps)).toEqual(verdict.path.map((_, index) => index + 1));
                for (const [index, event] of events.entries()) {
                    expect(event.steps).toBeGreaterThanOrEqual(events[index - 1]?.steps ?? 0);
                    if (event.kind === 'definition') {
                        const name = event.name as string;
                        expect(event.truth).toBe(truthOf(each, facts, { kind: 'definition', name }));
                    }
                    if (event.node !== null) {
                        const ahead = factsAhead(each, event.node);
                        for (const fact of event.facts) expect(ahead).toContain(fact);
                    }
                }
                expect(events.map(({ kind }) => kind).indexOf('end')).toBe(events.length - 1);
                const stops = events.some(({ kind }) => kind === 'missing');
                expect(stops).toBe(verdict.kind === 'missing');
            }),
            { numRuns: POLICIES, includeErrorInReport: true },
        );
        for (const kind of ['guard', 'question', 'answer', 'condition', 'definition', 'score', 'points', 'missing'])
            expect(kinds.get(kind) ?? 0, kind).toBeGreaterThan(20);
    }, 60_000);

    test('works a definition out where it is needed first, and goes into what it is made of', async () => {
        const source = `policy p
fact a: yes/no
fact b: yes/no
fact n: number or unknown
define both = a and b
define either = both or n > 3
outcome x
outcome y
exempt E { when a and n = 9 => x  except when b => next }
principle P1 {
  only when a
  ask "Either?" either and not both
    yes => x
    no => next
}
principle P2 {
  ask n
    at most 2 => x
    over 2 => y
    unknown => y
}`;
        const made = await policy(source);
        const { events } = traceCase(
            made,
            new Map<string, boolean | number>([
                ['a', true],
                ['b', true],
                ['n', 4_000_000],
            ]),
        );
        const lines = source.split('\n');
        const told = (event: TraceEvent): string => {
            const { start, end } = event.origin.range;
            const text = start.line === end.line ? lines[start.line]?.slice(start.character, end.character) : '…';
            return `${event.within.map(({ name }) => `${name} › `).join('')}${event.kind} ${text} ${event.truth ?? ''}`.trim();
        };
        expect(events.map(told)).toEqual([
            'question a and n = 9',
            'condition a yes',
            'condition n = 9 no',
            'answer a and n = 9 yes',
            'guard a yes',
            'question either and not both',
            'either › definition define either = both or n > 3 yes',
            'either › both › definition define both = a and b yes',
            'either › both › condition a yes',
            'either › both › condition b yes',
            'either › condition n > 3 yes',
            'condition both yes',
            'answer yes => x no',
            'answer no => next yes',
            'question n',
            'answer at most 2 => x no',
            'answer over 2 => y yes',
            'end over 2 => y',
        ]);
    });
});
