// What the coverage of conditions and mutation have to say, in lines and as JSON (docs/json/instruments.schema.json).

import {
    changeText,
    endText,
    factsJson,
    type MissedMutant,
    type MutationReport,
    OBLIGATION_KINDS,
    type Obligation,
    type Policy,
    placeOf,
    printFacts,
} from '../../language/index.js';
import { nameOfFile } from './files.js';
import { placeText } from './finding-text.js';
import type { Subject } from './instruments.js';
import { counted, plain, type Terminal } from './terminal.js';

export function conditionLines(
    { policy, coverage, drafts, atLeast }: Subject,
    { colours }: Terminal,
): readonly string[] {
    const name = colours.bold(plain(policy.title ?? policy.name));
    if (!coverage) return [`${name}: not measured`];
    const { figures, met, obligations } = coverage;
    const open = met.filter(({ by }) => by.length === 0).map(({ obligation }) => obligation);
    const { all } = figures;
    return [
        `${name}: ${all.met} of ${all.of} reached${all.infeasible > 0 ? `; ${all.infeasible} more that no case can reach, with proof` : ''}`,
        ...OBLIGATION_KINDS.flatMap(([kind, label]) => {
            const { met: reached, of, infeasible } = figures[kind];
            const beyond = infeasible > 0 ? colours.dim(` (${infeasible} out of reach)`) : '';
            return of + infeasible > 0 ? [`  ${label}: ${reached} of ${of}${beyond}`] : [];
        }),
        ...(open.length > 0 ? ['  No scenario reaches:', ...open.map(obligationLine)] : []),
        ...(obligations.infeasible.length > 0 ? [colours.dim('  No case at all reaches:')] : []),
        ...obligations.infeasible.map((each) => colours.dim(obligationLine(each))),
        ...(drafts ? [suiteLine(drafts.length, atLeast ?? 0)] : []),
    ];
}

function obligationLine({ text, origin }: Obligation): string {
    return `    ${plain(text)}  ${placeText(origin)}`;
}

function suiteLine(count: number, atLeast: number): string {
    if (count === 0) return '  Nothing is left to reach.';
    const bound = count === atLeast ? 'no fewer would do' : `no fewer than ${atLeast} would do`;
    return `  ${counted(count, 'scenario')} would reach the rest; ${bound}.`;
}

export function mutationLines({ policy, mutation, drafts }: Subject, { colours }: Terminal): readonly string[] {
    if (!mutation) return [];
    const { score, noticed, missed, equivalent, undecided } = mutation;
    const guarantees = noticed.filter(({ by }) => by.kind === 'guarantee').length;
    return [
        `${colours.bold(plain(policy.title ?? policy.name))}: ${noticed.length} of ${noticed.length + missed.length} changes noticed (${score.toFixed(1)} %)`,
        `  ${noticed.length - guarantees} by scenarios, ${guarantees} by guarantees alone; ${equivalent.length} more make no difference to any case, with proof${undecided.length > 0 ? `; ${undecided.length} not decided` : ''}`,
        ...(missed.length > 0 ? ['  Nothing notices:'] : []),
        ...missed.flatMap((each) => missedLines(policy, each)),
        ...(drafts && drafts.length > 0 ? [`  ${counted(drafts.length, 'scenario')} would notice them.`] : []),
    ];
}

function missedLines(policy: Policy, { mutant, facts, verdict, changed }: MissedMutant): readonly string[] {
    const given = printFacts(policy, facts).map(plain).join(', ') || 'any case';
    return [
        `    ${plain(mutant.text)}  ${placeText(mutant.origin)}`,
        `      ${given}: ${plain(changeText(verdict, changed))}`,
    ];
}

export function mutationJson(
    policy: Policy,
    { score, noticed, missed, equivalent, undecided }: MutationReport,
): object {
    type Told = MissedMutant['mutant'];
    const told = ({ kind, text, origin }: Told) => ({ kind, text, place: placeOf(origin, nameOfFile) });
    return {
        score: Math.round(score * 10) / 10,
        noticed: noticed.map(({ mutant, by }) => ({ ...told(mutant), by })),
        missed: missed.map(({ mutant, facts, verdict, changed }) => {
            return {
                ...told(mutant),
                facts: factsJson(policy, facts),
                verdict: endText(verdict, changed),
                changed: endText(changed, verdict),
            };
        }),
        equivalent: equivalent.map(told),
        undecided: undecided.map(told),
    };
}
