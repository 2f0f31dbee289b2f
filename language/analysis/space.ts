// The space of all cases, cut into cells: two cases in the same cells are the same to every condition of the policies.
// A fact takes one dimension (a set one for each group of its members that no condition tells apart), a sum over
// several facts one of its own, and a condition on the path one that the walk writes to.

import type { AnsweredWith, AskedOf, Compare, Condition, DecidedBy, LinearForm } from '../model/condition.js';
import { eachPart } from '../model/condition-parts.js';
import type { Fact, Policy, Score } from '../model/policy.js';
import type { Facts } from '../model/value.js';
import { conditionsOf } from './conditions.js';
import { type Diagram, DiagramStore, NONE } from './diagram.js';
import { cutsOf, EVERYTHING, greatestCommonDivisor, type Interval, intersection, partition } from './interval.js';
import { possibleCases, TooManyCombinations } from './theory.js';

export type Dimension =
    | { readonly kind: 'boolean'; readonly fact: string; readonly arity: number; readonly unknown: number | null }
    | {
          readonly kind: 'choice';
          readonly fact: string;
          readonly arity: number;
          readonly unknown: number | null;
          /** The values of each cell, in the order of the choice. */
          readonly cells: readonly (readonly string[])[];
      }
    | {
          readonly kind: 'quantity';
          readonly fact: string;
          readonly arity: number;
          readonly unknown: number | null;
          readonly cells: readonly Interval[];
      }
    /** Whether a set fact is known: cell 0 yes, cell 1 no; then all its groups are in cell 0. */
    | { readonly kind: 'presence'; readonly fact: string; readonly arity: 2 }
    /** A group of members of a set fact: none of it, all of it, or (if it has more than one) some of it. */
    | { readonly kind: 'group'; readonly fact: string; readonly arity: 2 | 3; readonly members: readonly string[] }
    /** A sum over several facts; of no meaning, and in cell 0, where one of them is unknown. */
    | {
          readonly kind: 'sum';
          readonly arity: number;
          readonly terms: readonly FactTerm[];
          readonly cells: readonly Interval[];
      }
    /** A condition on the path: 0 no, 1 yes. */
    | { readonly kind: 'path'; readonly arity: 2; readonly of: PathCondition };

export type PathCondition = DecidedBy | AnsweredWith | AskedOf;

export interface FactTerm {
    readonly fact: string;
    readonly coefficient: number;
}

/** Cells of the group of a set. */
export const GROUP_NONE = 0;
export const GROUP_ALL = 1;
export const GROUP_SOME = 2;

export interface Space {
    readonly dimensions: readonly Dimension[];
    /** Facts by name, as the policies have them in common. */
    readonly facts: ReadonlyMap<string, Fact>;
    /** The dimensions of each fact. */
    readonly ofFact: ReadonlyMap<string, readonly number[]>;
    readonly ofSum: ReadonlyMap<string, number>;
    readonly ofPath: ReadonlyMap<string, number>;
    readonly store: DiagramStore;
    /** The cases that there can be: sums agree with their facts, and nothing is outside the common effective dates. */
    readonly possible: Diagram;
    /** The cell of the default, else of what a fact is when it is left out, else of its plainest value. */
    readonly nominal: Int32Array;
    /** What a cell costs a witness: 0 for the nominal one. */
    readonly cost: readonly (readonly number[])[];
}

export interface SpaceLimits {
    readonly budget: number;
    readonly shouldStop: () => boolean;
}

/** A score with more different sums than this is not decided. */
const MOST_SCORE_VALUES = 10_000;

/** The space that the policies have in common. Extra conditions are cut for too. */
export function buildSpace(policies: readonly Policy[], limits: SpaceLimits): Space {
    const facts = commonFacts(policies);
    const cuts = findCuts(policies, facts);
    const dimensions = arrange(policies, facts, cuts);
    const ofFact = new Map<string, number[]>();
    const ofSum = new Map<string, number>();
    const ofPath = new Map<string, number>();
    dimensions.forEach((dimension, variable) => {
        if (dimension.kind === 'sum') ofSum.set(keyOfTerms(dimension.terms), variable);
        else if (dimension.kind === 'path') ofPath.set(keyOfPath(dimension.of), variable);
        else ofFact.set(dimension.fact, [...(ofFact.get(dimension.fact) ?? []), variable]);
    });
    const store = new DiagramStore(
        dimensions.map((dimension) => dimension.arity),
        limits.budget,
        limits.shouldStop,
    );
    const nominal = Int32Array.from(dimensions, (dimension) => nominalCell(dimension, facts, policies));
    const isEmpty = [...facts.values()].some((fact) => isNowhere(domainOf(fact, policies)));
    return {
        dimensions,
        facts,
        ofFact,
        ofSum,
        ofPath,
        store,
        possible: isEmpty ? NONE : possibleCases(dimensions, ofFact, store),
        nominal,
        cost: dimensions.map((dimension, variable) => {
            const free = dimension.kind === 'sum' || dimension.kind === 'path';
            return Array.from({ length: dimension.arity }, (_, cell) => (free || cell === nominal[variable] ? 0 : 1));
        }),
    };
}

/** The cells of a case all of whose facts are given; undefined if a fact has no such value. */
export function cellsOfCase(space: Space, facts: Facts): Int32Array | undefined {
    const cells = Int32Array.from(space.nominal);
    for (const [variable, dimension] of space.dimensions.entries()) {
        const cell = cellOf(dimension, facts);
        if (cell < 0) return undefined;
        cells[variable] = cell;
    }
    return cells;
}

/** A sum over facts by its direction: `form = factor · sum + rest`. */
export function normalisedSum(form: LinearForm): {
    readonly terms: readonly FactTerm[];
    readonly factor: number;
    readonly scores: readonly { readonly score: string; readonly coefficient: number }[];
} {
    const terms = form.terms.filter((term) => term.of === 'fact');
    const scores = form.terms.filter((term) => term.of === 'score');
    const divisor = terms.reduce((all, term) => greatestCommonDivisor(all, term.coefficient), 0);
    const factor = (terms[0]?.coefficient ?? 1) < 0 ? -divisor : divisor;
    return {
        terms: terms.map((term) => ({ fact: term.name, coefficient: term.coefficient / factor })),
        factor,
        scores: scores.map((term) => ({ score: term.name, coefficient: term.coefficient })),
    };
}

export function keyOfTerms(terms: readonly FactTerm[]): string {
    return terms.map((term) => `${term.coefficient}*${term.fact}`).join('+');
}

export function keyOfPath(of: PathCondition): string {
    return of.kind === 'answered' ? `answered ${of.rule} ${of.answers.join('\n')}` : `${of.kind} ${of.rule}`;
}

// ---- facts in common

function commonFacts(policies: readonly Policy[]): ReadonlyMap<string, Fact> {
    const facts = new Map<string, Fact>();
    for (const policy of policies) {
        for (const fact of policy.facts) {
            const other = facts.get(fact.name);
            facts.set(fact.name, other ? { ...other, maybeUnknown: other.maybeUnknown && fact.maybeUnknown } : fact);
        }
    }
    return facts;
}

/** The numbers that a quantity may be in all the policies at once. */
function domainOf(fact: Fact, policies: readonly Policy[]): Interval {
    let domain: Interval = fact.type.kind === 'duration' ? { ...EVERYTHING, low: 0 } : EVERYTHING;
    for (const policy of policies) {
        const declared = policy.facts.find((each) => each.name === fact.name);
        const { min = domain.low, max = domain.high } = declared?.range ?? {};
        domain = intersection(domain, { low: min, high: max });
        if (policy.clock !== fact.name) continue;
        const { from = domain.low, until = domain.high } = policy.effective;
        domain = intersection(domain, { low: from, high: until });
    }
    return domain;
}

function isNowhere({ low, high }: Interval): boolean {
    return low > high;
}

/** The values of a choice that all the policies have. */
function valuesInCommon(choice: string, policies: readonly Policy[]): readonly string[] {
    const lists = policies.flatMap((policy) => {
        const declared = policy.choices.find((each) => each.name === choice);
        return declared ? [declared.values.map((value) => value.name)] : [];
    });
    const [first = [], ...others] = lists;
    return first.filter((value) => others.every((list) => list.includes(value)));
}

// ---- where to cut

interface Cuts {
    readonly quantities: ReadonlyMap<string, ReadonlySet<number>>;
    readonly sums: ReadonlyMap<string, { readonly terms: readonly FactTerm[]; readonly cuts: ReadonlySet<number> }>;
    /** Lists of values that some condition asks for, by fact. */
    readonly lists: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
    readonly paths: ReadonlyMap<string, PathCondition>;
}

function findCuts(policies: readonly Policy[], facts: ReadonlyMap<string, Fact>): Cuts {
    const quantities = new Map<string, Set<number>>();
    const sums = new Map<string, { terms: readonly FactTerm[]; cuts: Set<number> }>();
    const lists = new Map<string, Map<string, readonly string[]>>();
    const paths = new Map<string, PathCondition>();

    const cutFact = (fact: string, cuts: Iterable<number>) => {
        const all = quantities.get(fact) ?? new Set();
        for (const cut of cuts) all.add(cut);
        quantities.set(fact, all);
    };
    const cutVersions = (policy: Policy, versions: readonly { readonly from: number | null }[]) => {
        if (policy.clock === undefined) return;
        cutFact(
            policy.clock,
            versions.slice(1).map((version) => version.from as number),
        );
    };
    const cutForm = (policy: Policy, operator: Compare['operator'], form: LinearForm) => {
        const { terms, factor, scores } = normalisedSum(form);
        if (terms.length === 0) return;
        const constants = sumsOfScores(policy, scores).map((sum) => sum + form.constant);
        const cuts = constants.flatMap((constant) => cutsOf(operator, factor, constant));
        const [only] = terms;
        if (terms.length === 1 && only) {
            cutFact(only.fact, cuts);
            return;
        }
        const key = keyOfTerms(terms);
        const all = sums.get(key)?.cuts ?? new Set();
        for (const cut of cuts) all.add(cut);
        sums.set(key, { terms, cuts: all });
    };
    const listValues = (fact: string, values: readonly string[]) => {
        const all = lists.get(fact) ?? new Map<string, readonly string[]>();
        all.set([...values].sort().join('\n'), values);
        lists.set(fact, all);
    };
    const cutFor = (policy: Policy, condition: Condition) => {
        for (const part of eachPart(condition)) {
            switch (part.kind) {
                case 'member':
                case 'contains':
                    cutVersions(policy, part.values);
                    for (const { value } of part.values) listValues(part.fact, value);
                    break;
                case 'compare':
                    cutVersions(policy, part.form);
                    for (const { value } of part.form) cutForm(policy, part.operator, value);
                    break;
                case 'decided-by':
                case 'answered':
                case 'asked':
                    paths.set(keyOfPath(part), part);
                    break;
                default:
                    break;
            }
        }
    };
    for (const policy of policies) {
        for (const condition of conditionsOf(policy)) cutFor(policy, condition);
        // A mandatory category speaks of its members whether a condition names it or not.
        for (const { mandatory, choice, members } of policy.categories) {
            if (!mandatory) continue;
            for (const { name, type } of facts.values()) {
                if (type.kind !== 'choice' || type.choice !== choice) continue;
                cutFor(policy, { kind: 'member', fact: name, values: members });
            }
        }
    }
    return { quantities, sums, lists, paths };
}

/** All sums that the scores can come to, times their coefficients. */
function sumsOfScores(
    policy: Policy,
    scores: readonly { readonly score: string; readonly coefficient: number }[],
): readonly number[] {
    let sums = [0];
    for (const { score: name, coefficient } of scores) {
        const score = policy.scores.find((each) => each.name === name);
        const values = score ? valuesOfScore(score) : [0];
        const next = new Set(sums.flatMap((sum) => values.map((value) => sum + coefficient * value)));
        if (next.size > MOST_SCORE_VALUES) throw new TooManyCombinations(`the score ‘${name}’ has too many values`);
        sums = [...next];
    }
    return sums;
}

function valuesOfScore(score: Score): readonly number[] {
    let sums = new Set([0]);
    for (const part of score.parts) {
        const points = [0, ...part.branches.map((branch) => branch.points)];
        sums = new Set([...sums].flatMap((sum) => points.map((each) => sum + each)));
        if (sums.size > MOST_SCORE_VALUES)
            throw new TooManyCombinations(`the score ‘${score.name}’ has too many values`);
    }
    return [...sums];
}

// ---- dimensions and their order

/**
 * Facts that the flow asks last come on top: those that are forgotten next then lie near the leaves. Facts that a sum
 * ties together stand side by side, followed by their sums, so that what is possible stays small.
 */
function arrange(policies: readonly Policy[], facts: ReadonlyMap<string, Fact>, cuts: Cuts): readonly Dimension[] {
    const firstUse = new Set<string>();
    for (const policy of policies) {
        if (policy.clock !== undefined) firstUse.add(policy.clock);
        for (const node of policy.flow) for (const fact of node.facts) firstUse.add(fact);
    }
    for (const name of facts.keys()) firstUse.add(name);
    const order = [...firstUse].filter((name) => facts.has(name)).reverse();

    const clusterOf = new Map<string, Set<string>>();
    for (const { terms } of cuts.sums.values()) {
        const cluster = new Set(terms.flatMap((term) => [...(clusterOf.get(term.fact) ?? [term.fact])]));
        for (const fact of cluster) clusterOf.set(fact, cluster);
    }
    const dimensions: Dimension[] = [...cuts.paths.values()].map((of) => ({ kind: 'path', arity: 2, of }));
    const placed = new Set<string>();
    for (const name of order) {
        if (placed.has(name)) continue;
        const cluster = clusterOf.get(name);
        const members = cluster ? order.filter((each) => cluster.has(each)) : [name];
        for (const member of members) {
            placed.add(member);
            dimensions.push(...dimensionsOf(facts.get(member) as Fact, policies, cuts));
        }
        if (!cluster) continue;
        for (const { terms, cuts: points } of cuts.sums.values()) {
            if (!cluster.has(terms[0]?.fact as string)) continue;
            const cells = partition(EVERYTHING, points);
            dimensions.push({ kind: 'sum', arity: cells.length, terms, cells });
        }
    }
    return dimensions;
}

function dimensionsOf(fact: Fact, policies: readonly Policy[], cuts: Cuts): readonly Dimension[] {
    const { name, type, maybeUnknown } = fact;
    const extra = maybeUnknown ? 1 : 0;
    switch (type.kind) {
        case 'boolean':
            return [{ kind: 'boolean', fact: name, arity: 2 + extra, unknown: maybeUnknown ? 2 : null }];
        case 'choice': {
            const cells = groupValues(valuesInCommon(type.choice, policies), cuts.lists.get(name));
            const arity = cells.length + extra;
            return [{ kind: 'choice', fact: name, arity, cells, unknown: maybeUnknown ? cells.length : null }];
        }
        case 'set': {
            const asked = new Set([...(cuts.lists.get(name)?.values() ?? [])].flat());
            const values = valuesInCommon(type.choice, policies).filter((value) => asked.has(value));
            const groups = values.length === 0 ? [] : groupValues(values, cuts.lists.get(name));
            const presence: Dimension[] = maybeUnknown ? [{ kind: 'presence', fact: name, arity: 2 }] : [];
            return [
                ...presence,
                ...groups.map((members): Dimension => {
                    return { kind: 'group', fact: name, arity: members.length > 1 ? 3 : 2, members };
                }),
            ];
        }
        case 'number':
        case 'money':
        case 'duration':
        case 'date': {
            const domain = domainOf(fact, policies);
            const cells = partition(isNowhere(domain) ? EVERYTHING : domain, cuts.quantities.get(name) ?? []);
            const arity = cells.length + extra;
            return [{ kind: 'quantity', fact: name, arity, cells, unknown: maybeUnknown ? cells.length : null }];
        }
    }
}

/** Values that the same lists hold are one group; groups in the order of their first values. */
function groupValues(
    values: readonly string[],
    lists: ReadonlyMap<string, readonly string[]> | undefined,
): readonly (readonly string[])[] {
    const sets = [...(lists?.values() ?? [])].map((list) => new Set(list));
    const groups = new Map<string, string[]>();
    for (const value of values) {
        const signature = sets.map((set) => (set.has(value) ? '1' : '0')).join('');
        const group = groups.get(signature);
        if (group) group.push(value);
        else groups.set(signature, [value]);
    }
    return [...groups.values()];
}

// ---- cells

function nominalCell(dimension: Dimension, facts: ReadonlyMap<string, Fact>, policies: readonly Policy[]): number {
    if (dimension.kind === 'sum' || dimension.kind === 'path') return 0;
    const fact = facts.get(dimension.fact) as Fact;
    if (fact.default !== undefined) {
        const cell = cellOf(dimension, new Map([[fact.name, fact.default]]));
        if (cell >= 0) return cell;
    } else if (fact.maybeUnknown) {
        if (dimension.kind === 'presence') return 1;
        return dimension.kind === 'group' ? GROUP_NONE : (dimension.unknown ?? 0);
    }
    // Without a default the newest day of the clock, since that is what a case without one gets.
    const isClock = policies.some((policy) => policy.clock === dimension.fact);
    return isClock && dimension.kind === 'quantity' ? dimension.cells.length - 1 : plainestCell(dimension);
}

/** Zero, else what is nearest to it; the first value of a choice; no; nothing. */
function plainestCell(dimension: Dimension): number {
    if (dimension.kind !== 'quantity') return 0;
    const cell = dimension.cells.findIndex(({ low, high }) => low <= 0 && high >= 0);
    return Math.max(cell, 0);
}

/** The cell of a case; -1 if there is none for it. Facts that are left out are taken as plainest. */
export function cellOf(dimension: Dimension, facts: Facts): number {
    switch (dimension.kind) {
        case 'path':
            return 0;
        case 'sum': {
            let sum = 0;
            for (const { fact, coefficient } of dimension.terms) {
                const value = facts.get(fact);
                if (typeof value !== 'number') return 0;
                sum += coefficient * value;
            }
            return dimension.cells.findIndex(({ low, high }) => low <= sum && sum <= high);
        }
        case 'presence':
            return facts.get(dimension.fact) === null ? 1 : 0;
        case 'group': {
            const value = facts.get(dimension.fact);
            if (!Array.isArray(value)) return GROUP_NONE;
            const held = dimension.members.filter((member) => value.includes(member)).length;
            if (held === 0) return GROUP_NONE;
            return held === dimension.members.length ? GROUP_ALL : GROUP_SOME;
        }
        case 'boolean':
        case 'choice':
        case 'quantity': {
            const value = facts.get(dimension.fact);
            if (value === undefined) return plainestCell(dimension);
            if (value === null) return dimension.unknown ?? -1;
            if (dimension.kind === 'boolean') return value === true ? 1 : 0;
            if (dimension.kind === 'choice') return dimension.cells.findIndex((cell) => cell.includes(value as string));
            return dimension.cells.findIndex(({ low, high }) => low <= Number(value) && Number(value) <= high);
        }
    }
}
