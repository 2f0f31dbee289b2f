// JSON lines: the exact text of a verdict, and of an error.

import { describe, expect, test } from 'vitest';
import { lineDecider } from '../../language/run/decide-line.js';
import { policy } from '../support.js';

const TEXT = `policy test "Test" effective from 2024-04-01 as of day
    fact day: date  fact resident: yes/no  fact exempted: yes/no default no  fact late: yes/no or unknown  fact m: yes/no
    outcome granted as accept
    outcome refused as refuse
    exempt E { when exempted => granted because "say \\"exempt\\"" }
    principle P1 { step a { ask resident yes => next no => refused because "not resident" } }
    principle P2 { ask late no => granted yes => next }
    principle P3 { ask m yes => granted }
    on refused { must tell applicant "why" should "again" must "open" when m }
`;

const decide = async (line: number, text: string) => lineDecider(await policy(TEXT))(line, text).text;

describe('a line of JSON', () => {
    test('gives the verdict in one line', async () => {
        expect(await decide(1, '{"resident":"no"}')).toBe(
            '{"line":1,"verdict":"outcome","outcome":"refused","decidedBy":"P1.a","reason":"not resident",' +
                '"path":[{"rule":"E","answer":"no"},{"rule":"P1.a","answer":"no"}],' +
                '"duties":[{"modality":"must","audience":"applicant","text":"why"},' +
                '{"modality":"should","audience":null,"text":"again"}],"missing":["m"]}',
        );
        expect(await decide(2, '{"exempted":true}')).toBe(
            '{"line":2,"verdict":"outcome","outcome":"granted","decidedBy":"E","reason":"say \\"exempt\\"",' +
                '"path":[{"rule":"E","answer":"yes"}],"duties":[],"missing":[]}',
        );
        expect(await decide(3, '{}')).toBe(
            '{"line":3,"verdict":"missing","outcome":null,"decidedBy":null,"reason":null,' +
                '"path":[{"rule":"E","answer":"no"}],"duties":[],"missing":["resident"]}',
        );
        expect(await decide(4, '{"day":"2024-03-31"}')).toBe(
            '{"line":4,"verdict":"not-effective","outcome":null,"decidedBy":null,"reason":null,"path":[],"duties":[],"missing":[]}',
        );
        expect(await decide(5, '{"resident":true,"late":null}')).toBe(
            '{"line":5,"verdict":"no-outcome","outcome":null,"decidedBy":null,"reason":null,' +
                '"path":[{"rule":"E","answer":"no"},{"rule":"P1.a","answer":"yes"}],"duties":[],"missing":[]}',
        );
        expect(JSON.parse(await decide(6, '{"resident":true,"late":false}'))).toMatchObject({ reason: null });
    });

    test('keeps nothing of the line before', async () => {
        const decideLine = lineDecider(await policy(TEXT));
        const first = decideLine(1, '{"resident":true}').text;
        decideLine(1, '{"resident":false,"exempted":true,"late":true,"m":true}');
        decideLine(1, '{"resident":false,"nonsense":true}');
        expect(decideLine(1, '{"resident":true}').text).toBe(first);
    });

    test('that cannot be read gives an error that names what is wrong', async () => {
        const decideLine = lineDecider(await policy(TEXT));
        expect(decideLine(3, '{"residnet":true}')).toEqual({
            text: '{"line":3,"error":"There is no fact ‘residnet’. Did you mean ‘resident’?"}',
            ok: false,
        });
        expect(decideLine(4, '{"day":"yesterday"}').text).toContain('"line":4,"error":"‘day’ cannot be');
        expect(decideLine(5, '{"day":').text).toMatch(/^\{"line":5,"error":"This line is not JSON: /);
        expect(decideLine(6, '[]')).toMatchObject({ ok: false });
        expect(JSON.parse(decideLine(7, '{"__proto__":{"resident":true}}').text)).toMatchObject({
            line: 7,
            error: expect.any(String),
        });
    });
});
