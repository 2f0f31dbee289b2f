// The record of a decision: facts, path, duties, in the words of the policy.

import { describeValue } from '../../language/model/print.js';
import type { Value } from '../../language/model/value.js';
import { decide, type KnownCase } from '../cases.js';
import { tellDecision } from '../decision.js';
import { factsInFlowOrder } from '../fact-info.js';
import type { RecordParams, TextResult } from '../protocol.js';
import { givenFacts } from '../runs.js';
import type { Workspace } from '../workspace.js';
import { escapeFor } from './escape-text.js';

export function recordOf(workspace: Workspace, known: KnownCase, format: RecordParams['format']): TextResult {
    const decision = tellDecision(workspace, decide(known));
    if (format === 'json')
        return { text: JSON.stringify({ facts: givenFacts(known.policy, known.facts), decision }, undefined, 2) };
    const escaped = escapeFor(format);
    const outcome = decision.outcome?.title ?? decision.label;
    const facts = factsInFlowOrder(known.policy).filter(({ name }) => known.facts.has(name));
    const sections: readonly (readonly [string, readonly string[]])[] = [
        [
            'Facts',
            facts.map((fact) => {
                const value = describeValue(known.policy, fact, known.facts.get(fact.name) as Value);
                return `${fact.question ?? fact.name}: ${value}`;
            }),
        ],
        [
            'Path',
            decision.steps.map(({ text, citations }) => `${text}${citations[0] ? ` [${citations[0].text}]` : ''}`),
        ],
        ['What is to be done', decision.duties.map(({ modality, text }) => `${modality} ${text}`)],
    ];
    const because = decision.reason === null ? '' : `, because ${decision.reason}`;
    const by = decision.decidedBy === null ? '' : `, decided by ${decision.decidedBy}`;
    const heading = `${decision.policy.title ?? decision.policy.name}: ${known.title}`;
    if (format === 'html') {
        const body = sections.map(
            ([title, items]) =>
                `<h2>${title}</h2><ol>${items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ol>`,
        );
        return { text: `<h1>${escaped(heading)}</h1><p>${escaped(outcome + by + because)}</p>${body.join('')}` };
    }
    const body = sections.map(
        ([title, items]) => `\n## ${title}\n\n${items.map((item) => `* ${escaped(item)}`).join('\n')}`,
    );
    return {
        text: [`# ${escaped(heading)}`, '', `**${escaped(outcome)}**${escaped(by + because)}`, ...body, ''].join('\n'),
    };
}
