// What the comparison operators mean, in one place for whoever evaluates, proves or turns a comparison around.

import type { ComparisonOperator } from './condition.js';

/** Whether `value ⋈ 0`. */
export function compares(value: number, operator: ComparisonOperator): boolean {
    switch (operator) {
        case '<':
            return value < 0;
        case '<=':
            return value <= 0;
        case '>':
            return value > 0;
        case '>=':
            return value >= 0;
        case '=':
            return value === 0;
        case '!=':
            return value !== 0;
    }
}

/** The operator that says the same with the sides changed over. */
export function mirrored(operator: ComparisonOperator): ComparisonOperator {
    const mirror: Record<ComparisonOperator, ComparisonOperator> = {
        '<': '>',
        '<=': '>=',
        '>': '<',
        '>=': '<=',
        '=': '=',
        '!=': '!=',
    };
    return mirror[operator];
}
