// Random policies for picture tests, by a seed: principles with and without steps, jumps forward, three-way answers,
// guards, reviews.

import type { Policy } from '../../language/model/policy.js';
import { type DraftRule, draftPolicy } from './policies.js';

const WORDS =
    'the applicant has lived in district for at least twelve months before date of application and household income is below limit set out schedule one'.split(
        ' ',
    );

export function randomPolicy(seed: number, questionCount: number): Policy {
    const random = mulberry(seed);
    const below = (count: number): number => Math.floor(random() * count);
    const phrase = (count: number): string => Array.from({ length: count }, () => WORDS[below(WORDS.length)]).join(' ');
    const names: string[] = [];
    const shape: { name: string; steps: number }[] = [];
    for (let left = questionCount; left > 0; ) {
        const steps = random() < 0.5 ? 1 : Math.min(left, 2 + below(5));
        shape.push({ name: `P${shape.length + 1}`, steps });
        left -= steps;
    }
    for (const { name } of shape) names.push(name);
    const tones = ['accepted', 'refused', 'referred', 'pending'];
    const outcome = (): string => `${tones[below(tones.length)]} because ${phrase(2 + below(6))}`;
    const question = (name: string, at: number): DraftRule => {
        const later = names.slice(at + 1);
        const target = (): string =>
            random() < 0.45 || later.length === 0
                ? outcome()
                : random() < 0.3
                  ? `go ${later[below(Math.min(4, later.length))]}`
                  : 'next';
        const answers: Record<string, string> = { yes: random() < 0.8 ? 'next' : target(), no: target() };
        if (random() < 0.25) answers.unknown = target();
        if (random() < 0.1) answers[phrase(5)] = target();
        const lists =
            random() < 0.15
                ? { all: [phrase(4), phrase(6)] }
                : random() < 0.1
                  ? { any: [phrase(3), phrase(5), phrase(4)] }
                  : {};
        return {
            name,
            title: phrase(1 + below(3)),
            ask: `${phrase(4 + below(9))}?`,
            ...(random() < 0.8 ? { cites: `Section ${1 + below(90)}` } : {}),
            ...(random() < 0.1 ? { guard: phrase(4) } : {}),
            ...lists,
            answers,
        };
    };
    const rules = shape.map(({ name, steps }, at): DraftRule => {
        if (steps === 1) return question(name, at);
        return {
            name,
            title: phrase(2),
            cites: `Part ${at + 1}`,
            steps: Array.from({ length: steps }, (_, step) => question(String.fromCharCode(97 + step), at)),
        };
    });
    const review: DraftRule = {
        name: 'R',
        kind: 'review',
        title: 'Review',
        of: ['refused'],
        guard: phrase(3),
        ask: phrase(6),
        answers: { grant: 'accepted', decline: 'next' },
    };
    return draftPolicy({
        name: `random${seed}`,
        title: `Random policy ${seed}`,
        outcomes: {
            accepted: ['Accepted', 'accept'],
            refused: ['Refused', 'refuse'],
            referred: ['Referred to an officer', 'refer'],
            pending: ['Pending', 'pending'],
        },
        rules: [...rules, review],
    });
}

/** Mulberry32, a small generator that is the same everywhere. */
function mulberry(seed: number): () => number {
    let state = seed;
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
}
