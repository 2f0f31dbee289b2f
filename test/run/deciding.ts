// Verbs for tests of deciding: a case given as JSON, decided by both evaluators, its verdict told in a line.

import { expect } from 'vitest';
import type { Condition } from '../../language/model/condition.js';
import type { Fact, Policy } from '../../language/model/policy.js';
import { compile } from '../../language/run/compile.js';
import { decodeFacts } from '../../language/run/facts.js';
import { interpret } from '../../language/run/interpret.js';
import { tellVerdict } from '../../language/run/path.js';
import type { Verdict } from '../../language/run/verdict.js';
import { origin } from '../generate/origin.js';

/** The verdict that both evaluators give. */
export function decided(policy: Policy, given: Readonly<Record<string, unknown>>): Verdict {
    const decoded = decodeFacts(policy, given);
    if (decoded.kind === 'problem') throw new Error(decoded.problem.message);
    const verdict = interpret(policy, decoded.facts);
    expect(compile(policy).decide(decoded.facts)).toStrictEqual(verdict);
    return verdict;
}

/** `refused at P1`, `missing vehicle`, `no outcome (P2 has no answer)`, `not effective`. */
export function told(policy: Policy, given: Readonly<Record<string, unknown>>): string {
    return tellVerdict(policy, decided(policy, given));
}

/** The rules and answers of the path: `E no, P1 yes`. */
export function pathOf(policy: Policy, given: Readonly<Record<string, unknown>>): string {
    return decided(policy, given)
        .path.map((step) => `${step.rule} ${step.label}`)
        .join(', ');
}

/** A policy that asks one condition; its outcome is what the condition is: yes, no or unknown. */
export function asking(condition: Condition, facts: readonly Fact[]): Policy {
    const answer = (label: string, when: Condition) => ({
        label,
        when,
        target: { kind: 'decide' as const, outcome: label, citations: [], then: null, origin: origin() },
        form: 'patterns' as const,
        patterns: [],
        origin: origin(),
        labelOrigin: origin(),
    });
    const known: Condition = { kind: 'known', of: { kind: 'condition', condition } };
    const answers = [
        answer('yes', { kind: 'established', of: condition }),
        answer('no', { kind: 'established', of: { kind: 'not', of: condition } }),
        answer('unknown', { kind: 'not', of: known }),
    ];
    const outcome = (name: string) => ({ name, tone: 'neutral' as const, refines: [], origin: origin() });
    return {
        kind: 'policy',
        name: 'asking',
        origin: origin(),
        effective: {},
        choices: [],
        categories: [],
        facts,
        parameters: [],
        definitions: [],
        scores: [],
        outcomes: ['yes', 'no', 'unknown'].map(outcome),
        rules: [],
        flow: [
            {
                index: 0,
                kind: 'question',
                rule: 'Q',
                guards: [],
                question: 'Q?',
                subjects: [],
                unique: false,
                answers,
                facts: facts.map((fact) => fact.name),
                origin: origin(),
            },
        ],
        start: 0,
        duties: [],
        guarantees: [],
    };
}

/** A fact that has no default and may not be unknown, so that it is missing where it is not given. */
export function fact(name: string, type: Fact['type'] = { kind: 'boolean' }): Fact {
    return { name, type, maybeUnknown: false, citations: [], origin: origin() };
}
