// Guarantees: proved for every case that they speak of, or broken by a smallest case.

import type { Finding } from '../model/finding.js';
import type { Guarantee } from '../model/policy.js';
import { NONE } from './diagram.js';
import { type Exit, type Machine, type MachineNode, outcomeAt, type Place, run, type Step } from './machine.js';
import { relatedStep } from './reachability.js';
import { finding, type Study, startingCases } from './study.js';
import { walkFlow } from './walk.js';
import { type CaseCells, costOf, createWitnessFinder, fewFacts } from './witness.js';
import { listed, nameRule, tellFacts } from './words.js';

export function findBrokenGuarantees(study: Study): readonly Finding[] {
    return study.policy.guarantees.flatMap((guarantee) => checkGuarantee(study, guarantee));
}

/** The places in which no case of the guarantee may end. */
export function forbiddenEnds(
    { machine, policy }: Pick<Study, 'machine' | 'policy'>,
    guarantee: Guarantee,
): readonly Place[] {
    const named = guarantee.outcomes.map((name) => machine.outcomes.get(name) as Place);
    if (guarantee.quantifier === 'never') return named;
    const ends = policy.outcomes.map(({ name }) => machine.outcomes.get(name) as Place);
    return [...ends.filter((place) => !named.includes(place)), machine.noOutcome];
}

function checkGuarantee(study: Study, guarantee: Guarantee): readonly Finding[] {
    const { machine, policy, reader, space } = study;
    const applies = guarantee.when ? reader.truthOf(guarantee.when).yes : space.possible;
    const from = space.store.and(applies, startingCases(space));
    if (from === NONE) {
        const message = `The guarantee ‘${guarantee.title}’ speaks of no case: nothing can satisfy its condition.`;
        return [finding('guarantee-vacuous', guarantee.origin, message)];
    }
    const walk = walkFlow(machine, { from });
    const finder = createWitnessFinder(walk, from);
    let worst: { cells: CaseCells; smallest: boolean } | undefined;
    for (const place of forbiddenEnds(study, guarantee)) {
        const cases = walk.reach[place] ?? NONE;
        if (cases === NONE) continue;
        const found = finder.cellsFor({ place, cases });
        if (!worst || costOf(space, found.cells) < costOf(space, worst.cells)) worst = found;
    }
    if (!worst) return [];
    const facts = fewFacts(machine, worst.cells, guarantee.when ? [guarantee.when] : []);
    const { steps, end } = run(machine, worst.cells);
    const answered = steps.filter((step) => isAnswer(machine, step));
    const last = decidingStep(machine, steps);
    const outcome = outcomeAt(machine, end);
    const ending = outcome === undefined ? 'has no outcome' : `ends in ‘${outcome}’`;
    const at = last ? ` at ${nameRule(policy, policy.flow[last.place]?.rule as string)}` : '';
    const allowed = listed(
        guarantee.outcomesWritten.map((name) => `‘${name}’`),
        'or',
    );
    const message = `The guarantee ‘${guarantee.title}’ (${guarantee.quantifier} ${allowed}) is broken: the case ${tellFacts(policy, facts)} ${ending}${at}.`;
    return [
        finding('guarantee-broken', guarantee.origin, message, {
            related: answered.map((step) => relatedStep(study, step)),
            witness: { facts, smallest: worst.smallest },
        }),
    ];
}

/** Where the case was decided as it stands, or where it was left without an outcome. */
function decidingStep(machine: Machine, steps: readonly Step[]): Step | undefined {
    const exitOf = ({ place, exit }: Step) => (machine.nodes[place] as MachineNode).exits[exit] as Exit;
    const deciding = [...steps].reverse().find((step) => {
        const exit = exitOf(step);
        return exit.kind === 'gap' || exit.target.kind === 'decide' || exit.target.kind === 'end';
    });
    return deciding ?? steps.at(-1);
}

/** What a person answered; rules passed over and exemptions that do not apply say little. */
function isAnswer(machine: Machine, { place, exit }: Step): boolean {
    const { node, exits } = machine.nodes[place] as MachineNode;
    const way = exits[exit] as Exit;
    return way.kind === 'gap' || (way.kind === 'answer' && node.answers[way.answer]?.form !== 'implied');
}
