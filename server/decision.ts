// A verdict in the words of the editor: outcome, deciding rule, the facts that mattered, in this order.

import { consulted, describeValue, type PathStep, type Policy, printValue, tellPath } from '../language/index.js';
import type { Citation, FlowNode, Target } from '../language/model/policy.js';
import type { Facts, Value } from '../language/model/value.js';
import { versionOn } from '../language/model/value.js';
import { clockDay, factNamed } from '../language/run/given.js';
import { tellTarget } from '../language/run/path.js';
import type { Verdict } from '../language/run/verdict.js';
import { placeOfCitation } from './citations.js';
import type { CitationRef, Decision, DecisionStep, FactValue, PolicyRef } from './protocol.js';
import type { Workspace } from './workspace.js';

export interface Decided {
    readonly policy: Policy;
    /** Of the policy's own file. */
    readonly policyUri: string;
    readonly facts: Facts;
    readonly verdict: Verdict;
    readonly stale: boolean;
}

/** Everything about a verdict, for views and for people. */
export function tellDecision(workspace: Workspace, decided: Decided): Decision {
    const { policy, policyUri, facts, verdict, stale } = decided;
    const outcome = verdict.kind === 'outcome' ? policy.outcomes.find(({ name }) => name === verdict.outcome) : null;
    const steps = verdict.path.map((step, index) => tellStep(workspace, decided, step, index));
    const label = labelOf(policy, verdict);
    const cite = (citation: Citation): CitationRef => citationRef(workspace, policyUri, citation);
    return {
        policy: policyRef(workspace, policyUri, policy),
        verdict: verdict.kind,
        label,
        outcome: outcome ? { name: outcome.name, title: outcome.title ?? null, tone: outcome.tone } : null,
        decidedBy: verdict.kind === 'outcome' ? verdict.decidedBy : null,
        reason: verdict.kind === 'outcome' ? verdict.reason : null,
        steps,
        missing: verdict.missing.map((name) => {
            const fact = factNamed(policy, name);
            return { fact: name, question: fact.question ?? null, origin: onClient(workspace, fact.origin) };
        }),
        duties: verdict.duties.map(({ text, modality, audience, citations }) => ({
            text,
            modality,
            audience,
            citations: citations.map(cite),
        })),
        text: [...tellPath(policy, verdict, facts), `= ${label}${reasonOf(verdict)}`].join('\n'),
        stale,
    };
}

/** `✓ out · P1 yes → P2 no → P3 £35 is at most £50`, or what is wrong: `✗ got refer at P4.b, expected out`. */
export function tellResult(
    policy: Policy,
    result: {
        readonly passed: boolean;
        readonly verdict: Verdict;
        readonly failures: readonly { expected: string; actual: string }[];
    },
    facts: Facts,
): string {
    const { verdict, passed } = result;
    if (!passed) {
        const { expected, actual } = result.failures[0] ?? { expected: '', actual: '' };
        return `✗ got ${actual}, expected ${expected}`;
    }
    const way = verdict.path.map((step) => shortStep(policy, facts, step));
    return `✓ ${labelOf(policy, verdict)}${way.length > 0 ? ` · ${way.join(' → ')}` : ''}`;
}

/** `out`, `needs: income`, `no outcome`, `not effective`. */
export function labelOf(_policy: Policy, verdict: Verdict): string {
    switch (verdict.kind) {
        case 'outcome':
            return verdict.outcome;
        case 'missing':
            return `needs: ${verdict.missing.join(', ')}`;
        case 'no-outcome':
            return 'no outcome';
        case 'not-effective':
            return 'not effective';
    }
}

/** `P1 yes`, `P3 £35 is at most £50`. */
export function shortStep(policy: Policy, facts: Facts, step: PathStep): string {
    return `${step.rule} ${shortAnswer(policy, facts, step)}`;
}

/** `yes`, `£35 is at most £50`: the answer with the value that it rests on. */
export function shortAnswer(policy: Policy, facts: Facts, step: PathStep): string {
    const node = policy.flow[step.node] as FlowNode;
    const answer = node.answers[step.answer];
    const value = answer?.form === 'patterns' ? subjectValue(policy, facts, node) : undefined;
    if (value?.text === undefined || value.text === step.label) return step.label;
    return `${value.text} is ${withParameters(policy, facts, step.label)}`;
}

/** The one magnitude that a question looks at, as it is in this case. */
export function subjectValue(
    policy: Policy,
    facts: Facts,
    node: FlowNode,
): { readonly fact: string; readonly value: Value; readonly text: string } | undefined {
    const subject = node.subjects.length === 1 ? node.subjects[0]?.value : undefined;
    if (subject?.kind !== 'fact') return undefined;
    const fact = factNamed(policy, subject.fact);
    if (fact.type.kind === 'boolean' || fact.type.kind === 'choice' || fact.type.kind === 'set') return undefined;
    const value = facts.get(fact.name) ?? fact.default;
    if (value === undefined || value === null) return undefined;
    return { fact: fact.name, value, text: describeValue(policy, fact, value) };
}

/** A text of the policy with the values of its parameters put in for their names. */
export function withParameters(policy: Policy, facts: Facts, text: string): string {
    const day = clockDay(policy, facts);
    return text.replace(/[A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*/g, (word) => {
        const parameter = policy.parameters.find(({ name }) => name === word);
        return parameter ? printValue(versionOn(parameter.value, day), parameter.type) : word;
    });
}

export function policyRef(workspace: Workspace, policyUri: string, policy: Policy): PolicyRef {
    return { uri: workspace.clientUri(policyUri), name: policy.name, title: policy.title ?? null };
}

export function citationRef(workspace: Workspace, policyUri: string, { text, origin }: Citation): CitationRef {
    const place = placeOfCitation(workspace, policyUri, text);
    return {
        text,
        origin: onClient(workspace, origin),
        ...(place ? { target: onClient(workspace, place.origin) } : {}),
    };
}

export function onClient<T extends { readonly uri: string }>(workspace: Workspace, origin: T): T {
    return { ...origin, uri: workspace.clientUri(origin.uri) };
}

/** `next`, `go to P4`, `out because …`; at the end of the flow `no outcome`. */
export function tellLed(policy: Policy, target: Target): string {
    return target.kind === 'end' ? 'no outcome' : tellTarget(policy, target);
}

function tellStep(workspace: Workspace, decided: Decided, step: PathStep, index: number): DecisionStep {
    const { policy, policyUri, facts, verdict } = decided;
    const values = consulted(policy, facts, step).map(
        ({ fact, value, source }): FactValue => ({
            fact,
            question: factNamed(policy, fact).question ?? null,
            text: describeValue(policy, factNamed(policy, fact), value),
            source,
        }),
    );
    const seen = values.length > 0 ? ` (${values.map(({ fact, text }) => `${fact}: ${text}`).join(', ')})` : '';
    return {
        number: index + 1,
        rule: step.rule,
        title: step.title,
        kind: step.kind,
        question: step.question,
        answer: step.label,
        short: shortAnswer(policy, facts, step),
        text: `${index + 1}. ${step.question} ${step.label}${seen}`,
        values,
        led: tellLed(policy, step.target),
        decides: verdict.kind === 'outcome' && verdict.decidedAt === index,
        citations: step.citations.map((each) => citationRef(workspace, policyUri, each)),
        origin: onClient(workspace, step.origin),
        ruleOrigin: onClient(workspace, policy.flow[step.node]?.origin ?? step.origin),
    };
}

function reasonOf(verdict: Verdict): string {
    if (verdict.kind !== 'outcome') return '';
    return `, decided by ${verdict.decidedBy}${verdict.reason === null ? '' : `: ${verdict.reason}`}`;
}
