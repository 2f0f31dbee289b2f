// Which parts of a policy a set of verdicts made use of, as counts.

import type { Policy } from '../model/policy.js';
import { belongsTo } from './path.js';
import type { Verdict } from './verdict.js';

export interface Coverage {
    /** Verdicts counted. */
    readonly cases: number;
    /** For each flow node, how often each of its answers was taken. */
    readonly answers: readonly (readonly number[])[];
    /** For each flow node, how often it was asked: answered, or left without an answer. */
    readonly asked: readonly number[];
    /** For each rule of `policy.rules`, in how many cases it was asked. */
    readonly rules: readonly number[];
    /** For each outcome, how often it was given. */
    readonly outcomes: readonly number[];
    /** For each duty, how often it applied. */
    readonly duties: readonly number[];
    /** Verdicts without an outcome. */
    readonly missing: number;
    readonly noOutcome: number;
    readonly notEffective: number;
    /** Answers taken at least once, of all answers that are written (implied ones count as well). */
    readonly taken: number;
    readonly of: number;
}

/** Counts what the verdicts of a policy took. */
export function coverageOf(policy: Policy, verdicts: Iterable<Verdict>): Coverage {
    const answers = policy.flow.map((node) => node.answers.map(() => 0));
    const asked = policy.flow.map(() => 0);
    const rules = policy.rules.map(() => 0);
    const outcomes = policy.outcomes.map(() => 0);
    const duties = policy.duties.map(() => 0);
    const kinds = { outcome: 0, missing: 0, 'no-outcome': 0, 'not-effective': 0 };
    for (const verdict of verdicts) {
        kinds[verdict.kind]++;
        for (const step of verdict.path) {
            increment(answers[step.node], step.answer);
            increment(asked, step.node);
        }
        for (const duty of verdict.duties) increment(duties, duty.index);
        if (verdict.kind === 'outcome') {
            increment(
                outcomes,
                policy.outcomes.findIndex((outcome) => outcome.name === verdict.outcome),
            );
        }
        const stopped = verdict.kind === 'no-outcome' || verdict.kind === 'missing' ? verdict.at : null;
        if (stopped !== null) increment(asked, stopped);
        const names = verdict.path.map((step) => step.rule);
        if (stopped !== null) names.push(policy.flow[stopped]?.rule ?? '');
        for (const [index, rule] of policy.rules.entries()) {
            if (names.some((name) => belongsTo(name, rule.name))) increment(rules, index);
        }
    }
    const counts = answers.flat();
    return {
        cases: kinds.outcome + kinds.missing + kinds['no-outcome'] + kinds['not-effective'],
        answers,
        asked,
        rules,
        outcomes,
        duties,
        missing: kinds.missing,
        noOutcome: kinds['no-outcome'],
        notEffective: kinds['not-effective'],
        taken: counts.filter((count) => count > 0).length,
        of: counts.length,
    };
}

function increment(counts: number[] | undefined, index: number): void {
    if (counts) counts[index] = (counts[index] ?? 0) + 1;
}
