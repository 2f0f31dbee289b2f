// A scenario that takes an answer which none takes yet. The case is looked for when the action is chosen, for that takes
// the whole policy into account.

import type { CancellationToken, CodeAction } from 'vscode-languageserver';
import type { Finding, Origin, Policy, Position } from '../../language/index.js';
import type { Answer, FlowNode } from '../../language/model/policy.js';
import { belongsTo } from '../../language/run/path.js';
import { takeAnswer } from '../coverage.js';
import { contains, containsPosition } from '../positions.js';
import { resultsOfPolicy } from '../scenarios.js';
import type { Workshop } from '../workshop.js';
import type { Workspace } from '../workspace.js';

interface AnswerData {
    readonly uri: string;
    readonly rule: string;
    readonly label: string;
}

/** At the name of a rule so many of its answers are offered. */
const MOST_OFFERED = 3;

/**
 * Actions for the answer at a position, or for those of the rule whose name is there; without their edits.
 *
 * @param findings what is found in the file: an answer that no case gets is not offered
 */
export function offerAnswers(
    workspace: Workspace,
    uri: string,
    position: Position,
    findings: readonly Finding[],
): readonly CodeAction[] {
    const policy = workspace.checked(uri)?.policy;
    if (!policy) return [];
    const isHere = (origin: Origin): boolean => origin.uri === uri && containsPosition(origin.range, position);
    const named = [...policy.rules, ...policy.rules.flatMap((each) => (each.kind === 'principle' ? each.steps : []))]
        .filter(({ nameOrigin }) => isHere(nameOrigin))
        .map(({ name }) => name)
        .at(-1);
    const unreachable = findings.filter(({ code }) => UNREACHABLE.has(code)).map(({ origin }) => origin);
    const isReached = ({ uri: home, range }: Origin): boolean =>
        !unreachable.some((each) => each.uri === home && (contains(each.range, range) || contains(range, each.range)));
    const written = answersOf(policy).filter(({ form, origin }) => form !== 'implied' && isReached(origin));
    const [here] = written.filter(({ origin }) => isHere(origin));
    const wanted = here ? [here] : written.filter(({ rule }) => named !== undefined && belongsTo(rule, named));
    const results = wanted.length > 0 ? resultsOfPolicy(workspace, uri) : [];
    const isTaken = ({ rule, label }: OfferedAnswer): boolean =>
        results.some(({ result }) => result.verdict.path.some((step) => step.rule === rule && step.label === label));
    return wanted
        .filter((each) => !isTaken(each))
        .slice(0, MOST_OFFERED)
        .map(({ rule, label }) => {
            const data: AnswerData = { uri, rule, label };
            const where = named !== undefined && rule !== named ? `at ${rule}` : 'here';
            return { title: `Create a scenario that takes ‘${label}’ ${where}`, kind: 'refactor.rewrite', data };
        });
}

type OfferedAnswer = Pick<FlowNode, 'rule'> & Pick<Answer, 'label' | 'form' | 'origin'>;

/** A review stands in the flow once for each outcome that it looks at; its answers are offered once. */
function answersOf({ flow }: Policy): readonly OfferedAnswer[] {
    const all = flow.flatMap(({ rule, answers }) => answers.map((each) => ({ ...each, rule })));
    const first = new Map<string, OfferedAnswer>();
    for (const each of all) {
        const key = JSON.stringify([each.rule, each.label]);
        if (!first.has(key)) first.set(key, each);
    }
    return [...first.values()];
}

/** Findings that speak of an answer, a rule or a step which no case comes to. */
const UNREACHABLE: ReadonlySet<string> = new Set([
    'answer-unreachable',
    'otherwise-unreachable',
    'except-no-effect',
    'step-unreachable',
    'review-never',
]);

/** The action with its edit; without one it is disabled, and the reason is told as well, for few clients show it. */
export async function resolveTakeAnswer(
    workspace: Workspace,
    workshop: Workshop,
    action: CodeAction,
    token: CancellationToken,
    tell: (reason: string) => void,
): Promise<CodeAction> {
    const { uri, rule = '', label = '' } = (action.data ?? {}) as Partial<AnswerData>;
    if (uri === undefined) return action;
    const { edit, reason } = await takeAnswer(workspace, workshop, { uri, rule, label }, token);
    if (edit) return { ...action, edit: edit as NonNullable<CodeAction['edit']> };
    if (reason === null) return action;
    tell(reason);
    return { ...action, disabled: { reason } };
}
