// A flow whose ends say more than the outcome: also which rule decided, for what reason, and which duties apply. Reviews
// are walked once for each decision that comes to them, so that what they let stand keeps its rule and reason.

import type { Duty, FlowNode, Target } from '../model/policy.js';
import { BudgetExceeded, type Diagram, NONE } from './diagram.js';
import { marksOf, pathConditionsOf } from './duties.js';
import { type Exit, liveness, type Machine, type MachineNode, type Place } from './machine.js';
import { keyOfPath, type PathCondition } from './space.js';
import type { PathMark } from './walk.js';

/** What is compared beside the outcome. */
export type Aspect = 'rule' | 'reason' | 'duties';

export interface Decision {
    readonly outcome: string;
    readonly rule?: string;
    readonly reason?: string | null;
    /** In the order in which the policy declares them. */
    readonly duties?: readonly DutySaid[];
}

/** A duty as people read it: two policies have the same one if all of this is the same. */
export type DutySaid = Pick<Duty, 'modality' | 'text'> & { readonly audience: string | null };

export interface DecisionMachine extends Machine {
    /** The places that ask, of a decision that stands, which duties it brings. */
    readonly dutyPlaces: ReadonlyMap<Place, DutyPlace>;
}

export interface DutyPlace {
    readonly outcome: string;
    /** The duties that hang on the outcome and on a condition. */
    readonly conditional: readonly Duty[];
    /** What the path has set of the conditions on it; -1 for all other variables. */
    readonly path: Int32Array;
}

/** What an end says where there is no outcome. */
const NO_OUTCOME = '';

/** More combinations of place, decision and path than this are not told apart. */
const MOST_STATES = 50_000;

/** A place of the machine with the decision that came to it and what the path has set; nodes of rules have no decision. */
interface State {
    readonly place: Place | 'duties';
    readonly decision: string | undefined;
    readonly path: string;
    /** For each exit the state after it, or what the end there says. */
    readonly ways: (State | string)[];
    number: number;
}

/** The machine with an end for each decision that differs in one of the aspects. */
export function withDecisions(machine: Machine, aspects: readonly Aspect[]): DecisionMachine {
    const withDuties = aspects.includes('duties');
    const conditions = withDuties ? pathConditions(machine) : [];
    const marks = marksOf(machine, conditions);
    const states = statesOf(machine, aspects, marks);
    const tails = new Map<State, Tail>();
    for (const state of states) if (state.place === 'duties') tails.set(state, tailOf(machine, state, marks));

    const endNames = new Set<string>();
    for (const state of states) {
        const named = tails.get(state)?.ends ?? state.ways.filter((way) => typeof way === 'string');
        for (const end of named) if (end !== NO_OUTCOME) endNames.add(end);
    }
    const ends = [...endNames].sort();
    const places = new Map(ends.map((end, i) => [end, states.length + i]));
    const noOutcome = states.length + ends.length;
    const nodes = states.map((state): MachineNode => {
        const tail = tails.get(state);
        if (tail) return dutyNode(machine, state, tail, places, noOutcome);
        const original = machine.nodes[state.place as Place] as MachineNode;
        const exits = original.exits.map((exit, i): Exit => {
            const way = state.ways[i] as State | string;
            const to = typeof way === 'string' ? (places.get(way) ?? noOutcome) : way.number;
            return { ...exit, to };
        });
        return { ...original, exits };
    });
    return {
        ...machine,
        nodes,
        start: nodes.length > 0 ? 0 : noOutcome,
        ends,
        outcomes: places,
        noOutcome,
        placeCount: noOutcome + 1,
        live: liveness(nodes, noOutcome + 1, machine.space),
        dutyPlaces: new Map([...tails].map(([state, tail]) => [state.number, tail.place])),
    };
}

/** What an end of such a machine says. */
export function readDecision(end: string): Decision {
    return JSON.parse(end) as Decision;
}

// ---- states

/** Every state that the flow has a way to, in topological order; what asks about duties comes last. */
function statesOf(machine: Machine, aspects: readonly Aspect[], marks: readonly PathMark[]): readonly State[] {
    const known = new Map<string, State>();
    const waiting: State[][] = machine.nodes.map(() => []);
    const asking: State[] = [];
    const stateAt = (place: Place | 'duties', decision: string | undefined, path: string): State => {
        const key = `${place} ${path} ${decision ?? ''}`;
        const found = known.get(key);
        if (found) return found;
        if (known.size >= MOST_STATES) throw new BudgetExceeded('too many ways to decide');
        const state: State = { place, decision, path, ways: [], number: -1 };
        known.set(key, state);
        (place === 'duties' ? asking : (waiting[place] as State[])).push(state);
        return state;
    };
    if (machine.start < machine.nodes.length) stateAt(machine.start, undefined, '0'.repeat(marks.length));
    const states: State[] = [];
    for (const [place, node] of machine.nodes.entries()) {
        for (const state of waiting[place] as State[]) {
            state.number = states.push(state) - 1;
            for (const exit of node.exits) state.ways.push(wayAfter(state, node, exit));
        }
    }
    for (const state of asking) state.number = states.push(state) - 1;
    return states;

    function wayAfter(state: State, node: MachineNode, exit: Exit): State | string {
        if (exit.kind === 'gap') return NO_OUTCOME;
        const decision = decisionAfter(node.node, exit.target, state.decision, aspects);
        const path = marks.map(({ becomes }, i) => bit(becomes(node, exit)) ?? state.path[i]).join('');
        const to = followedBy(exit.target);
        if (typeof to === 'number') return stateAt(to, decision, path);
        if (to === 'none' || decision === undefined) return NO_OUTCOME;
        return aspects.includes('duties') ? stateAt('duties', decision, path) : decision;
    }
}

function bit(value: boolean | undefined): string | undefined {
    return value === undefined ? undefined : value ? '1' : '0';
}

function decisionAfter(
    node: FlowNode,
    target: Target,
    decision: string | undefined,
    aspects: readonly Aspect[],
): string | undefined {
    if (target.kind !== 'decide') return target.kind === 'stand' ? decision : undefined;
    const { outcome, reason = null } = target;
    return JSON.stringify({
        outcome,
        ...(aspects.includes('rule') ? { rule: node.rule } : {}),
        ...(aspects.includes('reason') ? { reason } : {}),
    } satisfies Decision);
}

function followedBy(target: Target): Place | 'end' | 'none' {
    switch (target.kind) {
        case 'go':
            return target.to;
        case 'decide':
        case 'stand':
            return target.then ?? 'end';
        case 'end':
            return 'none';
    }
}

// ---- duties

/** The question which duties a decision brings: disjoint sets of cases, each with the end that says so. */
interface Tail {
    readonly place: DutyPlace;
    readonly cases: readonly Diagram[];
    readonly ends: readonly string[];
}

function tailOf({ space, policy, reader }: Machine, { decision, path }: State, marks: readonly PathMark[]): Tail {
    const { store, dimensions } = space;
    const said = readDecision(decision as string);
    const set = new Int32Array(dimensions.length).fill(-1);
    for (const [i, { variable }] of marks.entries()) set[variable] = Number(path[i]);
    const duties = policy.duties.filter(({ on }) => on.length === 0 || on.includes(said.outcome));
    let groups: { readonly cases: Diagram; readonly duties: readonly Duty[] }[] = [
        { cases: space.possible, duties: [] },
    ];
    for (const duty of duties) {
        const yes = duty.when ? store.restrict(reader.truthOf(duty.when).yes, set) : undefined;
        groups = groups.flatMap(({ cases, duties: so }) => {
            if (yes === undefined) return [{ cases, duties: [...so, duty] }];
            return [
                { cases: store.and(cases, yes), duties: [...so, duty] },
                { cases: store.minus(cases, yes), duties: so },
            ].filter((group) => group.cases !== NONE);
        });
        if (groups.length > MOST_STATES) throw new BudgetExceeded('too many combinations of duties');
    }
    return {
        place: { outcome: said.outcome, conditional: duties.filter(({ when }) => when), path: set },
        cases: groups.map(({ cases }) => cases),
        ends: groups.map((group) => JSON.stringify({ ...said, duties: group.duties.map(sayDuty) } satisfies Decision)),
    };
}

function sayDuty({ modality, audience, text }: Duty): DutySaid {
    return { modality, audience: audience ?? null, text };
}

function dutyNode(
    { space }: Machine,
    { decision }: State,
    { place, cases, ends }: Tail,
    places: ReadonlyMap<string, Place>,
    noOutcome: Place,
): MachineNode {
    const origin = place.conditional[0]?.origin ?? NOWHERE;
    const target: Target = { kind: 'end', origin };
    const mentioned = space.store.support(...cases);
    const facts = space.dimensions.flatMap((dimension, variable) => {
        if (mentioned[variable] !== 1 || dimension.kind === 'path') return [];
        return dimension.kind === 'sum' ? dimension.terms.map(({ fact }) => fact) : [dimension.fact];
    });
    return {
        node: {
            index: -1,
            kind: 'question',
            rule: 'duties',
            reviewing: decision as string,
            guards: [],
            question: 'duties',
            subjects: [],
            unique: false,
            answers: [],
            facts: [...new Set(facts)],
            origin,
        },
        guards: [],
        answers: cases,
        exits: [
            ...ends.map((end, answer): Exit => ({ kind: 'answer', answer, target, to: places.get(end) as Place })),
            { kind: 'gap', to: noOutcome },
        ],
        mentioned,
    };
}

/** Never shown: courses that end in duties are told without a place where there is none. */
const NOWHERE = { uri: '', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } };

function pathConditions({ policy }: Machine): readonly PathCondition[] {
    const found = new Map(policy.duties.flatMap(pathConditionsOf).map((of) => [keyOfPath(of), of]));
    return [...found.values()];
}
