// The interview over the wire: answers come as JSON, and what is still to be asked goes back in the words of the policy.

import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Fact, Outcome, Policy } from '../../language/model/policy.js';
import { describeValue } from '../../language/model/print.js';
import { type Answers, doNotKnowOf } from '../../language/review/interview.js';
import { decide, findCase } from '../cases.js';
import { citationRef, onClient, policyRef, tellDecision } from '../decision.js';
import { factInfo, factsInFlowOrder } from '../fact-info.js';
import type { AskParams, AskResult } from '../protocol.js';
import type { Workshop } from '../workshop.js';
import type { Workspace } from '../workspace.js';

/** What is still to be asked, in the order in which it would be. */
export async function askNext(
    workspace: Workspace,
    workshop: Workshop,
    { uri, facts: given, skipped = [] }: AskParams,
    token: CancellationToken,
): Promise<AskResult> {
    const found = findCase(workspace, { kind: 'facts', uri, facts: given });
    if (found.kind === 'problem') throw new ResponseError(LSPErrorCodes.RequestFailed, found.message);
    const { policy, policyUri, facts } = found;
    const answers: Answers = { facts, skipped: new Set(skipped) };
    const { open, notNeeded, possible, maybeNone, exact, verdict } = await workshop.do(
        'interview',
        { policy, answers },
        token,
    );
    return {
        policy: policyRef(workspace, policyUri, policy),
        open: open.map(({ fact, node, why, citations, doNotKnow }) => ({
            ...factInfo(workspace, policy, fact),
            why,
            doNotKnow,
            asked: node ? onClient(workspace, node.origin) : null,
            citations: citations.map((each) => citationRef(workspace, policyUri, each)),
        })),
        answered: factsInFlowOrder(policy).flatMap((fact) => {
            const value = facts.get(fact.name);
            const isSkipped = answers.skipped.has(fact.name) && value === undefined;
            if (value === undefined && !isSkipped) return [];
            const text = value === undefined ? notKnown(policy, fact) : describeValue(policy, fact, value);
            return [{ ...factInfo(workspace, policy, fact), text, skipped: isSkipped, doNotKnow: doNotKnowOf(fact) }];
        }),
        notNeeded: notNeeded.map(({ name, question }) => ({ fact: name, question: question ?? null })),
        possible: possible.flatMap((name) => outcomeNamed(policy, name) ?? []),
        maybeNone,
        exact,
        decision: tellDecision(workspace, { ...decide(found), verdict }),
    };
}

/** What stands for the answer of somebody who did not know. */
function notKnown(policy: Policy, fact: Fact): string {
    const { default: standard } = fact;
    return standard === undefined ? 'not known' : `not known, so ${describeValue(policy, fact, standard)} counts`;
}

export function outcomeNamed(policy: Policy, name: string): OutcomeRef | undefined {
    const outcome = policy.outcomes.find((each) => each.name === name);
    return outcome && outcomeRef(outcome);
}

type OutcomeRef = AskResult['possible'][number];

function outcomeRef({ name, title, tone }: Outcome): OutcomeRef {
    return { name, title: title ?? null, tone };
}
