// Reduced, ordered, hash-consed decision diagrams over many-valued variables, with terminals of any value (Bryant 1986;
// multi-valued and multi-terminal as in Srinivasan et al. 1990). Invariant: two diagrams are the same function exactly
// when they are the same number.

/** A diagram: an index into the store. `NONE` and `ALL` are the empty and the full set. */
export type Diagram = number;

export const NONE: Diagram = 0;
export const ALL: Diagram = 1;

/** What a terminal stands for. `NONE` and `ALL` are terminals without a number. */
export type Weight = number | bigint;

/** Variables as a mask: 1 where the variable belongs to the set. */
export type Variables = Uint8Array;

/** Enough for the largest policies measured (about 100 MB); beyond it other engines do better than more memory. */
export const DEFAULT_NODE_BUDGET = 2_000_000;

/** Thrown when a store may hold no more nodes; whoever asked the question reports it as not decided. */
export class BudgetExceeded extends Error {}

/** Thrown when the host asked to stop. */
export class Stopped extends Error {}

export interface Mark {
    readonly nodes: number;
    readonly children: number;
}

enum Operation {
    And,
    Or,
    Minus,
    Least,
    Sum,
    Total,
}

/** How many new nodes go by between two looks at `shouldStop`. */
const STOP_INTERVAL = 0x3fff;

/** The store of all nodes. Levels are variables: variable 0 is on top. */
export class DiagramStore {
    readonly arity: readonly number[];
    readonly budget: number;
    private readonly depth: number;
    private readonly shouldStop: () => boolean;

    private size = 2;
    private variable = new Int32Array(1 << 10);
    private first = new Int32Array(1 << 10);
    private chain = new Int32Array(1 << 10);
    private children = new Int32Array(1 << 12);
    private childCount = 0;
    private heads = new Int32Array(1 << 10).fill(-1);

    private readonly weights: (Weight | undefined)[] = [undefined, undefined];
    private readonly terminalByWeight = new Map<Weight, Diagram>();

    /** Arguments under construction, so that recursion allocates nothing. */
    private scratch = new Int32Array(1 << 12);
    private scratchTop = 0;

    /** Direct-mapped and lossy: a lost entry costs time, never exactness. */
    private cacheMask = (1 << 12) - 1;
    private cacheLeft = new Int32Array(1 << 12).fill(-1);
    private cacheRight = new Int32Array(1 << 12);
    private cacheOperation = new Int32Array(1 << 12);
    private cacheResult = new Int32Array(1 << 12);

    constructor(arity: readonly number[], budget: number, shouldStop: () => boolean) {
        this.arity = arity;
        this.depth = arity.length;
        this.budget = budget;
        this.shouldStop = shouldStop;
        this.variable[NONE] = this.depth;
        this.variable[ALL] = this.depth;
    }

    /** Nodes and terminals now in the store. */
    get nodeCount(): number {
        return this.size;
    }

    /** A point at which work on many small diagrams may be stopped. */
    pause(): void {
        if (this.shouldStop()) throw new Stopped();
    }

    // ---- nodes

    /** The variable on top of `f`; the number of variables if `f` is a terminal. */
    top(f: Diagram): number {
        return this.variable[f] as number;
    }

    isTerminal(f: Diagram): boolean {
        return this.variable[f] === this.depth;
    }

    child(f: Diagram, cell: number): Diagram {
        return this.children[(this.first[f] as number) + cell] as number;
    }

    weight(f: Diagram): Weight | undefined {
        return this.weights[f];
    }

    terminal(weight: Weight): Diagram {
        const known = this.terminalByWeight.get(weight);
        if (known !== undefined) return known;
        const id = this.newNode(this.depth);
        this.weights[id] = weight;
        this.terminalByWeight.set(weight, id);
        return id;
    }

    /** The cases in which `variable` is in one of the cells. */
    literal(variable: number, cells: Iterable<number>): Diagram {
        const base = this.reserve(variable);
        this.scratch.fill(NONE, base, this.scratchTop);
        for (const cell of cells) this.scratch[base + cell] = ALL;
        return this.finish(variable, base);
    }

    /** The node that tests `variable` and goes on with the given children. */
    node(variable: number, children: readonly Diagram[]): Diagram {
        const base = this.reserve(variable);
        for (let i = 0; i < children.length; i++) this.scratch[base + i] = children[i] as number;
        return this.finish(variable, base);
    }

    // ---- operations

    /** Intersection; where `f` is a set and `g` has weights, `g` within `f`. */
    and(f: Diagram, g: Diagram): Diagram {
        return this.apply(Operation.And, f, g);
    }

    or(f: Diagram, g: Diagram): Diagram {
        return this.apply(Operation.Or, f, g);
    }

    /** `f` without `g`; `g` is a set, `f` may have weights. */
    minus(f: Diagram, g: Diagram): Diagram {
        return this.apply(Operation.Minus, f, g);
    }

    not(f: Diagram): Diagram {
        return this.apply(Operation.Minus, ALL, f);
    }

    /** The smaller number; where one has none, the other. */
    least(f: Diagram, g: Diagram): Diagram {
        return this.apply(Operation.Least, f, g);
    }

    /** The sum of numbers; where one has none, none. */
    sum(f: Diagram, g: Diagram): Diagram {
        return this.apply(Operation.Sum, f, g);
    }

    /** The sum of big integers; where one has none, the other. */
    total(f: Diagram, g: Diagram): Diagram {
        return this.apply(Operation.Total, f, g);
    }

    anyOf(sets: readonly Diagram[]): Diagram {
        return sets.reduce((all, set) => this.or(all, set), NONE);
    }

    allOf(sets: readonly Diagram[]): Diagram {
        // From the back: conditions tend to be written in the order of the flow, so the deepest variables go first.
        return sets.reduceRight((all, set) => (all === NONE ? NONE : this.and(set, all)), ALL);
    }

    isSubset(f: Diagram, g: Diagram): boolean {
        return this.minus(f, g) === NONE;
    }

    /** The same cases without saying anything of the variables: there is a value of them with which the case is in `f`. */
    exists(f: Diagram, variables: Variables): Diagram {
        const deepest = deepestOf(variables);
        if (deepest < 0) return f;
        const memo = new Map<Diagram, Diagram>();
        const go = (f: Diagram): Diagram => {
            const variable = this.variable[f] as number;
            if (variable > deepest || variable === this.depth) return f;
            const known = memo.get(f);
            if (known !== undefined) return known;
            const arity = this.arity[variable] as number;
            let result: Diagram = NONE;
            if (variables[variable] === 1) {
                for (let i = 0; i < arity && result !== ALL; i++) result = this.or(result, go(this.child(f, i)));
            } else {
                result = this.rebuild(variable, (i) => go(this.child(f, i)));
            }
            memo.set(f, result);
            return result;
        };
        return go(f);
    }

    /** As `exists` for costs: the least cost over the variables' cells, dropped when it is over `cap`. */
    leastOver(f: Diagram, variables: Variables, cost: readonly (readonly number[])[], cap: number): Diagram {
        const shifted = new Map<number, Diagram>();
        const shift = (f: Diagram, by: number): Diagram => {
            if (f === NONE || by === 0) return f;
            if (this.isTerminal(f)) {
                const sum = (this.weights[f] as number) + by;
                return sum > cap ? NONE : this.terminal(sum);
            }
            const key = f * 64 + by;
            const known = shifted.get(key);
            if (known !== undefined) return known;
            const result = this.rebuild(this.top(f), (i) => shift(this.child(f, i), by));
            shifted.set(key, result);
            return result;
        };
        const deepest = deepestOf(variables);
        const memo = new Map<Diagram, Diagram>();
        const go = (f: Diagram): Diagram => {
            const variable = this.top(f);
            if (variable > deepest || variable === this.depth) return f;
            const known = memo.get(f);
            if (known !== undefined) return known;
            let result: Diagram = NONE;
            if (variables[variable] === 1) {
                const costs = cost[variable] as readonly number[];
                for (let i = 0; i < costs.length; i++) {
                    result = this.least(result, shift(go(this.child(f, i)), costs[i] as number));
                }
            } else {
                result = this.rebuild(variable, (i) => go(this.child(f, i)));
            }
            memo.set(f, result);
            return result;
        };
        return deepest < 0 ? f : go(f);
    }

    /** As `exists` for counts: the weighted sum over all cells of the variables, whether `f` mentions them or not. */
    totalOver(f: Diagram, variables: Variables, weight: readonly (readonly bigint[])[]): Diagram {
        const summed: number[] = [];
        for (let v = 0; v < this.depth; v++) if (variables[v] === 1) summed.push(v);
        const totals = summed.map((v) => (weight[v] as readonly bigint[]).reduce((a, b) => a + b, 0n));
        const scaled = new Map<string, Diagram>();
        const scale = (f: Diagram, by: bigint): Diagram => {
            if (f === NONE || by === 1n) return f;
            if (this.isTerminal(f)) return this.terminal((this.weights[f] as bigint) * by);
            const key = `${f} ${by}`;
            const known = scaled.get(key);
            if (known !== undefined) return known;
            const result = this.rebuild(this.top(f), (i) => scale(this.child(f, i), by));
            scaled.set(key, result);
            return result;
        };
        const memo = new Map<number, Diagram>();
        const go = (f: Diagram, from: number): Diagram => {
            if (f === NONE) return NONE;
            const variable = this.top(f);
            let next = from;
            let skipped = 1n;
            while (next < summed.length && (summed[next] as number) < variable) skipped *= totals[next++] as bigint;
            if (variable === this.depth) return scale(f, skipped);
            const key = f * (summed.length + 1) + next;
            let result = memo.get(key);
            if (result === undefined) {
                if (summed[next] === variable) {
                    const weights = weight[variable] as readonly bigint[];
                    result = NONE;
                    for (let i = 0; i < weights.length; i++) {
                        result = this.total(result, scale(go(this.child(f, i), next + 1), weights[i] as bigint));
                    }
                } else {
                    result = this.rebuild(variable, (i) => go(this.child(f, i), next));
                }
                memo.set(key, result);
            }
            return scale(result, skipped);
        };
        return go(f, 0);
    }

    /** `f` for the cases in which the variables have these cells; -1 leaves a variable open. */
    restrict(f: Diagram, cells: ArrayLike<number>): Diagram {
        const memo = new Map<Diagram, Diagram>();
        const go = (f: Diagram): Diagram => {
            if (this.isTerminal(f)) return f;
            const known = memo.get(f);
            if (known !== undefined) return known;
            const variable = this.top(f);
            const cell = cells[variable] as number;
            const result = cell >= 0 ? go(this.child(f, cell)) : this.rebuild(variable, (i) => go(this.child(f, i)));
            memo.set(f, result);
            return result;
        };
        return go(f);
    }

    /** `f` with other terminals: each weight becomes the diagram given for it. `NONE` stays as it is. */
    map(f: Diagram, terminalFor: (weight: Weight) => Diagram): Diagram {
        const memo = new Map<Diagram, Diagram>();
        const go = (f: Diagram): Diagram => {
            if (f === NONE) return NONE;
            if (this.isTerminal(f)) return terminalFor(this.weights[f] as Weight);
            const known = memo.get(f);
            if (known !== undefined) return known;
            const result = this.rebuild(this.top(f), (i) => go(this.child(f, i)));
            memo.set(f, result);
            return result;
        };
        return go(f);
    }

    /** The cases that have a weight at all. */
    supportOf(f: Diagram): Diagram {
        return this.map(f, () => ALL);
    }

    // ---- questions

    /** The weights that `f` gives to any case. */
    weightsOf(f: Diagram): readonly Weight[] {
        const weights: Weight[] = [];
        for (const node of this.nodesOf([f])) {
            const weight = this.isTerminal(node) ? this.weights[node] : undefined;
            if (weight !== undefined) weights.push(weight);
        }
        return weights;
    }

    /** The terminal that a case leads to. */
    evaluate(f: Diagram, cells: ArrayLike<number>): Diagram {
        let at = f;
        for (let v = this.top(at); v < this.depth; v = this.top(at)) at = this.child(at, cells[v] as number);
        return at;
    }

    contains(f: Diagram, cells: ArrayLike<number>): boolean {
        return this.evaluate(f, cells) === ALL;
    }

    /** All nodes of the diagrams, terminals included. */
    nodesOf(roots: readonly Diagram[]): Set<Diagram> {
        const seen = new Set<Diagram>();
        const open = [...roots];
        for (let f = open.pop(); f !== undefined; f = open.pop()) {
            if (seen.has(f)) continue;
            seen.add(f);
            if (this.isTerminal(f)) continue;
            const arity = this.arity[this.top(f)] as number;
            for (let i = 0; i < arity; i++) open.push(this.child(f, i));
        }
        return seen;
    }

    /** The variables on which the diagrams depend. */
    support(...roots: readonly Diagram[]): Variables {
        const variables = new Uint8Array(this.depth);
        for (const f of this.nodesOf(roots)) if (!this.isTerminal(f)) variables[this.top(f)] = 1;
        return variables;
    }

    /**
     * The cheapest case of `f`, as [cost, cells]: cells of variables that `f` does not test are left as -1, and a
     * weighted terminal adds its weight. Among equally cheap ones the first cells win, so the result is determined.
     */
    cheapest(f: Diagram, cost: readonly (readonly number[])[]): { cost: number; cells: Int32Array } | undefined {
        const best = new Map<Diagram, { cost: number; cell: number }>();
        const go = (f: Diagram): number => {
            if (f === NONE) return Number.POSITIVE_INFINITY;
            if (this.isTerminal(f)) return f === ALL ? 0 : Number(this.weights[f]);
            const known = best.get(f);
            if (known !== undefined) return known.cost;
            const costs = cost[this.top(f)] as readonly number[];
            let least = Number.POSITIVE_INFINITY;
            let cell = -1;
            // A cell that costs nothing is tried first, wherever it stands.
            for (let i = 0; i < costs.length; i++) {
                const sum = (costs[i] as number) + go(this.child(f, i));
                if (sum < least || (sum === least && costs[i] === 0 && costs[cell] !== 0)) {
                    least = sum;
                    cell = i;
                }
            }
            best.set(f, { cost: least, cell });
            return least;
        };
        const least = go(f);
        if (least === Number.POSITIVE_INFINITY) return undefined;
        const cells = new Int32Array(this.depth).fill(-1);
        for (let at = f; !this.isTerminal(at); ) {
            const { cell } = best.get(at) as { cell: number };
            cells[this.top(at)] = cell;
            at = this.child(at, cell);
        }
        return { cost: least, cells };
    }

    /**
     * Sets the cells that are -1 so that the case is in `f`, wherever `f` tests them: from a random one on the first that
     * fits. Says whether there is such a case; if not, nothing is set.
     */
    pick(f: Diagram, cells: Int32Array, random: (limit: number) => number): boolean {
        const hopeless = new Set<Diagram>();
        const go = (f: Diagram): boolean => {
            if (this.isTerminal(f)) return f !== NONE;
            if (hopeless.has(f)) return false;
            const variable = this.top(f);
            const given = cells[variable] as number;
            if (given >= 0) {
                if (go(this.child(f, given))) return true;
            } else {
                const arity = this.arity[variable] as number;
                const first = random(arity);
                for (let i = 0; i < arity; i++) {
                    cells[variable] = (first + i) % arity;
                    if (go(this.child(f, cells[variable] as number))) return true;
                }
                cells[variable] = -1;
            }
            hopeless.add(f);
            return false;
        };
        return go(f);
    }

    // ---- memory

    /** A point to which `release` can return. */
    mark(): Mark {
        return { nodes: this.size, children: this.childCount };
    }

    /**
     * Forgets every node made since the mark. Nodes are only ever appended and chains grow at their heads, so undoing
     * is exact; whoever calls it must hold no newer diagram.
     */
    release(mark: Mark): void {
        if (this.size === mark.nodes) return;
        for (let id = this.size - 1; id >= mark.nodes; id--) {
            const variable = this.variable[id] as number;
            if (variable === this.depth) {
                this.terminalByWeight.delete(this.weights[id] as Weight);
            } else {
                const slot = this.hash(variable, this.children, this.first[id] as number);
                this.heads[slot] = this.chain[id] as number;
            }
        }
        this.weights.length = mark.nodes;
        this.size = mark.nodes;
        this.childCount = mark.children;
        this.cacheLeft.fill(-1);
    }

    // ---- the inside

    private rebuild(variable: number, child: (cell: number) => Diagram): Diagram {
        const base = this.reserve(variable);
        const arity = this.arity[variable] as number;
        for (let i = 0; i < arity; i++) {
            const f = child(i);
            this.scratch[base + i] = f;
        }
        return this.finish(variable, base);
    }

    private apply(operation: Operation, left: Diagram, right: Diagram): Diagram {
        const decided = this.decide(operation, left, right);
        if (decided >= 0) return decided;
        let f = left;
        let g = right;
        if (operation !== Operation.Minus && f > g) {
            f = right;
            g = left;
        }
        const key = Math.imul(f, 0x9e3779b1) ^ Math.imul(g, 0x85ebca6b) ^ Math.imul(operation + 1, 0xc2b2ae35);
        const slot = (key ^ (key >>> 15)) & this.cacheMask;
        if (this.cacheLeft[slot] === f && this.cacheRight[slot] === g && this.cacheOperation[slot] === operation) {
            return this.cacheResult[slot] as number;
        }
        const fTop = this.variable[f] as number;
        const gTop = this.variable[g] as number;
        const variable = fTop < gTop ? fTop : gTop;
        const arity = this.arity[variable] as number;
        const base = this.reserve(variable);
        for (let i = 0; i < arity; i++) {
            const result = this.apply(
                operation,
                fTop === variable ? this.child(f, i) : f,
                gTop === variable ? this.child(g, i) : g,
            );
            this.scratch[base + i] = result;
        }
        const result = this.finish(variable, base);
        // The cache may have grown meanwhile.
        const place = (key ^ (key >>> 15)) & this.cacheMask;
        this.cacheLeft[place] = f;
        this.cacheRight[place] = g;
        this.cacheOperation[place] = operation;
        this.cacheResult[place] = result;
        return result;
    }

    /** The result where no child needs to be looked at, else -1. */
    private decide(operation: Operation, f: Diagram, g: Diagram): Diagram {
        switch (operation) {
            case Operation.And:
                if (f === NONE || g === NONE) return NONE;
                if (f === ALL || f === g) return g;
                return g === ALL ? f : -1;
            case Operation.Or:
                if (f === ALL || g === ALL) return ALL;
                if (f === NONE || f === g) return g;
                return g === NONE ? f : -1;
            case Operation.Minus:
                if (f === NONE || g === ALL || f === g) return NONE;
                return g === NONE ? f : -1;
            case Operation.Least: {
                if (f === NONE || f === g) return g;
                if (g === NONE) return f;
                if (!this.isTerminal(f) || !this.isTerminal(g)) return -1;
                return (this.weights[f] as number) <= (this.weights[g] as number) ? f : g;
            }
            case Operation.Sum:
                if (f === NONE || g === NONE) return NONE;
                if (!this.isTerminal(f) || !this.isTerminal(g)) return -1;
                return this.terminal((this.weights[f] as number) + (this.weights[g] as number));
            case Operation.Total:
                if (f === NONE) return g;
                if (g === NONE) return f;
                if (!this.isTerminal(f) || !this.isTerminal(g)) return -1;
                return this.terminal((this.weights[f] as bigint) + (this.weights[g] as bigint));
        }
    }

    private reserve(variable: number): number {
        const base = this.scratchTop;
        this.scratchTop += this.arity[variable] as number;
        if (this.scratchTop > this.scratch.length) this.scratch = grown(this.scratch, this.scratchTop * 2);
        return base;
    }

    /** Makes, or finds, the node whose children stand in the scratch from `base` on. */
    private finish(variable: number, base: number): Diagram {
        this.scratchTop = base;
        const { scratch } = this;
        const arity = this.arity[variable] as number;
        const head = scratch[base] as number;
        let i = 1;
        while (i < arity && scratch[base + i] === head) i++;
        if (i === arity) return head;
        const slot = this.hash(variable, scratch, base);
        search: for (let id = this.heads[slot] as number; id >= 0; id = this.chain[id] as number) {
            if (this.variable[id] !== variable) continue;
            const from = this.first[id] as number;
            for (let k = 0; k < arity; k++) if (this.children[from + k] !== scratch[base + k]) continue search;
            return id;
        }
        const id = this.newNode(variable);
        if (this.childCount + arity > this.children.length) {
            this.children = grown(this.children, (this.childCount + arity) * 2);
        }
        this.first[id] = this.childCount;
        for (let k = 0; k < arity; k++) this.children[this.childCount + k] = scratch[base + k] as number;
        this.childCount += arity;
        this.chain[id] = this.heads[slot] as number;
        this.heads[slot] = id;
        if (this.size > this.heads.length) this.rehash();
        return id;
    }

    private newNode(variable: number): Diagram {
        if (this.size >= this.budget) {
            this.scratchTop = 0;
            throw new BudgetExceeded(`more than ${this.budget} nodes`);
        }
        if ((this.size & STOP_INTERVAL) === 0 && this.shouldStop()) {
            this.scratchTop = 0;
            throw new Stopped();
        }
        if (this.size === this.variable.length) {
            const length = this.size * 2;
            this.variable = grown(this.variable, length);
            this.first = grown(this.first, length);
            this.chain = grown(this.chain, length);
        }
        const id = this.size++;
        this.variable[id] = variable;
        this.weights[id] = undefined;
        return id;
    }

    private hash(variable: number, array: Int32Array, base: number): number {
        let h = Math.imul(variable + 1, 0x9e3779b1);
        const arity = this.arity[variable] as number;
        for (let i = 0; i < arity; i++) {
            h = Math.imul(h ^ (array[base + i] as number), 0x85ebca6b);
            h ^= h >>> 15;
        }
        return (h >>> 0) & (this.heads.length - 1);
    }

    /** Doubles the table and the cache with it: a small policy must not pay for the memory of a large one. */
    private rehash(): void {
        this.heads = new Int32Array(this.heads.length * 2).fill(-1);
        for (let id = 2; id < this.size; id++) {
            const variable = this.variable[id] as number;
            if (variable === this.depth) continue;
            const slot = this.hash(variable, this.children, this.first[id] as number);
            this.chain[id] = this.heads[slot] as number;
            this.heads[slot] = id;
        }
        const length = Math.min(this.heads.length, 1 << 18);
        if (length <= this.cacheMask + 1) return;
        this.cacheMask = length - 1;
        this.cacheLeft = new Int32Array(length).fill(-1);
        this.cacheRight = new Int32Array(length);
        this.cacheOperation = new Int32Array(length);
        this.cacheResult = new Int32Array(length);
    }
}

function grown(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
    const larger = new Int32Array(length);
    larger.set(array);
    return larger;
}

function deepestOf(variables: Variables): number {
    for (let v = variables.length - 1; v >= 0; v--) if (variables[v] === 1) return v;
    return -1;
}
