// Decision diagrams: what to test next, down to an end. A sequence of conditions with exits becomes one diagram in which
// no path tests a variable twice, by branching on what the residuals of all open conditions leave (the idea of
// Brzozowski's derivatives, 1964, applied to conditions; shared nodes as in Bryant's diagrams, 1986).

import type { Term, TermStore } from './term.js';
import type { Truth } from './truth.js';
import type { Variable } from './variable.js';

export type Node = TestNode | TermNode | StepNode | EndNode;

interface NodeHead {
    /** Nodes lead to nodes with smaller ids only. */
    readonly id: number;
}

export interface TestNode extends NodeHead {
    readonly kind: 'test';
    readonly variable: Variable;
    /** One for each code; of impossible codes any. */
    readonly targets: readonly Node[];
}

/** A condition that is too large for a diagram of its own: it is evaluated as it stands. */
export interface TermNode extends NodeHead {
    readonly kind: 'term';
    readonly term: Term;
    /** One for each truth. */
    readonly targets: readonly Node[];
}

/** An answer is taken; it is noted in the path. */
export interface StepNode extends NodeHead {
    readonly kind: 'step';
    readonly step: number;
    readonly next: Node;
}

export interface EndNode extends NodeHead {
    readonly kind: 'end';
    readonly end: number;
}

/** One condition of a sequence: where each truth of it leads; null goes on to the next one. */
export interface Item {
    readonly term: Term;
    readonly exits: readonly [no: Node | null, yes: Node | null, unknown: Node | null, missing: Node | null];
}

/**
 * Parts of residuals looked at for one sequence before it is cut into its conditions, and then for each of them. It bounds
 * a question to some tens of milliseconds; the questions of the examples need less than a hundredth of it.
 */
const WORK_LIMIT = 30_000;

/** Makes the nodes of one program; equal nodes are the same object. */
export class Diagram {
    readonly nodes: Node[] = [];
    private readonly interned = new Map<string, Node>();

    constructor(private readonly terms: TermStore) {}

    end(end: number): Node {
        return this.intern(`e${end}`, (id) => ({ id, kind: 'end', end }));
    }

    step(step: number, next: Node): Node {
        return this.intern(`s${step},${next.id}`, (id) => ({ id, kind: 'step', step, next }));
    }

    /** The diagram of conditions tried in order; `last` is where a case goes that takes no exit. */
    sequence(items: readonly Item[], last: Node): Node {
        return this.joint(items, last) ?? this.oneByOne(items, last);
    }

    private oneByOne(items: readonly Item[], last: Node): Node {
        let next = last;
        for (const item of [...items].reverse()) {
            next = this.joint([item], next) ?? this.whole(item, next);
        }
        return next;
    }

    private whole({ term, exits }: Item, next: Node): Node {
        const targets = exits.map((exit) => exit ?? next);
        return this.intern(`w${term.id},${idsOf(targets)}`, (id) => ({ id, kind: 'term', term, targets }));
    }

    private joint(items: readonly Item[], last: Node): Node | undefined {
        const classes = codeClasses(items.map((item) => item.term));
        const memo = new Map<string, Node>();
        let work = 0;

        const branch = (from: number, open: readonly Term[]): Node | undefined => {
            for (let index = from; index < items.length; index++) {
                const term = open[index - from] as Term;
                if (term.kind === 'constant') {
                    const exit = (items[index] as Item).exits[term.value];
                    if (exit) return exit;
                    continue;
                }
                const rest = open.slice(index - from);
                const key = `${index}:${rest.map((each) => each.id).join()}`;
                const known = memo.get(key);
                if (known) return known;
                const variable = cheapest(term);
                const targets = new Array<Node>(codesOf(variable));
                const weight = rest.reduce((sum, each) => sum + partCount(each), 0);
                for (const codes of classes.get(variable) ?? []) {
                    work += weight;
                    if (work > WORK_LIMIT) return undefined;
                    const first = codes[0] as number;
                    const target = branch(
                        index,
                        rest.map((each) => this.terms.residual(each, variable, first)),
                    );
                    if (!target) return undefined;
                    for (const code of codes) targets[code] = target;
                }
                const node = this.test(variable, targets);
                memo.set(key, node);
                return node;
            }
            return last;
        };

        return branch(
            0,
            items.map((item) => item.term),
        );
    }

    private test(variable: Variable, given: readonly (Node | undefined)[]): Node {
        const any = given[variable.possible[0] as number] as Node;
        if (variable.possible.every((code) => given[code] === any)) return any;
        const targets = Array.from(given, (target) => target ?? any);
        return this.intern(`t${variable.id},${idsOf(targets)}`, (id) => ({ id, kind: 'test', variable, targets }));
    }

    private intern(key: string, make: (id: number) => Node): Node {
        const known = this.interned.get(key);
        if (known) return known;
        const node = make(this.nodes.length);
        this.nodes.push(node);
        this.interned.set(key, node);
        return node;
    }
}

/** How many codes a variable has. */
export function codesOf(variable: Variable): number {
    switch (variable.kind) {
        case 'code':
            return variable.size;
        case 'quantity':
            return variable.bounds.length + 3;
        case 'set':
        case 'path':
            return 4;
    }
}

/** For each variable its possible codes, those together that no test among the terms tells apart. */
function codeClasses(terms: readonly Term[]): ReadonlyMap<Variable, readonly (readonly number[])[]> {
    const tests = new Map<Variable, Set<readonly Truth[]>>();
    const seen = new Set<Term>();
    const visit = (term: Term): void => {
        if (seen.has(term)) return;
        seen.add(term);
        if (term.kind === 'test') tests.set(term.variable, (tests.get(term.variable) ?? new Set()).add(term.table));
        else if (term.kind === 'mapped') visit(term.of);
        else if (term.kind !== 'constant') term.of.forEach(visit);
    };
    terms.forEach(visit);
    const classes = new Map<Variable, readonly (readonly number[])[]>();
    for (const [variable, tables] of tests) {
        const groups = new Map<string, number[]>();
        for (const code of variable.possible) {
            const key = [...tables].map((table) => table[code]).join('');
            groups.set(key, [...(groups.get(key) ?? []), code]);
        }
        classes.set(variable, [...groups.values()]);
    }
    return classes;
}

/** The variable of the term that costs least to look at; of equal ones the first. */
function cheapest(term: Term): Variable {
    let best: Variable | undefined;
    const visit = (each: Term): void => {
        if (each.kind === 'test') {
            if (!best || costOf(each.variable) < costOf(best)) best = each.variable;
        } else if (each.kind === 'mapped') {
            visit(each.of);
        } else if (each.kind !== 'constant') {
            each.of.forEach(visit);
        }
    };
    visit(term);
    return best as Variable;
}

function partCount(term: Term): number {
    if (term.kind === 'mapped') return partCount(term.of);
    return term.kind === 'constant' || term.kind === 'test' ? 1 : 1 + term.of.length;
}

function costOf(variable: Variable): number {
    switch (variable.kind) {
        case 'code':
            return 0;
        case 'quantity':
            return variable.slot ? 1 : 3;
        case 'set':
        case 'path':
            return 2;
    }
}

function idsOf(nodes: readonly Node[]): string {
    return nodes.map((node) => node.id).join();
}
