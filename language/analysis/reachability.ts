// What no case ever comes to: rules, steps, answers, exceptions, reviews, outcomes; each with what keeps the cases away.

import type { Finding } from '../model/finding.js';
import type { Answer, FlowNode } from '../model/policy.js';
import { findBlockers, type Goal } from './blockers.js';
import { ALL, type Diagram, NONE } from './diagram.js';
import type { MachineNode, Place, Step } from './machine.js';
import { finding, type Related, type Study, startingCases } from './study.js';
import { askedCases, casesAt, takenCases } from './walk.js';
import { headOf, listed, nameOutcome, nameRule, tellTarget } from './words.js';

export function findUnreachable(study: Study): readonly Finding[] {
    return [...unreachableRules(study), ...unreachableAnswers(study), ...unreachableOutcomes(study)];
}

/** Whether some case is put the question of the node. */
export function isAsked({ walk }: Study, place: Place): boolean {
    return askedCases(walk, place) !== NONE;
}

// ---- rules and steps

function unreachableRules(study: Study): readonly Finding[] {
    const { policy } = study;
    const findings: Finding[] = [];
    for (const rule of policy.rules) {
        switch (rule.kind) {
            case 'exemption':
                if (!isAsked(study, rule.node)) findings.push(unreachableStep(study, rule.name, rule.node));
                break;
            case 'principle': {
                const places = rule.steps.map((step) => step.node);
                if (rule.node !== undefined) places.push(rule.node);
                const dead = places.filter((place) => !isAsked(study, place));
                if (dead.length === places.length) {
                    findings.push(unreachableStep(study, rule.name, places[0] as Place));
                } else {
                    for (const step of rule.steps) {
                        if (dead.includes(step.node)) findings.push(unreachableStep(study, step.name, step.node));
                    }
                }
                break;
            }
            case 'review':
                if (!rule.nodes.some((place) => isAsked(study, place))) {
                    findings.push(neverReviewed(study, rule.name, rule.nodes));
                }
                break;
        }
    }
    return findings;
}

function unreachableStep(study: Study, name: string, place: Place): Finding {
    const { policy } = study;
    const head = headOf(policy, name) ?? (policy.flow[place] as FlowNode);
    const { because, related } = whyNotAsked(study, place);
    const message = `No case comes to ${nameRule(policy, name)}${because}.`;
    return finding('step-unreachable', head.origin, message, { related, unnecessary: true });
}

function neverReviewed(study: Study, name: string, places: readonly Place[]): Finding {
    const { policy, walk } = study;
    const head = headOf(policy, name);
    const origin = (head ?? (policy.flow[places[0] as Place] as FlowNode)).origin;
    const arriving = places.find((place) => walk.reach[place] !== NONE);
    const { because, related } =
        arriving === undefined
            ? { because: ', since no case is about to get an outcome that it looks at', related: [] }
            : whyNotAsked(study, arriving);
    return finding('review-never', origin, `The review ${nameRule(policy, name)} never looks at a case${because}.`, {
        related,
        unnecessary: true,
    });
}

interface Reason {
    /** Starts with a comma, or is empty. */
    readonly because: string;
    readonly related: readonly Related[];
}

function whyNotAsked(study: Study, place: Place): Reason {
    const { policy, walk, machine, space } = study;
    const name = policy.flow[place]?.rule as string;
    const node = machine.nodes[place] as MachineNode;
    if (walk.reach[place] !== NONE) {
        const guards = node.guards.reduce((all, guard) => space.store.and(all, guard), ALL);
        const goal = { place, exit: node.guards.length, cases: guards };
        const blockers = findBlockers(machine, startingCases(space), { ...goal, exit: 0 });
        const texts = node.node.guards.map(({ guard }) => `‘${guard.text}’`);
        const because = `: ${listed(texts, 'and')} ${texts.length > 1 ? 'are never all' : 'is never'} yes here`;
        return withBlockers(study, because, blockers);
    }
    const sources = machine.nodes.flatMap((source, from) =>
        source.exits.some((exit) => exit.to === place) ? [from] : [],
    );
    if (sources.length === 0) return nothingLeadsThere(study, place);
    if (sources.every((source) => !isAsked(study, source) && walk.reach[source] === NONE)) {
        const names = [...new Set(sources.map((source) => `‘${policy.flow[source]?.rule}’`))];
        return {
            because: `, since only ${listed(names, 'and')} would lead to it and no case comes there`,
            related: [],
        };
    }
    const blockers = findBlockers(machine, startingCases(space), { place, exit: 0, cases: ALL });
    const because = `: every case is decided before ‘${name}’, or goes past it`;
    if (blockers && blockers.length > 0) return withBlockers(study, because, blockers);
    // Even alone the ways that would lead there take no case: they are all there is to show.
    const ways = sources.flatMap((source) =>
        (machine.nodes[source] as MachineNode).exits.flatMap((exit, index) =>
            exit.to === place ? [relatedStep(study, { place: source, exit: index })] : [],
        ),
    );
    const related = ways.map(({ message, origin }) => ({ message: `no case goes this way: ${message}`, origin }));
    return { because, related };
}

/** No answer leads to the place: the answers of what stands before it say where cases go instead. */
function nothingLeadsThere(study: Study, place: Place): Reason {
    const { policy } = study;
    let before = place - 1;
    while (before > 0 && !isAsked(study, before)) before--;
    const node = policy.flow[before];
    if (!node) return { because: ', since no answer leads to it', related: [] };
    return {
        because: `: no answer leads to it, since all answers of ${nameRule(policy, node.rule)} lead elsewhere`,
        related: node.answers
            .filter((answer) => answer.form !== 'implied')
            .map((answer) => ({
                message: `‘${answer.label}’ ${tellTarget(policy, answer.target)}`,
                origin: answer.labelOrigin,
            })),
    };
}

function withBlockers(study: Study, because: string, blockers: readonly Step[] | undefined): Reason {
    if (!blockers || blockers.length === 0) return { because, related: [] };
    return { because, related: blockers.map((step) => relatedStep(study, step)) };
}

/** Why no case of the goal comes: what keeps them away, else the only ways that lead there. */
export function whyNone(study: Study, goal: Goal): readonly Related[] {
    const blockers = findBlockers(study.machine, startingCases(study.space), goal);
    if (!blockers || blockers.length > 0) return (blockers ?? []).map((step) => relatedStep(study, step));
    const arrivals = study.walk.arrivals(goal.place).filter(({ from }) => from >= 0);
    if (arrivals.length > MOST_WAYS_TOLD) return [];
    return arrivals.map(({ from, exit }) => relatedStep(study, { place: from, exit }));
}

const MOST_WAYS_TOLD = 3;

/** What a guard or answer does to cases, at the place where it is written. */
export function relatedStep({ policy, machine }: Study, { place, exit }: Step): Related {
    const { node, exits } = machine.nodes[place] as MachineNode;
    const way = exits[exit];
    if (way?.kind === 'skip') {
        const { guard } = node.guards[way.guard] as FlowNode['guards'][number];
        return { message: `‘${node.rule}’ is asked only when ${guard.text}`, origin: guard.origin };
    }
    const answer = node.answers[exit - node.guards.length];
    if (!answer) return { message: `‘${node.rule}’ has no answer for the other cases`, origin: node.origin };
    if (answer.form === 'implied') {
        return {
            message: `where ‘${node.rule}’ does not apply it ${tellTarget(policy, answer.target)}`,
            origin: answer.labelOrigin,
        };
    }
    const message = `‘${node.rule}’ answered ‘${answer.label}’ ${tellTarget(policy, answer.target)}`;
    return { message, origin: answer.labelOrigin };
}

// ---- answers

function unreachableAnswers(study: Study): readonly Finding[] {
    const { policy } = study;
    const findings: Finding[] = [];
    for (const [place, node] of policy.flow.entries()) {
        if (!isAsked(study, place) || isLaterReview(study, place)) continue;
        for (const [index, answer] of node.answers.entries()) {
            if (answer.form === 'implied' || isTaken(study, place, index)) {
                if (answer.form === 'patterns') findings.push(...deadPatterns(study, place, index));
                continue;
            }
            findings.push(unreachableAnswer(study, place, index));
        }
    }
    return findings;
}

/** The nodes that stand for one question: a review has one for each outcome it looks at. */
function placesOf({ policy }: Study, place: Place): readonly Place[] {
    const node = policy.flow[place] as FlowNode;
    if (node.kind !== 'review') return [place];
    return policy.flow.filter((other) => other.rule === node.rule).map((other) => other.index);
}

/** A review is looked at once, at the first of its nodes that is asked. */
function isLaterReview(study: Study, place: Place): boolean {
    return placesOf(study, place).find((each) => isAsked(study, each)) !== place;
}

function isTaken(study: Study, place: Place, answer: number): boolean {
    return placesOf(study, place).some((each) => takenCases(study.walk, each, answer) !== NONE);
}

function unreachableAnswer(study: Study, place: Place, index: number): Finding {
    const { policy, machine, space, walk } = study;
    const { store } = space;
    const node = machine.nodes[place] as MachineNode;
    const answer = node.node.answers[index] as Answer;
    const matching = node.answers[index] as Diagram;
    const asked = askedCases(walk, place);
    const subject = `${subjectOf(answer)} of ${nameRule(policy, node.node.rule)}`;
    const details = { unnecessary: true };
    const code =
        answer.form === 'except'
            ? 'except-no-effect'
            : answer.form === 'otherwise'
              ? 'otherwise-unreachable'
              : 'answer-unreachable';
    if (store.and(matching, space.possible) === NONE) {
        return finding(code, answer.labelOrigin, `${subject} can never be given: no case at all fits it.`, details);
    }
    const exit = node.guards.length + index;
    const goal = { place, exit, cases: matching };
    if (answer.form === 'otherwise' || store.and(asked, matching) !== NONE) {
        const earlier = node.node.answers.slice(0, index).filter((_, i) => {
            return store.and(store.and(asked, node.answers[i] as Diagram), matching) !== NONE;
        });
        const message =
            answer.form === 'otherwise'
                ? `${subject} is never given: the answers before it take every case.`
                : `${subject} is never given: ${takers(earlier)} every case that fits it.`;
        const related = earlier.map((each) => ({ message: `‘${each.label}’ comes first`, origin: each.labelOrigin }));
        return finding(code, answer.labelOrigin, message, { ...details, related });
    }
    const related = whyNone(study, goal);
    const message = `${subject} is never given: no case that fits it comes here.`;
    return finding(code, answer.labelOrigin, message, { ...details, related });
}

function subjectOf(answer: Answer): string {
    switch (answer.form) {
        case 'row':
            return `R${answer.label.slice(1)}`;
        case 'except':
            return `The exception ${answer.label.replace(/\D+/u, '')}`.trimEnd();
        case 'patterns':
        case 'otherwise':
        case 'implied':
            return `The answer ‘${answer.label}’`;
    }
}

function takers(earlier: readonly Answer[]): string {
    const names = earlier.map((answer) => `‘${answer.label}’`);
    return names.length === 1 ? `${names[0]} takes` : `${listed(names, 'and')} take`;
}

/** Of several patterns of one answer, those that no case fits. */
function deadPatterns(study: Study, place: Place, index: number): readonly Finding[] {
    const { policy, reader, space, walk } = study;
    const answer = policy.flow[place]?.answers[index] as Answer;
    if (answer.patterns.length < 2) return [];
    return answer.patterns.flatMap((pattern) => {
        const matching = reader.truthOf(pattern.when).yes;
        const comes = placesOf(study, place).some(
            (each) => space.store.and(casesAt(walk, each, index), matching) !== NONE,
        );
        if (comes) return [];
        const message = `No case that comes to ${nameRule(policy, policy.flow[place]?.rule as string)} fits ‘${pattern.text}’.`;
        return [finding('answer-unreachable', pattern.origin, message, { unnecessary: true, severity: 'warning' })];
    });
}

// ---- outcomes

function unreachableOutcomes(study: Study): readonly Finding[] {
    const { policy, walk, machine } = study;
    const isReached = (name: string) => walk.reach[machine.outcomes.get(name) as Place] !== NONE;
    const targets = policy.flow.flatMap((node) =>
        node.answers.flatMap((answer) =>
            answer.target.kind === 'decide' ? [{ node, answer, target: answer.target }] : [],
        ),
    );
    return policy.outcomes.flatMap((outcome) => {
        const family = [outcome, ...policy.outcomes.filter((other) => other.refines.includes(outcome.name))];
        if (family.some((each) => isReached(each.name))) return [];
        const deciding = targets.filter(({ target }) => target.outcome === outcome.name);
        // An outcome that nothing leads to is a fault of the text, found without proof.
        if (deciding.length === 0) return [];
        const dead = deciding.every(({ node, answer }) => {
            return takenCases(walk, node.index, node.answers.indexOf(answer)) === NONE;
        });
        const related = deciding.map(({ node, answer }) => ({
            message: `‘${node.rule}’ answered ‘${answer.label}’ would lead to it`,
            origin: answer.labelOrigin,
        }));
        const why = dead ? 'no case gets an answer that leads to it' : 'a review changes it in every case';
        return [
            finding(
                'outcome-unreachable',
                outcome.origin,
                `No case ends in ${nameOutcome(policy, outcome.name)}: ${why}.`,
                {
                    related,
                    // The dead answers are reported themselves; this is what follows from them.
                    severity: dead ? 'information' : 'warning',
                },
            ),
        ];
    });
}
