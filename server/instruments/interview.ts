// The interview: what is still to be asked of a case, why, and what can still come of it.

import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { interpret, type Policy } from '../../language/index.js';
import type { Outcome } from '../../language/model/policy.js';
import { describeValue } from '../../language/model/print.js';
import type { Value } from '../../language/model/value.js';
import type { Verdict } from '../../language/run/verdict.js';
import { decide, findCase } from '../cases.js';
import { citationRef, policyRef, tellDecision } from '../decision.js';
import { factInfo, factsInFlowOrder } from '../fact-info.js';
import type { AskParams, AskResult } from '../protocol.js';
import type { Workspace } from '../workspace.js';

/** What is still to be asked, in flow order. A default counts only once the user has said so, for it may be wrong. */
export function askNext(workspace: Workspace, { uri, facts: given }: AskParams): AskResult {
    const found = findCase(workspace, { kind: 'facts', uri, facts: given });
    if (found.kind === 'problem') throw new ResponseError(LSPErrorCodes.RequestFailed, found.message);
    const { policy, policyUri, facts } = found;
    const open = withoutDefaults(policy);
    const verdict = interpret(open, facts);
    const at = verdict.kind === 'missing' ? verdict.at : null;
    const reachable = at === null ? new Set<number>() : reachableFrom(policy, at);
    const canMatter = new Set([...reachable].flatMap((index) => policy.flow[index]?.facts ?? []));
    const asked = new Set(verdict.missing);
    const order = factsInFlowOrder(policy);
    const rest = order.filter(({ name }) => !facts.has(name) && canMatter.has(name) && !asked.has(name));
    const next = order.filter(({ name }) => asked.has(name));
    return {
        policy: policyRef(workspace, policyUri, policy),
        open: [...next, ...rest].map((fact) => {
            const node = policy.flow.find((each) => reachable.has(each.index) && each.facts.includes(fact.name));
            return {
                ...factInfo(workspace, policy, fact),
                why: node ? `${node.rule} asks: ${node.question}` : 'It decides which version applies.',
                citations: fact.citations.map((each) => citationRef(workspace, policyUri, each)),
            };
        }),
        answered: order
            .filter(({ name }) => facts.has(name))
            .map((fact) => ({
                fact: fact.name,
                question: fact.question ?? null,
                text: describeValue(policy, fact, facts.get(fact.name) as Value),
                source: 'given',
            })),
        notNeeded: order
            .filter(({ name }) => !facts.has(name) && !canMatter.has(name) && !asked.has(name))
            .map(({ name, question }) => ({ fact: name, question: question ?? null })),
        possible: possibleOutcomes(policy, verdict, reachable),
        decision: tellDecision(workspace, { ...decide(found), verdict }),
    };
}

function withoutDefaults(policy: Policy): Policy {
    const facts = policy.facts.map(({ default: _, ...fact }) => ({ ...fact, maybeUnknown: false }));
    return { ...policy, facts };
}

function reachableFrom(policy: Policy, start: number): ReadonlySet<number> {
    const found = new Set<number>();
    const open = [start];
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
        const node = policy.flow[index];
        if (!node || found.has(index)) continue;
        found.add(index);
        for (const target of [...node.guards.map(({ skip }) => skip), ...node.answers.map((each) => each.target)]) {
            if (target.kind === 'go') open.push(target.to);
            else if (target.kind !== 'end' && target.then !== null) open.push(target.then);
        }
    }
    return found;
}

function possibleOutcomes(policy: Policy, verdict: Verdict, reachable: ReadonlySet<number>): AskResult['possible'] {
    const names = new Set(verdict.kind === 'outcome' ? [verdict.outcome] : []);
    for (const index of reachable)
        for (const { target } of policy.flow[index]?.answers ?? [])
            if (target.kind === 'decide') names.add(target.outcome);
    return policy.outcomes.filter(({ name }) => names.has(name)).map(outcomeRef);
}

export function outcomeRef({ name, title, tone }: Outcome): AskResult['possible'][number] {
    return { name, title: title ?? null, tone };
}
