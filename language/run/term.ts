// Conditions of the compiled evaluator: expressions over variables with few codes each, simplified and interned, so that
// equal ones are the same object. Fixing a variable's code gives the condition that is left (its residual).

import { both, either, enough, type Mapping, MISSING, NO, type Truth, UNKNOWN, YES } from './truth.js';
import type { Variable } from './variable.js';

export type Term = ConstantTerm | TestTerm | JoinTerm | CountTerm | MappedTerm;

interface TermHead {
    readonly id: number;
    /** Ids of the variables it reads. */
    readonly reads: ReadonlySet<number>;
}

export interface ConstantTerm extends TermHead {
    readonly kind: 'constant';
    readonly value: Truth;
}

/** The truth for each code of one variable. */
export interface TestTerm extends TermHead {
    readonly kind: 'test';
    readonly variable: Variable;
    readonly table: readonly Truth[];
}

export interface JoinTerm extends TermHead {
    readonly kind: 'and' | 'or';
    readonly of: readonly Term[];
}

export interface CountTerm extends TermHead {
    readonly kind: 'count';
    readonly needed: number;
    readonly of: readonly Term[];
}

export interface MappedTerm extends TermHead {
    readonly kind: 'mapped';
    readonly of: Term;
    readonly mapping: Mapping;
}

type Draft<T> = T extends Term ? Omit<T, 'id' | 'reads'> : never;

/** Makes terms; two terms of one store are equal exactly if they are the same object. */
export class TermStore {
    private readonly interned = new Map<string, Term>();
    private readonly residuals = new Map<string, Term>();
    private readonly constants = [NO, YES, UNKNOWN, MISSING].map((value) =>
        this.intern(`c${value}`, { kind: 'constant', value }, []),
    );

    constant(value: Truth): Term {
        return this.constants[value] as Term;
    }

    test(variable: Variable, table: readonly Truth[]): Term {
        const first = table[variable.possible[0] as number] as Truth;
        if (variable.possible.every((code) => table[code] === first)) return this.constant(first);
        return this.intern(`t${variable.id}:${table.join('')}`, { kind: 'test', variable, table }, [variable.id]);
    }

    map(term: Term, mapping: Mapping): Term {
        if (mapping.every((to, from) => to === from)) return term;
        switch (term.kind) {
            case 'constant':
                return this.constant(mapping[term.value]);
            case 'test':
                return this.test(
                    term.variable,
                    term.table.map((truth) => mapping[truth]),
                );
            case 'mapped':
                return this.map(term.of, [0, 1, 2, 3].map((each) => mapping[term.mapping[each as Truth]]) as never);
            case 'and':
            case 'or':
            case 'count':
                return this.intern(
                    `m${term.id}:${mapping.join('')}`,
                    { kind: 'mapped', of: term, mapping },
                    term.reads,
                );
        }
    }

    /** `and` or `or`: nested ones are taken in, tests of one variable become one test. */
    join(kind: 'and' | 'or', parts: readonly Term[]): Term {
        const combine = kind === 'and' ? both : either;
        const decisive = kind === 'and' ? NO : YES;
        let constant: Truth = kind === 'and' ? YES : NO;
        const tests = new Map<number, TestTerm>();
        const kept = new Map<number, Term>();
        const take = (part: Term): void => {
            if (part.kind === 'constant') {
                constant = combine(constant, part.value);
            } else if (part.kind === kind) {
                for (const each of (part as JoinTerm).of) take(each);
            } else if (part.kind === 'test') {
                const { variable } = part;
                const before = tests.get(variable.id);
                const merged = before
                    ? this.test(
                          variable,
                          part.table.map((truth, code) => combine(truth, before.table[code] as Truth)),
                      )
                    : part;
                if (before) kept.delete(before.id);
                tests.delete(variable.id);
                if (merged.kind === 'constant') {
                    constant = combine(constant, merged.value);
                } else {
                    tests.set(variable.id, merged as TestTerm);
                    kept.set(merged.id, merged);
                }
            } else {
                kept.set(part.id, part);
            }
        };
        for (const part of parts) take(part);
        if (constant === decisive || kept.size === 0) return this.constant(constant);
        const neutral = kind === 'and' ? YES : NO;
        const of = [...kept.values(), ...(constant === neutral ? [] : [this.constant(constant)])];
        if (of.length === 1) return of[0] as Term;
        return this.intern(`${kind}:${idsOf(of)}`, { kind, of }, readsOf(of));
    }

    /** At least `needed` of the parts are yes. */
    count(needed: number, parts: readonly Term[]): Term {
        const open = parts.filter((part) => part.kind !== 'constant');
        const settled = parts.filter((part) => part.kind === 'constant').map((part) => part.value);
        const how = (truth: Truth) => settled.filter((each) => each === truth).length;
        const rest = needed - how(YES);
        const undecided = how(UNKNOWN) + how(MISSING);
        if (rest <= 0) return this.constant(YES);
        if (open.length + undecided < rest) return this.constant(NO);
        if (open.length === 0) return this.constant(enough(rest, 0, how(UNKNOWN), how(MISSING)));
        const of = parts.filter((part) => part.kind !== 'constant' || part.value >= UNKNOWN);
        return this.intern(`n${rest}:${idsOf(of)}`, { kind: 'count', needed: rest, of }, readsOf(of));
    }

    /** What is left of `term` where the variable has this code. */
    residual(term: Term, variable: Variable, code: number): Term {
        if (!term.reads.has(variable.id)) return term;
        if (term.kind === 'test') return this.constant(term.table[code] as Truth);
        const key = `${term.id},${variable.id},${code}`;
        const known = this.residuals.get(key);
        if (known) return known;
        const left = this.residualOf(term, variable, code);
        this.residuals.set(key, left);
        return left;
    }

    private residualOf(term: Term, variable: Variable, code: number): Term {
        switch (term.kind) {
            case 'constant':
            case 'test':
                return this.residual(term, variable, code);
            case 'mapped':
                return this.map(this.residual(term.of, variable, code), term.mapping);
            case 'and':
            case 'or':
                return this.join(
                    term.kind,
                    term.of.map((part) => this.residual(part, variable, code)),
                );
            case 'count':
                return this.count(
                    term.needed,
                    term.of.map((part) => this.residual(part, variable, code)),
                );
        }
    }

    private intern(key: string, draft: Draft<Term>, reads: Iterable<number>): Term {
        const known = this.interned.get(key);
        if (known) return known;
        const term = { ...draft, id: this.interned.size, reads: new Set(reads) } as Term;
        this.interned.set(key, term);
        return term;
    }
}

/** The truth of a term where `codeOf` tells the code of each variable. */
export function evaluate(term: Term, codeOf: (variable: Variable) => number): Truth {
    switch (term.kind) {
        case 'constant':
            return term.value;
        case 'test':
            return term.table[codeOf(term.variable)] as Truth;
        case 'mapped':
            return term.mapping[evaluate(term.of, codeOf)];
        case 'and':
        case 'or': {
            const decisive = term.kind === 'and' ? NO : YES;
            const combine = term.kind === 'and' ? both : either;
            let found: Truth = term.kind === 'and' ? YES : NO;
            for (const part of term.of) {
                found = combine(found, evaluate(part, codeOf));
                if (found === decisive) return found;
            }
            return found;
        }
        case 'count': {
            const counts = [0, 0, 0, 0];
            for (const part of term.of) {
                const truth = evaluate(part, codeOf);
                counts[truth] = (counts[truth] as number) + 1;
            }
            return enough(term.needed, counts[YES] as number, counts[UNKNOWN] as number, counts[MISSING] as number);
        }
    }
}

/** The variables that a term which is missing still hangs on. */
export function missingIn(term: Term, codeOf: (variable: Variable) => number): readonly Variable[] {
    if (evaluate(term, codeOf) !== MISSING) return [];
    switch (term.kind) {
        case 'constant':
            return [];
        case 'test':
            return [term.variable];
        case 'mapped':
            return missingIn(term.of, codeOf);
        case 'and':
        case 'or':
        case 'count':
            return term.of.flatMap((part) => missingIn(part, codeOf));
    }
}

function idsOf(terms: readonly Term[]): string {
    return terms.map((term) => term.id).join('.');
}

function* readsOf(terms: readonly Term[]): Iterable<number> {
    for (const term of terms) yield* term.reads;
}
