// What is possible at all: which cells of sums go with which cells of their facts. Everything else treats sums as
// dimensions of their own, and stays exact because it starts from this set.

import { ALL, BudgetExceeded, type Diagram, type DiagramStore, NONE } from './diagram.js';
import type { Interval } from './interval.js';
import { type Constraint, solve } from './linear.js';
import type { Dimension } from './space.js';

type Sum = Extract<Dimension, { kind: 'sum' }>;

/** More feasibility questions than this for one policy, and what hangs on its sums is not decided. */
const MOST_QUESTIONS = 100_000;

/** The combinations of cells that some case has. */
export function possibleCases(
    dimensions: readonly Dimension[],
    ofFact: ReadonlyMap<string, readonly number[]>,
    store: DiagramStore,
): Diagram {
    let possible = ALL;
    for (const [variable, dimension] of dimensions.entries()) {
        if (dimension.kind !== 'presence') continue;
        for (const group of ofFact.get(dimension.fact) ?? []) {
            if (group === variable) continue;
            const known = store.literal(variable, [0]);
            possible = store.and(possible, store.or(known, store.literal(group, [0])));
        }
    }
    const budget = { left: MOST_QUESTIONS };
    for (const cluster of clusters(dimensions, ofFact)) {
        possible = store.and(possible, possibleSums(cluster, dimensions, store, budget));
    }
    return possible;
}

/** What the facts and scores allow together is too much to be told; the message names them, for the author. */
export class TooManyCombinations extends BudgetExceeded {}

/**
 * Whole numbers for facts of a cluster that lie in the given intervals and give the sums theirs; each fact gets the
 * first of its preferred values that still allows a solution for the others.
 */
export function valuesInCluster(
    facts: readonly { readonly fact: string; readonly cell: Interval; readonly preferred: readonly number[] }[],
    sums: readonly { readonly terms: Sum['terms']; readonly cell: Interval }[],
): ReadonlyMap<string, number> {
    const index = new Map(facts.map(({ fact }, i) => [fact, i]));
    const constraints = sums.flatMap(({ terms, cell }) => between(terms, cell, index));
    const box = facts.map(({ cell }) => cell);
    facts.forEach(({ preferred }, i) => {
        const before = box[i] as Interval;
        for (const value of [...preferred, solve(constraints, box)?.[i] ?? 0]) {
            box[i] = { low: value, high: value };
            if (solve(constraints, box)) return;
        }
        box[i] = before;
    });
    return new Map(facts.map(({ fact }, i) => [fact, (box[i] as Interval).low]));
}

/** Facts that sums tie together and their sums, as variables. */
export function clusters(
    dimensions: readonly Dimension[],
    ofFact: ReadonlyMap<string, readonly number[]>,
): readonly { readonly facts: readonly number[]; readonly sums: readonly number[] }[] {
    const clusterOf = new Map<number, { facts: Set<number>; sums: number[] }>();
    for (const [variable, dimension] of dimensions.entries()) {
        if (dimension.kind !== 'sum') continue;
        const cluster = { facts: new Set<number>(), sums: [variable] };
        for (const fact of dimension.terms.flatMap((term) => ofFact.get(term.fact) ?? [])) {
            const other = clusterOf.get(fact);
            for (const each of other?.facts ?? [fact]) cluster.facts.add(each);
            for (const sum of other?.sums ?? []) if (!cluster.sums.includes(sum)) cluster.sums.push(sum);
        }
        for (const fact of cluster.facts) clusterOf.set(fact, cluster);
    }
    const ascending = (a: number, b: number) => a - b;
    return [...new Set(clusterOf.values())].map(({ facts, sums }) => ({
        facts: [...facts].sort(ascending),
        sums: sums.sort(ascending),
    }));
}

function possibleSums(
    cluster: { readonly facts: readonly number[]; readonly sums: readonly number[] },
    dimensions: readonly Dimension[],
    store: DiagramStore,
    budget: { left: number },
): Diagram {
    const facts = cluster.facts.map((variable) => dimensions[variable] as Extract<Dimension, { kind: 'quantity' }>);
    const sums = cluster.sums.map((variable) => dimensions[variable] as Sum);
    const index = new Map(facts.map(({ fact }, i) => [fact, i]));
    const names = facts.map(({ fact }) => `‘${fact}’`).join(', ');
    const box: Interval[] = [];
    const unknown = new Set<string>();
    const constraints: Constraint[] = [];

    const overSums = (k: number): Diagram => {
        const sum = sums[k];
        if (!sum) return ALL;
        if (sum.terms.some((term) => unknown.has(term.fact))) {
            const children = sum.cells.map(() => NONE);
            children[0] = overSums(k + 1);
            return store.node(cluster.sums[k] as number, children);
        }
        const children = sum.cells.map((cell) => {
            if (budget.left-- === 0)
                throw new TooManyCombinations(`${names} are compared with each other in too many ways`);
            const added = between(sum.terms, cell, index);
            constraints.push(...added);
            const child = solve(constraints, box) ? overSums(k + 1) : NONE;
            constraints.length -= added.length;
            return child;
        });
        return store.node(cluster.sums[k] as number, children);
    };
    const overFacts = (k: number): Diagram => {
        const fact = facts[k];
        if (!fact) return overSums(0);
        const children = fact.cells.map((cell) => {
            box[k] = cell;
            return overFacts(k + 1);
        });
        if (fact.unknown !== null) {
            box[k] = { low: 0, high: 0 };
            unknown.add(fact.fact);
            children.push(overFacts(k + 1));
            unknown.delete(fact.fact);
        }
        return store.node(cluster.facts[k] as number, children);
    };
    return overFacts(0);
}

function between(
    terms: Sum['terms'],
    { low, high }: Interval,
    index: ReadonlyMap<string, number>,
): readonly Constraint[] {
    const factors = new Array<number>(index.size).fill(0);
    for (const { fact, coefficient } of terms) factors[index.get(fact) as number] = coefficient;
    const found: Constraint[] = [];
    if (Number.isFinite(high)) found.push({ factors, bound: high });
    if (Number.isFinite(low)) found.push({ factors: factors.map((factor) => -factor), bound: -low });
    return found;
}
