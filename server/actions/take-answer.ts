// A scenario that takes an answer which none takes yet. The case is looked for when the action is chosen, for that takes
// the whole policy into account.

import type { CancellationToken, CodeAction } from 'vscode-languageserver';
import type { Origin, Position } from '../../language/index.js';
import { belongsTo } from '../../language/run/path.js';
import { containsPosition } from '../positions.js';
import { saveScenario } from '../scenario-text.js';
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

/** Actions for the answer at a position, or for those of the rule whose name is there; without their edits. */
export function takeAnswer(workspace: Workspace, uri: string, position: Position): readonly CodeAction[] {
    const policy = workspace.checked(uri)?.policy;
    if (!policy) return [];
    const isHere = (origin: Origin): boolean => origin.uri === uri && containsPosition(origin.range, position);
    const named = [...policy.rules, ...policy.rules.flatMap((each) => (each.kind === 'principle' ? each.steps : []))]
        .filter(({ nameOrigin }) => isHere(nameOrigin))
        .map(({ name }) => name)
        .at(-1);
    const offered = policy.flow.flatMap(({ rule, kind, answers }) =>
        kind === 'review' ? [] : answers.map(({ label, form, origin }) => ({ rule, label, form, origin })),
    );
    const written = offered.filter(({ form }) => form !== 'implied');
    const [here] = written.filter(({ origin }) => isHere(origin));
    const wanted = here ? [here] : written.filter(({ rule }) => named !== undefined && belongsTo(rule, named));
    const results = wanted.length > 0 ? resultsOfPolicy(workspace, uri) : [];
    const isTaken = ({ rule, label }: { readonly rule: string; readonly label: string }): boolean =>
        results.some(({ result }) => result.verdict.path.some((step) => step.rule === rule && step.label === label));
    return wanted
        .filter((each) => !isTaken(each))
        .slice(0, MOST_OFFERED)
        .map(({ rule, label }) => {
            const data: AnswerData = { uri, rule, label };
            return { title: `Create a scenario that takes ‘${label}’ here`, kind: 'refactor.rewrite', data };
        });
}

/** The action with its edit, or with the reason why there can be none. */
export async function resolveTakeAnswer(
    workspace: Workspace,
    workshop: Workshop,
    action: CodeAction,
    token: CancellationToken,
): Promise<CodeAction> {
    const { uri, rule = '', label = '' } = (action.data ?? {}) as Partial<AnswerData>;
    const policy = uri === undefined ? undefined : workspace.checked(uri)?.policy;
    if (uri === undefined || !policy) return action;
    const facts = await workshop.do('taking', { policy, rule, label }, token);
    if (!facts) return { ...action, disabled: { reason: 'No case gets this answer.' } };
    const { edit } = saveScenario(workspace, uri, { title: `${rule} answers ${label}`, facts });
    return edit ? { ...action, edit: edit as NonNullable<CodeAction['edit']> } : action;
}
