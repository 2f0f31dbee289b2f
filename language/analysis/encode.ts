// A machine as clauses over the same cells as its diagrams: what the search for single cases works on where diagrams of
// all cases grow too large. A question is a literal: a case comes to a place, leaves it by an exit, is in a set.

import { ALL, type Diagram, NONE } from './diagram.js';
import type { Exit, Machine, MachineNode, Place } from './machine.js';
import { type Literal, negated, Solver } from './solver.js';

export interface Encoding {
    readonly solver: Solver;
    /** The cases of a set. */
    readonly literalOf: (cases: Diagram) => Literal;
    readonly all: (literals: readonly Literal[]) => Literal;
    readonly any: (literals: readonly Literal[]) => Literal;
    /** The cases that come to each place. */
    readonly comes: readonly Literal[];
    /** For each node the cases that leave it by each exit. */
    readonly leaves: readonly (readonly Literal[])[];
    /** The cells of the case that a model stands for. */
    readonly cellsOf: (model: Uint8Array) => Int32Array;
}

export function encode(machine: Machine): Encoding {
    const { space, nodes, placeCount } = machine;
    const { store, dimensions } = space;
    const solver = new Solver();
    const yes = solver.newVariable();
    solver.add(yes);
    const no = negated(yes);
    const gates = new Map<string, Literal>();

    const all = (given: readonly Literal[]): Literal => {
        const literals = [...new Set(given)].filter((each) => each !== yes).sort((a, b) => a - b);
        if (literals.includes(no) || literals.some((each, i) => literals[i + 1] === (each ^ 1) && (each & 1) === 0))
            return no;
        if (literals.length <= 1) return literals[0] ?? yes;
        const key = literals.join();
        const known = gates.get(key);
        if (known !== undefined) return known;
        const gate = solver.newVariable(true);
        for (const literal of literals) solver.add(negated(gate), literal);
        solver.add(gate, ...literals.map(negated));
        gates.set(key, gate);
        return gate;
    };
    const any = (literals: readonly Literal[]): Literal => negated(all(literals.map(negated)));

    const ranges = dimensions.map(({ arity, kind }) => {
        return kind === 'quantity' || kind === 'sum' ? ordered(solver, arity, yes) : oneOf(solver, arity, yes);
    });
    const inCells = (variable: number, cells: readonly number[]): Literal => {
        const range = ranges[variable] as Range;
        return any(range.runs(cells).map(all));
    };
    const known = new Map<Diagram, Literal>([
        [NONE, no],
        [ALL, yes],
    ]);
    const literalOf = (cases: Diagram): Literal => {
        const found = known.get(cases);
        if (found !== undefined) return found;
        const variable = store.top(cases);
        const cellsByChild = new Map<Diagram, number[]>();
        for (let cell = 0; cell < (store.arity[variable] as number); cell++) {
            const child = store.child(cases, cell);
            const cells = cellsByChild.get(child);
            if (cells) cells.push(cell);
            else cellsByChild.set(child, [cell]);
        }
        const ways = [...cellsByChild].map(([child, cells]) => all([inCells(variable, cells), literalOf(child)]));
        const literal = any(ways);
        known.set(cases, literal);
        return literal;
    };

    solver.add(literalOf(space.possible));
    const arriving: Literal[][] = Array.from({ length: placeCount }, () => []);
    arriving[machine.start]?.push(yes);
    const comes: Literal[] = [];
    const leaves = nodes.map(({ guards, answers, exits }: MachineNode, place) => {
        let left = any(arriving[place] as Literal[]);
        comes[place] = left;
        const leaving: Literal[] = [];
        for (const guard of guards) {
            const holds = literalOf(guard);
            leaving.push(all([left, negated(holds)]));
            left = all([left, holds]);
        }
        for (const answer of answers) {
            const fits = literalOf(answer);
            leaving.push(all([left, fits]));
            left = all([left, negated(fits)]);
        }
        leaving.push(left);
        for (const [exit, literal] of leaving.entries()) {
            const { to } = exits[exit] as Exit;
            if (literal !== no) arriving[to]?.push(literal);
        }
        return leaving;
    });
    for (let place: Place = nodes.length; place < placeCount; place++) comes[place] = any(arriving[place] as Literal[]);

    return {
        solver,
        literalOf,
        all,
        any,
        comes,
        leaves,
        cellsOf: (model) => Int32Array.from(ranges, ({ cellOf }) => cellOf(model)),
    };
}

/** The cells of one variable. */
interface Range {
    /** Any of these conjunctions says that the variable is in one of the cells. */
    readonly runs: (cells: readonly number[]) => readonly (readonly Literal[])[];
    readonly cellOf: (model: Uint8Array) => number;
}

function isTrue(model: Uint8Array, literal: Literal): boolean {
    return model[literal >> 1] === (1 ^ (literal & 1));
}

/** One literal for each cell, of which just one holds. */
function oneOf(solver: Solver, arity: number, yes: Literal): Range {
    const literals = arity === 1 ? [yes] : [solver.newVariable()];
    if (arity === 2) literals.push(negated(literals[0] as Literal));
    while (literals.length < arity) literals.push(solver.newVariable());
    if (arity > 2) {
        solver.add(...literals);
        for (const [i, a] of literals.entries()) {
            for (const b of literals.slice(i + 1)) solver.add(negated(a), negated(b));
        }
    }
    return {
        runs: (cells) => {
            // Whichever is shorter: one of these, or none of the others.
            if (2 * cells.length <= arity) return cells.map((cell) => [literals[cell] as Literal]);
            const others = literals.filter((_, cell) => !cells.includes(cell));
            return [others.map(negated)];
        },
        cellOf: (model) => literals.findIndex((literal) => isTrue(model, literal)),
    };
}

/** A literal for each cell but the last: the variable is in this cell or an earlier one. */
function ordered(solver: Solver, arity: number, yes: Literal): Range {
    const upTo = Array.from({ length: arity - 1 }, () => solver.newVariable());
    for (let i = 0; i + 1 < upTo.length; i++) solver.add(negated(upTo[i] as Literal), upTo[i + 1] as Literal);
    const atMost = (cell: number) => (cell < 0 ? negated(yes) : (upTo[cell] ?? yes));
    return {
        runs: (cells) => {
            const runs: [number, number][] = [];
            for (const cell of cells) {
                const last = runs.at(-1);
                if (last && last[1] === cell - 1) last[1] = cell;
                else runs.push([cell, cell]);
            }
            return runs.map(([from, to]) => [atMost(to), negated(atMost(from - 1))]);
        },
        cellOf: (model) => {
            const cell = upTo.findIndex((literal) => isTrue(model, literal));
            return cell < 0 ? arity - 1 : cell;
        },
    };
}
