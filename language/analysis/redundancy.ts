// Answers that could go: without the answer every case gets the same outcome for the same reason. Random cases refute
// most candidates; for each of the others the flow is walked beside itself, with the answer and without.

import type { Finding } from '../model/finding.js';
import type { Answer, FlowNode, Policy } from '../model/policy.js';
import { eachPart } from './conditions.js';
import { BudgetExceeded, type Diagram, NONE } from './diagram.js';
import { type MachineNode, type Place, run } from './machine.js';
import { type Goal, type PairStart, walkProduct } from './product.js';
import { createDraw, drawAmong, drawCase } from './simulate.js';
import { finding, type Study } from './study.js';
import { takenCases } from './walk.js';
import { listed, nameRule } from './words.js';
import { belongsTo, endApart, type WouldBe, wouldBeOf, wouldBeSide } from './would-be.js';

/** Pairs of places that one answer or fact may take; the measured ones stay far below. */
export const MOST_PAIRS_EACH = 4_000;

/** Cases that are tried for one answer before anything is proved. */
const MOST_GUESSES = 12;

/** Cases that are tried at each pair of places while something is proved. */
export const GUESSES_AT_PAIR = 3;

const MOST_NAMED = 5;

interface Candidate {
    readonly place: Place;
    readonly index: number;
    readonly answer: Answer;
    /** The cases that take it. */
    readonly cases: Diagram;
    guesses: number;
}

export function* findRedundantAnswers(study: Study): Generator<Finding> {
    const goals = wouldBeOf(study.machine);
    const undecided: Candidate[] = [];
    const candidates = candidatesOf(study).filter((each) => !endsElsewhere(study, goals, each));
    for (const candidate of unrefuted(study, goals, candidates)) {
        const isRedundant = proved(study, goals, candidate);
        if (isRedundant === undefined) undecided.push(candidate);
        if (!isRedundant) continue;
        const message = `Without ${nameOf(study, candidate)} every case would get the same outcome for the same reason.`;
        yield finding('answer-redundant', candidate.answer.labelOrigin, message);
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
            return cases === NONE ? [] : [{ place, index, answer, cases, guesses: 0 }];
        });
    });
}

/** The rules of which some duty asks how they were answered: their answers matter, whatever the outcome. */
function countedRules(policy: Policy): readonly string[] {
    const parts = policy.duties.flatMap((duty) => (duty.when ? [...eachPart(duty.when)] : []));
    return parts.flatMap((part) => (part.kind === 'answered' ? [part.rule] : []));
}

/** Whether some case would be decided otherwise by the very next answer that it fits. */
function endsElsewhere(study: Study, goals: WouldBe, candidate: Candidate): boolean {
    const { left: own } = pairsOf(study, goals, candidate)[0] ?? {};
    if (own?.kind !== 'end') return false;
    return pairsOf(study, goals, candidate).some(({ right }) => right.kind === 'end' && right.name !== own.name);
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

// ---- guessing

/**
 * Candidates that no case has refuted. Cases are drawn for the last places first: each passes many others on its way
 * and is tried for all of them.
 */
function unrefuted(study: Study, goals: WouldBe, candidates: readonly Candidate[]): readonly Candidate[] {
    const { walk, space } = study;
    const open = new Map(candidates.map((each) => [keyOf(each.place, each.index), each]));
    const draw = createDraw(candidates.length);
    for (const candidate of [...candidates].reverse()) {
        const key = keyOf(candidate.place, candidate.index);
        while (candidate.guesses < MOST_GUESSES && open.has(key)) {
            candidate.guesses++;
            const cells = drawCase(space, walk, candidate.place, candidate.cases, draw);
            refute(study, goals, open, cells);
        }
    }
    return [...open.values()];
}

/** Strikes out each answer on the way of the case without which the case would end elsewhere. */
function refute({ machine, space }: Study, goals: WouldBe, open: Map<number, Candidate>, cells: Int32Array): void {
    for (const { place, exit } of run(machine, cells).steps) {
        const { guards, answers } = machine.nodes[place] as MachineNode;
        const index = exit - guards.length;
        const candidate = open.get(keyOf(place, index));
        if (!candidate) continue;
        candidate.guesses++;
        let later = index + 1;
        while (later < answers.length && !space.store.contains(answers[later] as Diagram, cells)) later++;
        const [own, without] = [goals[place]?.[exit] as Goal, goals[place]?.[guards.length + later] as Goal];
        const isApart = endApart(machine, goals, { goal: own, cells }, { goal: without, cells }, () => true);
        if (isApart) open.delete(keyOf(place, index));
    }
}

function keyOf(place: Place, index: number): number {
    return place * 4_096 + index;
}

// ---- proving

/** Whether the answer could go; undefined if that takes too much. */
function proved(study: Study, goals: WouldBe, candidate: Candidate): boolean | undefined {
    const { machine, space } = study;
    const side = wouldBeSide(machine, goals);
    const draw = createDraw(candidate.place);
    const mark = space.store.mark();
    try {
        const { differs } = walkProduct(space.store, side, side, pairsOf(study, goals, candidate), {
            isSame: (a, b) => a === b,
            stopAtFirst: true,
            differs: (a, b, cases) => {
                for (let guess = 0; guess < GUESSES_AT_PAIR; guess++) {
                    const cells = drawAmong(space, cases, draw);
                    const [left, right] = [
                        { goal: a, cells },
                        { goal: b, cells },
                    ];
                    if (endApart(machine, goals, left, right, () => true)) return true;
                }
                return false;
            },
            mostPairs: MOST_PAIRS_EACH,
        });
        return !differs;
    } catch (error) {
        if (!(error instanceof BudgetExceeded)) throw error;
        return undefined;
    } finally {
        space.store.release(mark);
    }
}
