// Coverage of policies, as told and as JSON: how many answers scenarios take, and which ones none does.

import type { Answer, FlowNode } from '../model/policy.js';
import { type NameOfFile, type Place, placeOf } from './place.js';
import type { PolicyCoverage } from './test-report.js';

export const COVERAGE_JSON_VERSION = 1;

export interface UntakenAnswer {
    readonly node: FlowNode;
    readonly answer: Answer;
}

/** The answers that no scenario takes, in the order of the flow. */
export function untakenAnswers({ policy, coverage }: PolicyCoverage): readonly UntakenAnswer[] {
    return policy.flow.flatMap((node) =>
        node.answers.flatMap((answer, index) =>
            coverage.answers[node.index]?.[index] === 0 ? [{ node, answer }] : [],
        ),
    );
}

/** Per cent of the answers that are taken; 100 where there are none. */
export function percentTaken({ coverage }: PolicyCoverage): number {
    return coverage.of === 0 ? 100 : (100 * coverage.taken) / coverage.of;
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
    readonly place: Place;
}

export function coverageJson(coverages: readonly PolicyCoverage[], nameOf: NameOfFile): object {
    return { version: COVERAGE_JSON_VERSION, policies: coverages.map((each) => policyJson(each, nameOf)) };
}

function policyJson(covered: PolicyCoverage, nameOf: NameOfFile): object {
    const { policy, uri, coverage } = covered;
    const answers = policy.flow.flatMap((node) =>
        node.answers.map(
            (answer, index): AnswerJson => ({
                rule: node.rule,
                answer: answer.label,
                taken: coverage.answers[node.index]?.[index] ?? 0,
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
        percent: Math.round(percentTaken(covered) * 100) / 100,
        answers,
        rules: policy.rules.map(({ name }, index) => ({ rule: name, asked: coverage.rules[index] ?? 0 })),
        outcomes: policy.outcomes.map(({ name }, index) => ({ outcome: name, given: coverage.outcomes[index] ?? 0 })),
        duties: policy.duties.map((duty, index) => ({ duty: duty.text, applied: coverage.duties[index] ?? 0 })),
        without: { missing: coverage.missing, noOutcome: coverage.noOutcome, notEffective: coverage.notEffective },
    };
}
