// Coverage of policies, as told and as JSON: how many answers scenarios take, and which ones none does.

import type { Answer, FlowNode } from '../model/policy.js';
import { type NameOfFile, type Place, placeOf } from './place.js';
import { type Reach, reachJson } from './reach.js';
import type { PolicyCoverage } from './test-report.js';

export const COVERAGE_JSON_VERSION = 1;

export interface UntakenAnswer {
    readonly node: FlowNode;
    readonly answer: Answer;
    /** Proved to be taken by no case at all; false where nothing was proved. */
    readonly isBeyond: boolean;
}

/** The answers that no scenario takes, in the order of the flow. */
export function untakenAnswers({ policy, coverage, reach }: PolicyCoverage): readonly UntakenAnswer[] {
    return policy.flow.flatMap((node) =>
        node.answers.flatMap((answer, index) =>
            coverage.answers[node.index]?.[index] === 0
                ? [{ node, answer, isBeyond: isNeverTaken(reach, node.index, index) }]
                : [],
        ),
    );
}

/** Whether it is proved that no case takes the answer. */
export function isNeverTaken(reach: Reach | null | undefined, node: number, answer: number): boolean {
    return reach?.neverTaken.some((each) => each.node === node && each.answer === answer) ?? false;
}

/** The titles of the scenarios that take an answer. */
export function takersOf({ results }: PolicyCoverage, node: number, answer: number): readonly string[] {
    return results.flatMap(({ scenario, verdict }) => {
        return verdict.path.some((step) => step.node === node && step.answer === answer) ? [scenario.title] : [];
    });
}

/** Answers that can be taken: all of them, but for those of which it is proved that no case takes them. */
export function takeable({ coverage, reach }: PolicyCoverage): number {
    return coverage.of - (reach?.neverTaken.length ?? 0);
}

/** Per cent of the answers that can be taken; 100 where there are none. */
export function percentTaken(covered: PolicyCoverage): number {
    const of = takeable(covered);
    return of === 0 ? 100 : (100 * covered.coverage.taken) / of;
}

/** `91 %`; never 100 % while an answer is not taken, never 0 % when one is. */
export function percentText(percent: number): string {
    const whole = percent > 99 && percent < 100 ? 99 : percent > 0 && percent < 1 ? 1 : Math.round(percent);
    return `${whole} %`;
}

interface AnswerJson {
    readonly rule: string;
    readonly answer: string;
    readonly taken: number;
    readonly scenarios: readonly string[];
    readonly place: Place;
}

export function coverageJson(coverages: readonly PolicyCoverage[], nameOf: NameOfFile): object {
    return { version: COVERAGE_JSON_VERSION, policies: coverages.map((each) => policyJson(each, nameOf)) };
}

function policyJson(covered: PolicyCoverage, nameOf: NameOfFile): object {
    const { policy, uri, coverage, reach } = covered;
    const answers = policy.flow.flatMap((node) =>
        node.answers.map(
            (answer, index): AnswerJson => ({
                rule: node.rule,
                answer: answer.label,
                taken: coverage.answers[node.index]?.[index] ?? 0,
                scenarios: takersOf(covered, node.index, index),
                place: placeOf(answer.origin, nameOf),
            }),
        ),
    );
    return {
        policy: policy.name,
        file: nameOf(uri),
        scenarios: coverage.cases,
        taken: coverage.taken,
        of: coverage.of,
        takeable: takeable(covered),
        percent: Math.round(percentTaken(covered) * 100) / 100,
        answers,
        rules: policy.rules.map(({ name }, index) => ({ rule: name, asked: coverage.rules[index] ?? 0 })),
        outcomes: policy.outcomes.map(({ name }, index) => ({ outcome: name, given: coverage.outcomes[index] ?? 0 })),
        duties: policy.duties.map((duty, index) => ({ duty: duty.text, applied: coverage.duties[index] ?? 0 })),
        without: { missing: coverage.missing, noOutcome: coverage.noOutcome, notEffective: coverage.notEffective },
        ...(reach === undefined ? {} : { conditions: reach && reachJson(reach, nameOf) }),
    };
}
