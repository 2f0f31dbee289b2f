// One part of a score as a diagram: its ends are the points, or that they are unknown, or the condition that is missing.

import type { ScorePart } from '../model/policy.js';
import type { Diagram, Item, Node } from './diagram.js';
import type { Lowering } from './lowering.js';
import { MISSING_QUANTITY, UNKNOWN_QUANTITY } from './row.js';
import type { Term } from './term.js';

export interface ScoreProgram {
    readonly root: Node;
    /** The points at each end; ±Infinity where they are unknown or missing. */
    readonly values: readonly number[];
    /** The condition that is missing at each end, if that is why it is one. */
    readonly open: readonly (Term | null)[];
}

/** The diagram of a part. */
export function scoreProgram(part: ScorePart, lowering: Lowering, diagram: Diagram): ScoreProgram {
    const values: number[] = [];
    const open: (Term | null)[] = [];
    const endWith = (points: number, term: Term | null): Node => {
        open.push(term);
        return diagram.end(values.push(points) - 1);
    };
    const unknown = endWith(UNKNOWN_QUANTITY, null);
    const nothing = endWith(0, null);
    const items: Item[] = [];
    if (part.guard) {
        const term = lowering.term(part.guard);
        items.push({ term, exits: [nothing, null, unknown, endWith(MISSING_QUANTITY, term)] });
    }
    for (const { when, points } of part.branches) {
        const term = lowering.term(when);
        items.push({ term, exits: [null, endWith(points, null), unknown, endWith(MISSING_QUANTITY, term)] });
    }
    if (part.known) {
        const term = lowering.term(part.known);
        items.push({ term, exits: [unknown, null, unknown, endWith(MISSING_QUANTITY, term)] });
    }
    return { root: diagram.sequence(items, nothing), values, open };
}
