// How findings name things: what the author called it in ‘quotes’, with its title.

import type { Exemption, FlowNode, Policy, Principle, Review, Rule, Step, Target } from '../model/policy.js';
import { printFacts } from '../model/print.js';
import type { Facts } from '../model/value.js';

/** `‘P4.a’ (There is CCTV)`. */
export function nameRule(policy: Policy, name: string): string {
    return quoteTitled(name, headOf(policy, name)?.title);
}

export function quoteTitled(name: string, title: string | undefined): string {
    return title === undefined ? `‘${name}’` : `‘${name}’ (${title})`;
}

export function nameOutcome(policy: Policy, name: string): string {
    return quoteTitled(name, policy.outcomes.find((outcome) => outcome.name === name)?.title);
}

/** What is said of a rule, or of a step by its qualified name. */
export function headOf(policy: Policy, name: string): Exemption | Principle | Review | Step | undefined {
    for (const rule of policy.rules) {
        if (rule.name === name) return rule;
        const step = rule.kind === 'principle' ? rule.steps.find((each) => each.name === name) : undefined;
        if (step) return step;
    }
    return undefined;
}

/** The rule that a node belongs to, the principle of a step included. */
export function ruleOf(policy: Policy, node: FlowNode): Rule | undefined {
    return policy.rules.find(
        (rule) =>
            rule.name === node.rule || (rule.kind === 'principle' && rule.steps.some((s) => s.name === node.rule)),
    );
}

/** `goes on to ‘P5’`, `ends in ‘out’`. */
export function tellTarget(policy: Policy, target: Target): string {
    switch (target.kind) {
        case 'go':
            return `goes on to ‘${policy.flow[target.to]?.rule}’`;
        case 'decide':
            return `ends in ‘${target.outcome}’`;
        case 'stand':
            return 'lets the outcome stand';
        case 'end':
            return 'ends without an outcome';
    }
}

/** `offence: shoplifting, value: £50`, a long case cut short. */
export function tellFacts(policy: Policy, facts: Facts): string {
    const pairs = printFacts(policy, facts);
    const shown = pairs.slice(0, MOST_FACTS_TOLD);
    const rest = pairs.length - shown.length;
    if (pairs.length === 0) return 'nothing given';
    return rest === 0 ? shown.join(', ') : `${shown.join(', ')} and ${rest} more`;
}

const MOST_FACTS_TOLD = 6;

export function listed(items: readonly string[], word: 'and' | 'or'): string {
    if (items.length <= 1) return items[0] ?? '';
    return `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`;
}
