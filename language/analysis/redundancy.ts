// Answers and facts that could go: without the answer, or whatever the fact, every case gets the same outcome. Random
// cases refute most candidates at once; a walk of the flow beside itself proves the rest.

import type { Condition } from '../model/condition.js';
import type { Finding } from '../model/finding.js';
import type { Answer, FlowNode, Policy } from '../model/policy.js';
import { eachPart, partsOf } from './conditions.js';
import { type Diagram, NONE } from './diagram.js';
import { type Exit, exitOf, type Machine, type MachineNode, type Place, run, split } from './machine.js';
import { type Goal, type ProductWalk, type Side, walkProduct } from './product.js';
import { finding, type Study } from './study.js';
import { traceBack } from './trail.js';
import { takenCases, variablesOfFacts } from './walk.js';
import { nameRule } from './words.js';

// ---- answers

export function* findRedundantAnswers(study: Study): Generator<Finding> {
    const { policy } = study;
    const work = { left: MOST_WORK };
    for (const [place, node] of policy.flow.entries()) {
        for (const [index, answer] of node.answers.entries()) {
            if (!isCandidate(study, node, place, index) || !isRedundant(study, place, index, work)) continue;
            const name = `‘${answer.label}’ of ${nameRule(policy, node.rule)}`;
            const message = `Without ${name} every case would get the same outcome for the same reason.`;
            yield finding('answer-redundant', answer.labelOrigin, message);
        }
    }
}

/** Pairs of places that one check may visit in all: a few seconds' worth; what was found until then stands. */
const MOST_WORK = 150_000;

interface Work {
    left: number;
}

function isCandidate(study: Study, node: FlowNode, place: Place, index: number): boolean {
    const answer = node.answers[index] as Answer;
    if (answer.form === 'implied' || node.kind === 'review') return false;
    return takenCases(study.walk, place, index) !== NONE && !isOnSomePath(study.policy, node.rule);
}

/** Whether a duty looks at how the rule was answered: then its answers matter, whatever the outcome. */
function isOnSomePath(policy: Policy, rule: string): boolean {
    return policy.duties.some((duty) =>
        duty.when
            ? [...eachPart(duty.when)].some((part) => part.kind === 'answered' && belongsTo(rule, part.rule))
            : false,
    );
}

function belongsTo(rule: string, name: string): boolean {
    return rule === name || rule.startsWith(`${name}.`);
}

function isRedundant(study: Study, place: Place, index: number, work: Work): boolean {
    const { machine, space, walk, policy } = study;
    const { store } = space;
    const node = machine.nodes[place] as MachineNode;
    let left = takenCases(walk, place, index);
    const own = wouldBe(policy, node, node.guards.length + index);
    const starts: { left: Goal; right: Goal; cases: Diagram }[] = [];
    for (let later = index + 1; later <= node.answers.length; later++) {
        const matching = node.answers[later];
        const cases = matching === undefined ? left : store.and(matching, left);
        if (cases === NONE) continue;
        const other = wouldBe(policy, node, node.guards.length + later);
        if (own.kind === 'end' && other.kind === 'end' && own.name !== other.name) return false;
        if (isRefuted(study, place, own, other, cases)) return false;
        starts.push({ left: own, right: other, cases });
        if (matching !== undefined) left = store.minus(left, matching);
    }
    const side = wouldBeSide(machine);
    const options = { isSame: (a: number, b: number) => a === b, stopAtFirst: true, mostPairs: work.left };
    const mark = store.mark();
    const { differences, pairCount } = walkProduct(store, side, side, starts, options);
    store.release(mark);
    work.left -= pairCount;
    return differences.length === 0;
}

/** A few cases that take the answer, led on by it and without it: another decision refutes at once. */
function isRefuted(study: Study, place: Place, own: Goal, other: Goal, cases: Diagram): boolean {
    const { machine, space, walk, policy } = study;
    const decisionFrom = (goal: Goal, cells: Int32Array): string => {
        for (let at = goal; ; ) {
            if (at.kind === 'end') return at.name;
            const node = machine.nodes[at.node] as MachineNode;
            at = wouldBe(policy, node, exitOf(space.store, node, cells));
        }
    };
    return tastesOf(study).some(({ nominal, cost }) => {
        const cells = traceBack(walk, place, cases, nominal, cost);
        return decisionFrom(own, cells) !== decisionFrom(other, cells);
    });
}

/** What a case should look like where it is free. */
interface Taste {
    readonly nominal: Int32Array;
    readonly cost: readonly (readonly number[])[];
}

const TASTES = new WeakMap<Study, readonly Taste[]>();

/** The nominal case and a few others, spread by a fixed hash: guesses must be the same on every run. */
function tastesOf(study: Study): readonly Taste[] {
    const known = TASTES.get(study);
    if (known) return known;
    const { nominal, cost, dimensions } = study.space;
    const spread = (variable: number, cell: number, round: number) => {
        const hash =
            Math.imul(variable + 1, 0x9e3779b1) ^ Math.imul(cell + 1, 0x85ebca6b) ^ Math.imul(round, 0xc2b2ae35);
        return ((hash ^ (hash >>> 15)) >>> 3) & 0xff;
    };
    const others = Array.from(
        { length: MOST_GUESSES },
        (_, round): Taste => ({
            nominal: Int32Array.from(dimensions, ({ kind, arity }, v) => {
                // What is on the path, and sums, are not free.
                return kind === 'path' || kind === 'sum' ? (nominal[v] as number) : spread(v, 0, round) % arity;
            }),
            cost: cost.map((cells, v) => cells.map((_, cell) => spread(v, cell, round))),
        }),
    );
    const tastes = [{ nominal, cost }, ...others];
    TASTES.set(study, tastes);
    return tastes;
}

/** The flow up to the would-be outcome, with its reason: what follows from there depends on nothing else. */
function wouldBeSide(machine: Machine): Side {
    return {
        nodeCount: machine.nodes.length,
        live: machine.live,
        rank: (node) => node,
        split: (place, cases) => {
            const node = machine.nodes[place] as MachineNode;
            return split(machine.space.store, node, cases).map((leaving, exit) => {
                return { to: wouldBe(machine.policy, node, exit), cases: leaving };
            });
        },
    };
}

function wouldBe(policy: Policy, { node, exits }: MachineNode, index: number): Goal {
    const exit = exits[index] as Exit;
    if (exit.kind === 'gap' || exit.target.kind === 'end') return { kind: 'end', name: 'none' };
    if (exit.target.kind === 'stand' && exit.target.then === null) return { kind: 'end', name: 'stand' };
    if (exit.target.kind !== 'decide') return { kind: 'node', node: exit.to };
    const { outcome, reason = null } = exit.target;
    const counted = deciders(policy).some((rule) => belongsTo(node.rule, rule));
    return { kind: 'end', name: JSON.stringify([outcome, reason, counted ? node.rule : null]) };
}

const DECIDERS = new WeakMap<Policy, readonly string[]>();

/** The rules of which some duty asks whether they decided. */
function deciders(policy: Policy): readonly string[] {
    const known = DECIDERS.get(policy);
    if (known) return known;
    const parts = policy.duties.flatMap((duty) => (duty.when ? [...eachPart(duty.when)] : []));
    const rules = parts.flatMap((part) => (part.kind === 'decided-by' ? [part.rule] : []));
    DECIDERS.set(policy, rules);
    return rules;
}

// ---- facts

/**
 * Facts that change answers and yet never an outcome or its reason. Where a fact does not even change an answer, the
 * condition or answer is reported instead; where a duty looks at the path, every answer on it matters.
 */
export function* findIrrelevantFacts(study: Study): Generator<Finding> {
    const { policy, machine, reader } = study;
    const inDuties = machine.space.store.support(
        ...policy.duties
            .flatMap((duty) => (duty.when ? withoutPath(duty.when) : []))
            .flatMap((part) => [reader.truthOf(part).yes, reader.truthOf(part).no]),
    );
    const work = { left: MOST_WORK };
    for (const fact of policy.facts) {
        const variables = machine.space.ofFact.get(fact.name) ?? [];
        // Facts that are compared with each other cannot be varied one by one, and duties are results of their own.
        if (isCompared(study, fact.name) || variables.some((variable) => inDuties[variable] === 1)) continue;
        if (fact.name === policy.clock || !variables.some((variable) => isRead(machine, variable))) continue;
        const parting = new Set<Place>();
        if (!variables.every((variable) => isIrrelevant(study, variable, parting, work))) continue;
        const readers = policy.flow.filter((node) => parting.has(node.index));
        if (readers.length === 0 || readers.some((node) => isOnPathOfDuty(policy, node.rule))) continue;
        const related = readers.slice(0, MOST_READERS_TOLD).map((node) => ({
            message: `‘${node.rule}’ reads it`,
            origin: node.origin,
        }));
        const message = `No case’s outcome ever depends on ‘${fact.name}’, though it is asked for.`;
        yield finding('fact-irrelevant', fact.origin, message, { related });
    }
}

/** The largest parts of a duty's condition that say nothing of the path. */
function withoutPath(condition: Condition): readonly Condition[] {
    const asksPath = [...eachPart(condition)].some((part) => 'rule' in part);
    return asksPath ? partsOf(condition).flatMap(withoutPath) : [condition];
}

function isOnPathOfDuty(policy: Policy, rule: string): boolean {
    return policy.duties.some((duty) =>
        duty.when ? [...eachPart(duty.when)].some((part) => 'rule' in part && belongsTo(rule, part.rule)) : false,
    );
}

function isCompared({ machine }: Study, fact: string): boolean {
    const variables = variablesOfFacts(machine, [fact]);
    return machine.space.dimensions.some(
        (dimension, variable) => dimension.kind === 'sum' && variables[variable] === 1,
    );
}

function isRead({ live }: Machine, variable: number): boolean {
    return live.some((variables) => variables[variable] === 1);
}

/** Whether no decision depends on the variable; the nodes at which it changes an answer are added to `parting`. */
function isIrrelevant(study: Study, variable: number, parting: Set<Place>, work: Work): boolean {
    const { arity } = study.space.dimensions[variable] as { arity: number };
    if (refuted(study, variable, arity)) return false;
    for (let cell = 1; cell < arity; cell++) {
        const { differences, parting: places, pairCount } = comparedOver(study, variable, cell - 1, cell, work);
        work.left -= pairCount;
        if (differences.length > 0) return false;
        for (const place of places) parting.add(place);
    }
    return true;
}

const MOST_READERS_TOLD = 4;

/** Cases on which a guess is made before anything is proved. */
const MOST_GUESSES = 12;

/** Cases that come to a question about the fact, with the fact changed: a different decision refutes at once. */
function refuted({ machine, space, walk, policy }: Study, variable: number, arity: number): boolean {
    const decisionOf = (cells: Int32Array): string => {
        const { steps, end } = run(machine, cells);
        const ends = steps.map(({ place, exit }) => wouldBe(policy, machine.nodes[place] as MachineNode, exit));
        return `${end} ${ends.map((goal) => (goal.kind === 'end' ? goal.name : '')).join('')}`;
    };
    let guesses = 0;
    for (const [place, node] of machine.nodes.entries()) {
        if (guesses >= MOST_GUESSES) break;
        if (space.store.support(...node.guards, ...node.answers)[variable] !== 1) continue;
        for (const cases of walk.leaving[place] ?? []) {
            if (cases === NONE || guesses++ >= MOST_GUESSES) continue;
            const cells = traceBack(walk, place, cases, space.nominal, space.cost);
            const decision = decisionOf(cells);
            for (let cell = 0; cell < arity; cell++) {
                const other = Int32Array.from(cells);
                other[variable] = cell;
                if (space.store.contains(space.possible, other) && decisionOf(other) !== decision) return true;
            }
        }
    }
    return false;
}

/** Every case with the variable in one cell beside the same case with it in the other. */
function comparedOver(
    { machine, space, walk }: Study,
    variable: number,
    first: number,
    second: number,
    work: Work,
): ProductWalk {
    const { store } = space;
    const mark = store.mark();
    const at = (cell: number) => {
        const cells = new Int32Array(space.dimensions.length).fill(-1);
        cells[variable] = cell;
        return cells;
    };
    const side = (cell: number): Side => {
        const cells = at(cell);
        const known = new Map<Place, Pick<MachineNode, 'guards' | 'answers'>>();
        const fixedAt = (place: Place): Pick<MachineNode, 'guards' | 'answers'> => {
            const node = machine.nodes[place] as MachineNode;
            const fixed = known.get(place) ?? {
                guards: node.guards.map((guard) => store.restrict(guard, cells)),
                answers: node.answers.map((answer) => store.restrict(answer, cells)),
            };
            known.set(place, fixed);
            return fixed;
        };
        return {
            ...wouldBeSide(machine),
            split: (place, cases) => {
                const node = machine.nodes[place] as MachineNode;
                return split(store, fixedAt(place), cases).map((leaving, exit) => {
                    return { to: wouldBe(machine.policy, node, exit), cases: leaving };
                });
            },
        };
    };
    const starts = [machine.start, ...reviewsOf(machine)].map((place) => {
        const from = walk.reach[place] as Diagram;
        const goal: Goal = { kind: 'node', node: place };
        const cases = store.and(store.restrict(from, at(first)), store.restrict(from, at(second)));
        return { left: goal, right: goal, cases };
    });
    const isSame = (a: number, b: number) => a === b && machine.live[a]?.[variable] === 0;
    const found = walkProduct(store, side(first), side(second), starts, {
        isSame,
        stopAtFirst: true,
        mostPairs: work.left,
    });
    store.release(mark);
    return found;
}

/** Reviews start anew from each would-be outcome: what came before is the same once the outcome is. */
function reviewsOf(machine: Machine): readonly Place[] {
    return machine.nodes.flatMap(({ node }, place) => (node.kind === 'review' ? [place] : []));
}
