// A smallest case for a place in the policy, and the cells of a case that is given.

import type { Witness } from '../model/finding.js';
import type { Policy } from '../model/policy.js';
import type { Facts } from '../model/value.js';
import { BudgetExceeded, DEFAULT_NODE_BUDGET, type Diagram, NONE } from './diagram.js';
import type { Place } from './machine.js';
import { cellOf, type Space } from './space.js';
import { createStudy, type Study } from './study.js';
import { valuesOf } from './values.js';
import { takenCases } from './walk.js';

export interface ExplainOptions {
    readonly budget?: number;
    readonly shouldStop?: () => boolean;
}

/** A smallest case that gets an answer, is asked a question, or ends in an outcome; undefined if there is none. */
export function caseFor(
    policy: Policy,
    sought: { readonly node: number; readonly answer?: number } | { readonly outcome: string },
    options: ExplainOptions = {},
): Witness | undefined {
    if (policy.start === null) return undefined;
    return decided(() => {
        const study = createStudy(policy, limitsOf(options));
        const [place, cases] = soughtCases(study, sought);
        return cases === NONE ? undefined : study.witnesses.find({ place, cases }, []);
    });
}

function soughtCases(study: Study, sought: Parameters<typeof caseFor>[1]): readonly [Place, Diagram] {
    const { machine, walk } = study;
    if ('outcome' in sought) {
        const place = machine.outcomes.get(sought.outcome) ?? machine.noOutcome;
        return [place, walk.reach[place] ?? NONE];
    }
    if (sought.answer !== undefined) return [sought.node, takenCases(walk, sought.node, sought.answer)];
    return [sought.node, walk.reach[sought.node] ?? NONE];
}

/** The cells of a case; facts that it leaves out are nominal. Undefined if it is no possible case. */
export function completeCells(space: Space, facts: Facts): Int32Array | undefined {
    const nominal = valuesOf(space, space.nominal);
    const complete = new Map([...nominal, ...[...facts].filter(([name]) => space.facts.has(name))]);
    const cells = Int32Array.from(space.dimensions, (dimension) => cellOf(dimension, complete));
    return cells.every((cell) => cell >= 0) && space.store.contains(space.possible, cells) ? cells : undefined;
}

function limitsOf({ budget = DEFAULT_NODE_BUDGET, shouldStop = () => false }: ExplainOptions): Study['limits'] {
    return { budget, shouldStop };
}

function decided<T>(question: () => T): T | undefined {
    try {
        return question();
    } catch (error) {
        if (error instanceof BudgetExceeded) return undefined;
        throw error;
    }
}
