// Two policies over all cases: where their ways part first, and what that changes. Every case whose way changes is in
// exactly one class, the first place where the two policies treat it differently (`analysis.md` 2.6).

import type { Origin } from '../model/origin.js';
import type { FlowNode, Policy, Tone } from '../model/policy.js';
import type { Facts, Value } from '../model/value.js';
import { type Aspect, type Decision, readDecision, withDecisions } from './decisions.js';
import { BudgetExceeded, DEFAULT_NODE_BUDGET, type Diagram, NONE, type Variables } from './diagram.js';
import { type InputChange, inputChanges, withoutConflicts } from './inputs.js';
import {
    createMachine,
    type Exit,
    type Machine,
    type MachineNode,
    outcomeAt,
    type Place,
    run,
    split,
    union,
    without,
} from './machine.js';
import { conditionsOnWay, needed } from './needed.js';
import { type Goal, type Side, walkProduct } from './product.js';
import { coverCases, tellRegion } from './region.js';
import { buildSpace, type Space } from './space.js';
import { startingCases } from './study.js';
import { type Arrival, type Trail, traceBack } from './trail.js';
import { valuesOf } from './values.js';
import { variablesOfFacts } from './walk.js';
import { simplified } from './witness.js';

export interface Comparison {
    /** Whether every case of both policies has the same outcome in both; undefined if it could not be decided. */
    readonly equal: boolean | undefined;
    /** Facts, values and outcomes that only one of the policies has, or that have changed. */
    readonly inputs: readonly InputChange[];
    /** Where the ways part, in the order of the flow. */
    readonly classes: readonly DivergenceClass[];
    /** Whether the two policies never apply on the same day, so that each was taken with its newest versions. */
    readonly datesApart: boolean;
}

export interface DivergenceClass {
    /** The rule or step at which the ways part. */
    readonly rule: string;
    readonly title?: string;
    /** What each policy does there: `yes → next`, or that the rule is not in it. */
    readonly before: Course;
    readonly after: Course;
    /** The cases, in the words of that rule, given that they come to it; `always` for all of them. */
    readonly where: string;
    /** Changed outcomes with an example each; empty if the way changes and no outcome does. */
    readonly changes: readonly OutcomeChange[];
}

export interface Course {
    readonly text: string;
    readonly origin?: Origin;
}

export interface OutcomeChange {
    /** Null: no outcome. */
    readonly before: string | null;
    readonly after: string | null;
    readonly toneBefore: Tone | null;
    readonly toneAfter: Tone | null;
    readonly example: Facts;
    /** Only where asked for: what decided, if that is what changes. */
    readonly decisions?: { readonly before: Decision | null; readonly after: Decision | null };
}

export interface ComparisonOptions {
    readonly budget?: number;
    readonly shouldStop?: () => boolean;
    /** Count a case as changed also where another rule decides it, or for another reason. */
    readonly also?: readonly Aspect[];
}

export function compare(before: Policy, after: Policy, options: ComparisonOptions = {}): Comparison {
    const limits = { budget: options.budget ?? DEFAULT_NODE_BUDGET, shouldStop: options.shouldStop ?? (() => false) };
    const inputs = inputChanges(before, after);
    let [left, right] = [withoutConflicts(before, after), after];
    try {
        let space = buildSpace([left, right], limits);
        const datesApart = space.possible === NONE;
        if (datesApart) {
            [left, right] = [withoutDates(left), withoutDates(right)];
            space = buildSpace([left, right], limits);
        }
        const machineOf = (policy: Policy) => withDecisions(createMachine(policy, space), options.also ?? []);
        const pair = { left: machineOf(left), right: machineOf(right), space };
        const classes = classesOf(pair, (options.also ?? []).length > 0);
        return { equal: classes.every((each) => each.changes.length === 0), inputs, classes, datesApart };
    } catch (error) {
        if (!(error instanceof BudgetExceeded)) throw error;
        return { equal: undefined, inputs, classes: [], datesApart: false };
    }
}

/** Taken with its newest versions, on any day. */
function withoutDates(policy: Policy): Policy {
    const { clock: _, ...rest } = policy;
    return { ...rest, effective: {} };
}

interface Pair {
    readonly left: Machine;
    readonly right: Machine;
    readonly space: Space;
}

// ---- the walk along both

/** Cases that stand at nodes of both policies that mean the same, or before one that only one of them has. */
interface Parting {
    readonly at: readonly [Place, Place];
    readonly exits: readonly [number | undefined, number | undefined];
    readonly goals: readonly [Goal, Goal];
    readonly cases: Diagram;
    readonly arriving: Diagram;
}

function classesOf(pair: Pair, isAlso: boolean): readonly DivergenceClass[] {
    const isSame = agreement(pair);
    const { partings, trail } = walkTogether(pair, isSame);
    return partings.map((parting) => describe(pair, parting, trail, isSame, isAlso));
}

/** Whether all that can follow at two nodes is the same in both policies, so that no case can part there. */
type Agreement = (left: Place, right: Place) => boolean;

/** Conditions are the same where their diagrams are; that what follows is the same is settled from the end. */
function agreement({ left, right }: Pair): Agreement {
    const known = new Map<number, boolean>();
    const agree = (a: Place, b: Place): boolean => {
        const [l, r] = [left.nodes[a], right.nodes[b]];
        if (!l || !r) return !l && !r && outcomeAt(left, a) === outcomeAt(right, b);
        const key = a * PAIR_BASE + b;
        const found = known.get(key);
        if (found !== undefined) return found;
        const isSame =
            keyOf(l.node) === keyOf(r.node) &&
            l.exits.length === r.exits.length &&
            l.guards.join() === r.guards.join() &&
            l.answers.join() === r.answers.join() &&
            l.exits.every((exit, i) => agree(exit.to, (r.exits[i] as Exit).to));
        known.set(key, isSame);
        return isSame;
    };
    return agree;
}

const PAIR_BASE = 1 << 20;

function walkTogether(pair: Pair, isSame: Agreement): { readonly partings: readonly Parting[]; readonly trail: Trail } {
    const { left, right, space } = pair;
    const { store } = space;
    const leftKeys = new Set(left.nodes.map(({ node }) => keyOf(node)));
    const rightKeys = new Set(right.nodes.map(({ node }) => keyOf(node)));
    const reach = new Map<number, Diagram>();
    const arrivals = new Map<number, Arrival[]>();
    const waiting: number[][] = [];
    const partings: Parting[] = [];

    const isNode = (goal: Goal) => goal.kind === 'node';
    const key = (machine: Machine, goal: Goal) =>
        goal.kind === 'node' ? keyOf((machine.nodes[goal.node] as MachineNode).node) : undefined;
    /** Whether the two stand side by side: one and the same rule, or before one that the other policy has not. */
    const aligned = (l: Goal, r: Goal): boolean => {
        const [a, b] = [key(left, l), key(right, r)];
        if (a === undefined && b === undefined) return (l as { name: string }).name === (r as { name: string }).name;
        return a === b || (a !== undefined && !rightKeys.has(a)) || (b !== undefined && !leftKeys.has(b));
    };
    const liveOf = (a: Place, b: Place): Variables => {
        return union(left.live[a] as Variables, right.live[b] as Variables);
    };
    const arrive = (from: number, exit: number, at: readonly [Place, Place], cases: Diagram, forget: Variables) => {
        const id = at[0] * PAIR_BASE + at[1];
        if (!reach.has(id)) {
            const rank = at[0] + at[1];
            waiting[rank] = [...(waiting[rank] ?? []), id];
        }
        reach.set(id, store.or(reach.get(id) ?? NONE, store.exists(cases, forget)));
        arrivals.set(id, [...(arrivals.get(id) ?? []), { from, exit, cases }]);
    };

    const from = startingCases(space);
    const start = [placeOf(startOf(left), left), placeOf(startOf(right), right)] as const;
    arrive(-1, -1, start, from, without(new Uint8Array(space.dimensions.length).fill(1), liveOf(...start)));
    for (let rank = 0; rank <= left.placeCount + right.placeCount; rank++) {
        for (const id of waiting[rank] ?? []) {
            const [a, b] = [Math.floor(id / PAIR_BASE), id % PAIR_BASE];
            const cases = reach.get(id) as Diagram;
            const [l, r] = [goalAt(left, a), goalAt(right, b)];
            if (!isNode(l) && !isNode(r)) continue;
            const [leftKey, rightKey] = [key(left, l), key(right, r)];
            const same = leftKey === rightKey;
            // A rule of one policy alone is passed there while the other waits.
            const leftMoves = leftKey !== undefined && (same || !rightKeys.has(leftKey));
            const rightMoves = rightKey !== undefined && (same || (!leftMoves && !leftKeys.has(rightKey)));
            const leftWays = leftMoves ? waysOf(left, a, cases) : [{ goal: l, cases }];
            for (const [i, way] of leftWays.entries()) {
                if (way.cases === NONE) continue;
                const rightWays = rightMoves ? waysOf(right, b, way.cases) : [{ goal: r, cases: way.cases }];
                for (const [k, other] of rightWays.entries()) {
                    if (other.cases === NONE) continue;
                    const goals = [way.goal, other.goal] as const;
                    if (goals[0].kind === 'node' && goals[1].kind === 'node' && isSame(goals[0].node, goals[1].node))
                        continue;
                    if (aligned(...goals)) {
                        const at = [placeOf(goals[0], left), placeOf(goals[1], right)] as const;
                        arrive(id, i, at, other.cases, without(liveOf(a, b), liveOf(...at)));
                    } else {
                        const exits = [leftMoves ? i : undefined, rightMoves ? k : undefined] as const;
                        partings.push({ at: [a, b], exits, goals, cases: other.cases, arriving: cases });
                    }
                }
            }
        }
    }
    return { partings, trail: { store, arrivals: (id) => arrivals.get(id) ?? [] } };
}

/** Nodes of two versions mean the same if they belong to the same rule; reviews also by what they look at. */
function keyOf(node: FlowNode): string {
    return `${node.rule} ${node.reviewing ?? ''}`;
}

function startOf(machine: Machine): Goal {
    return goalAt(machine, machine.start);
}

function goalAt(machine: Machine, place: Place): Goal {
    if (place < machine.nodes.length) return { kind: 'node', node: place };
    return { kind: 'end', name: outcomeAt(machine, place) ?? '' };
}

function placeOf(goal: Goal, machine: Machine): Place {
    if (goal.kind === 'node') return goal.node;
    return machine.outcomes.get(goal.name) ?? machine.noOutcome;
}

function waysOf(
    machine: Machine,
    place: Place,
    cases: Diagram,
): readonly { readonly goal: Goal; readonly cases: Diagram }[] {
    const node = machine.nodes[place] as MachineNode;
    return split(machine.space.store, node, cases).map((leaving, exit) => ({
        goal: goalAt(machine, (node.exits[exit] as Exit).to),
        cases: leaving,
    }));
}

// ---- what a parting changes

/** Above every pair of places, so that ids of both walks fit one trail. */
const PRODUCT_OFFSET = 2 ** 45;

function describe(pair: Pair, parting: Parting, trail: Trail, isSame: Agreement, isAlso: boolean): DivergenceClass {
    const { left, right, space } = pair;
    const [a, b] = parting.at;
    const [l, r] = [left.nodes[a], right.nodes[b]];
    const shown = (parting.exits[1] === undefined ? l : r) ?? l;
    const starts = [{ left: parting.goals[0], right: parting.goals[1], cases: parting.cases }];
    const product = walkProduct(space.store, sideOf(left, right), sideOf(right, left), starts, {
        isSame,
        stopAtFirst: false,
    });
    const id = a * PAIR_BASE + b;
    const joined: Trail = {
        store: space.store,
        arrivals: (place) => {
            if (place < PRODUCT_OFFSET) return trail.arrivals(place);
            return product.arrivals(place - PRODUCT_OFFSET).map((arrival) => ({
                ...arrival,
                from: arrival.from < 0 ? id : arrival.from + PRODUCT_OFFSET,
            }));
        },
    };
    const changes = product.differences.map((difference): OutcomeChange => {
        const cells = traceBack(joined, difference.place + PRODUCT_OFFSET, difference.cases, space.nominal, space.cost);
        const read = (end: string) => (end === '' ? null : readDecision(end));
        const decisions = { before: read(difference.left), after: read(difference.right) };
        const [before, after] = [decisions.before?.outcome ?? null, decisions.after?.outcome ?? null];
        return {
            before,
            after,
            toneBefore: toneOf(left.policy, before),
            toneAfter: toneOf(right.policy, after),
            example: exampleOf(pair, parting, cells),
            ...(isAlso ? { decisions } : {}),
        };
    });
    const rule = shown?.node.rule ?? '';
    const title = titleOf(right.policy, rule) ?? titleOf(left.policy, rule);
    return {
        rule,
        ...(title === undefined ? {} : { title }),
        before: courseOf(left, a, parting.exits[0], parting.goals[0]),
        after: courseOf(right, b, parting.exits[1], parting.goals[1]),
        where: whereOf(pair, parting),
        changes: changes.sort(byOutcome),
    };
}

function sideOf(machine: Machine, other: Machine): Side {
    const ranks = ranksOf(machine, other);
    return {
        nodeCount: machine.nodes.length,
        live: machine.live,
        rank: (node) => ranks[node] as number,
        split: (node, cases) =>
            waysOf(machine, node, cases).map(({ goal, cases: leaving }) => ({ to: goal, cases: leaving })),
    };
}

/** Ranks that put a node beside the node of the same rule in the other policy, as far as both orders allow. */
function ranksOf(machine: Machine, other: Machine): readonly number[] {
    const places = new Map(other.nodes.map(({ node }, place) => [keyOf(node), place]));
    let rank = -1;
    return machine.nodes.map(({ node }) => {
        rank = Math.max(rank, places.get(keyOf(node)) ?? rank);
        return rank;
    });
}

function whereOf({ left, right, space }: Pair, { at, cases, arriving }: Parting): string {
    const facts = [...(left.nodes[at[0]]?.node.facts ?? []), ...(right.nodes[at[1]]?.node.facts ?? [])];
    const local = variablesOfFacts(right, facts);
    const others = local.map((each) => (each === 1 ? 0 : 1));
    const told = space.store.exists(cases, others);
    const care = space.store.exists(arriving, others);
    return tellRegion(right.policy, space, coverCases(space, told, care));
}

function courseOf(machine: Machine, place: Place, exit: number | undefined, goal: Goal): Course {
    const node = machine.nodes[place];
    if (exit === undefined || !node) return { text: `no such rule → ${tellGoal(machine, goal)}` };
    const way = node.exits[exit] as Exit;
    switch (way.kind) {
        case 'skip': {
            const guard = node.node.guards[way.guard]?.guard;
            return { text: `passed over → ${tellGoal(machine, goal)}`, ...(guard ? { origin: guard.origin } : {}) };
        }
        case 'answer': {
            const answer = node.node.answers[way.answer];
            const label = answer?.form === 'implied' ? 'does not apply' : (answer?.label ?? '');
            return { text: `${label} → ${tellGoal(machine, goal)}`, ...(answer ? { origin: answer.origin } : {}) };
        }
        case 'gap':
            return { text: 'no answer', origin: node.node.origin };
    }
}

function tellGoal(machine: Machine, goal: Goal): string {
    if (goal.kind === 'node') return (machine.nodes[goal.node] as MachineNode).node.rule;
    return goal.name === '' ? 'no outcome' : readDecision(goal.name).outcome;
}

/** An example with as many facts at their defaults as its outcomes allow, and only those that its ways need. */
function exampleOf({ left, right, space }: Pair, { at, exits, cases }: Parting, cells: Int32Array): Facts {
    const ends = (each: Int32Array) => `${run(left, each).end} ${run(right, each).end}`;
    const wanted = ends(cells);
    const parts = (each: Int32Array) =>
        [left, right].every((machine, side) => {
            const exit = exits[side];
            const { steps } = run(machine, each);
            return exit === undefined || steps.some((step) => step.place === at[side] && step.exit === exit);
        });
    const best = simplified(space, cells, (each) => {
        return ends(each) === wanted && space.store.contains(cases, each) && parts(each);
    });
    const names = new Set(
        [left, right].flatMap((machine) => [...needed(machine, best, conditionsOnWay(machine, best))]),
    );
    const values = valuesOf(space, best);
    const facts = new Map<string, Value>();
    for (const name of space.facts.keys()) if (names.has(name)) facts.set(name, values.get(name) as Value);
    return facts;
}

function toneOf(policy: Policy, outcome: string | null): Tone | null {
    return policy.outcomes.find((each) => each.name === outcome)?.tone ?? null;
}

function titleOf(policy: Policy, rule: string): string | undefined {
    for (const each of policy.rules) {
        if (each.name === rule) return each.title;
        const step = each.kind === 'principle' ? each.steps.find((one) => one.name === rule) : undefined;
        if (step) return step.title ?? each.title;
    }
    return undefined;
}

function byOutcome(a: OutcomeChange, b: OutcomeChange): number {
    const text = (change: OutcomeChange) => `${change.before ?? ''} ${change.after ?? ''}`;
    return text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0;
}
