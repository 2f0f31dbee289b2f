// Duties whose condition never holds for the outcomes they hang on, or always does. Conditions on the path are dimensions
// of the space that the walk writes as it goes.

import { eachPart } from '../model/condition-parts.js';
import type { Finding } from '../model/finding.js';
import type { Duty } from '../model/policy.js';
import { type Diagram, NONE } from './diagram.js';
import type { Exit, Machine, MachineNode, Place } from './machine.js';
import { isAsked } from './reachability.js';
import { keyOfPath, type PathCondition } from './space.js';
import { finding, type Study, startingCases } from './study.js';
import { type PathMark, walkFlow } from './walk.js';
import { listed } from './words.js';

export function findIdleDuties(study: Study): readonly Finding[] {
    const { reader, space, policy } = study;
    return policy.duties.flatMap((duty) => {
        if (!duty.when) return [];
        const ends = endsOf(study, duty);
        const cases = space.store.anyOf(ends);
        // No case ends so: the outcomes are reported, not all that hangs on them.
        if (cases === NONE) return [];
        const { yes } = reader.truthOf(duty.when);
        const [origin, text] = [duty.origin, `the duty ‘${duty.text}’`];
        if (space.store.and(cases, yes) === NONE) {
            const message = `${capital(text)} never applies: ‘${duty.whenText ?? 'its condition'}’ is never yes${onOutcomes(duty)}.`;
            // A rule that no case comes to is reported itself; this follows from it.
            const severity = namesDeadRule(study, duty) ? ('information' as const) : ('warning' as const);
            return [finding('duty-never', origin, message, { unnecessary: true, severity })];
        }
        if (space.store.isSubset(cases, yes)) {
            const message = `The condition of ${text} always holds${onOutcomes(duty)}: ‘${duty.whenText ?? 'it'}’ can go.`;
            return [finding('duty-always', origin, message)];
        }
        return [];
    });
}

/** For each outcome of the duty the cases that end so, over what the duty's condition reads. */
export function endsOf(study: Study, duty: Duty): readonly Diagram[] {
    const { machine, policy, reader, space } = study;
    const keep = duty.when
        ? space.store.support(reader.truthOf(duty.when).yes, reader.truthOf(duty.when).no)
        : new Uint8Array(space.dimensions.length);
    const marks = duty.when ? marksOf(machine, pathConditionsOf(duty)) : [];
    const walk = walkFlow(machine, { from: startingCases(space), keep, marks });
    const names = duty.on.length > 0 ? duty.on : policy.outcomes.map((outcome) => outcome.name);
    return names.map((name) => walk.reach[machine.outcomes.get(name) as Place] ?? NONE);
}

export function pathConditionsOf(duty: Duty): readonly PathCondition[] {
    const found = new Map<string, PathCondition>();
    for (const part of duty.when ? eachPart(duty.when) : []) {
        if (part.kind === 'decided-by' || part.kind === 'answered' || part.kind === 'asked') {
            found.set(keyOfPath(part), part);
        }
    }
    return [...found.values()];
}

function namesDeadRule(study: Study, duty: Duty): boolean {
    return pathConditionsOf(duty).some(({ rule }) =>
        study.policy.flow.every((node) => !belongsTo(node.rule, rule) || !isAsked(study, node.index)),
    );
}

/** How the walk writes conditions on the path. */
export function marksOf({ space }: Machine, conditions: readonly PathCondition[]): readonly PathMark[] {
    return conditions.map((of) => ({
        variable: space.ofPath.get(keyOfPath(of)) as number,
        becomes: (node, exit) => becomes(of, node, exit),
    }));
}

function becomes(of: PathCondition, { node }: MachineNode, exit: Exit): boolean | undefined {
    if (exit.kind !== 'answer') return undefined;
    switch (of.kind) {
        case 'asked':
            return belongsTo(node.rule, of.rule) ? true : undefined;
        case 'answered':
            return node.rule === of.rule && of.answers.includes(node.answers[exit.answer]?.label as string)
                ? true
                : undefined;
        case 'decided-by':
            return exit.target.kind === 'decide' ? belongsTo(node.rule, of.rule) : undefined;
    }
}

function belongsTo(rule: string, name: string): boolean {
    return rule === name || rule.startsWith(`${name}.`);
}

function onOutcomes({ onWritten }: Duty): string {
    if (onWritten.length === 0) return '';
    return ` where a case ends in ${listed(
        onWritten.map((name) => `‘${name}’`),
        'or',
    )}`;
}

function capital(text: string): string {
    return `${text[0]?.toUpperCase()}${text.slice(1)}`;
}
