// Versions that silence an answer: one that some case gets, but none while certain versions are in force. Where the date
// itself is compared, there or before, cases are meant to change with it, and nothing is said.

import { eachPart } from '../model/condition-parts.js';
import type { Finding } from '../model/finding.js';
import type { Policy } from '../model/policy.js';
import { isoFromDay } from '../model/print.js';
import { conditionsOf } from './conditions.js';
import { NONE } from './diagram.js';
import type { Interval } from './interval.js';
import type { Place } from './machine.js';
import { finding, type Study, startingCases } from './study.js';
import { takenCases, walkFlow } from './walk.js';
import { nameRule } from './words.js';

interface Period {
    readonly days: Interval;
    readonly cells: readonly number[];
}

export function findSilencedAnswers(study: Study): readonly Finding[] {
    const { machine, policy, space, walk } = study;
    const periods = periodsOf(study);
    if (periods.length < 2) return [];
    const [variable] = space.ofFact.get(policy.clock as string) as [number];
    const walks = periods.map(({ cells }) => {
        const from = space.store.and(space.store.literal(variable, cells), startingCases(space));
        return walkFlow(machine, { from });
    });
    return machine.nodes.flatMap(({ node }, place) =>
        node.answers.flatMap((answer, index) => {
            const asks = speaksOfClock(study, place, index) || answer.form === 'implied' || node.kind === 'review';
            if (asks || takenCases(walk, place, index) === NONE) return [];
            const silent = periods.filter((_, i) => takenCases(walks[i] as typeof walk, place, index) === NONE);
            if (silent.length === 0) return [];
            const when = silent.map(({ days }) => tellDays(days)).join(' and ');
            const message = `No case gets the answer ‘${answer.label}’ of ${nameRule(policy, node.rule)} ${when}: the versions then in force leave it none.`;
            return [finding('answer-dead-in-period', answer.labelOrigin, message)];
        }),
    );
}

/** The stretches of the policy's dates in which no version changes. */
function periodsOf({ policy, space }: Study): readonly Period[] {
    const { clock } = policy;
    const [variable] = clock === undefined ? [] : (space.ofFact.get(clock) ?? []);
    const dimension = variable === undefined ? undefined : space.dimensions[variable];
    if (dimension?.kind !== 'quantity') return [];
    const starts = versionStarts(policy);
    const periods: { days: Interval; cells: number[] }[] = [];
    dimension.cells.forEach((cell, i) => {
        const last = periods.at(-1);
        if (!last || starts.has(cell.low)) periods.push({ days: cell, cells: [i] });
        else {
            last.days = { low: last.days.low, high: cell.high };
            last.cells.push(i);
        }
    });
    return periods;
}

function versionStarts(policy: Policy): ReadonlySet<number> {
    const starts = new Set<number>();
    for (const condition of conditionsOf(policy)) {
        for (const part of eachPart(condition)) {
            const versions = part.kind === 'compare' ? part.form : 'values' in part ? part.values : [];
            for (const { from } of versions.slice(1)) if (from !== null) starts.add(from);
        }
    }
    return starts;
}

/** Whether the date itself is compared at the answer, or by what comes before it. */
function speaksOfClock({ machine, policy }: Study, place: Place, index: number): boolean {
    return machine.nodes.slice(0, place + 1).some(({ node }) => {
        const answers = node.index === place ? node.answers.slice(0, index + 1) : node.answers;
        const conditions = [
            ...node.guards.map(({ guard }) => guard.condition),
            ...answers.map((answer) => answer.when),
        ];
        return conditions.some((condition) => [...eachPart(condition)].some((part) => compares(part, policy.clock)));
    });
}

function compares(part: Parameters<typeof eachPart>[0], clock: string | undefined): boolean {
    return part.kind === 'compare' && part.form.some(({ value }) => value.terms.some((term) => term.name === clock));
}

function tellDays({ low, high }: Interval): string {
    if (!Number.isFinite(low)) return `before ${isoFromDay(high + 1)}`;
    return Number.isFinite(high) ? `from ${isoFromDay(low)} to ${isoFromDay(high)}` : `from ${isoFromDay(low)} on`;
}
