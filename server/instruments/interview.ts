// The interview over the wire: answers come as JSON, and what is still to be asked goes back in the words of the policy.

import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Outcome, Policy } from '../../language/model/policy.js';
import { describeValue } from '../../language/model/print.js';
import type { Value } from '../../language/model/value.js';
import type { Answers } from '../../language/review/interview.js';
import { decide, findCase } from '../cases.js';
import { citationRef, policyRef, tellDecision } from '../decision.js';
import { factInfo } from '../fact-info.js';
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
        open: open.map(({ fact, why, citations, doNotKnow }) => ({
            ...factInfo(workspace, policy, fact),
            why,
            doNotKnow,
            citations: citations.map((each) => citationRef(workspace, policyUri, each)),
        })),
        answered: [...facts].flatMap(([name, value]) => {
            const fact = policy.facts.find((each) => each.name === name);
            if (!fact) return [];
            const text = describeValue(policy, fact, value as Value);
            return [{ fact: name, question: fact.question ?? null, text, source: 'given' as const }];
        }),
        notNeeded: notNeeded.map(({ name, question }) => ({ fact: name, question: question ?? null })),
        possible: possible.flatMap((name) => outcomeNamed(policy, name) ?? []),
        maybeNone,
        exact,
        decision: tellDecision(workspace, { ...decide(found), verdict }),
    };
}

export function outcomeNamed(policy: Policy, name: string): OutcomeRef | undefined {
    const outcome = policy.outcomes.find((each) => each.name === name);
    return outcome && outcomeRef(outcome);
}

type OutcomeRef = AskResult['possible'][number];

function outcomeRef({ name, title, tone }: Outcome): OutcomeRef {
    return { name, title: title ?? null, tone };
}
