// Mandatory categories: every case of a member must be decided by an exemption that covers it, or be lifted out by one
// of its exceptions. Reviews may look at what an exemption decided, as at anything else.

import type { Condition } from '../model/condition.js';
import { eachPart } from '../model/condition-parts.js';
import type { Finding } from '../model/finding.js';
import type { Category, Policy } from '../model/policy.js';
import { conditionsOf } from './conditions.js';
import { type Diagram, NONE } from './diagram.js';
import { type Exit, type MachineNode, type Place, run } from './machine.js';
import { relatedStep } from './reachability.js';
import { finding, type Study, startingCases } from './study.js';
import { type Walk, walkFlow } from './walk.js';
import { type CaseCells, costOf, createWitnessFinder, fewFacts } from './witness.js';
import { listed, nameRule, quoteTitled, tellFacts } from './words.js';

export function findUnexempted(study: Study): readonly Finding[] {
    return study.policy.categories
        .filter((category) => category.mandatory)
        .flatMap((category) =>
            factsOfCategory(study.policy, category).flatMap((fact) => checkCategory(study, category, fact)),
        );
}

/** The facts that some condition looks up in the category; else all facts of its choice that the flow reads. */
function factsOfCategory(policy: Policy, category: Category): readonly string[] {
    const asked = new Set<string>();
    for (const condition of conditionsOf(policy)) {
        for (const part of eachPart(condition)) {
            if (part.kind === 'member' && part.category === category.name) asked.add(part.fact);
        }
    }
    if (asked.size > 0) return [...asked];
    return policy.facts
        .filter(({ type }) => type.kind === 'choice' && type.choice === category.choice)
        .map((fact) => fact.name);
}

function checkCategory(study: Study, category: Category, fact: string): readonly Finding[] {
    const { machine, reader, space } = study;
    const { store } = space;
    const members = reader.truthOf({ kind: 'member', fact, values: category.members }).yes;
    const from = store.and(members, startingCases(space));
    if (from === NONE) return [];
    const covered = store.anyOf(machine.nodes.flatMap(coverOf));
    const label = quoteTitled(category.name, category.title);
    return [
        ...uncovered(study, category, store.minus(from, covered), fact, label),
        ...decidedEarly(study, category, store.and(from, covered), label, {
            kind: 'member',
            fact,
            values: category.members,
        }),
    ];
}

/** The cases that an exemption is about: its own condition holds. */
function coverOf({ node, answers }: MachineNode): readonly Diagram[] {
    if (node.kind !== 'exemption') return [];
    return answers.filter((_, i) => node.answers[i]?.form !== 'implied');
}

function uncovered(study: Study, category: Category, cases: Diagram, fact: string, label: string): readonly Finding[] {
    if (cases === NONE) return [];
    const { machine, policy } = study;
    const ends = [...machine.outcomes.values(), machine.noOutcome];
    const worst = worstCase(study, walkFlow(machine, { from: cases }), cases, ends);
    if (!worst) return [];
    const facts = fewFacts(machine, worst.cells, [{ kind: 'member', fact, values: category.members }]);
    const values = new Set(valuesIn(study, cases, fact));
    const members = category.members.flatMap((version) => version.value);
    const hit = [...new Set(members)].filter((value) => values.has(value));
    const all = hit.length === new Set(members).size;
    const which = all
        ? label
        : `${listed(
              hit.map((each) => `‘${each}’`),
              'and',
          )} of ${label}`;
    const message = `No exemption decides ${which}, though the category is mandatory: for example ${tellFacts(policy, facts)}.`;
    const { steps } = run(machine, worst.cells);
    return [
        finding('mandatory-not-exempted', category.origin, message, {
            related: steps.slice(-1).map((step) => relatedStep(study, step)),
            witness: { facts, smallest: worst.smallest },
        }),
    ];
}

/** The values of the fact that some of the cases have. */
function valuesIn({ space }: Study, cases: Diagram, fact: string): readonly string[] {
    const [variable] = space.ofFact.get(fact) as [number];
    const dimension = space.dimensions[variable];
    if (dimension?.kind !== 'choice') return [];
    return dimension.cells.filter((_, i) => space.store.and(cases, space.store.literal(variable, [i])) !== NONE).flat();
}

/** Covered cases that end somewhere before they come to the exemption that covers them. */
function decidedEarly(
    study: Study,
    category: Category,
    from: Diagram,
    label: string,
    isMember: Condition,
): readonly Finding[] {
    if (from === NONE) return [];
    const { machine, policy } = study;
    const walk = walkUntilExempted(study, from);
    const findings: Finding[] = [];
    for (const [place, node] of machine.nodes.entries()) {
        if (node.node.kind === 'exemption' || node.node.kind === 'review') continue;
        for (const [index, answer] of node.node.answers.entries()) {
            const exit = node.guards.length + index;
            const cases = walk.leaving[place]?.[exit] ?? NONE;
            const isEnd = (node.exits[exit] as Exit).to > place && answer.target.kind === 'decide';
            if (!isEnd || cases === NONE) continue;
            const { cells, smallest } = createWitnessFinder(walk, from).cellsFor({ place, cases });
            const facts = fewFacts(machine, cells, [isMember]);
            const message = `‘${answer.label}’ of ${nameRule(policy, node.node.rule)} decides a case of the mandatory category ${label} before its exemption: for example ${tellFacts(policy, facts)}.`;
            findings.push(
                finding('mandatory-decided-early', answer.origin, message, {
                    related: [{ message: `${label} is declared mandatory`, origin: category.origin }],
                    witness: { facts, smallest },
                }),
            );
        }
    }
    return findings;
}

/** The walk of the cases, each only until an exemption that covers it takes it up. */
function walkUntilExempted({ machine }: Study, from: Diagram): Walk {
    const nodes = machine.nodes.map((node): MachineNode => {
        if (node.node.kind !== 'exemption') return node;
        // Whatever is taken up leaves to nowhere: an exit past the end.
        const exits = node.exits.map((exit, i): Exit => {
            const answer = node.node.answers[i - node.guards.length];
            return answer && answer.form !== 'implied' ? { ...exit, to: machine.placeCount } : exit;
        });
        return { ...node, exits };
    });
    const nothing = new Uint8Array(machine.space.dimensions.length);
    return walkFlow(
        { ...machine, nodes, placeCount: machine.placeCount + 1, live: [...machine.live, nothing] },
        { from },
    );
}

function worstCase(
    study: Study,
    walk: Walk,
    from: Diagram,
    ends: readonly Place[],
): { readonly cells: CaseCells; readonly smallest: boolean } | undefined {
    const finder = createWitnessFinder(walk, from);
    let best: { readonly cells: CaseCells; readonly smallest: boolean } | undefined;
    for (const place of ends) {
        const cases = walk.reach[place] ?? NONE;
        if (cases === NONE) continue;
        const found = finder.cellsFor({ place, cases });
        if (!best || costOf(study.space, found.cells) < costOf(study.space, best.cells)) best = found;
    }
    return best;
}
