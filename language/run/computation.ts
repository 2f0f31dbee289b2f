// What a case's row does not hold as it is: sums and scores, questions to sets and to the path. A score is computed once
// for each case.

import type { LinearTerm } from '../model/condition.js';
import type { Policy } from '../model/policy.js';
import type { Computation, Machine } from './machine.js';
import { belongsTo } from './path.js';
import { MISSING_QUANTITY, MISSING_SET, type Row, type RowLayout, UNKNOWN_QUANTITY, UNKNOWN_SET } from './row.js';
import { MISSING, NO, type Truth, UNKNOWN, YES } from './truth.js';
import { type PathVariable, type QuantityVariable, quantityCode, type SetVariable, type Variable } from './variable.js';

/** The points of a score for the row at `offset`; ±Infinity where they are unknown or missing. */
export type ScoreValue = (score: string, row: Row, offset: number) => number;

/** The value of a quantity, or the code of any other variable. */
export function computation(
    variable: Variable,
    policy: Policy,
    layout: RowLayout,
    score: ScoreValue,
    machine: () => Machine,
): Computation {
    switch (variable.kind) {
        case 'code':
            return (row, offset) => row[offset + variable.slot.at] as number;
        case 'quantity':
            return sumOf(variable, layout, score);
        case 'set':
            return (row, offset) => setCode(variable, row, offset);
        case 'path':
            return pathQuestion(variable, policy, machine);
    }
}

/** The code of a variable whose computation gives `value`. */
export function codeFor(variable: Variable, value: number): number {
    return variable.kind === 'quantity' ? quantityCode(variable, value) : value;
}

/** The value of a term for a row. */
export function termValue(term: LinearTerm, layout: RowLayout, score: ScoreValue, row: Row, offset: number): number {
    if (term.of === 'score') return score(term.name, row, offset);
    return row[offset + (layout.slotOf.get(term.name)?.at as number)] as number;
}

function sumOf(variable: QuantityVariable, layout: RowLayout, score: ScoreValue): Computation {
    const terms = variable.terms.map((term) => ({ ...term, at: layout.slotOf.get(term.name)?.at ?? -1 }));
    return (row, offset) => {
        let total = 0;
        let missing = false;
        let exact = true;
        for (const { of, name, coefficient, at } of terms) {
            const value = of === 'score' ? score(name, row, offset) : (row[offset + at] as number);
            if (value === UNKNOWN_QUANTITY) return UNKNOWN_QUANTITY;
            if (value === MISSING_QUANTITY) {
                missing = true;
                continue;
            }
            const product = coefficient * value;
            total += product;
            if (!Number.isSafeInteger(product) || !Number.isSafeInteger(total)) exact = false;
        }
        if (missing) return MISSING_QUANTITY;
        if (exact) return total;
        return largeSum(terms.map((term) => [term.coefficient, termValue(term, layout, score, row, offset)]));
    };
}

/** The sum of products by way of BigInt, brought back to where no bound can tell it from what it was. */
function largeSum(products: readonly (readonly [number, number])[]): number {
    const sum = products.reduce((total, [left, right]) => total + BigInt(left) * BigInt(right), 0n);
    const limit = 2n ** 53n;
    return Number(sum > limit ? limit : sum < -limit ? -limit : sum);
}

function setCode(variable: SetVariable, row: Row, offset: number): Truth {
    const at = offset + variable.slot.at;
    if (row[at] === UNKNOWN_SET) return UNKNOWN;
    if (row[at] === MISSING_SET) return MISSING;
    const { masks, quantifier } = variable;
    for (let word = 0; word < masks.length; word++) {
        const mask = masks[word] as number;
        const held = (row[at + word] as number) & mask;
        if (quantifier === 'any' && held !== 0) return YES;
        if (quantifier === 'all' && held !== mask) return NO;
    }
    return quantifier === 'any' ? NO : YES;
}

/** Looks at the steps that the machine has noted, for the steps that the condition speaks of. */
function pathQuestion({ condition }: PathVariable, policy: Policy, machine: () => Machine): Computation {
    const answers = policy.flow.flatMap(({ rule, answers }) =>
        answers.map(({ label, target }) => ({ rule, label, target })),
    );
    const meant = answers.map(({ rule, label }) => {
        if (condition.kind !== 'answered') return belongsTo(rule, condition.rule);
        return rule === condition.rule && condition.answers.includes(label);
    });
    if (condition.kind !== 'decided-by') {
        return () => {
            const { trace, noted } = machine();
            for (let index = 0; index < noted; index++) if (meant[trace[index] as number]) return YES;
            return NO;
        };
    }
    const decides = answers.map(({ target }) => target.kind === 'decide');
    return () => {
        const { trace, noted } = machine();
        let last = noted - 1;
        while (last >= 0 && !decides[trace[last] as number]) last--;
        return meant[trace[last] as number] ? YES : NO;
    };
}
