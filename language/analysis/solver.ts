// A solver for propositional clauses: conflict-driven clause learning as in MiniSat (Eén and Sörensson 2003), with two
// watched literals, the first unique implication point, activities that decay, saved phases and Luby restarts. It is
// incremental: clauses may be added between questions, and what is learnt from one serves the next.

/** Twice a variable's number, plus one where it is negated. */
export type Literal = number;

export function negated(literal: Literal): Literal {
    return literal ^ 1;
}

interface Clause {
    /** The first two are watched. */
    readonly literals: Literal[];
    readonly isLearnt: boolean;
    /** The conflict at which it was last of use. */
    usedAt: number;
    isGone: boolean;
}

const OPEN = -1;
const DECAY = 0.95;
const RESTART_UNIT = 100;
const MOST_ACTIVITY = 1e100;

export class Solver {
    /** How many conflicts there have been: the measure of work. */
    conflicts = 0;

    private readonly watches: Clause[][] = [];
    private readonly values: number[] = [];
    private readonly levels: number[] = [];
    private readonly reasons: (Clause | undefined)[] = [];
    private readonly phases: number[] = [];
    private readonly activity: number[] = [];
    private readonly isSeen: boolean[] = [];
    private readonly isDecided: boolean[] = [];
    private readonly trail: Literal[] = [];
    private readonly levelStarts: number[] = [];
    private propagated = 0;
    private bump = 1;
    private clauseCount = 0;
    private learnt: Clause[] = [];
    private isContradictory = false;

    /** A binary heap of variables, the most active first, and where each one is in it. */
    private readonly heap: number[] = [];
    private readonly heapPlace: number[] = [];

    /**
     * One that `follows` is set by the clauses as soon as all others are: it is decided on only once a conflict has
     * shown that it matters, which leaves most of a large encoding to propagation.
     */
    newVariable(follows = false): Literal {
        const variable = this.values.length;
        this.values.push(OPEN);
        this.levels.push(0);
        this.reasons.push(undefined);
        this.phases.push(0);
        this.activity.push(0);
        this.isSeen.push(false);
        this.watches.push([], []);
        this.heapPlace.push(-1);
        this.isDecided.push(!follows);
        if (!follows) this.intoHeap(variable);
        return 2 * variable;
    }

    add(...given: readonly Literal[]): void {
        if (this.isContradictory) return;
        const literals: Literal[] = [];
        for (const literal of given) {
            const value = this.value(literal);
            if (value === 1 || literals.includes(negated(literal))) return;
            if (value === OPEN && !literals.includes(literal)) literals.push(literal);
        }
        this.clauseCount++;
        const [first] = literals;
        if (first === undefined) this.isContradictory = true;
        else if (literals.length === 1) {
            this.enqueue(first, undefined);
            if (this.propagate()) this.isContradictory = true;
        } else this.watch({ literals, isLearnt: false, usedAt: 0, isGone: false });
    }

    /**
     * Values for all variables that satisfy the clauses and the assumptions: 1 or 0 each. False if there are none;
     * undefined if that takes more conflicts than allowed.
     */
    solve(assumptions: readonly Literal[], mostConflicts: number): Uint8Array | false | undefined {
        const end = this.conflicts + mostConflicts;
        for (let round = 0; !this.isContradictory; round++) {
            const found = this.search(assumptions, RESTART_UNIT * luby(round), end);
            const model = found === true ? Uint8Array.from(this.values) : found;
            this.backTo(0);
            if (model !== 'restart') return model;
        }
        return false;
    }

    /** Until `conflicts` more conflicts have come up. */
    private search(
        assumptions: readonly Literal[],
        conflicts: number,
        end: number,
    ): true | false | undefined | 'restart' {
        for (let left = conflicts; ; ) {
            const conflict = this.propagate();
            if (conflict) {
                this.conflicts++;
                left--;
                if (this.levelStarts.length === 0) {
                    this.isContradictory = true;
                    return false;
                }
                this.learn(conflict);
                if (this.conflicts >= end) return undefined;
                continue;
            }
            if (left <= 0) return 'restart';
            if (this.learnt.length > 4_000 + this.clauseCount / 2) this.forgetHalf();
            const level = this.levelStarts.length;
            if (level < assumptions.length) {
                const assumed = assumptions[level] as Literal;
                if (this.value(assumed) === 0) return false;
                this.levelStarts.push(this.trail.length);
                if (this.value(assumed) === OPEN) this.enqueue(assumed, undefined);
                continue;
            }
            const variable = this.nextVariable();
            if (variable === undefined) return true;
            this.levelStarts.push(this.trail.length);
            this.enqueue(2 * variable + (this.phases[variable] === 1 ? 0 : 1), undefined);
        }
    }

    private value(literal: Literal): number {
        const value = this.values[literal >> 1] as number;
        return value === OPEN ? OPEN : value ^ (literal & 1);
    }

    private enqueue(literal: Literal, reason: Clause | undefined): void {
        const variable = literal >> 1;
        this.values[variable] = 1 ^ (literal & 1);
        this.levels[variable] = this.levelStarts.length;
        this.reasons[variable] = reason;
        this.trail.push(literal);
    }

    private watch(clause: Clause): void {
        for (const literal of clause.literals.slice(0, 2)) this.watches[negated(literal)]?.push(clause);
    }

    /** Everything that follows from what is set; the clause that cannot be satisfied, if there is one. */
    private propagate(): Clause | undefined {
        while (this.propagated < this.trail.length) {
            const set = this.trail[this.propagated++] as Literal;
            const falsified = negated(set);
            const watching = this.watches[set] as Clause[];
            let kept = 0;
            for (let i = 0; i < watching.length; i++) {
                const clause = watching[i] as Clause;
                if (clause.isGone) continue;
                const { literals } = clause;
                if (literals[0] === falsified) {
                    literals[0] = literals[1] as Literal;
                    literals[1] = falsified;
                }
                const first = literals[0] as Literal;
                if (this.value(first) !== 1 && this.findsOtherWatch(clause)) continue;
                watching[kept++] = clause;
                if (this.value(first) === 1) continue;
                if (this.value(first) === OPEN) {
                    this.enqueue(first, clause);
                    continue;
                }
                for (i++; i < watching.length; i++) watching[kept++] = watching[i] as Clause;
                watching.length = kept;
                this.propagated = this.trail.length;
                return clause;
            }
            watching.length = kept;
        }
        return undefined;
    }

    private findsOtherWatch(clause: Clause): boolean {
        const { literals } = clause;
        for (let k = 2; k < literals.length; k++) {
            const literal = literals[k] as Literal;
            if (this.value(literal) === 0) continue;
            literals[k] = literals[1] as Literal;
            literals[1] = literal;
            this.watches[negated(literal)]?.push(clause);
            return true;
        }
        return false;
    }

    /** Learns why the conflict came up, and goes back to where that already decides something. */
    private learn(conflict: Clause): void {
        const literals: Literal[] = [0];
        const seen: number[] = [];
        const level = this.levelStarts.length;
        let reason: Clause | undefined = conflict;
        let open = 0;
        let at = this.trail.length;
        let literal = -1;
        do {
            if (reason) reason.usedAt = this.conflicts;
            for (const other of reason?.literals ?? []) {
                const variable = other >> 1;
                if (other === literal || this.isSeen[variable] || this.levels[variable] === 0) continue;
                this.isSeen[variable] = true;
                seen.push(variable);
                this.reward(variable);
                if (this.levels[variable] === level) open++;
                else literals.push(other);
            }
            do at--;
            while (!this.isSeen[(this.trail[at] as Literal) >> 1]);
            literal = this.trail[at] as Literal;
            reason = this.reasons[literal >> 1];
            open--;
        } while (open > 0);
        literals[0] = negated(literal);
        // What follows from the others says nothing more.
        const minimal = literals.filter((each, i) => i === 0 || !this.followsFromSeen(each));
        for (const variable of seen) this.isSeen[variable] = false;
        let deepest = 1;
        for (let i = 2; i < minimal.length; i++) {
            if (this.levelOf(minimal[i] as Literal) > this.levelOf(minimal[deepest] as Literal)) deepest = i;
        }
        const [asserted, second] = minimal as [Literal, Literal | undefined];
        if (second === undefined) {
            this.backTo(0);
            this.enqueue(asserted, undefined);
        } else {
            minimal[1] = minimal[deepest] as Literal;
            minimal[deepest] = second;
            this.backTo(this.levelOf(minimal[1] as Literal));
            const clause = { literals: minimal, isLearnt: true, usedAt: this.conflicts, isGone: false };
            this.learnt.push(clause);
            this.watch(clause);
            this.enqueue(asserted, clause);
        }
        this.bump /= DECAY;
    }

    private levelOf(literal: Literal): number {
        return this.levels[literal >> 1] as number;
    }

    private followsFromSeen(literal: Literal): boolean {
        const reason = this.reasons[literal >> 1];
        return (
            reason?.literals.every((other) => {
                const variable = other >> 1;
                return variable === literal >> 1 || this.isSeen[variable] || this.levels[variable] === 0;
            }) ?? false
        );
    }

    private backTo(level: number): void {
        const start = this.levelStarts[level];
        if (start === undefined) return;
        for (let i = this.trail.length - 1; i >= start; i--) {
            const variable = (this.trail[i] as Literal) >> 1;
            this.phases[variable] = this.values[variable] as number;
            this.values[variable] = OPEN;
            this.reasons[variable] = undefined;
            if (this.isDecided[variable]) this.intoHeap(variable);
        }
        this.trail.length = start;
        this.levelStarts.length = level;
        this.propagated = start;
    }

    /** Learnt clauses that were of no use for longest go, so that propagation stays fast. */
    private forgetHalf(): void {
        this.learnt.sort((a, b) => a.usedAt - b.usedAt);
        const half = this.learnt.length >> 1;
        this.learnt = this.learnt.filter((clause, i) => {
            const isNeeded = this.reasons[(clause.literals[0] as Literal) >> 1] === clause;
            clause.isGone = i < half && clause.literals.length > 2 && !isNeeded;
            return !clause.isGone;
        });
    }

    // ---- which variable next

    private reward(variable: number): void {
        this.isDecided[variable] = true;
        this.activity[variable] = (this.activity[variable] as number) + this.bump;
        if ((this.activity[variable] as number) > MOST_ACTIVITY) {
            for (let v = 0; v < this.activity.length; v++)
                this.activity[v] = (this.activity[v] as number) / MOST_ACTIVITY;
            this.bump /= MOST_ACTIVITY;
        }
        if ((this.heapPlace[variable] as number) >= 0) this.rise(this.heapPlace[variable] as number);
    }

    private nextVariable(): number | undefined {
        for (;;) {
            const top = this.heap[0];
            if (top === undefined) return undefined;
            const last = this.heap.pop() as number;
            this.heapPlace[top] = -1;
            if (this.heap.length > 0) {
                this.put(last, 0);
                this.sink(0);
            }
            if (this.values[top] === OPEN) return top;
        }
    }

    private intoHeap(variable: number): void {
        if ((this.heapPlace[variable] as number) >= 0) return;
        this.heap.push(variable);
        this.put(variable, this.heap.length - 1);
        this.rise(this.heap.length - 1);
    }

    private put(variable: number, place: number): void {
        this.heap[place] = variable;
        this.heapPlace[variable] = place;
    }

    private isBefore(a: number, b: number): boolean {
        return (this.activity[a] as number) > (this.activity[b] as number);
    }

    private rise(from: number): void {
        const variable = this.heap[from] as number;
        let place = from;
        while (place > 0) {
            const parent = (place - 1) >> 1;
            const other = this.heap[parent] as number;
            if (!this.isBefore(variable, other)) break;
            this.put(other, place);
            place = parent;
        }
        this.put(variable, place);
    }

    private sink(from: number): void {
        const variable = this.heap[from] as number;
        let place = from;
        for (;;) {
            let child = 2 * place + 1;
            if (child >= this.heap.length) break;
            if (
                child + 1 < this.heap.length &&
                this.isBefore(this.heap[child + 1] as number, this.heap[child] as number)
            )
                child++;
            const other = this.heap[child] as number;
            if (!this.isBefore(other, variable)) break;
            this.put(other, place);
            place = child;
        }
        this.put(variable, place);
    }
}

/** Luby, Sinclair and Zuckerman's sequence 1 1 2 1 1 2 4 …, from 0 on. */
export function luby(index: number): number {
    let [size, exponent] = [1, 0];
    while (size < index + 1) {
        exponent++;
        size = 2 * size + 1;
    }
    let at = index;
    while (size - 1 !== at) {
        size = (size - 1) >> 1;
        exponent--;
        at %= size;
    }
    return 2 ** exponent;
}
