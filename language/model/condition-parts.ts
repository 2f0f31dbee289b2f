// Walking through a condition. Definitions are named, not entered: each stands in the policy as a condition of its own.

import type { Condition } from './condition.js';

/** The conditions that this one is made of; none of a leaf. */
export function partsOf(condition: Condition): readonly Condition[] {
    switch (condition.kind) {
        case 'not':
        case 'established':
            return [condition.of];
        case 'and':
        case 'or':
        case 'at-least':
            return condition.of;
        case 'known':
            return condition.of.kind === 'condition' ? [condition.of.condition] : [];
        case 'constant':
        case 'fact':
        case 'member':
        case 'contains':
        case 'compare':
        case 'definition':
        case 'decided-by':
        case 'answered':
        case 'asked':
            return [];
    }
}

/** The condition and every part of it. */
export function* eachPart(condition: Condition): Generator<Condition> {
    yield condition;
    for (const part of partsOf(condition)) yield* eachPart(part);
}

/** The condition with its parts changed; one whose parts stay the same is the same. */
export function withParts(condition: Condition, on: (part: Condition) => Condition): Condition {
    switch (condition.kind) {
        case 'not':
        case 'established': {
            const of = on(condition.of);
            return of === condition.of ? condition : { ...condition, of };
        }
        case 'and':
        case 'or':
        case 'at-least': {
            const of = mapSame(condition.of, on);
            return of === condition.of ? condition : { ...condition, of };
        }
        case 'known': {
            if (condition.of.kind !== 'condition') return condition;
            const inner = on(condition.of.condition);
            return inner === condition.of.condition
                ? condition
                : { ...condition, of: { kind: 'condition', condition: inner } };
        }
        case 'constant':
        case 'fact':
        case 'member':
        case 'contains':
        case 'compare':
        case 'definition':
        case 'decided-by':
        case 'answered':
        case 'asked':
            return condition;
    }
}

/** The items changed; where none of them changes, the very list that was given. */
export function mapSame<T>(items: readonly T[], change: (item: T) => T): readonly T[] {
    const changed = items.map(change);
    return changed.every((item, index) => item === items[index]) ? items : changed;
}
