// What has to be supposed for a question to get an answer, over the wire.

import type { KnownCase } from '../cases.js';
import type { SupposeAnswerParams, SupposeAnswerResult } from '../protocol.js';
import { givenFacts } from '../runs.js';
import type { Cancellation } from '../work/crew.js';
import type { Workshop } from '../workshop.js';

export async function supposeAnswerOf(
    workshop: Workshop,
    { policy, facts }: KnownCase,
    { question, answer }: Pick<SupposeAnswerParams, 'question' | 'answer'>,
    token?: Cancellation,
): Promise<SupposeAnswerResult> {
    const supposed = await workshop.do('suppose', { policy, facts, rule: question, label: answer }, token);
    if (supposed) return { kind: 'facts', facts: givenFacts(policy, supposed) };
    return { kind: 'problem', message: `No case gets the answer ‘${answer}’ at ${question}.` };
}
