// Two policies over all cases: where their ways part first, and what that changes. Every case whose way changes is in
// exactly one class, the first place where the two policies treat it differently.

import type { Origin } from '../model/origin.js';
import type { FlowNode, Policy, Tone } from '../model/policy.js';
import type { Facts, Value } from '../model/value.js';
import {
    type Aspect,
    type Decision,
    type DecisionMachine,
    type DutySaid,
    readDecision,
    withDecisions,
} from './decisions.js';
import { BudgetExceeded, DEFAULT_NODE_BUDGET, NONE } from './diagram.js';
import {
    type Agreement,
    agreement,
    endedBy,
    goalAt,
    keyOf,
    PAIR_BASE,
    type Pair,
    type Parting,
    walkTogether,
    waysOf,
} from './divergence.js';
import { type InputChange, inputChanges, withoutConflicts } from './inputs.js';
import { createMachine, type Exit, type Machine, type MachineNode, type Place, run } from './machine.js';
import { conditionsOnWay, needed } from './needed.js';
import { type Goal, type Side, walkProduct } from './product.js';
import { coverCases, tellRegion } from './region.js';
import { buildSpace } from './space.js';
import { type Trail, traceBack } from './trail.js';
import { valuesOf } from './values.js';
import { variablesOfFacts } from './walk.js';
import { simplified } from './witness.js';
import { listed } from './words.js';

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
    /** The rule or step at which the ways part; `duties` where the same decision brings other duties. */
    readonly rule: string;
    readonly title?: string;
    /** What each policy does there: `yes → next`, that it has no such rule, or who had decided before. */
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
    /** Only where asked for: all that was compared of either decision. */
    readonly decisions?: { readonly before: Decision | null; readonly after: Decision | null };
}

export interface ComparisonOptions {
    readonly budget?: number;
    readonly shouldStop?: () => boolean;
    /** Count a case as changed also where another rule decides it, for another reason, or with other duties. */
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

/** Partings at one rule by the same ways are one class, whatever else is told apart of the decisions. */
function classesOf(pair: Pair, isAlso: boolean): readonly DivergenceClass[] {
    const isSame = agreement(pair);
    const { partings, trail } = walkTogether(pair, isSame);
    const sides = [sideOf(pair.left, pair.right), sideOf(pair.right, pair.left)] as const;
    const classes = new Map<string, { readonly partings: Parting[]; readonly changes: OutcomeChange[] }>();
    for (const parting of partings) {
        const { rule, before, after } = headOf(pair, parting);
        const key = JSON.stringify([rule, parting.exits, before, after]);
        const known = classes.get(key) ?? { partings: [], changes: [] };
        classes.set(key, known);
        known.partings.push(parting);
        known.changes.push(...changesOf(pair, sides, parting, trail, isSame, isAlso));
    }
    return [...classes.values()].map(({ partings: all, changes }) => {
        const head = headOf(pair, all[0] as Parting, (side) => endedBy(pair, trail, all, side));
        return { ...head, where: whereOf(pair, all), changes: withoutRepeats(changes).sort(byOutcome) };
    });
}

/** Of changes that say the same the one whose example gives the fewest facts. */
function withoutRepeats(changes: readonly OutcomeChange[]): OutcomeChange[] {
    const kept = new Map<string, OutcomeChange>();
    for (const change of changes) {
        const key = JSON.stringify([change.before, change.after, change.decisions]);
        const known = kept.get(key);
        if (!known || change.example.size < known.example.size) kept.set(key, change);
    }
    return [...kept.values()];
}

// ---- what a parting changes

/** Above every pair of places, so that ids of both walks fit one trail. */
const PRODUCT_OFFSET = 2 ** 45;

function headOf(
    { left, right }: Pair,
    { at: [a, b], exits, goals }: Parting,
    endedBy: (side: 0 | 1) => readonly FlowNode[] = () => [],
): Omit<DivergenceClass, 'where' | 'changes'> {
    const [l, r] = [left.nodes[a], right.nodes[b]];
    const shown = (exits[1] === undefined ? l : r) ?? l;
    const rule = shown?.node.rule ?? '';
    const outcome = dutyPlaceAt(left, a)?.outcome;
    const title =
        outcome === undefined
            ? (titleOf(right.policy, rule) ?? titleOf(left.policy, rule))
            : `where the outcome is ${outcome}`;
    return {
        rule,
        ...(title === undefined ? {} : { title }),
        before:
            exits[0] === undefined ? courseWithout(left, a, rule, endedBy(0)) : courseOf(left, a, exits[0], goals[0]),
        after:
            exits[1] === undefined ? courseWithout(right, b, rule, endedBy(1)) : courseOf(right, b, exits[1], goals[1]),
    };
}

function changesOf(
    pair: Pair,
    sides: readonly [Side, Side],
    parting: Parting,
    trail: Trail,
    isSame: Agreement,
    isAlso: boolean,
): readonly OutcomeChange[] {
    const { left, right, space } = pair;
    const [a, b] = parting.at;
    const starts = [{ left: parting.goals[0], right: parting.goals[1], cases: parting.cases }];
    const product = walkProduct(space.store, ...sides, starts, { isSame, stopAtFirst: false });
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
    return product.differences.map((difference): OutcomeChange => {
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

function whereOf({ left, right, space }: Pair, partings: readonly Parting[]): string {
    const facts = partings.flatMap(({ at: [a, b] }) => [
        ...(left.nodes[a]?.node.facts ?? []),
        ...(right.nodes[b]?.node.facts ?? []),
    ]);
    const { store } = space;
    const others = variablesOfFacts(right, facts).map((each) => (each === 1 ? 0 : 1));
    const told = store.anyOf(partings.map(({ cases }) => store.exists(cases, others)));
    const care = store.anyOf(partings.map(({ arriving }) => store.exists(arriving, others)));
    return tellRegion(right.policy, space, coverCases(space, told, care));
}

function courseOf(machine: DecisionMachine, place: Place, exit: number, goal: Goal): Course {
    const node = machine.nodes[place] as MachineNode;
    if (goal.kind === 'end' && dutyPlaceAt(machine, place)) {
        const { duties = [] } = readDecision(goal.name);
        return { text: duties.length === 0 ? 'no duty' : duties.map(tellDuty).join(' · ') };
    }
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

/** What a policy does where the other one comes to a rule: it has no such rule, or had come to its end before. */
function courseWithout(machine: DecisionMachine, place: Place, rule: string, ended: readonly FlowNode[]): Course {
    const goal = goalAt(machine, place);
    const end = tellGoal(machine, goal);
    // A rule that no case can come to is no part of the machine.
    if (ended.length === 0 || !hasRule(machine.policy, rule)) return { text: `no such rule → ${end}` };
    const rules = [...new Set(ended.map((node) => node.rule))];
    const whole = [...new Set(rules.map((name) => principleOf(machine.policy, name)))];
    const told = [rules, whole].find(({ length }) => length <= MOST_ENDS_TOLD);
    const [only, ...others] = ended;
    const origin = only && others.length === 0 ? { origin: only.origin } : {};
    if (goal.kind === 'end' && goal.name === '') {
        return { text: told ? `no answer at ${listed(told, 'or')}` : 'no answer before', ...origin };
    }
    return { text: `decided ${told ? `by ${listed(told, 'or')}` : 'before'} → ${end}`, ...origin };
}

/** The principle that a step is part of; any other rule itself. */
function principleOf({ rules }: Policy, name: string): string {
    const principle = rules.find((rule) => rule.kind === 'principle' && rule.steps.some((step) => step.name === name));
    return principle?.name ?? name;
}

const MOST_ENDS_TOLD = 3;

/** As people read it: `must tell applicant: …`. */
export function tellDuty({ modality, audience, text }: DutySaid): string {
    return `${modality} ${audience === null ? '' : `tell ${audience}: `}${text}`;
}

function dutyPlaceAt(machine: DecisionMachine, place: Place) {
    return machine.dutyPlaces.get(place);
}

function tellGoal(machine: DecisionMachine, goal: Goal): string {
    const outcome = goal.kind === 'node' ? dutyPlaceAt(machine, goal.node)?.outcome : undefined;
    if (outcome !== undefined) return outcome;
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
        [left, right].flatMap((machine) => [
            ...needed(machine, best, conditionsOnWay(machine, best)),
            ...neededForDuties(machine, best),
        ]),
    );
    const values = valuesOf(space, best);
    const facts = new Map<string, Value>();
    for (const name of space.facts.keys()) if (names.has(name)) facts.set(name, values.get(name) as Value);
    return facts;
}

/** The facts that say which duties come with the decision, given what is on the path of the case. */
function neededForDuties(machine: DecisionMachine, cells: Int32Array): Iterable<string> {
    const place = run(machine, cells)
        .steps.map((step) => dutyPlaceAt(machine, step.place))
        .at(-1);
    if (!place) return [];
    const known = cells.map((cell, variable) => Math.max(cell, place.path[variable] as number));
    return needed(
        machine,
        known,
        place.conditional.flatMap(({ when }) => when ?? []),
    );
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

function hasRule({ rules }: Policy, name: string): boolean {
    return rules.some((each) => {
        return each.name === name || (each.kind === 'principle' && each.steps.some((step) => step.name === name));
    });
}

function byOutcome(a: OutcomeChange, b: OutcomeChange): number {
    const text = ({ before, after }: OutcomeChange) => `${before ?? ''} ${after ?? ''}`;
    return text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0;
}
