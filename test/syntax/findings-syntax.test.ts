// The findings about declarations that do not parse: each with its exact place, words and suggestion, and no other beside it.

import { describe, test } from 'vitest';
import { expectFindings } from './expect-findings.js';

describe('declarations that do not parse', () => {
    test('fact without colon', async () => {
        await expectFindings(
            `
                policy p
                fact a "What?" yes/no
                               ^^^^^^ syntax-error: Expected ‘:’ but found ‘yes/no’.
                fact b: yes/no
            `,
        );
    });
    test('fact without type', async () => {
        await expectFindings(
            `
                fact a "What?":
                              ^ syntax-error: Expected a type: yes/no, number, money, duration, date, ‘set of …’ or a choice but found the end of the declaration.
                fact b: yes/no
            `,
        );
    });
    test('fact without name', async () => {
        await expectFindings(
            `
                fact "What?": yes/no
                     ^^^^^^^ syntax-error: Expected a name but found ‘"What?"’.
                fact : yes/no
                     ^ syntax-error: Expected a name but found ‘:’.
                fact b: yes/no
            `,
        );
    });
    test('misspelt keyword fact', async () => {
        await expectFindings(
            `
                fcat a: yes/no
                ^^^^ syntax-error: No declaration starts with ‘fcat’. Did you mean ‘fact’? → fact
                fact b: yes/no
            `,
        );
    });
    test('misspelt keywords', async () => {
        await expectFindings(
            `
                polcy p
                ^^^^^ syntax-error: No declaration starts with ‘polcy’. Did you mean ‘policy’? → policy
                princple P1 "x" { ask b yes => next no => next }
                ^^^^^^^^ syntax-error: No declaration starts with ‘princple’. Did you mean ‘principle’? → principle
                catgory warm of Colour { red }
                ^^^^^^^ syntax-error: No declaration starts with ‘catgory’. Did you mean ‘category’? → category
                paramter x = 5
                ^^^^^^^^ syntax-error: No declaration starts with ‘paramter’. Did you mean ‘parameter’? → parameter
                defin y = 5
                ^^^^^ syntax-error: No declaration starts with ‘defin’. Did you mean ‘define’? → define
                scor z { 1 when a }
                ^^^^ syntax-error: No declaration starts with ‘scor’. Did you mean ‘score’? → score
                outcom granted
                ^^^^^^ syntax-error: No declaration starts with ‘outcom’. Did you mean ‘outcome’? → outcome
                exemption E { when a => granted }
                ^^^^^^^^^ syntax-error: No declaration starts with ‘exemption’. Did you mean ‘exempt’? → exempt
                rewiew R of granted { ask a yes => next }
                ^^^^^^ syntax-error: No declaration starts with ‘rewiew’. Did you mean ‘review’? → review
                garantee "x" { never granted }
                ^^^^^^^^ syntax-error: No declaration starts with ‘garantee’. Did you mean ‘guarantee’? → guarantee
                cas k { a: yes }
                ^^^ syntax-error: No declaration starts with ‘cas’. Did you mean ‘case’? → case
                scenaro "x" { a: yes }
                ^^^^^^^ syntax-error: No declaration starts with ‘scenaro’. Did you mean ‘scenario’? → scenario
                senario table "x" { | a | expect | | yes | granted | }
                ^^^^^^^ syntax-error: No declaration starts with ‘senario’. Did you mean ‘scenario’? → scenario
                us "x.tenet"
                Fact b: yes/no
                ^^^^ syntax-error: No declaration starts with ‘Fact’. Did you mean ‘fact’? → fact
                rule P4 { ask a yes => next }
                ^^^^ syntax-error: No declaration starts with ‘rule’. Did you mean ‘principle’? → principle
            `,
        );
    });
    test('principle without braces', async () => {
        await expectFindings(
            `
                policy p
                fact a: yes/no
                outcome granted
                principle P1 "x"
                  ask a  yes => granted  no => granted
                  ^^^ syntax-error: Expected ‘{’ but found ‘ask’.
                principle P2 { ask a  yes => granted  no => granted }
            `,
        );
    });
    test('principle without closing brace', async () => {
        await expectFindings(
            `
                policy p
                fact a: yes/no
                outcome granted
                principle P1 "x" {
                  ask a  yes => granted  no => granted
                                                     ^ syntax-error: The principle is not closed: put ‘}’ at its end.

                principle P2 { ask a  yes => granted  no => granted }
                outcome refused
                fact c: yes/no
            `,
        );
    });
    test('principle with an extra closing brace', async () => {
        await expectFindings(
            `
                policy p
                fact a: yes/no
                outcome granted
                principle P1 "x" {
                  ask a  yes => granted  no => granted
                }
                }
                ^ syntax-error: There is one ‘}’ too many here.
                principle P2 { ask a  yes => granted  no => granted }
            `,
        );
    });
    test('answers without arrow', async () => {
        await expectFindings(
            `
                policy p
                fact a: yes/no
                outcome granted
                principle P1 { ask a  yes granted  no => granted }
                                          ^^^^^^^ syntax-error: Expected ‘=>’ and where this answer leads but found ‘granted’.
                principle P2 { ask a  yes =>   no => granted }
                                          ^^ syntax-error: ‘=>’ leads nowhere: put ‘next’, ‘go to …’ or an outcome after it.
                principle P3 { ask a  => granted  no => granted }
                                      ^^ syntax-error: Expected an answer such as ‘yes’, ‘at most £50’ or ‘otherwise’ but found ‘=>’.
                principle P4 { ask a }
                                     ^ syntax-error: Expected an answer such as ‘yes’, ‘at most £50’ or ‘otherwise’ but found ‘}’.
                principle P5 { ask  yes => granted  no => granted }
                                        ^^ syntax-error: Expected an answer such as ‘yes’, ‘at most £50’ or ‘otherwise’ but found ‘=>’.
                principle P6 { yes => granted }
                               ^^^ syntax-error: Expected ‘ask’, ‘table’ or ‘step’ but found ‘yes’.
                principle P7 { }
                               ^ syntax-error: Expected ‘ask’, ‘table’ or ‘step’ but found ‘}’.
                principle P8 { ask a  yes -> granted  no = granted }
                                          ^^ syntax-error: An answer and where it leads have ‘=>’ between them. → =>
                principle P9 { ask a  yes => goto P10  no => to P10 }
                                             ^^^^ syntax-error: ‘goto’ is not how to go on: write ‘go to P10’. → go to
                principle P10 { ask a  yes => go P3  no => granted }
                                              ^^ syntax-error: ‘go’ is not how to go on: write ‘go to P3’. → go to
            `,
        );
    });
    test('reasons and citations', async () => {
        await expectFindings(
            `
                policy p
                fact a: yes/no
                outcome granted
                principle P1 { ask a  yes => granted because the vehicle  no => granted }
                                                             ^^^ syntax-error: Expected a text in quotes after ‘because’ but found ‘the’.
                principle P2 { ask a  yes => granted "the vehicle"  no => granted }
                                                     ^^^^^^^^^^^^^ syntax-error: The reason of an outcome stands after ‘because’.
                principle P3 cites Papers { ask a  yes => granted  no => granted }
                                   ^^^^^^ syntax-error: Expected a text in quotes after ‘cites’ but found ‘Papers’.
                principle P4 title { ask a  yes => granted  no => granted }
                             ^^^^^ syntax-error: ‘title’ does not belong here; a title stands in quotes: ‘"title"’. → "title"
                principle P5 { ask a  yes => granted cites "A" because "x"  no => granted }
                                                               ^^^^^^^ syntax-error: ‘because’ gives the reason of an outcome: it stands right after it, before ‘cites’.
                principle P6 cites "A" "Title" { ask a  yes => granted  no => granted }
                                       ^^^^^^^ syntax-error: A title stands right after the name, before ‘cites’.
                principle P7 { ask a  yes => next because "x"  no => granted }
                                                  ^^^^^^^ syntax-error: ‘because’ gives the reason of an outcome: it stands right after it, before ‘cites’.
                principle P8 { ask a  note "x"  yes => next }
                                      ^^^^ syntax-error: ‘note’ stands first within the braces, before ‘only when’, ‘ask’ and the rest.
                principle P9 { only when a note "x" ask a  yes => next }
                                           ^^^^ syntax-error: ‘note’ stands first within the braces, before ‘only when’, ‘ask’ and the rest.
            `,
        );
    });
    test('expressions', async () => {
        await expectFindings(
            `
                fact a: yes/no
                fact b: money GBP
                define c = a and
                               ^ syntax-error: Expected a condition or a value but found the end of the declaration.
                define d = and a
                           ^^^ syntax-error: Expected a condition or a value but found ‘and’.
                define e = a and or a
                                 ^^ syntax-error: Expected a condition or a value but found ‘or’.
                define f = (a and a
                                  ^ syntax-error: Expected ‘)’ but found the end of the declaration.
                define g = a and a)
                                  ^ syntax-error: ‘)’ does not belong here.
                define h = not
                             ^ syntax-error: Expected a condition or a value but found the end of the declaration.
                define i = b >
                             ^ syntax-error: Expected a value after ‘>’ but found the end of the declaration.
                define j = b > > £5
                               ^ syntax-error: Expected a value after ‘>’ but found ‘>’.
                define k = b => £5
                             ^^ syntax-error: For “at least” write ‘>=’; ‘=>’ stands before where an answer leads. → >=
                define l = b == £5
                             ^^ syntax-error: For ‘==’ write ‘=’. → =
                define m = a && a
                             ^^ syntax-error: For ‘&&’ write ‘and’. → and
                define n = a || a
                             ^^ syntax-error: For ‘||’ write ‘or’. → or
                define o = !a
                           ^ syntax-error: For ‘!’ write ‘not’. → not 
                define p = b >= 5 pounds
                                ^^^^^^^^ syntax-error: For ‘5 pounds’ write ‘£5’. → £5
                define q = a is
                              ^ syntax-error: Expected a value, a category, ‘known’, ‘unknown’ or ‘empty’ after ‘is’ but found the end of the declaration.
                define r = b has
                               ^ syntax-error: Expected a value or a category after ‘has’ but found the end of the declaration.
                define s = count of a, a >= 2
                                 ^^ syntax-error: A count has its conditions in parentheses: ‘count of (a, b, c) >= 2’.
                define t = count (a) >= 2
                                 ^ syntax-error: A count has its conditions in parentheses: ‘count of (a, b, c) >= 2’.
                define u = a a
                             ^ syntax-error: ‘a’ does not belong here.
                define v = b £5
                             ^^ syntax-error: ‘£5’ does not belong here.
                define w = is a
                           ^^ syntax-error: Expected a condition or a value but found ‘is’.
                define x = a is not
                                  ^ syntax-error: Expected a value, a category, ‘known’, ‘unknown’ or ‘empty’ after ‘is’ but found the end of the declaration.
                define y = b <> £5
                             ^^ syntax-error: For ‘<>’ write ‘!=’. → !=
                define z = if a then b
                              ^ syntax-error: ‘a’ does not belong here.
            `,
        );
    });
    test('vocabulary', async () => {
        await expectFindings(
            `
                choice A red green }
                         ^^^ syntax-error: Expected ‘{’ but found ‘red’.
                choice B { red, green }
                              ^ syntax-error: Values stand side by side, without commas. → 
                choice C { }
                           ^ syntax-error: Expected a name but found ‘}’.
                choice { red }
                       ^ syntax-error: Expected a name but found ‘{’.
                choice D "D"
                           ^ syntax-error: Expected ‘{’ but found the end of the declaration.
                category E A { red }
                           ^ syntax-error: Expected ‘of’ but found ‘A’.
                category F of A { red, green }
                                     ^ syntax-error: Values stand side by side, without commas. → 
                category G of A { from 2024 { red } }
                                       ^^^^ syntax-error: Expected a date such as 2025-01-31 but found ‘2024’.
                category H of A { 2024-01-01 { red } }
                                  ^^^^^^^^^^ syntax-error: Expected ‘from’ or a name but found ‘2024-01-01’.
                parameter i £5
                            ^^ syntax-error: Expected ‘=’ but found ‘£5’.
                parameter j =
                            ^ syntax-error: Expected a value but found the end of the declaration.
                parameter k = from 2024-01-01
                                            ^ syntax-error: Expected a value but found the end of the declaration.
                parameter l = from £5
                                   ^^ syntax-error: Expected a date such as 2025-01-31 but found ‘£5’.
                parameter m = 5 per cent
                              ^^^^^^^^^^ syntax-error: For ‘5 per’ write ‘5%’. → 5%
                outcome n accept
                          ^^^^^^ syntax-error: A tone stands after ‘as’: ‘as accept’. → as accept
                outcome o as
                           ^ syntax-error: Expected a name but found the end of the declaration.
                outcome p refines
                                ^ syntax-error: Expected a name but found the end of the declaration.
                outcome q as accept refines n
                                    ^^^^^^^ syntax-error: ‘refines’ stands before ‘as’.
                score r { when a }
                          ^^^^ syntax-error: Expected a number or ‘points’ but found ‘when’.
                score s { 3 if a }
                            ^^ syntax-error: For ‘if’ write ‘when’. → when
                score t { points for a { under 5 } }
                                                 ^ syntax-error: Expected ‘=>’ and the points but found ‘}’.
                score u { points a { under 5 => 1 } }
                                 ^ syntax-error: Expected ‘for’ but found ‘a’.
                fact v: number between 0 and 5
                               ^^^^^^^ syntax-error: A range is written ‘from … to …’; an answer ‘… to …’.
                fact x: set A
                            ^ syntax-error: A set is declared with its choice: ‘set of A’. → of A
                fact z: yes / no
                        ^^^^^^^^ syntax-error: ‘yes/no’ is written without spaces. → yes/no
                fact aa: yes/no unknown
                                ^^^^^^^ syntax-error: A fact that may be unknown is declared ‘or unknown’. → or unknown
                fact bb: yes/no default
                                      ^ syntax-error: Expected a value but found the end of the declaration.
                fact dd: string "x"
                                ^^^ syntax-error: ‘"x"’ does not belong here.
            `,
        );
    });
    test('types of other languages', async () => {
        await expectFindings(
            `
                fact w: money
                        ^^^^^ name-unknown: There is no type ‘money’. Say in which currency: ‘money GBP’. → money GBP
                fact y: boolean
                        ^^^^^^^ name-unknown: There is no type ‘boolean’. Did you mean ‘yes/no’? → yes/no
                fact cc: text
                         ^^^^ name-unknown: There is no type ‘text’. Declare a choice that lists the possible values.
                fact dd: int
                         ^^^ name-unknown: There is no type ‘int’. Did you mean ‘number step 1’? → number step 1
                fact ee: percentage
                         ^^^^^^^^^^ name-unknown: There is no type ‘percentage’. Did you mean ‘number’? → number
            `,
        );
    });
    test('scenarios', async () => {
        await expectFindings(
            `
                fact a: yes/no
                case k a: yes }
                       ^ syntax-error: ‘a’ does not belong here; a title stands in quotes: ‘"a"’. → "a"
                case k2 { a yes }
                            ^^^ syntax-error: Expected ‘:’ and the value of the fact but found ‘yes’.
                case k3 { a: }
                             ^ syntax-error: Expected a value but found ‘}’.
                case k4 { a = yes }
                            ^ syntax-error: Expected ‘:’ and the value of the fact but found ‘=’.
                case k5 like { a: yes }
                             ^ syntax-error: Expected a name or a text in quotes but found ‘{’.
                case { a: yes }
                     ^ syntax-error: Expected a name but found ‘{’.
                scenario t { a: yes expect granted }
                         ^ syntax-error: Expected ‘table’ or a text in quotes but found ‘t’.
                scenario "u" { a: yes  granted }
                                               ^ syntax-error: Expected ‘:’ and the value of the fact but found ‘}’.
                scenario "v" { a: yes  expect }
                                              ^ syntax-error: Expected an outcome, ‘missing …’, ‘no outcome’ or ‘not effective’ but found ‘}’.
                scenario "w" { a: yes  expect granted P1 }
                                                         ^ syntax-error: Expected ‘:’ and the value of the fact but found ‘}’.
                scenario "x" { a: yes  expects granted }
                                               ^^^^^^^ syntax-error: Expected ‘:’ and the value of the fact but found ‘granted’.
                scenario "y" { a: yes, b: no expect granted }
                                     ^ syntax-error: Facts stand side by side, without commas. → 
                scenario table "z" { | a | | yes | granted | }
                                           ^ syntax-error: Expected ‘expect’ but found ‘|’.
                scenario table "zz" { | a | expect | | yes granted | }
                                                           ^^^^^^^ syntax-error: Expected ‘|’ but found ‘granted’.
                scenario table "zzz" { | a | expect | | yes | granted }
                                                        ^^^ syntax-error: A row is its cells and then what is expected, each followed by ‘|’.
                scenario table "zzzz" { a | expect | | yes | granted | }
                                        ^ syntax-error: Expected ‘|’ but found ‘a’.
                scenario table "zzzzz" { | a | expect | }
                                                        ^ syntax-error: Expected ‘|’ but found ‘}’.
            `,
        );
    });
    test('duties and guarantees', async () => {
        await expectFindings(
            `
                policy p
                on { must "x" }
                   ^ syntax-error: Expected ‘any’ or a name but found ‘{’.
                on refused must "x"
                           ^^^^ syntax-error: Expected ‘{’ but found ‘must’.
                on refused { tell applicant "x" }
                             ^^^^ syntax-error: Expected ‘must’, ‘should’ or ‘may’ but found ‘tell’.
                on refused { must applicant "x" }
                                  ^^^^^^^^^ syntax-error: Who is told stands after ‘tell’: ‘tell applicant’. → tell applicant
                on refused { must tell "x" }
                                       ^^^ syntax-error: Expected a name but found ‘"x"’.
                on refused { must x }
                                  ^ syntax-error: Expected a text in quotes but found ‘x’.
                on refused { }
                             ^ syntax-error: Expected ‘must’, ‘should’ or ‘may’ but found ‘}’.
                guarantee { never granted }
                          ^ syntax-error: Expected a text in quotes after ‘guarantee’ but found ‘{’.
                guarantee "x" never granted
                              ^^^^^ syntax-error: Expected ‘{’ but found ‘never’.
                guarantee "y" { granted }
                                ^^^^^^^ syntax-error: Expected ‘always’ or ‘never’ but found ‘granted’.
                guarantee "z" { when a }
                                       ^ syntax-error: Expected ‘always’ or ‘never’ but found ‘}’.
                guarantee "w" { never }
                                      ^ syntax-error: Expected a name but found ‘}’.
                guarantee "v" { if a never granted }
                                ^^ syntax-error: For ‘if’ write ‘when’. → when
            `,
        );
    });
    test('headers', async () => {
        await expectFindings(
            `
                policy
                policy "x"
                policy p effective 2024-01-01
                                   ^^^^^^^^^^ syntax-error: Expected ‘from’ but found ‘2024-01-01’.
                policy p effective from 1 January 2024
                                        ^ syntax-error: Expected a date such as 2025-01-31 but found ‘1’.
                policy p as of
                             ^ syntax-error: Expected a name but found the end of the declaration.
                policy p source p.md
                                ^ syntax-error: Expected a text in quotes but found ‘p’.
                scenarios p
                          ^ syntax-error: Expected ‘for’ but found ‘p’.
                scenarios for
                use x.tenet
                    ^ syntax-error: ‘x’ does not belong here.
                use
                  ^ syntax-error: Expected a text in quotes but found the end of the declaration.
            `,
        );
    });
    test('strange characters', async () => {
        await expectFindings(
            `
                fact a: yes/no;
                              ^ syntax-error: ‘;’ does not belong here.
                fact b: yes/no
                fact c: “number”
                        ^ syntax-error: For ‘“’ write ‘"’. → "
                fact d "x”: yes/no
                       ^^^^^^^^^^^ text-not-closed: This text is not closed: put a " at its end, on the same line.
                define e = a ≥ b
                             ^ syntax-error: For ‘≥’ write ‘>=’. → >=
                define f = a – b
                             ^ syntax-error: For ‘–’ write ‘-’. → -
                define g = a × 5
                             ^ syntax-error: For ‘×’ write ‘*’. → *
            `,
        );
    });
    test('rules', async () => {
        await expectFindings(
            `
                policy p
                exempt E { a => granted }
                           ^ syntax-error: Expected ‘when’ but found ‘a’.
                exempt E2 { when a granted }
                                   ^^^^^^^ syntax-error: Expected ‘=>’ and where such a case goes but found ‘granted’.
                exempt E3 { when a => granted except a => next }
                                                     ^ syntax-error: Expected ‘when’ but found ‘a’.
                exempt E4 { when a => granted unless a => next }
                                              ^^^^^^ syntax-error: For ‘unless’ write ‘except when’. → except when
                exempt E5 { except when a => next when b => granted }
                            ^^^^^^ syntax-error: Expected ‘when’ but found ‘except’.
                review R { ask a yes => next }
                         ^ syntax-error: Expected ‘of’ but found ‘{’.
                review R2 of { ask a yes => next }
                             ^ syntax-error: Expected a name but found ‘{’.
                principle P1 { step { ask a yes => next } }
                                    ^ syntax-error: Expected a name but found ‘{’.
                principle P2 { step a ask a yes => next }
                                      ^^^ syntax-error: Expected ‘{’ but found ‘ask’.
                principle P3 { step a { ask a yes => next } ask b yes => next }
                                                            ^^^ syntax-error: A principle asks one thing, or has steps that each ask one: put this into a step.
                principle P4 { when a ask a yes => next }
                               ^^^^ syntax-error: For ‘when’ write ‘only when’. → only when
                principle P5 { only a ask a yes => next }
                                    ^ syntax-error: Expected ‘when’ but found ‘a’.
                principle P6 { table a | b | => | | yes | no | => next | }
                                     ^ syntax-error: Expected ‘|’ but found ‘a’.
                principle P7 { table | a | b | | yes | no | => next | }
                                               ^ syntax-error: Expected ‘=>’ but found ‘|’.
                principle P8 { table | a | b | => | | yes | no | next | }
                                                                 ^^^^ syntax-error: Expected ‘=>’ and where this row leads but found ‘next’.
                principle P9 { table | a | b | => | yes | no | => next | }
                                                    ^^^ syntax-error: Expected ‘|’ but found ‘yes’.
                principle P10 { table | a | b | => | | yes | no | => next }
                                                                          ^ syntax-error: Expected ‘|’ but found ‘}’.
                principle P11 { table | a | b | => | }
                                                     ^ syntax-error: Expected ‘|’ but found ‘}’.
                principle P12 { ask a? yes => next }
                                     ^ syntax-error: ‘?’ does not belong here.
                principle P13 { ask "Really? a yes => next }
                                    ^^^^^^^^^^^^^^^^^^^^^^^^ text-not-closed: This text is not closed: put a " at its end, on the same line.
                principle P14 { ask a at most £5 => next above £5 => next }
                                                         ^^^^^ syntax-error: For ‘above’ write ‘over’. → over
                principle P15 { ask a up to £5 => next }
                principle P16 { ask a £5 - £10 => next }
                                         ^ syntax-error: A range is written with ‘to’: ‘£5 to £10’. → to
                principle P17 { ask a £5 to => next }
                                         ^^ syntax-error: Expected ‘=>’ and where this answer leads but found ‘to’.
                principle P18 { ask a else => next }
                principle P19 { ask a 5 => next, 6 => next }
                                               ^ syntax-error: Answers stand one after the other, without commas. → 
            `,
        );
    });
});
