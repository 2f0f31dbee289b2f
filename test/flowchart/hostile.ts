// A policy whose every text tries to break out of markup, and whose names are those of built-in properties.

import { draftPolicy } from './policies.js';

export const ATTACKS = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(2)>',
    "' onload='alert(3)",
    '</text></svg><iframe>',
    ']]>&lt;!--',
    '%%{init: {"securityLevel":"loose"}}%%',
    'end"]\n click n0 "javascript:alert(4)"',
    '\u202Egnp.exe \u0007\uD800 nul\u0000l',
    '`$' + '{process.exit(1)}`',
    '---\ntitle: x',
] as const;

const [a, b, c, d, e, f, g, h, i, j] = ATTACKS;

export const hostile = draftPolicy({
    name: 'hostile',
    title: `${a}${b}${c}`,
    outcomes: {
        constructor: [`${d}${e}`, 'accept'] as const,
        toString: [`${f}${g}`, 'refuse'] as const,
        hasOwnProperty: [h, 'refer'] as const,
    },
    rules: [
        {
            name: 'constructor',
            title: i,
            kind: 'exemption',
            cites: j,
            ask: `${b} ${h}`,
            answers: { [c]: 'next', yes: `constructor because ${a}`, no: 'next' },
        },
        {
            name: '__proto__',
            title: `${d}${a}`,
            cites: `${a}${g}`,
            steps: [
                {
                    name: 'a',
                    title: e,
                    cites: b,
                    ask: `${a}`,
                    all: [c, d, `${g}`],
                    guard: `${f}`,
                    answers: { [a]: 'next', [b]: `toString because ${b}` },
                },
                {
                    name: 'b',
                    title: c,
                    cites: d,
                    columns: [a, b],
                    answers: { [`${d}|${e}`]: 'hasOwnProperty', [`${a} | -`]: 'next' },
                },
            ],
        },
        { name: 'valueOf', title: h, cites: h, ask: h, answers: { yes: 'hasOwnProperty', no: 'next' } },
        {
            name: 'R',
            title: a,
            kind: 'review',
            of: ['toString'],
            guard: b,
            ask: c,
            answers: { [d]: 'constructor', [e]: 'next' },
        },
    ],
});
