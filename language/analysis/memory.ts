// What one analysis leaves for the next one of the same policy, after an edit. A verdict is taken over only if all that
// it was derived from is the same again: so an analysis finds the same with a memory and without.

import type { Variables } from './diagram.js';
import type { MachineNode, Place } from './machine.js';
import type { Goal } from './product.js';
import type { Study } from './study.js';
import type { WouldBe } from './would-be.js';

/** Kept by the host from one analysis of a policy to the next; it holds no part of the policy itself. */
export interface Memory {
    /** Numbers for structures of all kinds: two that have the same number are the same. */
    readonly numbers: Map<string, number>;
    /** Verdicts of the last analysis, and of the one that is running. */
    before: Map<string, Remembered>;
    now: Map<string, Remembered>;
}

interface Remembered {
    readonly verdict: unknown;
    /** What the question was about. */
    readonly given: string;
    /** Places that were looked at, as distances from the first one, each with all that it says. */
    readonly touched: readonly { readonly distance: number; readonly signature: number }[];
}

/** So many structures that it is better to begin anew. */
const MOST_NUMBERS = 1_000_000;

export function createMemory(): Memory {
    return { numbers: new Map(), before: new Map(), now: new Map() };
}

/** The last analysis came to its end: what it did not ask again is forgotten. */
export function settle(memory: Memory): void {
    memory.before = memory.now;
    memory.now = new Map();
    if (memory.numbers.size <= MOST_NUMBERS) return;
    memory.numbers.clear();
    memory.before.clear();
}

/** Reads and writes a memory for one study. */
export interface Recall {
    /** What a diagram is, whatever store it is in. */
    readonly signatureOf: (diagram: number) => number;
    readonly signatureOfVariable: (variable: number) => number;
    /**
     * The verdict of the same question in the same surroundings, or a new one. `derive` marks each place that it looks at
     * in the mask; distances within a verdict must count from `first` too.
     */
    readonly verdict: <T>(question: Question, derive: (touched: Uint8Array) => T) => T;
}

export interface Question {
    readonly name: string;
    /** Numbers that say all that is given. */
    readonly given: readonly (number | string)[];
    readonly first: Place;
}

const RECALLS = new WeakMap<Study, { readonly memory: Memory; readonly recall: Recall }>();

/** The same for all checks of a study: what they look at they have in common. */
export function createRecall(study: Study, goals: WouldBe, memory: Memory): Recall {
    const known = RECALLS.get(study);
    if (known?.memory === memory) return known.recall;
    const recall = recallFor(study, goals, memory);
    RECALLS.set(study, { memory, recall });
    return recall;
}

function recallFor({ machine, space }: Study, goals: WouldBe, memory: Memory): Recall {
    const { store, dimensions } = space;
    const { numbers } = memory;
    const number = (key: string): number => {
        const known = numbers.get(key);
        if (known !== undefined) return known;
        numbers.set(key, numbers.size);
        return numbers.size - 1;
    };
    const ofVariable = dimensions.map((dimension) => number(JSON.stringify(dimension)));
    const ofDiagram = new Map<number, number>();
    const signatureOf = (diagram: number): number => {
        const known = ofDiagram.get(diagram);
        if (known !== undefined) return known;
        let key: string;
        if (store.isTerminal(diagram)) key = `terminal ${diagram}`;
        else {
            const variable = store.top(diagram);
            key = `${ofVariable[variable]}`;
            for (let cell = 0; cell < (store.arity[variable] as number); cell++) {
                key += `,${signatureOf(store.child(diagram, cell))}`;
            }
        }
        const signature = number(key);
        ofDiagram.set(diagram, signature);
        return signature;
    };
    const ofPlace: number[] = [];
    const signatureOfPlace = (place: Place): number => {
        const known = ofPlace[place];
        if (known !== undefined) return known;
        const { guards, answers, mentioned, node } = machine.nodes[place] as MachineNode;
        const leads = (goals[place] as readonly Goal[]).map((goal) =>
            goal.kind === 'end' ? goal.name : goal.node - place,
        );
        const signature = number(
            JSON.stringify([
                node.kind,
                guards.map(signatureOf),
                answers.map(signatureOf),
                leads,
                variablesIn(mentioned, ofVariable),
                variablesIn(machine.live[place] as Variables, ofVariable),
            ]),
        );
        ofPlace[place] = signature;
        return signature;
    };
    const verdict = <T>({ name, given, first }: Question, derive: (touched: Uint8Array) => T): T => {
        const said = given.join();
        const isTheSame = ({ given: then, touched }: Remembered) =>
            then === said &&
            touched.every(({ distance, signature }) => {
                return machine.nodes[first + distance] && signatureOfPlace(first + distance) === signature;
            });
        const known = memory.now.get(name) ?? memory.before.get(name);
        if (known && isTheSame(known)) {
            memory.now.set(name, known);
            return known.verdict as T;
        }
        const mask = new Uint8Array(machine.nodes.length);
        const found = derive(mask);
        const touched: { distance: number; signature: number }[] = [];
        for (const [place, is] of mask.entries()) {
            if (is === 1) touched.push({ distance: place - first, signature: signatureOfPlace(place) });
        }
        memory.now.set(name, { verdict: found, given: said, touched });
        return found;
    };
    return { signatureOf, signatureOfVariable: (variable) => ofVariable[variable] as number, verdict };
}

/** The variables of a set, in the order of the space, as their numbers. */
function variablesIn(variables: Variables, numbers: readonly number[]): readonly number[] {
    const found: number[] = [];
    for (const [variable, is] of variables.entries()) if (is === 1) found.push(numbers[variable] as number);
    return found;
}
