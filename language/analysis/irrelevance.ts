// Facts that change answers and yet never an outcome or its reason. Where a fact does not even change an answer, the
// condition or answer is reported instead; where a duty looks at the path, every answer on it matters.

import type { Condition } from '../model/condition.js';
import type { Finding } from '../model/finding.js';
import type { Fact, Policy } from '../model/policy.js';
import { eachPart, partsOf } from './conditions.js';
import { BudgetExceeded, type Diagram, NONE } from './diagram.js';
import { type MachineNode, type Place, run, split } from './machine.js';
import { type Goal, type PairStart, type Side, walkProduct } from './product.js';
import { GUESSES_AT_PAIR, MOST_PAIRS_EACH, notDecidedWhether } from './redundancy.js';
import { createDraw, drawAmong, drawCase, isPossible } from './simulate.js';
import { finding, type Study } from './study.js';
import { variablesOfFacts } from './walk.js';
import { belongsTo, endApart, type WouldBe, wouldBeOf, wouldBeSide } from './would-be.js';

const MOST_READERS_TOLD = 4;

/** Cases that are tried for one fact before anything is proved. */
const MOST_GUESSES = 24;

export function* findIrrelevantFacts(study: Study): Generator<Finding> {
    const { policy } = study;
    const goals = wouldBeOf(study.machine);
    const undecided: Fact[] = [];
    for (const { fact, variables } of candidatesOf(study)) {
        const asking = variables.map((variable) => askingOf(study, variable));
        if (variables.some((variable, i) => isRefuted(study, goals, variable, asking[i] as readonly Place[]))) continue;
        const parting = new Set<Place>();
        const proofs: (boolean | undefined)[] = [];
        for (const variable of variables) {
            if (!proofs.includes(false)) proofs.push(isIrrelevant(study, goals, variable, parting));
        }
        if (proofs.includes(false)) continue;
        const readers = policy.flow.filter((node) => parting.has(node.index));
        if (readers.some((node) => isOnPathOfDuty(policy, node.rule))) continue;
        if (proofs.includes(undefined)) undecided.push(fact);
        else if (readers.length > 0) {
            const related = readers.slice(0, MOST_READERS_TOLD).map((node) => ({
                message: `‘${node.rule}’ reads it`,
                origin: node.origin,
            }));
            const message = `No case’s outcome ever depends on ‘${fact.name}’, though it is asked for.`;
            yield finding('fact-irrelevant', fact.origin, message, { related });
        }
    }
    if (undecided.length === 0) return;
    const names = undecided.map(({ name }) => `‘${name}’`);
    yield notDecidedWhether(study, 'ever matter', names, undecided[0]?.origin);
}

// ---- which facts to ask about

interface Candidate {
    readonly fact: Fact;
    readonly variables: readonly number[];
}

function candidatesOf(study: Study): readonly Candidate[] {
    const { policy, machine, reader } = study;
    const inDuties = machine.space.store.support(
        ...policy.duties
            .flatMap((duty) => (duty.when ? withoutPath(duty.when) : []))
            .flatMap((part) => [reader.truthOf(part).yes, reader.truthOf(part).no]),
    );
    const read = machine.nodes.reduce((all, { mentioned }) => {
        for (const [variable, is] of mentioned.entries()) if (is === 1) all.add(variable);
        return all;
    }, new Set<number>());
    return policy.facts.flatMap((fact): Candidate[] => {
        const variables = machine.space.ofFact.get(fact.name) ?? [];
        // Facts that are compared with each other cannot be varied one by one, and duties are results of their own.
        if (isCompared(study, fact.name) || variables.some((variable) => inDuties[variable] === 1)) return [];
        if (fact.name === policy.clock || !variables.some((variable) => read.has(variable))) return [];
        return [{ fact, variables }];
    });
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

/** The places that ask about the variable and that some case comes to. */
function askingOf({ machine, walk, space }: Study, variable: number): readonly Place[] {
    return machine.nodes.flatMap(({ guards, answers, mentioned }, place) => {
        if (mentioned[variable] !== 1 || walk.reach[place] === NONE) return [];
        return space.store.support(...guards, ...answers)[variable] === 1 ? [place] : [];
    });
}

// ---- guessing

/** Cases that come to a question about the fact, with the fact changed: a different decision refutes at once. */
function isRefuted(study: Study, goals: WouldBe, variable: number, asking: readonly Place[]): boolean {
    const { machine, space, walk } = study;
    const { arity } = space.dimensions[variable] as { arity: number };
    const draw = createDraw(variable);
    for (let guess = 0; guess < MOST_GUESSES && asking.length > 0; guess++) {
        const place = asking[guess % asking.length] as Place;
        const cells = drawCase(space, walk, place, walk.reach[place] as Diagram, draw);
        const isReview = machine.nodes[place]?.node.kind === 'review';
        const goal = firstAsking(study, variable, cells, isReview ? place : machine.start);
        const own = cells[variable] as number;
        for (let cell = 0; cell < arity; cell++) {
            const changed = Int32Array.from(cells);
            changed[variable] = cell;
            if (cell === own || !isPossible(space, changed)) continue;
            if (isReview && !arrives(study, changed, place)) continue;
            const [left, right] = [
                { goal, cells },
                { goal, cells: changed },
            ];
            if (endApart(machine, goals, left, right, (at) => machine.live[at]?.[variable] !== 1)) return true;
        }
    }
    return false;
}

/** The first place on the way of the case that asks about the variable: before it nothing depends on it. */
function firstAsking({ machine }: Study, variable: number, cells: Int32Array, start: Place): Goal {
    const { steps } = run(machine, cells);
    const found = steps.find(({ place }) => place >= start && machine.nodes[place]?.mentioned[variable] === 1);
    return { kind: 'node', node: found?.place ?? start };
}

/** Whether the case as it is now comes to the place on its way. */
function arrives({ machine }: Study, cells: Int32Array, place: Place): boolean {
    return run(machine, cells).steps.some((step) => step.place === place);
}

// ---- proving

/**
 * Whether no decision depends on the variable; undefined if that takes too much. The nodes at which it changes an answer
 * are added to `parting`.
 */
function isIrrelevant(study: Study, goals: WouldBe, variable: number, parting: Set<Place>): boolean | undefined {
    const { store, dimensions } = study.space;
    const { arity } = dimensions[variable] as { arity: number };
    const mark = store.mark();
    try {
        const draw = createDraw(variable);
        const isSettled = (place: Place) => study.machine.live[place]?.[variable] !== 1;
        const starts = startsOf(study, goals, variable);
        for (let cell = 1; cell < arity; cell++) {
            const [left, right] = [
                fixedSide(study, goals, variable, cell - 1),
                fixedSide(study, goals, variable, cell),
            ];
            const both = starts.map((start) => ({ ...start, cases: inBoth(study, variable, cell, start.cases) }));
            const found = walkProduct(store, left, right, both, {
                isSame: (a, b) => a === b && isSettled(a),
                stopAtFirst: true,
                differs: (a, b, cases) => {
                    for (let guess = 0; guess < GUESSES_AT_PAIR; guess++) {
                        const cells = drawAmong(study.space, cases, draw);
                        const at = (goal: Goal, here: number) => {
                            const changed = Int32Array.from(cells);
                            changed[variable] = here;
                            return { goal, cells: changed };
                        };
                        if (endApart(study.machine, goals, at(a, cell - 1), at(b, cell), isSettled)) return true;
                    }
                    return false;
                },
                mostPairs: MOST_PAIRS_EACH,
            });
            if (found.differs) return false;
            for (const place of found.parting) parting.add(place);
        }
        return true;
    } catch (error) {
        if (!(error instanceof BudgetExceeded)) throw error;
        return undefined;
    } finally {
        store.release(mark);
    }
}

/**
 * Where cases come to ask about the variable for the first time. Before that nothing depends on it, so that a case and
 * the same case with another value come there together. Reviews start anew from each would-be outcome: what came
 * before is the same once the outcome is.
 */
function startsOf({ machine, walk }: Study, goals: WouldBe, variable: number): readonly PairStart[] {
    const isAsking = (place: Place) => machine.nodes[place]?.mentioned[variable] === 1;
    const isLive = (place: Place) => machine.live[place]?.[variable] === 1;
    // Places to which no way has asked about the variable.
    const isEarly = machine.nodes.map(() => true);
    const starts: PairStart[] = [];
    const start = (place: Place, cases: Diagram) => {
        const goal: Goal = { kind: 'node', node: place };
        starts.push({ left: goal, right: goal, cases });
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
            if (cases !== NONE && goesOn) start(to, cases);
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

function onlyAt(length: number, variable: number, cell: number): Int32Array {
    const cells = new Int32Array(length).fill(-1);
    cells[variable] = cell;
    return cells;
}

/** The flow for cases with the variable in one cell. */
function fixedSide({ machine, space }: Study, goals: WouldBe, variable: number, cell: number): Side {
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
        ...wouldBeSide(machine, goals),
        split: (place, cases) =>
            split(store, fixedAt(place), cases).map((leaving, exit) => {
                return { to: goals[place]?.[exit] as Goal, cases: leaving };
            }),
    };
}
