// What conditions and scores say of a case, as the interpreter has it: every kind of condition in four truths, sums in
// whole numbers of any size.

import type { Condition, LinearForm } from '../model/condition.js';
import type { Policy, Score, ScorePart } from '../model/policy.js';
import { type Day, type Facts, type Value, versionOn } from '../model/value.js';
import { factNamed, lookUp } from './given.js';
import { belongsTo } from './path.js';
import type { PathStep } from './verdict.js';

/** What a condition says of a case. */
export type Truth = 'yes' | 'no' | 'unknown' | 'missing';

/** A case, and the policy that is asked about it. */
export interface Case {
    readonly policy: Policy;
    readonly facts: Facts;
    readonly day: Day | undefined;
    /** For duties: the path, and the rule that decided. */
    readonly decided?: { readonly path: readonly PathStep[]; readonly by: string };
}

export function truth(condition: Condition, asked: Case): Truth {
    switch (condition.kind) {
        case 'constant':
            return condition.value;
        case 'fact': {
            const value = factValue(condition.fact, asked);
            return value === 'missing' || value === 'unknown' ? value : yesOrNo(value.is === true);
        }
        case 'member': {
            const value = factValue(condition.fact, asked);
            if (value === 'missing' || value === 'unknown') return value;
            return yesOrNo(versionOn(condition.values, asked.day).includes(value.is as string));
        }
        case 'contains': {
            const value = factValue(condition.fact, asked);
            if (value === 'missing' || value === 'unknown') return value;
            const held = value.is as readonly string[];
            const values = versionOn(condition.values, asked.day);
            const has = (each: string) => held.includes(each);
            return yesOrNo(condition.quantifier === 'any' ? values.some(has) : values.every(has));
        }
        case 'compare': {
            const sum = sumOf(versionOn(condition.form, asked.day), asked);
            if (sum === 'missing' || sum === 'unknown') return sum;
            return yesOrNo(compares(sum, condition.operator));
        }
        case 'known':
            return known(condition.of, asked);
        case 'not':
            return negated(truth(condition.of, asked));
        case 'and':
            return strongest(condition.of, ['no', 'missing', 'unknown', 'yes'], asked);
        case 'or':
            return strongest(condition.of, ['yes', 'missing', 'unknown', 'no'], asked);
        case 'at-least': {
            const parts = condition.of.map((part) => truth(part, asked));
            const count = (which: Truth) => parts.filter((part) => part === which).length;
            if (count('yes') >= condition.count) return 'yes';
            if (parts.length - count('no') < condition.count) return 'no';
            // What is open may still decide, unless the unknown parts alone leave it open whatever the missing ones are.
            return count('missing') > 0 && !openWithoutMissing(count, condition.count) ? 'missing' : 'unknown';
        }
        case 'established': {
            const inner = truth(condition.of, asked);
            return inner === 'unknown' ? 'no' : inner;
        }
        case 'definition':
            return truth(definitionNamed(condition.name, asked), asked);
        case 'decided-by':
            return yesOrNo(asked.decided !== undefined && belongsTo(asked.decided.by, condition.rule));
        case 'answered':
            return yesOrNo(
                stepsTaken(asked).some(
                    (step) => step.rule === condition.rule && condition.answers.includes(step.label),
                ),
            );
        case 'asked':
            return yesOrNo(stepsTaken(asked).some((step) => belongsTo(step.rule, condition.rule)));
    }
}

function strongest(parts: readonly Condition[], order: readonly Truth[], asked: Case): Truth {
    const found = parts.map((part) => truth(part, asked));
    // Of no parts at all the weakest holds: `and` of nothing is yes, `or` of nothing is no.
    return order.find((each) => found.includes(each)) ?? (order[order.length - 1] as Truth);
}

/** Whether the unknown parts leave it open and no value of the missing parts can change that. */
function openWithoutMissing(count: (which: Truth) => number, needed: number): boolean {
    return count('yes') + count('unknown') >= needed && count('yes') + count('missing') < needed;
}

function known(of: Extract<Condition, { kind: 'known' }>['of'], asked: Case): Truth {
    switch (of.kind) {
        case 'fact': {
            const value = factValue(of.fact, asked);
            return value === 'unknown' ? 'no' : 'yes';
        }
        case 'score': {
            const points = scoreOf(scoreNamed(of.score, asked), asked);
            return points === 'missing' ? 'missing' : yesOrNo(points !== 'unknown');
        }
        case 'condition': {
            const inner = truth(of.condition, asked);
            return inner === 'missing' ? 'missing' : yesOrNo(inner !== 'unknown');
        }
    }
}

function stepsTaken(asked: Case): readonly PathStep[] {
    return asked.decided?.path ?? [];
}

export function definitionNamed(name: string, asked: Case): Condition {
    const found = asked.policy.definitions.find((each) => each.name === name);
    if (found?.value.kind !== 'condition') throw new ReferenceError(`‘${name}’ is no defined condition`);
    return found.value.condition;
}

function yesOrNo(holds: boolean): Truth {
    return holds ? 'yes' : 'no';
}

function negated(inner: Truth): Truth {
    if (inner === 'yes') return 'no';
    return inner === 'no' ? 'yes' : inner;
}

// ---- quantities

/** An exact whole number; sums may leave what doubles can hold. */
export type Sum = bigint | 'unknown' | 'missing';

function factValue(name: string, asked: Case): { readonly is: Exclude<Value, null> } | 'unknown' | 'missing' {
    const given = lookUp(factNamed(asked.policy, name), asked.facts);
    if (given.source === 'missing') return 'missing';
    return given.value === null ? 'unknown' : { is: given.value };
}

/** Unknown where a term is, whatever the missing ones may turn out to be. */
export function sumOf(form: LinearForm, asked: Case): Sum {
    const terms = form.terms.map((term) => scaled(termOf(term, asked), term.coefficient));
    return added([BigInt(form.constant), ...terms]);
}

export function termOf(term: LinearForm['terms'][number], asked: Case): Sum {
    if (term.of === 'score') return scoreOf(scoreNamed(term.name, asked), asked);
    const value = factValue(term.name, asked);
    return value === 'unknown' || value === 'missing' ? value : BigInt(value.is as number);
}

function scaled(sum: Sum, coefficient: number): Sum {
    return typeof sum === 'bigint' ? sum * BigInt(coefficient) : sum;
}

function added(terms: readonly Sum[]): Sum {
    if (terms.includes('unknown')) return 'unknown';
    if (terms.includes('missing')) return 'missing';
    return (terms as readonly bigint[]).reduce((total, term) => total + term, 0n);
}

function compares(sum: bigint, operator: Extract<Condition, { kind: 'compare' }>['operator']): boolean {
    switch (operator) {
        case '<':
            return sum < 0n;
        case '<=':
            return sum <= 0n;
        case '>':
            return sum > 0n;
        case '>=':
            return sum >= 0n;
        case '=':
            return sum === 0n;
        case '!=':
            return sum !== 0n;
    }
}

export function scoreNamed(name: string, asked: Case): Score {
    const score = asked.policy.scores.find((each) => each.name === name);
    if (!score) throw new ReferenceError(`no score ‘${name}’`);
    return score;
}

export function scoreOf(score: Score, asked: Case): Sum {
    return added(score.parts.map((part) => pointsOf(part, asked).sum));
}

/** The points of a part, with the condition that is missing, if that is why there are none. */
export function pointsOf(part: ScorePart, asked: Case): { readonly sum: Sum; readonly open?: Condition } {
    if (part.guard) {
        const holds = truth(part.guard, asked);
        if (holds === 'missing') return { sum: 'missing', open: part.guard };
        if (holds === 'unknown') return { sum: 'unknown' };
        if (holds === 'no') return { sum: 0n };
    }
    for (const { when, points } of part.branches) {
        const applies = truth(when, asked);
        if (applies === 'yes') return { sum: BigInt(points) };
        if (applies === 'unknown') return { sum: 'unknown' };
        if (applies === 'missing') return { sum: 'missing', open: when };
    }
    if (part.known) {
        const looked = truth(part.known, asked);
        if (looked === 'missing') return { sum: 'missing', open: part.known };
        if (looked !== 'yes') return { sum: 'unknown' };
    }
    return { sum: 0n };
}
