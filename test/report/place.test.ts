// Facts in reports can be fed back: what is written as JSON is read as the same case.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { factsJson } from '../../language/report/place.js';
import { decodeFacts } from '../../language/run/facts.js';
import { cases } from '../generate/cases.js';
import { policies } from '../generate/policy.js';

test('facts survive their way through JSON', () => {
    const given = policies().chain((policy) => cases(policy).map((facts) => ({ policy, facts })));
    fc.assert(
        fc.property(given, ({ policy, facts }) => {
            const text = JSON.stringify(factsJson(policy, facts));
            const decoded = decodeFacts(policy, JSON.parse(text));
            expect(decoded).toEqual({
                kind: 'facts',
                facts: new Map(
                    [...policy.facts].flatMap(({ name }) => (facts.has(name) ? [[name, facts.get(name)]] : [])),
                ),
            });
        }),
        { numRuns: 400 },
    );
});
