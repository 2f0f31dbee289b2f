// Bands of a score that leave values out, or of which two could claim one value. They are judged over all cases, not
// over those of some rule: a score may be used anywhere.

import type { Finding } from '../model/finding.js';
import type { Score, ScorePart } from '../model/policy.js';
import { type Diagram, NONE } from './diagram.js';
import { coverCases, tellRegion } from './region.js';
import { finding, type Study } from './study.js';
import { factsFor } from './witness.js';
import { quoteTitled } from './words.js';

export function findBandFaults(study: Study): readonly Finding[] {
    return study.policy.scores.flatMap((score) =>
        score.parts.flatMap((part) => (part.kind === 'bands' ? faultsOf(study, score, part) : [])),
    );
}

function faultsOf(study: Study, score: Score, part: ScorePart): readonly Finding[] {
    const { reader, space } = study;
    const { store } = space;
    const guard = part.guard ? reader.truthOf(part.guard).yes : space.possible;
    const known = part.known ? reader.truthOf(part.known).yes : space.possible;
    const cases = store.allOf([space.possible, guard, known]);
    const bands = part.branches.map((branch) => reader.truthOf(branch.when).yes);
    const gap = store.minus(cases, store.anyOf(bands));
    const name = `the score ${quoteTitled(score.name, score.title)}`;
    const about = part.text === undefined ? 'this' : `‘${part.text}’`;
    const findings: Finding[] = [];
    if (gap !== NONE) {
        const where = tellRegion(study.policy, space, coverCases(space, gap, cases));
        const message = `No band of ${about} in ${name} takes ${where}, which then gives no points.`;
        findings.push(finding('band-gap', part.origin, message, { witness: caseOf(study, part, gap) }));
    }
    part.branches.forEach((later, second) => {
        part.branches.slice(0, second).forEach((earlier, first) => {
            const [a, b] = [store.and(cases, bands[first] as Diagram), store.and(cases, bands[second] as Diagram)];
            const both = store.and(a, b);
            // A band before a wider one is its special case, as it should be.
            if (both === NONE || earlier.points === later.points || both === a || both === b) return;
            const where = tellRegion(study.policy, space, coverCases(space, both, cases));
            const message = `The bands ‘${earlier.label}’ and ‘${later.label}’ of ${name} both take ${where}; the first one counts.`;
            const related = [{ message: `‘${earlier.label}’ comes first`, origin: earlier.origin }];
            findings.push(
                finding('band-overlap', later.origin, message, { related, witness: caseOf(study, part, both) }),
            );
        });
    });
    return findings;
}

/** A cheapest case of a set, with the facts that the part needs: no way through the flow is looked at. */
function caseOf({ space, machine }: Study, part: ScorePart, cases: Diagram): NonNullable<Finding['witness']> {
    const cheapest = space.store.cheapest(cases, space.cost) as { cells: Int32Array };
    const cells = cheapest.cells.map((cell, variable) => (cell < 0 ? (space.nominal[variable] as number) : cell));
    const conditions = [part.guard, part.known, ...part.branches.map((branch) => branch.when)].filter(
        (condition) => condition !== undefined,
    );
    return { facts: factsFor(machine, cells, conditions), smallest: true };
}
