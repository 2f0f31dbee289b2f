// Answers that more than one case could claim: rows of a unique table that overlap, and answers of which neither is the
// special case of the other and that lead apart, so that their order decides.

import type { Finding } from '../model/finding.js';
import type { Answer, FlowNode } from '../model/policy.js';
import { type Diagram, NONE } from './diagram.js';
import { tellCases } from './gaps.js';
import type { MachineNode, Place } from './machine.js';
import { finding, type Study, witnessOf } from './study.js';
import { askedCases } from './walk.js';
import { nameRule } from './words.js';

export function findOverlaps(study: Study): readonly Finding[] {
    return study.policy.flow.flatMap((node, place) => {
        const asked = askedCases(study.walk, place);
        if (asked === NONE) return [];
        return pairs(node.answers).flatMap(([first, second]) => overlapOf(study, node, place, asked, first, second));
    });
}

function overlapOf(
    study: Study,
    node: FlowNode,
    place: Place,
    asked: Diagram,
    first: number,
    second: number,
): readonly Finding[] {
    const { machine, policy, space } = study;
    const { store } = space;
    const { answers, exits, guards } = machine.nodes[place] as MachineNode;
    const [a, b] = [answers[first] as Diagram, answers[second] as Diagram];
    const both = store.and(asked, store.and(a, b));
    if (both === NONE) return [];
    const [earlier, later] = [node.answers[first] as Answer, node.answers[second] as Answer];
    const leadApart =
        exits[guards.length + first]?.to !== exits[guards.length + second]?.to ||
        decisionOf(earlier) !== decisionOf(later);
    const names = `‘${earlier.label}’ and ‘${later.label}’ of ${nameRule(policy, node.rule)}`;
    const region = () => {
        const text = tellCases(study, node, both, asked);
        return text === 'always' ? 'every case' : `cases where ${text}`;
    };
    const details = () => ({
        related: [{ message: `‘${earlier.label}’ fits them too`, origin: earlier.labelOrigin }],
        witness: witnessOf(study, { place, cases: both }, [earlier.when, later.when]),
    });
    if (node.unique) {
        return leadApart
            ? [
                  finding(
                      'answers-conflict',
                      later.labelOrigin,
                      `${names} both fit ${region()}, and lead apart.`,
                      details(),
                  ),
              ]
            : [finding('answers-overlap-same', later.labelOrigin, `${names} both fit ${region()}.`, details())];
    }
    if (!leadApart || earlier.form !== 'patterns' || later.form !== 'patterns') {
        return leadApart && touch(study, earlier, later)
            ? [finding('order-matters', later.labelOrigin, boundary(names, region()), details())]
            : [];
    }
    // An answer before a wider one is its special case, as it should be.
    const isSpecial = store.isSubset(store.and(asked, a), b) || store.isSubset(store.and(asked, b), a);
    if (isSpecial) return [];
    return [finding('order-matters', later.labelOrigin, boundary(names, region()), details())];
}

function boundary(names: string, region: string): string {
    return `${names} both fit ${region}, so it is their order that decides; let only one of them fit.`;
}

/** Whether two rows, alike but for one column, meet there in a single number: a bound that was written twice. */
function touch({ reader, space }: Study, earlier: Answer, later: Answer): boolean {
    const { store, dimensions } = space;
    return (earlier.cells ?? []).some((cell, column) => {
        const other = later.cells?.[column];
        if (!other || cell.kind === 'constant' || other.kind === 'constant') return false;
        const [a, b] = [reader.truthOf(cell).yes, reader.truthOf(other).yes];
        const both = store.and(a, b);
        if (both === NONE || both === a || both === b) return false;
        const variables = store.support(both);
        const [only, ...more] = dimensions.filter((_, variable) => variables[variable] === 1);
        if (only?.kind !== 'quantity' || more.length > 0) return false;
        const variable = dimensions.indexOf(only);
        const cells = only.cells.filter((_, i) => store.child(both, i) !== NONE && store.top(both) === variable);
        return cells.length === 1 && cells[0]?.low === cells[0]?.high;
    });
}

/** What tells the ends of two answers apart beside where they lead. */
function decisionOf({ target }: Answer): string {
    return target.kind === 'decide' ? JSON.stringify([target.outcome, target.reason ?? '']) : target.kind;
}

function pairs(answers: readonly Answer[]): readonly (readonly [number, number])[] {
    return answers.flatMap((_, second) => answers.slice(0, second).map((_, first) => [first, second] as const));
}
