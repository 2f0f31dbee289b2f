// Facts that change answers and yet never an outcome or its reason. Where a fact does not even change an answer, the
// condition or answer is reported instead; where a duty looks at the path, every answer on it matters.

import type { Condition } from '../model/condition.js';
import { eachPart, partsOf } from '../model/condition-parts.js';
import type { Finding } from '../model/finding.js';
import type { Fact, Policy } from '../model/policy.js';
import { BudgetExceeded, type Diagram, NONE, type Variables } from './diagram.js';
import { type MachineNode, type Place, split } from './machine.js';
import { createRecall, type Memory, type Recall } from './memory.js';
import { type Goal, type PairStart, type Side, walkProduct } from './product.js';
import { notDecidedWhether } from './redundancy.js';
import { GUESSES_AT_PAIR, GUESSES_FIRST, MOST_PAIRS_EACH } from './same-end.js';
import { createSampler } from './simulate.js';
import { finding, type Study } from './study.js';
import { variablesOfFacts } from './walk.js';
import { belongsTo, endApart, type WouldBe, wouldBeOf, wouldBeSide } from './would-be.js';

const MOST_READERS_TOLD = 4;

export function* findIrrelevantFacts(study: Study, memory: Memory): Generator<Finding> {
    const { policy } = study;
    const goals = wouldBeOf(study.machine);
    const recall = createRecall(study, goals, memory);
    const undecided: Fact[] = [];
    for (const { fact, variables } of candidatesOf(study)) {
        const parting = new Set<Place>();
        let isDecided = true;
        let matters = false;
        for (const variable of variables) {
            const { matters: does, parting: places } = verdictOn(study, goals, recall, variable);
            if (does === undefined) isDecided = false;
            else if (does) matters = true;
            for (const place of places) parting.add(place);
            if (matters) break;
        }
        if (matters) continue;
        if (isDecided) yield* irrelevantFact(policy, fact, parting);
        else if (!policy.flow.some(({ index, rule }) => parting.has(index) && isOnPathOfDuty(policy, rule))) {
            undecided.push(fact);
        }
    }
    if (undecided.length === 0) return;
    const names = undecided.map(({ name }) => `‘${name}’`);
    yield notDecidedWhether(study, 'ever matter', names, undecided[0]?.origin);
}

/** What is said of a fact that changes no decision, only answers at these places; nothing if a duty looks at one. */
export function irrelevantFact(policy: Policy, fact: Fact, parting: ReadonlySet<Place>): readonly Finding[] {
    const readers = policy.flow.filter((node) => parting.has(node.index));
    if (readers.length === 0 || readers.some((node) => isOnPathOfDuty(policy, node.rule))) return [];
    const related = readers.slice(0, MOST_READERS_TOLD).map((node) => ({
        message: `‘${node.rule}’ reads it`,
        origin: node.origin,
    }));
    const message = `No case’s outcome ever depends on ‘${fact.name}’, though it is asked for.`;
    return [finding('fact-irrelevant', fact.origin, message, { related })];
}

// ---- which facts to ask about

interface Candidate {
    readonly fact: Fact;
    readonly variables: readonly number[];
}

function candidatesOf(study: Study): readonly Candidate[] {
    const { policy, machine } = study;
    const inDuties = variablesInDuties(study);
    const read = machine.nodes.reduce((all, { mentioned }) => {
        for (const [variable, is] of mentioned.entries()) if (is === 1) all.add(variable);
        return all;
    }, new Set<number>());
    return policy.facts.flatMap((fact): Candidate[] => {
        const variables = machine.space.ofFact.get(fact.name) ?? [];
        // Facts that are compared with each other cannot be varied one by one; duties are results of their own.
        if (isCompared(study, fact.name) || variables.some((variable) => inDuties[variable] === 1)) return [];
        if (fact.name === policy.clock || !variables.some((variable) => read.has(variable))) return [];
        return [{ fact, variables }];
    });
}

/** The variables on which the conditions of duties depend, beside the path. */
export function variablesInDuties({ policy, space, reader }: Study): Variables {
    return space.store.support(
        ...policy.duties
            .flatMap((duty) => (duty.when ? withoutPath(duty.when) : []))
            .flatMap((part) => [reader.truthOf(part).yes, reader.truthOf(part).no]),
    );
}

/** The largest parts of a duty's condition that say nothing of the path. */
function withoutPath(condition: Condition): readonly Condition[] {
    const asksPath = [...eachPart(condition)].some((part) => 'rule' in part);
    return asksPath ? partsOf(condition).flatMap(withoutPath) : [condition];
}

export function isOnPathOfDuty(policy: Policy, rule: string): boolean {
    return policy.duties.some((duty) =>
        duty.when ? [...eachPart(duty.when)].some((part) => 'rule' in part && belongsTo(rule, part.rule)) : false,
    );
}

/** Whether a sum ties the fact to others. */
export function isCompared({ machine }: Study, fact: string): boolean {
    const variables = variablesOfFacts(machine, [fact]);
    return machine.space.dimensions.some(
        (dimension, variable) => dimension.kind === 'sum' && variables[variable] === 1,
    );
}

// ---- proving

interface Verdict {
    /** Whether some decision depends on the variable; undefined if that takes too much to say. */
    readonly matters: boolean | undefined;
    /** The nodes at which it changes an answer. */
    readonly parting: readonly Place[];
}

function verdictOn(study: Study, goals: WouldBe, recall: Recall, variable: number): Verdict {
    const starts = startsOf(study, goals, variable);
    const first = starts[0]?.place ?? 0;
    const signature = recall.signatureOfVariable(variable);
    const given = starts.flatMap(({ place, cases }) => [place - first, recall.signatureOf(cases)]);
    const { matters, parting } = recall.verdict({ name: `variable ${signature}`, given, first }, (touched) => {
        const found = derive(study, goals, variable, starts, touched);
        return { ...found, parting: found.parting.map((place) => place - first) };
    });
    return { matters, parting: parting.map((distance) => distance + first) };
}

function derive(
    study: Study,
    goals: WouldBe,
    variable: number,
    starts: readonly Start[],
    touched: Uint8Array,
): Verdict {
    const { machine, space } = study;
    const { store, dimensions } = space;
    const { arity } = dimensions[variable] as { arity: number };
    const isSettled = (place: Place) => machine.live[place]?.[variable] !== 1;
    const parting = new Set<Place>();
    const sampler = createSampler(space);
    /** Whether a case with the variable in one cell, and the same case with it in the next, are seen to end apart. */
    const isRefuted = (left: Goal, right: Goal, cases: Diagram, cell: number, guesses: number) => {
        for (let guess = 0; guess < guesses; guess++) {
            const cells = sampler.drawAmong(cases);
            const changed = Int32Array.from(cells);
            cells[variable] = cell - 1;
            changed[variable] = cell;
            const [a, b] = [
                { goal: left, cells },
                { goal: right, cells: changed },
            ];
            if (endApart(machine, goals, a, b, isSettled, touched)) return true;
        }
        return false;
    };
    const mark = store.mark();
    try {
        const pairs = Array.from({ length: arity - 1 }, (_, below) =>
            starts
                .map(({ place, cases }): PairStart => {
                    const goal: Goal = { kind: 'node', node: place };
                    return { left: goal, right: goal, cases: inBoth(study, variable, below + 1, cases) };
                })
                .filter(({ cases }) => cases !== NONE),
        );
        for (const [below, starting] of pairs.entries()) {
            for (const { left, right, cases } of starting) {
                if (isRefuted(left, right, cases, below + 1, GUESSES_FIRST)) return { matters: true, parting: [] };
            }
        }
        for (const [below, starting] of pairs.entries()) {
            const sides = [below, below + 1].map((cell) => fixedSide(study, goals, variable, cell, touched));
            const found = walkProduct(store, ...(sides as [Side, Side]), starting, {
                isSame: (a, b) => {
                    if (a === b) touched[a] = 1;
                    return a === b && isSettled(a);
                },
                stopAtFirst: true,
                differs: (left, right, cases) => isRefuted(left, right, cases, below + 1, GUESSES_AT_PAIR),
                mostPairs: MOST_PAIRS_EACH,
            });
            if (found.differs) return { matters: true, parting: [] };
            for (const place of found.parting) parting.add(place);
        }
        return { matters: false, parting: [...parting] };
    } catch (error) {
        if (!(error instanceof BudgetExceeded)) throw error;
        return { matters: undefined, parting: [...parting] };
    } finally {
        store.release(mark);
    }
}

/** Cases that stand at a place with each other but for the variable. */
export interface Start {
    readonly place: Place;
    readonly cases: Diagram;
}

/**
 * Where cases come to ask about the variable for the first time. Before that nothing depends on it, so that a case and
 * the same case with another value come there together. Reviews start anew from each would-be outcome: what came
 * before is the same once the outcome is.
 */
export function startsOf({ machine, walk }: Study, goals: WouldBe, variable: number): readonly Start[] {
    const isAsking = (place: Place) => machine.nodes[place]?.mentioned[variable] === 1;
    const isLive = (place: Place) => machine.live[place]?.[variable] === 1;
    // Places to which no way has asked about the variable.
    const isEarly = machine.nodes.map(() => true);
    const starts: Start[] = [];
    const start = (place: Place, cases: Diagram) => {
        if (cases !== NONE) starts.push({ place, cases });
    };
    for (const [place, { node, exits }] of machine.nodes.entries()) {
        if (!isLive(place)) continue;
        const goesOn = !isEarly[place] || isAsking(place);
        if (node.kind === 'review') start(place, walk.reach[place] as Diagram);
        else if (isEarly[place] && isAsking(place)) start(place, walk.reach[place] as Diagram);
        for (const { to } of goesOn ? exits : []) isEarly[to] = false;
    }
    for (const [place, { exits }] of machine.nodes.entries()) {
        if (!isEarly[place] || isAsking(place)) continue;
        for (const [exit, { to }] of exits.entries()) {
            const cases = walk.leaving[place]?.[exit] ?? NONE;
            const goesOn = goals[place]?.[exit]?.kind === 'node' && isEarly[to] === false && isLive(to);
            if (goesOn) start(to, cases);
        }
    }
    return starts;
}

/** The cases that are there with the variable in the cell before and in this one. */
function inBoth({ space }: Study, variable: number, cell: number, cases: Diagram): Diagram {
    const { store } = space;
    return store.and(
        store.restrict(cases, onlyAt(space.dimensions.length, variable, cell - 1)),
        store.restrict(cases, onlyAt(space.dimensions.length, variable, cell)),
    );
}

export function onlyAt(length: number, variable: number, cell: number): Int32Array {
    const cells = new Int32Array(length).fill(-1);
    cells[variable] = cell;
    return cells;
}

/** The flow for cases with the variable in one cell. */
export function fixedSide(
    { machine, space }: Study,
    goals: WouldBe,
    variable: number,
    cell: number,
    touched: Uint8Array,
): Side {
    const { store } = space;
    const cells = onlyAt(space.dimensions.length, variable, cell);
    const known = new Map<Place, Pick<MachineNode, 'guards' | 'answers'>>();
    const fixedAt = (place: Place): Pick<MachineNode, 'guards' | 'answers'> => {
        const node = machine.nodes[place] as MachineNode;
        if (node.mentioned[variable] !== 1) return node;
        const fixed = known.get(place) ?? {
            guards: node.guards.map((guard) => store.restrict(guard, cells)),
            answers: node.answers.map((answer) => store.restrict(answer, cells)),
        };
        known.set(place, fixed);
        return fixed;
    };
    return {
        ...wouldBeSide(machine, goals, touched),
        split: (place, cases) => {
            touched[place] = 1;
            return split(store, fixedAt(place), cases).map((leaving, exit) => {
                return { to: goals[place]?.[exit] as Goal, cases: leaving };
            });
        },
    };
}
