// What stands beside the way of a case: answers that hold too and come too late, and what no case ever comes to.

import type { Finding, Origin, Policy } from '../language/index.js';
import type { Answer, FlowNode } from '../language/model/policy.js';
import type { Facts } from '../language/model/value.js';
import { truthOf } from '../language/run/interpret.js';
import { belongsTo } from '../language/run/path.js';
import type { Verdict } from '../language/run/verdict.js';

export interface Aside {
    readonly origin: Origin;
    readonly full: string;
}

/**
 * Answers that the case fits as well and that lost: to an earlier answer of the same question, or to the rule that had
 * decided before they were asked.
 */
export function alsoTrue(policy: Policy, facts: Facts, verdict: Verdict): readonly Aside[] {
    const holds = ({ when, form }: Answer): boolean =>
        form !== 'implied' && form !== 'otherwise' && truthOf(policy, facts, when) === 'yes';
    const onWay = verdict.path.flatMap((step): readonly Aside[] => {
        const node = policy.flow[step.node] as FlowNode;
        const first = node.answers[step.answer];
        if (!first || node.kind === 'review') return [];
        const late = node.answers.slice(step.answer + 1).filter(holds);
        return late.map((answer) => lost(answer.origin, step.label, first.origin));
    });
    if (verdict.kind !== 'outcome') return onWay;
    const deciding = verdict.path[verdict.decidedAt];
    const rule = policy.rules.find(({ name }) => belongsTo(verdict.decidedBy, name));
    if (!deciding || !rule) return onWay;
    const asked = new Set(verdict.path.map(({ node }) => node));
    const after = policy.flow.slice(deciding.node + 1).flatMap((node): readonly Aside[] => {
        if (node.kind === 'review' || asked.has(node.index)) return [];
        const passed = node.guards.some(({ guard }) => truthOf(policy, facts, guard.condition) !== 'yes');
        const answer = passed ? undefined : node.answers.find((each) => truthOf(policy, facts, each.when) === 'yes');
        if (!answer || !holds(answer) || answer.target.kind !== 'decide') return [];
        return [lost(answer.origin, rule.title ?? rule.name, rule.nameOrigin)];
    });
    return [...onWay, ...after];
}

/** What is proved to come to nothing, with what stands in its way. */
export function neverReached(findings: readonly Finding[]): readonly Aside[] {
    return findings.flatMap(({ code, origin, related = [] }): readonly Aside[] => {
        if (!NEVER.has(code)) return [];
        const [first, ...others] = related;
        const more = others.length > 0 ? ` and ${others.length} more` : '';
        const why = first ? `: ${first.message} (line ${first.origin.range.start.line + 1})${more}` : '';
        return [{ origin, full: `⊘ cannot be reached${why}` }];
    });
}

const NEVER: ReadonlySet<string> = new Set([
    'step-unreachable',
    'review-never',
    'answer-unreachable',
    'otherwise-unreachable',
]);

function lost(origin: Origin, winner: string, winnerOrigin: Origin): Aside {
    return { origin, full: `↷ also true, but “${winner}” (line ${winnerOrigin.range.start.line + 1}) decided first` };
}
