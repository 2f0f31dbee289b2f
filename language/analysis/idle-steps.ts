// Rules and steps that could go: if every case that is put their question went on to the next one, each would still get
// the same outcome for the same reason. Where a duty looks at how a rule was answered, its question matters.

import { eachPart } from '../model/condition-parts.js';
import type { Finding } from '../model/finding.js';
import type { FlowNode, Policy } from '../model/policy.js';
import { type Diagram, NONE } from './diagram.js';
import type { Place } from './machine.js';
import { createRecall, type Memory, type Question } from './memory.js';
import type { Goal, PairStart } from './product.js';
import { notDecidedWhether } from './redundancy.js';
import { endTogether } from './same-end.js';
import { finding, type Study, startingCases } from './study.js';
import { traceBack } from './trail.js';
import { walkFlow } from './walk.js';
import { headOf, nameRule } from './words.js';
import { belongsTo, endApart, type WouldBe, wouldBeOf } from './would-be.js';

export function* findRedundantSteps(study: Study, memory: Memory): Generator<Finding> {
    const { policy, machine } = study;
    const goals = wouldBeOf(machine);
    const { verdict, signatureOf } = createRecall(study, goals, memory);
    const watched = watchedRules(policy);
    const undecided: FlowNode[] = [];
    for (const [place, node] of policy.flow.entries()) {
        if (node.kind === 'review' || watched.some((rule) => belongsTo(node.rule, rule))) continue;
        const pairs = pairsOf(study, place, goals);
        if (pairs.length === 0) continue;
        const isIdle = verdict(questionAt(pairs, place, signatureOf), (touched) => {
            return endTogether(study, goals, pairs, touched);
        });
        if (isIdle === undefined) undecided.push(node);
        if (!isIdle) continue;
        const { origin } = node;
        const name = nameRule(policy, node.rule);
        const message = `${name} changes no outcome: if every case went on from it to the next question, each would end the same way.`;
        yield finding('step-redundant', headOf(policy, node.rule)?.nameOrigin ?? origin, message);
    }
    if (undecided.length === 0) return;
    const names = undecided.map(({ rule }) => `‘${rule}’`);
    yield notDecidedWhether(study, 'could go', names, undecided[0]?.origin);
}

function questionAt(pairs: readonly PairStart[], place: Place, signatureOf: (diagram: Diagram) => number): Question {
    const tell = (goal: Goal) => (goal.kind === 'node' ? goal.node - place : goal.name);
    const given = pairs.flatMap(({ left, right, cases }) => [tell(left), tell(right), signatureOf(cases)]);
    return { name: `question ${given.join()}`, given, first: place };
}

/** Where the cases of each answer go, beside the next question; none if that is seen to end apart at once. */
function pairsOf(study: Study, place: Place, goals: WouldBe): readonly PairStart[] {
    const { policy, machine, space, walk } = study;
    const next = policy.flow.findIndex((node, index) => index > place && node.kind !== 'review');
    const right: Goal = next < 0 ? { kind: 'end', name: 'none' } : { kind: 'node', node: next };
    const guards = policy.flow[place]?.guards.length ?? 0;
    const pairs = (leaving: readonly Diagram[]) =>
        leaving.flatMap((cases, exit): readonly PairStart[] => {
            const left = goals[place]?.[exit];
            return exit < guards || cases === NONE || !left ? [] : [{ left, right, cases }];
        });
    const near = pairs(walk.leaving[place] ?? []);
    // Where no answer leads on to the next question, what that asks about has been forgotten here.
    const keep = machine.live[next];
    if (!keep || keep.every((is, variable) => is === 0 || machine.live[place]?.[variable] === 1)) return near;
    const isApart = near.some(({ left, cases }) => {
        const cells = traceBack(walk, place, cases, space.nominal, space.cost);
        const touched = new Uint8Array(machine.nodes.length);
        return endApart(machine, goals, { goal: left, cells }, { goal: right, cells }, () => true, touched);
    });
    if (isApart) return [];
    const { leaving } = walkFlow(machine, { from: startingCases(space), keep });
    return pairs(leaving[place] ?? []);
}

/** The rules of which some duty asks anything. */
function watchedRules(policy: Policy): readonly string[] {
    const parts = policy.duties.flatMap((duty) => (duty.when ? [...eachPart(duty.when)] : []));
    return parts.flatMap((part) => ('rule' in part ? [part.rule] : []));
}
