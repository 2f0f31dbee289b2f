// Which rules, questions and answers the scenarios of a policy reach, in the places and words of its text. Answers that no
// case can take, with proof, are told apart and count for nothing.

import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { AnswerBeyondReach } from '../language/analysis/beyond-reach.js';
import type { Policy } from '../language/index.js';
import { belongsTo } from '../language/run/path.js';
import { policyRef } from './decision.js';
import type {
    CoverageFile,
    CoverageQuestion,
    CoverageResult,
    CoverageRule,
    EditResult,
    TakeAnswerParams,
} from './protocol.js';
import { saveScenario } from './scenario-text.js';
import { type RunScenario, resultsOfPolicy } from './scenarios.js';
import { plainUri } from './uris.js';
import { type Cancellation, Cancelled } from './work/crew.js';
import type { Workshop } from './workshop.js';
import type { Workspace } from './workspace.js';

/** More names than this say nothing that the count does not. */
const MOST_IDS = 100;

/** Coverage of one policy, or of all. */
export async function coverageOfWorkspace(
    workspace: Workspace,
    workshop: Workshop,
    policyUri: string | undefined,
    { counted, parts = false }: { readonly counted: ReadonlySet<string> | undefined; readonly parts?: boolean },
    token: Cancellation,
): Promise<CoverageResult> {
    const uris = policyUri === undefined ? workspace.uris() : [policyUri];
    const files: CoverageFile[] = [];
    for (const uri of uris) {
        const policy = workspace.checked(uri)?.policy;
        if (!policy || workspace.checked(uri)?.header?.$type !== 'PolicyHeader') continue;
        const beyond = await beyondReach(workshop, policy, token);
        const runs = resultsOfPolicy(workspace, uri).filter(({ id }) => counted === undefined || counted.has(id));
        files.push({
            uri: workspace.clientUri(uri),
            policy: policyRef(workspace, uri, policy),
            rules: policy.rules.map((rule) => coverageOfRule(policy, rule, runs, beyond)),
            scenarios: runs.map(({ id }) => id),
            ...(parts ? await partsOf(workshop, uri, policy, runs, token) : {}),
        });
    }
    return { files, summary: summarise(workspace, files) };
}

async function partsOf(
    workshop: Workshop,
    uri: string,
    policy: Policy,
    runs: readonly RunScenario[],
    token: Cancellation,
): Promise<Pick<CoverageFile, 'parts' | 'partsBeyondReach'>> {
    const cases = runs.map(({ scenario }) => scenario.facts);
    const reached = await orCancelled(workshop.do('reachedParts', { policy, cases }, token));
    if (!reached) return {};
    const own = reached.parts.filter(({ origin }) => origin.uri === uri);
    const parts = own.map(({ kind, text, origin, by }) => ({ kind, text, range: origin.range, count: by.length }));
    return { parts, partsBeyondReach: reached.beyond };
}

/** The edit that adds a scenario which takes an answer, or why there can be none. */
export async function takeAnswer(
    workspace: Workspace,
    workshop: Workshop,
    { uri, rule, label }: TakeAnswerParams,
    token: Cancellation,
): Promise<EditResult> {
    const home = plainUri(uri);
    const policyUri = workspace.policyUriOf(home);
    const policy = policyUri === undefined ? undefined : workspace.checked(policyUri)?.policy;
    if (policyUri === undefined || !policy)
        return { edit: null, reason: 'The policy has errors: look at its problems first.' };
    const beyond = (await beyondReach(workshop, policy, token)).find(
        (each) => each.rule === rule && each.label === label,
    );
    if (beyond) return { edit: null, reason: beyond.why };
    const facts = await orCancelled(workshop.do('taking', { policy, rule, label }, token));
    if (!facts) return { edit: null, reason: `No case was found that gets the answer ‘${label}’ of ${rule}.` };
    return saveScenario(workspace, home, { title: `${rule} answers ${label}`, facts });
}

/** Proved once for each version of a policy. */
const proved = new WeakMap<Policy, readonly AnswerBeyondReach[]>();

async function beyondReach(
    workshop: Workshop,
    policy: Policy,
    token: Cancellation,
): Promise<readonly AnswerBeyondReach[]> {
    const known = proved.get(policy);
    if (known) return known;
    const found = await orCancelled(workshop.do('beyondReach', { policy }, token));
    proved.set(policy, found);
    return found;
}

async function orCancelled<T>(work: Promise<T>): Promise<T> {
    try {
        return await work;
    } catch (error) {
        throw error instanceof Cancelled ? new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled') : error;
    }
}

function coverageOfRule(
    policy: Policy,
    rule: Policy['rules'][number],
    runs: readonly RunScenario[],
    beyond: readonly AnswerBeyondReach[],
): CoverageRule {
    const nodes = policy.flow.filter((node) => belongsTo(node.rule, rule.name));
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
        // A review stands in the flow once for each outcome that it looks at.
        questions: [...new Map([...nodes].reverse().map((node) => [node.rule, node])).values()]
            .reverse()
            .map((node) => coverageOfQuestion(node, runs, beyond)),
    };
}

function coverageOfQuestion(
    { rule, question, subjects, origin, answers }: Policy['flow'][number],
    runs: readonly RunScenario[],
    beyond: readonly AnswerBeyondReach[],
): CoverageQuestion {
    const reached = runs.filter(({ result }) => result.verdict.path.some((step) => step.rule === rule));
    return {
        rule,
        text: question,
        range: subjects[0]?.origin.range ?? origin.range,
        count: reached.length,
        answers: answers.map(({ label, origin: place }) => {
            const took = reached.filter(({ result }) =>
                result.verdict.path.some((step) => step.rule === rule && step.label === label),
            );
            return {
                label,
                range: place.range,
                count: took.length,
                scenarios: took.slice(0, MOST_IDS).map(({ id }) => id),
                beyondReach: beyond.find((each) => each.rule === rule && each.label === label)?.why ?? null,
            };
        }),
    };
}

/** `Rules that decided at least one scenario: 9 of 12 · answers taken: 31 of 40 · outcomes seen: 7 of 8. Never seen: …` */
function summarise(workspace: Workspace, files: readonly CoverageFile[]): string {
    const rules = files.flatMap((file) => file.rules);
    const answers = rules.flatMap((rule) => rule.questions.flatMap((question) => question.answers));
    const possible = answers.filter(({ beyondReach: why }) => why === null);
    const left = answers.length - possible.length;
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
        `answers taken: ${count(possible, (answer) => answer.count > 0)}${left > 0 ? ` (${left} that no case can take are left out)` : ''}`,
        `outcomes seen: ${all.size - never.length} of ${all.size}`,
    ].join(' · ');
    return `${told}.${never.length > 0 ? ` Never seen: ${never.join(', ')}.` : ''}`;
}

function count<T>(items: readonly T[], holds: (item: T) => boolean): string {
    return `${items.filter(holds).length} of ${items.length}`;
}
