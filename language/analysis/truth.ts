// Conditions as diagrams: the cases in which one is certainly yes and those in which it is certainly no; it is unknown
// in the rest (Kleene's strong logic). Scores are diagrams whose terminals are points, with none where it is unknown.

import type { Compare, Condition, LinearForm } from '../model/condition.js';
import { compares } from '../model/operator.js';
import type { Policy, Score, ScorePart } from '../model/policy.js';
import type { Dated, Day } from '../model/value.js';
import { ALL, type Diagram, NONE } from './diagram.js';
import { holdsFor, memberOf } from './interval.js';
import { GROUP_ALL, GROUP_NONE, keyOfPath, keyOfTerms, normalisedSum, type Space } from './space.js';

export interface Truth {
    readonly yes: Diagram;
    readonly no: Diagram;
}

export const YES: Truth = { yes: ALL, no: NONE };
export const NO: Truth = { yes: NONE, no: ALL };
export const UNKNOWN_TRUTH: Truth = { yes: NONE, no: NONE };

/** Reads the conditions of one policy in a space; every condition is read once. */
export interface Reader {
    readonly policy: Policy;
    readonly space: Space;
    truthOf(condition: Condition): Truth;
    /** What a condition says, given what its parts say. */
    combine(condition: Condition, parts: readonly Truth[]): Truth;
    scoreOf(name: string): Diagram;
    /** The cases in which all facts and scores of a form are known. */
    formIsKnown(form: LinearForm): Diagram;
    factIsKnown(fact: string): Diagram;
    /** The days on which each version is in force, as a set of cases. */
    versionsOf<T>(versions: Dated<T>): readonly { readonly when: Diagram; readonly value: T }[];
}

export function createReader(policy: Policy, space: Space): Reader {
    const { store } = space;
    const known = new Map<Condition, Truth>();
    const definitions = new Map<string, Truth>();
    const scores = new Map<string, Diagram>();

    const truthOf = (condition: Condition): Truth => {
        const found = known.get(condition);
        if (found) return found;
        const truth = read(condition);
        known.set(condition, truth);
        return truth;
    };

    const read = (condition: Condition): Truth => {
        switch (condition.kind) {
            case 'constant':
                return { yes: YES, no: NO, unknown: UNKNOWN_TRUTH }[condition.value];
            case 'fact': {
                const [variable] = space.ofFact.get(condition.fact) as [number];
                return { yes: store.literal(variable, [1]), no: store.literal(variable, [0]) };
            }
            case 'member':
                return overVersions(condition.values, (values) => memberTruth(condition.fact, values));
            case 'contains':
                return overVersions(condition.values, (values) =>
                    containsTruth(condition.fact, condition.quantifier, values),
                );
            case 'compare':
                return overVersions(condition.form, (form) => compareTruth(condition.operator, form));
            case 'known': {
                const { of } = condition;
                if (of.kind === 'condition') return combine(condition, [truthOf(of.condition)]);
                const yes = of.kind === 'fact' ? factIsKnown(of.fact) : store.supportOf(scoreOf(of.score));
                return { yes, no: store.not(yes) };
            }
            case 'definition':
                return definitionTruth(condition.name);
            case 'decided-by':
            case 'answered':
            case 'asked': {
                const variable = space.ofPath.get(keyOfPath(condition)) as number;
                return { yes: store.literal(variable, [1]), no: store.literal(variable, [0]) };
            }
            case 'not':
            case 'established':
                return combine(condition, [truthOf(condition.of)]);
            case 'and':
            case 'or':
            case 'at-least':
                return combine(condition, condition.of.map(truthOf));
        }
    };

    const combine = (condition: Condition, parts: readonly Truth[]): Truth => {
        const [first = UNKNOWN_TRUTH] = parts;
        const yes = () => parts.map((part) => part.yes);
        const no = () => parts.map((part) => part.no);
        switch (condition.kind) {
            case 'not':
                return { yes: first.no, no: first.yes };
            case 'established':
                return { yes: first.yes, no: store.not(first.yes) };
            case 'known': {
                const either = store.or(first.yes, first.no);
                return { yes: either, no: store.not(either) };
            }
            case 'and':
                return { yes: store.allOf(yes()), no: store.anyOf(no()) };
            case 'or':
                return { yes: store.anyOf(yes()), no: store.allOf(no()) };
            case 'at-least':
                return {
                    yes: atLeast(condition.count, yes()),
                    no: atLeast(parts.length - condition.count + 1, no()),
                };
            default:
                return truthOf(condition);
        }
    };

    const definitionTruth = (name: string): Truth => {
        const found = definitions.get(name);
        if (found) return found;
        const definition = policy.definitions.find((each) => each.name === name);
        if (definition?.value.kind !== 'condition') throw new ReferenceError(`‘${name}’ is no defined condition`);
        const truth = truthOf(definition.value.condition);
        definitions.set(name, truth);
        return truth;
    };

    const atLeast = (count: number, sets: readonly Diagram[]): Diagram => {
        if (count <= 0) return ALL;
        // reached[k]: at least k of the sets so far.
        let reached: Diagram[] = [ALL, ...new Array<Diagram>(count).fill(NONE)];
        for (const set of sets) {
            reached = reached.map((so, k) => (k === 0 ? ALL : store.or(so, store.and(reached[k - 1] as Diagram, set))));
        }
        return reached[count] as Diagram;
    };

    const memberTruth = (fact: string, values: readonly string[]): Truth => {
        const [variable] = space.ofFact.get(fact) as [number];
        const dimension = space.dimensions[variable];
        if (dimension?.kind !== 'choice') throw new TypeError(`‘${fact}’ is no choice`);
        const inside: number[] = [];
        const outside: number[] = [];
        dimension.cells.forEach((cell, i) => {
            (values.includes(cell[0] as string) ? inside : outside).push(i);
        });
        return { yes: store.literal(variable, inside), no: store.literal(variable, outside) };
    };

    const containsTruth = (fact: string, quantifier: 'any' | 'all', values: readonly string[]): Truth => {
        const hits: Diagram[] = [];
        for (const variable of space.ofFact.get(fact) ?? []) {
            const dimension = space.dimensions[variable];
            if (dimension?.kind !== 'group' || !values.includes(dimension.members[0] as string)) continue;
            const none = store.literal(variable, [GROUP_NONE]);
            hits.push(quantifier === 'all' ? store.literal(variable, [GROUP_ALL]) : store.not(none));
        }
        const yes = quantifier === 'any' ? store.anyOf(hits) : store.allOf(hits);
        const isKnown = factIsKnown(fact);
        return { yes: store.and(isKnown, yes), no: store.minus(isKnown, yes) };
    };

    const compareTruth = (operator: Compare['operator'], form: LinearForm): Truth => {
        const { terms, factor, scores: summands } = normalisedSum(form);
        const points = summands.reduce<Diagram>(
            (sum, { score, coefficient }) =>
                store.sum(
                    sum,
                    store.map(scoreOf(score), (value) => store.terminal(Number(value) * coefficient)),
                ),
            store.terminal(form.constant),
        );
        const isKnown = formIsKnown(form);
        let yes = NONE;
        for (const constant of store.weightsOf(points)) {
            const where = store.map(points, (each) => (each === constant ? ALL : NONE));
            yes = store.or(yes, store.and(where, factSum(terms, factor, operator, Number(constant))));
        }
        return { yes: store.and(isKnown, yes), no: store.minus(isKnown, yes) };
    };

    /** The cells in which `factor · sum + constant ⋈ 0`; only of meaning where the facts are known. */
    const factSum = (
        terms: ReturnType<typeof normalisedSum>['terms'],
        factor: number,
        operator: Compare['operator'],
        constant: number,
    ): Diagram => {
        const [only] = terms;
        if (!only) return compares(constant, operator) ? ALL : NONE;
        const variable = terms.length === 1 ? space.ofFact.get(only.fact)?.[0] : space.ofSum.get(keyOfTerms(terms));
        const dimension = space.dimensions[variable as number];
        if (dimension?.kind !== 'quantity' && dimension?.kind !== 'sum') throw new TypeError('not a quantity');
        const cells: number[] = [];
        dimension.cells.forEach((cell, i) => {
            if (holdsFor(memberOf(cell), operator, factor, constant)) cells.push(i);
        });
        return store.literal(variable as number, cells);
    };

    const factIsKnown = (fact: string): Diagram => {
        const [variable] = space.ofFact.get(fact) ?? [];
        if (variable === undefined) return ALL;
        const dimension = space.dimensions[variable];
        if (dimension?.kind === 'presence') return store.literal(variable, [0]);
        if (dimension?.kind !== 'boolean' && dimension?.kind !== 'choice' && dimension?.kind !== 'quantity') return ALL;
        return dimension.unknown === null ? ALL : store.not(store.literal(variable, [dimension.unknown]));
    };

    const formIsKnown = (form: LinearForm): Diagram =>
        store.allOf(
            form.terms.map((term) =>
                term.of === 'fact' ? factIsKnown(term.name) : store.supportOf(scoreOf(term.name)),
            ),
        );

    const scoreOf = (name: string): Diagram => {
        const found = scores.get(name);
        if (found !== undefined) return found;
        const score = policy.scores.find((each) => each.name === name) as Score;
        const points = score.parts.reduce((sum, part) => store.sum(sum, pointsOf(part)), store.terminal(0));
        scores.set(name, points);
        return points;
    };

    const pointsOf = (part: ScorePart): Diagram => {
        const guard = part.guard ? truthOf(part.guard) : YES;
        // Weights never overlap, so that putting them together is choosing the one that is there.
        let points: Diagram = store.and(guard.no, store.terminal(0));
        let left = guard.yes;
        for (const branch of part.branches) {
            const { yes, no } = truthOf(branch.when);
            points = store.least(points, store.and(store.and(left, yes), store.terminal(branch.points)));
            left = store.and(left, no);
        }
        const rest = part.known ? store.and(left, truthOf(part.known).yes) : left;
        return store.least(points, store.and(rest, store.terminal(0)));
    };

    const versionsOf = <T>(versions: Dated<T>): readonly { readonly when: Diagram; readonly value: T }[] => {
        const newest = (versions[versions.length - 1] as { value: T }).value;
        const [variable] = policy.clock === undefined ? [] : (space.ofFact.get(policy.clock) ?? []);
        const dimension = variable === undefined ? undefined : space.dimensions[variable];
        if (versions.length === 1 || variable === undefined || dimension?.kind !== 'quantity') {
            return [{ when: ALL, value: newest }];
        }
        return versions.map(({ value }, i) => {
            const from = i === 0 ? Number.NEGATIVE_INFINITY : (versions[i]?.from as Day);
            const until = versions[i + 1]?.from ?? Number.POSITIVE_INFINITY;
            const cells: number[] = [];
            dimension.cells.forEach((cell, k) => {
                const day = memberOf(cell);
                if (from <= day && day < until) cells.push(k);
            });
            // A clock that is unknown picks the newest version, as one that is not given does.
            if (i === versions.length - 1 && dimension.unknown !== null) cells.push(dimension.unknown);
            return { when: store.literal(variable, cells), value };
        });
    };

    const overVersions = <T>(versions: Dated<T>, read: (value: T) => Truth): Truth => {
        const all = versionsOf(versions);
        if (all.length === 1) return read((all[0] as { value: T }).value);
        const truths = all.map(({ when, value }) => ({ when, truth: read(value) }));
        return {
            yes: store.anyOf(truths.map(({ when, truth }) => store.and(when, truth.yes))),
            no: store.anyOf(truths.map(({ when, truth }) => store.and(when, truth.no))),
        };
    };

    return { policy, space, truthOf, combine, scoreOf, formIsKnown, factIsKnown, versionsOf };
}
