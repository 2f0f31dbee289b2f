// Edits leave comments with what they are about, and no comment takes a part of the policy along.

import { afterEach, describe, expect, test } from 'vitest';
import { Acting, URI } from './acting.js';

const SMALL = `policy small "Small"
choice Kind "Kind" { car "Car"  van "Van"  bike "Bike" }
fact kind "What kind?": Kind
fact price "What price?": money GBP
fact paid "Paid?": yes/no // asked last
outcome granted "Granted" as accept
outcome refused "Refused" as refuse

// about P1
// and its kinds
principle P1 "Kind" {
  ask kind
    car  => granted // first
    van  => next
    bike => refused
}
principle P2 {
  only when price <= £50 // the limit
        and paid
  ask paid  yes => granted  no => refused
}
`;

let acting: Acting | undefined;
afterEach(() => {
    acting?.close();
    acting = undefined;
});

async function on(text: string): Promise<Acting> {
    acting = await Acting.on(text);
    return acting;
}

describe('what a comment says of a condition', () => {
    const CONDITION = `price <= £50 // the limit
        and paid`;

    test('goes into a definition line by line', async () => {
        const extracted = await (await on(SMALL)).after(
            'price <= £50',
            'Extract to a definition',
            undefined,
            CONDITION.length,
        );
        expect(extracted).toContain('define condition = price <= £50 // the limit\n  and paid\n\nprinciple P2 {');
        expect(extracted).toContain('  only when condition\n');
        acting?.client.changes(URI, [{ text: extracted }]);
        expect(await acting?.codes()).toEqual([]);
    });

    test('keeps a definition from being inlined', async () => {
        const text = SMALL.replace('outcome granted', `define ok = ${CONDITION}\noutcome granted`).replace(
            'ask paid',
            'ask ok',
        );
        await on(text);
        expect((await acting?.titles('ask <|>ok'))?.filter((title) => title.startsWith('Inline'))).toEqual([]);
    });
});

describe('a definition is inlined', () => {
    const DEFINED = SMALL.replace('outcome granted', 'define ok = paid and price < £9\noutcome granted').replace(
        'ask paid',
        'ask ok',
    );

    test('and the title says where it goes', async () => {
        const once = await on(DEFINED);
        expect(await once.titles('define <|>ok')).toContain('Inline ‘ok’ (used once)');
        once.client.changes(URI, [{ text: DEFINED.replace('and paid\n', 'and ok\n') }]);
        expect(await once.titles('define <|>ok')).toContain('Inline ‘ok’ (used 2 times)');
    });

    test('only where every use can be seen', async () => {
        await on(`${DEFINED}define broken = ok and\n`);
        expect((await acting?.titles('define <|>ok'))?.filter((title) => title.startsWith('Inline'))).toEqual([]);
    });

    test('never into an answer, where no sum can stand', async () => {
        const text = SMALL.replace('outcome granted', 'define twice = £50 + £50\noutcome granted').replace(
            'ask paid  yes => granted  no => refused',
            'ask price  at most twice => granted  over twice => refused',
        );
        await on(text);
        expect(await acting?.codes()).toEqual([]);
        expect((await acting?.titles('define <|>twice'))?.filter((title) => title.startsWith('Inline'))).toEqual([]);
    });
});

describe('what is added stands clear of comments', () => {
    test('answers, behind that of the last answer', async () => {
        const text = SMALL.replace('    van  => next\n    bike => refused\n', '');
        expect(await (await on(text)).after('ask <|>kind', /^Add the missing answers/, ['refactor'])).toContain(
            '    car  => granted // first\n    van  => next\n    bike => next\n}',
        );
    });

    test('a fact, behind that of the last fact', async () => {
        const text = SMALL.replace('ask paid ', 'ask owner ');
        expect(await (await on(text)).after('ask <|>owner', /^Declare fact/)).toContain(
            'fact paid "Paid?": yes/no // asked last\nfact owner "Owner?": yes/no\n',
        );
    });

    test('a value, behind that of the last value', async () => {
        const text = SMALL.replace('  bike "Bike" }', '\n  bike "Bike" // two wheels\n}').replace('bike =>', 'boat =>');
        expect(await (await on(text)).after('<|>boat =>', 'Add value ‘boat’')).toContain(
            '\n  bike "Bike" // two wheels\n  boat "Boat"\n}',
        );
    });

    test('a definition, above those over the rule', async () => {
        const text = SMALL.replace('ask kind', 'only when price > £9\n  ask kind');
        expect(await (await on(text)).after('price > £9', 'Extract to a definition', undefined, 10)).toContain(
            '\n\ndefine condition = price > £9\n\n// about P1\n// and its kinds\nprinciple P1',
        );
    });

    test('a case, above those over the scenario', async () => {
        const one = 'kind: car  price: £20  expect granted at P1 }\n';
        const text = `${SMALL}\n/* the\n   first */\nscenario "one" { ${one}scenario "two" { ${one}`;
        expect(await (await on(text)).after('scenario <|>"one"', /^Extract what 2/)).toContain(
            '\n\ncase common {\n  kind: car\n  price: £20\n}\n\n/* the\n   first */\nscenario "one" like common',
        );
    });

    test('an exemption, above those over the first rule', async () => {
        const text = SMALL.replace('fact kind', 'mandatory category must "Must" of Kind { bike }\nfact kind');
        acting = await Acting.on(text, { proofs: true });
        await acting.found('mandatory-not-exempted');
        const finding = acting.client.diagnostics.get(URI)?.find(({ code }) => code === 'mandatory-not-exempted');
        const line = acting.client.text(URI).split('\n')[finding?.range.start.line ?? 0] ?? '';
        expect(await acting.after(line, 'Exempt ‘must’')).toContain(
            '}\n\n// about P1\n// and its kinds\nprinciple P1 "Kind" {',
        );
    });

    test('`use` lines take theirs along when they are put in order', async () => {
        const text = SMALL.replace(
            'choice Kind',
            '// of b\nuse "b.tenet" // b too\nuse "a.tenet" // of a\nuse "b.tenet" // again\n\nchoice Kind',
        );
        expect(await (await on(text)).after('choice Kind', 'Organise ‘use’', ['source.organizeImports'])).toBe(
            SMALL.replace(
                'choice Kind',
                'use "a.tenet" // of a\n// of b\nuse "b.tenet" // b too\n// again\n\nchoice Kind',
            ),
        );
    });
});
