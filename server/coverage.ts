// Which rules, questions and answers the scenarios of a policy reach, in the places and words of its text.

import type { Policy } from '../language/index.js';
import { belongsTo } from '../language/run/path.js';
import { policyRef } from './decision.js';
import type { CoverageFile, CoverageResult, CoverageRule } from './protocol.js';
import { type RunScenario, resultsOfPolicy } from './scenarios.js';
import type { Workspace } from './workspace.js';

/** More names than this say nothing that the count does not. */
const MOST_IDS = 100;

/** Coverage of one policy, or of all. */
export function coverageOfWorkspace(
    workspace: Workspace,
    policyUri: string | undefined,
    counted: ReadonlySet<string> | undefined,
): CoverageResult {
    const uris = policyUri === undefined ? workspace.uris() : [policyUri];
    const files = uris.flatMap((uri): CoverageFile[] => {
        const policy = workspace.checked(uri)?.policy;
        if (!policy || workspace.checked(uri)?.header?.$type !== 'PolicyHeader') return [];
        const runs = resultsOfPolicy(workspace, uri).filter(({ id }) => counted === undefined || counted.has(id));
        return [
            {
                uri: workspace.clientUri(uri),
                policy: policyRef(workspace, uri, policy),
                rules: policy.rules.map((rule) => coverageOfRule(policy, rule, runs)),
                scenarios: runs.map(({ id }) => id),
            },
        ];
    });
    return { files, summary: summarise(workspace, files) };
}

function coverageOfRule(policy: Policy, rule: Policy['rules'][number], runs: readonly RunScenario[]): CoverageRule {
    const nodes = policy.flow.filter((node) => belongsTo(node.rule, rule.name));
    const names = [...new Set(nodes.map((node) => node.rule))];
    const asked = runs.filter(({ result }) => result.verdict.path.some((step) => belongsTo(step.rule, rule.name)));
    const decided = runs.filter(
        ({ result: { verdict } }) => verdict.kind === 'outcome' && belongsTo(verdict.decidedBy, rule.name),
    );
    return {
        name: rule.name,
        title: rule.title ?? null,
        range: rule.origin.range,
        asked: asked.length,
        decided: decided.length,
        questions: names.flatMap((name) => {
            const [node] = nodes.filter((each) => each.rule === name);
            if (!node) return [];
            const reached = runs.filter(({ result }) => result.verdict.path.some((step) => step.rule === name));
            return {
                rule: name,
                text: node.question,
                range: node.subjects[0]?.origin.range ?? node.origin.range,
                count: reached.length,
                answers: node.answers
                    .filter(({ form }) => form !== 'implied')
                    .map(({ label, origin }) => {
                        const took = reached.filter(({ result }) =>
                            result.verdict.path.some((step) => step.rule === name && step.label === label),
                        );
                        const scenarios = took.slice(0, MOST_IDS).map(({ id }) => id);
                        return { label, range: origin.range, count: took.length, scenarios };
                    }),
            };
        }),
    };
}

/** `Rules that decided at least one scenario: 9 of 12 · answers taken: 31 of 40 · outcomes seen: 7 of 8. Never seen: …` */
function summarise(workspace: Workspace, files: readonly CoverageFile[]): string {
    const rules = files.flatMap((file) => file.rules);
    const answers = rules.flatMap((rule) => rule.questions.flatMap((question) => question.answers));
    const [seen, all] = [new Set<string>(), new Map<string, string>()];
    for (const file of files) {
        const counted = new Set(file.scenarios);
        const policyUri = workspace.uris().find((uri) => workspace.clientUri(uri) === file.uri) ?? '';
        const policy = workspace.checked(policyUri)?.policy;
        for (const { name, title } of policy?.outcomes ?? []) all.set(name, title ?? name);
        for (const { id, result } of resultsOfPolicy(workspace, policyUri))
            if (counted.has(id) && result.verdict.kind === 'outcome') seen.add(result.verdict.outcome);
    }
    const never = [...all].filter(([name]) => !seen.has(name)).map(([, title]) => `“${title}”`);
    const told = [
        `Rules that decided at least one scenario: ${count(rules, ({ decided }) => decided > 0)}`,
        `answers taken: ${count(answers, (answer) => answer.count > 0)}`,
        `outcomes seen: ${all.size - never.length} of ${all.size}`,
    ].join(' · ');
    return `${told}.${never.length > 0 ? ` Never seen: ${never.join(', ')}.` : ''}`;
}

function count<T>(items: readonly T[], holds: (item: T) => boolean): string {
    return `${items.filter(holds).length} of ${items.length}`;
}
