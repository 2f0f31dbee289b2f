// The findings about the flow, tables, headers, files and what is left over: each with its exact place, words and suggestion, and no other beside it.

import { describe, test } from 'vitest';
import { expectFindings } from './expect-findings.js';

describe('the flow, tables, headers, files and what is left over', () => {
    test('goes only forward', async () => {
        await expectFindings(
            `
                policy p
                fact a: yes/no
                outcome granted
                principle P1 { ask a  yes => go to P1  no => go to P2.b }
                                                   ^^ flow-backward: This goes to itself: a flow only goes forward, so that every case comes to an end.
                principle P2 { step a { ask a  yes => go to P1  no => go to P2.b } step b { ask a  yes => go to P2.a  no => granted } }
                                                            ^^ flow-backward: This goes back to ‘P1’: a flow only goes forward, so that every case comes to an end.
                                                                                                                ^^^^ flow-backward: This goes back to ‘P2.a’: a flow only goes forward, so that every case comes to an end.
                principle P3 { ask a  yes => go to P2  no => granted }
                                                   ^^ flow-backward: This goes back to ‘P2’: a flow only goes forward, so that every case comes to an end.
            `,
        );
    });
    test('goes to no review, and from none', async () => {
        await expectFindings(
            `
                policy p
                fact a: yes/no
                outcome granted
                principle P1 { ask a  yes => go to R  no => granted }
                                                   ^ target-not-allowed: ‘R’ is a review: it looks at outcomes by itself and cannot be gone to.
                review R of granted { ask a  yes => go to P1  no => next }
                                                          ^^ target-not-allowed: A review looks at an outcome: it ends with an outcome, or lets it stand with ‘next’.
                exempt E { when a => next }
            `,
        );
    });
    test('has rows as wide as the table', async () => {
        await expectFindings(
            `
                policy p
                fact a: yes/no
                fact b: yes/no
                outcome granted
                principle P1 { table | a | b | => |
                  | yes | => granted |
                  ^^^^^^^^^^^^^^^^^^^^ table-columns: This row has 1 cell; the table has 2 columns.
                  | yes | no | yes | => granted |
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ table-columns: This row has 3 cells; the table has 2 columns.
                  | - | - | => granted |
                }
                scenario table "t" { | a | b | expect |
                  | yes | granted |
                  ^^^^^^^^^^^^^^^^^ table-columns: This row gives 1 fact; the table has 2 columns before ‘expect’.
                  | yes | no | yes | granted |
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ table-columns: This row gives 3 facts; the table has 2 columns before ‘expect’.
                  | yes | no | granted at P1 |
                }
            `,
        );
    });
    test('writes no answer twice', async () => {
        await expectFindings(
            `
                policy p
                fact a: yes/no
                fact price: money GBP
                outcome granted
                principle P1 { ask a  yes => granted  yes => granted  no => next }
                                                      ^^^ answer-duplicate: The answer ‘yes’ is written twice.
                principle P2 { ask price  over £5 => granted  £1, £2 => granted  over £5 => next  otherwise => next  otherwise => granted }
                                                                                 ^^^^^^^ answer-duplicate: The answer ‘over £5’ is written twice.
                                                                                                                     ^^^^^^^^^ answer-duplicate: The answer ‘otherwise’ is written twice.
                principle P3 { ask price  otherwise => granted  over £5 => next  unknown => next }
                                                                ^^^^^^^ answer-after-otherwise: ‘otherwise’ takes all that is left, so it comes last; only ‘unknown’ may follow it.
                score s { points for price { over £5 => 1  over £5 => 2  otherwise => 3  under £2 => 4 } }
                                                           ^^^^^^^ answer-duplicate: The answer ‘over £5’ is written twice.
                                                                                         ^^^^^^^^ answer-after-otherwise: ‘otherwise’ takes all that is left, so it comes last; only ‘unknown’ may follow it.
            `,
        );
    });
    test('keeps rules in the policy file', async () => {
        await expectFindings(
            `
                choice Colour { red green }
                fact a: yes/no
                outcome granted
                principle P1 { ask a  yes => granted  no => granted }
                ^^^^^^^^^ rule-outside-policy: Rules, duties and guarantees stand in a policy file; this is a vocabulary. Start the file with ‘policy name’.
                on granted { must "x" }
                guarantee "g" { never granted }
            `,
        );
    });
    test('keeps rules out of suites', async () => {
        await expectFindings(
            `
                scenarios for p
                use "p.tenet"
                exempt E { when a => granted }
                ^^^^^^ rule-outside-policy: Rules, duties and guarantees stand in a policy file; this is a suite, which holds cases and scenarios.
            `,
            {
                'p.tenet': `
                    policy p
                    fact a: yes/no
                    outcome granted
                    principle P1 { ask a  yes => granted  no => granted }
                `,
            },
        );
    });
    test('starts with the header', async () => {
        await expectFindings(
            `
                fact a: yes/no
                outcome granted
                policy p
                ^^^^^^^^ header-misplaced: ‘policy …’ is the first declaration of its file, and the only one of its kind.
                principle P1 { ask a  yes => granted  no => granted }
            `,
        );
    });
    test('has one header', async () => {
        await expectFindings(
            `
                policy p
                policy q
                ^^^^^^^^ header-misplaced: ‘policy …’ is the first declaration of its file, and the only one of its kind.
                scenarios for p
                ^^^^^^^^^^^^^^^ header-misplaced: ‘scenarios for …’ is the first declaration of its file, and the only one of its kind.
                fact a: yes/no
                outcome granted
                principle P1 { ask a  yes => granted  no => granted }
            `,
        );
    });
    test('uses files that there are', async () => {
        await expectFindings(
            `
                use "nothing.tenet"
                    ^^^^^^^^^^^^^^^ use-not-found: There is no file ‘nothing.tenet’ beside this one that can be read.
                use "test.tenet"
                    ^^^^^^^^^^^^ use-cycle: This file uses itself.
                use "a.tenet"
                    ^^^^^^^^^ use-cycle: These files use each other in a circle: ‘test.tenet’ → ‘a.tenet’ → ‘b.tenet’ → ‘test.tenet’.
            `,
            {
                'a.tenet': `
                    use "b.tenet"
                `,
                'b.tenet': `
                    use "test.tenet"
                `,
            },
        );
    });
    test('finds its source', async () => {
        await expectFindings(
            `
                policy p source "none.md"
                                ^^^^^^^^^ source-not-found: There is no document ‘none.md’ beside this file that can be read.
                fact a: yes/no
                outcome granted
                principle P1 cites "Anything" { ask a  yes => granted  no => granted }
            `,
        );
    });
    test('cites what the source says', async () => {
        await expectFindings(
            `
                policy p source "p.md"
                fact a: yes/no cites "Fees / 1", "Fees / 9"
                                                 ^^^^^^^^^^ citation-dangling: ‘Fees’ has no paragraph numbered 9 in p.md.
                outcome granted
                principle P1 cites "Fee" { ask a  yes => granted cites "Fees"  no => granted cites "Zebra" }
                                   ^^^^^ citation-dangling: p.md has no heading ‘Fee’. Did you mean ‘Fees’? → "Fees"
                                                                                                   ^^^^^^^ citation-dangling: p.md has no heading ‘Zebra’.
            `,
            {
                'p.md': `
                    # Policy

                    ## Fees

                    1. One.
                    2. Two.
                `,
            },
        );
    });
    test('says what nothing uses', async () => {
        await expectFindings(
            `
                policy p
                choice Colour { red green }
                category warm of Colour { red }
                         ^^^^ category-unused: Nothing uses the category ‘warm’.
                fact a: yes/no
                fact colour: Colour
                     ^^^^^^ fact-unused: Nothing reads the fact ‘colour’.
                parameter limit = £5
                          ^^^^^ parameter-unused: Nothing uses the parameter ‘limit’.
                define rich = a
                       ^^^^ definition-unused: Nothing uses the definition ‘rich’.
                score s { 1 when a }
                      ^ score-unused: Nothing uses the score ‘s’.
                outcome granted
                outcome refused
                        ^^^^^^^ outcome-unused: Nothing leads to the outcome ‘refused’.
                principle P1 { ask a  yes => granted  no => granted }
                scenario "t" { a: yes  colour: red  expect granted }
            `,
        );
    });
    test('expects something in every scenario, under a title of its own', async () => {
        await expectFindings(
            `
                fact a: yes/no
                scenario "one" { a: yes }
                         ^^^^^ expectation-missing: ‘one’ expects nothing, so it always passes: add ‘expect …’.
                scenario "one" { a: no  expect missing a }
                         ^^^^^ scenario-duplicate-title: There is another scenario ‘one’.
                scenario "two" { a: no  expect missing a }
                scenario table "two" { | a | expect | | yes | missing a | }
                               ^^^^^ scenario-duplicate-title: There is another scenario ‘two’.
            `,
        );
    });
    test('reports a table as no base', async () => {
        await expectFindings(
            `
                fact a: yes/no
                scenario table "t" { | a | expect | | yes | missing a | }
                scenario "x" like "t" { expect missing a }
                                  ^^^ type-mismatch: ‘t’ is a table of scenarios: be like a case or a single scenario.
            `,
        );
    });
    test('looks into what is used', async () => {
        await expectFindings(
            `
                use "v.tenet"
                fact b: Colour
                v.tenet:2:9 name-unknown: There is no type ‘Colr’.
            `,
            {
                'v.tenet': `
                    choice Colour { red green }
                    fact a: Colr
                `,
            },
        );
    });
    test('is not misled by an unclosed text', async () => {
        await expectFindings(
            `
                policy p
                fact a "What is it?: yes/no
                       ^^^^^^^^^^^^^^^^^^^^ text-not-closed: This text is not closed: put a " at its end, on the same line.
                fact b: yes/no
                outcome granted
                principle P1 { ask a  yes => granted because "x  no => granted }
                                                             ^^^^^^^^^^^^^^^^^^^ text-not-closed: This text is not closed: put a " at its end, on the same line.
                principle P2 { ask b  yes => granted  no => granted }
            `,
        );
    });
    test('is not misled by an unclosed comment', async () => {
        await expectFindings(
            `
                policy p
                fact b: yes/no
                outcome granted
                principle P2 { ask b  yes => granted  no => granted }
                /* here it ends
                ^^ comment-not-closed: This comment is not closed: put */ at its end.
            `,
        );
    });
});
