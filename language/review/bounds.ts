// The bounds that conditions set to single facts, and the values on both sides of each: the last before it and the first
// after it, in the steps in which people give such a quantity.

import type { Diagram } from '../analysis/diagram.js';
import { cutsOf } from '../analysis/interval.js';
import { normalisedSum, type Space } from '../analysis/space.js';
import type { Reader } from '../analysis/truth.js';
import type { Condition } from '../model/condition.js';
import { eachPart } from '../model/condition-parts.js';
import type { Guarantee, Policy } from '../model/policy.js';
import type { QuantityType } from '../model/type.js';
import { everyCondition } from '../run/lowering.js';
import { cutAt, grainOf } from './case-cells.js';

export interface Bound {
    readonly fact: string;
    /** The first number after the bound. */
    readonly cut: number;
    /** The cases of the version in which the bound stands there. */
    readonly when: Diagram;
}

/** The policy with both sides of every bound told apart from what lies farther away. Its decisions are the same. */
export function withBounds(policy: Policy): Policy {
    const cuts = new Map<string, Guarantee>();
    for (const condition of everyCondition(policy)) {
        for (const part of eachPart(condition)) {
            if (part.kind !== 'compare') continue;
            for (const { value: form } of part.form) {
                const { terms, factor, scores } = normalisedSum(form);
                const [only] = terms;
                if (terms.length !== 1 || !only || scores.length > 0) continue;
                const type = policy.facts.find(({ name }) => name === only.fact)?.type as QuantityType;
                for (const cut of cutsOf(part.operator, factor, form.constant)) {
                    for (const at of [cut - grainOf(type), cut, cut + grainOf(type)]) {
                        cuts.set(`${only.fact} ${at}`, cutAt(policy, only.fact, at));
                    }
                }
            }
        }
    }
    return { ...policy, guarantees: [...policy.guarantees, ...cuts.values()] };
}

/** The bounds that a comparison sets to one fact; none if it compares several. */
export function boundsOf(reader: Reader, condition: Condition): readonly Bound[] {
    if (condition.kind !== 'compare') return [];
    return reader.versionsOf(condition.form).flatMap(({ when, value: form }) => {
        const { terms, factor, scores } = normalisedSum(form);
        const [only] = terms;
        if (terms.length !== 1 || !only || scores.length > 0) return [];
        return cutsOf(condition.operator, factor, form.constant).map((cut) => ({ fact: only.fact, cut, when }));
    });
}

export interface BoundSide {
    /** The value that people would give. */
    readonly value: number;
    readonly cases: Diagram;
}

/** The last cases before a bound, and the first after it. */
export function sidesOf(space: Space, { fact, cut }: Bound): readonly BoundSide[] {
    const [variable = -1] = space.ofFact.get(fact) ?? [];
    const dimension = space.dimensions[variable];
    if (dimension?.kind !== 'quantity') return [];
    const grain = grainOf(space.facts.get(fact)?.type as QuantityType);
    const within = (low: number, high: number) => {
        const cells = [...dimension.cells.keys()].filter((index) => {
            const cell = dimension.cells[index];
            return cell !== undefined && cell.low >= low && cell.high <= high;
        });
        return space.store.literal(variable, cells);
    };
    return [
        { value: Math.floor((cut - 1) / grain) * grain, cases: within(cut - grain, cut - 1) },
        { value: Math.ceil(cut / grain) * grain, cases: within(cut, cut + grain - 1) },
    ];
}
