// Actions on rules and their answers: forms that would break a reference, rules that no case comes to, scenarios that take
// an answer.

import { afterEach, describe, expect, test } from 'vitest';
import type { CodeAction } from 'vscode-languageserver-protocol';
import { Acting, URI } from './acting.js';

const SMALL = `policy small "Small"
choice Kind "Kind" { car "Car"  van "Van"  bike "Bike" }
fact kind "What kind?": Kind
fact paid "Paid?": yes/no
outcome granted "Granted" as accept
outcome refused "Refused" as refuse
principle P1 "Kind" {
  ask kind
    car       => next
    van, bike => refused
}
principle P2 "Paid" {
  table | paid | => |
        | yes  | => granted |
        | no   | => refused |
}
`;

let acting: Acting | undefined;
afterEach(() => {
    acting?.close();
    acting = undefined;
});

async function on(text: string, options?: Parameters<typeof Acting.on>[1]): Promise<Acting> {
    acting = await Acting.on(text, options);
    return acting;
}

describe('a change of form is not offered where it would break', () => {
    const conversions = (titles: readonly string[]) => titles.filter((title) => title.startsWith('Convert'));

    test('the number of a row that somebody names', async () => {
        const scenario = 'scenario "x" { kind: car  paid: no  expect path P1 car, P2 ROW }\n';
        const named = await on(SMALL + scenario.replace('ROW', 'row 2'));
        expect(conversions(await named.titles('table <|>'))).toEqual([]);
        named.client.changes(URI, [{ text: SMALL + scenario.replace('ROW', 'no') }]);
        expect(conversions(await named.titles('table <|>'))).toEqual(['Convert to a question']);
    });

    test('the name of an answer of several patterns', async () => {
        const scenario = 'scenario "x" { kind: van  expect path P1 "van, bike" }\n';
        const named = await on(SMALL + scenario);
        expect(conversions(await named.titles('ask <|>kind'))).toEqual([]);
        named.client.changes(URI, [{ text: SMALL + scenario.replace('"van, bike"', 'van') }]);
        expect(conversions(await named.titles('ask <|>kind'))).toEqual(['Convert to a table']);
    });
});

describe('a rule that no case comes to', () => {
    const LATE = `${SMALL}principle P3 "Late" {
  ask paid
    yes => granted
    no  => refused
}
`;

    test('can be removed, and no scenario is offered that would take it', async () => {
        const late = await on(LATE, { proofs: true, resolves: true });
        await late.found('step-unreachable');
        expect(await late.titles('principle <|>P3')).toEqual(['Remove principle ‘P3’']);
        expect(await late.after('principle <|>P3', 'Remove principle ‘P3’')).toBe(SMALL);
    });

    test('stays where somebody names it', async () => {
        const late = await on(`${LATE}on granted { must "Look." when P3 asked }\n`, { proofs: true });
        await late.found('step-unreachable');
        expect(await late.titles('principle <|>P3')).not.toContain('Remove principle ‘P3’');
    });

    test('can be a step', async () => {
        const steps = SMALL.replace(
            /principle P2[^}]*}/,
            'principle P2 {\n  step a { ask paid  yes => granted  no => refused }\n  step b { ask kind  car => granted  otherwise => refused }\n}',
        );
        const late = await on(steps, { proofs: true });
        await late.found('step-unreachable');
        expect(await late.after('step <|>b', 'Remove step ‘P2.b’')).toContain('no => refused }\n}\n');
    });
});

describe('a scenario that takes an answer', () => {
    const creates = (titles: readonly string[]) => titles.filter((title) => title.startsWith('Create'));

    test('names the step where a principle has several', async () => {
        const steps = SMALL.replace(
            /principle P2[^}]*}/,
            'principle P2 {\n  step a { ask paid  yes => granted  no => next }\n  step b { ask kind  car => granted  otherwise => refused }\n}',
        );
        const small = await on(steps, { resolves: true });
        expect(creates(await small.titles('principle <|>P2'))).toEqual([
            'Create a scenario that takes ‘yes’ at P2.a',
            'Create a scenario that takes ‘no’ at P2.a',
            'Create a scenario that takes ‘car’ at P2.b',
        ]);
        expect(creates(await small.titles('<|>yes => granted'))).toEqual(['Create a scenario that takes ‘yes’ here']);
    });

    test('can be an answer of a review', async () => {
        const small = await on(
            `${SMALL}review R "Again" of refused, granted { ask kind  bike => granted  otherwise => next }\n`,
            { resolves: true },
        );
        expect(creates(await small.titles('review <|>R'))).toEqual([
            'Create a scenario that takes ‘bike’ here',
            'Create a scenario that takes ‘otherwise’ here',
        ]);
        expect(await small.after('review <|>R', /takes ‘bike’/)).toContain(
            'scenario "R answers bike" {\n  kind: bike\n',
        );
    });

    test('says why where there can be none', async () => {
        // Without proofs nobody knows beforehand.
        const late = await on(
            SMALL.replace('van, bike =>', 'van, bike, car =>').replace('car       => next', 'car       => granted'),
            { resolves: true },
        );
        const told: string[] = [];
        late.client.connection.onNotification('window/showMessage', ({ message }) => void told.push(message));
        const [action] = (await late.offered('<|>yes  | => granted')).filter(({ title }) => title.startsWith('Create'));
        const resolved = await late.client.request<CodeAction>('codeAction/resolve', action as never);
        expect(resolved.edit).toBeUndefined();
        expect(told).toEqual([resolved.disabled?.reason]);
        expect(told[0]).toMatch(/P2/);
    });
});
