// The findings about values, ranges, versions and circles: each with its exact place, words and suggestion, and no other beside it.

import { describe, test } from 'vitest';
import { expectFindings } from './expect-findings.js';

describe('values, ranges, versions and circles', () => {
    test('gives a fact only what its type takes', async () => {
        await expectFindings(
            `
                choice Colour { red green }
                fact colour: Colour default 5
                                            ^ type-mismatch: ‘colour’ takes a value of Colour, not ‘5’.
                fact badge: yes/no default red
                                           ^^^ type-mismatch: ‘badge’ takes yes or no, not ‘red’.
                fact price: money GBP default €5
                                              ^^ unit-mismatch: ‘price’ takes money in GBP, not money in EUR.
                fact wait: duration default 5
                                            ^ type-mismatch: ‘wait’ takes a duration, not a number. Did you mean ‘5 minutes’? → 5 minutes
                fact day: date default yes
                                       ^^^ type-mismatch: ‘day’ takes a date, not ‘yes’.
                fact size: number default £5
                                          ^^ type-mismatch: ‘size’ takes a number, not money in GBP.
                fact papers: set of Colour default red
                                                   ^^^ type-mismatch: ‘papers’ takes a set of Colour in braces, not ‘red’.
                fact other: set of Colour default { red, blue }
                                                         ^^^^ name-unknown: Colour has no value ‘blue’. It has ‘red’, ‘green’.
                fact more: Colour default { red }
                                          ^^^^^^^ type-mismatch: ‘more’ takes a value of Colour, not ‘{ red }’.
                case c { colour: yes  badge: 5  price: 5  wait: £5  day: 5  size: 5 minutes  papers: { 5 } }
                                                                                                       ^ syntax-error: Expected ‘}’ but found ‘5’.
            `,
        );
    });
    test('takes no unknown unless declared', async () => {
        await expectFindings(
            `
                fact badge: yes/no default unknown
                                           ^^^^^^^ unknown-not-allowed: ‘badge’ cannot be unknown: declare it ‘or unknown’, or leave it out.
                fact doubt: yes/no or unknown default unknown
                case c { badge: unknown  doubt: unknown }
                                ^^^^^^^ unknown-not-allowed: ‘badge’ cannot be unknown: declare it ‘or unknown’, or leave it out.
                scenario table "t" { | badge | doubt | expect | | unknown | unknown | missing badge | }
                                                                  ^^^^^^^ unknown-not-allowed: ‘badge’ cannot be unknown: declare it ‘or unknown’, or leave it out.
            `,
        );
    });
    test('keeps values in the range of the fact', async () => {
        await expectFindings(
            `
                fact length: number from 0 to 20 step 0.1 default 21
                                                                  ^^ value-out-of-range: ‘length’ is at most 20, so it cannot be 21.
                fact price: money GBP from £1 to £100
                fact wait: duration from 1 hours to 2 days
                fact day: date from 2024-01-01 to 2024-12-31
                fact plain: duration
                case c { length: -1  price: £0.50  wait: 3 days  day: 2025-01-01 }
                                 ^^ value-out-of-range: ‘length’ is at least 0, so it cannot be -1.
                                            ^^^^^ value-out-of-range: ‘price’ is at least £1, so it cannot be £0.50.
                                                         ^^^^^^ value-out-of-range: ‘wait’ is at most 2 days, so it cannot be 3 days.
                                                                      ^^^^^^^^^^ value-out-of-range: ‘day’ is at most 2024-12-31, so it cannot be 2025-01-01.
                case d { length: 20  price: £100  wait: 1 hour  day: 2024-01-01  plain: -5 minutes }
                                                                                        ^^^^^^^^^^ value-out-of-range: ‘plain’ is at least 0 minutes, so it cannot be -5 minutes.
            `,
        );
    });
    test('keeps no more decimals than the type', async () => {
        await expectFindings(
            `
                fact length: number step 0.1
                fact whole: number step 1
                fact price: money GBP
                fact yen: money JPY
                fact wait: duration
                case c { length: 1.25  whole: 1.5  price: £1.999  yen: ¥1.5  wait: 1.0001 minutes }
                                 ^^^^ too-many-decimals: ‘1.25’ has too many decimals: ‘length’ takes at most 1 decimal.
                                              ^^^ too-many-decimals: ‘1.5’ has too many decimals: ‘whole’ takes whole numbers only.
                                                          ^^^^^^ too-many-decimals: ‘£1.999’ has too many decimals: GBP has at most 2.
                                                                       ^^^^ too-many-decimals: ‘¥1.5’ has too many decimals: JPY has none.
                                                                                   ^^^^^^^^^^^^^^ too-many-decimals: ‘1.0001 minutes’ is not a whole number of seconds.
                parameter p = £1.999
                              ^^^^^^ too-many-decimals: ‘£1.999’ has too many decimals: GBP has at most 2.
                define x = price > £1.999
                                   ^^^^^^ too-many-decimals: ‘£1.999’ has too many decimals: GBP has at most 2.
            `,
        );
    });
    test('takes no number that is too large', async () => {
        await expectFindings(
            `
                fact length: number
                fact price: money GBP
                case c { length: 12345678901234567890  price: £99,999,999,999,999,999 }
                                 ^^^^^^^^^^^^^^^^^^^^ number-too-large: ‘12345678901234567890’ is too large to be exact.
                                                              ^^^^^^^^^^^^^^^^^^^^^^^ number-too-large: ‘£99,999,999,999,999,999’ is too large to be exact.
                parameter p = 12345678901234567890
                              ^^^^^^^^^^^^^^^^^^^^ number-too-large: ‘12345678901234567890’ has too many digits to be exact.
                define x = price > £99,999,999,999,999,999
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ number-too-large: The numbers of this comparison are too large to be exact.
                define y = length * 0.000000000000000001 > 0.1
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ number-too-large: The numbers of this comparison are too large to be exact.
            `,
        );
    });
    test('takes no date that the calendar lacks', async () => {
        await expectFindings(
            `
                policy p effective from 2024-02-30 until 2024-13-01 as of day
                                        ^^^^^^^^^^ date-invalid: ‘2024-02-30’ is not a date of the calendar.
                                                         ^^^^^^^^^^ date-invalid: ‘2024-13-01’ is not a date of the calendar.
                fact day: date default 2023-02-29
                                       ^^^^^^^^^^ date-invalid: ‘2023-02-29’ is not a date of the calendar.
                parameter q = from 2024-04-31 5
                                   ^^^^^^^^^^ date-invalid: ‘2024-04-31’ is not a date of the calendar.
                category c of Colour { from 2024-00-01 { red } }
                                            ^^^^^^^^^^ date-invalid: ‘2024-00-01’ is not a date of the calendar.
                choice Colour { red green }
                define late = day > 2024-06-31
                                    ^^^^^^^^^^ date-invalid: ‘2024-06-31’ is not a date of the calendar.
            `,
        );
    });
    test('takes no range that ends before it starts', async () => {
        await expectFindings(
            `
                policy p effective from 2024-02-01 until 2024-01-01 as of day
                                                         ^^^^^^^^^^ range-invalid: The policy ends before it starts.
                fact length: number from 20 to 0 default 1
                                               ^ range-invalid: This range ends before it starts.
                fact size: number step 0.3
                                       ^^^ range-invalid: A step is 1, 0.1, 0.01 and so on, not 0.3: it says how many decimals are kept.
                fact day: date from 2024-02-01 to 2024-01-01
                                                  ^^^^^^^^^^ range-invalid: This range ends before it starts.
                outcome granted
                principle P1 { ask length  5 to 1 => granted  over 5 => granted }
                                           ^^^^^^ range-invalid: This range ends before it starts, so nothing matches it.
                score s { points for length { 3 to 2 => 1  otherwise => 2 } }
                                              ^^^^^^ range-invalid: This range ends before it starts, so nothing matches it.
            `,
        );
    });
    test('takes no months or years', async () => {
        await expectFindings(
            `
                fact wait: duration
                define a = wait > 3 months
                                  ^^^^^^^^ unit-mismatch: A month has no fixed length: give ‘3 months’ in weeks or days.
                define b = wait > 1 year
                                  ^^^^^^ unit-mismatch: A year has no fixed length: give ‘1 year’ in weeks or days.
                fact other: duration in months
                                        ^^^^^^ name-unknown: There is no unit of time ‘months’. A month or year has no fixed length. Units are seconds, minutes, hours, days, weeks.
            `,
        );
    });
    test('gives nothing twice', async () => {
        await expectFindings(
            `
                fact badge: yes/no
                fact price: money GBP
                case c { badge: yes  badge: no }
                                     ^^^^^^^^^ given-duplicate: ‘badge’ is given twice.
                scenario table "t" { | badge | badge | expect | | yes | no | missing price | }
                                               ^^^^^ given-duplicate: ‘badge’ has two columns.
                scenario "x" like c { price: £5  price: £6  expect no outcome }
                                                 ^^^^^^^^^ given-duplicate: ‘price’ is given twice.
            `,
        );
    });
    test('has no circles', async () => {
        await expectFindings(
            `
                fact badge: yes/no
                define a = b and badge
                       ^ definition-cycle: ‘a’ depends on itself: a → b → a.
                define b = a
                define c = c
                       ^ definition-cycle: ‘c’ depends on itself: c → c.
                score s { 1 when t > 0 }
                      ^ definition-cycle: ‘s’ depends on itself: s → t → s.
                score t { 1 when s > 0 }
                outcome x refines y
                outcome y refines z
                                  ^ refines-cycle: ‘y’ refines itself: y → z → y.
                outcome z refines y
                case k like l { badge: yes }
                            ^ case-cycle: ‘k’ is like itself: k → l → k.
                case l like k { badge: no }
                case m like m { badge: no }
                            ^ case-cycle: ‘m’ is like itself: m → m.
            `,
        );
    });
    test('keeps versions in order and without a hole', async () => {
        await expectFindings(
            `
                policy p effective from 2024-01-01 as of day
                choice Colour { red green blue }
                fact day: date
                parameter a = from 2024-01-01 5 from 2024-01-01 6
                                                     ^^^^^^^^^^ version-overlap: Two versions of ‘a’ start on 2024-01-01: only one can be in force.
                parameter b = from 2024-06-01 5 from 2024-03-01 6
                                                     ^^^^^^^^^^ version-overlap: The versions of ‘b’ are out of order: 2024-03-01 lies before 2024-06-01.
                parameter c = from 2024-06-01 5
                                   ^^^^^^^^^^ version-gap: ‘c’ has no version in force from 2024-01-01, when the policy starts, to 2024-05-31.
                parameter d = from 2023-06-01 5 from 2024-06-01 6
                parameter e = from 2024-01-01 £5 from 2025-01-01 €6
                                                                 ^^ unit-mismatch: ‘e’ was money in GBP in its first version and is money in EUR here.
                parameter f = from 2024-01-01 £5 from 2025-01-01 5 minutes
                                                                 ^^^^^^^^^ type-mismatch: ‘f’ was money in GBP in its first version and is a duration here.
                category g of Colour { from 2024-02-01 { red } from 2025-01-01 { green } }
                                            ^^^^^^^^^^ version-gap: ‘g’ has no version in force from 2024-01-01, when the policy starts, to 2024-01-31.
                category h of Colour { from 2024-01-01 { red } from 2024-01-01 { green } }
                                                                    ^^^^^^^^^^ version-overlap: Two versions of ‘h’ start on 2024-01-01: only one can be in force.
            `,
        );
    });
    test('dates versions only where a date is known', async () => {
        await expectFindings(
            `
                policy p
                       ^ clock-missing: ‘a’ has dated versions, but the policy does not say which date counts: add ‘as of’ and a date fact. Until then the newest version applies to every case.
                fact day: date
                     ^^^ fact-unused: Nothing reads the fact ‘day’.
                parameter a = from 2024-01-01 5 from 2025-01-01 6
                          ^ parameter-unused: Nothing uses the parameter ‘a’.
            `,
        );
    });
    test('compares with what the range allows', async () => {
        await expectFindings(
            `
                policy p
                fact length: number from 0 to 20 step 0.1
                fact price: money GBP from £1 to £100
                fact wait: duration
                parameter limit = 25
                outcome granted
                principle P1 { ask length  at most 25 => granted  21 to 30 => granted  over 20 => next  under 0 => next  at least 20 => next  4.55 => next  over limit => next }
                                                   ^^ value-out-of-range: ‘length’ is at most 20, so no case comes to 25.
                                                                  ^^ value-out-of-range: ‘length’ is at most 20, so no case comes to 21.
                                                                        ^^ value-out-of-range: ‘length’ is at most 20, so no case comes to 30.
                principle P2 { ask price > £200  yes => granted  no => granted }
                                           ^^^^ value-out-of-range: ‘price’ is at most £100, so no case comes to £200.
                principle P3 { ask price = £0.50 or wait < 0 minutes or length >= 20.5 or length != 30  yes => granted  no => granted }
                                           ^^^^^ value-out-of-range: ‘price’ is at least £1, so no case comes to £0.50.
                                                                                  ^^^^ value-out-of-range: ‘length’ is at most 20, so no case comes to 20.5.
                                                                                                    ^^ value-out-of-range: ‘length’ is at most 20, so no case comes to 30.
                principle P4 { table | length | => | | over 22 | => granted | | at most 20 | => granted | | - | => granted | }
                                                            ^^ value-out-of-range: ‘length’ is at most 20, so no case comes to 22.
                score s { points for length { under 0 => 1  0 to 20 => 2  over 20 => 3  } }
                define d = 25 < length and length <= 20
                           ^^ value-out-of-range: ‘length’ is at most 20, so no case comes to 25.
            `,
        );
    });
});
