// Random conditions over a given vocabulary, as lowering could have made them: typed, linear, without common divisors.

import type { Compare, Condition, LinearForm, LinearTerm } from '../../language/model/condition.js';
import type { Definition, Fact, Score } from '../../language/model/policy.js';
import type { Dated, Day } from '../../language/model/value.js';
import type { Draw } from './draw.js';

/** What conditions can speak of. */
export interface Vocabulary {
    readonly values: ReadonlyMap<string, readonly string[]>;
    readonly facts: readonly Fact[];
    readonly definitions: readonly Definition[];
    readonly scores: readonly Score[];
    readonly categories: readonly {
        readonly name: string;
        readonly choice: string;
        readonly members: Dated<readonly string[]>;
    }[];
    /** Numbers that quantities of a kind are compared with. */
    readonly constants: ReadonlyMap<string, readonly number[]>;
    /** Days on which versions may start. */
    readonly versionDays: readonly Day[];
}

/** Any condition without path conditions, at most `depth` connectives deep. */
export function condition(draw: Draw, words: Vocabulary, depth: number): Condition {
    const atoms = [
        ...words.facts.map((fact) => () => atomOn(draw, words, fact)),
        ...words.definitions.filter(isCondition).map(
            ({ name }) =>
                (): Condition => ({ kind: 'definition', name }),
        ),
        ...words.scores.flatMap(({ name }) => [
            (): Condition => comparison(draw, words, [{ of: 'score', name, coefficient: 1 }], [-1, 0, 1, 2, 5]),
            (): Condition => ({ kind: 'known', of: { kind: 'score', score: name } }),
        ]),
        () => sumOfFacts(draw, words),
    ];
    if (depth === 0 || draw.chance(35)) return draw.pick(atoms)();
    const inner = () => condition(draw, words, depth - 1);
    const several = (least: number) => draw.times(least, 3, inner);
    switch (draw.int(0, 11)) {
        case 0:
        case 1:
        case 2:
            return { kind: 'not', of: inner() };
        case 3:
        case 4:
        case 5:
            return { kind: 'and', of: several(draw.chance(5) ? 0 : 2) };
        case 6:
        case 7:
        case 8:
            return { kind: 'or', of: several(draw.chance(5) ? 0 : 2) };
        case 9:
            return { kind: 'at-least', count: draw.int(0, 4), of: draw.times(2, 4, inner) };
        case 10:
            return { kind: 'known', of: { kind: 'condition', condition: inner() } };
        default:
            return draw.chance(50) ? { kind: 'established', of: inner() } : constant(draw);
    }
}

/** A condition that looks at this fact alone. */
export function atomOn(draw: Draw, words: Vocabulary, fact: Fact): Condition {
    if (draw.chance(12)) return { kind: 'known', of: { kind: 'fact', fact: fact.name } };
    const { type, name } = fact;
    switch (type.kind) {
        case 'boolean':
            return { kind: 'fact', fact: name };
        case 'choice':
        case 'set': {
            const values = words.values.get(type.choice) as readonly string[];
            const categories = words.categories.filter((each) => each.choice === type.choice);
            const category = categories.length > 0 && draw.chance(40) ? draw.pick(categories) : undefined;
            const listed = category?.members ?? dated(draw, words, () => draw.some(values));
            const named = category ? { category: category.name } : {};
            if (type.kind === 'choice') return { kind: 'member', fact: name, values: listed, ...named };
            const quantifier = draw.pick(['any', 'all'] as const);
            return { kind: 'contains', fact: name, quantifier, values: listed, ...named };
        }
        case 'number':
        case 'money':
        case 'duration':
        case 'date':
            return comparison(
                draw,
                words,
                [{ of: 'fact', name, coefficient: 1 }],
                words.constants.get(type.kind) as readonly number[],
            );
    }
}

const OPERATORS: readonly Compare['operator'][] = ['<', '<=', '>', '>=', '=', '!='];

/** The terms compared with one of the constants. */
export function comparison(
    draw: Draw,
    words: Vocabulary,
    terms: readonly LinearTerm[],
    constants: readonly number[],
): Compare {
    const operator = draw.pick(OPERATORS);
    const form = dated(draw, words, () => reduced({ terms, constant: -draw.pick(constants) }));
    return { kind: 'compare', operator, form, text: textOf(form, operator) };
}

function sumOfFacts(draw: Draw, words: Vocabulary): Condition {
    const kind = draw.pick(['number', 'money', 'date'] as const);
    const facts = words.facts.filter((fact) => fact.type.kind === kind);
    if (facts.length === 0) return constant(draw);
    const huge = draw.chance(8);
    const coefficients = huge
        ? [Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER + 1, 3, 2 ** 52]
        : [-3, -2, -1, 1, 2, 3];
    const form = dated(draw, words, (): LinearForm => {
        const terms: LinearTerm[] = draw
            .some(facts)
            .map(({ name }) => ({ of: 'fact', name, coefficient: draw.pick(coefficients) }));
        if (draw.chance(25) && words.scores.length > 0) {
            terms.push({ of: 'score', name: draw.pick(words.scores).name, coefficient: draw.pick(coefficients) });
        }
        terms.sort((left, right) => (left.name < right.name ? -1 : 1));
        return reduced({ terms, constant: draw.pick([-7, -1, 0, 1, 6, huge ? 2 ** 53 - 1 : 12]) });
    });
    const operator = draw.pick(OPERATORS);
    return { kind: 'compare', operator, form, text: textOf(form, operator) };
}

/** One version, or several where the vocabulary has days for them. */
export function dated<T>(draw: Draw, words: Pick<Vocabulary, 'versionDays'>, make: () => T): Dated<T> {
    if (words.versionDays.length === 0 || !draw.chance(30)) return [{ from: null, value: make() }];
    const starts = [...draw.some(words.versionDays)];
    const first = draw.chance(50) || starts.length === 0 ? null : (starts.shift() as Day);
    return [{ from: first, value: make() }, ...starts.map((from) => ({ from, value: make() }))];
}

function constant(draw: Draw): Condition {
    return { kind: 'constant', value: draw.pick(['yes', 'no', 'unknown'] as const) };
}

function isCondition(definition: Definition): boolean {
    return definition.value.kind === 'condition';
}

function reduced({ terms, constant: rest }: LinearForm): LinearForm {
    const divisor = [...terms.map((term) => term.coefficient), rest].reduce((left, right) => gcd(left, right), 0) || 1;
    return {
        terms: terms.map((term) => ({ ...term, coefficient: term.coefficient / divisor })),
        constant: rest === 0 ? 0 : rest / divisor,
    };
}

function gcd(left: number, right: number): number {
    return right === 0 ? Math.abs(left) : gcd(right, left % right);
}

function textOf(form: Dated<LinearForm>, operator: string): string {
    const { terms, constant: rest } = (form[form.length - 1] as { value: LinearForm }).value;
    return `${[...terms.map((term) => `${term.coefficient} * ${term.name}`), rest].join(' + ')} ${operator} 0`;
}

/** The facts a condition reads, in order of first mention. */
export function factsRead(of: Condition, words: Pick<Vocabulary, 'definitions' | 'scores'>): readonly string[] {
    const read = new Set<string>();
    const visit = (each: Condition): void => {
        switch (each.kind) {
            case 'fact':
            case 'member':
            case 'contains':
                read.add(each.fact);
                return;
            case 'compare':
                for (const { value } of each.form) for (const term of value.terms) readTerm(term.of, term.name);
                return;
            case 'known':
                if (each.of.kind === 'condition') visit(each.of.condition);
                else if (each.of.kind === 'fact') read.add(each.of.fact);
                else readTerm('score', each.of.score);
                return;
            case 'not':
            case 'established':
                visit(each.of);
                return;
            case 'and':
            case 'or':
            case 'at-least':
                each.of.forEach(visit);
                return;
            case 'definition':
                for (const name of words.definitions.find((found) => found.name === each.name)?.facts ?? [])
                    read.add(name);
                return;
            case 'constant':
            case 'decided-by':
            case 'answered':
            case 'asked':
                return;
        }
    };
    const readTerm = (what: 'fact' | 'score', name: string) => {
        if (what === 'fact') read.add(name);
        else for (const each of words.scores.find((found) => found.name === name)?.facts ?? []) read.add(each);
    };
    visit(of);
    return [...read];
}
