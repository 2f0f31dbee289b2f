// What is still open about a case of which only some facts are given: the outcomes that it can come to, and the facts that
// can still make a difference to its way or its duties, both exactly.

import { type Diagram, NONE } from '../analysis/diagram.js';
import { endsOf } from '../analysis/duties.js';
import type { Place } from '../analysis/machine.js';
import type { SpaceLimits } from '../analysis/space.js';
import type { Study } from '../analysis/study.js';
import { variablesOfFacts } from '../analysis/walk.js';
import type { Policy } from '../model/policy.js';
import type { Facts } from '../model/value.js';
import { studyOfCase } from './case-cells.js';

export interface StillOpen {
    /** Names of the outcomes that the case can come to, in the order of their declaration. */
    readonly possible: readonly string[];
    /** Whether it can end without an outcome. */
    readonly maybeNone: boolean;
    /** In flow order; those that only a duty asks for come last. */
    readonly facts: readonly OpenFact[];
    /** The first question whose answer is not settled; null if the whole way is. */
    readonly at: Place | null;
}

export interface OpenFact {
    readonly fact: string;
    /** Where it matters first; null for those that choose among versions, and for those of duties. */
    readonly place: Place | null;
    /** The duty that it settles, where no question needs it. */
    readonly duty?: number;
}

/** What is open about the case; undefined if the policy does not apply to it. */
export function stillOpen(policy: Policy, given: Facts, limits: SpaceLimits): StillOpen | undefined {
    const study = studyOfCase(policy, given, limits);
    if (!study) return undefined;
    const { machine, walk } = study;
    const reached = (place: Place | undefined) => place !== undefined && walk.reach[place] !== NONE;
    const found: OpenFact[] = [];
    const known = new Set(given.keys());
    const add = (open: OpenFact) => {
        known.add(open.fact);
        found.push(open);
    };
    for (const node of policy.flow) {
        for (const fact of node.facts) {
            if (!known.has(fact) && decidesAt(study, node.index, fact)) add({ fact, place: node.index });
        }
    }
    for (const [duty, { when }] of policy.duties.entries()) {
        if (!when) continue;
        for (const fact of dutyFacts(study, duty)) if (!known.has(fact)) add({ fact, place: null, duty });
    }
    const { clock } = policy;
    if (clock !== undefined && !given.has(clock) && clockMatters(study, clock)) {
        found.splice(0, found.length, { fact: clock, place: null }, ...found.filter(({ fact }) => fact !== clock));
    }
    const at = walk.leaving.findIndex((leaving) => leaving.filter((cases) => cases !== NONE).length > 1);
    return {
        possible: policy.outcomes.flatMap(({ name }) => (reached(machine.outcomes.get(name)) ? [name] : [])),
        maybeNone: reached(machine.noOutcome),
        facts: found,
        at: at < 0 ? null : at,
    };
}

/** Whether two cases that come to the node and differ in nothing but this fact can leave it by different ways. */
function decidesAt({ machine, walk, space }: Study, place: Place, fact: string): boolean {
    const leaving = (walk.leaving[place] ?? []).filter((cases) => cases !== NONE);
    return leaving.length > 1 && overlap(space.store, leaving, variablesOfFacts(machine, [fact]));
}

function overlap(store: Study['space']['store'], sets: readonly Diagram[], forgotten: Uint8Array): boolean {
    let before: Diagram = NONE;
    return sets.some((set) => {
        const whatever = store.exists(set, forgotten);
        const meets = store.and(before, whatever) !== NONE;
        before = store.or(before, whatever);
        return meets;
    });
}

/** The facts that can still settle whether a duty applies, in the order of their declaration. */
function dutyFacts(study: Study, index: number): readonly string[] {
    const { policy, machine, reader, space } = study;
    const duty = policy.duties[index];
    if (!duty?.when) return [];
    const { yes } = reader.truthOf(duty.when);
    const read = space.store.support(yes);
    const ends = space.store.anyOf(endsOf(study, duty));
    const [applies, not] = [space.store.and(ends, yes), space.store.minus(ends, yes)];
    if (applies === NONE || not === NONE) return [];
    return policy.facts.flatMap(({ name }) => {
        const variables = variablesOfFacts(machine, [name]);
        if (!variables.some((each, variable) => each === 1 && read[variable] === 1)) return [];
        return overlap(space.store, [applies, not], variables) ? [name] : [];
    });
}

/** Whether the day can still say that the policy does not apply, or picks among versions that matter. */
function clockMatters({ policy, space, walk, machine }: Study, clock: string): boolean {
    if (policy.effective.from !== undefined || policy.effective.until !== undefined) return true;
    const variables = variablesOfFacts(machine, [clock]);
    return walk.leaving.some((leaving) => {
        const taken = leaving.filter((cases) => cases !== NONE);
        return taken.length > 1 && overlap(space.store, taken, variables);
    });
}
