// Whatever is put into a file has the line ends of the file.

import { afterEach, expect, test } from 'vitest';
import { Acting, URI } from './acting.js';

const SMALL = `policy small "Small"
choice Kind "Kind" { car "Car"  van "Van" }
fact kind "What kind?": Kind
fact idle "Idle?": yes/no
outcome granted "Granted" as accept
principle P1 "Kind" {
  ask kind
    car => granted
}
scenario "x" { kind: car  expect granted at P1 }
`;

let acting: Acting | undefined;
afterEach(() => acting?.close());

test.each([['\r\n'], ['\n']])('%j', async (end) => {
    acting = await Acting.on(SMALL.replace(/\n/g, end), { proofs: true });
    const { client } = acting;
    await acting.found('no-decision');
    const texts = [
        await acting.after('<|>ask kind', /^Add the missing answers/, ['refactor']),
        await acting.after('ask <|>kind', 'Add this case as a scenario'),
        await acting.after('fact <|>idle', /^Allow/),
    ];
    const { edit } = await client.tenet('tenet/saveScenario', { uri: URI, facts: { kind: 'van' } });
    texts.push(...Object.values(edit?.changes ?? {}).flatMap((edits) => edits.map(({ newText }) => newText)));
    expect(texts).toHaveLength(4);
    for (const text of texts) {
        expect(text).not.toBe('');
        expect(text.replaceAll(end, '')).not.toMatch(/[\r\n]/);
    }
});
