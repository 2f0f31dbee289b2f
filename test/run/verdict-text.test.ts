// Lines decided one after the other, with the texts of earlier verdicts remembered, say the same as each alone.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { factsJson } from '../../language/report/place.js';
import { lineDecider, printVerdict } from '../../language/run/decide-line.js';
import { interpret } from '../../language/run/interpret.js';
import { cases } from '../generate/cases.js';
import { policies } from '../generate/policy.js';

test('remembered texts are those of the verdicts', () => {
    const given = policies().chain((policy) =>
        fc.array(cases(policy), { minLength: 20, maxLength: 20 }).map((some) => ({ policy, some })),
    );
    fc.assert(
        fc.property(given, ({ policy, some }) => {
            const decide = lineDecider(policy);
            for (const [index, facts] of [...some, ...some].entries()) {
                const { text, ok } = decide(index, JSON.stringify(factsJson(policy, facts)));
                expect({ text, ok }).toEqual({ text: printVerdict(index, interpret(policy, facts)), ok: true });
            }
        }),
        { numRuns: 100 },
    );
}, 120_000);
