// Why cases cannot come to a place: the fewest earlier guards and answers that keep them away, found by letting them go
// one after the other (deletion in halves, after Junker's QuickXplain 2004).

import { type Diagram, NONE, type Variables } from './diagram.js';
import { type Exit, type Machine, type MachineNode, type Place, type Step, without } from './machine.js';

/** Visits of nodes after which the search is given up: what would take them all explains little. */
const MOST_VISITS = 12_000;

/** More blockers than this explain nothing. */
const MOST_BLOCKERS = 12;

export interface Goal {
    readonly place: Place;
    /** The exit at which cases are looked for: earlier ones of the same node may be the blockers. */
    readonly exit: number;
    readonly cases: Diagram;
}

/** How many places before the goal are looked at first: what keeps cases away mostly stands nearby. */
const WINDOWS = [8, 40, 160, Number.POSITIVE_INFINITY];

/**
 * Exits that together keep all cases of the goal away, whatever comes before them; none of them could be spared.
 * Undefined if nothing keeps the cases away, or if it takes too long to say.
 */
export function findBlockers(machine: Machine, from: Diagram, goal: Goal): readonly Step[] | undefined {
    const ancestors = ancestorsOf(machine, goal.place);
    for (const window of WINDOWS) {
        const near = ancestors.slice(-window);
        const blockers = blockersWithin(machine, from, goal, near);
        if (blockers) return blockers.length > MOST_BLOCKERS ? undefined : blockers;
        if (near.length === ancestors.length) return undefined;
    }
    return undefined;
}

/** As above, among the given places; every case is taken to come to them from before. */
function blockersWithin(
    machine: Machine,
    from: Diagram,
    goal: Goal,
    places: readonly Place[],
): readonly Step[] | undefined {
    const { store } = machine.space;
    const entries = entriesOf(machine, places);
    let visits = 0;
    const isBlocked = (blockers: ReadonlySet<number>): boolean => {
        visits += places.length;
        store.pause();
        const mark = store.mark();
        const blocked = comes(machine, from, goal, places, entries, blockers) === NONE;
        store.release(mark);
        return blocked;
    };

    const candidates: number[] = [];
    for (const place of [...places].reverse()) {
        const exits = (machine.nodes[place] as MachineNode).exits.length - 1;
        const last = place === goal.place ? goal.exit : exits;
        for (let exit = last - 1; exit >= 0; exit--) candidates.push(keyOf({ place, exit }));
    }
    // Halving takes about two looks at each size: what cannot come to its end is not begun.
    if (2 * Math.log2(candidates.length + 1) * places.length > MOST_VISITS) return undefined;
    if (!isBlocked(new Set(candidates))) return undefined;
    let left = candidates;
    for (let size = Math.max(1, left.length >> 1); ; size >>= 1) {
        for (let i = 0; i < left.length; ) {
            if (visits > MOST_VISITS) return undefined;
            const fewer = [...left.slice(0, i), ...left.slice(i + size)];
            if (isBlocked(new Set(fewer))) left = fewer;
            else i += size;
        }
        if (size <= 1) break;
    }
    return left.map(stepOf).reverse();
}

const KEY_BASE = 4096;

function keyOf({ place, exit }: Step): number {
    return place * KEY_BASE + exit;
}

function stepOf(key: number): Step {
    return { place: Math.floor(key / KEY_BASE), exit: key % KEY_BASE };
}

/** The cases of the goal that come, if only the blockers take away the cases that leave by them. */
function comes(
    machine: Machine,
    from: Diagram,
    goal: Goal,
    before: readonly Place[],
    entries: ReadonlySet<Place>,
    blockers: ReadonlySet<number>,
): Diagram {
    const { store, dimensions } = machine.space;
    const live = (place: Place) => machine.live[place] as Variables;
    const reach = new Map<Place, Diagram>();
    const isBefore = new Set(before);
    const everything = new Uint8Array(dimensions.length).fill(1);
    for (const place of before) {
        // Before the window anything may have happened.
        if (entries.has(place)) reach.set(place, store.exists(from, without(everything, live(place))));
    }
    for (const place of before) {
        const node = machine.nodes[place] as MachineNode;
        let left = reach.get(place) ?? NONE;
        const last = place === goal.place ? goal.exit : node.exits.length;
        for (let exit = 0; exit < last && left !== NONE; exit++) {
            const { to } = node.exits[exit] as Exit;
            const guard = node.guards[exit];
            const answer = node.answers[exit - node.guards.length];
            const leaving = guard === undefined ? store.and(answer ?? left, left) : store.minus(left, guard);
            if (place !== goal.place && leaving !== NONE && isBefore.has(to)) {
                const going = store.exists(leaving, without(live(place), live(to)));
                reach.set(to, store.or(reach.get(to) ?? NONE, going));
            }
            if (!blockers.has(keyOf({ place, exit }))) continue;
            left = guard === undefined ? store.minus(left, answer ?? left) : store.and(guard, left);
        }
        if (place === goal.place) return store.and(left, goal.cases);
    }
    return NONE;
}

/** Places of the window that cases come to from before it, or at which they start. */
function entriesOf(machine: Machine, places: readonly Place[]): ReadonlySet<Place> {
    const first = places[0] as Place;
    const earlier = machine.nodes.slice(0, first);
    return new Set([machine.start, ...earlier.flatMap((node) => node.exits.map((exit) => exit.to))]);
}

/** The places from which the goal can come, itself included, in order. */
function ancestorsOf(machine: Machine, place: Place): readonly Place[] {
    const found = new Set([place]);
    for (let at = place - 1; at >= 0; at--) {
        if (machine.nodes[at]?.exits.some((exit) => found.has(exit.to))) found.add(at);
    }
    return [...found].sort((a, b) => a - b);
}
