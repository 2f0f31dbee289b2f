// A case in the space of all cases: what it gives fixes cells, the rest stays open. Given numbers get cells of their own,
// so that a sum over several facts is as exact as the numbers in it.

import type { Diagram } from '../analysis/diagram.js';
import { createMachine, type Machine } from '../analysis/machine.js';
import { buildSpace, cellOf, type Space, type SpaceLimits } from '../analysis/space.js';
import { type Study, startingCases } from '../analysis/study.js';
import { walkFlow } from '../analysis/walk.js';
import { createWitnessFinder } from '../analysis/witness.js';
import type { Guarantee, Policy } from '../model/policy.js';
import { type QuantityType, SECONDS_IN } from '../model/type.js';
import type { Facts, Value } from '../model/value.js';
import { lookUp } from '../run/given.js';

/** No fixed cell. */
export const OPEN = -1;

/** Nodes that the questions about one case may take: enough for policies of a thousand facts. */
export const REVIEW_LIMITS: SpaceLimits = { budget: 2_000_000, shouldStop: () => false };

/** All facts that the case has a value for: those given, then defaults and what counts as unknown. */
export function factsInForce(policy: Policy, facts: Facts): Facts {
    const values = new Map<string, Value>();
    for (const fact of policy.facts) {
        const found = lookUp(fact, facts);
        if (found.source !== 'missing') values.set(fact.name, found.value);
    }
    return values;
}

/** The policy with points of its own on the scale of every number given. Its decisions are the same. */
export function withPoints(policy: Policy, facts: Facts): Policy {
    const points = policy.facts.flatMap(({ name }) => {
        const value = facts.get(name);
        return typeof value === 'number' ? [cutAt(policy, name, value), cutAt(policy, name, value + 1)] : [];
    });
    return points.length === 0 ? policy : { ...policy, guarantees: [...policy.guarantees, ...points] };
}

/** Has the numbers of the fact told apart at `value`, and demands nothing. */
export function cutAt(policy: Policy, fact: string, value: number): Guarantee {
    return {
        title: `${fact} < ${value}`,
        when: {
            kind: 'compare',
            operator: '<',
            form: [{ from: null, value: { terms: [{ of: 'fact', name: fact, coefficient: 1 }], constant: -value } }],
            text: `${fact} < ${value}`,
        },
        quantifier: 'never',
        outcomes: [],
        outcomesWritten: [],
        citations: [],
        origin: policy.origin,
    };
}

/** The cells of what is given, `OPEN` for the rest; undefined if the policy does not apply to such a case. */
export function fixedCells(space: Space, facts: Facts): Int32Array | undefined {
    const cells = new Int32Array(space.dimensions.length).fill(OPEN);
    for (const [variable, dimension] of space.dimensions.entries()) {
        if (dimension.kind === 'path') continue;
        const names = dimension.kind === 'sum' ? dimension.terms.map((term) => term.fact) : [dimension.fact];
        if (!names.every((name) => facts.has(name))) continue;
        const cell = cellOf(dimension, facts);
        if (cell < 0) return undefined;
        cells[variable] = cell;
    }
    return cells;
}

/** The cells of the whole case, with the plainest value for what it leaves out. */
export function wholeCells(space: Space, facts: Facts): Int32Array | undefined {
    const fixed = fixedCells(space, facts);
    return fixed?.map((cell, variable) => (cell === OPEN ? (space.nominal[variable] as number) : cell));
}

/** The cases that agree with the fixed cells. */
export function casesWith({ store }: Space, cells: ArrayLike<number>, among: Diagram): Diagram {
    let fixed: Diagram = among;
    for (let variable = cells.length - 1; variable >= 0; variable--) {
        const cell = cells[variable] as number;
        if (cell !== OPEN) fixed = store.and(store.literal(variable, [cell]), fixed);
    }
    return fixed;
}

/** The study of all cases in which what is given is so; undefined if the policy applies to none of them. */
export function studyOfCase(policy: Policy, facts: Facts, limits: SpaceLimits): Study | undefined {
    const pointed = withPoints(policy, facts);
    const whole = buildSpace([pointed], limits);
    const cells = fixedCells(whole, facts);
    if (!cells) return undefined;
    const space: Space = { ...whole, possible: casesWith(whole, cells, whole.possible) };
    return studyOf(createMachine(pointed, space), limits);
}

/** The study of all cases, with the numbers of this one told apart from their neighbours. */
export function studyAround(policy: Policy, facts: Facts, limits: SpaceLimits): Study {
    const pointed = withPoints(policy, facts);
    return studyOf(createMachine(pointed, buildSpace([pointed], limits)), limits);
}

/** What the checks share, for a machine that is there already. */
export function studyOf(machine: Machine, limits: SpaceLimits): Study {
    const { policy, space, reader } = machine;
    const walk = walkFlow(machine, { from: startingCases(space) });
    return { policy, space, machine, reader, walk, witnesses: createWitnessFinder(walk, startingCases(space)), limits };
}

/** The step in which people give such a quantity: a whole unit of a duration, hundredths of a finer number. */
export function grainOf(type: QuantityType): number {
    switch (type.kind) {
        case 'duration':
            return SECONDS_IN[type.unit];
        case 'number':
            return type.scale > 2 ? 10 ** (type.scale - 2) : 1;
        case 'money':
        case 'date':
            return 1;
    }
}
