// Distinctions on which no outcome depends: two neighbouring ranges of a number, or two groups of values of a choice, that
// some question tells apart and that always end alike. Where the fact as a whole never matters, that is said instead.

import type { Finding } from '../model/finding.js';
import type { Fact } from '../model/policy.js';
import { printValue } from '../model/print.js';
import { cellsAlike } from './cells-alike.js';
import { isCompared, isOnPathOfDuty, startsOf, variablesInDuties } from './irrelevance.js';
import { createRecall, type Memory, type Recall } from './memory.js';
import { notDecidedWhether } from './redundancy.js';
import type { Dimension } from './space.js';
import { finding, type Study } from './study.js';
import { listed } from './words.js';
import { type WouldBe, wouldBeOf } from './would-be.js';

/** Pairs of places that all facts together may take: seconds, on policies of thousands of rules. */
const MOST_PAIRS_IN_ALL = 100_000;

export function* findIdleDistinctions(study: Study, memory: Memory): Generator<Finding> {
    const { policy, space } = study;
    const goals = wouldBeOf(study.machine);
    const recall = createRecall(study, goals, memory);
    const inDuties = variablesInDuties(study);
    const undecided: Fact[] = [];
    let pairs = 0;
    for (const fact of policy.facts) {
        const [variable] = space.ofFact.get(fact.name) ?? [];
        if (variable === undefined || inDuties[variable] === 1 || fact.name === policy.clock) continue;
        const dimension = space.dimensions[variable] as Dimension;
        if ((dimension.kind !== 'quantity' && dimension.kind !== 'choice') || isCompared(study, fact.name)) continue;
        if (pairs > MOST_PAIRS_IN_ALL) {
            undecided.push(fact);
            continue;
        }
        const found = idleDistinctions(study, goals, recall, { fact, variable, dimension });
        pairs += found.pairs;
        if (!found.isDecided) undecided.push(fact);
        yield* found.findings;
    }
    if (undecided.length === 0) return;
    const names = undecided.map(({ name }) => `every distinction of ‘${name}’`);
    yield notDecidedWhether(study, 'changes an outcome', names, undecided[0]?.origin);
}

interface Asked {
    readonly fact: Fact;
    readonly variable: number;
    readonly dimension: Extract<Dimension, { kind: 'quantity' | 'choice' }>;
}

interface Found {
    readonly findings: readonly Finding[];
    /** Whether nothing is left open. */
    readonly isDecided: boolean;
    /** Pairs of places that it took. */
    readonly pairs: number;
}

function idleDistinctions(study: Study, goals: WouldBe, recall: Recall, { fact, variable, dimension }: Asked): Found {
    const { policy } = study;
    const starts = startsOf(study, goals, variable);
    const first = starts[0]?.place ?? 0;
    const given = starts.flatMap(({ place, cases }) => [place - first, recall.signatureOf(cases)]);
    const question = { name: `cells of ${recall.signatureOfVariable(variable)}`, given, first };
    const { alike, isDecided, pairs } = recall.verdict(question, (touched) => {
        const found = cellsAlike(study, goals, { variable, dimension, starts }, touched);
        const places = found.alike.map((each) => ({ ...each, parting: each.parting.map((place) => place - first) }));
        return { ...found, alike: places };
    });
    const none: Found = { findings: [], isDecided, pairs };
    // Cells without values stand for not being known.
    const told = alike.filter(({ cell, parting }) => cell < dimension.cells.length && parting.length > 0);
    if (alike.length === dimension.arity - 1 || told.length === 0) return none;
    const places = new Set(told.flatMap(({ parting }) => parting.map((distance) => distance + first)));
    const readers = policy.flow.filter((node) => places.has(node.index));
    if (readers.some(({ rule }) => isOnPathOfDuty(policy, rule))) return none;
    const texts = told.map(({ other, cell }) => tellDistinction(fact, dimension, [other, cell]));
    const message = `No outcome depends on whether ‘${fact.name}’ is ${listed(texts, 'and')}.`;
    const related = readers.map((node) => ({ message: `‘${node.rule}’ tells them apart`, origin: node.origin }));
    return { ...none, findings: [finding('distinction-no-effect', fact.origin, message, { related })] };
}

function tellDistinction(
    { type }: Fact,
    dimension: Asked['dimension'],
    [low, high]: readonly [number, number],
): string {
    if (dimension.kind === 'quantity') {
        return `at most ${printValue(dimension.cells[low]?.high ?? 0, type)} or more`;
    }
    const [a, b] = [low, high].map((cell) => (dimension.cells[cell] ?? []).slice(0, MOST_VALUES_TOLD));
    return `${listed(quoted(a ?? []), 'or')} rather than ${listed(quoted(b ?? []), 'or')}`;
}

const MOST_VALUES_TOLD = 3;

function quoted(values: readonly string[]): readonly string[] {
    return values.map((value) => `‘${value}’`);
}
