// Diagrams as one flat array of numbers, and the loop that runs it. A program is a place in that array; running it for a
// row ends with the number of an end node, the steps noted on the way stand in `trace`.

import type { Node } from './diagram.js';
import type { Row } from './row.js';
import type { Variable } from './variable.js';

/** What is computed outside the loop: the value of a quantity, or a code. */
export type Computation = (row: Row, offset: number) => number;

export interface Instructions {
    /** Instructions one behind the other; a negative target is the end number `-1 - target`. */
    readonly code: number[];
    readonly bounds: number[];
    readonly computations: Computation[];
}

/** How nodes become instructions. */
export interface Emission {
    /** The quantity, or the code, of a variable that does not stand in the row as it is. */
    readonly compute: (variable: Variable) => Computation;
    readonly evaluate: (node: Extract<Node, { kind: 'term' }>) => Computation;
    /** What to note for a step; null if nothing. */
    readonly note: (step: number) => number | null;
}

// The first number of an instruction, and what follows it.
const CODE = 0; // slot, target for each code
const BOUND = 1; // slot, bound, target below it, target from it
const BOUNDS = 2; // slot, first bound, targets (the bounds end with NaN)
const SUM = 3; // computation, first bound, targets
const CALL = 4; // computation, target for each code
const NOTE = 5; // what, target

/** Appends the nodes that can be reached from the roots; gives the start of each root's program. */
export function emit(
    into: Instructions,
    nodes: readonly Node[],
    roots: readonly Node[],
    emission: Emission,
): readonly number[] {
    const { code, bounds, computations } = into;
    const computed = new Map<Variable, number>();
    const starts = new Int32Array(nodes.length);
    const startOf = (node: Node) => starts[node.id] as number;
    const compute = (variable: Variable): number => {
        const known = computed.get(variable);
        if (known !== undefined) return known;
        computed.set(variable, computations.push(emission.compute(variable)) - 1);
        return computations.length - 1;
    };

    const reached = reachedFrom(nodes, roots);
    for (const node of nodes) {
        if (!reached[node.id]) continue;
        starts[node.id] = code.length;
        switch (node.kind) {
            case 'end':
                starts[node.id] = -1 - node.end;
                break;
            case 'step': {
                const noted = emission.note(node.step);
                if (noted === null) starts[node.id] = startOf(node.next);
                else code.push(NOTE, noted, startOf(node.next));
                break;
            }
            case 'term':
                code.push(CALL, computations.push(emission.evaluate(node)) - 1, ...node.targets.map(startOf));
                break;
            case 'test': {
                const { variable, targets } = node;
                if (variable.kind === 'code') {
                    code.push(CODE, variable.slot.at, ...targets.map(startOf));
                } else if (variable.kind === 'quantity') {
                    const cuts: number[] = [];
                    const cells: number[] = [];
                    for (const each of variable.possible) {
                        const target = startOf(targets[each] as Node);
                        if (cells.length > 0 && cells[cells.length - 1] === target) continue;
                        if (cells.length > 0) cuts.push(lowerEnd(variable.bounds, each));
                        cells.push(target);
                    }
                    const first = bounds.length;
                    bounds.push(...cuts, Number.NaN);
                    if (!variable.slot) code.push(SUM, compute(variable), first, ...cells);
                    else code.push(cells.length === 2 ? BOUND : BOUNDS, variable.slot.at, first, ...cells);
                } else {
                    code.push(CALL, compute(variable), ...targets.map(startOf));
                }
            }
        }
    }
    return roots.map(startOf);
}

export class Machine {
    /** The steps noted by the last program run, and how many. */
    readonly trace: Int32Array;
    noted = 0;
    private readonly code: Int32Array;
    private readonly bounds: Float64Array;
    private readonly computations: readonly Computation[];

    constructor(instructions: Instructions, longest: number) {
        this.code = Int32Array.from(instructions.code);
        this.bounds = Float64Array.from(instructions.bounds);
        this.computations = instructions.computations;
        this.trace = new Int32Array(longest);
    }

    /** Runs the program that starts at `start` for the row at `offset`; gives the number of the end it comes to. */
    run(start: number, row: Row, offset: number): number {
        const { code, bounds, computations, trace } = this;
        let at = start;
        while (at >= 0) {
            switch (code[at]) {
                case CODE:
                    at = code[at + 2 + ((row[offset + (code[at + 1] as number)] as number) | 0)] as number;
                    break;
                case BOUND: {
                    const value = row[offset + (code[at + 1] as number)] as number;
                    at = code[value >= (bounds[code[at + 2] as number] as number) ? at + 4 : at + 3] as number;
                    break;
                }
                case BOUNDS: {
                    const value = row[offset + (code[at + 1] as number)] as number;
                    let bound = code[at + 2] as number;
                    let cell = at + 3;
                    while (value >= (bounds[bound++] as number)) cell++;
                    at = code[cell] as number;
                    break;
                }
                case SUM: {
                    const value = (computations[code[at + 1] as number] as Computation)(row, offset);
                    let bound = code[at + 2] as number;
                    let cell = at + 3;
                    while (value >= (bounds[bound++] as number)) cell++;
                    at = code[cell] as number;
                    break;
                }
                case CALL:
                    at = code[at + 2 + (computations[code[at + 1] as number] as Computation)(row, offset)] as number;
                    break;
                case NOTE:
                    trace[this.noted++] = code[at + 1] as number;
                    at = code[at + 2] as number;
                    break;
            }
        }
        return -1 - at;
    }
}

/** Where a code of a quantity begins. */
function lowerEnd(bounds: readonly number[], code: number): number {
    if (code === 1) return -Number.MAX_VALUE;
    return code === bounds.length + 2 ? Infinity : (bounds[code - 2] as number);
}

function reachedFrom(nodes: readonly Node[], roots: readonly Node[]): Uint8Array {
    const reached = new Uint8Array(nodes.length);
    for (const root of roots) reached[root.id] = 1;
    for (let id = nodes.length - 1; id >= 0; id--) {
        const node = nodes[id] as Node;
        if (!reached[id] || node.kind === 'end') continue;
        for (const target of node.kind === 'step' ? [node.next] : node.targets) reached[target.id] = 1;
    }
    return reached;
}
