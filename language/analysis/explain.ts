// Explanations of single cases: what the fewest changes of facts are that lead to each other outcome, which facts still
// matter when some are given, and a smallest case for a place in the policy.

import type { Witness } from '../model/finding.js';
import type { Policy } from '../model/policy.js';
import type { Facts, Value } from '../model/value.js';
import { BudgetExceeded, DEFAULT_NODE_BUDGET, type Diagram, NONE } from './diagram.js';
import {
    createMachine,
    type Exit,
    type Machine,
    type MachineNode,
    outcomeAt,
    type Place,
    run,
    split,
} from './machine.js';
import { type Goal, type Side, walkProduct } from './product.js';
import { buildSpace, cellOf, type Space } from './space.js';
import { createStudy, type Study, startingCases } from './study.js';
import { traceBack } from './trail.js';
import { valuesOf } from './values.js';
import { takenCases, variablesOfFacts, walkFlow } from './walk.js';
import { leastCost } from './witness.js';

export interface ExplainOptions {
    readonly budget?: number;
    readonly shouldStop?: () => boolean;
}

/** The nearest case with another outcome. */
export interface Flip {
    /** Null: no outcome. */
    readonly outcome: string | null;
    /** The facts to be changed, fewest first of all; no case with fewer changes ends so. */
    readonly changes: readonly { readonly fact: string; readonly from: Value | undefined; readonly to: Value }[];
}

/** More changes than this are another case, not this one changed. */
const MOST_CHANGES = 4;

/**
 * For each other outcome the fewest facts that would have to be different, nearest first: every fact that alone would
 * do, else one choice of several facts. Facts of the case that are
 * missing are taken as they are when left out, or as their plainest value. Undefined if it cannot be decided.
 */
export function whatWouldChange(
    policy: Policy,
    facts: Facts,
    options: ExplainOptions = {},
): readonly Flip[] | undefined {
    if (policy.start === null) return [];
    return decided(() => {
        const space = buildSpace([policy], limitsOf(options));
        const machine = createMachine(policy, space);
        const cells = completeCells(space, facts);
        if (!cells) return [];
        const { end } = run(machine, cells);
        // A sum changes with a fact, perhaps within the fact's own interval, so it costs as one.
        const cost = space.dimensions.map((dimension, variable) =>
            Array.from({ length: dimension.arity }, (_, cell) => (cell === cells[variable] ? 0 : 1)),
        );
        const priced = { ...space, cost };
        const walk = walkFlow(machine, {
            from: space.store.and(startingCases(space), space.store.terminal(0)),
            algebra: leastCost(priced, MOST_CHANGES, Number.POSITIVE_INFINITY),
        });
        const singles = singleFlips(machine, cells, end);
        const flips: Flip[] = [];
        for (const place of [...machine.outcomes.values(), machine.noOutcome]) {
            const cases = walk.reach[place] ?? NONE;
            if (place === end || cases === NONE) continue;
            const alone = singles.filter((flip) => flip.end === place);
            for (const { fact, cells: flipped } of alone) {
                const to = valuesOf(space, flipped, facts).get(fact) as Value;
                flips.push({
                    outcome: outcomeAt(machine, place) ?? null,
                    changes: [{ fact, from: facts.get(fact), to }],
                });
            }
            if (alone.length > 0) continue;
            const other = traceBack(walk, place, cases, cells, cost);
            const values = valuesOf(space, other, facts);
            const changes = policy.facts.flatMap(({ name }) => {
                const variables = space.ofFact.get(name) ?? [];
                const isMoved = facts.has(name) && facts.get(name) !== values.get(name) && isSummed(space, name);
                if (!isMoved && variables.every((variable) => other[variable] === cells[variable])) return [];
                return [{ fact: name, from: facts.get(name), to: values.get(name) as Value }];
            });
            flips.push({ outcome: outcomeAt(machine, place) ?? null, changes });
        }
        return flips.sort((a, b) => a.changes.length - b.changes.length);
    });
}

/** For each fact and each other end the nearest cell of the fact that alone leads there. */
function singleFlips(
    machine: Machine,
    cells: Int32Array,
    end: Place,
): readonly { readonly fact: string; readonly end: Place; readonly cells: Int32Array }[] {
    const { space, policy } = machine;
    return policy.facts.flatMap(({ name }) => {
        const found = new Map<Place, Int32Array>();
        for (const variable of space.ofFact.get(name) ?? []) {
            const { arity } = space.dimensions[variable] as { arity: number };
            const now = cells[variable] as number;
            const others = Array.from({ length: arity }, (_, cell) => cell).filter((cell) => cell !== now);
            for (const cell of others.sort((a, b) => Math.abs(a - now) - Math.abs(b - now))) {
                const next = Int32Array.from(cells);
                next[variable] = cell;
                if (!space.store.contains(space.possible, next)) continue;
                const other = run(machine, next).end;
                if (other !== end && !found.has(other)) found.set(other, next);
            }
        }
        return [...found].map(([other, next]) => ({ fact: name, end: other, cells: next }));
    });
}

export interface StillOpen {
    /** Outcomes that the case can still have; null is no outcome. */
    readonly outcomes: readonly (string | null)[];
    /** Facts not given on which its outcome can still depend, in the order in which the flow asks for them. */
    readonly matters: readonly string[];
}

/** What is still open of a case when some facts are given. Undefined if it cannot be decided. */
export function whatStillMatters(policy: Policy, facts: Facts, options: ExplainOptions = {}): StillOpen | undefined {
    if (policy.start === null) return { outcomes: [null], matters: [] };
    return decided(() => {
        const space = buildSpace([policy], limitsOf(options));
        const machine = createMachine(policy, space);
        const { store } = space;
        let from = startingCases(space);
        for (const [variable, dimension] of space.dimensions.entries()) {
            if (dimension.kind === 'sum' || dimension.kind === 'path' || !facts.has(dimension.fact)) continue;
            from = store.and(
                from,
                store.literal(
                    variable,
                    [cellOf(dimension, facts)].filter((cell) => cell >= 0),
                ),
            );
        }
        const walk = walkFlow(machine, { from });
        const ends = [...machine.outcomes.values(), machine.noOutcome].filter((place) => walk.reach[place] !== NONE);
        const outcomes = ends.map((place) => outcomeAt(machine, place) ?? null);
        if (ends.length <= 1) return { outcomes, matters: [] };
        const asked = new Set(policy.flow.flatMap((node) => node.facts));
        const open = [...asked].filter((name) => !facts.has(name) && space.ofFact.has(name));
        return { outcomes, matters: open.filter((name) => canDepend(machine, from, name)) };
    });
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

function isSummed({ dimensions }: Space, fact: string): boolean {
    return dimensions.some(
        ({ kind, ...rest }) => kind === 'sum' && 'terms' in rest && rest.terms.some((t) => t.fact === fact),
    );
}

/** Whether two of the cases that differ in nothing but the fact end differently. */
function canDepend(machine: Machine, from: Diagram, fact: string): boolean {
    const { dimensions, ofFact, store } = machine.space;
    const tied = variablesOfFacts(machine, [fact]);
    // A fact that is compared with others cannot be varied alone in the diagram: it is taken to matter.
    if (dimensions.some((dimension, variable) => dimension.kind === 'sum' && tied[variable] === 1)) return true;
    return (ofFact.get(fact) ?? []).some((variable) => {
        const { arity } = dimensions[variable] as { arity: number };
        for (let second = 1; second < arity; second++) {
            for (let first = 0; first < second; first++) {
                const mark = store.mark();
                const differs = differOver(machine, from, variable, first, second);
                store.release(mark);
                if (differs) return true;
            }
        }
        return false;
    });
}

function differOver(machine: Machine, from: Diagram, variable: number, first: number, second: number): boolean {
    const { store, dimensions } = machine.space;
    const at = (cell: number) => new Int32Array(dimensions.length).fill(-1).fill(cell, variable, variable + 1);
    const side = (cell: number): Side => ({
        nodeCount: machine.nodes.length,
        live: machine.live,
        rank: (node) => node,
        split: (place, cases) => {
            const node = machine.nodes[place] as MachineNode;
            const fixed = {
                guards: node.guards.map((guard) => store.restrict(guard, at(cell))),
                answers: node.answers.map((answer) => store.restrict(answer, at(cell))),
            };
            return split(store, fixed, cases).map((leaving, exit) => {
                return { to: goalOf(machine, (node.exits[exit] as Exit).to), cases: leaving };
            });
        },
    });
    const start = goalOf(machine, machine.start);
    const cases = store.and(store.restrict(from, at(first)), store.restrict(from, at(second)));
    const isSame = (a: number, b: number) => a === b && machine.live[a]?.[variable] === 0;
    const starts = [{ left: start, right: start, cases }];
    return walkProduct(store, side(first), side(second), starts, { isSame, stopAtFirst: true }).differences.length > 0;
}

function goalOf(machine: Machine, place: Place): Goal {
    if (place < machine.nodes.length) return { kind: 'node', node: place };
    return { kind: 'end', name: outcomeAt(machine, place) ?? '' };
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
