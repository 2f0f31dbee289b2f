// The findings about names: unknown, reserved and declared twice: each with its exact place, words and suggestion, and no other beside it.

import { describe, test } from 'vitest';
import { expectFindings } from './expect-findings.js';

describe('names: unknown, reserved and declared twice', () => {
    test('names a type that is not declared', async () => {
        await expectFindings(
            `
                choice Colour { red green }
                fact colour: Colur
                             ^^^^^ name-unknown: There is no type ‘Colur’. Did you mean ‘Colour’? → Colour
                fact length: numbr
                             ^^^^^ name-unknown: There is no type ‘numbr’. Did you mean ‘number’? → number
                fact other: Zebra
                            ^^^^^ name-unknown: There is no type ‘Zebra’.
            `,
        );
    });
    test('names a choice that is not declared', async () => {
        await expectFindings(
            `
                choice Colour { red green }
                category warm of Coluor { red }
                                 ^^^^^^ name-unknown: There is no choice ‘Coluor’. Did you mean ‘Colour’? → Colour
                fact papers: set of Papers
                                    ^^^^^^ name-unknown: There is no choice ‘Papers’.
            `,
        );
    });
    test('names a value that the choice does not have', async () => {
        await expectFindings(
            `
                choice Colour { red green }
                fact colour: Colour default gren
                                            ^^^^ name-unknown: Colour has no value ‘gren’. Did you mean ‘green’? → green
                category warm of Colour { red orange }
                                              ^^^^^^ name-unknown: Colour has no value ‘orange’. It has ‘red’, ‘green’.
                define isWarm = colour is yellow
                                          ^^^^^^ name-unknown: Colour has no value ‘yellow’. It has ‘red’, ‘green’.
                define isRed = colour is rde or green
                                         ^^^ name-unknown: Colour has no value ‘rde’. Did you mean ‘red’? → red
            `,
        );
    });
    test('names an expression that is not declared', async () => {
        await expectFindings(
            `
                fact income: money GBP
                fact badge: yes/no
                define rich = incme > £5
                              ^^^^^ name-unknown: There is no fact, parameter, definition or score ‘incme’. Did you mean ‘income’? → income
                define both = badge and bagde
                                        ^^^^^ name-unknown: There is no fact, parameter, definition or score ‘bagde’. Did you mean ‘badge’? → badge
                define gap = income-badge > £5
                             ^^^^^^^^^^^^ name-unknown: There is no fact, parameter, definition or score ‘income-badge’. A subtraction has spaces around its minus.
            `,
        );
    });
    test('suggests nothing that is far away', async () => {
        await expectFindings(
            `
                fact income: money GBP
                define rich = xylophone > £5
                              ^^^^^^^^^ name-unknown: There is no fact, parameter, definition or score ‘xylophone’.
            `,
        );
    });
    test('says what is meant by a value without its fact', async () => {
        await expectFindings(
            `
                choice Colour { red green }
                fact colour: Colour
                define a = red
                           ^^^ type-mismatch: ‘red’ is a value of Colour: say of which fact, as in ‘… is red’.
                define b = colour = blue
                                    ^^^^ name-unknown: Colour has no value ‘blue’. It has ‘red’, ‘green’.
            `,
        );
    });
    test('names an outcome that is not declared', async () => {
        await expectFindings(
            `
                policy p
                fact a: yes/no
                outcome granted as accept
                outcome maybe refines grantd
                                      ^^^^^^ name-unknown: There is no outcome ‘grantd’. Did you mean ‘granted’? → granted
                principle P1 { ask a  yes => grnted  no => P2 }
                                             ^^^^^^ name-unknown: There is no outcome ‘grnted’. Did you mean ‘granted’? → granted
                                                           ^^ name-unknown: There is no outcome ‘P2’. To go on there, write ‘go to P2’. → go to P2
                principle P2 { ask a  yes => granted  no => maybe }
                on refused { must "write" }
                   ^^^^^^^ name-unknown: There is no outcome ‘refused’.
                guarantee "x" { always granted or grand }
                                                  ^^^^^ name-unknown: There is no outcome ‘grand’.
                review R of grantedd { ask a  yes => next  no => next }
                            ^^^^^^^^ name-unknown: There is no outcome ‘grantedd’. Did you mean ‘granted’? → granted
            `,
        );
    });
    test('names a tone that there is not', async () => {
        await expectFindings(
            `
                outcome granted as acept
                                   ^^^^^ name-unknown: There is no tone ‘acept’. Did you mean ‘accept’? → accept
                outcome other as blue
                                 ^^^^ name-unknown: There is no tone ‘blue’. Tones are accept, refuse, refer and pending.
            `,
        );
    });
    test('names a rule or step that is not declared', async () => {
        await expectFindings(
            `
                policy p
                fact a: yes/no
                outcome granted as accept
                principle P1 { ask a  yes => go to P22  no => go to P2.c }
                                                   ^^^ name-unknown: There is no rule ‘P22’. Did you mean ‘P2’? → P2
                                                                       ^ name-unknown: ‘P2’ has no step ‘c’. It has ‘a’, ‘b’.
                principle P2 { step a { ask a  yes => next  no => go to P3.a } step b { ask a yes => granted no => granted } }
                                                                           ^ name-unknown: ‘P3’ has no step ‘a’. It has no steps.
                principle P3 { ask a  yes => granted  no => go to granted }
                                                                  ^^^^^^^ name-unknown: There is no rule ‘granted’. To end with this outcome, write ‘=> granted’.
                on granted { must "x" when decided by P9  must "y" when P2.c asked  must "z" when P1 answered maybe  must "w" when P2 answered yes }
                                                      ^^ name-unknown: There is no rule ‘P9’.
                                                                           ^ name-unknown: ‘P2’ has no step ‘c’. It has ‘a’, ‘b’.
                scenario "s" { a: yes  expect granted at P4  expect path P1 yes, P2.x, P3 sometimes }
                                                         ^^ name-unknown: There is no rule ‘P4’.
                                                                                    ^ name-unknown: ‘P2’ has no step ‘x’. It has ‘a’, ‘b’.
            `,
        );
    });
    test('names a fact that a case cannot give', async () => {
        await expectFindings(
            `
                fact income: money GBP
                fact badge: yes/no
                parameter limit = £5
                case c { incom: £5  badge: yes  limit: £6 }
                         ^^^^^ name-unknown: There is no fact ‘incom’. Did you mean ‘income’? → income
                                                ^^^^^ type-mismatch: ‘limit’ is a parameter: a case gives facts only.
                scenario table "t" { | badg | expect | | yes | missing icome | }
                                       ^^^^ name-unknown: There is no fact ‘badg’. Did you mean ‘badge’? → badge
                                                                       ^^^^^ name-unknown: There is no fact ‘icome’. Did you mean ‘income’? → income
            `,
        );
    });
    test('names a case that is not declared', async () => {
        await expectFindings(
            `
                fact badge: yes/no
                case base { badge: yes }
                scenario "a" like bse { expect missing badge }
                                  ^^^ name-unknown: There is no case or scenario ‘bse’. Did you mean ‘base’? → base
                scenario "b" like "a thing" { expect missing badge }
                                  ^^^^^^^^^ name-unknown: There is no case or scenario ‘a thing’.
            `,
        );
    });
    test('names a date fact for the policy', async () => {
        await expectFindings(
            `
                policy p effective from 2024-01-01 as of applied
                                                         ^^^^^^^ name-unknown: There is no date fact ‘applied’. Did you mean ‘appliedOn’? → appliedOn
                fact appliedOn: date
                fact badge: yes/no
            `,
        );
    });
    test('names a fact that is no date as the clock', async () => {
        await expectFindings(
            `
                policy p as of badge
                               ^^^^^ type-mismatch: ‘as of’ names a date fact; ‘badge’ is yes or no.
                fact badge: yes/no
                parameter q = 5
            `,
        );
    });
    test('names a currency or unit of time that there is not', async () => {
        await expectFindings(
            `
                fact a: money gbp
                              ^^^ name-unknown: There is no currency ‘gbp’. Did you mean ‘GBP’? → GBP
                fact b: money POUNDS
                              ^^^^^^ name-unknown: There is no currency ‘POUNDS’. Did you mean ‘GBP’? → GBP
                fact c: duration in fortnights
                                    ^^^^^^^^^^ name-unknown: There is no unit of time ‘fortnights’. Units are seconds, minutes, hours, days, weeks.
                fact d: duration in minuts
                                    ^^^^^^ name-unknown: There is no unit of time ‘minuts’. Did you mean ‘minutes’? → minutes
            `,
        );
    });
    test('names a policy that the suite does not use', async () => {
        await expectFindings(
            `
                scenarios for parkng
                              ^^^^^^ name-unknown: There is no policy ‘parkng’. Did you mean ‘parking’? → parking
                use "p.tenet"
            `,
            {
                'p.tenet': `
                    policy parking
                `,
            },
        );
    });
    test('uses no file with a policy', async () => {
        await expectFindings(
            `
                scenarios for parking
                              ^^^^^^^ policy-not-found: The policy ‘parking’ is in none of the files used here: add ‘use "…"’ with its file.
                fact a: yes/no
            `,
        );
    });
    test('declares a name twice', async () => {
        await expectFindings(
            `
                choice Colour { red green red }
                                          ^^^ name-duplicate: ‘red’ stands twice in ‘Colour’.
                choice Colour { blue }
                       ^^^^^^ name-duplicate: ‘Colour’ is declared twice: there is another choice of this name.
                fact a: yes/no
                parameter a = 5
                          ^ name-duplicate: ‘a’ is declared twice: there is another fact of this name.
                define b = a
                score b { 1 when a }
                      ^ name-duplicate: ‘b’ is declared twice: there is another definition of this name.
                category warm of Colour { red red }
                                              ^^^ name-duplicate: ‘red’ stands twice in this list.
                category warm of Colour { green }
                         ^^^^ name-duplicate: ‘warm’ is declared twice: there is another category of this name.
                outcome granted
                outcome granted
                        ^^^^^^^ name-duplicate: ‘granted’ is declared twice: there is another outcome of this name.
                case c { a: yes }
                case c { a: no }
                     ^ name-duplicate: ‘c’ is declared twice: there is another case of this name.
            `,
        );
    });
    test('declares rules and steps twice', async () => {
        await expectFindings(
            `
                policy p
                fact a: yes/no
                outcome granted
                principle P1 { step a { ask a yes => next no => next } step a { ask a yes => granted no => granted } }
                                                                            ^ name-duplicate: ‘P1’ has another step ‘a’.
                exempt P1 { when a => granted }
                       ^^ name-duplicate: ‘P1’ is declared twice: there is another principle of this name.
            `,
        );
    });
    test('calls a category like a value of its choice', async () => {
        await expectFindings(
            `
                choice Colour { red green }
                category red of Colour { green }
                         ^^^ name-duplicate: ‘red’ is also a value of ‘Colour’: ‘is red’ could mean either.
            `,
        );
    });
    test('takes reserved words as names', async () => {
        await expectFindings(
            `
                choice Answer { yes no maybe }
                                ^^^ name-reserved: ‘yes’ is a word of the language and cannot be a name: choose another.
                                    ^^ name-reserved: ‘no’ is a word of the language and cannot be a name: choose another.
                fact unknown: yes/no
                     ^^^^^^^ name-reserved: ‘unknown’ is a word of the language and cannot be a name: choose another.
                outcome known
                        ^^^^^ name-reserved: ‘known’ is a word of the language and cannot be a name: choose another.
                fact and: yes/no
                ^^^^ syntax-error: ‘fact’ does not belong here.
                outcome next
                        ^^^^ name-reserved: ‘next’ is a word of the language and cannot be a name: choose another.
                principle or { ask x yes => next no => next }
            `,
        );
    });
});
