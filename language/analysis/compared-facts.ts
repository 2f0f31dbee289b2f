// Facts that sums tie to others, and that never change an outcome. Such a fact cannot be varied by its cells alone: so the
// policy is walked beside itself with the fact under a second name, over all cases that both values allow.

import type { Finding } from '../model/finding.js';
import type { Fact, Policy } from '../model/policy.js';
import { BudgetExceeded, NONE } from './diagram.js';
import { irrelevantFact, isCompared, variablesInDuties } from './irrelevance.js';
import { createMachine, type Place, union } from './machine.js';
import { type Goal, type PairStart, walkProduct } from './product.js';
import { notDecidedWhether } from './redundancy.js';
import { MOST_PAIRS_EACH } from './same-end.js';
import { buildSpace } from './space.js';
import { type Study, startingCases } from './study.js';
import { variablesOfFacts, walkFlow } from './walk.js';
import { wouldBeOf, wouldBeSide } from './would-be.js';

export function* findIrrelevantComparedFacts(study: Study): Generator<Finding> {
    const { policy, machine } = study;
    const undecided: Fact[] = [];
    const inDuties = variablesInDuties(study);
    for (const fact of policy.facts) {
        if (fact.name === policy.clock || !isCompared(study, fact.name)) continue;
        // Duties are results of their own.
        if (variablesOfFacts(machine, [fact.name]).some((is, variable) => is === 1 && inDuties[variable] === 1))
            continue;
        const parting = partingsOf(study, fact);
        if (parting === undefined) undecided.push(fact);
        else if (parting !== 'matters') yield* irrelevantFact(policy, fact, parting);
    }
    if (undecided.length === 0) return;
    const names = undecided.map(({ name }) => `‘${name}’`);
    yield notDecidedWhether(study, 'ever matter', names, undecided[0]?.origin);
}

/** The places at which the fact changes an answer, if it never changes an outcome; undefined if that takes too much to say. */
function partingsOf({ policy, limits }: Study, fact: Fact): ReadonlySet<Place> | 'matters' | undefined {
    try {
        const other = withFactRenamed(policy, fact.name);
        const space = buildSpace([policy, other], limits);
        const [left, right] = [createMachine(policy, space), createMachine(other, space)];
        const touched = new Uint8Array(policy.flow.length);
        const own = variablesOfFacts(left, [fact.name]);
        const isSettled = (place: Place) => left.live[place]?.every((is, variable) => is === 0 || own[variable] === 0);
        // What ties the two values together must be kept, or cases would be paired that no other facts allow together.
        const tied = space.dimensions.flatMap((each) => (each.kind === 'sum' ? each.terms : []));
        const keep = variablesOfFacts(left, [fact.name, secondName(fact.name), ...tied.map((term) => term.fact)]);
        const from = startingCases(space);
        const walk = walkFlow(left, { from, keep });
        const starts = [left.start, ...policy.flow.filter(({ kind }) => kind === 'review').map(({ index }) => index)];
        const pairs = starts.map((place): PairStart => {
            const goal: Goal = { kind: 'node', node: place };
            // Up to there both are alike: where one comes the other does.
            return { left: goal, right: goal, cases: place === left.start ? from : (walk.reach[place] ?? NONE) };
        });
        const { differences, parting } = walkProduct(
            space.store,
            wouldBeSide(left, wouldBeOf(left), touched),
            wouldBeSide(right, wouldBeOf(right), touched),
            pairs,
            {
                isSame: (a, b) => a === b && isSettled(a) === true,
                stopAtFirst: true,
                keep: union(keep, own),
                mostPairs: MOST_PAIRS_EACH,
            },
        );
        return differences.length > 0 ? 'matters' : parting;
    } catch (error) {
        if (!(error instanceof BudgetExceeded)) throw error;
        return undefined;
    }
}

/** A name that no author can write; it sorts where the first one does. */
function secondName(fact: string): string {
    return `${fact}\u0001`;
}

/** The same policy, reading another fact wherever it read this one. */
function withFactRenamed(policy: Policy, fact: string): Policy {
    const second = secondName(fact);
    const renamed = (value: unknown, key?: string): unknown => {
        if (Array.isArray(value)) {
            return value.map((each) => (key === 'facts' && each === fact ? second : renamed(each)));
        }
        if (typeof value !== 'object' || value === null) return key === 'fact' && value === fact ? second : value;
        const isTerm = 'of' in value && value.of === 'fact' && 'name' in value && value.name === fact;
        const entries = Object.entries(value).map(([name, each]) => {
            return [name, isTerm && name === 'name' ? second : renamed(each, name)];
        });
        return Object.fromEntries(entries);
    };
    const copy = renamed(policy) as Policy;
    return { ...copy, facts: copy.facts.map((each) => (each.name === fact ? { ...each, name: second } : each)) };
}
