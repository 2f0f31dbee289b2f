// Whether two policies that differ in nothing but their duties ask the same to be done in every case, with proof; or a small
// case that shows the difference. Duties are told apart by their words: that is what people and scenarios see of them.

import { ALL, type Diagram, NONE, type Variables } from '../analysis/diagram.js';
import { marksOf, pathConditionsOf } from '../analysis/duties.js';
import { createMachine, type Place } from '../analysis/machine.js';
import { buildSpace, type SpaceLimits } from '../analysis/space.js';
import { startingCases } from '../analysis/study.js';
import { traceBack } from '../analysis/trail.js';
import { valuesOf } from '../analysis/values.js';
import { walkFlow } from '../analysis/walk.js';
import { fewFacts } from '../analysis/witness.js';
import type { Condition } from '../model/condition.js';
import { eachPart } from '../model/condition-parts.js';
import type { Duty, Policy } from '../model/policy.js';
import type { Facts } from '../model/value.js';
import { interpret } from '../run/interpret.js';
import type { Verdict } from '../run/verdict.js';

/** Whether nothing but the duties tells the two apart. */
export function differInDutiesAlone(left: Policy, right: Policy): boolean {
    return left.duties !== right.duties && left.flow === right.flow && left.definitions === right.definitions;
}

/** A case in which the two ask other things to be done; undefined if there is none. */
export function caseOfOtherDuties(left: Policy, right: Policy, limits: SpaceLimits): Facts | undefined {
    const changed = [
        ...left.duties.filter((duty) => !right.duties.includes(duty)),
        ...right.duties.filter((duty) => !left.duties.includes(duty)),
    ];
    for (const text of new Set(changed.map((duty) => duty.text))) {
        const facts = caseOfOtherDuty(left, right, text, limits);
        if (facts) return facts;
    }
    return undefined;
}

/** The words of duties that one of the verdicts has and the other has not. */
export function otherDuties(left: Verdict, right: Verdict): readonly string[] {
    const [a, b] = [left, right].map(({ duties }) => new Set(duties.map(({ text }) => text))) as [
        Set<string>,
        Set<string>,
    ];
    return [...[...a].filter((text) => !b.has(text)), ...[...b].filter((text) => !a.has(text))];
}

function caseOfOtherDuty(left: Policy, right: Policy, text: string, limits: SpaceLimits): Facts | undefined {
    const space = buildSpace([left, right], limits);
    if (space.possible === NONE) return undefined;
    const machine = createMachine(left, space);
    const { store } = space;
    const duties = [...left.duties, ...right.duties].filter((duty) => duty.text === text);
    const truths = duties.flatMap(({ when }) => (when ? [machine.reader.truthOf(when)] : []));
    const keep: Variables = store.support(...truths.flatMap(({ yes, no }) => [yes, no]));
    const marks = marksOf(machine, duties.flatMap(pathConditionsOf));
    const walk = walkFlow(machine, { from: startingCases(space), keep, marks });
    const applies = (policy: Policy, outcome: string): Diagram => {
        const own = policy.duties.filter((duty) => duty.text === text && isOn(duty, outcome));
        return own.reduce(
            (cases, { when }) => store.or(cases, when ? machine.reader.truthOf(when).yes : ALL),
            NONE as Diagram,
        );
    };
    for (const { name } of left.outcomes) {
        const place = machine.outcomes.get(name) as Place;
        const [before, after] = [applies(left, name), applies(right, name)];
        const differs = store.or(store.minus(before, after), store.minus(after, before));
        const cases = store.and(walk.reach[place] ?? NONE, differs);
        if (cases === NONE) continue;
        const cells = traceBack(walk, place, cases, space.nominal, space.cost);
        const conditions = duties.flatMap(({ when }) => (when ? [...eachPart(when)].filter(readsFacts) : []));
        const shows = (facts: Facts) => otherDuties(interpret(left, facts), interpret(right, facts)).includes(text);
        const few = fewFacts(machine, cells, conditions);
        return shows(few) ? few : valuesOf(space, cells);
    }
    return undefined;
}

/** Whether it can be told from the facts alone, without the path. */
function readsFacts({ kind }: Condition): boolean {
    return ['fact', 'member', 'contains', 'compare', 'known', 'definition'].includes(kind);
}

function isOn({ on }: Duty, outcome: string): boolean {
    return on.length === 0 || on.includes(outcome);
}
