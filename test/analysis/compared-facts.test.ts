// Facts that are compared with each other, on random policies whose ranges are so small that every case can be tried:
// what never changes an outcome is said to be irrelevant, and nothing else is.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyse } from '../../language/analysis/analyse.js';
import type { Policy } from '../../language/model/policy.js';
import type { Value } from '../../language/model/value.js';
import { type Draw, drawn } from '../generate/draw.js';
import { policy } from '../support.js';
import { type Trace, trace } from './oracle.js';

const POLICIES = 200;

test('are irrelevant exactly where varying them changes no outcome', async () => {
    let irrelevant = 0;
    await fc.assert(
        fc.asyncProperty(drawn(randomText), async (text) => {
            const studied = await policy(text);
            const found = analyse(studied)
                .filter(({ code }) => code === 'fact-irrelevant')
                .map(({ origin }) => origin.range.start.line);
            const expected = irrelevantFacts(studied).map(({ origin }) => origin.range.start.line);
            irrelevant += expected.length;
            expect(found, text).toStrictEqual(expected);
        }),
        { numRuns: POLICIES, seed: 7, endOnFailure: true },
    );
    expect(irrelevant).toBeGreaterThan(POLICIES / 20);
});

/** Two or three numbers, compared in sums, and a review that asks once more. */
function randomText(draw: Draw): string {
    const condition = (): string =>
        draw.pick([
            'a > b',
            'a - b > 1',
            'a + b <= 3',
            '2 * a > b + 1',
            'b >= 2',
            'a = c',
            'c - a <= 1',
            'q',
            'q and a > c',
        ]);
    const body = (): string => {
        const outcome = draw.pick(['granted', 'refused']);
        const [yes, no] = draw.pick([
            ['next', 'next'],
            [outcome, outcome],
            ['next', outcome],
            [outcome, 'next'],
            ['granted', 'refused'],
        ] as const);
        return `ask ${condition()}  yes => ${yes}  no => ${no}`;
    };
    const principles = draw.times(1, 3, (index) => `principle P${index + 1} { ${body()} }`);
    return `policy random "Random"
fact a: number from 0 to 3 step 1
fact b: number from 0 to 3 step 1
fact c: number from 0 to 2 step 1
fact q: yes/no
outcome granted as accept
outcome refused as refuse
${principles.join('\n')}
principle Last { ask q  yes => granted  no => refused }
${draw.chance(40) ? `review R of granted { ask ${condition()}  yes => refused  no => next }` : ''}
`;
}

function irrelevantFacts(studied: Policy): Policy['facts'] {
    let cases: Map<string, Value>[] = [new Map()];
    for (const { name, range } of studied.facts) {
        const { min = 0, max = 0 } = range ?? {};

        const values: Value[] = range ? Array.from({ length: max - min + 1 }, (_, i) => min + i) : [false, true];
        cases = cases.flatMap((given) => values.map((value) => new Map([...given, [name, value]])));
    }
    const traces = cases.flatMap((facts) => trace(studied, facts) ?? []);
    return studied.facts.filter(({ name }) => {
        const groups = new Map<string, Trace[]>();
        for (const each of traces) {
            const rest = JSON.stringify([...each.facts].filter(([fact]) => fact !== name));
            groups.set(rest, [...(groups.get(rest) ?? []), each]);
        }
        const differ = (tell: (each: Trace) => string) =>
            [...groups.values()].some((group) => new Set(group.map(tell)).size > 1);
        const partsWays = studied.flow.some(({ index }) => {
            return [...groups.values()].some((group) => {
                const ways = group.flatMap(({ passed }) => passed.filter(({ node }) => node === index));
                return new Set(ways.map(({ way }) => JSON.stringify(way))).size > 1;
            });
        });
        return partsWays && !differ((each) => decisionsOf(studied, each));
    });
}

/** All that is decided on the way, what reviews make of it included. */
function decisionsOf({ flow }: Policy, { passed, end }: Trace): string {
    const decided = passed.flatMap(({ node, way }) => {
        const target = way.kind === 'answer' ? flow[node]?.answers[way.answer]?.target : undefined;
        return target?.kind === 'decide' ? [target.outcome] : [];
    });
    return [...decided, end].join();
}
