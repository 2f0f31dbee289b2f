// The order of the flow before its targets are known: which node comes where, and that every `go to` goes forward.

import type * as Ast from '../generated/ast.js';
import type { FlowNode, Guard } from '../model/policy.js';
import type { PendingAnswer, PendingTarget } from './answers.js';
import { report, reportUnknownName } from './context.js';
import { type DeclarationNode, originOf } from './document.js';
import type { Environment } from './environment.js';
import { mentionStep, ruleName } from './rule-references.js';
import type { Declared, RuleNode } from './scope.js';

/** A node before its targets are known. */
export interface PendingNode {
    readonly rule: string;
    readonly kind: FlowNode['kind'];
    /** The principle it belongs to, or the rule itself. */
    readonly owner: string;
    readonly declaration: DeclarationNode;
    readonly guards: readonly { readonly guard: Guard; readonly level: 'rule' | 'step' }[];
    readonly question: string;
    readonly subjects: FlowNode['subjects'];
    readonly unique: boolean;
    readonly answers: readonly PendingAnswer[];
    readonly syntax: Ast.Exemption | Ast.Principle | Ast.Step | Ast.Review;
    /** Reviews: outcomes it looks at, refinements included. */
    readonly of?: ReadonlySet<string>;
}

export interface Layout {
    /** Nodes of exemptions and principles, in order. */
    readonly main: readonly PendingNode[];
    readonly reviews: readonly PendingNode[];
    /** Index of the first main node of a rule, and of each step by qualified name. */
    readonly entry: ReadonlyMap<string, number>;
}

/** Undefined after a finding. */
export function layOut(
    environment: Environment,
    nodes: readonly PendingNode[],
    declared: readonly Declared<RuleNode>[],
    complete: boolean,
): Layout | undefined {
    const main = nodes.filter((node) => node.kind !== 'review');
    const reviews = nodes.filter((node) => node.kind === 'review');
    const entry = new Map<string, number>();
    for (const [index, node] of main.entries()) {
        if (!entry.has(node.owner)) entry.set(node.owner, index);
        entry.set(node.rule, entry.get(node.rule) ?? index);
    }
    let sound = true;
    let at = 0;
    for (const node of nodes) {
        const own = node.kind === 'review' ? Number.POSITIVE_INFINITY : at++;
        for (const { target } of node.answers) {
            if (target.kind !== 'go to') continue;
            if (!checkGoTo(environment, node, target, own, entry, declared, complete)) sound = false;
        }
    }
    return sound ? { main, reviews, entry } : undefined;
}

function checkGoTo(
    environment: Environment,
    node: PendingNode,
    target: Extract<PendingTarget, { kind: 'go to' }>,
    at: number,
    entry: ReadonlyMap<string, number>,
    declared: readonly Declared<RuleNode>[],
    complete: boolean,
): boolean {
    const { declaration } = node;
    const { syntax } = target;
    const name = ruleName(syntax.rule);
    const place = { declaration, node: syntax.rule, property: 'rule' };
    const origin = originOf(declaration, syntax.rule);
    const rule = environment.scope.rules.get(syntax.rule.rule);
    if (!rule) {
        if (environment.scope.doubtful.has(syntax.rule.rule)) return false;
        const hint = environment.scope.outcomes.has(name) ? `To end with this outcome, write ‘=> ${name}’.` : '';
        reportUnknownName(environment, place, 'rule', name, hint ? [] : environment.scope.rules.keys(), hint);
        return false;
    }
    environment.occurrences.push({ symbol: rule.symbol, place, role: 'use' });
    if (syntax.rule.step !== undefined && !mentionStep(environment, declaration, syntax.rule, rule)) return false;
    if (rule.node.$type === 'Review') {
        const message = `‘${name}’ is a review: it looks at outcomes by itself and cannot be gone to.`;
        report(environment, 'target-not-allowed', origin, message);
        return false;
    }
    if (node.kind === 'review') {
        const message = 'A review looks at an outcome: it ends with an outcome, or lets it stand with ‘next’.';
        report(environment, 'target-not-allowed', origin, message);
        return false;
    }
    const to = entry.get(name);
    // Where rules are missing because they are broken, order is judged by the order in the file.
    const backward =
        to === undefined
            ? !complete &&
              declared.findIndex(({ node: other }) => other.name === rule.node.name) <
                  declared.findIndex(({ node: other }) => other.name === node.owner)
            : to <= at;
    if (backward) {
        const own = to === at ? 'to itself' : `back to ‘${name}’`;
        const message = `This goes ${own}: a flow only goes forward, so that every case comes to an end.`;
        report(environment, 'flow-backward', origin, message);
        return false;
    }
    return to !== undefined;
}
