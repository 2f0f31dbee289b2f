// What rules do to a case, statement by statement of the language's description, on policies written as text.

import { describe, expect, test } from 'vitest';
import { policy } from '../support.js';
import { decided, pathOf, told } from './deciding.js';

const OUTCOMES = `
outcome granted as accept
outcome refused as refuse
outcome refusedForNow refines refused as pending
outcome referred as refer
`;

const write = (text: string, header = '') => policy(`policy test "Test" ${header}\n${OUTCOMES}\n${text}`);

describe('questions', () => {
    test('next leads past the last step to the next rule, go to leads forward, no rule is left: no outcome', async () => {
        const rules = await write(`
            fact a: yes/no fact b: yes/no fact c: yes/no
            principle P1 {
              step a { ask a yes => next no => go to P3 }
              step b { ask b yes => next no => refused }
            }
            principle P2 { ask c yes => granted no => next }
            principle P3 { ask b yes => go to P4.y no => next }
            principle P4 { step x { ask c yes => refused no => next } step y { ask a yes => referred no => next } }
        `);
        expect(told(rules, { a: true, b: true, c: true })).toBe('granted at P2');
        expect(pathOf(rules, { a: true, b: true, c: true })).toBe('P1.a yes, P1.b yes, P2 yes');
        expect(told(rules, { a: true, b: false, c: true })).toBe('refused at P1.b');
        expect(told(rules, { a: false, b: true })).toBe('no outcome');
        expect(pathOf(rules, { a: false, b: true })).toBe('P1.a no, P3 yes, P4.y no');
        expect(decided(rules, { a: false, b: true })).toMatchObject({ kind: 'no-outcome', at: null });
    });

    test('the first matching answer counts, and otherwise means all known values not named above', async () => {
        const rules = await write(`
            choice Kind { one two three four }
            fact kind: Kind or unknown
            principle P { ask kind one, two => granted  two, three => refused  otherwise => referred }
        `);
        expect(['one', 'two', 'three', 'four'].map((kind) => pathOf(rules, { kind }))).toEqual([
            'P one, two',
            'P one, two',
            'P two, three',
            'P otherwise',
        ]);
        expect(told(rules, { kind: 'unknown' })).toBe('no outcome (P has no answer)');
        expect(decided(rules, {})).toMatchObject({ kind: 'no-outcome', at: 0, path: [] });
    });

    test('bounds include or exclude their value', async () => {
        const rules = await write(`
            fact value: money GBP or unknown
            principle P {
              ask value under £10 => granted £10 to £20 => referred over £50, unknown => refused at least £50 => refusedForNow
            }
        `);
        const answers = [9.99, 10, '£20', 20.01, 50, '50.01', null].map((value) => told(rules, { value }));
        expect(answers).toEqual([
            'granted at P',
            'referred at P',
            'referred at P',
            'no outcome (P has no answer)',
            'refusedForNow at P',
            'refused at P',
            'refused at P',
        ]);
    });

    test('an unknown answer needs an unknown answer', async () => {
        const rules = await write(`
            fact a: yes/no or unknown  fact b: yes/no
            principle P { ask a and b yes => granted no => refused }
        `);
        expect(told(rules, { b: true })).toBe('no outcome (P has no answer)');
        expect(told(rules, { b: false })).toBe('refused at P');
        expect(told(rules, {})).toBe('missing b');
        expect(told(rules, { a: false })).toBe('refused at P');
    });

    test('only when: no and unknown skip without a trace, missing stops', async () => {
        const rules = await write(`
            fact a: yes/no or unknown  fact m: yes/no  fact b: yes/no
            principle P1 { only when a ask b yes => granted no => next }
            principle P2 { only when m step x { only when b ask a yes => granted no => granted unknown => granted } }
            principle P3 { ask b yes => refused no => refused }
        `);
        expect(pathOf(rules, { a: null, b: true, m: false })).toBe('P3 yes');
        expect(pathOf(rules, { a: false, b: true, m: false })).toBe('P3 yes');
        expect(pathOf(rules, { a: true, b: false, m: false })).toBe('P1 no, P3 no');
        expect(pathOf(rules, { a: false, b: true, m: true })).toBe('P2.x no');
        expect(pathOf(rules, { a: false, b: false, m: true })).toBe('P3 no');
        expect(decided(rules, { a: true, b: false })).toMatchObject({ kind: 'missing', at: 1, missing: ['m'] });
    });

    test('a missing fact is asked for only where the answer needs it, in the order of declaration', async () => {
        const rules = await write(`
            fact z: yes/no  fact y: yes/no  fact x: yes/no default no
            principle P { ask (y or x) and z yes => granted no => refused }
        `);
        expect(decided(rules, {}).missing).toEqual(['z', 'y']);
        expect(decided(rules, { x: true }).missing).toEqual(['z']);
        expect(told(rules, { z: false })).toBe('refused at P');
    });
});

describe('tables', () => {
    const text = `
        choice Vehicle { car van bus }
        fact vehicle: Vehicle or unknown  fact length: number from 0 to 20 step 0.1 or unknown
        principle P {
          table | vehicle | length      | => |
                | van     | -           | => referred |
                | car     | at most 4.5 | => granted |
                | unknown | over 10     | => refusedForNow |
                | -       | over 4.5    | => refused |
        }
    `;

    test('the first matching row counts, - matches anything, unknown included', async () => {
        const rules = await write(text);
        expect(pathOf(rules, { vehicle: 'van' })).toBe('P row 1');
        expect(pathOf(rules, { vehicle: 'car', length: 4.5 })).toBe('P row 2');
        expect(pathOf(rules, { vehicle: 'car', length: 4.6 })).toBe('P row 4');
        expect(pathOf(rules, { length: 11 })).toBe('P row 3');
        expect(pathOf(rules, { vehicle: null, length: '5' })).toBe('P row 4');
    });

    test('a case that no row matches has no outcome', async () => {
        const rules = await write(text);
        expect(told(rules, { vehicle: 'car' })).toBe('no outcome (P has no answer)');
        expect(told(rules, { vehicle: 'bus', length: 1 })).toBe('no outcome (P has no answer)');
    });
});

describe('exemptions', () => {
    const text = `
        fact exempted: yes/no or unknown  fact lane: yes/no or unknown default no  fact resident: yes/no
        exempt E {
          when exempted => granted because "exempt"
          except when lane => next
          except when lane is unknown => referred because "in doubt"
        }
        principle P { ask resident yes => granted no => refused }
    `;

    test('decide before the principles; except clauses are tried first, in order', async () => {
        const rules = await write(text);
        expect(pathOf(rules, { exempted: true })).toBe('E yes');
        expect(pathOf(rules, { exempted: true, lane: true, resident: false })).toBe('E except 1, P no');
        expect(pathOf(rules, { exempted: true, lane: null })).toBe('E except 2');
        expect(told(rules, { exempted: true, lane: null })).toBe('referred at E');
    });

    test('an unknown condition counts as no, and then no except clause matters', async () => {
        const rules = await write(text);
        expect(pathOf(rules, { lane: null, resident: true })).toBe('E no, P yes');
        expect(pathOf(rules, { exempted: false, lane: true, resident: true })).toBe('E no, P yes');
    });
});

describe('reviews', () => {
    const text = `
        fact a: yes/no  fact hardship: yes/no default no  fact serious: yes/no or unknown  fact again: yes/no default no
        principle P1 { ask a yes => granted because "fine" no => refusedForNow because "not fine" }
        review R1 "First" of refused {
          only when hardship
          ask serious yes => referred because "serious" no => next unknown => refused because "in doubt"
        }
        review R2 "Second" of granted, refused, referred { only when again ask hardship yes => granted because "again" no => next }
    `;

    test('look at an outcome and at those that refine it; next lets it stand', async () => {
        const rules = await write(text);
        expect(told(rules, { a: false })).toBe('refusedForNow at P1');
        expect(pathOf(rules, { a: false })).toBe('P1 no');
        const stood = decided(rules, { a: false, hardship: true, serious: false });
        expect(stood).toMatchObject({ outcome: 'refusedForNow', decidedBy: 'P1', decidedAt: 0, reason: 'not fine' });
        expect(stood.path.map((step) => `${step.rule} ${step.label}`)).toEqual(['P1 no', 'R1 no']);
    });

    test('apply in file order, to the outcome as it then is, each at most once', async () => {
        const rules = await write(text);
        expect(told(rules, { a: false, hardship: true, serious: true })).toBe('referred at R1');
        const both = { a: false, hardship: true, serious: true, again: true };
        expect(pathOf(rules, both)).toBe('P1 no, R1 yes, R2 yes');
        expect(decided(rules, both)).toMatchObject({ outcome: 'granted', decidedBy: 'R2', reason: 'again' });
        expect(pathOf(rules, { a: true, again: true })).toBe('P1 yes, R2 no');
        expect(told(rules, { a: true, again: true })).toBe('granted at P1');
        expect(told(rules, { a: false, hardship: true })).toBe('refused at R1');
    });
});

describe('dates', () => {
    const text = `
        choice Kind { one two }
        fact day: date  fact kind: Kind  fact value: money GBP
        category listed of Kind { from 2024-04-01 { one } from 2025-04-01 { one two } }
        parameter limit = from 2024-04-01 £10 from 2025-04-01 £20
        principle P1 { ask kind listed => next otherwise => refused }
        principle P2 { ask value at most limit => granted over limit => referred }
    `;
    const header = 'effective from 2024-04-01 until 2026-03-31 as of day';

    test('before its first and after its last day the policy is not effective', async () => {
        const rules = await write(text, header);
        const days = ['2024-03-31', '2024-04-01', '2026-03-31', '2026-04-01'];
        expect(days.map((day) => told(rules, { day, kind: 'one', value: 5 }))).toEqual([
            'not effective',
            'granted at P2',
            'granted at P2',
            'not effective',
        ]);
    });

    test('the versions in force on the day are used, the newest without a day', async () => {
        const rules = await write(text, header);
        expect(told(rules, { day: '2025-03-31', kind: 'two', value: 5 })).toBe('refused at P1');
        expect(told(rules, { day: '2025-04-01', kind: 'two', value: 5 })).toBe('granted at P2');
        expect(told(rules, { day: '2025-03-31', kind: 'one', value: 10.01 })).toBe('referred at P2');
        expect(told(rules, { day: '2025-04-01', kind: 'one', value: 20 })).toBe('granted at P2');
        expect(told(rules, { kind: 'two', value: '£20' })).toBe('granted at P2');
    });
});

describe('duties', () => {
    const text = `
        fact a: yes/no  fact b: yes/no or unknown  fact m: yes/no
        principle P1 { ask a yes => next no => refused }
        principle P2 { step a { ask b yes => refusedForNow no => granted unknown => refused } }
        on refused {
          must tell applicant "why"
          should "again" when P2.a answered unknown
          may "first" when decided by P1
          must "later" when decided by P2
          must "second" when P2 asked
          must "known" when b
          must "open" when m
        }
        on any outcome { must "record" }
    `;
    const duties = (verdict: ReturnType<typeof decided>) => verdict.duties.map((duty) => duty.text).join(', ');

    test('hang on the outcome, its refinements, the path and the facts; unknown counts as no', async () => {
        const rules = await write(text);
        expect(duties(decided(rules, { a: false, m: true }))).toBe('why, first, open, record');
        expect(duties(decided(rules, { a: true, m: false }))).toBe('why, again, later, second, record');
        expect(duties(decided(rules, { a: true, b: true, m: false }))).toBe('why, later, second, known, record');
        expect(duties(decided(rules, { a: true, b: false }))).toBe('record');
    });

    test('a missing fact leaves the outcome and leaves out the duty', async () => {
        const rules = await write(text);
        const verdict = decided(rules, { a: false });
        expect(verdict).toMatchObject({ kind: 'outcome', outcome: 'refused', missing: ['m'] });
        expect(duties(verdict)).toBe('why, first, record');
        expect(verdict.duties[0]).toMatchObject({ index: 0, modality: 'must', audience: 'applicant' });
    });
});

describe('steps of a path', () => {
    test('carry title, question and citations of step, principle and answer', async () => {
        const rules = await write(`
            fact a "Is it so?": yes/no
            principle P1 "Whole" cites "1" {
              step x "Part" cites "1.1" { ask a yes => next no => refused because "so" cites "1.2" }
              step y { ask "Really?" a yes => granted no => refused }
            }
        `);
        const tellSteps = (a: boolean) =>
            decided(rules, { a }).path.map((step) => {
                const cited = step.citations.map((citation) => citation.text).join(' ');
                return [step.rule, step.title, step.kind, step.question, step.label, step.node, step.answer, cited];
            });
        expect(tellSteps(false)).toEqual([['P1.x', 'Part', 'question', 'Is it so?', 'no', 0, 1, '1.1 1 1.2']]);
        expect(tellSteps(true)).toEqual([
            ['P1.x', 'Part', 'question', 'Is it so?', 'yes', 0, 0, '1.1 1'],
            ['P1.y', 'Whole', 'question', 'Really?', 'yes', 1, 0, '1'],
        ]);
        expect(rules.flow[0]?.answers[1]?.origin).toBeDefined();
        expect(decided(rules, { a: false }).path[0]?.origin).toEqual(rules.flow[0]?.answers[1]?.origin);
    });
});

describe('facts left out', () => {
    test('take their default, else are unknown if they may be, else are missing', async () => {
        const rules = await write(`
            fact a: yes/no default yes  fact b: yes/no or unknown  fact c: yes/no
            principle P1 { ask a yes => next no => refused }
            principle P2 { ask b is unknown yes => next no => refused }
            principle P3 { ask c yes => granted no => refused }
        `);
        expect(told(rules, {})).toBe('missing c');
        expect(pathOf(rules, {})).toBe('P1 yes, P2 yes');
        expect(told(rules, { c: true })).toBe('granted at P3');
    });
});
