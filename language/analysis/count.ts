// How much of the space ends in each outcome, and is decided by each rule: exact fractions where every value of a choice,
// every yes, no and unknown, and every interval of a number that the policy tells apart counts the same.

import type { Policy } from '../model/policy.js';
import { BudgetExceeded, DEFAULT_NODE_BUDGET, type Diagram, NONE } from './diagram.js';
import { createMachine, type Exit, type Machine, type MachineNode, outcomeAt, run } from './machine.js';
import { buildSpace, type Dimension } from './space.js';
import { startingCases } from './study.js';
import { type Algebra, walkFlow } from './walk.js';

export interface Shares {
    /** Of how many combinations of intervals and values; of how many samples, if estimated. */
    readonly total: bigint;
    /** Whether the shares are exact, or estimated from samples; `intervalOf` then says how sure they are. */
    readonly exact: boolean;
    /** By outcome; null is no outcome. */
    readonly outcomes: ReadonlyMap<string | null, bigint>;
    /** By rule or step: the cases that it asks, and those that it ends, at once or by way of a review. */
    readonly rules: ReadonlyMap<string, { readonly asked: bigint; readonly decided: bigint }>;
}

export interface CountOptions {
    readonly budget?: number;
    readonly shouldStop?: () => boolean;
    /** Nodes that exact counting may take beyond the policy's own; with 0 shares are estimated. */
    readonly mostCounted?: number;
}

/** Nodes that exact counting may take: counts have no absorption, so diagrams grow where sets do not. */
const COUNT_NODES = 300_000;

/** Enough for a share to be right to about half a per cent. */
const SAMPLES = 20_000;

/** The shares of a policy; undefined if not even its space can be built. */
export function countShares(policy: Policy, options: CountOptions = {}): Shares | undefined {
    const { budget = DEFAULT_NODE_BUDGET, shouldStop = () => false, mostCounted = COUNT_NODES } = options;
    try {
        const space = buildSpace([policy], { budget, shouldStop });
        const machine = createMachine(policy, space);
        try {
            return exactShares(machine, mostCounted);
        } catch (error) {
            if (!(error instanceof BudgetExceeded)) throw error;
            return estimatedShares(machine);
        }
    } catch (error) {
        if (!(error instanceof BudgetExceeded)) throw error;
        return undefined;
    }
}

function exactShares(machine: Machine, mostCounted: number): Shares {
    const { policy, space } = machine;
    const { store } = space;
    const weights = space.dimensions.map(weightsOf);
    const most = store.nodeCount + mostCounted;
    const algebra: Algebra = {
        join: (f, g) => store.total(f, g),
        forget: (f, variables) => {
            if (store.nodeCount > most) throw new BudgetExceeded('counting takes too much');
            return store.totalOver(f, variables, weights);
        },
    };
    const from = store.and(startingCases(space), store.terminal(1n));
    const walk = walkFlow(machine, { from, algebra });
    const everything = new Uint8Array(space.dimensions.length).fill(1);
    const sizeOf = (cases: Diagram, live: Uint8Array): bigint => {
        const counted = store.totalOver(cases, live, weights);
        return counted === NONE ? 0n : (store.weight(counted) as bigint);
    };
    const outcomes = new Map<string | null, bigint>();
    for (const place of [...machine.outcomes.values(), machine.noOutcome]) {
        const reached = walk.reach[place] ?? NONE;
        outcomes.set(outcomeAt(machine, place) ?? null, reached === NONE ? 0n : (store.weight(reached) as bigint));
    }
    const rules = new Map<string, { asked: bigint; decided: bigint }>();
    for (const [place, node] of machine.nodes.entries()) {
        const live = machine.live[place] as Uint8Array;
        const entry = rules.get(node.node.rule) ?? { asked: 0n, decided: 0n };
        for (const [exit, cases] of (walk.leaving[place] ?? []).entries()) {
            const way = node.exits[exit] as Exit;
            if (way.kind === 'skip' || cases === NONE) continue;
            const size = sizeOf(cases, live);
            entry.asked += size;
            if (way.kind === 'answer' && way.target.kind === 'decide') entry.decided += size;
        }
        rules.set(node.node.rule, entry);
    }
    const total = sizeOf(from, everything);
    return { total, exact: true, outcomes, rules: inOrder(policy, rules) };
}

/** A fixed sequence of samples: the same policy always gets the same estimate. */
function estimatedShares(machine: Machine): Shares {
    const { policy, space } = machine;
    const weights = space.dimensions.map((dimension) => weightsOf(dimension).map(Number));
    const outcomes = new Map<string | null, bigint>();
    const rules = new Map<string, { asked: bigint; decided: bigint }>();
    const random = sequence();
    let total = 0n;
    for (let i = 0; i < SAMPLES; i++) {
        const cells = Int32Array.from(weights, (each) => draw(each, random()));
        space.store.pause();
        if (!space.store.contains(space.possible, cells)) continue;
        total++;
        const { steps, end } = run(machine, cells);
        const outcome = outcomeAt(machine, end) ?? null;
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0n) + 1n);
        for (const { place, exit } of steps) {
            const node = machine.nodes[place] as MachineNode;
            const way = node.exits[exit] as Exit;
            if (way.kind === 'skip') continue;
            const entry = rules.get(node.node.rule) ?? { asked: 0n, decided: 0n };
            entry.asked++;
            if (way.kind === 'answer' && way.target.kind === 'decide') entry.decided++;
            rules.set(node.node.rule, entry);
        }
    }
    return { total, exact: false, outcomes, rules: inOrder(policy, rules) };
}

function inOrder<T>(policy: Policy, rules: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
    const names = new Set(policy.flow.map((node) => node.rule));
    return new Map([...names].flatMap((name) => (rules.has(name) ? [[name, rules.get(name) as T] as const] : [])));
}

function weightsOf(dimension: Dimension): readonly bigint[] {
    switch (dimension.kind) {
        case 'choice': {
            const sizes = dimension.cells.map((values) => BigInt(values.length));
            return dimension.unknown === null ? sizes : [...sizes, 1n];
        }
        case 'group':
            return dimension.arity === 2 ? [1n, 1n] : [1n, 1n, 2n ** BigInt(dimension.members.length) - 2n];
        case 'boolean':
        case 'quantity':
        case 'presence':
        case 'sum':
            return new Array<bigint>(dimension.arity).fill(1n);
        case 'path':
            // What is on the path is no part of a case.
            return [1n, 0n];
    }
}

function draw(weights: readonly number[], at: number): number {
    let left = at * weights.reduce((a, b) => a + b, 0);
    for (const [cell, weight] of weights.entries()) {
        left -= weight;
        if (left < 0) return cell;
    }
    return weights.length - 1;
}

/** Numerical Recipes' linear congruential generator. */
function sequence(): () => number {
    let state = 99;
    return () => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return state / 2 ** 32;
    };
}
