// What a hover says of an answer or a condition: what became of it in the active case and why, what it decides and on what
// ground, how many scenarios take it.

import type { Position, Range } from '../../language/index.js';
import type { Answer, FlowNode } from '../../language/model/policy.js';
import { type Decided, shortAnswer, tellLed } from '../decision.js';
import { plain } from '../markdown.js';
import { containsPosition } from '../positions.js';
import { settling, tellReasons } from '../reasons.js';
import { resultsOfPolicy } from '../scenarios.js';
import type { Workspace } from '../workspace.js';

export interface AnswerAt {
    readonly rule: string;
    readonly range: Range;
    readonly citations: readonly string[];
    /** Value and reason, in Markdown. */
    readonly says: readonly string[];
    /** `Taken by 3 of 12 scenarios` */
    readonly counts: readonly string[];
}

/** The answer at a position: what stands before its arrow, or the condition of an exemption. */
export function answerAt(
    workspace: Workspace,
    uri: string,
    position: Position,
    activeCase: (Decided & { readonly title: string }) | undefined,
): AnswerAt | undefined {
    const policyUri = workspace.policyUriOf(uri);
    const policy = policyUri === undefined ? undefined : workspace.checked(policyUri)?.policy;
    if (policyUri === undefined || !policy) return undefined;
    const isHere = ({ form, labelOrigin }: Answer): boolean =>
        form !== 'implied' && labelOrigin.uri === uri && containsPosition(labelOrigin.range, position);
    // A review stands in the flow once for each outcome that it looks at.
    const nodes = policy.flow.filter(({ answers }) => answers.some(isHere));
    const [node] = nodes;
    const answer = node?.answers.find(isHere);
    if (!node || !answer) return undefined;
    const decided = activeCase?.policyUri === policyUri ? activeCase : undefined;
    const { target } = answer;
    const took = (path: Decided['verdict']['path']): boolean =>
        path.some(({ rule, label }) => rule === node.rule && label === answer.label);
    const all = resultsOfPolicy(workspace, policyUri);
    const taken = all.filter(({ result }) => took(result.verdict.path)).length;
    const scenarios = all.length === 1 ? '1 scenario' : `${all.length} scenarios`;
    return {
        rule: node.rule,
        range: answer.labelOrigin.range,
        citations: (target.citations ?? []).map(({ text }) => text),
        says: [
            ...(decided ? [tellCourse(decided, nodes, answer.label)] : []),
            ...(target.kind === 'decide' ? [`→ ${plain(tellLed(policy, target))}`] : []),
        ],
        counts: all.length > 0 ? [`Taken by ${taken} of ${scenarios}`] : [],
    };
}

/** `**yes** in “Adult”: age is 34`, `**no** in “Adult”: income is £21,400, limit £18,000 (£3,400 over)`. */
function tellCourse(decided: Decided & { readonly title: string }, nodes: readonly FlowNode[], label: string): string {
    const { policy, facts, verdict, title } = decided;
    const said = (word: string, why = ''): string =>
        `**${plain(word)}** in “${plain(title)}”${why === '' ? '' : `: ${plain(why)}`}`;
    const step = verdict.path.find((each) => nodes.some(({ index }) => index === each.node));
    // While the text has errors the nodes of the case are those of the text before.
    const node = step && policy.flow[step.node];
    const index = node?.answers.findIndex((each) => each.label === label) ?? -1;
    const answer = node?.answers[index];
    if (!step || !node || !answer) return said('not reached');
    if (index > step.answer) return said('not tried', `“${shortAnswer(policy, facts, step)}” came first`);
    const isTaken = index === step.answer;
    const why = tellReasons(decided, settling(decided, answer.when), { limits: !isTaken, node });
    return isTaken ? said(shortAnswer(policy, facts, step), why) : said('no', why);
}
