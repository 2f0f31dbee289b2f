// A scenario that takes an answer which none takes yet. The case is looked for when the action is chosen, for that takes
// the whole policy into account.

import type { CancellationToken, CodeAction } from 'vscode-languageserver';
import type { Position } from '../../language/index.js';
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

/** The action for the answer at a position, without its edit. */
export function takeAnswer(workspace: Workspace, uri: string, position: Position): readonly CodeAction[] {
    const policy = workspace.checked(uri)?.policy;
    for (const { rule, answers } of policy?.flow ?? []) {
        const answer = answers.find(
            ({ origin, form }) => form !== 'implied' && origin.uri === uri && containsPosition(origin.range, position),
        );
        if (!answer) continue;
        const { label } = answer;
        const isTaken = resultsOfPolicy(workspace, uri).some(({ result }) =>
            result.verdict.path.some((step) => step.rule === rule && step.label === label),
        );
        if (isTaken) return [];
        const data: AnswerData = { uri, rule, label };
        return [{ title: `Create a scenario that takes ‘${label}’ here`, kind: 'refactor.rewrite', data }];
    }
    return [];
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
