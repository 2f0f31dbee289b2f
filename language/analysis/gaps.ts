// Cases that end without an outcome: no answer of a question fits them, or the flow runs past its last rule. Unknown
// facts without an answer are told apart, since they are repaired differently.

import type { Condition } from '../model/condition.js';
import { partsOf } from '../model/condition-parts.js';
import type { Finding } from '../model/finding.js';
import type { Origin } from '../model/origin.js';
import type { FlowNode, Subject } from '../model/policy.js';
import { ALL, type Diagram, NONE } from './diagram.js';
import type { Exit, MachineNode, Place } from './machine.js';
import { coverCases, tellRegion } from './region.js';
import { finding, projected, type Study, witnessOf } from './study.js';
import { askedCases, gapCases, variablesOfFacts } from './walk.js';
import { listed, nameRule } from './words.js';

export function findGaps(study: Study): readonly Finding[] {
    const { policy, machine } = study;
    return policy.flow.flatMap((node, place) => [
        ...gapsOf(study, node, place),
        ...(machine.nodes[place] as MachineNode).exits.flatMap((exit, index) => endOf(study, place, exit, index)),
    ]);
}

/** The cases in which every subject of the node is known. */
export function subjectsKnown({ reader, space }: Pick<Study, 'reader' | 'space'>, node: FlowNode): Diagram {
    return space.store.allOf(node.subjects.map((subject) => subjectKnown({ reader, space }, subject)));
}

export function subjectKnown({ reader, space }: Pick<Study, 'reader' | 'space'>, { value }: Subject): Diagram {
    switch (value.kind) {
        case 'condition': {
            const { yes, no } = reader.truthOf(value.condition);
            return space.store.or(yes, no);
        }
        case 'fact':
            return reader.factIsKnown(value.fact);
        case 'quantity': {
            const versions = reader.versionsOf(value.form);
            return space.store.anyOf(
                versions.map(({ when, value: form }) => space.store.and(when, reader.formIsKnown(form))),
            );
        }
    }
}

function gapsOf(study: Study, node: FlowNode, place: Place): readonly Finding[] {
    const { policy, walk, space } = study;
    const gap = gapCases(walk, place);
    if (gap === NONE) return [];
    const { store } = space;
    const known = subjectsKnown(study, node);
    const unknownCases = store.minus(gap, known);
    const otherCases = store.and(gap, known);
    const findings: Finding[] = [];
    const origin = subjectsOrigin(node);
    const name = nameRule(policy, node.rule);
    if (otherCases !== NONE) {
        const asked = store.and(askedCases(walk, place), known);
        const region = tellAnswer(study, node, otherCases, asked) ?? tellCases(study, node, otherCases, asked);
        const where = region === 'always' ? '' : ` where ${region}`;
        findings.push(
            finding('no-decision', origin, `${name} has no answer${where}, so such a case has no outcome.`, {
                witness: witnessOf(study, { place, cases: otherCases }, conditionsOfSubjects(node)),
            }),
        );
    }
    if (unknownCases !== NONE) {
        const subjects = node.subjects.filter((subject) => !store.isSubset(unknownCases, subjectKnown(study, subject)));
        const unknown = listed(
            subjects.map((subject) => `‘${subject.text}’`),
            'or',
        );
        findings.push(
            finding(
                'unknown-not-handled',
                origin,
                `${name} does not say what happens where ${unknown} is unknown, so such a case has no outcome.`,
                { witness: witnessOf(study, { place, cases: unknownCases }, conditionsOfSubjects(node)) },
            ),
        );
    }
    return findings;
}

function conditionsOfSubjects(node: FlowNode): readonly Condition[] {
    return node.subjects.flatMap(({ value }) => (value.kind === 'condition' ? [value.condition] : []));
}

/** The cases that leave by an exit past the last rule. */
function endOf(study: Study, place: Place, exit: Exit, index: number): readonly Finding[] {
    const { policy, walk } = study;
    const cases = walk.leaving[place]?.[index] ?? NONE;
    if (exit.kind === 'gap' || exit.target.kind !== 'end' || cases === NONE) return [];
    const node = policy.flow[place] as FlowNode;
    const name = nameRule(policy, node.rule);
    const witness = witnessOf(study, { place, cases });
    if (exit.kind === 'skip') {
        const { guard } = node.guards[exit.guard] as FlowNode['guards'][number];
        const message = `${name} is passed over where ‘${guard.text}’ is not yes, and no rule is left to give an outcome.`;
        return [finding('no-decision', guard.origin, message, { witness })];
    }
    const answer = node.answers[exit.answer] as FlowNode['answers'][number];
    const [where, origin] =
        answer.form === 'implied'
            ? ['does not apply', answer.labelOrigin]
            : [`is answered ‘${answer.label}’`, answer.origin];
    const message = `Where ${name} ${where} no rule is left to give an outcome.`;
    return [finding('no-decision', origin, message, { witness })];
}

/** `‘paid and not late’ is no`: cases of a condition of several parts that are all it is no, or yes, for. */
function tellAnswer({ reader, space }: Study, node: FlowNode, cases: Diagram, asked: Diagram): string | undefined {
    const [subject, ...others] = node.subjects;
    if (subject?.value.kind !== 'condition' || others.length > 0) return undefined;
    const { condition } = subject.value;
    if (partsOf(condition).length < 2) return undefined;
    const { yes, no } = reader.truthOf(condition);
    if (space.store.and(asked, no) === cases) return `‘${subject.text}’ is no`;
    return space.store.and(asked, yes) === cases ? `‘${subject.text}’ is yes` : undefined;
}

/** Cases of a question in the words of its own facts, given that they come to it. */
export function tellCases(study: Study, node: FlowNode, cases: Diagram, care: Diagram): string {
    const facts = variablesOfFacts(study.machine, node.facts);
    const told = projected(study, cases, facts);
    const cared = projected(study, care, facts);
    return tellRegion(study.policy, study.space, coverCases(study.space, told, cared === NONE ? ALL : cared));
}

/** The subjects of a question, from the first to the last. */
export function subjectsOrigin(node: FlowNode): Origin {
    const [first, last] = [node.subjects[0]?.origin, node.subjects.at(-1)?.origin];
    if (!first || !last) return node.origin;
    return { uri: first.uri, range: { start: first.range.start, end: last.range.end } };
}
