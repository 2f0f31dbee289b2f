// The path of a case as Markdown, for hovers: outcome, deciding rule, then one line a step, and what can be done with it.

import type { PathStep, Policy } from '../language/index.js';
import type { Answer } from '../language/model/policy.js';
import type { Decided } from './decision.js';
import { labelOf, shortStep, tellLed } from './decision.js';
import { code, commandLink, commandLinks, plain } from './markdown.js';

export function pathMarkdown(
    { policy, facts, verdict }: Pick<Decided, 'policy' | 'facts' | 'verdict'>,
    links: readonly string[] = [],
): string {
    const outcome = policy.outcomes.find(({ name }) => verdict.kind === 'outcome' && name === verdict.outcome);
    const head = outcome?.title ? `${plain(outcome.title)} (${code(outcome.name)})` : plain(labelOf(policy, verdict));
    const by = verdict.kind === 'outcome' ? `, decided by ${code(verdict.decidedBy)}` : '';
    const because = verdict.kind === 'outcome' && verdict.reason !== null ? `\n\nbecause ${plain(verdict.reason)}` : '';
    const steps = verdict.path.map(
        (step, index) => `${index + 1}. **${plain(shortStep(policy, facts, step))}**${tellAsked(policy, step)}`,
    );
    return [
        `**${head}**${by}${because}`,
        ...(steps.length > 0 ? [steps.join('\n')] : []),
        ...(links.length > 0 ? [links.join(' · ')] : []),
    ].join('\n\n');
}

const SCENARIO_LINKS = [
    ['Show path', 'tenet.showPath'],
    ['Peek', 'tenet.peekPath'],
    ['Use as active case', 'tenet.useAsActiveCase'],
    ['Copy as text', 'tenet.copyPath'],
] as const;

/** What can be done with the path of a scenario. */
export function linksOfScenario(uri: string, id: string): readonly string[] {
    return commandLinks(SCENARIO_LINKS, [uri, id]);
}

/** What can be done with the path of the active case. */
export function linksOfCase(policyUri: string): readonly string[] {
    return [
        commandLink('Show path', 'tenet.showPath', []),
        commandLink('Peek', 'tenet.peekPath', []),
        commandLink('Copy as text', 'tenet.copyPath', []),
        commandLink('What would change this?', 'tenet.whatChanges', [policyUri]),
    ];
}

/** ` Income · Is the income within the limit? → next`: the same for every case that takes the answer. */
function tellAsked(policy: Policy, step: PathStep): string {
    const answer = policy.flow[step.node]?.answers[step.answer];
    const known = answer && asked.get(answer);
    if (known !== undefined) return known;
    const title = step.title === null ? '' : ` ${plain(step.title)}`;
    const told = `${title} · ${plain(step.question)} → ${plain(tellLed(policy, step.target))}`;
    if (answer) asked.set(answer, told);
    return told;
}

const asked = new WeakMap<Answer, string>();
