// A case as a debugger gets it: everything that is looked at on the way, the places to stop at, and what an expression
// comes to.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { example, TestClient } from './client.js';

const parking = example('examples/parking-permit/parking-permit.tenet');
const scenario = (title: string) => ({ kind: 'scenario', id: `${parking.uri}#${title}` }) as const;
let client: TestClient;

beforeEach(async () => {
    client = await TestClient.start();
    client.open(parking.uri, parking.text);
});
afterEach(() => client.close());

test('a replay comes past everything that is looked at, with the stack of it', async () => {
    const { events, facts, title, failure } = await client.tenet('tenet/trace', { case: scenario('After misuse') });
    expect([title, failure]).toEqual(['After misuse', null]);
    expect(events.map(({ kind, text, depth }) => `${depth} ${kind}: ${text}`)).toMatchInlineSnapshot(`
      [
        "1 question: vehicle is freeVehicle",
        "1 answer: except 1: taken",
        "1 question: papers has licence and papers has any of lease, council-tax",
        "2 condition: papers has licence: yes",
        "2 condition: papers has any of lease, council-tax: yes",
        "1 answer: yes: taken",
        "1 question: What kind of vehicle is it? How long is the vehicle, in metres?",
        "1 answer: row 1: no",
        "1 answer: row 2: no",
        "1 answer: row 3: taken",
        "1 end: outcome: Granted",
      ]
    `);
    expect(events.at(-1)?.frames.map(({ name }) => name)).toMatchInlineSnapshot(`
      [
        "P2 Room (row 3)",
        "Residents' parking permits",
      ]
    `);
    expect(facts.map(({ name, text, source }) => `${name} = ${text} (${source})`)).toMatchInlineSnapshot(`
      [
        "appliedOn = 2025-06-02 (given)",
        "vehicle = motorcycle (given)",
        "misused = yes (given)",
        "papers = lease, licence (Driving licence) (given)",
        "length = 4.5 (given)",
        "losesWork = no (default)",
        "officer = pending (Not yet made) (default)",
      ]
    `);
    const decided = events.filter(({ decides }) => decides);
    expect(decided.map(({ rule, outcome }) => `${rule} ${outcome?.text}`)).toMatchInlineSnapshot(`
      [
        "P2 Granted",
      ]
    `);
});

test('the places to stop at are questions, answers, conditions and definitions', async () => {
    const { places, rules, policy } = await client.tenet('tenet/breakpoints', { uri: parking.uri });
    expect(policy?.name).toBe('parkingPermit');
    expect(rules).toEqual(['E', 'P1', 'P2', 'H']);
    const lines = parking.text.split('\n');
    expect(
        places.map(({ range, rule }) => `${rule}: ${lines[range.start.line]?.slice(range.start.character)}`),
    ).toMatchInlineSnapshot(`
      [
        "E: vehicle is freeVehicle => granted because "vehicles of this kind are free"",
        "E: except when misused => next",
        "P1: papers has licence and papers has any of lease, council-tax",
        "P1: yes => next",
        "P1: no  => refusedForNow",
        "P2: vehicle | length       | => |",
        "P2: length       | => |",
        "P2: | van     | over longest | => referred because "an officer looks at long vans" |",
        "P2: | -       | over longest | => refused because "the vehicle is too long" |",
        "P2: | -       | -            | => granted |",
        "H: losesWork",
        "H: officer",
        "H: pending => referred",
        "H: grant   => granted because "hardship"",
        "H: decline => next",
      ]
    `);
});

describe('an expression', () => {
    const evaluate = (expression: string) =>
        client.tenet('tenet/evaluate', { case: scenario('After misuse'), expression });

    test.each([
        ['vehicle', 'motorcycle'],
        ['misused', 'yes'],
        ['misused and vehicle is car', 'no'],
        ['longest', '5'],
        ['length + 1', '5.5'],
        ['losesWork', 'no, by default'],
    ])('%s', async (expression, text) => {
        expect(await evaluate(expression)).toMatchObject({ kind: 'value', text });
    });

    test.each([
        ['vehicel is car', /Did you mean|vehicle/],
        ['vehicle is', /./],
        ['misused fact x: yes/no', /more than one/],
        ['', /nothing/],
    ])('%s is refused with the reason', async (expression, message) => {
        const result = await evaluate(expression);
        expect(result).toMatchObject({ kind: 'problem' });
        expect(result.kind === 'problem' && result.message).toMatch(message);
    });

    test('leaves the policy as it was', async () => {
        await evaluate('misused');
        expect((await client.tenet('tenet/policies', {})).policies[0]?.errors).toBe(0);
    });
});
