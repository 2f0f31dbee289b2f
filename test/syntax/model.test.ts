// What texts mean: the lowered conditions, scores and flow, written small, and verdicts end to end.

import { describe, expect, test } from 'vitest';
import { interpret, type Policy } from '../../language/index.js';
import type { Condition, LinearForm } from '../../language/model/condition.js';
import type { FlowNode, Target } from '../../language/model/policy.js';
import type { Dated } from '../../language/model/value.js';
import { check, policy } from '../support.js';

const VOCABULARY = `policy p effective from 2024-01-01 as of day
choice Colour { red green blue }
category warm of Colour { from 2024-01-01 { red } from 2025-01-01 { red green } }
fact day: date
fact badge: yes/no
fact doubt: yes/no or unknown
fact colour: Colour or unknown
fact other: Colour
fact papers: set of Colour
fact price: money GBP or unknown
fact size: number from 0 to 20 step 0.1
fact plain: number
fact wait: duration in days
parameter limit = from 2024-01-01 £10 from 2025-01-01 £12.50
parameter rate = 80%
score need {
  3 when badge
  points for wait { under 1 days => 0  1 days to 30 days => 2.5  otherwise => 5  unknown => -1 }
  points for size when colour is red { at most 4.5 => 1 }
}
outcome o
principle P { ask badge  yes => o  no => o }
`;

async function conditions(...texts: readonly string[]): Promise<string> {
    const definitions = texts.map((text, index) => `define d${index} = ${text}`).join('\n');
    const lowered = await policy(VOCABULARY + definitions);
    return lowered.definitions
        .map(({ value }, index) => {
            const meaning = value.kind === 'condition' ? shown(value.condition) : shownForm(value.form);
            return `${texts[index]}  →  ${meaning}`;
        })
        .join('\n');
}

describe('conditions', () => {
    test('literals are exact, in the units of the model', async () => {
        expect(
            await conditions(
                'price > £1,000',
                'price >= GBP 50',
                'price < -£5',
                'plain >= 80%',
                'size > 12.5',
                'wait >= 20 minutes',
                'day < 2024-04-01',
            ),
        ).toMatchInlineSnapshot(`
          "price > £1,000  →  [price + -100000] > 0
          price >= GBP 50  →  [price + -5000] >= 0
          price < -£5  →  [price + 500] < 0
          plain >= 80%  →  [plain + -800000] >= 0
          size > 12.5  →  [size + -125] > 0
          wait >= 20 minutes  →  [wait + -1200] >= 0
          day < 2024-04-01  →  [day + -19814] < 0"
        `);
    });

    test('arithmetic is one linear form, dated where a parameter is', async () => {
        expect(
            await conditions(
                'price + £5 > limit',
                'price * rate <= limit * 2',
                '2 * size + plain / 4 - 1.25 >= 3',
                'price / £5 > 2',
                'size * £5 > limit',
                'day + 3 days > 2024-04-01',
                'day - 2024-01-01 > wait',
                'limit * 2 > £20',
                '5 > 3',
            ),
        ).toMatchInlineSnapshot(`
          "price + £5 > limit  →  [19723: price + -500 | 20089: price + -750] > 0
          price * rate <= limit * 2  →  [19723: price + -2500 | 20089: price + -3125] <= 0
          2 * size + plain / 4 - 1.25 >= 3  →  [plain + 800000·size + -17000000] >= 0
          price / £5 > 2  →  [price + -1000] > 0
          size * £5 > limit  →  [19723: size + -20 | 20089: size + -25] > 0
          day + 3 days > 2024-04-01  →  [day + -19811] > 0
          day - 2024-01-01 > wait  →  [86400·day + -1·wait + -1704067200] > 0
          limit * 2 > £20  →  [19723: 0 | 20089: 1] > 0
          5 > 3  →  yes"
        `);
    });

    test('values and categories are dated lists', async () => {
        expect(
            await conditions(
                'colour is red or blue',
                'colour is not warm',
                'colour is warm or blue',
                'colour = other',
                'colour != red',
                'papers has red',
                'papers has any of red, warm',
                'papers has all of red, green',
                'papers is empty',
                'papers is not empty',
                'colour is red or badge',
                'papers is empty or badge',
            ),
        ).toMatchInlineSnapshot(`
          "colour is red or blue  →  colour in {red blue}
          colour is not warm  →  not colour in 19723: {red} | 20089: {red green}
          colour is warm or blue  →  colour in 19723: {red blue} | 20089: {red green blue}
          colour = other  →  ((colour in {red} and other in {red}) or (colour in {green} and other in {green}) or (colour in {blue} and other in {blue}))
          colour != red  →  not colour in {red}
          papers has red  →  papers has any of {red}
          papers has any of red, warm  →  papers has any of 19723: {red} | 20089: {red green}
          papers has all of red, green  →  papers has all of {red green}
          papers is empty  →  not papers has any of {red green blue}
          papers is not empty  →  papers has any of {red green blue}
          colour is red or badge  →  (colour in {red} or badge)
          papers is empty or badge  →  (not papers has any of {red green blue} or badge)"
        `);
    });

    test('logic, states and counts', async () => {
        expect(
            await conditions(
                'not badge and doubt or badge and not (doubt or badge)',
                'colour is unknown and price is known and doubt is not known',
                '(badge and doubt) is known',
                'badge = doubt',
                'badge is yes and badge is not no',
                'count of (badge, doubt, size > 5) >= 2',
                'count of (badge, doubt) = 1',
                '2 > count of (badge, doubt)',
                'count of (badge, doubt) * 2 + 1 > 3',
                'need >= 5',
            ),
        ).toMatchInlineSnapshot(`
          "not badge and doubt or badge and not (doubt or badge)  →  ((not badge and doubt) or (badge and not (doubt or badge)))
          colour is unknown and price is known and doubt is not known  →  (not known(colour) and known(price) and not known(doubt))
          (badge and doubt) is known  →  known((badge and doubt))
          badge = doubt  →  ((badge and doubt) or (not badge and not doubt))
          badge is yes and badge is not no  →  (badge and badge)
          count of (badge, doubt, size > 5) >= 2  →  2 of (badge, doubt, [size + -50] > 0)
          count of (badge, doubt) = 1  →  (1 of (badge, doubt) and not 2 of (badge, doubt))
          2 > count of (badge, doubt)  →  not 2 of (badge, doubt)
          count of (badge, doubt) * 2 + 1 > 3  →  [count of (badge, doubt) + -1] > 0
          need >= 5  →  [need + -50] >= 0"
        `);
    });
});

test('a score has bands in order, with what makes it unknown', async () => {
    const { scores } = await policy(VOCABULARY);
    const [need] = scores;
    const parts = need?.parts.map(({ guard, branches, known }) => {
        const bands = branches.map(({ label, when, points }) => `${label}: ${shown(when)} => ${points}`);
        return [guard ? `when ${shown(guard)}` : '', ...bands, known ? `known: ${shown(known)}` : ''].filter(
            (line) => line,
        );
    });
    expect([need?.scale, ...(parts ?? []).flat()].join('\n')).toMatchInlineSnapshot(`
      "1
      badge: badge => 30
      under 1 days: [wait + -86400] < 0 => 0
      1 days to 30 days: ([wait + -86400] >= 0 and [wait + -2592000] <= 0) => 25
      otherwise: known(wait) => 50
      unknown: not known(wait) => -10
      known: known(wait)
      when colour in {red}
      at most 4.5: [size + -45] <= 0 => 10
      known: known(size)"
    `);
});

const RULES = `policy p
choice Colour { red green blue }
fact a: yes/no
fact b: yes/no default no
fact colour: Colour default red
outcome granted as accept
outcome refused as refuse
outcome later refines refused
outcome referred as refer
`;

describe('the flow', () => {
    test('skips a principle as a whole, wherever it is entered', async () => {
        const lowered = await policy(`${RULES}
principle P1 { ask a  yes => go to P2.y  no => next }
principle P2 {
  only when b
  step x { ask a  yes => next  no => go to P2.z }
  step y { only when colour is red  ask a  yes => next  no => refused }
  step z { ask a  yes => next  no => granted }
}
principle P3 { ask a  yes => granted  no => later }`);
        expect(shownFlow(lowered)).toMatchInlineSnapshot(`
          "0 P1
             yes: a => 2
             no: not a => 1
          1 P2.x [b, else 4]
             yes: a => 2
             no: not a => 3
          2 P2.y [b, else 4] [colour is red, else 3]
             yes: a => 3
             no: not a => refused
          3 P2.z
             yes: a => 4
             no: not a => granted
          4 P3
             yes: a => granted
             no: not a => later"
        `);
        const verdict = (facts: Record<string, boolean | string>) => told(lowered, facts);
        expect(verdict({ a: true })).toBe('granted at P3');
        expect(verdict({ a: true, b: true })).toBe('granted at P3');
        expect(verdict({ a: false, b: true })).toBe('granted at P2.z');
        expect(verdict({ a: false })).toBe('later at P3');
    });

    test('gives each review a node for each outcome that can come before it', async () => {
        const lowered = await policy(`${RULES}
principle P { ask colour  red => refused  green => later  blue => granted }
review R1 of refused { only when b  ask a  yes => next  no => referred }
review R2 of later, referred { ask a  yes => granted  no => next }`);
        expect(shownFlow(lowered)).toMatchInlineSnapshot(`
          "0 P
             red: colour in {red} => refused, then 1
             green: colour in {green} => later, then 2
             blue: colour in {blue} => granted
          1 R1 of refused [b, else stands]
             yes: a => stands
             no: not a => referred, then 4
          2 R1 of later [b, else stands, then 3]
             yes: a => stands, then 3
             no: not a => referred, then 4
          3 R2 of later
             yes: a => granted
             no: not a => stands
          4 R2 of referred
             yes: a => granted
             no: not a => stands"
        `);
        expect(told(lowered, { colour: 'green', a: true, b: true })).toBe('granted at R2');
        expect(told(lowered, { colour: 'red', a: false, b: true })).toBe('referred at R1');
        expect(told(lowered, { colour: 'red', a: true, b: false })).toBe('refused at P');
    });

    test('an exemption tries its exceptions first, in order', async () => {
        const lowered = await policy(`${RULES}
exempt E { when colour is red => granted  except when b => next  except when a => referred }
principle P { ask a  yes => granted  no => refused }`);
        expect(shownFlow(lowered)).toMatchInlineSnapshot(`
          "0 E
             except 1: (colour in {red} and b) => 1
             except 2: (colour in {red} and a) => referred
             yes: colour in {red} => granted
             no: yes => 1
          1 P
             yes: a => granted
             no: not a => refused"
        `);
        expect(told(lowered, { a: false, b: true })).toBe('refused at P');
        expect(told(lowered, { a: true })).toBe('referred at E');
    });

    test('a table matches row by row, and a flow that runs out has no outcome', async () => {
        const lowered = await policy(`${RULES}
principle P {
  unique table | colour     | a   | => |
               | red, green | yes | => granted |
               | blue       | -   | => next |
}`);
        expect(shownFlow(lowered)).toMatchInlineSnapshot(`
          "0 P
             row 1: ((colour in {red} or colour in {green}) and a) => granted
             row 2: colour in {blue} => end"
        `);
        expect(told(lowered, { a: true })).toBe('granted at P');
        expect(told(lowered, { a: false })).toBe('no-outcome');
        expect(told(lowered, { colour: 'blue' })).toBe('no-outcome');
    });
});

test('duties hold for refinements, guarantees too, and a duty may ask for the path', async () => {
    const { duties, guarantees } = await policy(`${RULES}
principle P { step x { ask a  yes, unknown => granted  no => later } step y { ask b  yes => referred  no => refused } }
on refused, referred { must tell applicant "x" when not decided by P and P.x answered no }
on any outcome { may "y" }
guarantee "g" { when a  never refused }`);
    expect(duties.map(({ on, onWritten, when }) => [on, onWritten, when ? shown(when) : ''])).toEqual([
        [['refused', 'later', 'referred'], ['refused', 'referred'], '(not decided by P and P.x answered no)'],
        [[], [], ''],
    ]);
    expect(guarantees.map(({ outcomes, outcomesWritten }) => [outcomes, outcomesWritten])).toEqual([
        [['refused', 'later'], ['refused']],
    ]);
});

test('scenarios take the givens of what they are like, across files, and may override them', async () => {
    const { scenarios } = await check(
        `scenarios for p
use "p.tenet"
use "cases.tenet"
scenario "one" like second { colour: green  expect granted at P  expect path P yes  expect no duty "x"  tagged t, "D 1" }
scenario table "two" like "one" { | a | expect | | no | refused | | yes | missing a, colour | }
scenario "three" { a: yes  expect no outcome }
scenario "four" { expect not effective  expect duty "x" }`,
        {
            'p.tenet': `${RULES}principle P { ask a  yes => granted  no => refused }\non granted { must "x" }`,
            'cases.tenet': 'use "p.tenet"\ncase first { a: yes  b: yes }\ncase second like first { b: no }',
        },
    );
    expect(
        scenarios.map(({ title, facts, expectations, tags }) => {
            const given = [...facts].map(([name, value]) => `${name}: ${value}`).join(' ');
            const expected = expectations.map(({ origin: _, ...rest }) => JSON.stringify(rest)).join(' ');
            return `${title} [${tags}] ${given} → ${expected}`;
        }),
    ).toMatchInlineSnapshot(`
      [
        "one [t,D 1] a: true b: false colour: green → {"kind":"outcome","outcome":"granted","at":"P"} {"kind":"path","steps":[{"rule":"P","answers":["yes"],"text":"P yes"}]} {"kind":"no-duty","text":"x"}",
        "two: no [] a: false b: false colour: green → {"kind":"outcome","outcome":"refused"}",
        "two: yes [] a: true b: false colour: green → {"kind":"missing","facts":["a","colour"]}",
        "three [] a: true → {"kind":"no-outcome"}",
        "four []  → {"kind":"not-effective"} {"kind":"duty","text":"x"}",
      ]
    `);
});

test('origins point into the file that holds the text', async () => {
    const { policy: lowered } = await check(`policy p\nuse "v.tenet"\nprinciple P { ask a  yes => o  no => o }`, {
        'v.tenet': 'fact a: yes/no\noutcome o',
    });
    expect(lowered?.facts[0]?.origin.uri).toBe('v.tenet');
    expect(lowered?.rules[0]?.nameOrigin).toEqual({
        uri: 'test.tenet',
        range: { start: { line: 2, character: 10 }, end: { line: 2, character: 11 } },
    });
    expect(structuredClone(lowered)).toEqual(lowered);
});

function told(lowered: Policy, facts: Record<string, boolean | string>): string {
    const verdict = interpret(lowered, new Map(Object.entries(facts)));
    return verdict.kind === 'outcome' ? `${verdict.outcome} at ${verdict.decidedBy}` : verdict.kind;
}

function shownFlow({ flow }: Policy): string {
    return flow.map(shownNode).join('\n');
}

function shownNode({ index, rule, reviewing, guards, answers }: FlowNode): string {
    const when = guards.map(({ guard, skip }) => ` [${guard.text}, else ${shownTarget(skip)}]`).join('');
    const ways = answers.map(({ label, when, target }) => `\n   ${label}: ${shown(when)} => ${shownTarget(target)}`);
    return `${index} ${rule}${reviewing ? ` of ${reviewing}` : ''}${when}${ways.join('')}`;
}

function shownTarget(target: Target): string {
    switch (target.kind) {
        case 'go':
            return `${target.to}`;
        case 'decide':
            return target.then === null ? target.outcome : `${target.outcome}, then ${target.then}`;
        case 'stand':
            return target.then === null ? 'stands' : `stands, then ${target.then}`;
        case 'end':
            return 'end';
    }
}

function shown(condition: Condition): string {
    switch (condition.kind) {
        case 'constant':
            return condition.value;
        case 'fact':
            return condition.fact;
        case 'member':
            return `${condition.fact} in ${dated(condition.values, (values) => `{${values.join(' ')}}`)}`;
        case 'contains':
            return `${condition.fact} has ${condition.quantifier} of ${dated(condition.values, (values) => `{${values.join(' ')}}`)}`;
        case 'compare':
            return `[${shownForm(condition.form)}] ${condition.operator} 0`;
        case 'known': {
            const { of } = condition;
            return `known(${of.kind === 'fact' ? of.fact : of.kind === 'score' ? of.score : shown(of.condition)})`;
        }
        case 'not':
            return `not ${shown(condition.of)}`;
        case 'and':
        case 'or':
            return `(${condition.of.map(shown).join(` ${condition.kind} `)})`;
        case 'at-least':
            return `${condition.count} of (${condition.of.map(shown).join(', ')})`;
        case 'established':
            return `established(${shown(condition.of)})`;
        case 'definition':
            return condition.name;
        case 'decided-by':
            return `decided by ${condition.rule}`;
        case 'answered':
            return `${condition.rule} answered ${condition.answers.join(', ')}`;
        case 'asked':
            return `${condition.rule} asked`;
    }
}

function shownForm(form: Dated<LinearForm>): string {
    return dated(form, ({ terms, constant }) =>
        [...terms.map(({ coefficient, name }) => (coefficient === 1 ? name : `${coefficient}·${name}`)), constant]
            .filter((part, index) => part !== 0 || index === 0)
            .join(' + '),
    );
}

function dated<T>(versions: Dated<T>, show: (value: T) => string): string {
    return versions.map(({ from, value }) => (from === null ? show(value) : `${from}: ${show(value)}`)).join(' | ');
}
