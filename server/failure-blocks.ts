// A failed expectation as two small blocks of text, so that a diff of them shows what moved: outcome, deciding rule and
// reasons, one a line. Lines that mean the same read the same on both sides.

import type { Expectation, ScenarioResult } from '../language/index.js';
import type { Policy } from '../language/model/policy.js';
import { labelOf, shortStep } from './decision.js';

export interface Blocks {
    readonly expected: string;
    readonly actual: string;
}

export function blocksOf(policy: Policy, result: ScenarioResult, expectation: Expectation): Blocks {
    const [expected, actual] = linesOf(policy, result, expectation);
    return { expected: expected.join('\n'), actual: actual.join('\n') };
}

type Lines = readonly string[];

function linesOf(policy: Policy, { scenario, verdict }: ScenarioResult, expectation: Expectation): [Lines, Lines] {
    switch (expectation.kind) {
        case 'outcome': {
            const { outcome, at } = expectation;
            return [[outcome, ...(at === undefined ? [] : [decidedBy(at)])], tell(policy, scenario, verdict)];
        }
        case 'missing':
            return [expectation.facts.map(needed), tell(policy, scenario, verdict)];
        case 'no-outcome':
            return [['no outcome'], tell(policy, scenario, verdict)];
        case 'not-effective':
            return [['not effective'], tell(policy, scenario, verdict)];
        case 'duty':
            return [[duty(expectation.text)], duties(verdict)];
        case 'no-duty':
            return [duties(verdict, expectation.text), duties(verdict)];
        case 'path':
            return [
                expectation.steps.map(({ text }) => text),
                verdict.path.length === 0 ? ['no step'] : verdict.path.map((step) => `${step.rule} ${step.label}`),
            ];
    }
}

type Scenario = ScenarioResult['scenario'];
type Verdict = ScenarioResult['verdict'];

function tell(policy: Policy, { facts }: Scenario, verdict: Verdict): Lines {
    switch (verdict.kind) {
        case 'outcome': {
            const deciding = verdict.path[verdict.decidedAt];
            return [
                verdict.outcome,
                decidedBy(verdict.decidedBy),
                ...(verdict.reason === null ? [] : [`because ${verdict.reason}`]),
                ...(deciding ? [shortStep(policy, facts, deciding)] : []),
            ];
        }
        case 'missing':
            return verdict.missing.map(needed);
        case 'no-outcome':
            return ['no outcome', ...(verdict.at === null ? [] : [`${policy.flow[verdict.at]?.rule} has no answer`])];
        case 'not-effective':
            return [labelOf(policy, verdict)];
    }
}

function duties(verdict: Verdict, but?: string): Lines {
    const told = verdict.duties.filter(({ text }) => text !== but);
    return told.length === 0 ? ['no duties'] : told.map(({ text }) => duty(text));
}

function duty(text: string): string {
    return `duty “${text}”`;
}

function decidedBy(rule: string): string {
    return `decided by ${rule}`;
}

function needed(fact: string): string {
    return `needs ${fact}`;
}
