// What a suite of scenarios should reach: every answer, outcome and duty, every condition where it alone decides, and both
// sides of every bound. What no case at all can reach is told apart, with proof.

import { type Diagram, NONE } from '../analysis/diagram.js';
import { marksOf } from '../analysis/duties.js';
import { createMachine, type Machine, type MachineNode, type Place } from '../analysis/machine.js';
import { buildSpace, type PathCondition, type SpaceLimits } from '../analysis/space.js';
import { startingCases } from '../analysis/study.js';
import { askedCases, casesAt, takenCases, type Walk, walkFlow } from '../analysis/walk.js';
import type { Condition } from '../model/condition.js';
import type { Origin } from '../model/origin.js';
import type { Policy } from '../model/policy.js';
import { printCondition, printValue } from '../model/print.js';
import { boundsOf, sidesOf, withBounds } from './bounds.js';
import { decidingCases, leavesOf, type Use } from './leaves.js';

export type ObligationKind = 'answer' | 'outcome' | 'duty' | 'condition' | 'bound';

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
    readonly feasible: readonly Obligation[];
    /** Proved to be out of reach of every case. */
    readonly infeasible: readonly Obligation[];
}

/** All obligations of the policy, in flow order. Throws `BudgetExceeded` where the policy is too entangled. */
export function obligationsOf(policy: Policy, limits: SpaceLimits): Obligations {
    const bounded = withBounds(policy);
    const space = buildSpace([bounded], limits);
    const machine = createMachine(bounded, space);
    const paths = space.dimensions.flatMap((dimension): readonly PathCondition[] =>
        dimension.kind === 'path' ? [dimension.of] : [],
    );
    const everything = new Uint8Array(space.dimensions.length).fill(1);
    const walk = walkFlow(machine, { from: startingCases(space), keep: everything, marks: marksOf(machine, paths) });
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
    addEnds(machine, walk, add);

    const onPath = Uint8Array.from(space.dimensions, ({ kind }) => (kind === 'path' ? 1 : 0));
    const all = [...found.values()].map((obligation) => {
        const at = obligation.at.map(({ place, cases }) => ({ place, cases: space.store.exists(cases, onPath) }));
        return { ...obligation, at: at.filter(({ cases }) => cases !== NONE) };
    });
    return {
        machine,
        walk,
        feasible: all.filter(({ at }) => at.length > 0),
        infeasible: all.filter(({ at }) => at.length === 0),
    };
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

function addEnds({ policy, outcomes, space, reader }: Machine, walk: Walk, add: Add): void {
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
        const applies = duty.when ? reader.truthOf(duty.when).yes : space.possible;
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
