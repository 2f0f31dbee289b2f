// The rules that a case did not come to, each with the reason: passed over by its own condition, stepped past, or left
// because the case had ended.

import type { FlowNode, Policy, Rule } from '../model/policy.js';
import type { Facts } from '../model/value.js';
import { truthOf } from '../run/interpret.js';
import { belongsTo } from '../run/path.js';
import type { Verdict } from '../run/verdict.js';

export interface RuleNotReached {
    readonly rule: Rule;
    readonly why: string;
}

export function rulesNotReached(policy: Policy, facts: Facts, verdict: Verdict): readonly RuleNotReached[] {
    const passed = rulesPassedOver(policy, facts, verdict);
    const stopped = stoppedAt(policy, verdict);
    return policy.rules.flatMap((rule) => {
        const isOn = (name: string) => belongsTo(name, rule.name);
        if (verdict.path.some((step) => isOn(step.rule)) || (stopped && isOn(stopped.rule))) return [];
        return [{ rule, why: whyNotReached(policy, rule, verdict, passed, stopped) }];
    });
}

function whyNotReached(
    policy: Policy,
    rule: Rule,
    verdict: Verdict,
    passed: ReadonlyMap<string, string>,
    stopped: FlowNode | undefined,
): string {
    const guard = [...passed].find(([name]) => belongsTo(name, rule.name))?.[1];
    if (guard !== undefined) return `it is asked only when ${guard}, which was not established`;
    if (verdict.kind === 'not-effective') return 'the policy did not apply on that day';
    if (rule.kind === 'review' && verdict.kind === 'outcome') {
        return `it looks at ${rule.of.join(' and ')} alone`;
    }
    const places = policy.flow.filter((node) => belongsTo(node.rule, rule.name)).map((node) => node.index);
    const last = verdict.path.at(-1);
    const before = [...verdict.path].reverse().find((step) => places.some((place) => place > step.node));
    if (stopped && places.some((place) => place > stopped.index)) return `the case had ended at ${stopped.rule}`;
    if (verdict.kind === 'outcome' && places.some((place) => place > (verdict.path[verdict.decidedAt]?.node ?? 0))) {
        return `${verdict.decidedBy} had decided the case`;
    }
    return before
        ? `${before.rule} (${before.label}) led past it`
        : `the case had ended at ${last?.rule ?? 'the start'}`;
}

/** Where a case without an outcome ended. */
function stoppedAt(policy: Policy, verdict: Verdict): FlowNode | undefined {
    if (verdict.kind !== 'missing' && verdict.kind !== 'no-outcome') return undefined;
    return verdict.at === null ? undefined : policy.flow[verdict.at];
}

/** The rules and steps whose guard did not hold, with its text. */
function rulesPassedOver(policy: Policy, facts: Facts, verdict: Verdict): ReadonlyMap<string, string> {
    const passed = new Map<string, string>();
    if (verdict.kind === 'not-effective') return passed;
    let at = policy.start;
    let next = 0;
    for (let left = policy.flow.length; at !== null && left > 0; left--) {
        const node: FlowNode = policy.flow[at] as FlowNode;
        const failed = node.guards.find(({ guard }) => truthOf(policy, facts, guard.condition) !== 'yes');
        const step = failed ? undefined : verdict.path[next++];
        if (failed) passed.set(node.rule, failed.guard.text);
        const target = failed ? failed.skip : step?.target;
        if (!target || target.kind === 'end') break;
        at = target.kind === 'go' ? target.to : target.then;
    }
    return passed;
}
