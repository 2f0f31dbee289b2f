// Two flows walked side by side with the same cases: a place is a pair of places, and where both have ended, a pair of
// ends. Of two nodes the one that stands earlier moves on, so that flows which meet again are walked together.

import { BudgetExceeded, type Diagram, type DiagramStore, NONE, type Variables } from './diagram.js';
import { union, without } from './machine.js';
import type { Arrival, Trail } from './trail.js';

/** One of the two flows: nodes by index, ends by whatever names them. */
export interface Side {
    readonly nodeCount: number;
    /** Where the cases that come to a node go: disjoint sets that together are all of them. */
    split(node: number, cases: Diagram): readonly { readonly to: Goal; readonly cases: Diagram }[];
    readonly live: readonly Variables[];
    /** Where a node stands relative to the nodes of the other side; never smaller for a later node. */
    rank(node: number): number;
}

export type Goal = { readonly kind: 'node'; readonly node: number } | { readonly kind: 'end'; readonly name: string };

export interface PairStart {
    readonly left: Goal;
    readonly right: Goal;
    readonly cases: Diagram;
}

export interface Difference {
    readonly left: string;
    readonly right: string;
    readonly cases: Diagram;
    readonly place: number;
}

export interface ProductWalk extends Trail {
    /** Whether some case ends differently on the two sides. */
    readonly differs: boolean;
    /** The pair of places at which `differs` said so and the walk stopped. */
    readonly stoppedAt?: number;
    /** Pairs of ends that some case comes to, in the order found; equal ends are left out. */
    readonly differences: readonly Difference[];
    readonly pairCount: number;
    /** Nodes at which both sides stood with one case and went different ways. */
    readonly parting: ReadonlySet<number>;
}

export interface ProductOptions {
    /** Whether two nodes must lead every case to the same end. */
    readonly isSame: (left: number, right: number) => boolean;
    /** Only whether there is a difference is asked: the walk stops at the first. */
    readonly stopAtFirst: boolean;
    /** Tries, with some of the cases that stand at a pair, whether they end differently; if so the walk stops. */
    readonly differs?: (left: Goal, right: Goal, cases: Diagram) => boolean;
    /** Variables that are never forgotten. */
    readonly keep?: Variables;
    readonly mostPairs?: number;
}

/** A product has at most this many pairs; the measured ones stay far below. */
const MOST_PAIRS = 50_000;

export function walkProduct(
    store: DiagramStore,
    left: Side,
    right: Side,
    starts: readonly PairStart[],
    options: ProductOptions,
): ProductWalk {
    const { isSame, stopAtFirst, differs, keep, mostPairs = MOST_PAIRS } = options;
    const leftEnds = numbering();
    const rightEnds = numbering();
    const depth = store.arity.length;
    const nothing = new Uint8Array(depth);
    const base = 1 << 20;
    const reach = new Map<number, Diagram>();
    const arrivals = new Map<number, Arrival[]>();
    // Pairs by the sum of their places, which grows with every move.
    const waiting: number[][] = [];
    const differences: Difference[] = [];
    const parting = new Set<number>();

    const idOf = (goal: Goal, count: number, ends: Numbering) =>
        goal.kind === 'node' ? goal.node : count + ends.number(goal.name);
    const liveOf = (a: number, b: number): Variables => {
        const variables = union(left.live[a] ?? nothing, right.live[b] ?? nothing);
        return keep ? union(variables, keep) : variables;
    };
    const isOver = (a: number, b: number) => a >= left.nodeCount && b >= right.nodeCount;
    const arrive = (from: number, goals: readonly [number, number], cases: Diagram, forget: Variables) => {
        const [a, b] = goals;
        if (cases === NONE) return;
        if (isOver(a, b) && leftEnds.name(a - left.nodeCount) === rightEnds.name(b - right.nodeCount)) return;
        if (a < left.nodeCount && b < right.nodeCount && isSame(a, b)) return;
        const pair = a * base + b;
        const before = reach.get(pair);
        if (before === undefined) {
            if (reach.size >= mostPairs) throw new BudgetExceeded('too many pairs of places');
            const rank = Math.min(a, left.nodeCount) + Math.min(b, right.nodeCount);
            let bucket = waiting[rank];
            if (!bucket) {
                bucket = [];
                waiting[rank] = bucket;
            }
            bucket.push(pair);
        }
        reach.set(pair, store.or(before ?? NONE, store.exists(cases, forget)));
        const known = arrivals.get(pair);
        if (known) known.push({ from, exit: -1, cases });
        else arrivals.set(pair, [{ from, exit: -1, cases }]);
    };

    const everything = new Uint8Array(depth).fill(1);
    for (const { left: l, right: r, cases } of starts) {
        const goals = [idOf(l, left.nodeCount, leftEnds), idOf(r, right.nodeCount, rightEnds)] as const;
        arrive(-1, goals, cases, without(everything, liveOf(...goals)));
    }
    for (let rank = 0; rank <= left.nodeCount + right.nodeCount; rank++) {
        const bucket = waiting[rank] ?? [];
        for (const pair of bucket) {
            store.pause();
            const a = Math.floor(pair / base);
            const b = pair % base;
            const cases = reach.get(pair) as Diagram;
            if (isOver(a, b)) {
                const names = [leftEnds.name(a - left.nodeCount), rightEnds.name(b - right.nodeCount)] as const;
                differences.push({ left: names[0], right: names[1], cases, place: pair });
                if (stopAtFirst) return result(true);
                continue;
            }
            if (differs?.(goalOf(left, a, leftEnds), goalOf(right, b, rightEnds), cases)) return result(true, pair);
            const here = liveOf(a, b);
            const leftFirst = b >= right.nodeCount || (a < left.nodeCount && left.rank(a) <= right.rank(b));
            const rightFirst = a >= left.nodeCount || (b < right.nodeCount && right.rank(b) <= left.rank(a));
            const leftMoves = leftFirst ? movesOf(left, a, cases, leftEnds) : [{ to: a, cases }];
            for (const [exit, l] of leftMoves.entries()) {
                if (l.cases === NONE) continue;
                const rightMoves = rightFirst ? movesOf(right, b, l.cases, rightEnds) : [{ to: b, cases: l.cases }];
                for (const [other, r] of rightMoves.entries()) {
                    if (r.cases === NONE) continue;
                    if (a === b && other !== exit) parting.add(a);
                    arrive(pair, [l.to, r.to], r.cases, without(here, liveOf(l.to, r.to)));
                }
            }
        }
    }
    return result(differences.length > 0);

    function result(isDifferent: boolean, stoppedAt?: number): ProductWalk {
        return {
            differs: isDifferent,
            ...(stoppedAt === undefined ? {} : { stoppedAt }),
            differences,
            pairCount: reach.size,
            parting,
            store,
            arrivals: arrivalsOf,
        };
    }

    function arrivalsOf(pair: number): readonly Arrival[] {
        return arrivals.get(pair) ?? [];
    }

    function goalOf(side: Side, at: number, ends: Numbering): Goal {
        return at < side.nodeCount ? { kind: 'node', node: at } : { kind: 'end', name: ends.name(at - side.nodeCount) };
    }

    function movesOf(side: Side, node: number, cases: Diagram, ends: Numbering) {
        return side.split(node, cases).map((move) => ({ to: idOf(move.to, side.nodeCount, ends), cases: move.cases }));
    }
}

interface Numbering {
    number(name: string): number;
    name(number: number): string;
}

function numbering(): Numbering {
    const names: string[] = [];
    const numbers = new Map<string, number>();
    return {
        number: (name) => {
            const known = numbers.get(name);
            if (known !== undefined) return known;
            numbers.set(name, names.length);
            return names.push(name) - 1;
        },
        name: (number) => names[number] as string,
    };
}
