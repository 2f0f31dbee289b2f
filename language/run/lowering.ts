// From the conditions of a policy to terms over variables, for the versions in force on one day. All bounds that a
// quantity is compared with are gathered first, so that every test on it speaks of the same cells.

import type { Condition, LinearTerm } from '../model/condition.js';
import { eachPart } from '../model/condition-parts.js';
import type { Policy } from '../model/policy.js';
import { type Dated, type Day, versionOn } from '../model/value.js';
import { BITS_IN_WORD, type RowLayout, type Slot, unknownCode } from './row.js';
import { type Term, TermStore } from './term.js';
import { ESTABLISHED, KNOWN, MISSING, NO, NOT, type Truth, UNKNOWN, YES } from './truth.js';
import {
    cutsOf,
    IDENTITY,
    type PathVariable,
    type QuantityVariable,
    type SetVariable,
    tableOf,
    thresholdOf,
    type Variable,
} from './variable.js';

/** Every condition that deciding a case may ask, inner ones included. */
export function* everyCondition(policy: Policy): Iterable<Condition> {
    for (const { value } of policy.definitions) if (value.kind === 'condition') yield* eachPart(value.condition);
    for (const score of policy.scores) {
        for (const part of score.parts) {
            if (part.guard) yield* eachPart(part.guard);
            for (const branch of part.branches) yield* eachPart(branch.when);
            if (part.known) yield* eachPart(part.known);
        }
    }
    for (const node of policy.flow) {
        for (const { guard } of node.guards) yield* eachPart(guard.condition);
        for (const answer of node.answers) yield* eachPart(answer.when);
    }
    for (const duty of policy.duties) if (duty.when) yield* eachPart(duty.when);
}

/** The days on which a version of anything that matters to decisions comes into force, ascending. */
export function versionStarts(policy: Policy): readonly Day[] {
    const starts = new Set<Day>();
    const gather = (versions: Dated<unknown>) => {
        for (const { from } of versions.slice(1)) if (from !== null) starts.add(from);
    };
    for (const condition of everyCondition(policy)) {
        if (condition.kind === 'member' || condition.kind === 'contains') gather(condition.values);
        if (condition.kind === 'compare') gather(condition.form);
    }
    return [...starts].sort((left, right) => left - right);
}

/** Makes the terms of one policy on one day. */
export class Lowering {
    readonly terms = new TermStore();
    private readonly variables = new Map<string, Variable>();
    private readonly bounds = new Map<string, Set<number>>();
    private readonly definitions = new Map<string, Term>();

    constructor(
        private readonly policy: Policy,
        private readonly layout: RowLayout,
        private readonly day: Day,
    ) {
        for (const condition of everyCondition(policy)) {
            if (condition.kind !== 'compare') continue;
            const threshold = thresholdOf(versionOn(condition.form, day), condition.operator);
            if (typeof threshold === 'number') continue;
            const key = keyOf(threshold.terms);
            const cuts = this.bounds.get(key) ?? new Set();
            for (const cut of cutsOf(threshold)) cuts.add(cut);
            this.bounds.set(key, cuts);
        }
    }

    term(condition: Condition): Term {
        const { terms } = this;
        switch (condition.kind) {
            case 'constant':
                return terms.constant(condition.value === 'yes' ? YES : condition.value === 'no' ? NO : UNKNOWN);
            case 'fact':
                return terms.test(this.codes(this.slot(condition.fact)), IDENTITY);
            case 'member': {
                const slot = this.slot(condition.fact);
                const values = versionOn(condition.values, this.day);
                const cells = [...slot.positions.keys()].map((name): Truth => (values.includes(name) ? YES : NO));
                return terms.test(this.codes(slot), [...cells, UNKNOWN, MISSING]);
            }
            case 'contains': {
                const values = versionOn(condition.values, this.day);
                return terms.test(this.set(this.slot(condition.fact), condition.quantifier, values), IDENTITY);
            }
            case 'compare': {
                const threshold = thresholdOf(versionOn(condition.form, this.day), condition.operator);
                if (typeof threshold === 'number') return terms.constant(threshold);
                const quantity = this.quantity(threshold.terms);
                return terms.test(quantity, tableOf(quantity, threshold));
            }
            case 'known':
                return this.known(condition.of);
            case 'not':
                return terms.map(this.term(condition.of), NOT);
            case 'and':
            case 'or':
                return terms.join(
                    condition.kind,
                    condition.of.map((part) => this.term(part)),
                );
            case 'at-least':
                return terms.count(
                    condition.count,
                    condition.of.map((part) => this.term(part)),
                );
            case 'established':
                return terms.map(this.term(condition.of), ESTABLISHED);
            case 'definition':
                return this.definition(condition.name);
            case 'decided-by':
            case 'answered':
            case 'asked':
                return terms.test(this.pathQuestion(condition), IDENTITY);
        }
    }

    private known(of: Extract<Condition, { kind: 'known' }>['of']): Term {
        switch (of.kind) {
            case 'fact': {
                const slot = this.slot(of.fact);
                switch (slot.fact.type.kind) {
                    case 'boolean':
                    case 'choice': {
                        const variable = this.codes(slot);
                        const unknown = unknownCode(variable.size - 2);
                        return this.terms.test(variable, cells(variable.size, unknown, YES));
                    }
                    case 'set':
                        return this.terms.test(this.set(slot, 'any', []), [YES, YES, NO, YES]);
                    case 'number':
                    case 'money':
                    case 'duration':
                    case 'date': {
                        const variable = this.quantity([{ of: 'fact', name: of.fact, coefficient: 1 }]);
                        return this.terms.test(variable, cells(variable.bounds.length + 3, lastCode(variable), YES));
                    }
                }
                break;
            }
            case 'score': {
                const variable = this.quantity([{ of: 'score', name: of.score, coefficient: 1 }]);
                return this.terms.test(variable, cells(variable.bounds.length + 3, lastCode(variable), MISSING));
            }
            case 'condition':
                return this.terms.map(this.term(of.condition), KNOWN);
        }
    }

    private definition(name: string): Term {
        const known = this.definitions.get(name);
        if (known) return known;
        const found = this.policy.definitions.find((each) => each.name === name)?.value;
        if (found?.kind !== 'condition') throw new ReferenceError(`‘${name}’ is no defined condition`);
        const term = this.term(found.condition);
        this.definitions.set(name, term);
        return term;
    }

    private slot(name: string): Slot {
        const slot = this.layout.slotOf.get(name);
        if (!slot) throw new ReferenceError(`no fact ‘${name}’ in policy ‘${this.policy.name}’`);
        return slot;
    }

    private codes(slot: Slot): Extract<Variable, { kind: 'code' }> {
        const size = slot.fact.type.kind === 'boolean' ? 4 : slot.positions.size + 2;
        return this.intern(`f${slot.at}`, (id) => {
            return { id, kind: 'code', slot, size, possible: possibleCodes(size, size - 2, size - 1, slot) };
        });
    }

    private quantity(terms: readonly LinearTerm[]): QuantityVariable {
        const key = keyOf(terms);
        const bounds = [...(this.bounds.get(key) ?? [])].sort((left, right) => left - right);
        const only = terms.length === 1 ? terms[0] : undefined;
        const slot = only?.of === 'fact' ? this.slot(only.name) : null;
        const size = bounds.length + 3;
        return this.intern(`q${key}`, (id) => {
            return { id, kind: 'quantity', terms, slot, bounds, possible: possibleCodes(size, size - 1, 0, slot) };
        });
    }

    private set(slot: Slot, quantifier: 'any' | 'all', values: readonly string[]): SetVariable {
        const masks = new Array<number>(slot.words).fill(0);
        for (const value of values) {
            const position = slot.positions.get(value) as number;
            const word = Math.floor(position / BITS_IN_WORD);
            masks[word] = (masks[word] as number) | (1 << (position % BITS_IN_WORD));
        }
        return this.intern(`s${slot.at}${quantifier}${masks.join()}`, (id) => {
            return { id, kind: 'set', slot, quantifier, masks, possible: possibleCodes(4, UNKNOWN, MISSING, slot) };
        });
    }

    private pathQuestion(condition: PathVariable['condition']): PathVariable {
        const { kind, rule } = condition;
        const answers = condition.kind === 'answered' ? condition.answers : [];
        return this.intern(`p${JSON.stringify([kind, rule, ...answers])}`, (id) => {
            return { id, kind: 'path', condition, possible: [NO, YES] };
        });
    }

    private intern<V extends Variable>(key: string, make: (id: number) => V): V {
        const known = this.variables.get(key);
        if (known) return known as V;
        const variable = make(this.variables.size);
        this.variables.set(key, variable);
        return variable;
    }
}

function keyOf(terms: readonly LinearTerm[]): string {
    return terms.map((term) => `${term.coefficient}${term.of}:${term.name}`).join('+');
}

function possibleCodes(size: number, unknown: number, missing: number, slot: Slot | null): readonly number[] {
    return Array.from({ length: size }, (_, code) => code).filter((code) => {
        if (slot && code === unknown) return slot.mayBeUnknown;
        return !slot || code !== missing || slot.mayBeMissing;
    });
}

function lastCode(variable: QuantityVariable): number {
    return variable.bounds.length + 2;
}

/** Yes for every code but the unknown one; `first` for code 0, which is that of a missing quantity. */
function cells(size: number, unknown: number, first: Truth): readonly Truth[] {
    return Array.from({ length: size }, (_, code): Truth => (code === unknown ? NO : code === 0 ? first : YES));
}
