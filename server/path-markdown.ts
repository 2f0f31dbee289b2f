// The path of a case as Markdown, for hovers: outcome, deciding rule, then one line a step.

import type { Decided } from './decision.js';
import { labelOf, shortStep, tellLed } from './decision.js';
import { code, plain } from './markdown.js';

export function pathMarkdown({ policy, facts, verdict }: Pick<Decided, 'policy' | 'facts' | 'verdict'>): string {
    const outcome = policy.outcomes.find(({ name }) => verdict.kind === 'outcome' && name === verdict.outcome);
    const head = outcome?.title ? `${plain(outcome.title)} (${code(outcome.name)})` : plain(labelOf(policy, verdict));
    const by = verdict.kind === 'outcome' ? `, decided by ${code(verdict.decidedBy)}` : '';
    const because = verdict.kind === 'outcome' && verdict.reason !== null ? `\n\nbecause ${plain(verdict.reason)}` : '';
    const steps = verdict.path.map((step, index) => {
        const title = step.title === null ? '' : ` ${plain(step.title)}`;
        const led = plain(tellLed(policy, step.target));
        return `${index + 1}. **${plain(shortStep(policy, facts, step))}**${title} · ${plain(step.question)} → ${led}`;
    });
    return [`**${head}**${by}${because}`, ...(steps.length > 0 ? [steps.join('\n')] : [])].join('\n\n');
}
