// Conditions that can be unknown where that counts as no: guards, exemptions, exceptions. Nothing is wrong with them; an
// author should know.

import type { Condition } from '../model/condition.js';
import type { Finding } from '../model/finding.js';
import type { Origin } from '../model/origin.js';
import type { Duty } from '../model/policy.js';
import { type Diagram, NONE } from './diagram.js';
import { endsOf } from './duties.js';
import type { MachineNode, Place } from './machine.js';
import { finding, type Study, witnessOf } from './study.js';
import { askedCases } from './walk.js';
import { nameRule } from './words.js';

export function findSilentUnknowns(study: Study): readonly Finding[] {
    const { policy, machine, walk, space } = study;
    const findings: Finding[] = [];
    const seen = new Set<string>();
    const look = (
        place: Place,
        cases: Diagram,
        condition: Condition,
        origin: Origin,
        text: string,
        meaning: string,
    ) => {
        const open = space.store.and(cases, unknownCases(study, condition));
        const key = JSON.stringify(origin);
        if (open === NONE || seen.has(key)) return;
        seen.add(key);
        const message = `‘${text}’ can be unknown here, and then ${meaning}.`;
        const witness = witnessOf(study, { place, cases: open }, [condition]);
        findings.push(finding('condition-may-be-unknown', origin, message, { witness }));
    };
    for (const [place, { node, guards }] of machine.nodes.entries()) {
        let cases = walk.reach[place] as Diagram;
        const name = nameRule(policy, node.rule);
        for (const [exit, { guard }] of node.guards.entries()) {
            look(place, cases, guard.condition, guard.origin, guard.text, `${name} is passed over`);
            cases = space.store.and(cases, guards[exit] as Diagram);
        }
        if (node.kind === 'exemption') lookAtExemption(study, place, look);
    }
    return [...findings, ...policy.duties.flatMap((duty) => lookAtDuty(study, duty))];
}

function unknownCases({ reader, space }: Study, condition: Condition): Diagram {
    const { yes, no } = reader.truthOf(condition);
    return space.store.not(space.store.or(yes, no));
}

function lookAtExemption(
    study: Study,
    place: Place,
    look: (place: Place, cases: Diagram, condition: Condition, origin: Origin, text: string, meaning: string) => void,
): void {
    const { node, answers } = study.machine.nodes[place] as MachineNode;
    const asked = askedCases(study.walk, place);
    const [subject] = node.subjects;
    if (subject?.value.kind !== 'condition') return;
    look(place, asked, subject.value.condition, subject.origin, subject.text, 'the exemption does not apply');
    let cases = study.space.store.and(asked, study.reader.truthOf(subject.value.condition).yes);
    for (const [index, answer] of node.answers.entries()) {
        if (answer.form !== 'except') continue;
        const inner = answer.when.kind === 'established' ? answer.when.of : answer.when;
        look(place, cases, inner, answer.labelOrigin, `except ${index + 1}`, 'the exception does not apply');
        cases = study.space.store.minus(cases, answers[index] as Diagram);
    }
}

function lookAtDuty(study: Study, duty: Duty): readonly Finding[] {
    if (!duty.when) return [];
    const cases = study.space.store.anyOf(endsOf(study, duty));
    if (study.space.store.and(cases, unknownCases(study, duty.when)) === NONE) return [];
    const text = duty.whenText ?? 'its condition';
    const message = `‘${text}’ can be unknown, and then the duty ‘${duty.text}’ does not apply.`;
    return [finding('condition-may-be-unknown', duty.origin, message)];
}
