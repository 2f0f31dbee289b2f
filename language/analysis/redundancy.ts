// Answers that could go: without the answer every case gets the same outcome for the same reason. The flow is walked
// beside itself, with the answer and without.

import { eachPart } from '../model/condition-parts.js';
import type { Finding } from '../model/finding.js';
import type { Answer, FlowNode, Policy } from '../model/policy.js';
import { type Diagram, NONE } from './diagram.js';
import type { MachineNode, Place } from './machine.js';
import { createRecall, type Memory } from './memory.js';
import type { Goal, PairStart } from './product.js';
import { endTogether } from './same-end.js';
import { finding, type Study } from './study.js';
import { takenCases } from './walk.js';
import { listed, nameRule } from './words.js';
import { belongsTo, type WouldBe, wouldBeOf } from './would-be.js';

const MOST_NAMED = 5;

interface Candidate {
    readonly place: Place;
    readonly index: number;
    readonly answer: Answer;
    /** The cases that take it. */
    readonly cases: Diagram;
}

export function* findRedundantAnswers(study: Study, memory: Memory): Generator<Finding> {
    const goals = wouldBeOf(study.machine);
    const { verdict, signatureOf } = createRecall(study, goals, memory);
    const undecided: Candidate[] = [];
    for (const candidate of candidatesOf(study)) {
        const { place, index, answer, cases } = candidate;
        const rule = study.policy.flow[place]?.rule;
        const question = { name: `answer ${index} of ${rule}`, given: [signatureOf(cases)], first: place };
        const isRedundant = verdict(question, (touched) => proved(study, goals, candidate, touched));
        if (isRedundant === undefined) undecided.push(candidate);
        if (!isRedundant) continue;
        const message = `Without ${nameOf(study, candidate)} every case would get the same outcome for the same reason.`;
        yield finding('answer-redundant', answer.labelOrigin, message);
    }
    if (undecided.length === 0) return;
    const names = undecided.map((each) => nameOf(study, each));
    yield notDecidedWhether(study, 'could go', names, undecided[0]?.answer.labelOrigin);
}

/** Says what a check could not prove, by name: about everything else it has said all there is. */
export function notDecidedWhether(
    { policy }: Study,
    what: string,
    names: readonly string[],
    origin = policy.origin,
): Finding {
    const more = names.length - MOST_NAMED;
    const named = listed(more > 0 ? [...names.slice(0, MOST_NAMED), `${more} more`] : names, 'and');
    const message = `This policy is too entangled to prove whether ${named} ${what}.`;
    return finding('not-decided', origin, message, { severity: 'information' });
}

function nameOf({ policy }: Study, { place, answer }: Candidate): string {
    return `‘${answer.label}’ of ${nameRule(policy, policy.flow[place]?.rule as string)}`;
}

// ---- which answers to ask about

function candidatesOf({ policy, walk }: Study): readonly Candidate[] {
    const counted = countedRules(policy);
    return policy.flow.flatMap((node: FlowNode, place) => {
        if (node.kind === 'review' || counted.some((rule) => belongsTo(node.rule, rule))) return [];
        return node.answers.flatMap((answer, index): Candidate[] => {
            const cases = answer.form === 'implied' ? NONE : takenCases(walk, place, index);
            return cases === NONE ? [] : [{ place, index, answer, cases }];
        });
    });
}

/** The rules of which some duty asks how they were answered: their answers matter, whatever the outcome. */
function countedRules(policy: Policy): readonly string[] {
    const parts = policy.duties.flatMap((duty) => (duty.when ? [...eachPart(duty.when)] : []));
    return parts.flatMap((part) => (part.kind === 'answered' ? [part.rule] : []));
}

// ---- proving

/** Whether the answer could go; undefined if that takes too much. */
function proved(study: Study, goals: WouldBe, candidate: Candidate, touched: Uint8Array): boolean | undefined {
    const { store } = study.space;
    touched[candidate.place] = 1;
    const mark = store.mark();
    try {
        return endTogether(study, goals, pairsOf(study, goals, candidate), touched);
    } finally {
        store.release(mark);
    }
}

/** Where the cases of the answer go with it, beside where they go without it. */
function pairsOf({ machine, space }: Study, goals: WouldBe, { place, index, cases }: Candidate): readonly PairStart[] {
    const { store } = space;
    const { guards, answers } = machine.nodes[place] as MachineNode;
    const to = goals[place] as readonly Goal[];
    const own = to[guards.length + index] as Goal;
    const pairs: PairStart[] = [];
    let left = cases;
    for (let later = index + 1; later <= answers.length && left !== NONE; later++) {
        const matching = answers[later];
        const taking = matching === undefined ? left : store.and(matching, left);
        if (matching !== undefined) left = store.minus(left, matching);
        if (taking !== NONE) pairs.push({ left: own, right: to[guards.length + later] as Goal, cases: taking });
    }
    return pairs;
}
