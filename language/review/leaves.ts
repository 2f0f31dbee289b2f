// The single conditions that a larger one is made of, definitions entered, each with the cases in which it alone decides
// what the whole says: masking MC/DC (Chilenski and Miller 1994; CAST-10, 2002), in three-valued logic.

import { type Diagram, NONE } from '../analysis/diagram.js';
import { NO, type Reader, type Truth, YES } from '../analysis/truth.js';
import type { Condition } from '../model/condition.js';
import { partsOf } from '../model/condition-parts.js';
import type { Policy } from '../model/policy.js';

export interface Leaf {
    readonly condition: Condition;
    /** The way to it: the indices of parts from the whole down. */
    readonly way: string;
}

/** What of a condition matters: whether it is yes, or also whether it is no rather than unknown. */
export type Use = 'yes' | 'yes and no';

export function leavesOf(policy: Policy, condition: Condition, way = ''): readonly Leaf[] {
    const parts = enteredParts(policy, condition);
    if (parts.length > 0) return parts.flatMap((part, index) => leavesOf(policy, part, `${way}.${index}`));
    return condition.kind === 'constant' ? [] : [{ condition, way }];
}

/** The cases in which the whole would be another if the leaf were. */
export function decidingCases(reader: Reader, whole: Condition, leaf: Leaf, use: Use): Diagram {
    const { store } = reader.space;
    const [yes, no] = [truthPutting(reader, whole, leaf.way, YES, ''), truthPutting(reader, whole, leaf.way, NO, '')];
    const differs = (a: Diagram, b: Diagram) => store.or(store.minus(a, b), store.minus(b, a));
    const turned = differs(yes.yes, no.yes);
    return use === 'yes' ? turned : store.or(turned, differs(yes.no, no.no));
}

function truthPutting(reader: Reader, condition: Condition, target: string, put: Truth, way: string): Truth {
    if (way === target) return put;
    if (!target.startsWith(`${way}.`)) return reader.truthOf(condition);
    const parts = enteredParts(reader.policy, condition).map((part, index) =>
        truthPutting(reader, part, target, put, `${way}.${index}`),
    );
    return condition.kind === 'definition' ? (parts[0] as Truth) : reader.combine(condition, parts);
}

function enteredParts(policy: Policy, condition: Condition): readonly Condition[] {
    if (condition.kind !== 'definition') return partsOf(condition);
    const found = policy.definitions.find(({ name }) => name === condition.name)?.value;
    return found?.kind === 'condition' ? [found.condition] : [];
}

export function isEmpty(cases: Diagram): boolean {
    return cases === NONE;
}
