// Facts as views and pickers show them: question, type in words, values to choose from.

import type { Fact, Policy } from '../language/index.js';
import { describeValue, printValue } from '../language/index.js';
import { onClient, policyRef } from './decision.js';
import type { FactInfo, FactsResult } from './protocol.js';
import type { Workspace } from './workspace.js';

/** The facts of a policy, in the order in which the flow asks for them. */
export function listFacts(workspace: Workspace, uri: string): FactsResult {
    const policyUri = workspace.policyUriOf(uri);
    const policy = policyUri === undefined ? undefined : workspace.lastGoodOf(policyUri)?.policy;
    if (policyUri === undefined || !policy) return { policy: null, facts: [] };
    const facts = factsInFlowOrder(policy).map((fact) => factInfo(workspace, policy, fact));
    return { policy: policyRef(workspace, policyUri, policy), facts };
}

export function factsInFlowOrder(policy: Policy): readonly Fact[] {
    const order = [...new Set([...(policy.clock ? [policy.clock] : []), ...policy.flow.flatMap(({ facts }) => facts)])];
    const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
    return [...policy.facts].sort((a, b) => rank(a.name) - rank(b.name));
}

export function factInfo(workspace: Workspace, policy: Policy, fact: Fact): FactInfo {
    const { name, question, type, maybeUnknown } = fact;
    const choice = type.kind === 'choice' || type.kind === 'set' ? type.choice : undefined;
    const values = policy.choices.find((each) => each.name === choice)?.values ?? [];
    return {
        name,
        question: question ?? null,
        type,
        typeText: typeText(fact),
        maybeUnknown,
        default: fact.default === undefined ? null : describeValue(policy, fact, fact.default),
        values: values.map((value) => ({ name: value.name, title: value.title ?? null })),
        origin: onClient(workspace, fact.origin),
    };
}

/** `money GBP from £0`, `Vehicle or unknown`. */
export function typeText({ type, range, maybeUnknown }: Pick<Fact, 'type' | 'range' | 'maybeUnknown'>): string {
    const from = range?.min === undefined ? '' : ` from ${printValue(range.min, type)}`;
    const to = range?.max === undefined ? '' : ` to ${printValue(range.max, type)}`;
    return `${typeName(type)}${from}${to}${maybeUnknown ? ' or unknown' : ''}`;
}

export function typeName(type: Fact['type']): string {
    switch (type.kind) {
        case 'boolean':
            return 'yes/no';
        case 'choice':
            return type.choice;
        case 'set':
            return `set of ${type.choice}`;
        case 'number':
            return type.unit === undefined ? 'number' : `number “${type.unit}”`;
        case 'money':
            return `money ${type.currency}`;
        case 'duration':
            return type.unit === 'seconds' ? 'duration' : `duration in ${type.unit}`;
        case 'date':
            return 'date';
    }
}
