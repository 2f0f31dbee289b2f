// References to rules and steps, `P4` and `P4.a`, and to the answers of a rule.

import type * as Ast from '../generated/ast.js';
import type { FlowNode } from '../model/policy.js';
import { nearest } from '../model/spelling.js';
import { mention, report, reportUnknownName } from './context.js';
import type { DeclarationNode } from './document.js';
import type { Environment } from './environment.js';
import { type Declared, type RuleNode, stepSymbol } from './scope.js';
import { originOfPlace } from './symbols.js';
import { plainText } from './text.js';

export type RuleReference = Ast.RuleRef | Ast.Reference;

/** `P4`, `P4.a`. */
export function ruleName(rule: RuleReference): string {
    const [name, step] = rule.$type === 'RuleRef' ? [rule.rule, rule.step] : [rule.name, rule.member];
    return step === undefined ? name : `${name}.${step}`;
}

/** The rule that is named; its step too, if one is. Undefined after a finding. */
export function resolveRule(environment: Environment, node: RuleReference): Declared<RuleNode> | undefined {
    const { declaration, scope } = environment;
    const [property, name, step] =
        node.$type === 'RuleRef'
            ? (['rule', node.rule, node.step] as const)
            : (['name', node.name, node.member] as const);
    const place = { declaration, node, property };
    const rule = scope.rules.get(name);
    if (!rule) {
        if (!scope.doubtful.has(name)) reportUnknownName(environment, place, 'rule', name, scope.rules.keys());
        return undefined;
    }
    mention(environment, rule.symbol, place);
    return step === undefined || mentionStep(environment, declaration, node, rule) ? rule : undefined;
}

/** The nodes of a rule, those of its steps included, or of a step. */
export function nodesOf(flow: readonly FlowNode[], rule: string): readonly FlowNode[] {
    return flow.filter((each) => each.rule === rule || each.rule.startsWith(`${rule}.`));
}

/** Labels of the answers that a path expectation or condition names: the whole answer or one of its patterns. */
export function answersNamed(nodes: readonly FlowNode[], answer: Ast.PathAnswer): readonly string[] {
    const text = answer.$type === 'TextAnswer' ? answer.text : plainText(answer);
    const labels = nodes.flatMap((node) =>
        node.answers
            .filter(({ label, patterns }) => label === text || patterns.some((pattern) => pattern.text === text))
            .map(({ label }) => label),
    );
    return [...new Set(labels)];
}

/** "‘yes’, ‘no’": for messages. */
export function listAnswers(nodes: readonly FlowNode[]): string {
    return [...new Set(nodes.flatMap((each) => each.answers.map(({ label }) => `‘${label}’`)))].join(', ');
}

/** Remembers the use of a step; false after a finding that there is none. */
export function mentionStep(
    environment: Environment,
    declaration: DeclarationNode,
    node: RuleReference,
    rule: Declared<RuleNode>,
): boolean {
    const property = node.$type === 'RuleRef' ? 'step' : 'member';
    const name = node.$type === 'RuleRef' ? node.step : node.member;
    const steps = rule.node.$type === 'Principle' ? rule.node.steps : [];
    const step = steps.find((candidate) => candidate.name === name);
    const place = { declaration, node, property };
    if (step && rule.node.$type === 'Principle') {
        environment.occurrences.push({ symbol: stepSymbol(rule.declaration, rule.node, step), place, role: 'use' });
        return true;
    }
    if (rule.broken) return false;
    const names = steps.map((candidate) => candidate.name);
    const listed = names.map((each) => `‘${each}’`).join(', ');
    const hint = names.length === 0 ? 'It has no steps.' : `It has ${listed}.`;
    const suggestion = nearest(name ?? '', names);
    report(environment, 'name-unknown', originOfPlace(place), `‘${rule.node.name}’ has no step ‘${name}’. ${hint}`, {
        expected: `step of ${rule.node.name}`,
        actual: name ?? '',
        ...(suggestion ? { suggestion } : {}),
    });
    return false;
}
