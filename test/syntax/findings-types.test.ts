// The findings about types, units and arithmetic: each with its exact place, words and suggestion, and no other beside it.

import { describe, test } from 'vitest';
import { expectFindings } from './expect-findings.js';

describe('types, units and arithmetic', () => {
    test('compares only what has one dimension', async () => {
        await expectFindings(
            `
                fact price: money GBP
                fact fee: money EUR
                fact wait: duration
                fact day: date
                fact size: number "metres"
                fact badge: yes/no
                define a = price > wait
                           ^^^^^^^^^^^^ type-mismatch: ‘price’ is money in GBP and ‘wait’ is a duration: they cannot be compared.
                define b = price > fee
                           ^^^^^^^^^^^ unit-mismatch: ‘price’ is money in GBP and ‘fee’ is money in EUR: they cannot be compared.
                define c = price > 5
                                   ^ type-mismatch: ‘price’ is money in GBP and ‘5’ is a number: they cannot be compared. Did you mean ‘£5’? → £5
                define d = size > £5
                           ^^^^^^^^^ type-mismatch: ‘size’ is a number (metres) and ‘£5’ is money in GBP: they cannot be compared.
                define e = day > 5 days
                           ^^^^^^^^^^^^ type-mismatch: ‘day’ is a date and ‘5 days’ is a duration: they cannot be compared.
                define f = badge > 5
                           ^^^^^^^^^ type-mismatch: ‘badge’ is yes or no and ‘5’ is a number: they cannot be compared.
                define g = wait >= 20 minutes and day < 2024-01-01
                define h = price <= €5
                           ^^^^^^^^^^^ unit-mismatch: ‘price’ is money in GBP and ‘€5’ is money in EUR: they cannot be compared.
            `,
        );
    });
    test('compares two choices only if they are one', async () => {
        await expectFindings(
            `
                choice Colour { red green }
                choice Size { small large }
                fact colour: Colour
                fact other: Colour
                fact size: Size
                define a = colour = size
                           ^^^^^^^^^^^^^ type-mismatch: ‘colour’ is a value of Colour and ‘size’ is a value of Size: they cannot be compared.
                define b = colour = other
                define c = colour < other
                           ^^^^^^^^^^^^^^ type-mismatch: A value of Colour has no order: use ‘=’ or ‘is’.
                define d = colour = small
                                    ^^^^^ type-mismatch: ‘small’ is a value of Size, not a value of Colour.
                define e = colour is small
                                     ^^^^^ type-mismatch: ‘small’ is a value of Size, not a value of Colour.
                define f = colour = 5
                           ^^^^^^^^^^ type-mismatch: ‘colour’ is a value of Colour and ‘5’ is a number: they cannot be compared.
                define g = colour is 5
                                     ^ syntax-error: Expected a value, a category, ‘known’, ‘unknown’ or ‘empty’ after ‘is’ but found ‘5’.
            `,
        );
    });
    test('adds only what has one dimension', async () => {
        await expectFindings(
            `
                fact price: money GBP
                fact fee: money EUR
                fact wait: duration
                fact day: date
                fact badge: yes/no
                fact size: number
                define a = price + fee > £5
                           ^^^^^^^^^^^ unit-mismatch: Money in EUR cannot be added to money in GBP.
                define b = price + wait > £5
                           ^^^^^^^^^^^^ type-mismatch: A duration cannot be added to money in GBP.
                define c = day + wait > 2024-01-01
                define d = day - day > 5 days
                define e = day + day > 2024-01-01
                           ^^^^^^^^^ type-mismatch: A date cannot be added to a date.
                define f = badge + 1 > 2
                           ^^^^^^^^^ type-mismatch: Arithmetic needs numbers, money, durations or dates, not yes or no.
                define g = price * 2 + £5 > £10
                define h = price * 2 minutes > £10
                           ^^^^^^^^^^^^^^^^^ type-mismatch: Money in GBP cannot be multiplied by a duration.
                define i = 20 minutes * size > 1 hours
                define j = price / £5 > 2
                define k = wait - day > 5 days
                           ^^^^^^^^^^ type-mismatch: A date cannot be taken from a duration.
            `,
        );
    });
    test('multiplies and divides only by what is fixed', async () => {
        await expectFindings(
            `
                fact price: money GBP
                fact size: number
                parameter rate = 1.5
                define a = price * size > £5
                           ^^^^^^^^^^^^ not-linear: Multiplying one fact by another cannot be proved for every case: multiply by a fixed number or a parameter, or give the result as a fact of its own.
                define b = price / size > £5
                           ^^^^^^^^^^^^ not-linear: Dividing one fact by another cannot be proved for every case: divide by a fixed number or a parameter, or give the result as a fact of its own.
                define c = price * rate > £5
                define d = price / rate > £5
                define e = price / 0 > £5
                                   ^ division-by-zero: ‘0’ is zero, and nothing can be divided by it.
                define f = size * size > 4
                           ^^^^^^^^^^^ not-linear: Multiplying one fact by another cannot be proved for every case: multiply by a fixed number or a parameter, or give the result as a fact of its own.
                define g = (size + 1) * (size - 1) > 4
                            ^^^^^^^^^^^^^^^^^^^^^ not-linear: Multiplying one fact by another cannot be proved for every case: multiply by a fixed number or a parameter, or give the result as a fact of its own.
                define h = 5 / size > 1
                           ^^^^^^^^ not-linear: Dividing one fact by another cannot be proved for every case: divide by a fixed number or a parameter, or give the result as a fact of its own.
            `,
        );
    });
    test('needs a condition where one is asked for', async () => {
        await expectFindings(
            `
                policy p
                choice Colour { red green }
                fact colour: Colour
                fact price: money GBP
                fact papers: set of Colour
                outcome granted
                principle P1 { only when colour  ask price > £5 and price  yes => granted  no => granted }
                                         ^^^^^^ type-mismatch: A condition is needed here, not a value of Colour. Say which value: ‘colour is …’.
                                                                    ^^^^^ type-mismatch: A condition is needed here, not money in GBP.
                exempt E { when papers => granted }
                                ^^^^^^ type-mismatch: A condition is needed here, not a set of Colour.
                define x = not price
                               ^^^^^ type-mismatch: A condition is needed here, not money in GBP.
                define y = count of (colour, price > £5) >= 1
                                     ^^^^^^ type-mismatch: A condition is needed here, not a value of Colour. Say which value: ‘colour is …’.
                score s { 3 when price }
                                 ^^^^^ type-mismatch: A condition is needed here, not money in GBP.
            `,
        );
    });
    test('asks sets and single values in their own words', async () => {
        await expectFindings(
            `
                choice Colour { red green }
                fact colour: Colour
                fact papers: set of Colour
                fact price: money GBP
                fact badge: yes/no
                define a = papers is red
                           ^^^^^^^^^^^^^ type-mismatch: ‘is’ asks for the value of a choice; ‘papers’ is a set of Colour: use ‘has red’.
                define b = colour has red
                           ^^^^^^^^^^^^^^ type-mismatch: ‘has’ is asked of a set; ‘colour’ is a value of Colour: use ‘is red’.
                define c = papers has red, green
                           ^^^^^^^^^^^^^^^^^^^^^ type-mismatch: Say ‘has any of …’ or ‘has all of …’ with several values.
                define d = price is red
                           ^^^^^^^^^^^^ type-mismatch: ‘is’ asks for the value of a choice; ‘price’ is money in GBP: use ‘=’, ‘<=’ or ‘>’.
                define e = badge is red
                           ^^^^^^^^^^^^ type-mismatch: ‘badge’ is yes or no, not ‘red’.
                define f = badge is yes and badge is not no
                define g = price is empty or colour is empty
                           ^^^^^^^^^^^^^^ type-mismatch: ‘is empty’ is asked of a set; ‘price’ is money in GBP.
                                             ^^^^^^^^^^^^^^^ type-mismatch: ‘is empty’ is asked of a set; ‘colour’ is a value of Colour.
                define h = papers is empty
                define i = papers has all of red, gren
                                                  ^^^^ name-unknown: Colour has no value ‘gren’. Did you mean ‘green’? → green
                define j = badge has red
                           ^^^^^^^^^^^^^ type-mismatch: ‘has’ is asked of a set; ‘badge’ is yes or no.
                define k = red is known
                           ^^^ type-mismatch: ‘red’ is a value of Colour: say of which fact, as in ‘… is red’.
            `,
        );
    });
    test('asks a question about one thing', async () => {
        await expectFindings(
            `
                policy p
                choice Colour { red green }
                fact papers: set of Colour
                outcome granted
                principle P1 { ask papers  red => granted }
                                   ^^^^^^ type-mismatch: A question looks at one thing; ‘papers’ is a set: ask ‘papers has …’.
                principle P2 { ask red  yes => granted }
                                   ^^^ type-mismatch: ‘red’ is a value of Colour: say of which fact, as in ‘… is red’.
                principle P3 { table | papers | => | | red | => granted | }
                                       ^^^^^^ type-mismatch: A question looks at one thing; ‘papers’ is a set: ask ‘papers has …’.
            `,
        );
    });
    test('answers what was asked', async () => {
        await expectFindings(
            `
                policy p
                choice Colour { red green }
                fact colour: Colour
                fact other: Colour
                fact badge: yes/no
                fact price: money GBP
                fact wait: duration
                parameter limit = £5
                outcome granted
                principle P1 { ask colour  yes => granted  red => granted  at most 5 => granted  5 => next }
                                           ^^^ type-mismatch: ‘colour’ is a value of Colour: its answers are values of Colour, not ‘yes’.
                                                                           ^^^^^^^^^ type-mismatch: ‘colour’ is a value of Colour: its answers are values of Colour, not ‘at most 5’.
                                                                                                 ^ type-mismatch: ‘colour’ is a value of Colour: its answers are values of Colour, not ‘5’.
                principle P2 { ask badge  maybe => granted  yes => granted  red => next  over 5 => next }
                                          ^^^^^ type-mismatch: ‘badge’ is yes or no: its answers are yes, no or unknown, not ‘maybe’.
                                                                            ^^^ type-mismatch: ‘badge’ is yes or no: its answers are yes, no or unknown, not ‘red’.
                                                                                         ^^^^^^ type-mismatch: ‘badge’ is yes or no: its answers are yes, no or unknown, not ‘over 5’.
                principle P3 { ask price  yes => granted  5 => granted  at most 5 minutes => granted  €1 to €5 => next  over limit => next  over wait => next  lmit => next  red => next }
                                          ^^^ type-mismatch: ‘price’ is money in GBP: its answers are amounts, bounds such as ‘at most …’, or unknown, not ‘yes’.
                                                          ^ type-mismatch: ‘price’ is money in GBP and ‘5’ is a number: they cannot be compared. Did you mean ‘£5’? → £5
                                                                        ^^^^^^^^^^^^^^^^^ type-mismatch: ‘price’ is money in GBP and ‘5 minutes’ is a duration: they cannot be compared.
                                                                                                      ^^^^^^^^ unit-mismatch: ‘price’ is money in GBP and ‘€1’ is money in EUR: they cannot be compared.
                                                                                                      ^^^^^^^^ unit-mismatch: ‘price’ is money in GBP and ‘€5’ is money in EUR: they cannot be compared.
                                                                                                                                                 ^^^^ type-mismatch: An answer compares with a fixed value or a parameter; ask ‘price <= wait’ instead.
                                                                                                                                                               ^^^^ name-unknown: There is no parameter ‘lmit’. Did you mean ‘limit’? → limit
                                                                                                                                                                             ^^^ name-unknown: There is no parameter ‘red’. ‘price’ is money in GBP.
                principle P4 { ask price  at most price => granted  over £5 => next }
                                                  ^^^^^ type-mismatch: An answer compares with a fixed value or a parameter; ask ‘price <= price’ instead.
                principle P5 { ask colour  other => granted }
                                           ^^^^^ type-mismatch: ‘other’ is a fact, not a value of Colour.
                principle P6 { table | colour | badge | => | | yes | red | => granted | }
                                                               ^^^ type-mismatch: ‘colour’ is a value of Colour: its answers are values of Colour, not ‘yes’.
                                                                     ^^^ type-mismatch: ‘badge’ is yes or no: its answers are yes, no or unknown, not ‘red’.
                score s { points for price { under 5 => 1  at least yes => 2 } }
                                                   ^ type-mismatch: ‘price’ is money in GBP and ‘5’ is a number: they cannot be compared. Did you mean ‘£5’? → £5
                                                                    ^^^ name-unknown: There is no parameter ‘yes’. ‘price’ is money in GBP.
            `,
        );
    });
    test('says that a bare list needs parentheses', async () => {
        await expectFindings(
            `
                choice Colour { red green }
                fact colour: Colour
                fact badge: yes/no
                define a = colour is red or badge
                define b = colour is red or badge and badge
                           ^^^^^^^^^^^^^^^^^^^^^^ type-mismatch: ‘badge’ is no value of Colour: put ‘colour is red’ in parentheses.
                define c = colour is not red or badge
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^ type-mismatch: ‘badge’ is no value of Colour: put ‘colour is red’ in parentheses.
                define d = badge and colour is red or badge
                                     ^^^^^^^^^^^^^^^^^^^^^^ type-mismatch: ‘badge’ is no value of Colour: put ‘colour is red’ in parentheses.
            `,
        );
    });
    test('names a step only with asked or answered', async () => {
        await expectFindings(
            `
                policy p
                fact a: yes/no
                outcome granted
                principle P1 { step b { ask a  yes => granted  no => granted } }
                principle P2 { ask P1.b  yes => granted  no => granted }
                                   ^^^^ type-mismatch: ‘P1.b’ names a step: say ‘P1.b asked’ or ‘P1.b answered …’.
                on granted { must "x" when P1.b  must "y" when 5 asked  must "z" when P1.b answered yes }
                                           ^^^^ type-mismatch: ‘P1.b’ names a step: say ‘P1.b asked’ or ‘P1.b answered …’.
                                                               ^^^^^^^ type-mismatch: Name a rule or step here, such as ‘P1’ or ‘P4.a’.
            `,
        );
    });
    test('asks for the path only in a duty', async () => {
        await expectFindings(
            `
                policy p
                fact a: yes/no
                outcome granted
                principle P1 { only when decided by P2  ask a  yes => granted  no => granted }
                                         ^^^^^^^^^^^^^ path-condition-misplaced: The path is known only when the case is decided: ask for it in a duty.
                principle P2 { ask P1 asked  yes => granted  no => granted }
                                   ^^^^^^^^ path-condition-misplaced: The path is known only when the case is decided: ask for it in a duty.
                define d = P1 answered yes
                           ^^^^^^^^^^^^^^^ path-condition-misplaced: The path is known only when the case is decided: ask for it in a duty.
                guarantee "g" { when decided by P1  always granted }
                                     ^^^^^^^^^^^^^ path-condition-misplaced: The path is known only when the case is decided: ask for it in a duty.
            `,
        );
    });
    test('answers that a rule does not have', async () => {
        await expectFindings(
            `
                policy p
                fact a: yes/no
                outcome granted
                principle P1 { ask a  yes => granted  no => granted }
                principle P2 { step x { ask a  yes => granted  no => next } step y { ask a  yes => granted  no => granted } }
                on granted { must "x" when P1 answered maybe  must "y" when P2 answered yes  must "z" when P2.x answered no }
                                           ^^^^^^^^^^^^^^^^^ type-mismatch: ‘P1’ has no answer ‘maybe’; its answers are ‘yes’, ‘no’.
                                                                            ^^^^^^^^^^^^^^^ type-mismatch: ‘P2’ has steps: say which one answered (‘P2.x’, ‘P2.y’).
                scenario "s" { a: yes  expect path P1 maybe  expect path P2 yes, P1 yes }
            `,
        );
    });
    test('defines a condition or a quantity', async () => {
        await expectFindings(
            `
                choice Colour { red green }
                fact colour: Colour
                fact papers: set of Colour
                define a = colour
                           ^^^^^^ type-mismatch: A definition is a condition or a quantity, not a value of Colour.
                define b = papers
                           ^^^^^^ type-mismatch: A definition is a condition or a quantity, not a set of Colour.
            `,
        );
    });
    test('takes no unknown as a name', async () => {
        await expectFindings(
            `
                fact a: yes/no or unknown
                define b = a = unknown
                               ^^^^^^^ type-mismatch: ‘unknown’ is no value to compare with: ask ‘is unknown’ or ‘is known’.
                define c = unknown
                           ^^^^^^^ type-mismatch: ‘unknown’ is no value to compare with: ask ‘is unknown’ or ‘is known’.
            `,
        );
    });
});
