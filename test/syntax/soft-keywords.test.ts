// Every word of the grammar but the reserved ones is a name too: of facts, values, outcomes, categories, rules, steps,
// cases. Each gets a policy that uses it wherever a name may stand, and the policy must parse, lower and decide.

import { describe, expect, test } from 'vitest';
import { interpret } from '../../language/index.js';
import { parserServices } from '../../language/syntax/parser.js';
import { RESERVED_WORDS } from '../../language/syntax/reserved.js';
import { check } from '../support.js';

/** Values and answers, in every expression. */
const NOT_A_VALUE = new Set(['yes', 'no', 'unknown', 'known']);

const KEYWORDS = Object.keys(parserServices().parser.Lexer.definition)
    .filter((word) => /^[a-z]+$/.test(word) && !RESERVED_WORDS.has(word) && !NOT_A_VALUE.has(word))
    .concat('table', 'expect', 'case');

describe('soft keywords', () => {
    test('there are many', () => {
        expect(KEYWORDS.length).toBeGreaterThan(70);
    });

    test.each([...new Set(KEYWORDS)])('%s', async (word) => {
        const checked = await check(policyAbout(word));
        expect(checked.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
        const { policy } = checked;
        if (!policy) throw new Error('no policy');
        expect(checked.scenarios.length).toBe(6);
        for (const { facts, expectations, title } of checked.scenarios) {
            const verdict = interpret(policy, facts);
            for (const expectation of expectations) {
                if (expectation.kind === 'path') continue;
                expect(verdict.kind === 'outcome' ? verdict.outcome : verdict.kind, title).toBe(
                    expectation.kind === 'outcome' ? expectation.outcome : expectation.kind,
                );
            }
        }
    });
});

/** A choice of this name could not be told from the type. */
const TYPES = new Set(['number', 'money', 'duration', 'date']);

/** Where two meanings meet in one namespace, the second is written with `x-` before the word. */
function policyAbout(w: string): string {
    const choice = TYPES.has(w) ? `a-${w}` : w;
    return `policy ${w} "Title" as of when-day
choice ${choice} "Choice" {
  other
  ${w} "A value"
  third
}
choice Two { ${w} b }
choice Three { a ${w} }
category x-${w} of ${choice} { ${w} third }
choice Four { m n }
category ${w} of Four { n }
fact four: Four default m
fact when-day: date default 2024-01-01
fact ${w} "Question": ${choice} default ${w}
fact flag-${w}: yes/no default no
fact two: Two default b
fact ${w}-set: set of ${choice} default { ${w}, other }
fact amount: number default 5
parameter p-${w} = 5
define d-${w} = ${w} is ${w} and ${w}-set has ${w} or ${w} is other or ${w}
score s-${w} {
  1 when ${w} is ${w}
  points for ${w} { ${w} => 2  x-${w} => 3  otherwise => 4 }
  2 when ${w}-set has any of ${w}, other
  1 when four is ${w}
}
outcome ${w} "Outcome" as accept
outcome other
exempt e-${w} {
  when ${w} is ${w} or third and flag-${w} => ${w} because "a reason"
  except when ${w} is not ${w} => ${w} cites "Source"
}
principle ${w} "Principle" {
  only when ${w} is ${w} or other
  step ${w} "Step" {
    ask ${w}
      ${w}     => next
      x-${w}   => ${w}
      other    => other
  }
  step b { ask ${w}  ${w} => next  x-${w}, other => go to q-${w} }
  step c { ask "Question?" ${w} is ${w}  yes => next  no => ${w} }
  step d { ask ${w}  other => ${w}  ${w} => next  third => other }
}
principle q-${w} {
  table | ${w} | two  | => |
        | ${w} | ${w} | => ${w} |
        | ${w} | -    | => other |
        | -    | b    | => ${w} |
}
review r-${w} of ${w}, other {
  ask ${w} = ${w}  yes => next  no => ${w}
}
on ${w} { must tell ${w} "text" when not decided by ${w} and not ${w}.${w} answered ${w} and not ${w} asked }
on ${w}, other { should "text" }
guarantee "G" { when ${w} is ${w} and flag-${w} and not flag-${w} never ${w} or other }
case ${w} "A case" { ${w}: ${w}  two: b }
scenario "one" like ${w} { two: ${w}  expect ${w} at q-${w}  expect path ${w}.${w} ${w}, q-${w} }
scenario "two" like ${w} { expect other  tagged ${w}, other }
scenario table "three" like ${w} {
  | ${w}  | two  | expect |
  | ${w}  | ${w} | ${w}   |
  | other | b    | ${w} at r-${w} |
  | third | ${w} | no outcome |
}
scenario "four" like "one" { ${w}-set: { ${w} }  flag-${w}: yes  expect ${w} at e-${w} }
`;
}
