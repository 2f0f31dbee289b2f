// *Accept actual*: what a failing scenario gets is written down as the language has it, so that it passes then.

import { afterEach, expect, test } from 'vitest';
import { Acting, URI } from './acting.js';

const SMALL = `policy small "Small"
choice Kind "Kind" { car "Car"  van "Van"  bike "Bike" }
fact kind "What kind?": Kind
fact paid "Paid?": yes/no
outcome granted "Granted" as accept
outcome refused "Refused" as refuse
principle P1 "Kind" { ask kind  car => next  van, bike => granted }
principle P2 "Paid" { ask paid  yes => granted  no => refused }
`;

let acting: Acting | undefined;
afterEach(() => {
    acting?.close();
    acting = undefined;
});

async function accepted(scenario: string, title: string): Promise<string> {
    const text = `${SMALL}scenario "x" { ${scenario} }\n`;
    acting = await Acting.on(text);
    const done = await acting.after('scenario "x"', title);
    acting.client.changes(URI, [{ text: done }]);
    expect(await acting.codes()).toEqual([]);
    expect((await acting.titles('scenario "x"')).filter((each) => each.startsWith('Accept'))).toEqual([]);
    return done.slice(SMALL.length);
}

test('of a path', async () => {
    expect(await accepted('kind: car  paid: no  expect path P1 "van, bike"', 'Accept actual: path P1 car, P2 no')).toBe(
        'scenario "x" { kind: car  paid: no  expect path P1 car, P2 no }\n',
    );
});

test('of a path, with what is said in it', async () => {
    const before = 'kind: car  paid: no\n  expect path // by hand\n    P1 "van, bike" /* of all */\n';
    expect(await accepted(before, 'Accept actual: path P1 car, P2 no')).toBe(
        'scenario "x" { kind: car  paid: no\n  // by hand\n  expect path P1 car, P2 no /* of all */\n }\n',
    );
});

test('of a path, with the line ends of the file', async () => {
    const scenario = 'scenario "x" {\n  kind: car  paid: no\n  expect path // by hand\n    P1 "van, bike"\n}\n';
    acting = await Acting.on(`${SMALL}${scenario}`.replace(/\n/g, '\r\n'));
    const { edit } = await acting.client.tenet('tenet/acceptActual', { id: `${URI}#x` });
    expect(edit?.changes[URI]?.map(({ newText }) => newText)).toEqual(['// by hand\r\n  expect path P1 car, P2 no']);
});

test('of a verdict and its path', async () => {
    expect(
        await accepted(
            'kind: bike  expect refused at P2  expect path P1 car, P2 no',
            'Accept actual: granted at P1 · path P1 "van, bike"',
        ),
    ).toBe('scenario "x" { kind: bike  expect granted at P1  expect path P1 "van, bike" }\n');
});

test('never of a path where nothing is asked', async () => {
    const text = SMALL.replace('"Small"', '"Small" effective from 2025-01-01 as of day\nfact day "Day?": date');
    acting = await Acting.on(`${text}scenario "x" { day: 2020-01-01  expect granted at P1  expect path P1 car }\n`);
    expect(await acting.after('scenario "x"', 'Accept actual: not effective')).toBe(
        `${text}scenario "x" { day: 2020-01-01  expect not effective  expect path P1 car }\n`,
    );
});
