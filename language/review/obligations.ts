// What a suite of scenarios should reach: every answer, outcome and duty, every condition where it alone decides, and both
// sides of every bound. What no case at all can reach is told apart, with proof.

import { ALL, BudgetExceeded, type Diagram, NONE } from '../analysis/diagram.js';
import { marksOf } from '../analysis/duties.js';
import { createMachine, type Machine, type MachineNode, type Place } from '../analysis/machine.js';
import { buildSpace, type PathCondition, type SpaceLimits } from '../analysis/space.js';
import { startingCases } from '../analysis/study.js';
import { askedCases, casesAt, takenCases, type Walk, walkFlow } from '../analysis/walk.js';
import type { Condition } from '../model/condition.js';
import type { Origin } from '../model/origin.js';
import type { Policy } from '../model/policy.js';
import { printCondition, printValue } from '../model/print.js';
import type { Facts } from '../model/value.js';
import type { ObligationKind } from '../report/reach.js';
import { compile } from '../run/compile.js';
import type { Verdict } from '../run/verdict.js';
import { boundsOf, sidesOf, withBounds } from './bounds.js';
import { decidingCases, leavesOf, type Use } from './leaves.js';

export interface Obligation {
    /** Unique in its policy, and the same as long as what it is about is. */
    readonly id: string;
    readonly kind: ObligationKind;
    /** The rule or step; absent on outcomes and duties. */
    readonly rule?: string;
    /** In words: `P3.b answers ‘unknown’`. */
    readonly text: string;
    readonly origin: Origin;
    /** Index of the duty or outcome. */
    readonly index?: number;
    /** The answer of a node that is to be taken. */
    readonly answers?: readonly { readonly node: Place; readonly answer: number }[];
    /** Where it can be met, with the cases that do; a review stands at several places. */
    readonly at: readonly { readonly place: Place; readonly cases: Diagram }[];
}

export interface Obligations {
    readonly machine: Machine;
    readonly walk: Walk;
    /** Whether the cases of obligations are whole cases, so that those of different places can be compared. */
    readonly isWhole: boolean;
    readonly decide: (facts: Facts) => Verdict;
    readonly feasible: readonly Obligation[];
    /** Proved to be out of reach of every case. */
    readonly infeasible: readonly Obligation[];
}

/** Nodes that whole cases may take; beyond it each place is told by the facts that still matter there. */
const MOST_NODES = 300_000;

/**
 * All obligations of the policy, in flow order. Where whole cases take too much room, places are told apart by the facts
 * that matter there alone, and duties with a condition are left out. Throws `BudgetExceeded` if that is too much as well.
 */
export function obligationsOf(policy: Policy, limits: SpaceLimits): Obligations {
    try {
        return obligationsOver(policy, limits, true);
    } catch (error) {
        if (!(error instanceof BudgetExceeded)) throw error;
        return obligationsOver(policy, limits, false);
    }
}

/** As `obligationsOf`, without trying whole cases. */
export function obligationsOver(policy: Policy, limits: SpaceLimits, isWhole: boolean): Obligations {
    const bounded = withBounds(policy);
    const space = buildSpace([bounded], limits);
    const machine = createMachine(bounded, space);
    const walk = isWhole ? wholeWalk(machine) : walkFlow(machine, { from: startingCases(space) });
    const found = new Map<string, Obligation>();
    const add = (obligation: Obligation) => {
        const known = found.get(obligation.id);
        if (!known) found.set(obligation.id, obligation);
        else {
            const answers = [...(known.answers ?? []), ...(obligation.answers ?? [])];
            found.set(obligation.id, {
                ...known,
                at: [...known.at, ...obligation.at],
                ...(answers.length > 0 ? { answers } : {}),
            });
        }
    };
    for (const node of machine.nodes) addNode(machine, walk, node, add);
    addEnds(machine, walk, isWhole, add);

    const onPath = Uint8Array.from(space.dimensions, ({ kind }) => (kind === 'path' ? 1 : 0));
    const all = [...found.values()].map((obligation) => {
        const at = obligation.at.map(({ place, cases }) => ({ place, cases: space.store.exists(cases, onPath) }));
        return { ...obligation, at: at.filter(({ cases }) => cases !== NONE) };
    });
    return {
        machine,
        walk,
        isWhole,
        decide: compile(bounded).decide,
        feasible: all.filter(({ at }) => at.length > 0),
        infeasible: all.filter(({ at }) => at.length === 0),
    };
}

/** The walk that forgets nothing, and notes what conditions of duties ask of the path. */
function wholeWalk(machine: Machine): Walk {
    const { store, dimensions } = machine.space;
    const paths = dimensions.flatMap((dimension): readonly PathCondition[] =>
        dimension.kind === 'path' ? [dimension.of] : [],
    );
    const forget = (cases: Diagram) => {
        if (store.nodeCount > MOST_NODES) throw new BudgetExceeded('whole cases take too much room');
        return cases;
    };
    return walkFlow(machine, {
        from: startingCases(machine.space),
        marks: marksOf(machine, paths),
        algebra: { join: (f, g) => store.or(f, g), forget },
    });
}

type Add = (obligation: Obligation) => void;

function addNode(machine: Machine, walk: Walk, { node, guards }: MachineNode, add: Add): void {
    const { store } = machine.space;
    const place = node.index;
    const { rule } = node;
    let arriving = walk.reach[place] as Diagram;
    for (const [index, { guard }] of node.guards.entries()) {
        addCondition(
            machine,
            { rule, place, cases: arriving, whole: guard.condition, use: 'yes', least: 1, origin: guard.origin },
            add,
        );
        arriving = store.and(arriving, guards[index] as Diagram);
    }
    const [subject] = node.subjects;
    const condition =
        node.kind === 'table' || subject?.value.kind !== 'condition' ? undefined : subject.value.condition;
    if (condition && subject) {
        const use = node.kind === 'exemption' ? 'yes' : 'yes and no';
        addCondition(
            machine,
            { rule, place, cases: askedCases(walk, place), whole: condition, use, least: 2, origin: subject.origin },
            add,
        );
    }
    for (const [index, answer] of node.answers.entries()) {
        add({
            id: `answer ${rule} ${answer.label}`,
            kind: 'answer',
            rule,
            text: `${rule} answers ‘${answer.label}’`,
            origin: answer.labelOrigin,
            answers: [{ node: place, answer: index }],
            at: [{ place, cases: takenCases(walk, place, index) }],
        });
        const isOwn = answer.form === 'row' || answer.form === 'except' || (!condition && answer.form === 'patterns');
        if (!isOwn) continue;
        const standing = {
            rule,
            place,
            cases: casesAt(walk, place, index),
            whole: answer.when,
            use: 'yes',
            least: 2,
            origin: answer.labelOrigin,
        } as const;
        addCondition(machine, standing, add);
    }
}

interface Standing {
    readonly rule: string;
    readonly place: Place;
    /** The cases that come to it. */
    readonly cases: Diagram;
    readonly whole: Condition;
    readonly use: Use;
    /** With fewer leaves than this the answers say it all. */
    readonly least: number;
    readonly origin: Origin;
}

function addCondition(machine: Machine, standing: Standing, add: Add): void {
    const { policy, reader, space } = machine;
    const { rule, place, cases, whole, use, least, origin } = standing;
    const leaves = leavesOf(policy, whole);
    for (const leaf of leaves) {
        const text = printCondition(leaf.condition, policy);
        const decides = space.store.and(cases, decidingCases(reader, whole, leaf, use));
        const { yes, no } = reader.truthOf(leaf.condition);
        const at = leaf.condition.origin ?? origin;
        const key = `${rule} ${origin.range.start.line}:${origin.range.start.character}${leaf.way} ${text}`;
        for (const [word, side] of leaves.length < least
            ? []
            : ([
                  ['yes', yes],
                  ['no', no],
              ] as const)) {
            add({
                id: `condition ${key} ${word}`,
                kind: 'condition',
                rule,
                text: `${rule} turns on ‘${text}’ being ${word}`,
                origin: at,
                at: [{ place, cases: space.store.and(decides, side) }],
            });
        }
        for (const bound of boundsOf(reader, leaf.condition)) {
            for (const { value, cases: near } of sidesOf(space, bound)) {
                const type = space.facts.get(bound.fact)?.type;
                if (!type) continue;
                const shown = printValue(value, type);
                add({
                    id: `bound ${rule} ${bound.fact} ${bound.cut} ${value}`,
                    kind: 'bound',
                    rule,
                    text: `${rule} turns on ‘${bound.fact}’ being ${shown}`,
                    origin: at,
                    at: [{ place, cases: space.store.and(space.store.and(decides, bound.when), near) }],
                });
            }
        }
    }
}

function addEnds({ policy, outcomes, space, reader }: Machine, walk: Walk, isWhole: boolean, add: Add): void {
    const ending = (name: string) => {
        const place = outcomes.get(name) as Place;
        return { place, cases: walk.reach[place] ?? NONE };
    };
    for (const [index, { name, origin }] of policy.outcomes.entries()) {
        add({
            id: `outcome ${name}`,
            kind: 'outcome',
            index,
            text: `a case ends in ‘${name}’`,
            origin,
            at: [ending(name)],
        });
    }
    for (const [index, duty] of policy.duties.entries()) {
        if (duty.when && !isWhole) continue;
        const applies = duty.when ? reader.truthOf(duty.when).yes : ALL;
        const names = duty.on.length > 0 ? duty.on : policy.outcomes.map(({ name }) => name);
        const at = names.map(ending).map(({ place, cases }) => ({ place, cases: space.store.and(cases, applies) }));
        add({
            id: `duty ${index} ${duty.text}`,
            kind: 'duty',
            index,
            text: `the duty ‘${duty.text}’ applies`,
            origin: duty.origin,
            at,
        });
    }
}
